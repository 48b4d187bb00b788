using System.Management.Automation;
using System.Management.Automation.Host;
using HotfixTools.PowerShell.Errors;

namespace HotfixTools.PowerShell.Commands;

/// <summary>What all cmdlets share: cancellation, progress, and that every failure becomes one error record.</summary>
public abstract class HotfixCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Ends what is under way, on Ctrl+C.</summary>
    protected CancellationToken Cancellation => _stopping.Token;

    /// <summary>Does the work for one item of the pipeline.</summary>
    protected abstract void Run();

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guard(RunItem, this);

    /// <summary>Does the work for one item of the pipeline, for each of the things that it names.</summary>
    private protected virtual void RunItem() => Run();

    /// <summary>Does the work for all items of the pipeline together, after the last.</summary>
    protected virtual void RunAtEnd()
    {
    }

    /// <summary>Ends the work for each item, before <see cref="RunAtEnd"/>.</summary>
    private protected virtual void FinishItems()
    {
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        Guard(FinishItems, this);
        Guard(RunAtEnd, this);
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => _stopping.Cancel();

    /// <summary>An error that is about to be written.</summary>
    /// <param name="error">Its record.</param>
    private protected virtual void OnError(ErrorRecord error)
    {
    }

    /// <summary>Writes an error, after <see cref="OnError"/>.</summary>
    /// <param name="error">Its record.</param>
    private protected new void WriteError(ErrorRecord error)
    {
        OnError(error);
        base.WriteError(error);
    }

    /// <summary>Ends the pipeline with an error, after <see cref="OnError"/>.</summary>
    /// <param name="error">The error.</param>
    private protected void EndWith(HotfixException error)
    {
        var record = ErrorRecords.Of(error);
        OnError(record);
        ThrowTerminatingError(record);
    }

    /// <summary>Asks whether to do something, as <c>-WhatIf</c>, <c>-Confirm</c> and <c>$ConfirmPreference</c> want it.</summary>
    /// <param name="target">What it would be done to.</param>
    /// <param name="action">What would be done.</param>
    /// <exception cref="HotfixException"><c>ConfirmationRequired</c>: nobody can be asked.</exception>
    private protected new bool ShouldProcess(string target, string action) => Answered(() => base.ShouldProcess(target, action));

    /// <summary>The same, in words of its own.</summary>
    /// <param name="description">What would be done, for <c>-WhatIf</c> and <c>-Verbose</c>.</param>
    /// <param name="question">The question.</param>
    /// <param name="caption">What stands above the question.</param>
    /// <exception cref="HotfixException"><c>ConfirmationRequired</c>: nobody can be asked.</exception>
    private protected new bool ShouldProcess(string description, string question, string caption) => Answered(() => base.ShouldProcess(description, question, caption));

    private bool Answered(Func<bool> ask)
    {
        try
        {
            return ask();
        }
        // PowerShell's own words for "nobody is there": those of -NonInteractive, those of a host without questions, and,
        // where its console's input has ended, a null reference.
        catch (Exception error) when (error is InvalidOperationException or HostException or NotImplementedException or NullReferenceException)
        {
            throw HotfixErrors.ConfirmationRequired(MyInvocation.MyCommand.Name, error is NullReferenceException ? "its input has ended" : error.Message, error);
        }
    }

    /// <summary>The place in the file system that a PowerShell path names; null where it names none.</summary>
    /// <param name="path">The path; what it names need not exist.</param>
    private protected string? PlaceOf(string path)
    {
        try
        {
            var place = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == "FileSystem" ? place : null;
        }
        catch (Exception error) when (error is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSInvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Does something; what fails is written, and the rest of the pipeline goes on.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="target">What it is about, for errors that say nothing of it.</param>
    protected void Guard(Action work, object? target)
    {
        try
        {
            work();
        }
        catch (HotfixException error)
        {
            WriteError(ErrorRecords.Of(error));
        }
        catch (SettingsException error)
        {
            foreach (var fault in error.Errors)
                WriteError(ErrorRecords.Of(fault));
        }
        catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        // Errors of PowerShell's own, such as a prompt that cannot be shown, are not ours to reword; nor is flow control:
        // a pipeline that has enough (Select-Object -First, break) says so by an exception through WriteObject.
        catch (Exception error) when (error is not (PipelineStoppedException or IContainsErrorRecord or FlowControlException))
        {
            WriteError(ErrorRecords.Of(HotfixErrors.Unexpected(error, target)));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what is held; PowerShell sees to that however the pipeline ends.</summary>
    /// <param name="disposing">Always true.</param>
    protected virtual void Dispose(bool disposing) => _stopping.Dispose();
}
