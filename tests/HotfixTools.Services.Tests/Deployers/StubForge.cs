using System.Reflection;

namespace HotfixTools.Services.Tests;

/// <summary>A forge that only takes notes of deploys.</summary>
public class StubForge : DispatchProxy
{
    public List<(DeployAnnouncement Deploy, AnnouncedState State, string? Known)> Notes { get; } = [];

    /// <summary>What becomes of each note.</summary>
    public Func<CancellationToken, Task<string>> Answer { get; set; } = _ => Task.FromResult("note-1");

    public IForge Forge => (IForge)(object)this;

    public static StubForge Create() => (StubForge)(object)Create<IForge, StubForge>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == "get_Name")
            return "GitHub (acme/shop)";
        Assert.Equal(nameof(IForge.NoteDeploy), targetMethod.Name);
        Notes.Add(((DeployAnnouncement)args![0]!, (AnnouncedState)args[1]!, (string?)args[2]));
        return Answer((CancellationToken)args[3]!);
    }
}
