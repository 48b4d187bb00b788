using HotfixTools.Services;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Works with repositories by the settings in force, on whichever thread it is.</summary>
/// <param name="services">What is not Git; what it logs is told.</param>
/// <param name="tell">Told what people may want to know.</param>
internal sealed class SessionRunner(HotfixServices services, Action<string> tell)
{
    // The settings may name another remote, whose settings are in force then.
    private const int MostBeginnings = 3;

    /// <summary>Works with a repository.</summary>
    /// <param name="request">How its settings are found.</param>
    /// <param name="open">Opens it, with the settings found so.</param>
    /// <param name="work">The work. It may begin twice.</param>
    public void Run(SettingsRequest request, Func<SettingsRequest, HotfixSession> open, Action<HotfixSession> work) => Run(request, found =>
    {
        using var session = open(found);
        try
        {
            work(session);
        }
        catch (HotfixException)
        {
            session.ProveSettings();
            throw;
        }
        catch (Exception error) when (session.Repository.Explain(error) is { } fault)
        {
            throw fault;
        }
        finally
        {
            TellLog();
        }
    });

    /// <summary>Works by settings.</summary>
    /// <param name="request">How they are found.</param>
    /// <param name="work">The work. It may begin twice.</param>
    public void Run(SettingsRequest request, Action<SettingsRequest> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                work(request);
                return;
            }
            catch (SettingsMovedException moved) when (attempt < MostBeginnings)
            {
                tell($"Settings: {moved.Found.Origin}");
                request = request with { Known = moved.Found };
            }
        }
    }

    /// <summary>Tells what services were asked.</summary>
    public void TellLog()
    {
        foreach (var line in services.TakeLog())
            tell(line);
    }
}
