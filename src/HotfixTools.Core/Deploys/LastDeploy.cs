namespace HotfixTools;

/// <summary>Finds what is live by asking the sources, and believes them where they agree.</summary>
/// <param name="session">The repository.</param>
public sealed class LastDeploy(HotfixSession session)
{
    // What a source may take beyond its own time limit, before it is given up.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>The refs that <see cref="Find"/> needs.</summary>
    /// <param name="environments">The environments.</param>
    /// <param name="sources">The names of the sources to ask; empty for all.</param>
    /// <exception cref="HotfixException"><c>SourceUnknown</c>.</exception>
    public string[] Patterns(IEnumerable<EnvironmentName> environments, IReadOnlyCollection<string> sources) =>
        [.. from environment in environments
            from chosen in Chosen(environment, sources)
            let source = InRepository(chosen)
            where source is not null
            select source.Pattern(environment)];

    /// <summary>What is live.</summary>
    /// <param name="view">A look at the remote that covers <see cref="Patterns"/>.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="sources">The names of the sources to ask; empty for all.</param>
    /// <exception cref="HotfixException"><c>NoDeployRecord</c>, <c>SourcesDisagree</c>, <c>CannotVerify</c>, <c>SourceUnknown</c>.</exception>
    public Deploy Find(RemoteView view, EnvironmentName environment, IReadOnlyCollection<string> sources)
    {
        var answers = Ask(view, environment, sources);
        Deploy[] deploys = [.. answers.Select(answer => answer.Deploy).OfType<Deploy>()];
        var comparison = new SourceComparison(session, view, environment);
        if (deploys.Any(deploy => deploy.Commit != deploys[0].Commit))
            throw HotfixErrors.SourcesDisagree(environment, comparison.Describe(answers), deploys.Select(deploy => deploy.Source), [.. answers]);
        if (answers.Any(answer => answer.Failure is not null))
            throw HotfixErrors.SourcesSilent(environment, comparison.Describe(answers), deploys.Select(deploy => deploy.Source), [.. answers]);
        if (deploys.Length == 0)
            throw HotfixErrors.NoDeployRecord(environment, $"asked: {string.Join(", ", answers.Select(answer => answer.Source))}", new KnownEnvironments(session).Meant(environment));
        var live = Agreed(deploys) with { IsSourceChosen = sources.Count > 0 };
        return comparison.RolledBackFrom(live) is null ? live : live with { IsRollback = true };
    }

    /// <summary>What each source says.</summary>
    /// <param name="view">A look at the remote that covers <see cref="Patterns"/>.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="sources">The names of the sources to ask; empty for all.</param>
    public IReadOnlyList<SourceAnswer> Ask(RemoteView view, EnvironmentName environment, IReadOnlyCollection<string> sources)
    {
        // Services first: while they think, the repository is read.
        var asked = Chosen(environment, sources).Select(source => (Source: source, Local: InRepository(source), Answer: Begin(source, environment))).ToList();
        return [.. asked.Select(ask => ask.Local is { } local
            ? new SourceAnswer(local.Name, local.Find(session, view, environment), null)
            : End(ask.Source, environment, ask.Answer!))];
    }

    private static Deploy Agreed(IReadOnlyList<Deploy> deploys) => deploys[0] with
    {
        DeployedBy = deploys.Select(deploy => deploy.DeployedBy).FirstOrDefault(by => by is not null),
        Source = string.Join(", ", deploys.Select(deploy => deploy.Source)),
        IsHotfix = deploys.Any(deploy => deploy.IsHotfix),
        Url = deploys.Select(deploy => deploy.Url).FirstOrDefault(url => url is not null),
    };

    private Task<ServiceDeploy?>? Begin(DeploySourceSettings source, EnvironmentName environment)
    {
        if (InRepository(source) is not null)
            return null;
        try
        {
            // Made here: a vault can be asked on the thread of the pipeline alone.
            var service = (session.Services ?? throw HotfixErrors.SourceSilent(source.Name, "services cannot be asked from here")).CreateSource(source, session);
            return Task.Run(() => service.Find(environment, session.Cancellation), session.Cancellation);
        }
        catch (HotfixException error)
        {
            return Task.FromException<ServiceDeploy?>(error);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return Task.FromException<ServiceDeploy?>(HotfixErrors.SourceSilent(source.Name, error.Message, error));
        }
    }

    private SourceAnswer End(DeploySourceSettings source, EnvironmentName environment, Task<ServiceDeploy?> asked)
    {
        try
        {
            var answer = asked.WaitAsync(source.Timeout + Grace, session.Cancellation).GetAwaiter().GetResult();
            return new SourceAnswer(source.Name, answer is null ? null : ToDeploy(source, environment, answer), null);
        }
        catch (HotfixException error)
        {
            return new SourceAnswer(source.Name, null, error);
        }
        catch (TimeoutException error)
        {
            return new SourceAnswer(source.Name, null, HotfixErrors.SourceSilent(source.Name, $"it did not answer within {SettingsDuration.Text(source.Timeout)}", error));
        }
        catch (Exception error) when (error is not OperationCanceledException || !session.Cancellation.IsCancellationRequested)
        {
            return new SourceAnswer(source.Name, null, HotfixErrors.SourceSilent(source.Name, error.Message, error));
        }
    }

    private Deploy ToDeploy(DeploySourceSettings source, EnvironmentName environment, ServiceDeploy answer)
    {
        if (session.Repository.Find(answer.Commit) is null)
        {
            // It may have been pushed, and deployed, since the last fetch.
            session.FetchEverything();
            if (session.Repository.Find(answer.Commit) is null)
                throw HotfixErrors.SourceSilent(source.Name, $"it names {answer.Commit}, and the remote {session.Remote.Url} has no such commit");
        }

        return new Deploy
        {
            Environment = environment.ToString(),
            Commit = answer.Commit.ToString(),
            DeployedAt = answer.At.ToUniversalTime(),
            DeployedBy = answer.By is { } by ? DisplayText.Clean(by) : null,
            Source = source.Name,
            Url = answer.Url is { } url ? RemoteUrl.Redact(url) : null,
            Repository = session.Location,
        };
    }

    private IDeploySource? InRepository(DeploySourceSettings source) => source switch
    {
        LedgerSourceSettings => new LedgerSource(source.Name, session.Settings),
        TagSourceSettings tags => new TagSource(tags),
        RefSourceSettings reference => new RefSource(reference),
        _ => null,
    };

    private IReadOnlyList<DeploySourceSettings> Chosen(EnvironmentName environment, IReadOnlyCollection<string> names)
    {
        var all = session.Settings.SourcesOf(environment);
        foreach (var name in names.Where(name => all.All(source => !IsCalled(source, name))))
            throw HotfixErrors.SourceUnknown(name, all.Select(source => source.Name));
        return [.. all.Where(source => names.Count == 0 || names.Any(name => IsCalled(source, name)))];
    }

    private static bool IsCalled(DeploySourceSettings source, string name) => string.Equals(source.Name, name, StringComparison.OrdinalIgnoreCase);
}
