namespace HotfixTools.Services.Tests;

/// <summary>What a source says when it is asked.</summary>
internal static class Asked
{
    public static EnvironmentName Production { get; } = EnvironmentName.Production;

    public static Task<ServiceDeploy?> Of(IServiceSource source, string environment = "production") =>
        source.Find(EnvironmentName.Parse(environment), TestContext.Current.CancellationToken);

    public static async Task AssertCommit(string sha, IServiceSource source) => Assert.Equal(sha, (await Of(source))?.Commit.ToString());

    public static async Task<HotfixException> AssertSilent(string says, IServiceSource source, string environment = "production")
    {
        var error = await Assert.ThrowsAsync<HotfixException>(() => Of(source, environment));
        Assert.Equal("CannotVerify", error.Id);
        Assert.StartsWith("The source 'live' gives no answer: ", error.Message);
        Assert.Contains(says, error.Message);
        return error;
    }
}
