using System.Management.Automation;

namespace HotfixTools.Host.Engine;

/// <summary>
/// What a script emits, watched, and shown as soon as it comes. <c>Out-Default</c> is kept apart from the script because it
/// holds a table's first rows back to measure them: in one pipeline with the script, <c>exit</c> and errors would throw away
/// what was emitted before them. It begins before the script does: the engine looks at who asks for it.
/// </summary>
internal sealed class EmittedView : IDisposable
{
    private readonly ExitStatusWatch _watch;
    private readonly SteppablePipeline _view;

    /// <summary>Begins it. To be called on a thread that has the session as its own, as <see cref="End"/> is.</summary>
    /// <param name="watch">Told what is emitted.</param>
    public EmittedView(ExitStatusWatch watch)
    {
        _watch = watch;
        _view = ScriptBlock.Create("Microsoft.PowerShell.Core\\Out-Default").GetSteppablePipeline();
        _view.Begin(expectInput: true);
        Emitted.DataAdded += (_, _) => Show(Emitted.ReadAll());
    }

    /// <summary>Where a script is to emit to. Nothing stays in it.</summary>
    public PSDataCollection<PSObject> Emitted { get; } = [];

    /// <summary>Shows what was held back.</summary>
    public void End() => _view.End();

    /// <inheritdoc/>
    public void Dispose() => _view.Dispose();

    private void Show(IEnumerable<PSObject> emitted)
    {
        foreach (var item in emitted)
        {
            _watch.Observe(item);
            _view.Process(item);
        }
    }
}
