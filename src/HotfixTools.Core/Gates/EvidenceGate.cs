namespace HotfixTools;

/// <summary>
/// Is exactly the head approved, and do its checks pass? An approval of an older push, a check of a merge preview, and what
/// is still pending are none.
/// </summary>
internal static class EvidenceGate
{
    /// <summary>Judges.</summary>
    /// <param name="review">What the forge says; null where there is no forge: then nobody wants evidence.</param>
    /// <param name="wanted">What the settings want.</param>
    /// <param name="head">The head.</param>
    /// <param name="branch">The hotfix branch.</param>
    /// <param name="mainline">Where it is to be merged.</param>
    /// <param name="runs">Where the runs are that deployed it, or tried: those are no checks of it.</param>
    /// <param name="purpose">What is to be done with it next, which decides how bad a finding is; null: it is only looked at.</param>
    /// <param name="typed">Commands for the hotfix, as people type them.</param>
    /// <param name="findings">Takes what is found.</param>
    public static void Judge(ReviewFacts? review, ReviewSettings wanted, CommitId head, BranchName branch, BranchName mainline, IReadOnlyCollection<string> runs, HotfixPurpose? purpose, TypedCommands typed, FindingList findings)
    {
        if (review is null)
            return;
        var judge = new Judgement(review, head, runs, purpose, typed, findings);
        if (review.Failure is { } failure)
        {
            if (wanted.Approvals != 0 || wanted.Checks is not { Count: 0 })
                judge.Find(FindingId.CannotVerify, $"Whether the hotfix is approved and its checks pass cannot be told. {failure.Message}", failure.WayOut);
        }
        else if (review.Request is not { } request || review.Evidence is not { } evidence)
        {
            if (wanted.Approvals != 0)
                judge.Find(FindingId.NotApproved, $"There is no pull request of '{branch}' into {mainline} at {review.Forge}, so nobody has approved it.", typed.Cmdlet("Submit-Hotfix"));
        }
        else if (request.Head is { } seen && seen != head)
        {
            judge.Find(FindingId.CannotVerify, $"{review.Forge} still has pull request #{request.Number} at {seen.Short}, and the hotfix is at {head.Short}; what it says is not of this head.", $"Wait a moment, then look again: {typed.Cmdlet("Test-Hotfix")}");
        }
        else
        {
            judge.Approvals(request, evidence, wanted.Approvals ?? Math.Max(1, evidence.RequiredApprovals ?? 0));
            judge.Checks(request, evidence, wanted.Checks ?? evidence.RequiredChecks?.Where(name => !OwnStatus.Is(name)).ToList(), isGiven: wanted.Checks is not null, mainline);
        }
    }

    /// <summary>Who approved the head: of each person the newest opinion counts, and the author's does not.</summary>
    /// <param name="request">The pull request.</param>
    /// <param name="evidence">What the forge says of it.</param>
    /// <param name="head">The head.</param>
    public static IReadOnlyList<string> ApprovedBy(PullRequest request, ReviewEvidence evidence, CommitId head) =>
        [.. Opinions(request, evidence).Where(review => IsApproval(review, evidence) && review.Commit == head).Select(review => DisplayText.Clean(review.Person))];

    // Who may write, a token need not be shown; the forge's own word covers it.
    private static bool IsApproval(Review review, ReviewEvidence evidence) => review.Verdict == ReviewVerdict.Approved && (review.Counts || evidence.IsApprovedByForge == true);

    private static List<Review> Opinions(PullRequest request, ReviewEvidence evidence) =>
        [.. evidence.Reviews.Where(review => review.Verdict != ReviewVerdict.Commented && !IsSame(review.Person, request.Author))
            .Select((review, place) => (Review: review, Place: place))
            .GroupBy(found => found.Review.Person, StringComparer.OrdinalIgnoreCase)
            // Where a forge does not tell the time of each, it tells them in order.
            .Select(said => (said.All(found => found.Review.At is not null) ? said.OrderBy(found => found.Review.At).ThenBy(found => found.Place) : said.OrderBy(found => found.Place)).Last().Review)];

    private static bool IsSame(string one, string other) => one.Length > 0 && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private sealed class Judgement(ReviewFacts review, CommitId head, IReadOnlyCollection<string> runs, HotfixPurpose? purpose, TypedCommands typed, FindingList findings)
    {
        public void Find(FindingId id, string message, string wayOut) => findings.Add(id, SeverityOf(id), message, wayOut, commits: [head]);

        public void Approvals(PullRequest request, ReviewEvidence evidence, int wanted)
        {
            if (wanted == 0)
                return;
            var opinions = Opinions(request, evidence);
            var against = opinions.Where(said => said is { Verdict: ReviewVerdict.ChangesRequested, Counts: true }).Select(said => said.Person).ToList();
            var approvals = opinions.Where(said => IsApproval(said, evidence)).ToList();
            var missing = wanted - approvals.Count(said => said.Commit == head);
            var (name, link) = ($"Pull request #{request.Number}", Link(request));
            if (against.Count > 0)
                Find(FindingId.NotApproved, $"{List(against)} wants changes in pull request #{request.Number}.", $"Make them, or ask for another look{link}");
            if (missing > 0 && approvals.Where(said => said.Commit is { } of && of != head).ToList() is { Count: > 0 } old)
                Find(FindingId.ApprovalNotOnHead, $"{List(old.Select(said => $"{said.Person} ({said.Commit!.Short})"))} approved an older head than {head.Short}; what was pushed since is not approved.", $"Ask for another look{link}");
            else if (missing > 0 && approvals.Any(said => said.Commit is null))
                Find(FindingId.CannotVerify, $"{review.Forge} does not tell which head {List(approvals.Where(said => said.Commit is null).Select(said => said.Person))} approved, so it may be an older one than {head.Short}.", $"Ask for another look{link}");
            else if (missing > 0 && against.Count == 0)
                Find(FindingId.NotApproved, $"{name} has {wanted - missing} of {wanted} approvals of {head.Short}.", $"Ask somebody to review it{link}");
            else if (missing <= 0 && against.Count == 0 && evidence.IsApprovedByForge == false)
                Find(FindingId.NotApproved, $"{review.Forge} wants more reviews of pull request #{request.Number} than it has, such as those of code owners.", $"Ask those whom it names{link}");
        }

        public void Checks(PullRequest request, ReviewEvidence evidence, IReadOnlyList<string>? names, bool isGiven, BranchName mainline)
        {
            var known = evidence.Checks.Where(check => !OwnStatus.Is(check.Name) && !(names is null or { Count: 0 } && IsOwnRun(check))).ToList();
            if (names is { Count: 0 } && isGiven)
                return;
            var wanted = names is { Count: > 0 } ? known.Where(check => names.Contains(check.Name, StringComparer.Ordinal)).ToList() : known;
            var silent = (names ?? []).Where(name => known.All(check => check.Name != name)).ToList();
            if (evidence.UnreadChecks is { } why && (names is null or { Count: 0 } || silent.Count > 0))
            {
                Find(FindingId.CannotVerify, $"Not all checks of {head.Short} can be read: {RemoteUrl.Redact(why).TrimEnd('.')}.", "Give the token that right; or name the checks that count, or none, in review.checks of .hotfix.json.");
                return;
            }

            // A conflicted pull request has no merge that could be checked: nothing runs, and nothing is red.
            if (request.IsMergeable == false && (silent.Count > 0 || wanted.Count == 0))
            {
                Find(FindingId.CannotVerify, $"Pull request #{request.Number} conflicts with {mainline}, so {(silent.Count > 0 ? List(silent) : "its checks")} did not run on {head.Short}; that nothing is red says nothing.",
                    $"Run the checks of {head.Short} by hand and look at them; then: {typed.Cmdlet("Publish-Hotfix <environment> -Force -Reason <what you saw>")}");
                return;
            }

            if (wanted.Count == 0 && silent.Count == 0)
            {
                findings.Add(FindingId.NoChecks, FindingSeverity.Info, $"No check ran on {head.Short}, and none is required.", "Nothing, if that is meant; otherwise see why none was started.", commits: [head]);
                return;
            }

            if (wanted.Where(check => check.State == CheckState.Failed).ToList() is { Count: > 0 } failed)
                Find(FindingId.ChecksFailing, $"On {head.Short} {(failed.Count == 1 ? "a check fails" : "checks fail")}: {List(failed.Select(Named))}.", $"Mend it and push; or run it again where it fails by chance, then: {typed.Cmdlet("Test-Hotfix")}");
            List<string> pending = [.. wanted.Where(check => check.State == CheckState.Pending).Select(Named), .. silent.Select(name => $"{name} (has not begun)")];
            if (pending.Count > 0)
                Find(FindingId.ChecksPending, $"On {head.Short} {(pending.Count == 1 ? "a check is" : "checks are")} not over: {List(pending)}.", $"Wait for it, then: {typed.Cmdlet("Test-Hotfix")}");
        }

        // To put out the fire, evidence is wanted; whether it may be merged is for the forge to say.
        private FindingSeverity SeverityOf(FindingId id) => (purpose, id) switch
        {
            (HotfixPurpose.Publish, _) => FindingSeverity.Error,
            (_, FindingId.NotApproved or FindingId.ChecksPending) => FindingSeverity.Info,
            _ => FindingSeverity.Warning,
        };

        // A deploy that failed must not stand in the way of the next one.
        private bool IsOwnRun(Check check) => check.Url is { } url && runs.Any(run => url == run || url.StartsWith(run + "/", StringComparison.Ordinal));

        private static string Named(Check check) => check.Url is { Length: > 0 } url ? $"{check.Name} ({RemoteUrl.Redact(url)})" : check.Name;

        private static string Link(PullRequest request) => request.Url.Length > 0 ? $": {DisplayText.Clean(request.Url)}" : ".";

        private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(DisplayText.Clean));
    }
}
