namespace HotfixTools.Services.Tests;

/// <summary>Commit ids to tell apart at a glance.</summary>
internal static class Shas
{
    public const string A = "a111111111111111111111111111111111111111";
    public const string B = "b222222222222222222222222222222222222222";
    public const string C = "c333333333333333333333333333333333333333";
}
