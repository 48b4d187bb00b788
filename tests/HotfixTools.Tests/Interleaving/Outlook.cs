using System.Globalization;
using System.Text.Json;
using HotfixTools.ModuleTests.Crashing;

namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>
/// The model: what there is to say of the remote as it is, worked out from its commits and entries alone. Files are never
/// changed twice in these stories, so what a commit did is there exactly where its files are.
/// </summary>
internal sealed class Outlook
{
    public const string HotfixRef = "refs/heads/hotfix";
    public const string MainlineRef = "refs/heads/master";
    public const string JournalRef = "refs/hotfix/journal";
    public const string LedgerRef = "refs/deploys/production";
    public const string ArchivePrefix = "refs/hotfix/archive/";

    private readonly Commits _commits;

    // The commits that the hotfix has by its own line.
    private readonly HashSet<string> _fixes = [];

    /// <summary>Works it out.</summary>
    /// <param name="commits">The commits.</param>
    /// <param name="refs">Where the refs of the remote are.</param>
    /// <param name="ofMainline">The commits that were made for the mainline.</param>
    public Outlook(Commits commits, IReadOnlyDictionary<string, string> refs, IReadOnlySet<string> ofMainline)
    {
        _commits = commits;
        Refs = refs.ToDictionary();
        Head = refs.GetValueOrDefault(HotfixRef);
        Mainline = refs[MainlineRef];
        Ledger = [.. commits.Chain(refs.GetValueOrDefault(LedgerRef)).Select(found => found.Entry)];
        Events = CurrentEvents();
        if (Head is null)
            return;
        Base = FindBase();
        Own = commits.Range(Base, Head);
        Contaminating = FindContaminating(ofMainline);
        IsMerged = FindMerged();
        IsSuperseded = FindSuperseded();
        WasPublished = Ledger.Select(Deployed).TakeWhile(commit => commit != Base).Contains(Head) || (Live is { } live && commits.IsAncestor(Head, live));
    }

    public IReadOnlyDictionary<string, string> Refs { get; }

    public string? Head { get; }

    public string Mainline { get; }

    /// <summary>The entries of production's ledger, newest first.</summary>
    public IReadOnlyList<JsonElement> Ledger { get; }

    /// <summary>What is live in production.</summary>
    public string? Live => Ledger.Count > 0 ? Deployed(Ledger[0]) : null;

    /// <summary>What the journal has of the hotfix that it takes to be in progress, oldest first.</summary>
    public IReadOnlyList<JsonElement> Events { get; }

    public string? Id => Events.Count > 0 ? Events[0].Text("hotfix") : null;

    public string Base { get; } = string.Empty;

    /// <summary>The commits since the base.</summary>
    public IReadOnlyList<Commit> Own { get; } = [];

    /// <summary>Whether the mainline has it; null where that is not simple to say.</summary>
    public bool? IsMerged { get; }

    /// <summary>Whether something else is live that it lacks; null where that is not simple to say.</summary>
    public bool? IsSuperseded { get; }

    /// <summary>Its commits that were made for the mainline.</summary>
    public IReadOnlyList<string> Contaminating { get; } = [];

    public bool WasPublished { get; }

    public bool IsPublished => Own.Count > 0 && Live == Head;

    /// <summary>The state; null where that is not simple to say.</summary>
    public string? State =>
        Own.Count == 0 ? "Started" : IsMerged switch { null => null, true => "Merged", _ => IsPublished ? "Published" : "InProgress" };

    /// <summary>The findings that must be there, and those that must not.</summary>
    public IEnumerable<(string Id, bool IsThere)> Findings()
    {
        yield return ("Unclaimed", Events.Count == 0);
        yield return ("SecondHotfixBranch", Refs.Keys.Any(name => name != HotfixRef && name.StartsWith(HotfixRef, StringComparison.Ordinal)));
        yield return ("Contaminated", Contaminating.Count > 0);
        yield return ("Stale", false);
        if (IsSuperseded is { } isSuperseded)
            yield return ("Superseded", isSuperseded);
        if (IsMerged is { } isMerged)
        {
            yield return ("PublishedNotMerged", IsPublished && !isMerged);
            yield return ("HeadNotPublished", Own.Count > 0 && !(isMerged ? WasPublished : IsPublished));
            if (isMerged)
                yield return ("HalfDone", true);
        }
    }

    /// <summary>The commit that an entry of a ledger says is live.</summary>
    public static string Deployed(JsonElement entry) => entry.Text("commit")!;

    private static bool IsHotfix(JsonElement entry) => entry.TryGetProperty("isHotfix", out var flag) && flag.GetBoolean();

    private static DateTimeOffset At(JsonElement entry, string name) => DateTimeOffset.Parse(entry.Text(name)!, CultureInfo.InvariantCulture);

    private List<JsonElement> CurrentEvents()
    {
        List<JsonElement> later = [];
        foreach (var (_, entry) in _commits.Chain(Refs.GetValueOrDefault(JournalRef)))
        {
            if (entry.Text("event") is "Completed" or "Abandoned")
                return [];
            later.Insert(0, entry);
            if (entry.Text("event") == "Started")
                return [.. later.Where(found => found.Text("hotfix") == entry.Text("hotfix"))];
        }

        return [];
    }

    // What the journal says, if the branch grew from it; else the newest deploy that it grew from. Moved onto what is live since.
    private string FindBase()
    {
        var noted = Events.LastOrDefault(found => found.Text("event") is "Started" or "Updated" && found.Text("base") is not null) is { ValueKind: JsonValueKind.Object } entry ? entry.Text("base") : null;
        var origin = noted is not null && _commits.IsAncestor(noted, Head!)
            ? noted
            : Ledger.Where(deploy => !IsHotfix(deploy)).Select(Deployed).First(commit => _commits.IsAncestor(commit, Head!));
        return Live is { } live && !IsHotfix(Ledger[0]) && live != origin && live != Head && _commits.IsAncestor(origin, live) && _commits.IsAncestor(live, Head!) ? live : origin;
    }

    private bool? FindMerged()
    {
        if (Own.Count == 0)
            return false;
        if (_commits.IsAncestor(Head!, Mainline))
            return true;
        if (IsAllOfMainline() || _commits.Changes(Base, Head!).Count == 0)
            return false;
        return _commits.HasAllOf(Mainline, Head!);
    }

    // What was made for the mainline and is in it, but for merges of the fix itself: those bring nothing of others.
    private string[] FindContaminating(IReadOnlySet<string> ofMainline)
    {
        HashSet<string> range = [.. Own.Select(commit => commit.Id)];
        for (var next = Head; next is not null && range.Contains(next); next = _commits[next].Parents.FirstOrDefault())
        {
            if (!ofMainline.Contains(next))
                _fixes.Add(next);
        }

        var mainline = _commits.Past(Mainline);
        return [.. Own.Where(commit => ofMainline.Contains(commit.Id) && mainline.Contains(commit.Id) && !(commit.Parents.Length == 2 && _fixes.Contains(commit.Parents[1]))).Select(commit => commit.Id)];
    }

    // A hotfix of nothing but what came from the mainline, or copies of that, was never merged.
    private bool IsAllOfMainline()
    {
        var mainline = _commits.Range(Base, Mainline);
        bool IsCopy(Commit fix) => mainline.Any(found => found.Id != fix.Id
            && found.Patch.Count == fix.Patch.Count && found.Patch.All(change => fix.Patch.TryGetValue(change.Key, out var blob) && blob == change.Value)
            && (found.At < fix.At || fix.Message.Contains($"cherry picked from commit {found.Id}", StringComparison.Ordinal)));
        return Own.Where(commit => commit.Parents.Length < 2).All(fix => mainline.Any(found => found.Id == fix.Id) ? !_fixes.Contains(fix.Id) : IsCopy(fix));
    }

    private bool? FindSuperseded()
    {
        if (Live is not { } live)
            return false;
        // Taken back behind its base since it began.
        if (live != Base && Events.Count > 0 && At(Ledger[0], "deployedAt") >= At(Events[0], "at") && _commits.IsAncestor(live, Base) && Ledger.Any(deploy => Deployed(deploy) == Base))
            return true;
        if (live == Base || _commits.IsAncestor(live, Head!) || Events.Where(found => found.Text("event") == "Updated").SelectMany(found => found.Texts("commits")).Contains(live))
            return false;
        if (_commits.MergeBases(live, Head!) is not [var fork])
            return null;
        return _commits.Changes(fork, live).Count == 0 ? true : !_commits.HasAllOf(Head!, live);
    }
}
