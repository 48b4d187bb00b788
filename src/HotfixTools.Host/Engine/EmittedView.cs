using System.Management.Automation;

namespace HotfixTools.Host.Engine;

/// <summary>
/// What a script emits, watched, and shown as soon as it comes. <c>Out-Default</c> is kept apart from the script because it
/// holds a table's first rows back to measure them: in one pipeline with the script, <c>exit</c> and errors would throw away
/// what was emitted before them.
/// </summary>
internal sealed class EmittedView
{
    private readonly ExitStatusWatch _watch;
    private SteppablePipeline? _view;

    public EmittedView(ExitStatusWatch watch)
    {
        _watch = watch;
        Emitted.DataAdded += (_, _) => Show(Emitted.ReadAll());
    }

    /// <summary>Where a script is to emit to. Nothing stays in it.</summary>
    public PSDataCollection<PSObject> Emitted { get; } = [];

    /// <summary>Shows what was held back. To be called on a thread that has the session as its own.</summary>
    public void End()
    {
        _view?.End();
        _view?.Dispose();
    }

    private void Show(IEnumerable<PSObject> emitted)
    {
        foreach (var item in emitted)
        {
            _watch.Observe(item);
            if (_view is null)
            {
                _view = ScriptBlock.Create("Microsoft.PowerShell.Core\\Out-Default").GetSteppablePipeline();
                _view.Begin(expectInput: true);
            }

            _view.Process(item);
        }
    }
}
