using System.Globalization;

namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>What people do with plain git, who know nothing of the commands: commits that they make in their clones, and push.</summary>
/// <param name="commits">The commits of the remote.</param>
internal sealed class PlainGit(Commits commits)
{
    private readonly HashSet<string> _ofMainline = new(StringComparer.Ordinal);
    private int _files;

    /// <summary>The commits that were made for the mainline, by whatever.</summary>
    public IReadOnlySet<string> OfMainline => _ofMainline;

    /// <summary>Notes commits that were made for the mainline.</summary>
    public void NoteMainline(IEnumerable<string> ids) => _ofMainline.UnionWith(ids);

    /// <summary>Whether there is something to do it to.</summary>
    /// <param name="act">What.</param>
    /// <param name="outlook">What there is.</param>
    public bool CanDo(Act act, Outlook outlook) => (act.Kind, outlook) switch
    {
        (ActKind.Work or ActKind.Feature or ActKind.SecondBranch, _) => true,
        (ActKind.MakeBranch, _) => outlook.Head is null,
        (ActKind.Revert, { Mainline: var mainline }) => commits[mainline] is { Parents.Length: > 0 } newest && newest.Patch.Count > 0 && newest.Patch.Values.All(blob => blob is not null),
        (ActKind.DropWork, { Mainline: var mainline }) => commits[mainline].Parents.Length > 0 && outlook.Ledger.All(deploy => Outlook.Deployed(deploy) != mainline),
        (ActKind.Tag, _) => !outlook.Refs.ContainsKey(TagOf(act)),
        (_, { Head: null }) => false,
        (ActKind.Amend, _) => outlook.Own is [.., { Parents.Length: 1 }],
        (ActKind.TakeBack, _) => outlook.Own.Count > 0,
        (ActKind.TakeInMainline, { Head: { } head, Mainline: var mainline }) => !commits.IsAncestor(mainline, head),
        (ActKind.MergeByHand, { Head: { } head, Mainline: var mainline }) => !commits.IsAncestor(head, mainline),
        (ActKind.Squash, { Head: { } head, Mainline: var mainline }) => !IsSame(Merged(mainline, head), mainline),
        (ActKind.Rebase, { Mainline: var mainline }) => outlook.Own.Any(commit => commit.Parents.Length == 1 && !commits.IsAncestor(commit.Id, mainline)),
        _ => true,
    };

    /// <summary>Does it.</summary>
    /// <param name="act">What.</param>
    /// <param name="actor">Who.</param>
    /// <param name="outlook">What there is.</param>
    /// <returns>What was done.</returns>
    public string Do(Act act, Actor actor, Outlook outlook)
    {
        var (mainline, head) = (outlook.Mainline, outlook.Head ?? string.Empty);
        switch (act.Kind)
        {
            case ActKind.Work:
                return Push(actor, "master", Made(actor, "Work", [mainline], New(mainline, "work"), isForMainline: true));
            case ActKind.Feature:
                var files = New(mainline, "side");
                var feature = Made(actor, "Work on a feature", [mainline], files, isForMainline: true);
                return Push(actor, "master", Made(actor, "Merge branch 'feature'", [mainline, feature], files, isForMainline: true));
            case ActKind.Fix:
                return Push(actor, "hotfix", Made(actor, "Fix", [head], New(head, "fix")));
            case ActKind.MakeBranch:
                var start = act.Choice % 4 == 0 ? mainline : outlook.Live ?? mainline;
                return Push(actor, "hotfix", act.Choice % 3 == 0 ? start : Made(actor, "Fix by hand", [start], New(start, "fix")));
            case ActKind.DeleteBranch:
                return Remove(actor, "hotfix");
            case ActKind.Amend:
                var last = outlook.Own[^1];
                return Push(actor, "+hotfix", Made(actor, last.Message.Trim() + " better", last.Parents, New(last.Parents[0], "fix")));
            case ActKind.TakeBack:
                return Push(actor, "+hotfix", outlook.Own[^1].Parents[0]);
            case ActKind.TakeInMainline:
                return Push(actor, "hotfix", commits.IsAncestor(head, mainline) ? mainline : Made(actor, "Merge branch 'master' into hotfix", [head, mainline], Merged(head, mainline)));
            case ActKind.MergeByHand:
                return Push(actor, "master", Made(actor, act.Choice % 2 == 0 ? "Merge branch 'hotfix'" : "Merge what is urgent", [mainline, head], Merged(mainline, head), isForMainline: true));
            case ActKind.Squash:
                Have(actor, head);
                return Push(actor, "master", Made(actor, "Fix it (#7)", [mainline], Merged(mainline, head), isForMainline: true));
            case ActKind.Rebase:
                Have(actor, head);
                return Rebase(actor, mainline, outlook);
            case ActKind.Revert:
                return Push(actor, "master", Made(actor, $"Revert \"{commits[mainline].Message.Split('\n')[0]}\"", [mainline], commits[commits[mainline].Parents[0]].Files.Select(Known), isForMainline: true));
            case ActKind.DropWork:
                return Push(actor, "+master", commits[mainline].Parents[0]);
            case ActKind.Tag:
                return Push(actor, TagOf(act), outlook.Head ?? mainline);
            case ActKind.SecondBranch:
                return outlook.Refs.ContainsKey(Outlook.HotfixRef + "-2") ? Remove(actor, "hotfix-2") : Push(actor, "hotfix-2", outlook.Live ?? mainline);
            case ActKind.LocalBranch:
                Have(actor, head);
                actor.Place.Git("branch", "--quiet", "--force", "hotfix", head);
                return $"has a local branch at {head[..8]}";
            default:
                throw new ArgumentOutOfRangeException(nameof(act), act.Kind, null);
        }
    }

    private static string TagOf(Act act) => string.Create(CultureInfo.InvariantCulture, $"refs/tags/v{act.Choice % 50}");

    private static string Remove(Actor actor, string branch)
    {
        actor.Place.Git("push", "--quiet", "origin", $":refs/heads/{branch}");
        return $"removes {branch}";
    }

    private string Rebase(Actor actor, string mainline, Outlook outlook)
    {
        var tip = mainline;
        var files = commits[mainline].Files.ToDictionary(file => file.Key, file => (string?)file.Value);
        foreach (var fix in outlook.Own.Where(commit => commit.Parents.Length == 1 && !commits.IsAncestor(commit.Id, mainline)))
        {
            Apply(fix.Patch, files);
            tip = Made(actor, fix.Message.Trim(), [tip], files, isForMainline: true);
        }

        return Push(actor, "master", tip);
    }

    private string Made(Actor actor, string message, IReadOnlyList<string> parents, IEnumerable<KeyValuePair<string, string?>> files, bool isForMainline = false)
    {
        foreach (var parent in parents)
            Have(actor, parent);
        var id = Stage.Write(actor, message, parents, files);
        if (isForMainline)
            _ofMainline.Add(id);
        return id;
    }

    // What only a ledger keeps is in no branch that could be fetched.
    private static void Have(Actor actor, string commit)
    {
        if (GitProcess.Try(actor.Place.Folder, "cat-file", "-e", commit).ExitCode != 0)
            actor.Place.Git("fetch", "--quiet", "origin", commit);
    }

    private static string Push(Actor actor, string name, string commit)
    {
        Have(actor, commit);
        var isForced = name.StartsWith('+');
        var branch = name.TrimStart('+');
        actor.Place.Git("push", "--quiet", "origin", $"{(isForced ? "+" : string.Empty)}{commit}:{(branch.StartsWith("refs/", StringComparison.Ordinal) ? branch : "refs/heads/" + branch)}");
        return $"pushes {commit[..8]} to {name}";
    }

    private List<KeyValuePair<string, string?>> New(string parent, string kind) =>
        [.. commits[parent].Files.Select(Known), new(string.Create(CultureInfo.InvariantCulture, $"{kind}{++_files}.txt"), null)];

    // Files are never changed twice, so a merge is what the one has, as the other changed it.
    private Dictionary<string, string?> Merged(string into, string other)
    {
        var fork = commits.MergeBases(into, other)[0];
        Dictionary<string, string?> files = commits[into].Files.ToDictionary(file => file.Key, file => (string?)file.Value);
        Apply(commits.Changes(fork, other), files);
        return files;
    }

    private static void Apply(IEnumerable<KeyValuePair<string, string?>> changes, Dictionary<string, string?> files)
    {
        foreach (var (path, blob) in changes)
        {
            if (blob is null)
                files.Remove(path);
            else
                files[path] = blob;
        }
    }

    private bool IsSame(Dictionary<string, string?> files, string commit) =>
        files.Count == commits[commit].Files.Count && files.All(file => commits[commit].Files.GetValueOrDefault(file.Key) == file.Value);

    private static KeyValuePair<string, string?> Known(KeyValuePair<string, string> file) => new(file.Key, file.Value);
}
