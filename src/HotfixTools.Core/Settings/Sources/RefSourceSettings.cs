namespace HotfixTools;

/// <summary>A branch or tag of the remote that moves with each deploy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ref">The full name of the ref; <c>{environment}</c> stands for the environment.</param>
public sealed record RefSourceSettings(string Name, string Ref) : DeploySourceSettings(Name);
