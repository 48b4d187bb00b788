using System.Reflection;

namespace HotfixTools.Core.Tests;

/// <summary>Every error there is, made once with arguments that could be real.</summary>
public class HotfixErrorsTests
{
    private static readonly InvalidOperationException Cause = new("The cause.");

    internal static readonly Dictionary<Type, object?> Samples = new()
    {
        [typeof(string)] = "sample",
        [typeof(int)] = 3,
        [typeof(bool)] = true,
        [typeof(object)] = "sample",
        [typeof(Exception)] = Cause,
        [typeof(FormatException)] = Thrown(),
        [typeof(BranchName)] = BranchName.Parse("hotfix"),
        [typeof(RefName)] = RefName.Parse("refs/heads/hotfix"),
        [typeof(CommitId)] = CommitId.Parse("0123456789012345678901234567890123456789"),
        [typeof(EnvironmentName)] = EnvironmentName.Production,
        [typeof(RemoteUrl)] = RemoteUrl.Parse("https://ada:s3cret@example.com/shop.git"),
        [typeof(Hotfix)] = new Hotfix { Branch = "hotfix", Mainline = "main", StartedBy = "Ada <ada@example.com>", NextStep = "Complete-Hotfix" },
        [typeof(Deploy)] = new Deploy { Environment = "production", Commit = "0123456789012345678901234567890123456789", DeployedBy = "Ada" },
        [typeof(IReadOnlyCollection<string>)] = new[] { "one", "two" },
        [typeof(IReadOnlyList<string>)] = new[] { "one", "two" },
        [typeof(IEnumerable<string>)] = new[] { "one", "two" },
        [typeof(IEnumerable<EnvironmentName>)] = new[] { EnvironmentName.Production },
        [typeof(TimeSpan)] = TimeSpan.FromMinutes(2),
        [typeof(HotfixException)] = HotfixErrors.GitRequired("a remote that is a path"),
        [typeof(CommitInfo)] = new CommitInfo(
            CommitId.Parse("0123456789012345678901234567890123456789"), [], "Fix", new GitIdentity("Ada", "ada@example.com"), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch),
        [typeof(JournalEvent)] = new JournalEvent(
            JournalEventKind.Completed, "20261122-3f9a1c7e", BranchName.Parse("hotfix"), DateTimeOffset.UnixEpoch, new GitIdentity("Ada", "ada@example.com")),
        [typeof(SecretReference)] = new SecretReference(SecretStore.Environment, "SHOP_TOKEN"),
        [typeof(SettingsFault)] = new SettingsFault("origin/main:.hotfix.json", 3, 14, "'branch' must be text, and is a number", "Write it in double quotes."),
        [typeof(IReadOnlyList<SourceAnswer>)] = new[] { new SourceAnswer("ledger", null, null) },
        [typeof(IReadOnlyList<HotfixFinding>)] = new[] { new HotfixFinding { Id = FindingId.Superseded, Message = "Something was deployed since.", WayOut = "Update-Hotfix" } },
    };

    // What the program says itself; all other text is somebody else's.
    private static readonly Dictionary<string, string> OwnWords = new()
    {
        ["HotfixMoved.done"] = "Nothing was merged.",
        ["HotfixOvertaken.done"] = "Nothing was merged.",
        ["CommitNotFound.why"] = "names no commit",
        ["InvalidBranch.parameter"] = "Branch",
        ["FolderNotFound.parameter"] = "WorkingDirectory",
        ["FileNotWritten.parameter"] = "Path",
        ["GitRequired.what"] = "a remote that is a path",
        ["PlatformNotSupported.runtime"] = "win-x86",
        ["Refused.undone"] = "Nothing was deployed.",
        ["NoDeployRecord.meant"] = "Did you mean 'production'? ",
        ["NoHotfix.start"] = "Get-LastDeploy | New-Hotfix",
        ["NoFixCommits.push"] = "git push origin hotfix",
        ["NotSuperseded.push"] = "git push origin <commit>:hotfix",
        ["MergeConflict.byHand"] = "git merge origin/hotfix",
        ["MergeUnsupported.byHand"] = "Merge by hand.",
        ["RepositoryNotSupported.wayOut"] = "git refs migrate --ref-format=files",
        ["PickConflict.byHand"] = "Pick it by hand.",
        ["MoveLosesMerge.byHand"] = "Move it by hand.",
        ["InvalidDuration.parameter"] = "StaleAfter",
        ["ForgeFailed.forge"] = "GitHub (acme/shop)",
    };

    // Scripts compare these: an id that changes breaks them.
    private static readonly Dictionary<string, (string Id, ErrorKind Kind)> Expected = new()
    {
        ["NotARepository"] = ("NotARepository", ErrorKind.NotFound),
        ["NotCloned"] = ("NotARepository", ErrorKind.NotFound),
        ["NothingMatches"] = ("NotARepository", ErrorKind.NotFound),
        ["SeveralMatch"] = ("NotARepository", ErrorKind.InvalidArgument),
        ["RepositoryNotOwned"] = ("RepositoryNotOwned", ErrorKind.PermissionDenied),
        ["RemoteNotFound"] = ("RemoteNotFound", ErrorKind.NotFound),
        ["RemoteUrlInvalid"] = ("RemoteNotFound", ErrorKind.InvalidArgument),
        ["RemoteNotUsable"] = ("RemoteNotFound", ErrorKind.InvalidArgument),
        ["RemoteUnreachable"] = ("RemoteUnreachable", ErrorKind.Connection),
        ["AuthenticationFailed"] = ("AuthenticationFailed", ErrorKind.Authentication),
        ["IdentityMissing"] = ("IdentityMissing", ErrorKind.InvalidOperation),
        ["SigningFailed"] = ("SigningFailed", ErrorKind.Authentication),
        ["NoDeployRecord"] = ("NoDeployRecord", ErrorKind.NotFound),
        ["EmptyRemote"] = ("NoDeployRecord", ErrorKind.NotFound),
        ["MainlineNotFound"] = ("MainlineNotFound", ErrorKind.NotFound),
        ["SourcesDisagree"] = ("SourcesDisagree", ErrorKind.InvalidResult),
        ["SourcesSilent"] = ("CannotVerify", ErrorKind.InvalidResult),
        ["SourceSilent"] = ("CannotVerify", ErrorKind.InvalidResult),
        ["ConfigurationInvalid"] = ("ConfigurationInvalid", ErrorKind.InvalidArgument),
        ["ConfigurationNotFound"] = ("ConfigurationNotFound", ErrorKind.NotFound),
        ["ConfigurationExists"] = ("ConfigurationExists", ErrorKind.Exists),
        ["DestinationRequired"] = ("DestinationRequired", ErrorKind.InvalidArgument),
        ["FileExists"] = ("FileExists", ErrorKind.Exists),
        ["FileNotWritten"] = ("FileNotWritten", ErrorKind.PermissionDenied),
        ["SecretNotFound"] = ("SecretNotFound", ErrorKind.Authentication),
        ["SecretNotForHost"] = ("SecretNotForHost", ErrorKind.PermissionDenied),
        ["NoticeFailed"] = ("NoticeFailed", ErrorKind.Connection),
        ["NotReachable"] = ("NoticeFailed", ErrorKind.Connection),
        ["CommitNotFound"] = ("CommitNotFound", ErrorKind.NotFound),
        ["AmbiguousCommit"] = ("AmbiguousCommit", ErrorKind.InvalidArgument),
        ["AmbiguousName"] = ("AmbiguousCommit", ErrorKind.InvalidArgument),
        ["InvalidEnvironment"] = ("InvalidEnvironment", ErrorKind.InvalidArgument),
        ["NoEnvironmentMatches"] = ("InvalidEnvironment", ErrorKind.InvalidArgument),
        ["InvalidBranch"] = ("InvalidBranch", ErrorKind.InvalidArgument),
        ["BranchIsMainline"] = ("InvalidBranch", ErrorKind.InvalidArgument),
        ["SourceUnknown"] = ("SourceUnknown", ErrorKind.InvalidArgument),
        ["InvalidTagPattern"] = ("InvalidTagPattern", ErrorKind.InvalidArgument),
        ["HotfixInProgress"] = ("HotfixInProgress", ErrorKind.Exists),
        ["HotfixHalfDone"] = ("HotfixInProgress", ErrorKind.Exists),
        ["AlreadyMerged"] = ("AlreadyMerged", ErrorKind.InvalidOperation),
        ["NoHotfix"] = ("NoHotfix", ErrorKind.NotFound),
        ["NoFixCommits"] = ("NoFixCommits", ErrorKind.InvalidOperation),
        ["HotfixOvertaken"] = ("HotfixMoved", ErrorKind.InvalidOperation),
        ["HotfixMoved"] = ("HotfixMoved", ErrorKind.InvalidOperation),
        ["Superseded"] = ("Superseded", ErrorKind.InvalidOperation),
        ["BaseNotOnMainline"] = ("BaseNotOnMainline", ErrorKind.InvalidArgument),
        ["MergeConflict"] = ("MergeConflict", ErrorKind.InvalidResult),
        ["MergeUnsupported"] = ("MergeUnsupported", ErrorKind.InvalidOperation),
        ["ProtectedBranch"] = ("ProtectedBranch", ErrorKind.PermissionDenied),
        ["PushRejected"] = ("PushRejected", ErrorKind.PermissionDenied),
        ["RefNotAccepted"] = ("RefNotAccepted", ErrorKind.PermissionDenied),
        ["BranchInTheWay"] = ("RefNotAccepted", ErrorKind.Exists),
        ["TooMuchContention"] = ("PushRejected", ErrorKind.Connection),
        ["ShallowRepository"] = ("ShallowRepository", ErrorKind.InvalidOperation),
        ["ObjectMissing"] = ("ObjectMissing", ErrorKind.NotFound),
        ["CloneDamaged"] = ("CloneUnusable", ErrorKind.InvalidResult),
        ["CloneLocked"] = ("CloneUnusable", ErrorKind.Exists),
        ["CloneForbidden"] = ("CloneUnusable", ErrorKind.PermissionDenied),
        ["GitConfigurationInvalid"] = ("GitConfigurationInvalid", ErrorKind.InvalidArgument),
        ["RepositoryNotSupported"] = ("RepositoryNotSupported", ErrorKind.InvalidOperation),
        ["GitRequired"] = ("GitRequired", ErrorKind.NotInstalled),
        ["SshRequired"] = ("SshRequired", ErrorKind.NotInstalled),
        ["PlatformNotSupported"] = ("PlatformNotSupported", ErrorKind.NotInstalled),
        ["CheckoutRefused"] = ("CheckoutRefused", ErrorKind.InvalidOperation),
        ["CheckoutFailed"] = ("CheckoutRefused", ErrorKind.InvalidOperation),
        ["ChainDamaged"] = ("ChainDamaged", ErrorKind.InvalidResult),
        ["DeployOfNoCommit"] = ("ChainDamaged", ErrorKind.InvalidResult),
        ["EntryTooLarge"] = ("EntryTooLarge", ErrorKind.InvalidArgument),
        ["FolderNotEmpty"] = ("FolderNotEmpty", ErrorKind.Exists),
        ["FolderNotMade"] = ("FileNotWritten", ErrorKind.PermissionDenied),
        ["OutcomeUnknown"] = ("RemoteUnreachable", ErrorKind.Connection),
        ["Refused"] = ("Superseded", ErrorKind.InvalidOperation),
        ["DeployFailed"] = ("DeployFailed", ErrorKind.InvalidResult),
        ["DeployTimedOut"] = ("DeployTimedOut", ErrorKind.TimedOut),
        ["DeployOvertaken"] = ("Superseded", ErrorKind.InvalidOperation),
        ["DeployNotOver"] = ("DeployNotOver", ErrorKind.TimedOut),
        ["ForgeFailed"] = ("ForgeFailed", ErrorKind.Connection),
        ["ForgeNotFound"] = ("ForgeNotFound", ErrorKind.NotFound),
        ["MergeRefused"] = ("MergeRefused", ErrorKind.PermissionDenied),
        ["MergeNotOver"] = ("MergeNotOver", ErrorKind.TimedOut),
        ["PullRequestClosed"] = ("PullRequestClosed", ErrorKind.InvalidOperation),
        ["PullRequestMissing"] = ("PullRequestMissing", ErrorKind.NotFound),
        ["StatusNotSet"] = ("StatusNotSet", ErrorKind.NotInstalled),
        ["DeployInProgress"] = ("DeployInProgress", ErrorKind.Exists),
        ["DeployNotRecorded"] = ("DeployNotRecorded", ErrorKind.NotInstalled),
        ["CommandNotFound"] = ("CommandNotFound", ErrorKind.NotInstalled),
        ["FolderNotFound"] = ("FolderNotFound", ErrorKind.NotFound),
        ["ConfirmationRequired"] = ("ConfirmationRequired", ErrorKind.InvalidOperation),
        ["ReasonRequired"] = ("ReasonRequired", ErrorKind.InvalidArgument),
        ["NothingToRestore"] = ("NoDeployRecord", ErrorKind.NotFound),
        ["AlreadyLive"] = ("AlreadyMerged", ErrorKind.InvalidOperation),
        ["PickConflict"] = ("MergeConflict", ErrorKind.InvalidResult),
        ["MoveLosesMerge"] = ("MergeConflict", ErrorKind.InvalidResult),
        ["NotOnLive"] = ("NotOnLive", ErrorKind.InvalidArgument),
        ["NotSuperseded"] = ("NotSuperseded", ErrorKind.InvalidOperation),
        ["RepositoryTimedOut"] = ("RepositoryTimedOut", ErrorKind.TimedOut),
        ["InvalidDuration"] = ("InvalidDuration", ErrorKind.InvalidArgument),
        ["NothingChecked"] = ("NothingChecked", ErrorKind.InvalidArgument),
        ["HeartbeatFailed"] = ("HeartbeatFailed", ErrorKind.Connection),
        ["HeartbeatInvalid"] = ("HeartbeatFailed", ErrorKind.InvalidArgument),
        ["Unexpected"] = ("Unexpected", ErrorKind.InvalidResult),
    };

    public static TheoryData<string> Factories => [.. Methods().Select(method => method.Name)];

    [Fact]
    public void The_errors_are_these_and_their_ids_stay() =>
        Assert.Equal(
            Expected.OrderBy(error => error.Key, StringComparer.Ordinal).Select(error => $"{error.Key}: {error.Value}"),
            Methods().OrderBy(method => method.Name, StringComparer.Ordinal).Select(method => $"{method.Name}: {(Make(method).Id, Make(method).Kind)}"));

    [Theory]
    [MemberData(nameof(Factories))]
    public void An_error_says_what_is_wrong_what_it_is_about_and_what_to_do_next(string factory)
    {
        var error = Make(Methods().Single(method => method.Name == factory));
        Assert.EndsWith(".", error.Message);
        Assert.DoesNotContain("..", error.Message);
        Assert.True(char.IsUpper(error.Message[0]) || error.Message[0] is '\'' || char.IsDigit(error.Message[0]) || error.Message.StartsWith("refs/", StringComparison.Ordinal), error.Message);
        Assert.False(string.IsNullOrWhiteSpace(error.WayOut));
        Assert.NotNull(error.Target);
        Assert.DoesNotContain("s3cret", $"{error.Message} {error.WayOut} {error.Target}");
    }

    [Theory]
    [MemberData(nameof(Factories))]
    public void What_was_thrown_is_kept(string factory)
    {
        var method = Methods().Single(method => method.Name == factory);
        var cause = method.GetParameters().FirstOrDefault(parameter => typeof(Exception).IsAssignableFrom(parameter.ParameterType));
        Assert.Same(cause is null ? null : Samples[cause.ParameterType], Make(method).InnerException);
    }

    [Theory]
    [MemberData(nameof(Factories))]
    public void No_password_of_an_address_gets_out_whatever_was_given_for_one(string factory)
    {
        var address = $"https://ada:{new string('x', 80)}s3cret@example.com/";
        var given = new Dictionary<Type, object?>(Samples)
        {
            [typeof(string)] = address,
            [typeof(IReadOnlyCollection<string>)] = new[] { address },
            [typeof(IReadOnlyList<string>)] = new[] { address },
            [typeof(IEnumerable<string>)] = new[] { address },
            [typeof(SecretReference)] = new SecretReference(SecretStore.Vault, address),
            [typeof(SettingsFault)] = new SettingsFault(address, 3, 14, address, address),
            [typeof(Exception)] = new InvalidOperationException(address),
        };

        var error = Make(Methods().Single(method => method.Name == factory), given);

        Assert.DoesNotContain("xxx", $"{error} {error.WayOut} {error.Target as string}");
    }

    [Theory]
    [InlineData("evil\u001b[2J")]
    [InlineData("see https://ada:s3cret@example.com/")]
    public void What_was_thrown_in_the_words_of_others_is_kept_without_what_does_harm(string words)
    {
        var own = HotfixErrors.GitRequired("it", new IOException(words));
        var thrown = Assert.Throws<InvalidOperationException>(() => Fail(new InvalidOperationException(words, new IOException(words, own))));

        var error = HotfixErrors.GitRequired("it", thrown);

        Assert.DoesNotContain("s3cret", error.ToString());
        Assert.DoesNotContain('\u001b', error.ToString());
        // What it was, and where it was thrown; and what is ours as it is.
        Assert.Contains("System.InvalidOperationException: ", error.ToString());
        Assert.Contains(nameof(Fail), error.InnerException?.StackTrace);
        Assert.Same(own, error.InnerException?.InnerException?.InnerException);
    }

    [Theory]
    [MemberData(nameof(Factories))]
    public void Text_from_elsewhere_does_not_reach_the_terminal_as_it_is(string factory)
    {
        var method = Methods().Single(method => method.Name == factory);
        var hostile = new Dictionary<Type, object?>(Samples)
        {
            [typeof(string)] = "evil\u001b[2J\u202e\nhttps://ada:s3cret@example.com/",
            [typeof(IReadOnlyCollection<string>)] = new[] { "evil\u001b[2J" },
            [typeof(IReadOnlyList<string>)] = new[] { "evil\u001b[2J" },
            [typeof(IEnumerable<string>)] = new[] { "evil\u001b[2J" },
            [typeof(SecretReference)] = new SecretReference(SecretStore.Vault, "evil\u001b[2J\u202e\n"),
            [typeof(SettingsFault)] = new SettingsFault("evil\u001b[2J", 3, 14, "evil\u001b[2J\u202e\n", "evil\u001b[2J"),
            [typeof(Exception)] = new InvalidOperationException("evil\u001b[2J"),
        };
        var error = Make(method, hostile);
        Assert.DoesNotContain('\u001b', error.Message + error.WayOut);
        Assert.DoesNotContain('\u202e', error.Message + error.WayOut);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_hotfix_that_plain_git_made_names_nobody_and_shows_how_to_put_a_name_on_it()
    {
        var error = HotfixErrors.HotfixInProgress(new Hotfix { Branch = "hotfix", Head = "0123456789012345678901234567890123456789" });
        Assert.Contains("made without New-Hotfix", error.Message);
        Assert.Contains("-Adopt", error.WayOut);
    }

    [Fact]
    public void A_hotfix_in_progress_names_who_when_and_why()
    {
        var error = HotfixErrors.HotfixInProgress(new Hotfix
        {
            Branch = "hotfix", StartedBy = "Ada <ada@example.com>", StartedAt = new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.FromHours(2)), Reason = "Orders\nare lost",
        });
        Assert.Contains("started by Ada <ada@example.com> at 2026-03-28 23:30 UTC (Orders are lost).", error.Message);
    }

    internal static IEnumerable<MethodInfo> Methods() =>
        typeof(HotfixErrors).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(method => method.ReturnType == typeof(HotfixException));

    internal static HotfixException Make(MethodInfo method, Dictionary<Type, object?>? samples = null) =>
        (HotfixException)method.Invoke(null, [.. method.GetParameters().Select(parameter =>
            OwnWords.TryGetValue($"{method.Name}.{parameter.Name}", out var words) ? words : (samples ?? Samples)[parameter.ParameterType])])!;

    private static void Fail(Exception error) => throw error;

    private static FormatException Thrown()
    {
        try
        {
            RemoteUrl.Parse("ftp://ada:s3cret@example.com/");
        }
        catch (FormatException error)
        {
            return error;
        }

        throw new InvalidOperationException();
    }
}
