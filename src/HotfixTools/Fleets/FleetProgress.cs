using System.Globalization;
using HotfixTools.PowerShell.Commands;

namespace HotfixTools.PowerShell.Fleets;

/// <summary>Shows how far a fleet is: of one repository what it does, of many how many are done and which takes longest.</summary>
/// <param name="writer">Shows it.</param>
internal sealed class FleetProgress(ProgressWriter writer)
{
    private bool _isUnseen;

    /// <summary>Shows it, if that is worth it.</summary>
    /// <param name="done">How many are done.</param>
    /// <param name="handedIn">How many there are so far.</param>
    /// <param name="isComplete">Whether no more come.</param>
    /// <param name="oldest">The one that is worked on for the longest time; null for none.</param>
    public void Show(int done, int handedIn, bool isComplete, FleetJob? oldest)
    {
        if (_isUnseen || !writer.IsDue)
            return;
        try
        {
            ShowNow(done, handedIn, isComplete, oldest);
        }
        catch (Exception error) when (!Fleet.IsOfPipeline(error))
        {
            // What is found out is worth more than how far it is.
            _isUnseen = true;
        }
    }

    private void ShowNow(int done, int handedIn, bool isComplete, FleetJob? oldest)
    {
        if (handedIn > 1)
            writer.Show(string.Create(CultureInfo.InvariantCulture, $"Looked at {done:N0} of {handedIn:N0}"), isComplete ? 100 * done / handedIn : null, oldest?.Name);
        else if (oldest is not null)
            writer.Show(oldest.Progress?.Activity ?? $"Looking at {oldest.Name}", oldest.Progress?.Percent, null);
    }
}
