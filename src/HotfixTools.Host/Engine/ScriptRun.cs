using System.Management.Automation;
using HotfixTools.Host.Arguments;
using HotfixTools.Host.Interaction;
using HotfixTools.Host.Terminals;

namespace HotfixTools.Host.Engine;

/// <summary>One run of the host, from the request to the exit status.</summary>
internal static class ScriptRun
{
    public static int Execute(RunScript request)
    {
        using var signals = new StopSignals();
        var terminal = Terminal.Detect();
        var console = new ConsoleWriter(terminal);
        var errors = new ErrorReport(console);
        var answers = new AnswerReader(console, request.NonInteractive, signals.Token);
        var host = new ConsoleHost(new ConsoleUserInterface(console, answers, new ConsoleRawUserInterface(terminal)));

        // "Host" leaves each stream to the writer: one may be a terminal while the other is a file.
        PSStyle.Instance.OutputRendering = terminal.OutputColour ? OutputRendering.Host : OutputRendering.PlainText;

        var verdict = ExitStatus.Success;
        var succeeded = Succeeds(errors, signals, () =>
        {
            var manifest = request.Manifest ?? FindModule();
            using var session = new EngineSession(host, host.Watch, errors, ModuleLocator.FindViews(manifest), signals.Token);
            session.Import(manifest);
            var isAllWell = session.Run(request.Script);
            verdict = session.VerdictStatus;
            return isAllWell;
        });
        console.ClearProgress();

        return signals.Status ?? host.ExitRequested ?? Math.Max(verdict, succeeded ? ExitStatus.Success : ExitStatus.Failure);
    }

    private static bool Succeeds(ErrorReport errors, StopSignals signals, Func<bool> run)
    {
        try
        {
            return run();
        }
        catch (Exception) when (signals.Status is not null)
        {
            // Whatever comes of stopping is no news: the exit status says that it was stopped.
        }
        catch (ParseException exception)
        {
            errors.Write(exception);
        }
        catch (RuntimeException exception)
        {
            errors.Write(exception.ErrorRecord);
        }
        catch (ModuleNotFoundException exception)
        {
            errors.Write(exception.Message);
        }

        return false;
    }

    private static string FindModule() =>
        ModuleLocator.Find(AppContext.BaseDirectory)
        ?? throw new ModuleNotFoundException(
            $"The module HotfixTools was not found beside '{AppContext.BaseDirectory}' or above it. "
                + "Build it with 'dotnet build' in its source tree, or name its manifest with -Module.");
}
