using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotfixTools.Testing.Forges;

/// <summary>
/// Azure DevOps, as far as its pull requests go: votes without a commit, iterations and threads beside them, branch policies,
/// and merges that it makes some time after it was asked to. Whoever is not let in gets a page to log in.
/// </summary>
/// <remarks>
/// What <see cref="ForgeStandIn.Report"/> says is, by its name, the result of the build of a policy (<c>ci</c>), or a status
/// of the pull request (<c>ci/lint</c>: genre and name); with <c>isStatus</c>, a status of the commit.
/// </remarks>
public sealed partial class AzureDevOpsStandIn(string repository) : ForgeStandIn(repository)
{
    private const string Project = "6ce954b1-ce1f-45d1-b94d-e6bf2464ba2c";
    private const string RepositoryId = "3411ebc1-d5aa-464f-9615-0b527bc66719";
    private const string OtherRepository = "b92c8408-a0c9-4292-88af-bc005a1b8272";
    private const string Nothing = "0000000000000000000000000000000000000000";
    private const int LongestDescription = 4000;
    private const int ListedDescription = 400;

    private readonly Dictionary<int, Completion> _completions = [];
    private readonly Dictionary<(string? Into, string Head), bool> _conflicts = [];

    /// <inheritdoc/>
    public override string Kind => "azure";

    /// <inheritdoc/>
    public override string Api => Server.Address.AbsoluteUri;

    /// <inheritdoc/>
    public override string Repository => "acme/web/shop";

    /// <summary>Whether who is not let in is sent to a page to log in, and not shown it.</summary>
    public bool RedirectsToLogin { get; set; }

    /// <summary>Whether who asks may not merge.</summary>
    public bool ForbidsMerge { get; set; }

    /// <summary>Whether policies reject only when the merge is made, and not already when it is asked for.</summary>
    public bool RejectsLater { get; set; }

    /// <summary>Why the next merges fail; null: they do not.</summary>
    public string? MergeFailure { get; set; }

    /// <summary>How many times a pull request is shown with the head before its newest.</summary>
    public int LagsBehind { get; set; }

    /// <summary>How many it answers at most where it gives out pages as it likes.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>The names of builds that are too old to count.</summary>
    public HashSet<string> ExpiredBuilds { get; } = [];

    /// <summary>Whether threads are of the older form, without identities.</summary>
    public bool HasOldThreads { get; set; }

    /// <summary>Whether it has forgotten the threads.</summary>
    public bool ForgetsThreads { get; set; }

    /// <summary>Who must approve by name, without a policy that says so.</summary>
    public HashSet<string> RequiredPeople { get; } = [];

    /// <summary>The numbers of the pull requests that somebody told to complete by themselves.</summary>
    public HashSet<int> AutoComplete { get; } = [];

    /// <summary>A status of the pull request as a whole, and of no iteration.</summary>
    public void ReportOnPullRequest(string name, string state) => Locked(() => Checks.Add(new StandInCheck(NextId(), name, string.Empty, state, string.Empty, Later(), false)));

    /// <inheritdoc/>
    protected override WebReply Handle(WebRequestSeen seen)
    {
        Demand(!seen.Path.Contains("_signin", StringComparison.Ordinal), "it goes to the page to log in");
        if (seen.Header("Authorization") != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + Token)))
        {
            var page = new WebReply(RedirectsToLogin ? 302 : 203, "<!DOCTYPE html><html><title>Azure DevOps Services | Sign In</title></html>", "text/html; charset=utf-8");
            return Signed(RedirectsToLogin ? page with { Headers = WebReply.MovedTo($"{Server.OtherAddress}_signin?realm=dev.azure.com").Headers } : page);
        }

        Demand(seen.Header("Accept")?.Contains("application/json", StringComparison.Ordinal) == true, "it does not want JSON");
        var match = Address().Match(seen.Path);
        Demand(match.Success, "there is no such address");
        string[] parts = [.. match.Groups[1].Value.Split('/').Select(Uri.UnescapeDataString)];
        return Signed((seen.Method, parts) switch
        {
            ("GET", ["git", "repositories", "shop"]) => Of(seen, () => Reply(RepositoryJson(isWhole: true))),
            ("GET", ["git", "repositories", "shop", "refs"]) => Refs(seen),
            ("GET", ["git", "repositories", "shop", "pullrequests"]) => Find(seen),
            ("POST", ["git", "repositories", "shop", "pullrequests"]) => Of(seen, () => Create(seen)),
            ("GET", ["git", "repositories", "shop", "pullrequests", var id]) => Of(seen, () => With(id, found => Look(Seen(found)))),
            ("PATCH", ["git", "repositories", "shop", "pullrequests", var id]) => Of(seen, () => With(id, found => Change(Seen(found), seen))),
            ("GET", ["git", "repositories", "shop", "pullrequests", var id, "iterations"]) => Of(seen, () => With(id, found => List(Iterations(Seen(found))))),
            ("GET", ["git", "repositories", "shop", "pullrequests", var id, "threads"]) => Of(seen, () => With(id, found => List(Threads(Seen(found))))),
            ("GET", ["git", "repositories", "shop", "pullrequests", var id, "statuses"]) => Of(seen, () => With(id, found => List(StatusesOf(Seen(found))))),
            ("POST", ["git", "repositories", "shop", "pullrequests", var id, "statuses"]) => Of(seen, () => With(id, found => SetStatus(Seen(found), seen))),
            ("GET", ["git", "repositories", "shop", "commits", var sha, "statuses"]) => CommitStatuses(seen, sha),
            ("POST", ["git", "repositories", "shop", "commits", var sha, "statuses"]) => Of(seen, () => SetStatus(sha, seen)),
            ("GET", ["git", "policy", "configurations"]) => Configurations(seen),
            ("GET", ["policy", "evaluations"]) => Evaluations(seen),
            _ => throw new RequestViolation("there is no such address"),
        });
    }

    /// <inheritdoc/>
    protected override WebReply Refuse(RequestViolation violation) => Signed(Error(400, "InvalidArgumentValueException", violation.Message));

    private static WebReply Signed(WebReply reply) => reply with
    {
        Headers = new Dictionary<string, string>(reply.Headers) { ["x-vss-e2eid"] = "7c1f8a52-5f0e-4a55-9d5b-000000000042", ["activityid"] = "7c1f8a52-5f0e-4a55-9d5b-000000000043" },
    };

    private static WebReply Reply(object value, int status = 200) => WebReply.Json(JsonSerializer.Serialize(value), status);

    private static WebReply List(IEnumerable<object> values) => Reply(new { count = values.Count(), value = values });

    private static WebReply Error(int status, string type, string message) => Reply(new Dictionary<string, object?>
    {
        ["$id"] = "1", ["innerException"] = null, ["message"] = message, ["typeName"] = $"Microsoft.TeamFoundation.Git.Server.{type}, Microsoft.TeamFoundation.Git.Server",
        ["typeKey"] = type, ["errorCode"] = 0, ["eventId"] = 3000,
    }, status);

    // A hundredth of a microsecond, as the service writes it: a vote may come in the same second as a push.
    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static string IdOf(string person) => new Guid(MD5.HashData(Encoding.UTF8.GetBytes(person))).ToString();

    private static Dictionary<string, object?> Identity(string person) => new()
    {
        ["displayName"] = $"{person} of Acme", ["url"] = $"https://spsprodweu4.vssps.visualstudio.com/acme/_apis/Identities/{IdOf(person)}", ["id"] = IdOf(person),
        ["uniqueName"] = person, ["imageUrl"] = $"https://dev.azure.com/acme/_api/_common/identityImage?id={IdOf(person)}", ["descriptor"] = "aad." + IdOf(person),
    };

    private static object CommitRef(string commit) => new { commitId = commit, url = $"https://dev.azure.com/acme/_apis/git/repositories/{RepositoryId}/commits/{commit}" };

    private static Dictionary<string, object> Typed(params (string Name, string Value)[] properties) =>
        properties.ToDictionary(property => property.Name, object (property) => new Dictionary<string, string> { ["$type"] = "System.String", ["$value"] = property.Value });

    private static string StateOf(StandInCheck check) => check.State switch { "success" or "neutral" => "succeeded", "failure" => "failed", "cancelled" => "error", "skipped" => "notApplicable", _ => check.State };

    private static string StateOf(string state) => state switch { "succeeded" => "success", "failed" => "failure", "error" => "cancelled", "notApplicable" => "skipped", _ => state };

    private static bool IsOfRequest(StandInCheck check) => !check.IsStatus && check.Name.Contains('/', StringComparison.Ordinal);

    private static object Context(string name) => name.Split('/', 2) is [var genre, var rest] ? new { name = rest, genre } : (object)new { name };

    private static int Whole(string? text, int otherwise) => text is null ? otherwise : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    // A path takes no more of a query than the version.
    private static WebReply Of(WebRequestSeen seen, Func<WebReply> work)
    {
        Version(Query(seen, "api-version"));
        if (seen.Method == "GET")
            NoBody(seen);
        return work();
    }

    private static void Version(Dictionary<string, string> query, string version = "7.1") =>
        Demand(query.GetValueOrDefault("api-version") == version, $"The requested version \"{query.GetValueOrDefault("api-version")}\" of the resource is not {version}.");

    private static object Status(StandInCheck check, int? iteration, bool hasId)
    {
        var status = new Dictionary<string, object?>
        {
            ["state"] = StateOf(check), ["description"] = check.Description, ["context"] = Context(check.Name), ["creationDate"] = Time(check.At), ["updatedDate"] = Time(check.At),
            ["createdBy"] = Identity(Actor), ["targetUrl"] = $"https://ci.acme.example/{check.Id}",
        };
        if (hasId)
            status["id"] = check.Id;
        if (iteration is not null)
            status["iterationId"] = iteration;
        return status;
    }

    private WebReply With(string id, Func<StandInPullRequest, WebReply> work) =>
        PullRequests.Find(one => one.Number.ToString(CultureInfo.InvariantCulture) == id) is { } found ? work(found) : Error(404, "GitPullRequestNotFoundException", $"TF401180: The requested pull request was not found. ({id})");

    private object RepositoryJson(bool isWhole)
    {
        var value = new Dictionary<string, object?>
        {
            ["id"] = RepositoryId, ["name"] = "shop", ["url"] = $"{Api}acme/{Project}/_apis/git/repositories/{RepositoryId}",
            ["project"] = new { id = Project, name = "web", state = "wellFormed", visibility = "private", lastUpdateTime = "2026-01-01T08:00:00.000Z" },
        };
        if (isWhole)
        {
            value["defaultBranch"] = "refs/heads/" + Git.DefaultBranch;
            (value["size"], value["isDisabled"], value["isInMaintenance"]) = (728, false, false);
            (value["remoteUrl"], value["sshUrl"], value["webUrl"]) = ("https://acme@dev.azure.com/acme/web/_git/shop", "git@ssh.dev.azure.com:v3/acme/web/shop", "https://dev.azure.com/acme/web/_git/shop");
        }

        return value;
    }

    private WebReply Refs(WebRequestSeen seen)
    {
        var query = Query(seen, "api-version", "filter", "$top", "continuationToken");
        Version(query);
        var refs = GitProcess.Run(Git.Folder, "for-each-ref", "--format=%(refname) %(objectname)").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .Where(parts => parts[0].StartsWith("refs/" + query.GetValueOrDefault("filter"), StringComparison.Ordinal)).Order(Comparer<string[]>.Create((one, other) => string.CompareOrdinal(one[0], other[0]))).ToList();
        return Page([.. refs.Select(object (parts) => new { name = parts[0], objectId = parts[1], creator = Identity("ada"), url = $"{Api}acme/{Project}/_apis/git/repositories/{RepositoryId}/refs?filter={parts[0][5..]}" })], query);
    }

    private WebReply Page(List<object> all, Dictionary<string, string> query)
    {
        var start = Whole(query.GetValueOrDefault("continuationToken"), 0);
        var page = List(all.Skip(start).Take(PageSize));
        return start + PageSize < all.Count ? page with { Headers = new Dictionary<string, string> { ["x-ms-continuationtoken"] = (start + PageSize).ToString(CultureInfo.InvariantCulture) } } : page;
    }

    private WebReply Find(WebRequestSeen seen)
    {
        var query = Query(seen, "api-version", "searchCriteria.sourceRefName", "searchCriteria.targetRefName", "searchCriteria.status", "$top", "$skip");
        Version(query);
        Demand(query.GetValueOrDefault("searchCriteria.status") is null or "active" or "abandoned" or "completed" or "all", "it knows no such status");
        NoBody(seen);
        var wanted = query.GetValueOrDefault("searchCriteria.status", "active");
        var found = PullRequests.Select(Seen).Reverse()
            .Where(one => wanted == "all" || StatusOf(one) == wanted)
            .Where(one => !query.TryGetValue("searchCriteria.sourceRefName", out var name) || name == "refs/heads/" + one.From)
            .Where(one => !query.TryGetValue("searchCriteria.targetRefName", out var name) || name == "refs/heads/" + one.Into)
            .Skip(Whole(query.GetValueOrDefault("$skip"), 0)).Take(Whole(query.GetValueOrDefault("$top"), 101)).ToList();
        return List(found.Select(one => PullRequestJson(one, isListed: true)));
    }

    private WebReply Create(WebRequestSeen seen)
    {
        var body = Body(seen, "sourceRefName:string targetRefName:string title:string", "description:string isDraft:bool");
        var (from, into) = (body.GetProperty("sourceRefName").GetString()!, body.GetProperty("targetRefName").GetString()!);
        Demand(from.StartsWith("refs/heads/", StringComparison.Ordinal) && into.StartsWith("refs/heads/", StringComparison.Ordinal), "a branch is not named in full");
        CheckDescription(body);
        (from, into) = (from["refs/heads/".Length..], into["refs/heads/".Length..]);
        if (Git.Tip(from) is null || Git.Tip(into) is null)
            return Error(400, "GitPullRequestInvalidParametersException", "TF401398: The pull request cannot be activated because the source and/or the target branch no longer exists, or the requested update is invalid");
        if (PullRequests.Select(Seen).Any(one => one is { State: "open", Owner: "acme" } && one.From == from && one.Into == into))
            return Error(409, "GitPullRequestExistsException", "TF401179: An active pull request for the source and target branch already exists.");
        var description = body.TryGetProperty("description", out var text) ? text.GetString()! : string.Empty;
        var opened = Add(Actor, from, into, body.GetProperty("title").GetString()!, description);
        opened.IsDraft = body.TryGetProperty("isDraft", out var draft) && draft.GetBoolean();
        return Reply(PullRequestJson(opened, isListed: false), 201);
    }

    private WebReply Look(StandInPullRequest found)
    {
        if (_completions.GetValueOrDefault(found.Number) is { IsOver: false } completion && found.State == "open" && --completion.Left <= 0)
            Complete(found, completion);
        return Reply(PullRequestJson(found, isListed: false));
    }

    private WebReply Change(StandInPullRequest found, WebRequestSeen seen)
    {
        var body = Body(seen, string.Empty, "title:string description:string status:string lastMergeSourceCommit:object completionOptions:object isDraft:bool");
        CheckDescription(body);
        Demand(body.EnumerateObject().Any(), "there is nothing to change");
        if (found.State != "open")
            return Error(400, "GitPullRequestNotEditableException", "TF401181: The pull request cannot be edited due to its state.");
        if (body.TryGetProperty("title", out var title))
            found.Title = title.GetString()!;
        if (body.TryGetProperty("description", out var description))
            found.Body = description.GetString()!;
        return body.TryGetProperty("status", out var status) ? Complete(found, body, status.GetString()!) : Reply(PullRequestJson(found, isListed: false));
    }

    private WebReply Complete(StandInPullRequest found, JsonElement body, string status)
    {
        Demand(status == "completed", "it is to become " + status);
        if (!body.TryGetProperty("lastMergeSourceCommit", out var wanted) || wanted.GetProperty("commitId").GetString() is not { Length: > 0 } head || head == Nothing)
            throw new RequestViolation("You must specify a valid LastMergeSourceCommit to perform this operation.");
        Check(wanted, "commitId:string");
        var options = body.GetProperty("completionOptions");
        Check(options, "mergeStrategy:string", "deleteSourceBranch:bool mergeCommitMessage:string squashMerge:bool transitionWorkItems:bool");
        var strategy = options.GetProperty("mergeStrategy").GetString()!;
        Demand(strategy is "noFastForward" or "squash" or "rebase" or "rebaseMerge", "there is no such strategy");
        if (found.IsDraft)
            return Error(400, "InvalidArgumentValueException", "Invalid argument value.\r\nParameter name: Draft pull requests cannot be completed.");
        if (ForbidsMerge)
            return Error(403, "GitNeedsPermissionException", $"TF401027: You need the Git 'GenericContribute' permission to perform this action. Details: identity '{Actor}', scope 'branch'.");
        if (head != ShownHead(found))
            return Error(409, "GitPullRequestStaleException", "TF401192: The source branch has been modified since the last merge attempt.");
        if (!RejectsLater && Missing(found) is not null)
            return Error(403, "GitPullRequestUpdateRejectedByPolicyException", "TF402455: Pushes to this branch are not permitted; you must use a pull request to update this branch.");
        var completion = new Completion(strategy, options.TryGetProperty("mergeCommitMessage", out var message) ? message.GetString()! : $"Merged PR {found.Number}: {found.Title}", Later()) { Left = LooksBeforeMerge };
        _completions[found.Number] = completion;
        if (completion.Left <= 0)
            Complete(found, completion);
        return Reply(PullRequestJson(found, isListed: false));
    }

    private void Complete(StandInPullRequest found, Completion completion)
    {
        completion.Head = found.Head;
        if (Missing(found) is { } why)
            (completion.Status, completion.Failure) = ("rejectedByPolicy", why);
        else if (MergeFailure is { } failure)
            (completion.Status, completion.Failure) = ("failure", failure);
        else if (Conflicts(found))
            completion.Status = "conflicts";
        else
        {
            MergeNow(found, completion.Strategy switch { "squash" => "squash", "rebase" => "rebase", _ => "merge" }, completion.Message);
            completion.Status = "succeeded";
        }
    }

    private static void CheckDescription(JsonElement body) =>
        Demand(!body.TryGetProperty("description", out var text) || text.GetString()!.Length <= LongestDescription, $"the description has more than {LongestDescription} letters");

    private static string StatusOf(StandInPullRequest found) => found.State switch { "open" => "active", "merged" => "completed", _ => "abandoned" };

    private string ShownHead(StandInPullRequest found) => LagsBehind > 0 && found.Pushes.Count > 1 ? found.Pushes[^2].Commit : found.Head;

    private Dictionary<string, object?> PullRequestJson(StandInPullRequest found, bool isListed)
    {
        var head = ShownHead(found);
        if (LagsBehind > 0)
            LagsBehind--;
        var value = new Dictionary<string, object?>
        {
            ["repository"] = RepositoryJson(!isListed), ["pullRequestId"] = found.Number, ["codeReviewId"] = found.Number, ["status"] = StatusOf(found), ["createdBy"] = Identity(found.Author),
            ["creationDate"] = found.Pushes.Count > 0 ? Time(found.Pushes[0].At) : "2026-01-01T08:00:00Z", ["title"] = found.Title,
            ["description"] = isListed && found.Body.Length > ListedDescription ? found.Body[..ListedDescription] : found.Body,
            ["sourceRefName"] = "refs/heads/" + found.From, ["targetRefName"] = "refs/heads/" + found.Into, ["mergeStatus"] = MergeStatus(found), ["isDraft"] = found.IsDraft,
            ["mergeId"] = "f5fc8381-3fb2-49fe-8a0d-27dcc2d6ef82", ["reviewers"] = Reviewers(found), ["supportsIterations"] = true,
            ["url"] = $"{Api}acme/{Project}/_apis/git/repositories/{RepositoryId}/pullRequests/{found.Number}",
        };
        if (head.Length > 0)
        {
            value["lastMergeSourceCommit"] = CommitRef(head);
            value["lastMergeTargetCommit"] = CommitRef(Git.Tip(found.Into)!);
        }

        // Of an open one, what it would become: a commit that no branch has.
        if ((string?)value["mergeStatus"] == "succeeded")
            value["lastMergeCommit"] = CommitRef(found.MergeCommit ?? Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(head))));
        if (found.Owner != "acme")
            value["forkSource"] = new { name = "refs/heads/" + found.From, repository = new { id = OtherRepository, name = $"shop.{found.Owner}" } };
        if (AutoComplete.Contains(found.Number))
            value["autoCompleteSetBy"] = Identity("ada");
        if (_completions.GetValueOrDefault(found.Number) is { } completion)
        {
            value["completionQueueTime"] = Time(completion.At);
            value["completionOptions"] = new { mergeCommitMessage = completion.Message, mergeStrategy = completion.Strategy, deleteSourceBranch = false, autoCompleteIgnoreConfigIds = Array.Empty<int>() };
            if (completion.Failure is { } failure && completion.Head == found.Head)
                value["mergeFailureMessage"] = failure;
        }

        if (!isListed)
            value["_links"] = new { self = new { href = value["url"] }, iterations = new { href = value["url"] + "/iterations" } };
        return value;
    }

    private string MergeStatus(StandInPullRequest found)
    {
        if (found.State == "merged")
            return "succeeded";
        if (_completions.GetValueOrDefault(found.Number) is { } completion && (!completion.IsOver || completion.Head == found.Head))
            return completion.Status;
        if (found.Head.Length == 0)
            return "notSet";
        if (ComputesMergeability > 0)
        {
            ComputesMergeability--;
            return "queued";
        }

        return Conflicts(found) ? "conflicts" : "succeeded";
    }

    private bool Conflicts(StandInPullRequest found)
    {
        var pair = (Git.Tip(found.Into), found.Head);
        if (!_conflicts.TryGetValue(pair, out var conflicts))
            _conflicts[pair] = conflicts = Git.Conflicts(found.Into, found.Head);
        return conflicts;
    }

    private List<object> Reviewers(StandInPullRequest found)
    {
        var votes = found.Reviews.Where(review => review.Verdict != "comment").GroupBy(review => review.Person).ToDictionary(group => group.Key, group => Vote(group.Last()));
        List<object> reviewers = [.. votes.Keys.Union(RequiredPeople).Select(person => Reviewer(Identity(person), votes.GetValueOrDefault(person), RequiredPeople.Contains(person), isContainer: false))];
        // A group votes with each of its members.
        if (ProtectionOf(found.Into) is not null)
            reviewers.Add(Reviewer(Identity(@"[web]\Shop Team"), votes.Values.DefaultIfEmpty().Max(), isRequired: true, isContainer: true));
        return reviewers;
    }

    private static Dictionary<string, object?> Reviewer(Dictionary<string, object?> identity, int vote, bool isRequired, bool isContainer)
    {
        var reviewer = new Dictionary<string, object?>(identity) { ["reviewerUrl"] = identity["url"], ["vote"] = vote, ["hasDeclined"] = false, ["isFlagged"] = false };
        if (isRequired)
            reviewer["isRequired"] = true;
        if (isContainer)
            reviewer["isContainer"] = true;
        return reviewer;
    }

    private static int Vote(StandInReview review) => review.IsDismissed ? 0 : Cast(review);

    private static int Cast(StandInReview review) => review.Verdict == "approved" ? 10 : -10;

    private static IEnumerable<object> Iterations(StandInPullRequest found) => found.Pushes.Select((push, index) => new
    {
        id = index + 1, description = string.Empty, author = Identity("ada"), createdDate = Time(push.At), updatedDate = Time(push.At), sourceRefCommit = new { commitId = push.Commit },
        hasMoreCommits = false, reason = index == 0 ? "create" : "push", push = new { pushId = 100 + index },
    });

    private IEnumerable<object> Threads(StandInPullRequest found)
    {
        yield return Thread(1, found.Pushes[0].At, Identity(Actor), "A first look.", "text", []);
        foreach (var review in ForgetsThreads ? [] : found.Reviews)
        {
            var who = Identity(review.Person);
            if (review.Verdict == "comment")
                yield return Thread(review.Id, review.At, who, "Hm.", "text", []);
            else if (HasOldThreads)
                yield return Thread(review.Id, CastAt(found, review), Identity("Project Collection Service Accounts"), $"{review.Person} voted {Cast(review)}", "system", Typed(
                    ("CodeReviewThreadType", "VoteUpdate"), ("CodeReviewVotedByDisplayName", review.Person), ("CodeReviewVotedByTfId", IdOf(review.Person).Replace("-", string.Empty, StringComparison.Ordinal)), ("CodeReviewVoteResult", $"{Cast(review)}")));
            else
                yield return Thread(review.Id, CastAt(found, review), who, $"{review.Person} voted {Cast(review)}", "system", Typed(
                    ("CodeReviewThreadType", "VoteUpdate"), ("CodeReviewVoteResult", $"{Cast(review)}"), ("CodeReviewVotedByInitiatorIdentity", "1"), ("CodeReviewVotedByIdentity", "1")), who);
        }

        foreach (var push in found.Pushes.Skip(1))
            yield return Thread(NextId(), push.At, Identity("ada"), "The reference was updated.", "system", Typed(("CodeReviewThreadType", "RefUpdate"), ("CodeReviewRefNewHeadCommit", push.Commit)));
    }

    private static object Thread(int id, DateTimeOffset at, Dictionary<string, object?> author, string content, string type, Dictionary<string, object> properties, Dictionary<string, object?>? identity = null) => new
    {
        pullRequestThreadContext = (object?)null, id, publishedDate = Time(at), lastUpdatedDate = Time(at),
        comments = new[] { new { id = 1, parentCommentId = 0, author, content, publishedDate = Time(at), commentType = type, usersLiked = Array.Empty<object>() } },
        threadContext = (object?)null, properties, identities = identity is null ? null : new Dictionary<string, object> { ["1"] = identity }, isDeleted = false,
    };

    // A vote names no commit: one of an earlier head was cast before the next came.
    private static DateTimeOffset CastAt(StandInPullRequest found, StandInReview review)
    {
        var index = found.Pushes.FindLastIndex(push => push.Commit == review.Commit);
        return index < 0 || index == found.Pushes.Count - 1 || review.At < found.Pushes[index + 1].At ? review.At : found.Pushes[index].At.AddTicks(10);
    }

    private IEnumerable<object> StatusesOf(StandInPullRequest found) =>
        Checks.Where(check => IsOfRequest(check) && (check.Commit.Length == 0 || IterationOf(found, check.Commit) is not null)).Select(check => Status(check, check.Commit.Length == 0 ? null : IterationOf(found, check.Commit), hasId: true));

    private static int? IterationOf(StandInPullRequest found, string commit) => found.Pushes.FindLastIndex(push => push.Commit == commit) is >= 0 and var index ? index + 1 : null;

    private WebReply SetStatus(StandInPullRequest found, WebRequestSeen seen)
    {
        var body = StatusBody(seen, " iterationId:number");
        var commit = string.Empty;
        if (body.TryGetProperty("iterationId", out var iteration))
        {
            if (iteration.GetInt32() is var number && (number < 1 || number > found.Pushes.Count))
                return Error(404, "GitPullRequestIterationNotFoundException", "TF401455: The iteration was not found.");
            commit = found.Pushes[iteration.GetInt32() - 1].Commit;
        }

        return Reply(Status(AddStatus(body, commit, isStatus: false), commit.Length == 0 ? null : IterationOf(found, commit), hasId: true));
    }

    private WebReply SetStatus(string sha, WebRequestSeen seen)
    {
        var body = StatusBody(seen, string.Empty);
        return Git.Commit(sha) is null ? Error(404, "GitCommitDoesNotExistException", $"TF401175: The commit {sha} does not exist.") : Reply(Status(AddStatus(body, sha, isStatus: true), null, hasId: false), 201);
    }

    private static JsonElement StatusBody(WebRequestSeen seen, string more)
    {
        var body = Body(seen, "context:object", "state:string description:string targetUrl:string" + more);
        Check(body.GetProperty("context"), "name:string", "genre:string");
        Demand(body.GetProperty("state").GetString() is "notSet" or "pending" or "succeeded" or "failed" or "error" or "notApplicable", "there is no such state");
        return body;
    }

    private StandInCheck AddStatus(JsonElement body, string commit, bool isStatus)
    {
        var context = body.GetProperty("context");
        var name = (context.TryGetProperty("genre", out var genre) ? genre.GetString() + "/" : string.Empty) + context.GetProperty("name").GetString();
        var check = new StandInCheck(NextId(), name, commit, StateOf(body.GetProperty("state").GetString()!), body.TryGetProperty("description", out var text) ? text.GetString()! : string.Empty, Later(), isStatus);
        Checks.Add(check);
        return check;
    }

    private WebReply CommitStatuses(WebRequestSeen seen, string sha)
    {
        var query = Query(seen, "api-version", "latestOnly", "top", "skip");
        Version(query);
        if (Git.Commit(sha) is null)
            return Error(404, "GitCommitDoesNotExistException", $"TF401175: The commit {sha} does not exist.");
        var statuses = Checks.Where(check => check.IsStatus && check.Commit == sha).Reverse();
        if (query.GetValueOrDefault("latestOnly") == "true")
            statuses = statuses.DistinctBy(check => check.Name);
        return List(statuses.Skip(Whole(query.GetValueOrDefault("skip"), 0)).Take(Whole(query.GetValueOrDefault("top"), 1000)).Select(check => Status(check, null, hasId: false)));
    }

    private WebReply Configurations(WebRequestSeen seen)
    {
        var query = Query(seen, "api-version", "repositoryId", "refName", "policyType", "$top", "continuationToken");
        Version(query);
        Demand(Guid.TryParse(query.GetValueOrDefault("repositoryId"), out _), "the repository is not named by its id");
        var name = query.GetValueOrDefault("refName") ?? string.Empty;
        Demand(name.StartsWith("refs/heads/", StringComparison.Ordinal), "the branch is not named in full");
        List<object> all =
        [
            // Of the whole project, and of pushes.
            Policy(901, "2e26e725-8201-4edd-8bf5-978563c34a80", "File size restriction", new() { ["maximumGitBlobSizeInBytes"] = 10485760, ["scope"] = new[] { new { repositoryId = (string?)null } } }, isBlocking: true),
            // The service answers those of others too.
            Policy(902, "fa4e907d-c16b-4a4c-9dfa-4906e5d171dd", "Minimum number of reviewers", new() { ["minimumApproverCount"] = 3, ["scope"] = new[] { new { refName = name, matchKind = "Exact", repositoryId = OtherRepository } } }, isBlocking: true),
            .. Policies(name["refs/heads/".Length..]).Select(policy => policy.Json),
        ];
        return Page(all, query);
    }

    private WebReply Evaluations(WebRequestSeen seen)
    {
        var query = Query(seen, "api-version", "artifactId", "includeNotApplicable", "$top", "$skip");
        Version(query, "7.1-preview.1");
        var artifact = Artifact().Match(query.GetValueOrDefault("artifactId") ?? string.Empty);
        Demand(artifact.Success && artifact.Groups[1].Value == Project, "there is no such artifact");
        return With(artifact.Groups[2].Value, found =>
        {
            var evaluations = Policies(Seen(found).Into).Select(policy => Evaluation(found, policy)).Where(one => one["status"] is not "notApplicable");
            return List(evaluations.Skip(Whole(query.GetValueOrDefault("$skip"), 0)).Take(Whole(query.GetValueOrDefault("$top"), 1000)));
        });
    }

    private Dictionary<string, object?> Evaluation(StandInPullRequest found, (string Name, string Type, Dictionary<string, object?> Json) policy)
    {
        var newest = Checks.LastOrDefault(check => check.Name == policy.Name && !check.IsStatus && (check.Commit.Length == 0 || found.Pushes.Exists(push => push.Commit == check.Commit)));
        var (status, context) = policy.Type switch
        {
            "reviewers" => (Approvals(found) >= ProtectionOf(found.Into)!.Approvals ? "approved" : "queued", null),
            "build" => (newest is null ? "queued" : Evaluated(newest), newest is null ? null : Built(found, newest)),
            "status" => (newest is null ? "queued" : Evaluated(newest), newest is null ? null : new { latestStatusId = newest.Id }),
            _ => ("approved", (object?)null),
        };
        return new Dictionary<string, object?>
        {
            ["configuration"] = policy.Json, ["artifactId"] = $"vstfs:///CodeReview/CodeReviewId/{Project}%2f{found.Number}", ["evaluationId"] = "284f5e50-37a6-4138-857f-1b9a43c5fb8c",
            ["startedDate"] = "2026-01-01T08:00:00.1234567Z", ["status"] = status, ["context"] = context,
        };
    }

    private static string Evaluated(StandInCheck check) => check.State switch { "success" or "neutral" => "approved", "failure" => "rejected", "cancelled" => "broken", "skipped" => "notApplicable", _ => "running" };

    private object Built(StandInPullRequest found, StandInCheck check) => new
    {
        lastMergeCommitId = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(check.Commit))), lastMergeSourceCommitId = check.Commit, lastMergeTargetCommitId = Git.Tip(found.Into),
        buildId = check.Id, buildDefinitionId = 17, buildDefinitionName = check.Name, buildIsNotCurrent = check.Commit != found.Head, buildStartedUtc = Time(check.At),
        isExpired = ExpiredBuilds.Contains(check.Name), buildAfterMerge = false, wasAutoRequeued = false, buildOutputPreview = (object?)null,
    };

    private static int Approvals(StandInPullRequest found) =>
        found.Reviews.Where(review => review.Verdict != "comment" && review.Person != found.Author).GroupBy(review => review.Person).Count(group => Vote(group.Last()) > 0);

    // What Protect() said, in the policies that the service has for it; builds that nobody requires are of optional ones.
    private IEnumerable<(string Name, string Type, Dictionary<string, object?> Json)> Policies(string branch)
    {
        if (ProtectionOf(branch) is not { } rules)
            yield break;
        object scope = new[] { new { refName = "refs/heads/" + branch, matchKind = "Exact", repositoryId = RepositoryId } };
        if (rules.Approvals > 0)
        {
            yield return (string.Empty, "reviewers", Policy(1, "fa4e907d-c16b-4a4c-9dfa-4906e5d171dd", "Minimum number of reviewers", new()
            {
                ["minimumApproverCount"] = rules.Approvals, ["creatorVoteCounts"] = false, ["allowDownvotes"] = false, ["resetOnSourcePush"] = false, ["requireVoteOnLastIteration"] = false, ["scope"] = scope,
            }, isBlocking: true));
        }

        yield return (string.Empty, "comments", Policy(2, "c6a1889d-b943-4856-b76f-9e46bb6b0df2", "Comment requirements", new() { ["scope"] = scope }, isBlocking: true));
        var optional = Checks.Where(check => !check.IsStatus && !IsOfRequest(check)).Select(check => check.Name).Distinct().Except(rules.Checks);
        var id = 10;
        foreach (var name in rules.Checks.Concat(optional))
        {
            var isBlocking = rules.Checks.Contains(name);
            yield return name.Split('/', 2) is [var genre, var rest]
                ? (name, "status", Policy(++id, "cbdc66da-9728-4af8-aada-9a5a32e4a226", "Status", new() { ["statusName"] = rest, ["statusGenre"] = genre, ["authorId"] = null, ["invalidateOnSourceUpdate"] = false, ["defaultDisplayName"] = rest, ["scope"] = scope }, isBlocking))
                : (name, "build", Policy(++id, "0609b952-1397-4640-95ec-e00a01b2c241", "Build", new() { ["buildDefinitionId"] = 17, ["queueOnSourceUpdateOnly"] = true, ["manualQueueOnly"] = false, ["displayName"] = name, ["validDuration"] = 720, ["scope"] = scope }, isBlocking));
        }

        // Switched off, it says nothing.
        yield return (string.Empty, "off", new Dictionary<string, object?>(Policy(3, "fa4e907d-c16b-4a4c-9dfa-4906e5d171dd", "Minimum number of reviewers", new() { ["minimumApproverCount"] = 9, ["scope"] = scope }, isBlocking: true)) { ["isEnabled"] = false });
    }

    private static Dictionary<string, object?> Policy(int id, string type, string name, Dictionary<string, object?> settings, bool isBlocking) => new()
    {
        ["createdBy"] = Identity("ada"), ["createdDate"] = "2026-01-01T08:00:00.1234567Z", ["isEnabled"] = true, ["isBlocking"] = isBlocking, ["isDeleted"] = false, ["settings"] = settings,
        ["isEnterpriseManaged"] = false, ["revision"] = 1, ["id"] = id, ["url"] = $"https://dev.azure.com/acme/{Project}/_apis/policy/configurations/{id}",
        ["type"] = new { id = type, url = $"https://dev.azure.com/acme/{Project}/_apis/policy/types/{type}", displayName = name },
    };

    [GeneratedRegex("^/acme/web/_apis/(.+)$")]
    private static partial Regex Address();

    [GeneratedRegex("^vstfs:///CodeReview/CodeReviewId/([^/]+)/([0-9]+)$")]
    private static partial Regex Artifact();

    private sealed record Completion(string Strategy, string Message, DateTimeOffset At)
    {
        /// <summary>How many looks are left until it is made.</summary>
        public int Left { get; set; }

        /// <summary>What became of it.</summary>
        public string Status { get; set; } = "queued";

        /// <summary>Why it failed.</summary>
        public string? Failure { get; set; }

        /// <summary>The head that it was of.</summary>
        public string? Head { get; set; }

        /// <summary>Whether it was made, or failed.</summary>
        public bool IsOver => Status != "queued";
    }
}
