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
}
