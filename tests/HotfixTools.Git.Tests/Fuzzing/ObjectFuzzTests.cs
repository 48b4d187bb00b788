using System.Text;
using HotfixTools.Testing;
using HotfixTools.Testing.Fuzzing;
using LibGit2Sharp;

namespace HotfixTools.Git.Tests.Fuzzing;

/// <summary>Objects that Git takes from whoever pushes them, and that no git would write.</summary>
public sealed class ObjectFuzzTests : IDisposable
{
    private readonly Team _team;
    private readonly OpenClone _clone;
    private readonly Repository _raw;
    private readonly string _tree;
    private readonly string _live;

    public ObjectFuzzTests()
    {
        _team = Team.AtWork(out var ada, out _live);
        _clone = new OpenClone(ada);
        _raw = new Repository(ada.Folder);
        _tree = ada.Git("rev-parse", "HEAD^{tree}");
    }

    [Fact]
    public void Commits() => Fuzz.Run(
        Mutants.OfBytes(Commit("A <a@x.example> 1767225600 +0000"), Commit("A <a@x.example> 99999999999999 +9999"), Commit("A <a@x.example> -62135596801 -1400"), Commit(" <> 0 +0000"), Commit("\u202E\u001b[2J <\u0001@x> 1 +0100"), Commit("\u5C71 <a@x.example> 1 +0100", "ISO-2022-JP"), Commit("A <a@x.example> 1 +0100", "UTF-16")),
        400, bytes => Read(Write<Commit>(bytes)));

    [Fact]
    public void Tags() => Fuzz.Run(
        Mutants.OfBytes(Tag("A <a@x.example> 1767225600 +0000"), Tag("A <a@x.example> 99999999999999999 +0000"), Tag("A")), 300, bytes => Read(Write<TagAnnotation>(bytes)));

    [Fact]
    public void Trees()
    {
        var blob = _raw.ObjectDatabase.CreateBlob(new MemoryStream("{}"u8.ToArray()));
        byte[] Entry(string mode, string name) => [.. Encoding.UTF8.GetBytes($"{mode} {name}\0"), .. blob.Id.RawId];
        Fuzz.Run(
            Mutants.OfBytes(Entry("100644", "entry.json"), Entry("120000", "entry.json"), Entry("160000", "entry.json"), Entry("40000", "entry.json"), [.. Entry("100644", ".hotfix.json"), .. Entry("100644", "entry.json"), .. Entry("100644", "entry.json")], []),
            250,
            bytes => Read(Write<Commit>(Encoding.UTF8.GetBytes($"tree {Write<Tree>(bytes)}\nauthor A <a@x.example> 1 +0000\ncommitter A <a@x.example> 1 +0000\n\nx\n"))));
    }

    [Theory]
    [InlineData("253402300800 +0000")]
    [InlineData("9223372036854775807 +0000")]
    [InlineData("0 +9999")]
    public void A_time_that_no_calendar_has_hides_nothing_else(string time)
    {
        var found = _clone.Repository.Find(CommitId.Parse(Write<Commit>(Commit($"A <a@x.example> {time}"))))!;
        Assert.Equal((DateTimeOffset.UnixEpoch, "A"), (found.CommittedAt, found.Author.Name));
        Assert.StartsWith("Subject\n", found.Message);
    }

    public void Dispose()
    {
        _raw.Dispose();
        _clone.Dispose();
        _team.Dispose();
    }

    private byte[] Commit(string who, string encoding = "ISO-8859-1") => Encoding.UTF8.GetBytes($"tree {_tree}\nparent {_live}\nauthor {who}\ncommitter {who}\nencoding {encoding}\n\nSubject\n\nBody\n");

    private byte[] Tag(string who) => Encoding.UTF8.GetBytes($"object {_live}\ntype commit\ntag v1\ntagger {who}\n\nx\n");

    private string Write<T>(byte[] bytes)
        where T : GitObject
    {
        using var stream = new MemoryStream(bytes);
        return _raw.ObjectDatabase.Write<T>(stream, bytes.Length).Sha;
    }

    private void Read(string written)
    {
        var id = CommitId.Parse(written);
        var repository = _clone.Repository;
        foreach (var read in new Action[]
        {
            () => Shown(repository.Find(id)),
            () => _ = repository.Find(id) is { } found ? repository.Write(new NewCommit(new TreeId(_tree), [CommitId.Parse(_live)], found.Message, new GitIdentity("B", "b@x.example"), DateTimeOffset.UnixEpoch, found)) : null,
            () => _ = repository.FindTag(id)?.ToString(),
            () => _ = repository.ReadFile(id, "entry.json", 1024),
            () => _ = repository.SizeOf(id, ".hotfix.json"),
            () => _ = repository.Log(id, null).Take(3).ToList(),
            () => _ = repository.Resolve(written),
            () => _ = repository.IsAncestor(CommitId.Parse(_live), id),
            () => _ = repository.Divergence(CommitId.Parse(_live), id),
            () => _ = repository.TreeOf(id),
        })
        {
            try
            {
                read();
            }
            catch (HotfixException error)
            {
                Assert.Contains(error.Id, new[] { "CommitNotFound", "ObjectMissing" });
            }
        }
    }

    private static void Shown(CommitInfo? info)
    {
        if (info is null)
            return;
        Screen.RequireClean(DisplayText.Clean(info.Author.ToString()) + DisplayText.Clean(info.Message) + Clock.Text(info.CommittedAt) + Clock.Text(info.AuthoredAt));
    }
}
