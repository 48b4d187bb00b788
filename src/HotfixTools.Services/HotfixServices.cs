using System.Diagnostics;

namespace HotfixTools.Services;

/// <summary>The programs and services that the settings name.</summary>
/// <param name="vault">The value of a secret of a vault and the host that its metadata name; throws <c>SecretNotFound</c>.</param>
/// <param name="time">The clock.</param>
public sealed class HotfixServices(Func<SecretReference, (string Value, string? Host)> vault, TimeProvider time) : IHotfixServices
{
    private readonly SecretResolver _secrets = new(vault);
    private readonly SecretResolver _foreignSecrets = new(vault, isForeign: true);
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _log = [];
    private ServiceClient? _client;

    /// <summary>What was asked since the last call, without secrets; for people who want to know.</summary>
    public IEnumerable<string> TakeLog()
    {
        List<string> taken = [];
        while (_log.TryDequeue(out var line))
            taken.Add(line);
        return taken;
    }

    // A remote that was never cloned is looked at, and not trusted.
    private static bool IsForeign(HotfixSession session) => session.Location != session.Repository.Location;

    private SecretResolver SecretsFor(HotfixSession session) => IsForeign(session) ? _foreignSecrets : _secrets;

    private ServiceClient Client => _client ??= new ServiceClient(_log.Enqueue);

    /// <inheritdoc/>
    public IServiceSource CreateSource(DeploySourceSettings source, HotfixSession session)
    {
        try
        {
            return source switch
            {
                VersionSourceSettings version => new VersionSource(version, version.Token is { } token ? SecretsFor(session).Find(token) : null, Client, time),
                ForgeSourceSettings forge => CreateSource(forge, ForgePlace.Of(forge.Forge, forge.Review, session.Remote.Url, SecretsFor(session))),
                HerokuSourceSettings heroku => CreateSource(heroku, SecretsFor(session)),
                CommandSourceSettings command => CreateSource(command, session),
                _ => throw HotfixErrors.SourceSilent(source.Name, "there is nobody to ask"),
            };
        }
        catch (ServiceException error)
        {
            throw HotfixErrors.SourceSilent(source.Name, error.Message, error);
        }
    }

    /// <inheritdoc/>
    public INotifier CreateNotifier(NotifySettings target)
    {
        var address = _secrets.Find(target.Url);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || (url.Scheme == "http" && !url.IsLoopback))
            throw HotfixErrors.NoticeFailed(target.Name, $"{target.Url} is not the address of a web server with https://");
        var credential = target.Token is { } token ? ServiceCredential.Bearer(_secrets.Find(token, url)) : null;
        return new WebNotifier(target, url, credential, Client);
    }

    /// <summary>Where a heartbeat is left: at a web server, or in a file. An address may be a secret, and is never shown.</summary>
    /// <param name="place">An address, a path, or where either is kept: <c>env:NAME</c>, <c>vault:NAME</c>.</param>
    /// <param name="fileOf">The full path that a path means; null where it means none.</param>
    /// <exception cref="HotfixException"><c>HeartbeatFailed</c>: it is no such place; <c>SecretNotFound</c>.</exception>
    public IHeartbeatPlace CreateHeartbeat(string place, Func<string, string?> fileOf)
    {
        var text = SecretReference.TryParse(place, out var reference) ? _secrets.Find(new SecretText(null, reference)) : place.Trim();
        if (!text.Contains("://", StringComparison.Ordinal))
            return new HeartbeatFile(fileOf(text) ?? throw HotfixErrors.HeartbeatInvalid(reference?.ToString() ?? text, "it names no file"));
        var isAddress = Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0 && address.UserInfo.Length == 0;
        var name = reference?.ToString() ?? (isAddress ? $"{address!.Scheme}://{address.Authority}/…" : "an address");
        return isAddress && (address!.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback))
            ? new HeartbeatUrl(address, name, Client)
            : throw HotfixErrors.HeartbeatInvalid(name, "an address begins with https://, and has no user and password");
    }

    /// <inheritdoc/>
    public IForge? FindForge(HotfixSession session)
    {
        var settings = session.Settings.Review;
        if ((settings?.Forge ?? ForgeHosts.Find(session.Remote.Url)) is not { } kind)
            return settings is null ? null : throw HotfixErrors.ForgeNotFound(session.Remote.Url, "which forge it is cannot be told from its host");
        ForgePlace place;
        try
        {
            place = ForgePlace.Of(kind, settings ?? new ReviewSettings(), session.Remote.Url, SecretsFor(session));
        }
        catch (ServiceException error)
        {
            throw HotfixErrors.ForgeNotFound(session.Remote.Url, error.Message);
        }

        // Where nobody asked for it, only who can be somebody there is shown what the forge says.
        return place.Credential is null && settings is null ? null : Forge(kind, place);
    }

    /// <inheritdoc/>
    public IDeployer CreateDeployer(DeployPipelineSettings settings, HotfixSession session, IProgress<string> output)
    {
        ForgePlace place;
        try
        {
            place = ForgePlace.Of(settings.Place.Forge!.Value, settings.Place, session.Remote.Url, SecretsFor(session));
        }
        catch (ServiceException error)
        {
            throw HotfixErrors.ForgeNotFound(session.Remote.Url, error.Message);
        }

        return settings.Kind switch
        {
            PipelineKind.GitHubActions => new GitHubActionsDeployer(settings, place, Client, output),
            PipelineKind.GitHubDeployment => new GitHubDeploymentDeployer(settings, place, Client, output),
            PipelineKind.AzurePipelines => new AzurePipelinesDeployer(settings, place, Client, output),
            PipelineKind.GitLabPipeline => new GitLabPipelineDeployer(settings, place, Client, output),
            _ => throw new NotSupportedException($"{settings.Kind}"),
        };
    }

    /// <summary>A deployer whose deploys are noted at the forge, where the settings want that and it does not do so by itself.</summary>
    /// <param name="deployer">The deployer.</param>
    /// <param name="session">The repository.</param>
    /// <param name="environment">Where it deploys.</param>
    /// <param name="warn">Told what could not be noted.</param>
    public IDeployer CreateNoted(IDeployer deployer, HotfixSession session, EnvironmentName environment, Action<HotfixException> warn)
    {
        // A deployment that is the deploy itself needs no other.
        if (!session.Settings.Reviews.NotesDeploys || deployer is GitHubDeploymentDeployer)
            return deployer;
        try
        {
            return session.Forge.Find() is { } forge ? new NotedDeployer(deployer, forge, environment == session.Settings.LastEnvironment, warn) : deployer;
        }
        catch (HotfixException error)
        {
            warn(error);
            return deployer;
        }
    }

    private IForge Forge(ForgeKind kind, ForgePlace place) => kind switch
    {
        ForgeKind.GitHub => new GitHubForge(place, Client),
        ForgeKind.AzureDevOps => new AzureDevOpsForge(place, Client),
        ForgeKind.GitLab => new GitLabForge(place, Client),
        ForgeKind.Gitea => new GiteaForge(place, Client),
        _ => throw new NotSupportedException($"{kind} {place} {Client}"),
    };

    /// <summary>Finds the program that a command names.</summary>
    /// <param name="command">The command.</param>
    /// <param name="session">The repository.</param>
    /// <exception cref="HotfixException"><c>CommandNotFound</c>.</exception>
    public static void FindProgram(DeployCommandSettings command, HotfixSession session) => RepositoryPaths.Program(command.Program, session.Location);

    /// <summary>Looks for the secret of the forge, and whether it is for the address that is named.</summary>
    /// <param name="review">The forge.</param>
    /// <exception cref="HotfixException"><c>SecretNotFound</c>, <c>SecretNotForHost</c>.</exception>
    public void FindSecret(ReviewSettings review)
    {
        if (review.Token is not { } token)
            return;
        var secret = _secrets.Find(token);
        if (review.Url is { } address)
            secret.For(address);
    }

    /// <summary>Whether somebody who is told can be reached: the secrets are there, and the server takes connections. Nobody is told anything.</summary>
    /// <param name="target">Who.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="HotfixException"><c>NoticeFailed</c>, <c>SecretNotFound</c>, <c>SecretNotForHost</c>.</exception>
    public void Reach(NotifySettings target, CancellationToken cancellation) => ((WebNotifier)CreateNotifier(target)).Reach(cancellation);

    private IServiceSource CreateSource(ForgeSourceSettings source, ForgePlace place) => source.Forge switch
    {
        ForgeKind.GitHub => new GitHubSource(source, place, Client),
        ForgeKind.GitLab => new GitLabSource(source, place, Client),
        ForgeKind.AzureDevOps => new AzureDevOpsSource(source, place, Client),
        _ => throw HotfixErrors.SourceSilent(source.Name, $"{source.Forge} does not keep deployments"),
    };

    private HerokuSource CreateSource(HerokuSourceSettings source, SecretResolver secrets)
    {
        var api = ForgePlace.WithSlash(source.Url ?? HerokuSourceSettings.DefaultUrl);
        var key = source.Token is { } token ? secrets.Find(token, api) : CustomarySecrets.FindHeroku(api);
        return new HerokuSource(source, api, key is null ? null : ServiceCredential.Bearer(key), Client);
    }

    private CommandSource CreateSource(CommandSourceSettings source, HotfixSession session)
    {
        if (IsForeign(session))
            throw HotfixErrors.SourceSilent(source.Name, $"'{source.Command.Program}' is a program, and programs are run in a clone alone");
        var program = RepositoryPaths.Program(source.Command.Program, session.Location);
        return new CommandSource(
            source,
            environment =>
            {
                var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["environment"] = environment.ToString(), ["repository"] = session.Location };
                var start = new ProcessStartInfo(program) { WorkingDirectory = RepositoryPaths.Folder(source.Command.WorkingDirectory, session.Location) };
                foreach (var argument in source.Command.Arguments)
                    start.ArgumentList.Add(Placeholders.Replace(argument, values));
                foreach (var (name, value) in values)
                    start.Environment["HOTFIX_" + name.ToUpperInvariant()] = value;
                return start;
            },
            time);
    }
}
