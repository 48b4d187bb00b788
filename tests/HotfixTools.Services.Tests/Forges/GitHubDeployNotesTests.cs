using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

/// <summary>Deploys of other systems, noted at GitHub.</summary>
public sealed class GitHubDeployNotesTests : GitHubTests
{
    [Fact]
    public async Task A_deploy_is_one_deployment_from_its_begin_to_its_end()
    {
        var id = await Note(AnnouncedState.Running);
        Assert.Equal(id, await Note(AnnouncedState.Succeeded, id));
        var made = Assert.Single(Server.Deployments);
        Assert.Equal((id, Head.ToString(), Head.ToString(), "production", true, false), (made.Id.ToString(), made.Commit, made.Ref, made.Environment, made.IsProduction, made.IsTransient));
        Assert.Equal([("in_progress", "https://ci.example/1"), ("success", "https://ci.example/1")], made.Statuses.Select(status => (status.State, status.LogUrl)));
        Assert.Equal("deploy-1", made.Payload?.GetProperty("hotfix_deploy").GetString());
    }

    [Fact]
    public async Task One_that_failed_and_one_that_nobody_can_look_at_are_noted()
    {
        await Forge.NoteDeploy(Deploy() with { Url = null, IsLast = false, Environment = EnvironmentName.Parse("staging") }, AnnouncedState.Failed, null, Cancellation);
        var made = Assert.Single(Server.Deployments);
        Assert.Equal(("failure", string.Empty, "staging", false), (made.State, made.Statuses[0].LogUrl, made.Environment, made.IsProduction));
    }

    [Fact]
    public async Task What_an_earlier_command_noted_is_found_again()
    {
        Server.PageSize = 2;
        var id = await Note(AnnouncedState.Running);
        for (var i = 2; i < 6; i++)
            await Forge.NoteDeploy(Deploy() with { Id = $"deploy-{i}" }, AnnouncedState.Running, null, Cancellation);
        Assert.Equal(id, await Note(AnnouncedState.Succeeded));
        Assert.Equal(5, Server.Deployments.Count);
    }

    [Fact]
    public async Task Where_the_answer_is_lost_none_is_made_twice()
    {
        Server.Break("POST */deployments", new WebReply(500), isDone: true);
        Assert.Contains("status 500", (await Fails(() => Note(AnnouncedState.Running))).Message);
        await Note(AnnouncedState.Running);
        Assert.Equal("in_progress", Assert.Single(Server.Deployments).State);
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("../../pulls/7")]
    [InlineData("")]
    public async Task What_is_not_there_any_more_is_made_anew(string known)
    {
        var id = await Note(AnnouncedState.Succeeded, known);
        Assert.Equal(id, Assert.Single(Server.Deployments).Id.ToString());
    }

    [Fact]
    public async Task Those_of_others_are_left_alone()
    {
        Server.Deployments.Add(new(9, Head.ToString(), "hotfix", "production", null, true, false, DateTimeOffset.UtcNow));
        Server.Deployments.Add(new(10, Head.ToString(), "hotfix", "production", System.Text.Json.JsonDocument.Parse("\"text\"").RootElement, true, false, DateTimeOffset.UtcNow));
        Server.Deployments.Add(new(11, Head.ToString(), "hotfix", "production", System.Text.Json.JsonDocument.Parse("\"{\\\"hotfix_deploy\\\":\\\"deploy-1\\\"}\"").RootElement, true, false, DateTimeOffset.UtcNow));
        Assert.Equal("11", await Note(AnnouncedState.Succeeded));
    }

    [Fact]
    public async Task A_later_one_takes_the_place_of_the_one_before()
    {
        await Note(AnnouncedState.Succeeded);
        await Forge.NoteDeploy(Deploy() with { Id = "deploy-2" }, AnnouncedState.Succeeded, null, Cancellation);
        Assert.Equal(["inactive", "success"], Server.Deployments.Select(one => one.State));
    }

    [Fact]
    public async Task Nothing_is_merged_and_no_check_has_a_say()
    {
        Server.Report("build", "failure", Head.ToString());
        var before = Team.RemoteRefs();
        await Note(AnnouncedState.Running);
        Assert.Equal(before, Team.RemoteRefs());
        Assert.Single(Server.Deployments);
    }

    [Theory]
    [InlineData(202, "Auto-merged master into hotfix on deployment.")]
    [InlineData(409, "Conflict merging master into hotfix.")]
    [InlineData(422, "No ref found for: hotfix.")]
    public async Task Where_none_is_made_it_is_said_so(int status, string words)
    {
        Server.Break("POST */deployments", WebReply.Json($$"""{"message":"{{words}}"}""", status));
        var error = await Fails(() => Note(AnnouncedState.Running));
        Assert.Contains($"made no deployment (status {status}): {words}", error.Message);
    }

    [Fact]
    public async Task Who_may_not_is_told_so()
    {
        Server.MayWrite = false;
        Assert.Contains("status 403", (await Fails(() => Note(AnnouncedState.Running))).Message);
    }

    private DeployAnnouncement Deploy() => new(Head, EnvironmentName.Production, Hotfix, "deploy-1", "https://ci.example/1", IsLast: true);

    private Task<string> Note(AnnouncedState state, string? known = null) => Forge.NoteDeploy(Deploy(), state, known, Cancellation);
}
