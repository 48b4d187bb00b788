namespace HotfixTools.ModuleTests.Running;

/// <summary>A process that starts a hotfix at the very instant at which others do, round after round.</summary>
internal static class Racer
{
    /// <summary>Starts one.</summary>
    /// <param name="place">Its clone.</param>
    /// <param name="name">Who it is.</param>
    /// <param name="rounds">How many rounds there are.</param>
    /// <param name="signal">The file by which all are told something: <c>go-1</c>; or by which one tells it: <c>done-Ada-1</c>.</param>
    /// <param name="pause">What it does while it waits for the start; where there are few, nothing is nearer to the instant.</param>
    public static HostProcess Start(Workplace place, string name, int rounds, Func<string, string> signal, string pause = "")
    {
        place.Git("config", "user.name", name);
        place.Git("config", "user.email", $"{name}@example.com");
        // Everything is loaded, and the remote was looked at, before the start.
        return HostProcess.Start(
            place.Folder,
            $$"""
            Get-Hotfix
            foreach ($round in 1..{{rounds}}) {
                [IO.File]::WriteAllText("{{signal("ready")}}-{{name}}-$round", '')
                while (-not [IO.File]::Exists("{{signal("go")}}-$round")) { {{pause}} }
                try { $hotfix = New-Hotfix -Reason '{{name}} was here' -ErrorAction Stop; $answer = "won $($hotfix.StartedBy)" }
                catch { $answer = "$($_.FullyQualifiedErrorId) $_" }
                [IO.File]::WriteAllText("{{signal("written")}}-{{name}}-$round", $answer)
                [IO.File]::Move("{{signal("written")}}-{{name}}-$round", "{{signal("done")}}-{{name}}-$round")
                while (-not [IO.File]::Exists("{{signal("next")}}-$round")) { [Threading.Thread]::Sleep(5) }
            }
            'over'
            """);
    }
}
