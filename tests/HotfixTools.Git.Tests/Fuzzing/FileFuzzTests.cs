using System.Text;
using HotfixTools.Testing;
using HotfixTools.Testing.Fuzzing;

namespace HotfixTools.Git.Tests.Fuzzing;

/// <summary>Files of a clone that were cut off, or written by somebody else: what cannot be read of them is not there.</summary>
public sealed class FileFuzzTests : IDisposable
{
    private const string Id = "0123456789abcdef0123456789abcdef01234567";
    private const string Other = "89abcdef0123456789abcdef0123456789abcdef";

    private readonly string _folder = Directory.CreateTempSubdirectory("hotfixtools-test-").FullName;

    [Fact]
    public void Packed_refs() => Fuzz.Run(
        Mutants.OfBytes(
            Encoding.UTF8.GetBytes($"# pack-refs with: peeled fully-peeled sorted \n{Id} refs/heads/hotfix\n{Id} refs/heads/master\n{Other} refs/tags/v1\n^{Id}\n{Id} refs/tags/v2\n"),
            Encoding.UTF8.GetBytes($"{Id} refs/tags/v1\r\n{Id} refs/heads/b\r\n")),
        500,
        bytes =>
        {
            File.WriteAllBytes(Path.Combine(_folder, "packed-refs"), bytes);
            var refs = new RefFiles(_folder);
            foreach (var name in new[] { "refs/heads/hotfix", "refs/heads/master", "refs/tags/v1", "refs/tags/v2", "refs/tags/v3", "HEAD", "../packed-refs" })
                _ = refs.Find(name, _folder);
            foreach (var beginning in new[] { "refs/", "refs/heads/", "refs/tags/v", "x/" })
            {
                var names = refs.Names(beginning).ToList();
                Assert.All(names, name => Assert.StartsWith(beginning, name));
            }
        });

    [Fact]
    public void Loose_refs()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "refs", "heads"));
        Fuzz.Run(Mutants.OfBytes(Encoding.UTF8.GetBytes($"{Id}\n"), "ref: refs/heads/a\n"u8.ToArray(), "ref: ../../../etc/passwd\n"u8.ToArray(), "ref: refs/heads/./a\n"u8.ToArray()), 500, bytes =>
        {
            File.WriteAllBytes(Path.Combine(_folder, "refs", "heads", "a"), bytes);
            File.WriteAllBytes(Path.Combine(_folder, "HEAD"), bytes);
            var refs = new RefFiles(_folder);
            Assert.Equal(CommitId.TryParse(Encoding.UTF8.GetString(bytes).Trim(), out _), refs.Find("refs/heads/a", _folder) is not null);
            _ = refs.Find("HEAD", _folder);
            _ = RefFiles.SymbolicTarget(_folder, "refs/heads/a");
        });
    }

    [Fact]
    public void The_file_of_cuts_and_the_notes_of_fetches() => Fuzz.Run(
        Mutants.OfBytes(Encoding.UTF8.GetBytes($"{Id}\n{Other}\n"), Encoding.UTF8.GetBytes($"{Id} refs/heads/hotfix\n{Other} refs/hotfix/journal\n")), 500, bytes =>
        {
            var file = Path.Combine(_folder, "note");
            File.WriteAllBytes(file, bytes);
            var cuts = new ShallowFile(file).Read();
            Assert.True(cuts.Count <= 2 + (bytes.Length / CommitId.Length));
            var notes = new FetchNotes(file);
            var before = notes.Read();
            notes.Note([new("refs/heads/x", CommitId.Parse(Id))]);
            notes.Write();
            var after = new FetchNotes(file).Read();
            Assert.Equal(CommitId.Parse(Id), after["refs/heads/x"]);
            Assert.True(after.Count <= before.Count + 1);
        });

    [Fact]
    public void Notes_of_what_was_begun()
    {
        using var team = Team.AtWork(out var ada, out _);
        using var clone = new OpenClone(ada);
        var environment = EnvironmentName.Production;
        var note = new DeployNote(
            environment, CommitId.Parse(Id), DeployOutcome.Deployed, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "entry", JournalEventKind.Published, "20260101-00000000", CommitId.Parse(Other), true, "why", ["Superseded"])
        {
            Source = "ledger", IsResumable = true, Run = new DeployRun("17", "https://ci.example/17"),
        };
        var claim = new UnfinishedClaim("20260101-00000000", BranchName.Parse("hotfix"), CommitId.Parse(Id), "why");
        var notices = new NoticeNote([new ExpectedNotice("Started", "x", null)], [new OwedNotice("e", "ops")], [new OwedNotice("e", "slack")]);
        note.Write(clone.Repository);
        claim.Write(clone.Repository);
        notices.Write(clone.Repository, "notices-x");
        // Who writes a note holds it.
        clone.Repository.Dispose();

        using var again = new OpenClone(ada);
        Assert.Equal(note.ToString(), (DeployNote.Read(again.Repository, environment)! with { Passed = note.Passed }).ToString());
        Assert.Equal(claim, UnfinishedClaim.Read(again.Repository));
        var files = Directory.GetFiles(Path.Combine(ada.Folder, ".git", "hotfixtools"));
        string Text(string name) => File.ReadAllText(files.Single(file => Path.GetFileName(file) == name));
        var (deploy, begun, told) = (Text("deploy-production"), Text("claim"), Text("notices-x"));
        Fuzz.Run(Mutants.OfJson(deploy, begun, told), 1500, text =>
        {
            var repository = new NotedRepository(text);
            var read = DeployNote.Read(repository.Double, environment);
            Assert.True(read is null || Enum.IsDefined(read.Kind) && Enum.IsDefined(read.Outcome));
            _ = UnfinishedClaim.Read(repository.Double);
            var taken = NoticeNote.Empty.TakeOver(repository.Double, "notices-own");
            Assert.DoesNotContain(null, taken.Expected);
            Assert.DoesNotContain(null, taken.Open.Concat(taken.Told));
            // As the next command does.
            _ = taken.Expected.Any(expected => expected.IsOf(new JournalEvent(JournalEventKind.Started, "x", claim.Branch, default, new GitIdentity("A", "a@x.example"))));
        });
        Fuzz.Run(Mutants.OfText(deploy, begun, told), 1500, text =>
        {
            // What is read from a file has no half letters.
            var repository = new NotedRepository(string.Concat(text.EnumerateRunes()));
            _ = DeployNote.Read(repository.Double, environment);
            _ = UnfinishedClaim.Read(repository.Double);
            _ = NoticeNote.Empty.TakeOver(repository.Double, "notices-own");
        });
    }

    public void Dispose() => TestHome.Remove(_folder);
}
