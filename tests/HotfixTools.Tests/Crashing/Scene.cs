using HotfixTools.Testing.Forges;

namespace HotfixTools.ModuleTests.Crashing;

/// <summary>A team and its clone just before a command; copied, so that the same command can be run in the same place again.</summary>
internal sealed class Scene : IDisposable
{
    /// <summary>What a command says that obeys the settings of a scene at a forge.</summary>
    public const string AtForge = $" -ConfigurationPath ../{SettingsName}";

    private const string SettingsName = "settings.json";

    /// <summary>Where a deploy is told that it ran, beside the repositories.</summary>
    private const string CallsName = "calls";

    private const string PushesName = "pushes";
    private const string FatalPushName = "fatal-push";
    private const string VictimName = "victim";

    // Inherited by the processes that are killed.
    private const string TokenVariable = "HOTFIX_TEST_CRASH_TOKEN";

    static Scene() => Environment.SetEnvironmentVariable(TokenVariable, ForgeStandIn.Token);

    private Scene(Team team, Workplace ada, string live)
    {
        Team = team;
        Ada = ada;
        Live = live;
    }

    public Team Team { get; }

    public Workplace Ada { get; }

    /// <summary>The commit that is live in production at first.</summary>
    public string Live { get; }

    /// <summary>The forge that the repository is at; null for none.</summary>
    public ForgeStandIn? Forge { get; private set; }

    /// <summary>How often the remote wrote a ref since the scene was set.</summary>
    public int Pushes => File.Exists(InRemote(PushesName)) ? File.ReadAllLines(InRemote(PushesName)).Length : 0;

    /// <summary>The deploys that ran, a line each.</summary>
    public string Calls => File.Exists(Path.Combine(Team.Root, CallsName)) ? File.ReadAllText(Path.Combine(Team.Root, CallsName)) : string.Empty;

    /// <summary>Sets the scene of a writer.</summary>
    public static Scene Of(Writer writer)
    {
        var scene = new Scene(TeamTemplate.Copy(out var ada, out var live), ada, live);
        scene.AddDeploy();
        using var shell = new ModuleSession(ada.Folder);
        writer.Prepare(scene, shell);
        scene.AddWatch();
        return scene;
    }

    /// <summary>Another just like it.</summary>
    public Scene Copy()
    {
        var team = TeamTemplate.Copy(Team, Ada, out var ada);
        foreach (var file in Directory.EnumerateFiles(Team.Root))
            File.Copy(file, Path.Combine(team.Root, Path.GetFileName(file)));
        var copy = new Scene(team, ada, Live);
        if (Forge is not null)
            copy.MoveTo(StandIns.Start(Forge.Kind, team.Remote)).Take(Forge);
        return copy;
    }

    /// <summary>What a command says so that it obeys the settings, where there are some.</summary>
    public string Settings => Forge is null ? string.Empty : AtForge;

    /// <summary>Moves the repository to GitHub; the settings are beside the clone, and commands name them.</summary>
    public void MoveToForge() => MoveTo(StandIns.Start("github", Team.Remote));

    /// <summary>What the forge has, as a text.</summary>
    public string ForgeState => Forge is null ? string.Empty : string.Join('\n', Forge.PullRequests.Select(one => $"{one.Number} {one.State} {one.Title} {one.Head} {one.Body}")
        .Concat(Forge.Checks.GroupBy(check => (check.Name, check.Commit)).Select(group => $"{group.Key} {group.Last().State}")));

    /// <summary>Lets the remote kill whoever calls itself its victim, right after it wrote a ref and before it says so.</summary>
    /// <param name="push">Which ref that it writes, from 1.</param>
    public void KillAtPush(int push) => File.WriteAllText(InRemote(FatalPushName), $"{push}\n");

    /// <summary>What a script says to become the victim.</summary>
    public string BecomeVictim => $"[IO.File]::WriteAllText('{InRemote(VictimName)}', $PID)";

    public void Dispose()
    {
        Forge?.Dispose();
        Team.Dispose();
    }

    private ForgeStandIn MoveTo(ForgeStandIn forge)
    {
        Forge = forge;
        File.WriteAllText(Path.Combine(Team.Root, SettingsName), $$"""
            {
              "review": { "forge": "{{forge.Kind}}", "url": "{{forge.Api}}", "repository": "{{forge.Repository}}", "token": "env:{{TokenVariable}}", "mergeBack": "pullRequest" }
            }
            """);
        return forge;
    }

    private string InRemote(string name) => Path.Combine(Team.Remote, name);

    private void AddDeploy()
    {
        var file = Path.Combine(Team.Root, "deploy.sh");
        File.WriteAllText(file, $"#!/bin/sh\necho \"$HOTFIX_ENVIRONMENT $HOTFIX_COMMIT\" >> \"$(dirname \"$0\")/{CallsName}\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // "committed": the ref is written, and whoever pushed it has not been told.
    private void AddWatch() => Team.AddHook(
        "reference-transaction",
        $"""
        [ "$1" = committed ] || exit 0
        echo x >> {PushesName}
        [ -e {FatalPushName} ] && [ $(wc -l < {PushesName}) -eq $(cat {FatalPushName}) ] && kill -9 $(cat {VictimName})
        exit 0
        """);
}
