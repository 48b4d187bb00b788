namespace HotfixTools;

/// <summary>What a person says of a pull request.</summary>
public enum ReviewVerdict
{
    /// <summary>Nothing that decides. It does not take back what the person said before.</summary>
    Commented,

    /// <summary>It may go.</summary>
    Approved,

    /// <summary>It may not go as it is.</summary>
    ChangesRequested,

    /// <summary>What the person said before was taken back, by them or by somebody who may.</summary>
    Dismissed,
}
