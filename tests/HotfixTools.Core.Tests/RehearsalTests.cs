namespace HotfixTools.Core.Tests;

/// <summary>What is rehearsed must be what a look does, or it readies nothing; that nobody is there to be told of a failure makes it worse.</summary>
public sealed class RehearsalTests
{
    [Fact]
    public void It_finds_the_hotfix_that_is_made_up()
    {
        var hotfix = Rehearsal.Play();

        Assert.NotNull(hotfix);
        Assert.Equal(HotfixState.InProgress, hotfix.State);
        Assert.Equal("20260101-00000000", hotfix.Id);
        Assert.Equal("Fix it", Assert.Single(hotfix.Commits).Subject);
        Assert.Equal("production", hotfix.BaseDeploy?.Environment);
        Assert.Equal("Somebody <somebody@example.org>", hotfix.StartedBy);
        Assert.False(hotfix.IsSuperseded || hotfix.IsContaminated);
    }

    [Fact]
    public void What_is_needed_sooner_goes_before_it()
    {
        Task<Hotfix?>? played = null;
        var wasOver = true;

        Rehearsal.GoBefore(() =>
        {
            played = Task.Run(Rehearsal.Play);
            wasOver = played.Wait(TimeSpan.FromMilliseconds(300));
        });

        Assert.False(wasOver);
        Assert.True(played!.Wait(TimeSpan.FromMinutes(1)));
        Assert.NotNull(played.Result);
    }
}
