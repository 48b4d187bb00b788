namespace HotfixTools;

/// <summary>Tests settings: the file, then everything that it names, as far as that can be reached from here.</summary>
/// <param name="session">The repository.</param>
public sealed class ConfigurationCheck(HotfixSession session)
{
    /// <summary>Tests what the settings name: sources, programs, secrets, and who is told.</summary>
    /// <param name="findProgram">Finds the program that a command names; throws <c>CommandNotFound</c>.</param>
    /// <param name="findSecret">Finds the secret of a forge; throws <c>SecretNotFound</c>.</param>
    /// <param name="reach">Whether somebody who is told can be reached; throws <c>NoticeFailed</c>.</param>
    /// <returns>What is wrong, the worst first.</returns>
    public HotfixFinding[] Run(Action<DeployCommandSettings> findProgram, Action<ReviewSettings> findSecret, Action<NotifySettings> reach)
    {
        var findings = new FindingList(session.Location);
        var live = new LastDeploy(session);
        var settings = session.Settings;
        var view = session.Look(live.Patterns(settings.Environments, []));
        if (view.MainlineTip is null)
            Try(findings, null, null, () => view.RequireMainline(session.Remote.Url));
        foreach (var environment in settings.Environments)
        {
            Try(findings, null, environment, () => live.Find(view, environment, []));
            switch (settings.Of(environment).Deploy)
            {
                case DeployCommandSettings command:
                    Try(findings, $"deploy of {environment}", environment, () => findProgram(command));
                    break;
                // What it has from "review" is looked for there, once.
                case DeployPipelineSettings { Place: var place } when place.Token != settings.Review?.Token || place.Url != settings.Review?.Url:
                    Try(findings, $"deploy of {environment}", environment, () => findSecret(place));
                    break;
            }
        }

        if (settings.Review is { } review)
            Try(findings, "review", null, () => findSecret(review));
        foreach (var target in settings.Notify)
            Try(findings, $"notify '{DisplayText.Clean(target.Name)}'", null, () => reach(target));
        AddUnmerged(findings);
        return findings.WorstFirst();
    }

    /// <summary>What is wrong in a file, as findings.</summary>
    /// <param name="faults">The faults.</param>
    /// <param name="repository">The repository.</param>
    public static HotfixFinding[] Of(IEnumerable<SettingsFault> faults, string repository)
    {
        var findings = new FindingList(repository);
        foreach (var fault in faults)
            findings.Add(FindingId.ConfigurationInvalid, FindingSeverity.Error, $"{fault}.", fault.WayOut);
        return findings.WorstFirst();
    }

    /// <summary>Whoever changes the file and sees no change is told why; null where there is nothing to tell.</summary>
    /// <param name="session">The repository, whose settings are proven.</param>
    public static string? Unmerged(HotfixSession session) =>
        session.Configuration.Origin.Kind == SettingsOriginKind.File
        || new SettingsFinder(session.Repository).OfWorkingTree() is not { } local || local.Fingerprint == session.Configuration.Fingerprint ? null
            : session.Configuration.Origin.Kind == SettingsOriginKind.Mainline
                ? $"The {SettingsReader.FileName} of the working tree is not that of {session.Configuration.Origin}, which is in force."
                : $"The {SettingsReader.FileName} of the working tree is not in force: the mainline has none.";

    private static void Try(FindingList findings, string? setting, EnvironmentName? environment, Action test)
    {
        try
        {
            test();
        }
        catch (HotfixException error)
        {
            // A new environment has no deploy yet; that is no fault of the settings.
            var isNew = error.Id == nameof(HotfixErrors.NoDeployRecord);
            var id = Enum.TryParse(error.Id, out FindingId known) ? known : error.Kind is ErrorKind.NotInstalled or ErrorKind.InvalidArgument ? FindingId.ConfigurationInvalid : FindingId.CannotVerify;
            findings.Add(id, isNew ? FindingSeverity.Warning : FindingSeverity.Error, setting is null ? error.Message : $"For {setting}: {error.Message}", error.WayOut, environment);
        }
    }

    private void AddUnmerged(FindingList findings)
    {
        if (Unmerged(session) is { } message)
            findings.Add(FindingId.ConfigurationNotMerged, FindingSeverity.Info, message, $"Merge it into the mainline, or look at it on its own: Test-HotfixConfiguration -ConfigurationPath {SettingsReader.FileName}");
    }
}
