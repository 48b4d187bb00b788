namespace HotfixTools;

/// <summary>What is not Git: programs and services that know what is live, and those that tell people.</summary>
public interface IHotfixServices
{
    /// <summary>A source that is not in the repository.</summary>
    /// <param name="source">What the settings say of it.</param>
    /// <param name="session">The repository.</param>
    /// <exception cref="HotfixException">It cannot be asked: a secret is missing, or what it is of cannot be told.</exception>
    IServiceSource CreateSource(DeploySourceSettings source, HotfixSession session);

    /// <summary>Somebody to be told.</summary>
    /// <param name="target">What the settings say.</param>
    /// <exception cref="HotfixException">Nobody can be told: a secret is missing.</exception>
    INotifier CreateNotifier(NotifySettings target);

    /// <summary>The forge of the repository, by the settings or by the host of the remote; null where neither tells of one that can be asked.</summary>
    /// <param name="session">The repository.</param>
    /// <exception cref="HotfixException">The settings name one, and it cannot be asked: a secret is missing, or where it is cannot be told.</exception>
    IForge? FindForge(HotfixSession session);

    /// <summary>A system that deploys.</summary>
    /// <param name="settings">What the settings say of it.</param>
    /// <param name="session">The repository.</param>
    /// <param name="output">Told what it says, line by line.</param>
    /// <exception cref="HotfixException">It cannot be asked: a secret is missing, or where it is cannot be told.</exception>
    IDeployer CreateDeployer(DeployPipelineSettings settings, HotfixSession session, IProgress<string> output);
}
