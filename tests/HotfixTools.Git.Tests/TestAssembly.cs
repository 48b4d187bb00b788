using HotfixTools.Testing;

[assembly: AssemblyFixture(typeof(HotfixTools.Git.Tests.TestHomeFixture))]

namespace HotfixTools.Git.Tests;

/// <summary>Nobody's own Git configuration has a say, from the first test on.</summary>
public sealed class TestHomeFixture
{
    public TestHomeFixture() => TestHome.Use();
}

/// <summary>Tests that change what there is one of in the process, such as its environment: each runs alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
