using System.Text.Json;

namespace HotfixTools.Testing.Forges;

/// <summary>A deployment of the stand-in of GitHub.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Ref">What was asked to be deployed.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Payload">What was sent along.</param>
/// <param name="IsProduction">Whether the environment is one that users see.</param>
/// <param name="IsTransient">Whether the environment goes away again.</param>
/// <param name="At">When it was made.</param>
public sealed record GitHubStandInDeployment(long Id, string Commit, string Ref, string Environment, JsonElement? Payload, bool IsProduction, bool IsTransient, DateTimeOffset At)
{
    /// <summary>What was said of it, oldest first: the state, where it can be looked at, and when.</summary>
    public List<(string State, string LogUrl, DateTimeOffset At)> Statuses { get; } = [];

    /// <summary>What was said of it last; null for nothing.</summary>
    public string? State => Statuses.Count == 0 ? null : Statuses[^1].State;
}
