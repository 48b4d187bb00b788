namespace HotfixTools.Services.Tests;

/// <summary>What a deployer tells, and on which threads.</summary>
internal sealed class Lines : IProgress<string>
{
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public List<string> All { get; } = [];

    public string Text => string.Join("\n", All);

    public void Report(string value)
    {
        // Only the thread that deploys may write to the screen of PowerShell.
        Assert.Equal(_thread, Environment.CurrentManagedThreadId);
        All.Add(value);
    }
}
