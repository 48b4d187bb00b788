namespace HotfixTools.ModuleTests;

/// <summary>Another module brought another LibGit2Sharp first. In a process of its own: what is loaded stays loaded.</summary>
public sealed class IsolationTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hotfixtools-test-").FullName;

    [Fact]
    public void Beside_another_LibGit2Sharp_the_module_uses_its_own()
    {
        var other = Directory.CreateDirectory(Path.Combine(_root, "OtherGit")).FullName;
        File.Copy(Paths.OtherLibGit2Sharp, Path.Combine(other, "LibGit2Sharp.dll"));
        File.WriteAllText(Path.Combine(other, "OtherGit.psd1"), "@{ ModuleVersion = '1.0'; GUID = '11111111-2222-3333-4444-555555555555'; RequiredAssemblies = @('LibGit2Sharp.dll'); RootModule = 'OtherGit.psm1'; FunctionsToExport = 'Get-OtherSignature' }");
        File.WriteAllText(Path.Combine(other, "OtherGit.psm1"), "function Get-OtherSignature { ([LibGit2Sharp.Signature]::new('a', 'b', [DateTimeOffset]::Now)).GetType().Assembly.GetName().Version.ToString() }");

        using var process = HostProcess.Start(_root, $$"""
            Remove-Module HotfixTools
            Import-Module '{{other}}/OtherGit.psd1' -ErrorAction Stop
            "other $(Get-OtherSignature)"
            Import-Module '{{Paths.Manifest}}' -ErrorAction Stop
            $hotfix = New-HotfixSandbox '{{_root}}/sandbox' | Get-LastDeploy | New-Hotfix -Reason 'Orders fail' -ErrorAction Stop
            "state $($hotfix.State)"
            $stopped = $hotfix | Stop-Hotfix -Reason x -Confirm:$false -ErrorAction Stop
            "state $($stopped.State)"
            "other $(Get-OtherSignature)"
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'LibGit2Sharp' } | ForEach-Object {
                "$($_.GetName().Version) in $([Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)"
            }
            "core $(([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'HotfixTools.Core' } | ForEach-Object { [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name }) -join ',')"
            """);
        var lines = process.Lines();

        Assert.Equal(["other 0.29.0.0", "state Started", "state Abandoned", "other 0.29.0.0"], lines[..4]);
        Assert.Equal(2, lines.Count(line => line.Contains(" in ", StringComparison.Ordinal)));
        Assert.Contains("0.29.0.0 in Default", lines);
        Assert.Contains(lines, line => line.EndsWith(" in HotfixTools.Git", StringComparison.Ordinal) && !line.StartsWith("0.29", StringComparison.Ordinal));
        Assert.Equal("core Default", lines[^1]);
    }

    [Fact]
    public void Importing_loads_nothing_of_Git_yet()
    {
        using var process = HostProcess.Start(_root, "[AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name } | Where-Object { $_ -like '*Git*' }; (Get-Module HotfixTools).Name");

        Assert.Equal(["HotfixTools"], process.Lines());
    }

    public void Dispose() => TestHome.Remove(_root);
}
