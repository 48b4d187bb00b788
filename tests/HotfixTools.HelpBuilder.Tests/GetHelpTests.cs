using System.ComponentModel;
using System.Diagnostics;

namespace HotfixTools.HelpBuilder.Tests;

/// <summary>The real Get-Help is the judge of the file; where there is no PowerShell, the test says that it did not run.</summary>
public sealed class GetHelpTests : IDisposable
{
    private const string Manifest = "@{ RootModule = 'bin/Fixture.dll'; ModuleVersion = '1.0'; CmdletsToExport = '*' }";

    private readonly FixtureFolder _folder = new();

    [Theory]
    [InlineData("en_US.UTF-8")]
    [InlineData("de_DE.UTF-8")]
    [InlineData("C")]
    public async Task Get_Help_finds_the_help_whatever_the_language(string language)
    {
        Assert.Empty(HelpBuild.Run(_folder.Request));

        var answer = await Ask(language, """
            $help = Get-Help Get-Kettle -Full
            $help.Synopsis
            $help.syntax.syntaxItem.Count
            ($help.parameters.parameter | Where-Object name -eq Name).pipelineInput
            $help.inputTypes.inputType.type.name
            $help.returnValues.returnValue.type.name -join ' '
            $help.examples.example.Count
            $help.alertSet.alert[1].Text
            (Get-Help Set-Kettle -Parameter *).name -join ' '
            """);

        Assert.Equal(
            [
                "Gets kettles & says how hot they are, see Set-Kettle.",
                "2",
                "True (ByValue, ByPropertyName)",
                "System.String",
                "Fixture.Types.Kettle System.Boolean",
                "3",
                "Watched ones more so.",
                "Colour Kettle Note Path Times Confirm WhatIf",
            ],
            answer);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string[]> Ask(string language, string question)
    {
        var manifest = Path.Combine(_folder.Root, "Fixture.psd1");
        await File.WriteAllTextAsync(manifest, Manifest, TestContext.Current.CancellationToken);

        var start = new ProcessStartInfo("pwsh", ["-NoProfile", "-NonInteractive", "-Command", $"Import-Module '{manifest}' -ErrorAction Stop\n{question}"])
        {
            RedirectStandardOutput = true,
            Environment = { ["LANG"] = language, ["LC_ALL"] = language, ["NO_COLOR"] = "1" },
        };
        using var process = Start(start);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no pwsh on this machine to ask.");
            throw;
        }
    }
}
