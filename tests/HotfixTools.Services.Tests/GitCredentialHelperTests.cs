using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

/// <summary>The real <c>git credential fill</c>, with a helper that notes what it was asked.</summary>
public sealed class GitCredentialHelperTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hotfixtools-helper-").FullName;
    private readonly EnvironmentScope _environment = new();

    public GitCredentialHelperTests()
    {
        Configure($"[credential]\n\thelper = \"!f() {{ test \\\"$1\\\" = get || exit 0; cat > '{Asked}'; echo username=helped; echo password=s3=cret; }}; f\"\n");
    }

    private string Asked => Path.Combine(_folder, "asked");

    [Fact]
    public void What_a_helper_knows_is_found()
    {
        var found = Find("https://git.example/shop.git");
        Assert.Equal(("helped", "s3=cret"), (found?.UserName, found?.Password));
    }

    [Fact]
    public void The_helper_is_asked_for_the_server_its_port_and_the_user_of_the_URL()
    {
        Find("https://ada@git.example:8443/shop.git", "ada");
        Assert.Equal(["host=git.example:8443", "protocol=https", "username=ada"], Lines());
    }

    [Fact]
    public void The_path_is_told_where_git_is_told_to_tell_it()
    {
        File.AppendAllText(Path.Combine(_folder, "config"), "\tuseHttpPath = true\n");
        Find("https://git.example/my%20shop.git");
        Assert.Equal(["host=git.example", "path=my shop.git", "protocol=https"], Lines());
    }

    [Fact]
    public void A_password_of_the_URL_is_not_handed_to_helpers()
    {
        Find("https://ada:hidden@git.example/shop.git", "ada");
        Assert.DoesNotContain("hidden", File.ReadAllText(Asked));
    }

    [Fact]
    public void Settings_of_the_repository_count()
    {
        GitProcess.Run(_folder, "init", "--quiet", "repository");
        var repository = Path.Combine(_folder, "repository");
        GitProcess.Run(repository, "config", "credential.helper", "");
        GitProcess.Run(repository, "config", "--add", "credential.helper", "!f() { echo username=local; echo password=x; }; f");
        Assert.Equal("local", new GitCredentialHelper(repository).Find(RemoteUrl.Parse("https://git.example/"), null)?.UserName);
        Assert.Equal("helped", Find("https://git.example/")?.UserName);
    }

    [Theory]
    [InlineData("ada\nhost=evil.example")]
    [InlineData("ada\0")]
    public void A_user_whose_name_would_be_a_line_more_is_not_asked_for(string userName)
    {
        Assert.Null(Find("https://git.example/shop.git", userName));
        Assert.False(File.Exists(Asked));
    }

    [Fact]
    public void A_path_with_a_hidden_line_end_is_not_asked_for()
    {
        foreach (var hidden in new[] { "%0a", "%0A", "%0d", "%00" })
            Assert.Throws<FormatException>(() => Find($"https://git.example/{hidden}host=evil.example"));
        Assert.False(File.Exists(Asked));
    }

    [Fact]
    public void Where_no_helper_is_configured_nobody_is_asked()
    {
        var prompted = Path.Combine(_folder, "prompted");
        var askpass = Path.Combine(_folder, "askpass");
        File.WriteAllText(askpass, $"#!/bin/sh\ntouch '{prompted}'\necho typed\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(askpass, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Configure($"[core]\n\taskPass = {askpass}\n");
        _environment.Set("GIT_ASKPASS", askpass);
        _environment.Set("SSH_ASKPASS", askpass);
        _environment.Set("DISPLAY", ":0");
        Assert.Null(Find("https://git.example/shop.git"));
        Assert.False(File.Exists(prompted));
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("echo quit=1")]
    [InlineData("echo username=half")]
    [InlineData("echo rubbish")]
    [InlineData("kill -9 $$")]
    public void A_helper_that_does_not_know_or_fails_is_as_none(string script)
    {
        Configure($"[credential]\n\thelper = \"!f() {{ {script}; }}; f\"\n");
        Assert.Null(Find("https://git.example/shop.git"));
    }

    [Fact]
    public void A_helper_that_says_much_beside_does_not_block()
    {
        Configure("[credential]\n\thelper = \"!f() { yes noise | head -c 300000 >&2; echo username=loud; echo password=x; }; f\"\n");
        Assert.Equal("loud", Find("https://git.example/shop.git")?.UserName);
    }

    [Fact]
    public void Without_git_nothing_is_known()
    {
        _environment.Set("PATH", _folder);
        Assert.Null(Find("https://git.example/shop.git"));
    }

    [Fact]
    public void In_a_folder_that_is_gone_nothing_is_known() =>
        Assert.Null(new GitCredentialHelper(Path.Combine(_folder, "gone")).Find(RemoteUrl.Parse("https://git.example/"), null));

    [Fact]
    public void A_host_and_path_is_no_URL_to_ask_for() => Assert.Null(Find("git@git.example:shop.git"));

    public void Dispose()
    {
        _environment.Dispose();
        TestHome.Remove(_folder);
    }

    private static RemoteCredential? Find(string url, string? userName = null) => new GitCredentialHelper(null).Find(RemoteUrl.Parse(url), userName);

    private void Configure(string text)
    {
        var file = Path.Combine(_folder, "config");
        File.WriteAllText(file, text);
        _environment.Set("GIT_CONFIG_GLOBAL", file);
    }

    // What newer versions of git tell beside: what they can do, and what the server asked.
    private string[] Lines() =>
        [.. File.ReadAllLines(Asked).Where(line => line.Length > 0 && !line.StartsWith("capability", StringComparison.Ordinal) && !line.StartsWith("wwwauth", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
