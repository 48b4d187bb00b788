using System.Text;
using System.Text.Json.Nodes;
using HotfixTools.Testing;

namespace HotfixTools.Git.Tests.Fleets;

/// <summary>A remote with a history by chance, always the same for the same seed: branches, merges, deploys, and a hotfix that went one way or another.</summary>
internal sealed class GeneratedHistory : IDisposable
{
    private static readonly GitIdentity Ada = new("Ada", "ada@example.com");
    private static readonly DateTimeOffset Beginning = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly EnvironmentName Production = EnvironmentName.Production;

    private readonly Random _random;
    private readonly Team _team = new();
    private readonly HotfixSession _session;
    private readonly TimeSpan _skew;
    private readonly List<CommitId> _line = [];
    private readonly List<(string Name, CommitId Tip)> _open = [];
    private readonly Dictionary<string, CommitId?> _refs = [];
    private readonly StillClock _clock = new(Beginning);

    public GeneratedHistory(int seed, int length, TimeSpan skew)
    {
        _random = new Random(seed);
        _skew = skew;
        GitProcess.Run(_team.Remote, "remote", "add", "origin", _team.Remote);
        _session = HotfixSession.Open(new GitService(), _team.Remote, SettingsRequest.Fixed(HotfixSettings.Default), Access, _clock);
        Make(length);
        Publish();
    }

    public static RemoteAccess Access { get; } = new(new NoCredentials(), CancellationToken.None);

    public string Remote => _team.Remote;

    /// <summary>After the last commit.</summary>
    public StillClock Clock => _clock;

    /// <summary>What was made, for people who look for the reason of a failure.</summary>
    public string Story { get; private set; } = string.Empty;

    public void Dispose()
    {
        _session.Dispose();
        _team.Dispose();
    }

    private IGitRepository Repository => _session.Repository;

    private CommitId Tip => _line[^1];

    private void Make(int length)
    {
        _line.Add(Commit([], "README.md"));
        Grow(length / 2);
        Deploy(_random.Next(0, 4), isHotfix: false);
        var origin = Tip;
        Deploy(1, isHotfix: false);
        Grow(_random.Next(0, length / 2));
        Chance("supersede", 5, () => Deploy(1, isHotfix: false));

        var hasJournal = _random.Next(3) > 0;
        var start = origin;
        if (hasJournal)
        {
            for (var events = _random.Next(0, length / 10); events > 0; events--)
            {
                Event("Started", "h0", start);
                Event("Completed", "h0", start);
            }

            Event("Started", "h1", start);
        }

        var head = start;
        for (var commits = _random.Next(0, 4); commits > 0; commits--)
        {
            head = Commit([head], $"fix{commits}.txt");
            Chance("deploy the fix", 3, () => Deploy(head, isHotfix: true));
            Chance("grow", 2, () => Grow(_random.Next(0, 5)));
            Chance("contaminate", 6, () => head = Merge(head, _line[_random.Next(_line.Count)]));
            Chance("pick", 6, () => head = Copy(head, _line[_random.Next(_line.Count / 2, _line.Count)]));
        }

        Chance("merge", 4, () => _line.Add(Merge(Tip, head)));
        Chance("squash", 6, () => _line.Add(Repository.Merge(Tip, head) is { Tree: { } tree } ? Write(tree, [Tip], "Fix (#99)") : Tip));
        Grow(_random.Next(0, length / 4));
        Chance("supersede late", 6, () => Deploy(1, isHotfix: false));
        Chance("merge twice", 8, () => _line.Add(Merge(Tip, head)));
        _refs["refs/heads/hotfix"] = head;
        Chance("remove the branch", 5, () => _refs.Remove("refs/heads/hotfix"));
    }

    private void Grow(int commits)
    {
        for (; commits > 0; commits--)
        {
            switch (_random.Next(10))
            {
                // A branch from long ago as well as from just now, and one that goes on.
                case < 2:
                    _open.Add(($"feature{_open.Count}", Commit([_line[_random.Next(2) == 0 ? _random.Next(_line.Count) : _line.Count - 1]], $"feature{_open.Count}.txt")));
                    break;
                case < 5 when _open.Count > 0:
                    var place = _random.Next(_open.Count);
                    _open[place] = (_open[place].Name, _random.Next(5) == 0 ? Merge(_open[place].Tip, Tip) : Commit([_open[place].Tip], $"feature{place}.txt"));
                    break;
                case < 7 when _open.Count > 0:
                    // It may go on afterwards, and be merged once more.
                    _line.Add(Merge(Tip, _open[_random.Next(_open.Count)].Tip));
                    break;
                default:
                    _line.Add(Commit([Tip], $"work{_random.Next(5)}.txt"));
                    break;
            }
        }
    }

    private void Chance(string what, int oneIn, Action act)
    {
        if (_random.Next(oneIn) > 0)
            return;
        Story += what + "; ";
        act();
    }

    private DateTimeOffset Pass()
    {
        _clock.Now += TimeSpan.FromMinutes(_random.Next(1, 600));
        return _clock.Now + (_random.NextDouble() - 0.5) * _skew;
    }

    private CommitId Commit(CommitId[] parents, string file) => Write(
        Repository.WriteTree(new Dictionary<string, byte[]> { [file] = Encoding.UTF8.GetBytes($"{_random.Next()}\n") }, parents.Length > 0 ? parents[0] : null), parents, $"Work on {file}");

    private CommitId Merge(CommitId ours, CommitId theirs)
    {
        var tree = Repository.Merge(ours, theirs).Tree ?? Repository.TreeOf(ours);
        return Write(tree, [ours, theirs], $"Merge pull request #{_random.Next(100)} from shop/feature");
    }

    private CommitId Copy(CommitId onto, CommitId commit) =>
        Repository.Find(commit)!.Parents.Count > 0 && Repository.Pick(commit, onto) is { Tree: { } tree, ChangesNothing: false } ? Write(tree, [onto], "A copy") : onto;

    private CommitId Write(TreeId tree, CommitId[] parents, string message) => Repository.Write(new NewCommit(tree, parents, message + "\n", Ada, Pass()));

    private void Deploy(int times, bool isHotfix)
    {
        for (; times > 0; times--)
            Deploy(times == 1 ? Tip : _line[_random.Next(_line.Count)], isHotfix);
    }

    private void Deploy(CommitId commit, bool isHotfix)
    {
        Pass();
        Append(HotfixSettings.Default.LedgerOf(Production), commit, new JsonObject
        {
            ["kind"] = "deploy",
            ["environment"] = Production.ToString(),
            ["commit"] = commit.ToString(),
            ["deployedAt"] = _clock.Now,
            ["isHotfix"] = isHotfix,
        });
    }

    private void Event(string kind, string hotfix, CommitId origin)
    {
        Pass();
        Append(HotfixSettings.Default.Journal, origin, new JsonObject { ["kind"] = "event", ["event"] = kind, ["hotfix"] = hotfix, ["branch"] = "hotfix", ["base"] = origin.ToString() });
    }

    private void Append(RefName reference, CommitId named, JsonObject body) => _refs[reference.ToString()] =
        new Chain(_session, reference).Write(new NewChainEntry("An entry", body, [], [named], EntryId.Of(body.ToJsonString())), _refs.GetValueOrDefault(reference.ToString()));

    private void Publish()
    {
        _refs["refs/heads/master"] = Tip;
        foreach (var (name, tip) in _open)
            _refs[$"refs/heads/{name}"] = tip;
        foreach (var (name, id) in _refs)
            File.WriteAllText(Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Remote, name))!).FullName + "/" + Path.GetFileName(name), $"{id}\n");
    }
}
