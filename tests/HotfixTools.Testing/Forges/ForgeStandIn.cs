using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace HotfixTools.Testing.Forges;

/// <summary>
/// A forge on the loopback, with a state of its own over a real bare repository: what is merged there is a real merge. It
/// takes only requests that the real service would take; any other is remembered, and fails the test when this is disposed.
/// </summary>
public abstract class ForgeStandIn : IDisposable
{
    /// <summary>The token that it knows.</summary>
    public const string Token = "t0ken-of-the-stand-in-83af";

    /// <summary>Who has the token.</summary>
    public const string Actor = "hotfix-bot";

    private readonly List<string> _violations = [];
    private readonly List<StandInFault> _faults = [];
    private readonly Dictionary<string, StandInProtection> _protections = [];
    private readonly Lock _gate = new();
    private DateTimeOffset _now = DateTimeOffset.UtcNow;
    private int _lastId = 40;

    /// <summary>Begins to listen.</summary>
    /// <param name="repository">The bare repository, as the team pushes to it.</param>
    protected ForgeStandIn(string repository)
    {
        Git = new BareRepository(repository);
        Server = new WebStandIn(Answer);
    }

    /// <summary>The web server.</summary>
    public WebStandIn Server { get; }

    /// <summary>The repository.</summary>
    public BareRepository Git { get; }

    /// <summary>What it is called in <c>review.forge</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The value of <c>review.url</c>.</summary>
    public abstract string Api { get; }

    /// <summary>The value of <c>review.repository</c>.</summary>
    public virtual string Repository => "acme/shop";

    /// <summary>The pull requests, oldest first.</summary>
    public List<StandInPullRequest> PullRequests { get; } = [];

    /// <summary>The checks and statuses, oldest first.</summary>
    public List<StandInCheck> Checks { get; } = [];

    /// <summary>Whether a branch is removed when it is merged.</summary>
    public bool RemovesBranches { get; set; }

    /// <summary>How many times it says of a pull request that it does not know yet whether it can be merged.</summary>
    public int ComputesMergeability { get; set; }

    /// <summary>How many times who waits is told that it is not merged yet, by a queue or by itself.</summary>
    public int LooksBeforeMerge { get; set; } = 2;

    /// <summary>How far the clock of the forge is ahead.</summary>
    public TimeSpan ClockSkew { get; set; }

    /// <summary>The requests that the real service would not take.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>The only open pull request of the hotfix.</summary>
    public StandInPullRequest Open => Locked(() => PullRequests.Single(one => one is { State: "open", Owner: "acme" }));

    /// <summary>Lets calls go wrong.</summary>
    /// <param name="call">The calls: <c>PUT /repos/*/pulls/*/merge</c>.</param>
    /// <param name="reply">What is answered instead.</param>
    /// <param name="times">How often.</param>
    /// <param name="isDone">Whether what was asked is done all the same: the answer is lost.</param>
    public void Break(string call, WebReply reply, int times = 1, bool isDone = false) => Locked(() => _faults.Add(new StandInFault(call, reply, times, isDone)));

    /// <summary>Somebody opens a pull request.</summary>
    public StandInPullRequest OpenBy(string person, string from, string into, string title = "By hand", string owner = "acme") => Locked(() => Add(person, from, into, title, string.Empty, owner));

    /// <summary>Somebody approves the open pull request.</summary>
    public void Approve(string person, string? commit = null) => Say(person, "approved", commit);

    /// <summary>Somebody wants changes.</summary>
    public void RequestChanges(string person, string? commit = null) => Say(person, "changes", commit);

    /// <summary>Somebody says something that decides nothing.</summary>
    public void Comment(string person) => Say(person, "comment", null);

    /// <summary>What somebody said last is taken back.</summary>
    public void Dismiss(string person) => Locked(() => Open.Reviews.Last(review => review.Person == person).IsDismissed = true);

    /// <summary>A check says something of a commit; by default of the head of the open pull request.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="state">success, failure, pending, skipped, neutral, cancelled.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="isStatus">Whether it is a status, where the forge has check runs too.</param>
    public void Report(string name, string state, string? commit = null, bool isStatus = false) =>
        Locked(() => Checks.Add(new StandInCheck(NextId(), name, commit ?? Seen(Open).Head, state, string.Empty, Later(), isStatus)));

    /// <summary>A branch is protected from now on: nobody pushes to it, and pull requests need what is said here.</summary>
    public void Protect(string branch, int approvals = 1, string[]? checks = null, bool queue = false) => Locked(() =>
    {
        _protections[branch] = new StandInProtection(approvals, checks ?? []) { HasQueue = queue };
        var hook = Path.Combine(Git.Folder, "hooks", "update");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        File.WriteAllText(hook, "#!/bin/sh\ncase \"$1\" in " + string.Join('|', _protections.Keys.Select(name => $"refs/heads/{name}")) + ") echo 'GH006: Protected branch update failed.' >&2; exit 1;; esac\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    });

    /// <summary>From now on the forge does not see what is pushed to a pull request.</summary>
    public void Freeze(StandInPullRequest request) => Locked(() => Seen(request).IsFrozen = true);

    /// <summary>Takes over what another one has, of a copy of the same repository.</summary>
    public void Take(ForgeStandIn other) => Locked(() =>
    {
        PullRequests.AddRange(other.PullRequests.Select(one => one.Copy()));
        Checks.AddRange(other.Checks);
        _lastId = other._lastId;
    });

    /// <summary>Somebody presses the merge button.</summary>
    public void MergeByHand(StandInPullRequest request, string method = "merge") => Locked(() => MergeNow(Seen(request), method, $"{request.Title} (#{request.Number})"));

    /// <summary>The newest status of a name of a commit: its state; null for none.</summary>
    public string? StatusOf(string name, string commit) => Locked(() => Checks.LastOrDefault(check => check.Name == name && check.Commit == commit)?.State);

    /// <inheritdoc/>
    public void Dispose()
    {
        Server.Dispose();
        GC.SuppressFinalize(this);
        if (_violations.Count > 0)
            throw new InvalidOperationException("The real service would not take: " + string.Join("\n", _violations));
    }

    /// <summary>Answers a request that has its turn alone. Throws <see cref="RequestViolation"/> for what the real service would not take.</summary>
    protected abstract WebReply Handle(WebRequestSeen seen);

    /// <summary>What the real service answers to a request that it does not take.</summary>
    protected virtual WebReply Refuse(RequestViolation violation) => WebReply.Json(JsonSerializer.Serialize(new { message = violation.Message }), 400);

    /// <summary>The rules of a branch; null for none.</summary>
    protected StandInProtection? ProtectionOf(string branch) => _protections.GetValueOrDefault(branch);

    /// <summary>The next number for anything.</summary>
    protected int NextId() => ++_lastId;

    /// <summary>The time of the forge's clock, a second after the last.</summary>
    protected DateTimeOffset Later()
    {
        var now = DateTimeOffset.UtcNow;
        _now = now > _now ? now : _now.AddSeconds(1);
        return _now + ClockSkew;
    }

    /// <summary>A time as most services write it.</summary>
    protected static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Opens a pull request.</summary>
    protected StandInPullRequest Add(string person, string from, string into, string title, string body, string owner = "acme")
    {
        var opened = new StandInPullRequest { Number = PullRequests.Count + 7, From = from, Into = into, Author = person, Title = title, Body = body, Owner = owner };
        PullRequests.Add(opened);
        return Seen(opened);
    }

    /// <summary>A pull request, after the forge has seen what was pushed since. A branch that is gone closes it.</summary>
    protected StandInPullRequest Seen(StandInPullRequest request)
    {
        if (request.State != "open" || request.IsFrozen || request.Owner != "acme")
            return request;
        if (Git.Tip(request.From) is not { } tip)
        {
            request.State = request.Head.Length > 0 && Git.IsAncestor(request.Head, Git.Tip(request.Into)!) ? "merged" : "closed";
            return request;
        }

        if (tip != request.Head)
        {
            request.Head = tip;
            request.Pushes.Add((tip, Later()));
        }

        // Whoever merges by a push closes the pull request too.
        if (Git.IsAncestor(tip, Git.Tip(request.Into)!))
            (request.State, request.MergeCommit) = ("merged", Git.Tip(request.Into));
        return request;
    }

    /// <summary>Merges a pull request for real.</summary>
    /// <param name="request">Which.</param>
    /// <param name="method">merge, squash, rebase, fast-forward.</param>
    /// <param name="message">The message of the commit that it makes.</param>
    protected string MergeNow(StandInPullRequest request, string method, string message)
    {
        request.MergeCommit = method switch
        {
            "squash" => Git.Squash(request.Into, request.Head, message),
            "rebase" => Git.Rebase(request.Into, request.Head),
            "fast-forward" => Git.FastForward(request.Into, request.Head),
            _ => Git.Merge(request.Into, request.Head, message),
        };
        (request.State, request.Place, request.IsAutoMerge) = ("merged", null, false);
        if (RemovesBranches)
            Git.Remove(request.From);
        return request.MergeCommit;
    }

    /// <summary>Whether the rules of the branch let a pull request be merged: null, or what is missing.</summary>
    protected string? Missing(StandInPullRequest request)
    {
        if (ProtectionOf(request.Into) is not { } rules)
            return null;
        var approvals = request.Reviews.Where(review => review.Verdict != "comment" && review.Person != request.Author)
            .GroupBy(review => review.Person).Select(group => group.Last()).Count(review => review is { IsDismissed: false, Verdict: "approved" });
        if (approvals < rules.Approvals)
            return $"At least {rules.Approvals} approving review is required by reviewers with write access.";
        return rules.Checks.FirstOrDefault(name => StatusOf(name, request.Head) is not ("success" or "neutral" or "skipped")) is { } check ? $"Required status check \"{check}\" is expected." : null;
    }

    /// <summary>Demands something of a request that the real service demands.</summary>
    protected static void Demand(bool isSo, string what)
    {
        if (!isSo)
            throw new RequestViolation(what);
    }

    /// <summary>The parameters of the query, which must be among those that the service documents.</summary>
    protected static Dictionary<string, string> Query(WebRequestSeen seen, params string[] allowed)
    {
        var query = QueryHelpers.ParseQuery(seen.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        Demand(query.Keys.All(allowed.Contains), $"the query has {string.Join(", ", query.Keys.Except(allowed))}");
        return query;
    }

    /// <summary>The body, which must be an object with the members that the service documents, each of its type.</summary>
    /// <param name="seen">The request.</param>
    /// <param name="required">Members that must be there, with their types: <c>title:string</c>. Types: string, bool, number, array, object.</param>
    /// <param name="optional">Members that may be there.</param>
    protected static JsonElement Body(WebRequestSeen seen, string required, string optional = "")
    {
        Demand(seen.Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) == true, $"the body is {seen.Header("Content-Type") ?? "of no type"}");
        var body = JsonDocument.Parse(seen.Body).RootElement;
        Check(body, required, optional);
        return body;
    }

    /// <summary>Checks the members of an object, as <see cref="Body"/> does.</summary>
    protected static void Check(JsonElement value, string required, string optional = "")
    {
        Demand(value.ValueKind == JsonValueKind.Object, "it is no object");
        var known = $"{required} {optional}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(member => member.Split(':')).ToDictionary(parts => parts[0], parts => parts[1]);
        foreach (var member in value.EnumerateObject())
        {
            Demand(known.TryGetValue(member.Name, out var type), $"the body has '{member.Name}'");
            Demand(type == TypeOf(member.Value), $"'{member.Name}' is {TypeOf(member.Value)}, not {type}");
        }

        foreach (var name in required.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(member => member.Split(':')[0]))
            Demand(value.TryGetProperty(name, out _), $"the body lacks '{name}'");
    }

    /// <summary>A request that must have no body.</summary>
    protected static void NoBody(WebRequestSeen seen) => Demand(seen.Body.Length == 0, "it has a body");

    /// <summary>Does something with the state, alone.</summary>
    protected T Locked<T>(Func<T> work)
    {
        lock (_gate)
            return work();
    }

    /// <summary>Does something with the state, alone.</summary>
    protected void Locked(Action work)
    {
        lock (_gate)
            work();
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "null",
    };

    private void Say(string person, string verdict, string? commit) => Locked(() =>
    {
        var open = Seen(Open);
        open.Reviews.Add(new StandInReview(NextId(), person, verdict, commit ?? open.Head, Later()));
    });

    private WebReply Answer(WebRequestSeen seen) => Locked(() =>
    {
        var fault = _faults.Find(one => one.Takes(seen));
        if (fault is { IsDone: false })
            return fault.Reply;
        WebReply reply;
        try
        {
            Demand(seen.Header("User-Agent")?.StartsWith("HotfixTools/", StringComparison.Ordinal) == true, "it does not say which program asks (User-Agent)");
            reply = Handle(seen);
        }
        catch (RequestViolation violation)
        {
            _violations.Add($"{seen} {seen.Body}: {violation.Message}");
            reply = Refuse(violation);
        }

        return fault?.Reply ?? reply;
    });
}
