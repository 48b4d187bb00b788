namespace HotfixTools.ModuleTests.Running;

/// <summary>Tests that change what the whole process sees, such as its environment, and so run by themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
