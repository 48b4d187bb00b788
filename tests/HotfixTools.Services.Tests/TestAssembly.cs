using HotfixTools.Testing;

// Every test here changes the environment of the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(HotfixTools.Services.Tests.TestHomeFixture))]

namespace HotfixTools.Services.Tests;

/// <summary>Nobody's own Git configuration has a say, from the first test on.</summary>
public sealed class TestHomeFixture
{
    public TestHomeFixture() => TestHome.Use();
}
