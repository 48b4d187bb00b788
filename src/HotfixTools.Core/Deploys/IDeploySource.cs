namespace HotfixTools;

/// <summary>Knows what is live, by refs of the remote.</summary>
public interface IDeploySource
{
    /// <summary>Its name, as <c>-Source</c> takes it.</summary>
    string Name { get; }

    /// <summary>The refs of the remote that it reads.</summary>
    /// <param name="environment">The environment.</param>
    string Pattern(EnvironmentName environment);

    /// <summary>What is live; null where it knows of no deploy.</summary>
    /// <param name="session">The repository.</param>
    /// <param name="view">A look at the remote that covers <see cref="Pattern"/>.</param>
    /// <param name="environment">The environment.</param>
    Deploy? Find(HotfixSession session, RemoteView view, EnvironmentName environment);
}
