using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>
/// Commands as a person types them at a prompt in the clone: with the parameters without which they would mean another
/// hotfix, and with quotes around what PowerShell would read as something else.
/// </summary>
/// <param name="session">The repository.</param>
public sealed partial class TypedCommands(HotfixSession session)
{
    private string? _parameters;

    /// <summary>The remote.</summary>
    public string Remote => Quoted(session.TypedRemote);

    /// <summary>The hotfix branch.</summary>
    public string Branch => Quoted(session.Settings.Branch.ToString());

    /// <summary>The hotfix branch, as the clone knows it of the remote.</summary>
    public string RemoteBranch => OfRemote(session.Settings.Branch);

    /// <summary>Brings the hotfix branch, so that <see cref="RemoteBranch"/> is there.</summary>
    public string Fetch
    {
        get
        {
            var copy = $"refs/remotes/{session.TypedRemote}/{session.Settings.Branch}";
            if (!session.IsCloned)
                return $"git fetch {Remote}";
            if (!session.Repository.IsFetched(session.Settings.Branch))
                return $"git fetch {Remote}; git fetch {Remote} {Quoted($"+{RefName.Of(session.Settings.Branch)}:{copy}")}";
            // Copies of branches below it, which the remote has not got any more, are in the way of its own.
            return session.Repository.RefNames(copy + "/").Any() ? $"git fetch --prune {Remote}" : $"git fetch {Remote}";
        }
    }

    /// <summary>Another branch, as the clone knows it of the remote.</summary>
    /// <param name="branch">The branch.</param>
    public string OfRemote(BranchName? branch) => Quoted($"{session.TypedRemote}/{branch}");

    /// <summary>A command of this module, for this very hotfix.</summary>
    /// <param name="command">The command, and what else it needs.</param>
    public string Cmdlet(string command) => command + (_parameters ??= string.Concat(Parameters()));

    /// <summary>Starts a hotfix.</summary>
    public string Start => Cmdlet("Get-LastDeploy | New-Hotfix");

    /// <summary>Publishes to an environment.</summary>
    /// <param name="environment">The environment.</param>
    public string Publish(EnvironmentName environment) => Cmdlet($"Publish-Hotfix {environment}");

    /// <summary>Finishes what a deploy from this clone left: the same command once more.</summary>
    /// <param name="note">What is left.</param>
    internal string SettleDeploy(DeployNote note) => note.Kind == JournalEventKind.RolledBack ? $"Restore-Deploy {note.Environment}" : Publish(note.Environment);

    /// <summary>Pushes the local hotfix branch.</summary>
    public string Push() => $"git push {Remote} {Branch}";

    /// <summary>Gives a hotfix up that holds more than the fix, and begins another with the fix alone.</summary>
    /// <param name="facts">The hotfix.</param>
    internal string StartAgain(HotfixFacts facts)
    {
        var reason = DisplayText.Clean(facts.Started?.Reason);
        List<string> own = [.. facts.OwnCommits.Where(commit => !commit.IsMerge).Select(commit => commit.Id.Short)];
        return $"{Cmdlet("Stop-Hotfix -Reason 'contaminated'")}; {Cmdlet($"New-Hotfix{(reason.Length > 0 ? $" -Reason {Text(reason)}" : string.Empty)}")}"
            + (own.Count > 0 ? $"; {Cmdlet($"Add-HotfixCommit {List(own)}")}" : string.Empty);
    }

    /// <summary>Merges back by hand, up to the conflict, which is for a person.</summary>
    /// <param name="mainline">The branch that is merged into.</param>
    /// <param name="branch">The branch that is merged.</param>
    public string MergeByHand(BranchName? mainline, string branch) =>
        $"{Fetch}; git switch {Quoted($"{mainline}")}; git merge --ff-only {OfRemote(mainline)}; git merge {Quoted($"{session.TypedRemote}/{branch}")}";

    /// <summary>Merges the hotfix back by hand, with what a person has to do in between.</summary>
    /// <param name="mainline">The branch that is merged into.</param>
    // Where nobody may push the mainline, a branch that has the merge gets there like any other.
    public string CompleteByHand(BranchName? mainline) =>
        $"{MergeByHand(mainline, session.Settings.Branch.ToString())}; resolve, git commit -a, git push {Remote} {Quoted($"{mainline}")} (where {mainline} is protected: push the merge as a branch of its own, and have that merged); then {Cmdlet("Complete-Hotfix")}";

    /// <summary>A word as it can be typed, whatever letters somebody gave it.</summary>
    /// <param name="word">A name of a branch, of a remote, or a path.</param>
    // In a list, 01234567 and 1e234567 would be numbers.
    public static string Quoted(string word) => Plain().IsMatch(word) && !Number().IsMatch(word) ? word : Text(word);

    /// <summary>A text in quotes.</summary>
    /// <param name="text">Any text.</param>
    public static string Text(string text) => $"'{QuotationMark().Replace(text, "$0$0")}'";

    /// <summary>Several words, as a parameter takes them.</summary>
    /// <param name="words">Such as the first digits of commits.</param>
    public static string List(IEnumerable<string> words) => string.Join(", ", words.Select(Quoted));

    // What a parameter said otherwise than the settings do. Of the order of the environments, its end alone decides what a command means.
    private IEnumerable<string> Parameters()
    {
        var (typed, configured) = (session.Settings, session.Configuration.Settings);
        if (session.HasFixedSettings)
            yield break;
        if (typed.Branch != configured.Branch)
            yield return $" -Branch {Branch}";
        if (typed.Remote is { } remote && session.IsCloned && remote != session.UsualRemote)
            yield return $" -Remote {Quoted(remote)}";
        if (typed.Mainline is { } mainline && mainline != configured.Mainline && mainline != session.Remote.RememberedMainline())
            yield return $" -Mainline {Quoted(mainline.ToString())}";
        if (typed.LastEnvironment != configured.LastEnvironment)
            yield return $" -EnvironmentOrder {List(typed.Environments.Select(environment => environment.ToString()))}";
        if (session.ConfigurationFile is { } file)
            yield return $" -ConfigurationPath {Quoted(file)}";
    }

    [GeneratedRegex(@"\A[\p{L}\p{N}._/+:-]+\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\A(?:0x[0-9a-f]+|0b[01]+|[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?)[udlnsy]{0,2}(?:[kmgtp]b)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    // PowerShell ends a text by any of these.
    [GeneratedRegex(@"['\u2018\u2019\u201A\u201B]")]
    private static partial Regex QuotationMark();
}
