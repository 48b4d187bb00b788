namespace HotfixTools.Testing.Fuzzing;

/// <summary>One change of an input; each number is taken modulo what there is.</summary>
/// <param name="How">Which change.</param>
/// <param name="Where">Where.</param>
/// <param name="What">What it puts there.</param>
internal readonly record struct Change(int How, int Where, int What);
