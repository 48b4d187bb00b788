using System.Text;

namespace HotfixTools;

/// <summary>Builds a practice remote and a clone of it: a team that merged three changes since its last deploy to production.</summary>
/// <param name="git">The way to Git.</param>
/// <param name="access">How to reach remotes.</param>
/// <param name="time">The clock.</param>
public sealed class SandboxBuilder(IGitService git, RemoteAccess access, TimeProvider time)
{
    private static readonly BranchName Mainline = BranchName.Parse("master");
    private static readonly GitIdentity Ada = new("Ada Example", "ada@example.com");
    private static readonly GitIdentity Ben = new("Ben Example", "ben@example.com");
    private static readonly GitIdentity Practice = new("Practice User", "practice@example.com");

    /// <summary>Builds it.</summary>
    /// <param name="folder">A folder that does not exist or is empty; null: a temporary one.</param>
    /// <param name="identity">Who will work in the clone; null: a made-up person.</param>
    /// <exception cref="HotfixException"><c>FolderNotEmpty</c>, <c>GitRequired</c>.</exception>
    public HotfixSandbox Build(string? folder, GitIdentity? identity)
    {
        if (folder is not null && (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())))
            throw HotfixErrors.FolderNotEmpty(folder);
        var root = folder is null ? Directory.CreateTempSubdirectory("hotfix-sandbox-").FullName : Directory.CreateDirectory(folder).FullName;
        var remote = Path.Combine(root, "remote.git");
        var clone = Path.Combine(root, "shop");

        git.CreateBare(remote, Mainline).Dispose();
        using (var session = HotfixSession.OpenUrl(git, remote, SettingsRequest.Fixed(HotfixSettings.Default with { Mainline = Mainline }), access, time, identity ?? Practice))
        {
            var live = Seed(session);
            git.Clone(remote, clone, identity ?? Practice);
            return new HotfixSandbox { Root = root, Repository = clone, Remote = remote, LiveCommit = live.ToString(), Mainline = Mainline.ToString() };
        }
    }

    // The picture of docs/ARCHITECTURE.md: X is live, 1, 2 and 3 are merged since.
    private static CommitId Seed(HotfixSession session)
    {
        var now = session.Now;
        CommitId Commit(CommitId? parent, GitIdentity author, int hoursAgo, string message, string file, string content) =>
            session.Repository.Write(new NewCommit(
                session.Repository.WriteTree(new Dictionary<string, byte[]> { [file] = Encoding.UTF8.GetBytes(content + "\n") }, parent),
                parent is { } before ? [before] : [], message + "\n", author, now.AddHours(-hoursAgo)));
        CommitId Merge(CommitId ours, CommitId theirs, GitIdentity author, int hoursAgo, string message) =>
            session.Repository.Write(new NewCommit(session.Repository.Merge(ours, theirs).Tree!.Value, [ours, theirs], message + "\n", author, now.AddHours(-hoursAgo)));

        var first = Commit(null, Ada, 96, "Open the shop", "README.md", "# The shop\n\nA practice repository; nothing here is precious.");
        var checkout = Commit(first, Ada, 72, "Take orders", "src/checkout.txt", "total = price * amount");
        var live = Commit(checkout, Ben, 50, "Send receipts", "src/receipt.txt", "Thank you for your order.");
        var search = Commit(live, Ada, 40, "Search by name", "src/search.txt", "find by name");
        var discounts = Commit(checkout, Ben, 60, "Give discounts", "src/discount.txt", "total = total * 0.9");
        var one = Merge(live, search, Ada, 30, "Merge pull request #11 from shop/feature1\n\nSearch by name");
        var two = Merge(one, discounts, Ben, 20, "Merge pull request #12 from shop/feature2\n\nGive discounts");
        var three = Commit(two, Ada, 10, "Show pictures (#13)", "src/pictures.txt", "one picture an article");

        Push(session, RefName.Of(Mainline), three);
        Push(session, RefName.Parse("refs/heads/feature1"), search);
        Push(session, RefName.Parse("refs/heads/feature2"), discounts);
        Deploy("staging", one, 28);
        Deploy("sandbox", live, 47);
        Deploy("production", live, 46);
        return live;

        void Deploy(string name, CommitId commit, int hoursAgo) => session.LedgerOf(EnvironmentName.Parse(name)).Append(null, new Deploy
        {
            Environment = name,
            Commit = commit.ToString(),
            DeployedAt = now.AddHours(-hoursAgo),
            DeployedBy = Ben.ToString(),
        });
    }

    private static void Push(HotfixSession session, RefName reference, CommitId commit)
    {
        var report = session.Remote.CompareAndSwapPush([new RefUpdate(reference, CommitId.Zero, commit)]);
        if (!report.IsWritten)
            throw report.Failure() ?? HotfixErrors.TooMuchContention(reference, 1);
    }
}
