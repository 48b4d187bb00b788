namespace Fixture.Types;

/// <summary>A kettle, as it stands.</summary>
/// <param name="Name">What it is called.</param>
public sealed record Kettle(string Name);
