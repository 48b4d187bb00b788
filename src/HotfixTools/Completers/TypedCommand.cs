using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using HotfixTools.PowerShell.Commands;

namespace HotfixTools.PowerShell.Completers;

/// <summary>A command as far as it is typed.</summary>
/// <param name="name">Its name.</param>
/// <param name="command">What was typed.</param>
/// <param name="bound">The parameters whose values PowerShell knows without running anything.</param>
/// <param name="open">The parameter whose value is being typed.</param>
internal sealed class TypedCommand(string? name, CommandAst? command, IDictionary? bound, string open)
{
    private const string Report = "Export-HotfixReport";

    private static readonly string[] PathNames = ["Path", "PSPath", "FullName", "Repository"];

    /// <summary>The environments that it names.</summary>
    public IReadOnlyList<EnvironmentName> Environments =>
        [.. Values("Environment").Select(text => EnvironmentName.TryParse(text, out var environment) ? environment : null).OfType<EnvironmentName>()];

    /// <summary>The other values of a list, which need not be there twice.</summary>
    /// <param name="word">The one that is being typed.</param>
    public IReadOnlySet<string> OtherValues(string word) =>
        Values(open).Concat(OpenList()).Where(value => value != word).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The folder of the repository that it is about; null where that is in no file system, or not known.</summary>
    public string? Folder()
    {
        if (bound?.Contains("Url") == true)
            return null;
        if (Values(RepositoryParameter).FirstOrDefault() is { } path)
            return Place(path) is { } place ? File.Exists(place) ? Path.GetDirectoryName(place) : place : null;
        // It is named by something that would have to run first.
        return IsTyped(RepositoryParameter) ? null : Place(".");
    }

    /// <summary>How the settings are found: as the command itself would find them.</summary>
    public SettingsRequest Settings() => new(Apply) { File = Text("ConfigurationPath") is { } file ? Place(file) : null };

    /// <summary>The session that is typed in: its drives, and its location, which is not that of the process.</summary>
    public static SessionState Session => ((EngineIntrinsics)((PSObject)ScriptBlock.Create("$ExecutionContext").InvokeReturnAsIs()).BaseObject).SessionState;

    /// <summary>The place in the file system that a PowerShell path names; null where it names none.</summary>
    /// <param name="path">The path.</param>
    public static string? Place(string path)
    {
        try
        {
            var place = Session.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == "FileSystem" ? place : null;
        }
        catch (RuntimeException)
        {
            return null;
        }
    }

    // Of the report, -Path is the page.
    private string RepositoryParameter => name == Report ? "Repository" : "Path";

    // Half a word says nothing yet.
    private string? Text(string parameter) => parameter == open ? null : Values(parameter).FirstOrDefault();

    private HotfixSettings Apply(HotfixSettings settings) => settings with
    {
        Remote = Text("Remote") ?? settings.Remote,
        Mainline = BranchName.TryParse(Text("Mainline"), out var mainline) ? mainline : settings.Mainline,
        Branch = BranchName.TryParse(Text("Branch"), out var branch) ? branch : settings.Branch,
    };

    private IEnumerable<string> Values(string parameter)
    {
        var value = bound?.Contains(parameter) == true ? Bare(bound[parameter]) : null;
        IEnumerable<object?> values = value switch
        {
            null => [],
            string text => [text],
            IEnumerable list => list.Cast<object?>(),
            _ => [value],
        };
        return values.Select(item => Bare(item)?.ToString()).OfType<string>().Where(text => text.Length > 0);
    }

    // After a comma, PowerShell binds nothing yet.
    private IEnumerable<string> OpenList() => command?.CommandElements.LastOrDefault() is { } last && last.Extent.Text.TrimEnd().EndsWith(',')
        ? last.FindAll(part => part is StringConstantExpressionAst, searchNestedScriptBlocks: false).Cast<StringConstantExpressionAst>().Select(part => part.Value)
        : [];

    private static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private bool IsTyped(string parameter)
    {
        var names = name == Report ? PathNames.Where(other => other != "Path") : PathNames;
        return command?.CommandElements.OfType<CommandParameterAst>()
            .Any(typed => names.Any(other => other.StartsWith(typed.ParameterName, StringComparison.OrdinalIgnoreCase))) == true && parameter.Length > 0;
    }
}
