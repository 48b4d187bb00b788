using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>Reads how an environment is deployed to.</summary>
internal static partial class DeployReader
{
    private const string Record = "record";
    private const string Program = "command";
    private const int MostInputs = 25;

    private static readonly TimeSpan LongestDeploy = TimeSpan.FromDays(7);

    private static readonly Dictionary<string, PipelineKind?> Kinds = new(StringComparer.Ordinal)
    {
        [Program] = null,
        ["github-actions"] = PipelineKind.GitHubActions, ["github-deployment"] = PipelineKind.GitHubDeployment,
        ["azure-pipelines"] = PipelineKind.AzurePipelines, ["gitlab-pipeline"] = PipelineKind.GitLabPipeline,
    };

    // Whether a run is stopped with the command that waits for it.
    private static readonly Dictionary<string, bool> Stops = new(StringComparer.Ordinal) { ["leave"] = false, ["cancel"] = true };

    private static readonly string[] Placeholders = ["commit", "environment", "branch", "id"];

    /// <summary>What a system is called in a settings file.</summary>
    /// <param name="kind">The system.</param>
    public static string NameOf(PipelineKind kind) => Kinds.First(known => known.Value == kind).Key;

    /// <summary>The forge that a system belongs to.</summary>
    /// <param name="kind">The system.</param>
    public static ForgeKind ForgeOf(PipelineKind kind) => kind switch
    {
        PipelineKind.AzurePipelines => ForgeKind.AzureDevOps,
        PipelineKind.GitLabPipeline => ForgeKind.GitLab,
        _ => ForgeKind.GitHub,
    };

    /// <summary>Reads <c>deploy</c>; null where somebody else deploys.</summary>
    /// <param name="file">The file.</param>
    /// <param name="parent">The environment.</param>
    /// <param name="review">Where the forge is, where that is not said here.</param>
    public static DeploySettings? Read(SettingsFile file, SettingsSection parent, ReviewSettings? review)
    {
        if (parent.Take("deploy") is not { } node || node is { Kind: JsonTokenType.String, Text: Record })
            return null;
        if (node.Kind != JsonTokenType.StartObject)
        {
            parent.Fault("deploy", "is neither \"record\" nor an object", "Write \"record\" where somebody else deploys, or { \"command\": \"./deploy.sh\", \"arguments\": [\"{commit}\"] }.");
            return null;
        }

        var section = new SettingsSection(file, node, parent.PathOf("deploy"));
        var isKnown = section.Word("type", Kinds, "is not a way to deploy that is known", out var kind) || !section.Contains("type");
        var timeout = section.Duration("timeout", LongestDeploy) ?? DeploySettings.DefaultTimeout;
        // Which keys may stand there is not known then.
        if (!isKnown)
            return null;
        DeploySettings? deploy = kind is { } system ? Pipeline(file, section, system, review, timeout) : CommandReader.Read(section, timeout);
        section.Finish();
        return deploy;
    }

    private static DeployPipelineSettings? Pipeline(SettingsFile file, SettingsSection section, PipelineKind kind, ReviewSettings? review, TimeSpan timeout)
    {
        var settings = new DeployPipelineSettings(kind, ReviewReader.ReadPlace(section, ForgeOf(kind), review), timeout)
        {
            IsStoppedWithCommand = section.Word("onStop", Stops, "is not what can be done with a run", out var isStopped) && isStopped,
        };
        if (kind == PipelineKind.GitHubDeployment)
            return settings with { Environment = section.Text("environment") };
        var pipeline = kind switch
        {
            PipelineKind.GitHubActions => Workflow(section),
            PipelineKind.AzurePipelines => Number(section),
            _ => null,
        };
        settings = settings with
        {
            Pipeline = pipeline,
            Ref = section.Has<string>("ref", TryRef, "is not the name of a branch or tag", "Write a short name such as main, or {branch} for the hotfix branch. The commit goes into \"inputs\".", out var reference) ? reference : null,
            Inputs = Inputs(file, section, kind),
        };
        if (settings.Ref is { } other && !other.Contains("{branch}", StringComparison.Ordinal) && !settings.NamesCommit)
            section.Fault("ref", "is another branch than that of the hotfix, and no input says which commit is to be deployed", "Add it: \"inputs\": { \"commit\": \"{commit}\" }. Or leave \"ref\" out: then the pipeline of the hotfix branch runs.");
        return pipeline is null && kind != PipelineKind.GitLabPipeline ? null : settings;
    }

    private static string? Workflow(SettingsSection section)
    {
        Require(section, "workflow", "Name the file: \"workflow\": \"deploy.yml\".");
        return section.Has<string>("workflow", TryWorkflow, "is not the file of a workflow", "Write its name without folders, such as deploy.yml.", out var workflow) ? workflow : null;
    }

    private static string? Number(SettingsSection section)
    {
        const string WayOut = "Write the number that is in its address, without quotes: \"pipeline\": 12.";
        Require(section, "pipeline", WayOut);
        if (section.Number("pipeline") is not { } number)
            return null;
        if (number > 0)
            return number.ToString(CultureInfo.InvariantCulture);
        section.Fault("pipeline", "is not the number of a pipeline", WayOut);
        return null;
    }

    private static Dictionary<string, string> Inputs(SettingsFile file, SettingsSection section, PipelineKind kind)
    {
        Dictionary<string, string> inputs = [];
        if (section.Section("inputs") is not { } given)
            return inputs;
        if (given.Members.Count > MostInputs)
            section.Fault("inputs", $"has more than {MostInputs} items", $"Leave out what the pipeline can do without: {MostInputs} are taken at most.");
        // Variables are read by shells.
        var form = kind == PipelineKind.GitLabPipeline ? VariableName() : InputName();
        foreach (var member in given.Members.Take(MostInputs).DistinctBy(member => member.Name))
        {
            if (!form.IsMatch(member.Name))
                file.Fault(member.Offset, $"'{given.PathOf(ClearSecrets.Quoted(member.Name))}' is not the name of an input", $"Use letters, digits{(kind == PipelineKind.GitLabPipeline ? string.Empty : ", '-'")} and '_', and begin with a letter or '_'.");
            else if (given.Text(member.Name) is { } value)
                inputs[member.Name] = Checked(given, member.Name, value);
        }

        return inputs;
    }

    // A placeholder that is misspelt would be handed over as it stands, and nobody would be told which commit is meant.
    private static string Checked(SettingsSection inputs, string name, string value)
    {
        foreach (var word in Word().Matches(value).Select(match => match.Groups[1].Value).Where(word => !Placeholders.Contains(word)))
        {
            if (SettingsSection.Meant(word, Placeholders) is { Length: > 0 } meant)
                inputs.Fault(name, $"has a placeholder in it that is not known: '{{{word}}}'", $"{meant}Write {string.Join(", ", Placeholders.Select(known => $"{{{known}}}"))}.");
        }

        return value;
    }

    private static void Require(SettingsSection section, string key, string wayOut)
    {
        if (!section.Contains(key))
            section.Fault(key, "is missing", wayOut);
    }

    // Braces are for placeholders; a commit is none of the things that pipelines run on.
    private static bool TryRef(string text, out string reference) =>
        (reference = text).Replace("{branch}", "x", StringComparison.Ordinal).Replace("{environment}", "x", StringComparison.Ordinal) is var filled
            && filled.IndexOfAny(['{', '}']) < 0 && BranchName.TryParse(filled, out _);

    private static bool TryWorkflow(string text, out string workflow) => WorkflowFile().IsMatch(workflow = text);

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,100}\.ya?ml\z")]
    private static partial Regex WorkflowFile();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_-]{0,99}\z")]
    private static partial Regex InputName();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,99}\z")]
    private static partial Regex VariableName();

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Word();
}
