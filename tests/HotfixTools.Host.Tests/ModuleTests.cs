using HotfixTools.Host.Tests.Running;

namespace HotfixTools.Host.Tests;

/// <summary>Which module is imported, with the host copied to where nothing of the source tree is above it.</summary>
public sealed class ModuleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NoModule_SaysHowToGetIt()
    {
        var result = new HostCall("1") { Host = CopyHost() }.Run();

        Assert.Equal(1, result.Status);
        Assert.Single(result.ErrorLines);
        Assert.Contains("dotnet build", result.Error, StringComparison.Ordinal);
        Assert.Contains("-Module", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("app/HotfixTools.psd1")]
    [InlineData("app/HotfixTools/HotfixTools.psd1")]
    [InlineData("HotfixTools.psd1")]
    public void Module_IsFoundBesideTheHostAndAboveIt(string place)
    {
        _folder.Write(place, "@{ ModuleVersion = '4.5.6' }");

        var result = new HostCall("(Get-Module HotfixTools).Version.ToString()") { Host = CopyHost() }.Run();

        Assert.Equal("4.5.6", result.Output.TrimEnd());
        Assert.Equal(0, result.Status);
    }

    [Fact]
    public void ModuleThatIsNotBuilt_SaysHowToBuildIt()
    {
        var manifest = _folder.Write("Bare.psd1", "@{ ModuleVersion = '1.0'; RootModule = 'bin/Missing.dll' }");

        var result = new HostCall("-Module", manifest, "1").Run();

        Assert.Equal(1, result.Status);
        Assert.Contains(manifest, result.Error, StringComparison.Ordinal);
        Assert.Contains("dotnet build", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private string CopyHost()
    {
        var source = Path.GetDirectoryName(HostCall.BuiltHost)!;
        var target = _folder.File("app");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return Path.Combine(target, Path.GetFileName(HostCall.BuiltHost));
    }
}
