using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>Writes a first settings file, with comments, from what is to be seen in a repository.</summary>
/// <param name="session">The repository.</param>
public sealed partial class ConfigurationStarter(HotfixSession session)
{
    private const int LargestWorkflow = 256 * 1024;
    private const int MostEnvironments = 8;

    // The customary names, in the order in which releases pass them.
    private static readonly string[] Customary = ["development", "dev", "test", "testing", "qa", "integration", "uat", "staging", "stage", "sandbox", "preprod", "preproduction", "demo", "live", "prod", "production"];
    private static readonly string[] Workflows = [".github/workflows", ".gitea/workflows", ".forgejo/workflows"];
    private static readonly string[] Pipelines = [".gitlab-ci.yml", "azure-pipelines.yml"];

    // What somebody has said already is kept: what is in force, or a file that is about to be replaced and was never merged.
    private readonly HotfixSettings _settings = session.Configuration.Origin.Kind == SettingsOriginKind.Default && new SettingsFinder(session.Repository).OfWorkingTree() is { } local
        ? session.Overlay(local)
        : session.Settings;

    /// <summary>The text of the file.</summary>
    public string Write()
    {
        var refs = session.Remote.List();
        var tags = refs.Below("refs/tags/").Select(tag => tag.Name).ToList();
        var pattern = TagPattern(tags);
        var moving = Moving(tags);
        var environments = Environments(refs, tags);
        var text = new StringBuilder()
            .AppendLine("// How this team makes hotfixes. Comments are allowed; every key may be left out.")
            .AppendLine("// In force is this file at the tip of the mainline, at the remote. Before you merge a change of it:")
            .AppendLine($"//   Test-HotfixConfiguration -ConfigurationPath {SettingsReader.FileName}")
            .AppendLine("// Secrets are never written here. Name where they are kept: env:NAME, or vault:NAME (SecretManagement).")
            .AppendLine("{")
            .AppendLine("  // For editors that complete and check it: a copy of bin/hotfix.schema.json of the module, which also has all keys.")
            .AppendLine("  // \"$schema\": \"./hotfix.schema.json\",")
            .AppendLine()
            .AppendLine("  // The branch that everything merges into. Left out: the one that the remote's HEAD names.")
            .AppendLine((_settings.Mainline ?? refs.HeadBranch) is { } mainline ? $"  \"mainline\": {Quoted(mainline.ToString())}," : "  // \"mainline\": \"master\",")
            .AppendLine()
            .AppendLine("  // The one branch of hotfixes.")
            .AppendLine($"  \"branch\": {Quoted(_settings.Branch.ToString())},")
            .AppendLine()
            .Append(Kept())
            .AppendLine("  // After how long a hotfix counts as forgotten, such as 2d, 36h, 1h30m: since something last happened to it (activity),")
            .AppendLine("  // or since it was started (start). With working time, only that counts, and 2d are two working days.")
            .AppendLine($"  \"staleAfter\": {Quoted(SettingsDuration.Text(_settings.StaleAfter))},")
            .AppendLine($"  \"staleSince\": {Quoted(WorkingTimeReader.NameOf(_settings.StaleSince))},")
            .AppendLine(WorkingHours())
            .AppendLine()
            .AppendLine("  // In the order in which a release passes them; the last is where a hotfix is needed. Each requires all before it,")
            .AppendLine("  // unless \"requires\" names others. \"sources\" know what is live there, and must agree. \"deploy\" makes a commit live:")
            .AppendLine("  // \"record\" where somebody else does, or { \"command\": \"./deploy.sh\", \"arguments\": [\"{environment}\", \"{commit}\"] }.")
            .Append(PipelineHint())
            .AppendLine("  \"environments\": {");
        for (var i = 0; i < environments.Count; i++)
            AppendEnvironment(text, environments[i], pattern, moving, isLast: i == environments.Count - 1);
        text.AppendLine("  },").AppendLine();
        AppendReview(text);
        return text
            .AppendLine("  // Who is told what happens; the address of a Slack or Teams webhook is a secret.")
            .AppendLine("  \"notify\": [")
            .AppendLine("    // { \"type\": \"slack\", \"url\": \"env:HOTFIX_SLACK_URL\" },")
            .AppendLine("    // { \"type\": \"teams\", \"url\": \"env:HOTFIX_TEAMS_URL\" },")
            .AppendLine("  ]")
            .AppendLine("}")
            .ToString().ReplaceLineEndings("\n");
    }

    // What is seldom said is kept where somebody has said it: other namespaces would be another ledger.
    private string Kept()
    {
        var (settings, usual) = (_settings, HotfixSettings.Default);
        var text = new StringBuilder();
        if (settings.Remote is { } remote)
            text.AppendLine("  // The remote that the team shares.").AppendLine($"  \"remote\": {Quoted(remote)},").AppendLine();
        if (settings.DeployNamespace != usual.DeployNamespace || settings.HotfixNamespace != usual.HotfixNamespace)
        {
            text.AppendLine("  // Below which refs of the remote the deploy ledgers and the journal are.")
                .AppendLine($"  \"ledger\": {Quoted(settings.DeployNamespace)},").AppendLine($"  \"journal\": {Quoted(settings.HotfixNamespace)},").AppendLine();
        }

        return text.ToString();
    }

    private string WorkingHours()
    {
        if (_settings.WorkingTime is not { } time)
            return "  // \"workingTime\": { \"timeZone\": \"Europe/Berlin\", \"days\": [\"Mon\", \"Tue\", \"Wed\", \"Thu\", \"Fri\"], \"from\": \"09:00\", \"to\": \"17:00\", \"holidays\": [\"2026-12-25\"] },";
        string List(IEnumerable<string> items) => string.Join(", ", items.Select(Quoted));
        var holidays = List(time.Holidays.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        return $"  \"workingTime\": {{ \"timeZone\": {Quoted(time.Zone.Id)}, \"days\": [{List(time.Days.Select(WorkingTimeReader.NameOf))}], \"from\": {Quoted(WorkingTimeReader.Text(time.From))}, \"to\": {Quoted(WorkingTimeReader.Text(time.To))}, \"holidays\": [{holidays}] }},";
    }

    private void AppendEnvironment(StringBuilder text, string name, string? pattern, string? moving, bool isLast)
    {
        List<string> sources = ["\"ledger\""];
        if (pattern is not null)
            sources.Add($"{{ \"type\": \"tags\", \"pattern\": {Quoted(pattern)} }}");
        if (moving is not null)
            sources.Add($"{{ \"type\": \"ref\", \"ref\": {Quoted(moving)} }}");
        text.AppendLine($"    {Quoted(name)}: {{").AppendLine($"      \"sources\": [{string.Join(", ", sources)}],");
        if (Forge() is "github" or "gitlab" or "azure")
            text.AppendLine($"      // Where its deployments are kept at the forge too, add: {{ \"type\": {Quoted(Forge()!)} }}");
        text.AppendLine("      // Where the system itself tells, add: { \"type\": \"version\", \"url\": \"https://…/version\" }")
            .AppendLine("      \"deploy\": \"record\"")
            .AppendLine($"    }}{(isLast ? string.Empty : ",")}");
    }

    // A pipeline of the forge, where it has some that can be started.
    private string PipelineHint() =>
        Forge() switch
        {
            "github" => "\"github-actions\", \"workflow\": \"deploy.yml\"",
            "gitlab" => "\"gitlab-pipeline\"",
            "azure" => "\"azure-pipelines\", \"pipeline\": 12",
            _ => null,
        } is { } type
            ? new StringBuilder().AppendLine("  // Or a pipeline does:").AppendLine($"  //   {{ \"type\": {type}, \"inputs\": {{ \"environment\": \"{{environment}}\", \"commit\": \"{{commit}}\" }} }}").ToString()
            : string.Empty;

    private void AppendReview(StringBuilder text)
    {
        text.AppendLine("  // The forge, where the host of the remote does not tell it. What is wanted of a review stands here too, such as")
            .AppendLine("  // \"approvals\": 2, \"checks\": [\"build\"], and how a hotfix comes back into the mainline: \"mergeBack\": \"pullRequest\".");
        if (Forge() is { } forge)
            text.AppendLine($"  \"review\": {{ \"forge\": {Quoted(forge)} }},").AppendLine();
        else
            text.AppendLine("  // \"review\": { \"forge\": \"gitlab\", \"url\": \"https://git.example.com/api/v4\", \"repository\": \"group/name\" },").AppendLine();
    }

    private string? Forge() => ForgeHosts.Find(session.Remote.Url) is { } forge ? ReviewReader.NameOf(forge) : null;

    private List<string> Environments(RemoteRefs refs, List<string> tags)
    {
        // What somebody has said goes before what is to be seen.
        if (!_settings.Environments.SequenceEqual(HotfixSettings.Default.Environments))
            return [.. _settings.Environments.Select(environment => environment.ToString())];
        var named = refs.Below(_settings.DeployNamespace).Select(ledger => ledger.Name)
            .Concat(InWorkflows())
            .Concat(tags.Select(Environment).OfType<string>())
            .Where(name => EnvironmentName.TryParse(name, out _))
            .Select(name => EnvironmentName.Parse(name).ToString())
            .Distinct()
            .OrderBy(name => Array.IndexOf(Customary, name))
            .TakeLast(MostEnvironments)
            .ToList();
        return named.Count > 0 ? named : [EnvironmentName.Production.ToString()];
    }

    // "environment: production", or its "name" on the next line, as the files of all these systems have it.
    private IEnumerable<string> InWorkflows()
    {
        var root = session.Repository.Location;
        var files = Workflows.Select(folder => Path.Combine(root, folder)).Where(Directory.Exists).SelectMany(Directory.EnumerateFiles)
            .Concat(Pipelines.Select(file => Path.Combine(root, file)).Where(File.Exists))
            .Where(file => Path.GetExtension(file) is ".yml" or ".yaml" && new FileInfo(file).Length <= LargestWorkflow)
            .Order(StringComparer.Ordinal);
        return files.SelectMany(file => Workflow().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToList();
    }

    // The pattern that most tags fit which have the name of an environment in them, and a number or a date after it.
    private static string? TagPattern(IEnumerable<string> tags) =>
        tags.Select(tag => (Tag: tag, Word: Environment(tag)))
            .Where(found => found.Word is not null)
            .Select(found => Placed().Replace(found.Tag.Replace(found.Word!, "{environment}", StringComparison.OrdinalIgnoreCase), "$1$2*"))
            .Where(pattern => pattern.EndsWith('*') && TagSourceSettings.IsPattern(pattern))
            .GroupBy(pattern => pattern).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key;

    // A tag whose name ends with that of an environment is moved with each deploy.
    private static string? Moving(IEnumerable<string> tags) =>
        tags.Select(tag => (Tag: tag, Word: Environment(tag)))
            .Where(found => found.Word is not null && found.Tag.EndsWith(found.Word, StringComparison.OrdinalIgnoreCase) && !found.Tag.Any(char.IsAsciiDigit))
            .Select(found => $"refs/tags/{found.Tag[..^found.Word!.Length]}{{environment}}")
            .FirstOrDefault();

    // Of "live-production", the last: what stands before says what the tag is for.
    private static string? Environment(string tag) => Words(tag).LastOrDefault(Customary.Contains);

    private static IEnumerable<string> Words(string tag) => Separator().Split(tag.ToLowerInvariant());

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Readable);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex(@"^[ \t-]*environment:[ \t]*(?:\r?\n[ \t]+name:[ \t]*)?['""]?([A-Za-z0-9][A-Za-z0-9._-]*)['""]?[ \t]*(?:#.*)?\r?$", RegexOptions.Multiline)]
    private static partial Regex Workflow();

    [GeneratedRegex(@"(\{environment\})([/_.-])(?=.*[0-9]).+$")]
    private static partial Regex Placed();

    [GeneratedRegex("[/_.-]")]
    private static partial Regex Separator();
}
