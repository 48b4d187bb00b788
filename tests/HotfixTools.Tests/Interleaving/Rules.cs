using HotfixTools.ModuleTests.Crashing;

namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>What the commands may write, each ref by itself, whatever is going on around them.</summary>
/// <param name="commits">The commits.</param>
internal sealed class Rules(Commits commits)
{
    /// <summary>Asserts that a ref may have been written so.</summary>
    /// <param name="change">What was written.</param>
    /// <param name="before">The refs before.</param>
    /// <param name="after">The refs after.</param>
    /// <param name="running">The commands that run.</param>
    /// <param name="wasRemovedByHand">Whether plain git removed or made the hotfix branch since the last hotfix began.</param>
    public void AssertAllows(RefChange change, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after, IReadOnlyCollection<ActKind> running, bool wasRemovedByHand)
    {
        bool Runs(params ActKind[] kinds) => kinds.Any(running.Contains);
        var why = $"{change} by {string.Join(", ", running)}";
        AssertKeepsAll(change, before, after, why);
        switch (change)
        {
            case { Ref: Outlook.HotfixRef, Old: null, New: { } claimed }:
                Assert.True(Runs(ActKind.Start), why);
                Assert.True(commits.Chain(after.GetValueOrDefault(Outlook.LedgerRef)).Any(found => Outlook.Deployed(found.Entry) == claimed), why + ": it was never live");
                break;
            case { Ref: Outlook.HotfixRef, Old: { } old, New: null }:
                Assert.True(Runs(ActKind.Start, ActKind.Complete, ActKind.RollIn, ActKind.Stop), why);
                break;
            case { Ref: Outlook.HotfixRef, Old: { } old, New: { } next }:
                Assert.True(Runs(ActKind.Update) || (Runs(ActKind.Pick) && commits.IsAncestor(old, next)), why);
                break;
            case { Ref: Outlook.MainlineRef, Old: { } old, New: { } next }:
                Assert.True(Runs(ActKind.Complete, ActKind.RollIn), why);
                AssertIsMerge(old, next, before, why);
                break;
            case { Ref: Outlook.JournalRef, New: { } next }:
                AssertIsNext(change.Old, next, why);
                AssertAllowsEvent(change.Old, next, before, Runs, wasRemovedByHand, why);
                break;
            case { Ref: Outlook.LedgerRef, New: { } next }:
                AssertIsNext(change.Old, next, why);
                Assert.True(Runs(ActKind.Register, ActKind.Publish, ActKind.Restore), why);
                Assert.Equal("production", commits.Entry(next).Text("environment"));
                Assert.Contains(Outlook.Deployed(commits.Entry(next)), commits[next].Parents);
                break;
            case { New: not null } when change.Ref.StartsWith(Outlook.ArchivePrefix, StringComparison.Ordinal):
                Assert.True(Runs(ActKind.Stop, ActKind.Update, ActKind.Complete, ActKind.RollIn), why);
                break;
            default:
                Assert.Fail(why + ": that is nobody's to write");
                break;
        }
    }

    // The first rule of all: what was at the remote stays reachable there.
    private void AssertKeepsAll(RefChange change, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after, string why)
    {
        if (change.Old is not { } old || (change.New is { } next && commits.IsAncestor(old, next)))
            return;
        var lost = commits.Past(before.Values).Except(commits.Past(after.Values)).ToList();
        Assert.True(lost.Count == 0, $"{why}: nothing keeps {string.Join(", ", lost.Select(id => $"{id[..8]} '{commits[id].Message.Split('\n')[0]}'"))} any more");
    }

    private void AssertIsMerge(string old, string next, IReadOnlyDictionary<string, string> before, string why)
    {
        var merge = commits[next];
        Assert.Equal(2, merge.Parents.Length);
        Assert.Equal(old, merge.Parents[0]);
        Assert.True(commits.IsAncestor(merge.Parents[1], before.GetValueOrDefault(Outlook.HotfixRef) ?? merge.Parents[1]) || before.ContainsKey(Outlook.HotfixRef), why);
        if (commits.MergeBases(old, merge.Parents[1]) is not [var fork])
            return;
        // Files are never changed twice, so a merge is what the one has, as the other changed it.
        var expected = commits[old].Files.ToDictionary();
        foreach (var (path, blob) in commits.Changes(fork, merge.Parents[1]))
        {
            if (blob is null)
                expected.Remove(path);
            else
                expected[path] = blob;
        }

        Assert.Equal(expected.OrderBy(file => file.Key, StringComparer.Ordinal), merge.Files.OrderBy(file => file.Key, StringComparer.Ordinal));
    }

    // One entry more, which names the one before it and has it as its first parent; ids are never used twice.
    private void AssertIsNext(string? old, string next, string why)
    {
        var entry = commits.Entry(next);
        Assert.True(entry.Text("previous") == old, $"{why}: the one before is {entry.Text("previous") ?? "none"}");
        if (old is not null)
            Assert.Equal(old, commits[next].Parents[0]);
        Assert.Equal(["entry.json"], commits[next].Files.Keys);
        var id = entry.Text("entry");
        Assert.False(string.IsNullOrEmpty(id), why);
        Assert.True(commits.Chain(old).All(found => found.Entry.Text("entry") != id), $"{why}: the id {id} is there already");
    }

    private void AssertAllowsEvent(string? old, string next, IReadOnlyDictionary<string, string> before, Func<ActKind[], bool> runs, bool wasRemovedByHand, string why)
    {
        var entry = commits.Entry(next);
        var (kind, id) = (entry.Text("event"), entry.Text("hotfix")!);
        why += $": {kind} of {id}";
        ActKind[] writers = kind switch
        {
            "Started" => [ActKind.Start, ActKind.Adopt],
            "Picked" => [ActKind.Pick],
            "Published" or "PublishFailed" => [ActKind.Publish, ActKind.Restore],
            "RolledBack" => [ActKind.Publish, ActKind.Restore],
            "Updated" => [ActKind.Update],
            "GatePassed" => [ActKind.PassGate],
            "Completed" => [ActKind.Complete, ActKind.RollIn],
            "Abandoned" => [ActKind.Stop],
            _ => [],
        };
        Assert.True(runs(writers), why);
        Assert.Equal("hotfix", entry.Text("branch"));
        foreach (var named in new[] { entry.Text("base"), entry.Text("head"), entry.Text("mergeCommit") }.Concat(entry.Texts("commits")).OfType<string>())
            Assert.Contains(named, commits[next].Parents);
        var isUnclaimed = id.StartsWith("unclaimed-", StringComparison.Ordinal);
        var earlier = commits.Chain(old).Select(found => found.Entry).Where(found => found.Text("hotfix") == id).ToList();
        var last = commits.Chain(old).Select(found => found.Entry).FirstOrDefault(found => found.Text("event") is "Started" or "Completed" or "Abandoned");
        switch (kind)
        {
            case "Started":
                Assert.True(earlier.Count == 0, why + " a second time");
                // One at a time, but where plain git took the last one's branch away.
                Assert.True(last.ValueKind == System.Text.Json.JsonValueKind.Undefined || last.Text("event") != "Started" || wasRemovedByHand, why + " while another one is in progress");
                break;
            case "Completed":
            case "Abandoned":
                Assert.True(isUnclaimed || earlier.All(found => found.Text("event") is not ("Completed" or "Abandoned")), why + " that has ended already");
                Assert.True(isUnclaimed || earlier.Any(found => found.Text("event") == "Started"), why + " that never began");
                var head = entry.Text("head")!;
                if (kind == "Abandoned")
                    Assert.True(before.Any(found => found.Key.StartsWith(Outlook.ArchivePrefix, StringComparison.Ordinal) && commits.IsAncestor(head, found.Value)), why + " that is not archived");
                break;
        }
    }
}
