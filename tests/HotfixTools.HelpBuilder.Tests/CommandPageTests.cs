namespace HotfixTools.HelpBuilder.Tests;

public sealed class CommandPageTests : IDisposable
{
    private readonly FixtureFolder _folder = new();

    [Fact]
    public void Every_cmdlet_has_a_page_and_one_lists_them()
    {
        Build();

        Assert.Equal(["Clear-Kettle.md", "Get-Kettle.md", "README.md", "Set-Kettle.md"], Directory.EnumerateFiles(_folder.Pages).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("| [Get-Kettle](Get-Kettle.md) | Gets kettles \\& says how hot they are, see [Set-Kettle](Set-Kettle.md). |\n", Read("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_is_Markdown_of_all_that_the_help_says()
    {
        Build();

        Assert.Equal("""
            # Get-Kettle

            Gets kettles \& says how hot they are, see [Set-Kettle](Set-Kettle.md).

            ## Syntax

            ```powershell
            Get-Kettle [[-Name] <string[]>] [-Note <string>] [-Path <string[]>] [<CommonParameters>]
            ```

            ```powershell
            Get-Kettle -Heat {Warm | Boiling} [-Quiet] [-Note <string>] [-Path <string[]>] [<CommonParameters>]
            ```

            ## Description

            Looks in `-Path` with `Where-Object`, and returns `$null` for none.

            It tells:

            - the name;
            - heat: how hot it is.

            ## Examples

            ### Example 1: Everything

            ```powershell
            Get-Kettle |
                Format-Table
            ```

            Shows all kettles.

            ```
            Name
            ----
              Old
            ```

            ### Example 2

            ```powershell
            Get-Kettle -Name o*
            ```

            The ones that begin with `o`.

            ### Example 3

            ```powershell
            Get-Kettle -Heat Boiling
            ```

            ## Parameters

            ### -Heat

            How hot they must be.

            Accepted values:

            - `Warm`: For green tea.
            - `Boiling`: For black tea.

            | | |
            |---|---|
            | type | `Heat` |
            | default | none |
            | required | yes |
            | position | named |
            | from the pipeline | no |
            | aliases | none |
            | wildcards | no |


            """, Read("Get-Kettle.md").Split("### -Name")[0], ignoreLineEndingDifferences: true);
        Assert.EndsWith("""
            The [common parameters](https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_commonparameters) are there as well.

            ## Inputs

            ### `System.String`

            The name of a kettle.

            The object is bound to `-Name`.

            Any object with one of these properties is taken too: `Name` for `-Name`; `Path` or `PSPath` or `FullName` for `-Path`.

            ## Outputs

            ### `Fixture.Types.Kettle`

            A kettle, as it stands.

            ### `System.Boolean`

            True when the kettle boils; with -Quiet.

            ## Notes

            Kettles are slow.

            Watched ones more so.

            ## Related links

            - [Set-Kettle](Set-Kettle.md)
            - [All about tea](https://example.org/tea)
            - [All commands](README.md)

            """.ReplaceLineEndings("\n"), Read("Get-Kettle.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_of_a_cmdlet_that_is_gone_goes()
    {
        Build();
        File.WriteAllText(Path.Combine(_folder.Pages, "Boil-Kettle.md"), "# Boil-Kettle\n");
        Build();

        Assert.False(File.Exists(Path.Combine(_folder.Pages, "Boil-Kettle.md")));
    }

    [Fact]
    public void Pages_are_written_only_where_somebody_asks()
    {
        Assert.Empty(HelpBuild.Run(_folder.Request with { PageFolder = null }));

        Assert.False(Directory.Exists(_folder.Pages));
    }

    public void Dispose() => _folder.Dispose();

    private void Build() => Assert.Empty(HelpBuild.Run(_folder.Request));

    private string Read(string page) => File.ReadAllText(Path.Combine(_folder.Pages, page));
}
