namespace HotfixTools;

/// <summary>The forge of a session: found when it is first needed, and asked one thing at a time.</summary>
/// <param name="session">The repository.</param>
public sealed class ForgeAccess(HotfixSession session)
{
    private IForge? _forge;
    private HotfixException? _failure;
    private bool _isSought;
    private (CommitId Head, ReviewFacts Facts)? _known;

    /// <summary>The forge; null where neither the settings nor the remote tell of one that can be asked.</summary>
    /// <exception cref="HotfixException">The settings name one, and it cannot be asked.</exception>
    public IForge? Find()
    {
        if (!_isSought)
        {
            _isSought = true;
            try
            {
                _forge = session.Services?.FindForge(session);
            }
            catch (HotfixException error)
            {
                _failure = error;
            }
        }

        return _failure is null ? _forge : throw _failure;
    }

    /// <summary>Whether the settings or the remote tell of a forge, be it asked or not.</summary>
    internal bool IsLikely => session.Settings.Review is not null || ForgeHosts.Find(session.Remote.Url) is not null;

    /// <summary>Where a forge is that the remote's host tells of, and that is not asked, because no token for it was found; null where that is not so.</summary>
    internal string? Unasked
    {
        get
        {
            if (session.Services is null || session.Settings.Review is not null || ForgeHosts.Find(session.Remote.Url) is null)
                return null;
            try
            {
                return Find() is null ? session.Remote.Url.Host : null;
            }
            catch (HotfixException)
            {
                // Why it cannot be asked is a finding of its own.
                return null;
            }
        }
    }

    /// <summary>Where a token for a host is customarily kept: <c> ($env:GITHUB_TOKEN)</c>; empty where that is not so simple.</summary>
    /// <param name="host">The host of the remote.</param>
    internal static string CustomaryVariable(string host) => host switch
    {
        "github.com" or "ssh.github.com" => " ($env:GITHUB_TOKEN)",
        "gitlab.com" => " ($env:GITLAB_TOKEN)",
        "dev.azure.com" or "ssh.dev.azure.com" => " ($env:AZURE_DEVOPS_EXT_PAT)",
        _ => string.Empty,
    };

    /// <summary>The forge.</summary>
    /// <exception cref="HotfixException"><c>ForgeNotFound</c>, or that the one which the settings name cannot be asked.</exception>
    public IForge Require() => Find() ?? throw HotfixErrors.ForgeNotFound(session.Remote.Url, "no forge is named, or no token for it was found");

    /// <summary>Asks the forge, and waits for the answer.</summary>
    /// <typeparam name="T">What it answers.</typeparam>
    /// <param name="ask">What to ask.</param>
    /// <exception cref="HotfixException"><c>ForgeFailed</c>.</exception>
    internal T Ask<T>(Func<IForge, CancellationToken, Task<T>> ask)
    {
        var forge = Require();
        return Task.Run(() => ask(forge, session.Cancellation), session.Cancellation).WaitAsync(session.Cancellation).GetAwaiter().GetResult();
    }

    /// <summary>Has the forge do something, and waits until it has.</summary>
    /// <param name="act">What to do.</param>
    /// <exception cref="HotfixException"><c>ForgeFailed</c>.</exception>
    internal void Do(Func<IForge, CancellationToken, Task> act) => Ask(async (forge, cancellation) =>
    {
        await act(forge, cancellation).ConfigureAwait(false);
        return true;
    });

    /// <summary>What the forge says of the head of the hotfix; null where there is no forge. What cannot be asked is an answer too. Asked once, until it is forgotten.</summary>
    /// <param name="head">The head.</param>
    /// <param name="mainline">Where it is to be merged.</param>
    internal ReviewFacts? Read(CommitId head, BranchName mainline)
    {
        if (_known is { } known && known.Head == head)
            return known.Facts;
        IForge? forge;
        try
        {
            forge = Find();
        }
        catch (HotfixException failure)
        {
            return new ReviewFacts("The forge", null, null, failure);
        }

        if (forge is null)
            return null;
        ReviewFacts facts;
        try
        {
            facts = Ask(async (asked, cancellation) =>
            {
                var request = await asked.FindOpen(session.Settings.Branch, mainline, cancellation).ConfigureAwait(false);
                return new ReviewFacts(asked.Name, request, request is null ? null : await asked.ReadEvidence(request, head, cancellation).ConfigureAwait(false));
            });
        }
        catch (HotfixException failure)
        {
            facts = new ReviewFacts(forge.Name, null, null, failure);
        }

        _known = (head, facts);
        return facts;
    }

    /// <summary>Forgets what the forge said: something was done there.</summary>
    internal void Forget() => _known = null;
}
