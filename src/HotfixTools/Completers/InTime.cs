namespace HotfixTools.PowerShell.Completers;

/// <summary>Work that may hang where a file system does.</summary>
internal static class InTime
{
    /// <summary>The outcome of work that is done elsewhere; the default where it takes too long.</summary>
    /// <typeparam name="T">The outcome.</typeparam>
    /// <param name="work">The work. It goes on if it takes longer; its thread keeps no process alive.</param>
    /// <param name="longest">How long it is waited for.</param>
    public static T? Of<T>(Func<T> work, TimeSpan longest)
    {
        var task = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return task.Wait(longest) ? task.Result : default;
    }
}
