using HotfixTools.Testing.Forges;

namespace HotfixTools.ModuleTests.Running;

/// <summary>A team whose repository is at a forge: a stand-in over the very repository that the team pushes to.</summary>
public abstract class ForgeTest : ModuleTest
{
    private readonly string _variable = "HOTFIX_TEST_" + Guid.NewGuid().ToString("N");
    private ForgeStandIn? _forge;

    protected ForgeTest() => Environment.SetEnvironmentVariable(_variable, ForgeStandIn.Token);

    /// <summary>The forge.</summary>
    internal ForgeStandIn Forge => _forge ?? throw new InvalidOperationException("Not at a forge.");

    /// <summary>How settings name the token.</summary>
    internal string TokenReference => "env:" + _variable;

    /// <summary>Where the pull request of the test stands at the forge.</summary>
    internal StandInPullRequest Request => Forge.Open;

    /// <summary>Moves the repository to a forge, and says so in the settings of the team.</summary>
    /// <param name="kind">What it is called in settings.</param>
    /// <param name="review">More of <c>review</c>, such as <c>'approvals': 2</c>, with single quotes.</param>
    /// <param name="more">More of the file.</param>
    internal void MoveTo(string kind, string review = "", string more = "")
    {
        _forge = StandIns.Start(kind, Team.Remote);
        Configure($"{{ {Review(review)}{(more.Length > 0 ? ", " + more : string.Empty)} }}");
    }

    /// <summary>The settings of the forge.</summary>
    internal string Review(string more = "") =>
        $"'review': {{ 'forge': '{Forge.Kind}', 'url': '{Forge.Api}', 'repository': '{Forge.Repository}', 'token': '{TokenReference}'{(more.Length > 0 ? ", " + more : string.Empty)} }}";

    /// <summary>Starts a hotfix, pushes a fix and submits it; returns the fix.</summary>
    internal string StartAndSubmit()
    {
        var fix = StartAndFix();
        Run("Submit-Hotfix").Single();
        return fix;
    }

    /// <summary>The same, and somebody approves it and a check is well.</summary>
    internal string StartAndApprove()
    {
        var fix = StartAndSubmit();
        Forge.Approve("ben");
        Forge.Report("build", "success");
        return fix;
    }

    /// <summary>Pushes one more commit onto the hotfix; returns it.</summary>
    internal string PushMore(string file = "more.txt")
    {
        Ada.Git("switch", "--quiet", "hotfix");
        var more = Ada.Commit(file, "more", "Fix it better");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");
        return more;
    }

    /// <summary>The requests that change something at the forge, as <c>METHOD path</c>.</summary>
    internal IEnumerable<string> Writes() => Forge.Server.Requests.Where(request => request.Method != "GET" && !request.Path.EndsWith("/graphql", StringComparison.Ordinal)).Select(request => $"{request.Method} {request.Path}");

    protected override void Dispose(bool disposing)
    {
        Environment.SetEnvironmentVariable(_variable, null);
        base.Dispose(disposing);
        _forge?.Dispose();
    }
}
