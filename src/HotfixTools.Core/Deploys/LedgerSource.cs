namespace HotfixTools;

/// <summary>The deploy ledger says what is live: its newest entry.</summary>
public sealed class LedgerSource(HotfixSettings settings) : IDeploySource
{
    /// <inheritdoc/>
    public string Name => Ledger.SourceName;

    /// <inheritdoc/>
    public string Pattern(EnvironmentName environment) => settings.LedgerOf(environment).ToString();

    /// <inheritdoc/>
    public Deploy? Find(HotfixSession session, RemoteView view, EnvironmentName environment) =>
        session.LedgerOf(environment).Read(view.LedgerTip(environment)).FirstOrDefault();
}
