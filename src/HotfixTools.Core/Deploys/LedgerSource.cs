namespace HotfixTools;

/// <summary>The deploy ledger says what is live: its newest entry.</summary>
/// <param name="name">Its name.</param>
/// <param name="settings">The settings in force.</param>
public sealed class LedgerSource(string name, HotfixSettings settings) : IDeploySource
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Pattern(EnvironmentName environment) => settings.LedgerOf(environment).ToString();

    /// <inheritdoc/>
    public Deploy? Find(HotfixSession session, RemoteView view, EnvironmentName environment) =>
        session.LedgerOf(environment).Newest(view.LedgerTip(environment)) is { } newest ? newest with { Source = name } : null;
}
