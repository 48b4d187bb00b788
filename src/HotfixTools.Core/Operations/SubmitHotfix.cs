namespace HotfixTools;

/// <summary>Opens the pull request of the hotfix, or brings the one that is open up to date, marked to be deployed before it is merged.</summary>
/// <param name="session">The repository.</param>
/// <param name="title">Its title; null: by the journal, and for one that is open the one that it has.</param>
public sealed class SubmitHotfix(HotfixSession session, string? title) : HotfixOperation<HotfixPullRequest>(session)
{
    private HotfixFacts? _facts;
    private PullRequest? _request;
    private bool _isRecorded;

    private HotfixFacts Facts => _facts ?? throw new InvalidOperationException("Not prepared.");

    /// <inheritdoc/>
    public override Plan Prepare()
    {
        _ = Session.Identity;
        View = Session.Look(HotfixReader.Patterns(Settings));
        _facts = Reader.RequireFacts(View);
        if (Facts.Commits.Count == 0)
            throw HotfixErrors.NoFixCommits(Reader.Describe(Facts), Session.Typed.Push());
        if (Facts.Merge is not null)
            throw HotfixErrors.AlreadyMerged(Reader.Describe(Facts));
        var (mainline, _) = View.RequireMainline(Session.Remote.Url);
        var forge = Session.Forge.Require();
        if (Facts.Review.Value is not { Failure: null } review)
            throw Facts.Review.Value?.Failure ?? HotfixErrors.ForgeNotFound(Session.Remote.Url, "no forge is named");
        _request = review.Request;
        var text = new RequestText(Facts, mainline);
        var wanted = title ?? _request?.Title ?? text.Title;
        Concerns = [.. Reader.Describe(Facts).Findings.Where(finding => finding.Id is FindingId.Contaminated or FindingId.Superseded or FindingId.UnpushedCommits or FindingId.Diverged or FindingId.MergeBackConflict)];
        return new Plan(
            $"Submit {Settings.Branch} ({Facts.Head.Short}) to {forge.Name}",
            [
                _request is null
                    ? new(forge.Name, $"Open the pull request '{wanted}' of {Settings.Branch} into {mainline}, marked deploy before merge (by hand: {forge.CommandToOpen(Settings.Branch, mainline, wanted)})", () => _request is not null, () => Open(mainline, wanted, text))
                    : new(forge.Name, $"Bring title and description of pull request #{_request.Number} up to date", () => IsCurrent(wanted, text), () => Update(wanted, text)),
                StatusStep(review, () => _request!, Facts.Head, Facts.IsPublished),
                new(RemoteName, $"Append 'Submitted' to {Settings.Journal}", () => _isRecorded || (_request is not null && Session.Journal.IsRecorded(View.JournalTip, Event())), Record),
            ]);
    }

    /// <inheritdoc/>
    public override HotfixPullRequest Result()
    {
        Session.Forge.Forget();
        var (mainline, _) = View.RequireMainline(Session.Remote.Url);
        var review = Session.Forge.Read(Facts.Head, mainline);
        return HotfixPullRequest.Of(review is { Request: not null } ? review : new ReviewFacts(Session.Forge.Require().Name, _request, null), review?.Request ?? _request!, Facts.Head, Session.Location);
    }

    private void Open(BranchName mainline, string wanted, RequestText text)
    {
        try
        {
            _request = Session.Forge.Ask((forge, cancellation) => forge.Open(Settings.Branch, mainline, wanted, text.Body(string.Empty), cancellation));
        }
        catch (HotfixException lost) when (lost.Id == nameof(HotfixErrors.ForgeFailed))
        {
            // The answer may be lost, and the pull request there.
            _request = Session.Forge.Ask((forge, cancellation) => forge.FindOpen(Settings.Branch, mainline, cancellation));
            if (_request is null)
                throw;
        }

        if (!IsCurrent(wanted, text))
            Update(wanted, text);
    }

    private bool IsCurrent(string wanted, RequestText text) => _request is { } request && text.IsIn(request.Body) && (title is null || request.Title.Trim() == wanted.Trim());

    private void Update(string wanted, RequestText text) =>
        _request = Session.Forge.Ask((forge, cancellation) => forge.Update(_request!.Number, title is null ? _request.Title : wanted, text.Body(_request.Body), cancellation));

    private JournalEvent Event() => new(JournalEventKind.Submitted, Facts.IdOrNew, Settings.Branch, Session.Now, Session.Identity, Head: Facts.Head)
    {
        PullRequest = _request!.Number,
        Url = _request.Url.Length > 0 ? DisplayText.Clean(_request.Url) : null,
        Key = EntryId.Of(nameof(JournalEventKind.Submitted), Facts.IdOrNew, $"{_request.Number}", Facts.Head.ToString()),
    };

    private void Record()
    {
        View = View.With(Settings.Journal, Session.Journal.Append(View.JournalTip, Event()));
        _isRecorded = true;
    }
}
