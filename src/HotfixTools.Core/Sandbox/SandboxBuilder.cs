using System.Text;

namespace HotfixTools;

/// <summary>
/// Builds a practice remote and a clone of it: a team that merged three changes since its last deploy to production, and, by
/// the scenario, the trouble that its hotfix is in. What people did there, the operations of the cmdlets did.
/// </summary>
/// <param name="git">The way to Git.</param>
/// <param name="access">How to reach remotes.</param>
/// <param name="time">The clock.</param>
public sealed class SandboxBuilder(IGitService git, RemoteAccess access, TimeProvider time)
{
    private const string Reason = "Orders of many articles fail";
    private const string FixedFile = "src/checkout.txt";
    private const string Fix = "total = price * max(amount, 1)";

    private static readonly BranchName Mainline = BranchName.Parse("master");
    private static readonly HotfixSettings Settings = HotfixSettings.Default with { Mainline = Mainline };
    private static readonly GitIdentity Ada = new("Ada Example", "ada@example.com");
    private static readonly GitIdentity Ben = new("Ben Example", "ben@example.com");
    private static readonly GitIdentity Practice = new("Practice User", "practice@example.com");

    private readonly SandboxClock _clock = new();
    private DateTimeOffset _now;
    private string _remote = string.Empty;

    /// <summary>Builds it. What is made of it is removed again where that fails, or is cancelled.</summary>
    /// <param name="folder">A folder that does not exist or is empty; null: a temporary one.</param>
    /// <param name="identity">Who will work in the clone; null: a made-up person.</param>
    /// <param name="scenario">The trouble that it is in.</param>
    /// <exception cref="HotfixException"><c>FolderNotEmpty</c>, <c>FileNotWritten</c>, <c>GitRequired</c>.</exception>
    public HotfixSandbox Build(string? folder, GitIdentity? identity, HotfixScenario scenario = HotfixScenario.Fresh)
    {
        var wasThere = folder is not null && Directory.Exists(folder);
        var root = RootIn(folder);
        try
        {
            return BuildIn(root, identity, scenario);
        }
        catch
        {
            Remove(root, wasThere);
            throw;
        }
    }

    private static string RootIn(string? folder)
    {
        try
        {
            if (folder is not null && (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())))
                throw HotfixErrors.FolderNotEmpty(folder);
            return folder is null ? Directory.CreateTempSubdirectory("hotfix-sandbox-").FullName : Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw HotfixErrors.FolderNotMade(folder ?? Path.GetTempPath(), error);
        }
    }

    // A folder that was there, empty, stays so.
    private static void Remove(string root, bool wasThere)
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
                File.SetAttributes(file, FileAttributes.Normal);
            foreach (var part in Directory.EnumerateDirectories(root))
                Directory.Delete(part, recursive: true);
            if (!wasThere)
                Directory.Delete(root, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Why it was not built says more.
        }
    }

    private HotfixSandbox BuildIn(string root, GitIdentity? identity, HotfixScenario scenario)
    {
        _remote = Path.Combine(root, "remote.git");
        // What was forgotten happened before; all that led to it, earlier still.
        _now = time.GetUtcNow() - (scenario == HotfixScenario.Stale ? Settings.StaleAfter + TimeSpan.FromHours(26) : TimeSpan.Zero);
        git.CreateBare(_remote, Mainline).Dispose();
        var live = As(Ben, 0, Seed);
        if (scenario != HotfixScenario.Fresh)
            Bring(scenario, live);
        access.Cancellation.ThrowIfCancellationRequested();
        var clone = Path.Combine(root, "shop");
        git.Clone(_remote, clone, identity ?? Practice);
        return new HotfixSandbox
        {
            Root = root,
            Repository = clone,
            Remote = _remote,
            LiveCommit = As(Ben, 0, session => new LastDeploy(session).Find(session.Look(session.Settings.LedgerOf(EnvironmentName.Production).ToString()), EnvironmentName.Production, [Ledger.SourceName])).Commit,
            Mainline = Mainline.ToString(),
            Scenario = scenario,
            Trouble = TroubleOf(scenario),
            NextStep = scenario == HotfixScenario.Fresh ? "Get-LastDeploy | New-Hotfix" : "Get-Hotfix",
        };
    }

    private static string TroubleOf(HotfixScenario scenario) => scenario switch
    {
        HotfixScenario.Superseded => "Ada fixed it on the hotfix, and before she published it, Ben deployed something else to production.",
        HotfixScenario.Contaminated => $"Ada fixed it on the hotfix, and Ben merged {Mainline} into that: it would ship what is not to be shipped yet.",
        HotfixScenario.Conflict => $"The hotfix is live, and meanwhile somebody changed the same line in {Mainline}.",
        HotfixScenario.Stale => "Ada fixed it on the hotfix days ago, and nobody published it.",
        HotfixScenario.Published => "Ada published the hotfix, and went to bed without merging it back: the next normal deploy would undo it.",
        HotfixScenario.HalfDone => $"Ada completed the hotfix, and her machine died in the middle: it is merged into {Mainline}, and its branch is still there.",
        _ => "Production is broken, and three changes that are merged since must not ship yet. Nobody has begun.",
    };

    // The picture of docs/ARCHITECTURE.md: X is live, 1, 2 and 3 are merged since.
    private CommitId Seed(HotfixSession session)
    {
        var first = Commit(session, null, Ada, 96, "Open the shop", "README.md", "# The shop\n\nA practice repository; nothing here is precious.");
        var checkout = Commit(session, first, Ada, 72, "Take orders", FixedFile, "total = price * amount");
        var live = Commit(session, checkout, Ben, 50, "Send receipts", "src/receipt.txt", "Thank you for your order.");
        var search = Commit(session, live, Ada, 40, "Search by name", "src/search.txt", "find by name");
        var discounts = Commit(session, checkout, Ben, 60, "Give discounts", "src/discount.txt", "total = total * 0.9");
        var one = Merge(session, live, search, Ada, 30, "Merge pull request #11 from shop/feature1\n\nSearch by name");
        var two = Merge(session, one, discounts, Ben, 20, "Merge pull request #12 from shop/feature2\n\nGive discounts");
        var three = Commit(session, two, Ada, 10, "Show pictures (#13)", "src/pictures.txt", "one picture an article");

        Push(session, RefName.Of(Mainline), CommitId.Zero, three);
        Push(session, RefName.Parse("refs/heads/feature1"), CommitId.Zero, search);
        Push(session, RefName.Parse("refs/heads/feature2"), CommitId.Zero, discounts);
        Deploy(session, "staging", one, 28);
        Deploy(session, "sandbox", live, 47);
        Deploy(session, "production", live, 46);
        return live;
    }

    private void Bring(HotfixScenario scenario, CommitId live)
    {
        As(Ada, 6, session => Do(session, new StartHotfix(session, new StartHotfixRequest(null, null, Reason, CheckOut: false, Adopt: false))));
        var fix = As(Ada, 5, session => Grow(session, live, Commit(session, live, Ada, 5, "Count at least one", FixedFile, Fix)));
        switch (scenario)
        {
            case HotfixScenario.Superseded:
                As(Ben, 2, session =>
                {
                    var two = session.Repository.Find(session.Resolve(Mainline.ToString()))!.Parents[0];
                    return Do(session, new RegisterDeploy(session, new RegisterDeployRequest(EnvironmentName.Production, two.ToString(), null, null, null)));
                });
                break;
            case HotfixScenario.Contaminated:
                As(Ben, 2, session => Grow(session, fix, Merge(session, fix, session.Resolve(Mainline.ToString()), Ben, 2, $"Merge branch '{Mainline}' into {Settings.Branch}")));
                break;
            case HotfixScenario.Conflict:
                As(Ben, 4, session =>
                {
                    var tip = session.Resolve(Mainline.ToString());
                    Push(session, RefName.Of(Mainline), tip, Commit(session, tip, Ben, 4, "Round prices (#14)", FixedFile, "total = round(price * amount)"));
                    return tip;
                });
                Publish();
                break;
            case HotfixScenario.Published:
                Publish();
                break;
            case HotfixScenario.HalfDone:
                Publish();
                // As it is where the process dies after the merge, at a server that does not write all or nothing.
                As(Ada, 1, session =>
                {
                    var tip = session.Resolve(Mainline.ToString());
                    Push(session, RefName.Of(Mainline), tip, Merge(session, tip, fix, Ada, 1, $"Merge branch '{Settings.Branch}' into {Mainline}"));
                    return tip;
                });
                break;
        }
    }

    private void Publish() => As(Ada, 3, session =>
        Do(session, new PublishHotfix(session, new PublishHotfixRequest(EnvironmentName.Production, Force: false, Reason: null, Assumed: []), new RecordDeployer())));

    // Somebody does something, some hours ago.
    private T As<T>(GitIdentity person, int hoursAgo, Func<HotfixSession, T> act)
    {
        access.Cancellation.ThrowIfCancellationRequested();
        _clock.Now = _now.AddHours(-hoursAgo);
        using var session = HotfixSession.OpenUrl(git, _remote, SettingsRequest.Fixed(Settings), access with { Services = null }, _clock, person);
        // Each of them has a repository of their own, which knows nothing yet.
        session.FetchEverything();
        return act(session);
    }

    private T Do<T>(HotfixSession session, IOperation<T> operation)
    {
        operation.Prepare().Run(null, access.Cancellation);
        return operation.Result();
    }

    private CommitId Commit(HotfixSession session, CommitId? parent, GitIdentity author, int hoursAgo, string message, string file, string content) =>
        session.Repository.Write(new NewCommit(
            session.Repository.WriteTree(new Dictionary<string, byte[]> { [file] = Encoding.UTF8.GetBytes(content + "\n") }, parent),
            parent is { } before ? [before] : [], message + "\n", author, _now.AddHours(-hoursAgo)));

    private CommitId Merge(HotfixSession session, CommitId ours, CommitId theirs, GitIdentity author, int hoursAgo, string message) =>
        session.Repository.Write(new NewCommit(session.Repository.Merge(ours, theirs).Tree!, [ours, theirs], message + "\n", author, _now.AddHours(-hoursAgo)));

    private static CommitId Grow(HotfixSession session, CommitId from, CommitId to)
    {
        Push(session, RefName.Of(Settings.Branch), from, to);
        return to;
    }

    private void Deploy(HotfixSession session, string environment, CommitId commit, int hoursAgo) => session.LedgerOf(EnvironmentName.Parse(environment)).Append(null, new Deploy
    {
        Environment = environment,
        Commit = commit.ToString(),
        DeployedAt = _now.AddHours(-hoursAgo),
        DeployedBy = Ben.ToString(),
    });

    private static void Push(HotfixSession session, RefName reference, CommitId from, CommitId to)
    {
        var report = session.Remote.CompareAndSwapPush([new RefUpdate(reference, from, to)]);
        if (!report.IsWritten)
            throw report.Failure() ?? HotfixErrors.TooMuchContention(reference, 1);
    }
}
