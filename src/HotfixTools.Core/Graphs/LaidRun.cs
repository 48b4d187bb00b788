namespace HotfixTools;

/// <summary>A branch of a picture, from where it leaves the mainline to where it is merged.</summary>
internal sealed record LaidRun
{
    /// <summary>Its name; null where nobody knows it.</summary>
    public required string? Name { get; init; }

    /// <summary>Its lane, from the mainline down, from 1; 0 for the one above.</summary>
    public int Lane { get; init; }

    /// <summary>Which point of the mainline it leaves; null: it comes from the left edge.</summary>
    public int? From { get; init; }

    /// <summary>Which point merges it; null: none does.</summary>
    public int? To { get; init; }

    /// <summary>The run of the same lane that it goes on from; null where it leaves the mainline.</summary>
    public LaidRun? Continues { get; init; }

    /// <summary>How many commits it has.</summary>
    public required int Commits { get; init; }

    /// <summary>The commits that are drawn.</summary>
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>Where its line begins, for slanted lines.</summary>
    public int Start { get; set; }

    /// <summary>Where its line ends, for slanted lines.</summary>
    public int End { get; set; }

    /// <summary>The commits, from left to right.</summary>
    public IReadOnlyList<LaidMark> Marks { get; set; } = [];

    /// <summary>How many columns the commits take.</summary>
    public int TextWidth => Texts.Count == 0 ? 0 : Texts.Sum(text => text.Length) + Texts.Count - 1;
}
