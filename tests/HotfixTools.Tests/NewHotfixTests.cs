using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class NewHotfixTests : ModuleTest
{
    [Fact]
    public void A_hotfix_starts_from_what_is_live()
    {
        var hotfix = Run("New-Hotfix -Reason 'Orders fail'").Single();

        Assert.Equal(Live, Hotfix);
        Assert.Equal("Started", hotfix.Text("State"));
        Assert.Equal(Live, hotfix.Text("Base"));
        Assert.Equal(Live, hotfix.Text("Head"));
        Assert.Equal("hotfix", hotfix.Text("Branch"));
        Assert.Equal("master", hotfix.Text("Mainline"));
        Assert.Equal(Ada.Folder, hotfix.Text("Repository"));
        Assert.Equal("Orders fail", hotfix.Text("Reason"));
        Assert.Equal($"{TestHome.UserName} <{TestHome.UserEmail}>", hotfix.Text("StartedBy"));
        var startedAt = Assert.IsType<DateTimeOffset>(hotfix.Get("StartedAt"));
        Assert.Equal(TimeSpan.Zero, startedAt.Offset);
        Assert.InRange(startedAt, DateTimeOffset.UtcNow.AddMinutes(-2), DateTimeOffset.UtcNow);
        Assert.Equal(Live, PSObject.AsPSObject(hotfix.Get("BaseDeploy")!).Text("Commit"));
        Assert.Equal(5, hotfix.Get("BehindMainline"));
        Assert.Empty(hotfix.FindingIds());
        Assert.Matches("^[0-9]{8}-[0-9a-f]{8}$", hotfix.Text("Id"));
        Assert.Equal([$"Started hotfix {hotfix.Text("Id")}"], JournalSubjects());
    }
}
