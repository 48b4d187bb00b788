namespace HotfixTools;

/// <summary>
/// Verifies the journal and every ledger at the remote: that each entry is what it should be, and that none is gone which
/// this clone has seen.
/// </summary>
/// <param name="session">The repository.</param>
/// <param name="memory">What the clone has seen before.</param>
public sealed class ChainCheck(HotfixSession session, ChainMemory memory)
{
    private const int MostNamed = 100;

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, HotfixException> _unreadable = new(StringComparer.Ordinal);

    private HotfixSettings Settings => session.Settings;

    /// <summary>The verdicts, the journal's first, one as soon as it is known; none where there is neither journal nor ledger.</summary>
    /// <exception cref="HotfixException">The remote cannot be reached.</exception>
    public IEnumerable<ChainVerdict> Run()
    {
        var seen = memory.Of(session);
        var verified = VerifiedTips.Read(session);
        var refs = Look();
        foreach (var reference in References([.. refs.Refs.Keys, .. _unreadable.Keys, .. seen.Keys, .. verified.Refs]))
        {
            if (_unreadable.TryGetValue(reference.ToString(), out var failure))
                yield return Unknown(reference, failure);
            else
                yield return Verify(reference, refs[reference], seen.TryGetValue(reference.ToString(), out var last) ? last : null, verified);
        }
    }

    private RemoteRefs Look()
    {
        string[] patterns = [Settings.Journal.ToString(), Settings.DeployNamespace + "*"];
        try
        {
            return session.LookFor(patterns).Refs;
        }
        catch (HotfixException error) when (error.Id == nameof(HotfixErrors.RemoteUnreachable))
        {
            return LookApart(error);
        }
    }

    // One chain that the server cannot read any more must not hide the others.
    private RemoteRefs LookApart(HotfixException error)
    {
        var listed = session.Remote.List();
        session.LookFor();
        Dictionary<string, CommitId> found = new(StringComparer.Ordinal);
        foreach (var reference in References(listed.Refs.Keys))
        {
            try
            {
                if (session.Remote.Fetch([reference.ToString()])[reference] is { } tip)
                    found[reference.ToString()] = tip;
            }
            catch (HotfixException failure)
            {
                _unreadable[reference.ToString()] = failure;
            }
        }

        return _unreadable.Count > 0 ? new RemoteRefs(found, listed.Head, listed.HeadBranch) : throw error;
    }

    private IEnumerable<RefName> References(IEnumerable<string> names)
    {
        var all = names.ToHashSet(StringComparer.Ordinal);
        if (all.Contains(Settings.Journal.ToString()))
            yield return Settings.Journal;
        foreach (var name in all.Where(name => name.StartsWith(Settings.DeployNamespace, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            if (EnvironmentName.TryParse(name[Settings.DeployNamespace.Length..], out var environment) && Settings.LedgerOf(environment).ToString() == name)
                yield return Settings.LedgerOf(environment);
        }
    }

    private ChainVerdict Verify(RefName reference, CommitId? tip, CommitId? seen, VerifiedTips verified)
    {
        var chain = new Chain(session, reference);
        var entries = new ChainSurvey(session, chain, JudgeOf(reference)).Run(tip);
        var findings = new FindingList(session.Location);
        var broken = Damage(chain, entries, findings);
        if (new ChainHistory(session, chain, entries).FindLost(verified[reference], seen) is { } lost)
        {
            verified.Note(reference, lost.Tip);
            broken = OlderOf(broken, Rewritten(chain, tip, entries, lost, verified.Name, findings), entries);
        }

        Warn(reference, entries, findings);
        if (broken is null && tip is { } newest)
            verified.Note(reference, newest);
        var found = findings.WorstFirst();
        return new ChainVerdict
        {
            Ref = reference.ToString(),
            Entries = entries.Count,
            Holds = broken is null,
            FirstBroken = broken?.Commit.ToString(),
            FirstBrokenAt = broken?.At,
            Message = broken is null ? $"It holds: {Count(entries.Count)}." : string.Join(' ', found.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => finding.Message)),
            Findings = found,
            Repository = session.Location,
        };
    }

    private ChainVerdict Unknown(RefName reference, HotfixException failure)
    {
        var findings = new FindingList(session.Location);
        findings.Add(FindingId.CannotVerify, FindingSeverity.Error, $"{reference} could not be read: {failure.Message}", "Have the server's repository looked at: git fsck --connectivity-only, on the server.");
        return new ChainVerdict
        {
            Ref = reference.ToString(),
            CannotVerify = true,
            Message = findings.WorstFirst()[0].Message,
            Findings = findings.WorstFirst(),
            Repository = session.Location,
        };
    }

    private Func<ChainReading, (string? Fault, JournalEvent? Event)> JudgeOf(RefName reference)
    {
        if (reference == Settings.Journal)
            return session.Journal.Judge;
        var ledger = session.LedgerOf(EnvironmentName.Parse(reference.ToString()[Settings.DeployNamespace.Length..]));
        return reading => (ledger.Judge(reading), null);
    }

    private SurveyedEntry? Damage(Chain chain, IReadOnlyList<SurveyedEntry> entries, FindingList findings)
    {
        List<SurveyedEntry> damaged = [.. entries.Where(entry => entry.Fault is not null).Reverse()];
        if (damaged.Count == 0)
            return null;
        var error = HotfixErrors.ChainDamaged(chain.Ref, damaged[0].Commit, damaged[0].Fault!);
        findings.Add(
            FindingId.ChainDamaged, FindingSeverity.Error, damaged.Count == 1 ? error.Message : $"{error.Message} {damaged.Count} entries in all do not hold.",
            LookAt(chain.Ref), commits: damaged.Take(MostNamed).Select(entry => entry.Commit));
        return damaged[0];
    }

    private SurveyedEntry Rewritten(Chain chain, CommitId? tip, IReadOnlyList<SurveyedEntry> entries, LostEntries lost, string note, FindingList findings)
    {
        var gone = lost.Count is { } count ? $"{Count(count)} that this clone has seen, from {lost.First.Short} on," : $"The entry {lost.Tip.Short}, which this clone has seen,";
        var parted = lost.Common is { } place ? $"The last entry that is still there is {entries[place].Commit.Short} ({Clock.Text(entries[place].At)})." : "No entry from before is there any more.";
        var remote = session.TypedRemote;
        findings.Add(
            FindingId.ChainRewritten, FindingSeverity.Error, $"{chain.Ref} was rewritten. {gone} {(lost.Count is > 1 ? "are" : "is")} gone. {parted}",
            $"If nobody meant it, put it back: git push --force-with-lease={chain.Ref}:{tip} {remote} {lost.Tip}:{chain.Ref}, and then what was appended since, by the commands. "
            + $"If it was meant: rm \"$(git rev-parse --git-common-dir)/hotfixtools/{note}\"; from then on what is there now is what counts.",
            commits: [lost.First]);
        // What took the place of the first that is gone; where nothing did, that one itself.
        var newest = lost.Common ?? entries.Count;
        return newest > 0 ? entries[newest - 1] : new SurveyedEntry(lost.First, lost.FirstAt, "it is gone");
    }

    private static SurveyedEntry OlderOf(SurveyedEntry? one, SurveyedEntry other, IReadOnlyList<SurveyedEntry> entries)
    {
        var places = entries.Select((entry, place) => (entry.Commit, place)).ToDictionary(pair => pair.Commit, pair => pair.place);
        return one is not null && places.GetValueOrDefault(one.Commit, -1) > places.GetValueOrDefault(other.Commit, -1) ? one : other;
    }

    private void Warn(RefName reference, IReadOnlyList<SurveyedEntry> entries, FindingList findings)
    {
        List<SurveyedEntry> oldestFirst = [.. entries.Reverse()];
        List<SurveyedEntry> early = [.. oldestFirst.Zip(oldestFirst.Skip(1)).Where(pair => pair.First.At - pair.Second.At > Tolerance).Select(pair => pair.Second)];
        if (early.Count > 0)
        {
            findings.Add(
                FindingId.TimesRunBack, FindingSeverity.Warning, $"The entry {early[0].Commit.Short} is dated {Clock.Text(early[0].At)}, before the one that it follows{AndOthers(early.Count)}.",
                $"The clocks of two machines differ, or somebody made it by hand. {LookAt(reference)}", commits: early.Take(MostNamed).Select(entry => entry.Commit));
        }

        var disordered = EventOrder.Faults(oldestFirst).ToList();
        if (disordered.Count > 0)
        {
            findings.Add(
                FindingId.EventsOutOfOrder, FindingSeverity.Warning, $"{disordered[0].Why}, in the entry {disordered[0].Entry.Commit.Short}{AndOthers(disordered.Count)}.",
                LookAt(reference), commits: disordered.Take(MostNamed).Select(fault => fault.Entry.Commit));
        }

        List<SurveyedEntry> later = [.. oldestFirst.Where(entry => entry.IsOfOtherVersion)];
        if (later.Count > 0)
        {
            findings.Add(
                FindingId.UnknownVersion, FindingSeverity.Info, $"{Count(later.Count)} from {later[0].Commit.Short} on {(later.Count == 1 ? "was" : "were")} written by another version of HotfixTools; that what it says fits together was not looked at.",
                "Use the newest version of HotfixTools.", commits: later.Take(MostNamed).Select(entry => entry.Commit));
        }
    }

    private static string Count(int entries) => entries == 1 ? "1 entry" : $"{entries} entries";

    private static string AndOthers(int all) => all > 1 ? $"; {all} such entries in all" : string.Empty;

    private string LookAt(RefName reference) => $"Look at it: git fetch {session.TypedRemote} {reference} && git log -p FETCH_HEAD";
}
