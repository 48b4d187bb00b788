using System.Text;
using HotfixTools.Testing;
using HotfixTools.Testing.Fuzzing;

namespace HotfixTools.Git.Tests.Fuzzing;

/// <summary>Entries of both chains that somebody wrote by hand: each is read as far as it can be, or is told as damaged.</summary>
public sealed class ChainFuzzTests : IDisposable
{
    private readonly Team _team;
    private readonly HotfixSession _session;
    private readonly CommitId _live;

    public ChainFuzzTests()
    {
        _team = Team.AtWork(out var ada, out var live);
        _session = Sessions.Open(ada, HotfixSettings.Default);
        _live = CommitId.Parse(live);
    }

    [Fact]
    public void Entries_of_a_ledger() => Run(
        $$"""{"version":1,"previous":null,"entry":"0a","at":"2026-01-01T00:00:00+00:00","kind":"deploy","environment":"production","commit":"{{_live}}","deployedAt":"2026-01-01T00:00:00+00:00","deployedBy":"A <a@x.example>","isHotfix":false,"url":"https://ci.example/1","hotfix":"20260101-00000000"}""",
        $"Deploy {_live.Short} to production\n\nEnvironment: production\nCommit: {_live}\n");

    [Fact]
    public void Entries_of_the_journal() => Run(
        $$"""{"version":1,"previous":null,"entry":"0a","at":"2026-01-01T00:00:00+00:00","kind":"event","event":"Started","hotfix":"20260101-00000000","branch":"hotfix","by":{"name":"A","email":"a@x.example"},"base":"{{_live}}","head":"{{_live}}","mergeCommit":"{{_live}}","environment":"production","commits":["{{_live}}"],"passed":["Superseded"],"source":"ledger","pullRequest":7,"url":"https://forge.example/7","notice":{"event":"0b","target":"ops"},"reason":"why"}""",
        $"Started hotfix 20260101-00000000\n\nHotfix-Id: 20260101-00000000\nBase: {_live}\n");

    public void Dispose()
    {
        _session.Dispose();
        _team.Dispose();
    }

    private void Run(string entry, string message)
    {
        Fuzz.Run(Mutants.OfJson(entry), 250, text => Read(Encoding.UTF8.GetBytes(text), message));
        Fuzz.Run(Mutants.OfBytes(Encoding.UTF8.GetBytes(entry)), 150, bytes => Read(bytes, message));
        Fuzz.Run(Mutants.OfText(message), 80, words => Read(Encoding.UTF8.GetBytes(entry), string.Concat(words.Replace("\0", string.Empty).EnumerateRunes())));
    }

    private void Read(byte[] entry, string message)
    {
        var tree = _session.Repository.WriteTree(new Dictionary<string, byte[]> { ["entry.json"] = entry });
        var tip = _session.Repository.Write(new NewCommit(tree, [_live], message, new GitIdentity("A", "a@x.example"), DateTimeOffset.UnixEpoch));
        var ledger = _session.LedgerOf(EnvironmentName.Production);
        Try(() =>
        {
            foreach (var deploy in ledger.Read(tip).Take(3))
            {
                foreach (var text in new[] { deploy.DeployedBy, deploy.Url, deploy.HotfixId, deploy.Environment, deploy.Source })
                    Screen.RequireClean(text);
                _ = deploy.DeployedAt.ToLocalTime();
            }
        });
        Try(() =>
        {
            foreach (var happened in _session.Journal.Read(tip).Take(3))
            {
                string?[] shown = [happened.HotfixId, happened.By.ToString(), happened.Reason, happened.Source, happened.Url, happened.Owed?.Target, happened.Owed?.Event, .. happened.Passed];
                foreach (var text in shown)
                    Screen.RequireClean(text);
                Assert.True(Enum.IsDefined(happened.Kind), happened.Kind.ToString());
                var notice = new NoticeWriter(HotfixSettings.Default, RemoteUrl.Parse("https://git.example/shop.git")).Write(happened, "1");
                Screen.RequireClean(notice.Title);
            }

            var events = _session.Journal.OfCurrent(tip);
            _ = Journal.BaseOf(events);
            _ = Journal.FormerIds(events).Count();
        });
        foreach (var reference in new[] { "refs/hotfix/journal", "refs/deploys/production" })
        {
            var chain = new Chain(_session, RefName.Parse(reference));
            var entries = new ChainSurvey(_session, chain, reading => reference.EndsWith("journal", StringComparison.Ordinal) ? _session.Journal.Judge(reading) : (ledger.Judge(reading), null)).Run(tip);
            foreach (var fault in entries.Select(found => found.Fault))
                Screen.RequireClean(fault);
        }
    }

    private static void Try(Action read)
    {
        try
        {
            read();
        }
        catch (HotfixException error)
        {
            Assert.Equal("ChainDamaged", error.Id);
            Screen.RequireClean(error.Message);
            Screen.RequireClean(error.WayOut, mayHaveLines: true);
        }
    }
}
