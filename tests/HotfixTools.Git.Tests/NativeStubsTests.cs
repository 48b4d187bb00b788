using System.Reflection;

namespace HotfixTools.Git.Tests;

/// <summary>What another thread prepares is there to be prepared: a newer library may call it by other names.</summary>
public sealed class NativeStubsTests
{
    [Fact]
    public void Each_is_a_function_of_the_library()
    {
        foreach (var name in NativeStubs.Functions)
            Assert.Contains(NativeStubs.Find([name]), function => function.Attributes.HasFlag(MethodAttributes.PinvokeImpl));
    }

    [Fact]
    public void Each_layout_is_one_of_the_library()
    {
        foreach (var name in NativeStubs.Layouts)
            Assert.False(NativeStubs.Layout(name).IsAutoLayout);
    }
}
