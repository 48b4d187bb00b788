namespace Fixture.Types;

/// <summary>How hot.</summary>
public enum Heat
{
    /// <summary>For green tea.</summary>
    Warm,

    /// <summary>For black tea.</summary>
    Boiling,
}
