namespace HotfixTools.Core.Tests;

public class RemoteUrlTests
{
    [Theory]
    [InlineData("/srv/shop.git", RemoteKind.Path, null)]
    [InlineData("../shop.git", RemoteKind.Path, null)]
    [InlineData("shop", RemoteKind.Path, null)]
    [InlineData("./a:b", RemoteKind.Path, null)]
    [InlineData("/a:b", RemoteKind.Path, null)]
    [InlineData("file:///srv/shop.git", RemoteKind.Path, null)]
    [InlineData("FILE:///srv/shop.git", RemoteKind.Path, null)]
    [InlineData("https://example.com/shop.git", RemoteKind.Http, "example.com")]
    [InlineData("HTTP://Example.com:8080/shop.git", RemoteKind.Http, "example.com")]
    [InlineData("https://ada:secret@example.com/shop.git", RemoteKind.Http, "example.com")]
    [InlineData("https://[::1]:8080/shop.git", RemoteKind.Http, "[::1]")]
    [InlineData("ssh://git@example.com:2222/shop.git", RemoteKind.Ssh, "example.com")]
    [InlineData("git+ssh://example.com/shop.git", RemoteKind.Ssh, "example.com")]
    [InlineData("ssh+git://example.com/shop.git", RemoteKind.Ssh, "example.com")]
    [InlineData("git@example.com:shop.git", RemoteKind.Ssh, "example.com")]
    [InlineData("example.com:/srv/shop.git", RemoteKind.Ssh, "example.com")]
    [InlineData("git@[::1]:shop.git", RemoteKind.Ssh, "[::1]")]
    public void A_remote_is_reached_as_git_would_reach_it(string text, RemoteKind kind, string? host)
    {
        var url = RemoteUrl.Parse(text);
        Assert.Equal((kind, host, text), (url.Kind, url.Host, url.Text));
    }

    [Fact]
    public void A_letter_and_a_colon_are_a_drive_on_Windows_and_a_host_elsewhere() =>
        Assert.Equal(OperatingSystem.IsWindows() ? RemoteKind.Path : RemoteKind.Ssh, RemoteUrl.Parse(@"C:\shop.git").Kind);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("-uorigin")]
    [InlineData("--upload-pack=touch /tmp/owned")]
    [InlineData("ssh://-oProxyCommand=touch/shop.git")]
    [InlineData("-oProxyCommand=x:shop.git")]
    [InlineData("git@-oProxyCommand=x:shop.git")]
    [InlineData("ext::sh -c touch% /tmp/owned")]
    [InlineData("fd::17")]
    [InlineData("git://example.com/shop.git")]
    [InlineData("ftp://example.com/shop.git")]
    [InlineData("https://")]
    [InlineData("https:///shop.git")]
    [InlineData("https://example.com/a\nb")]
    [InlineData("/srv/a\u001b[2Jb")]
    [InlineData("hotfixtools://current")]
    // A helper of git decodes these, and would be asked for the password of another server (CVE-2020-5260, CVE-2024-52006).
    [InlineData("https://example.com/shop%0ahost=github.com")]
    [InlineData("https://example.com%0ahost=github.com/shop.git")]
    [InlineData("https://ada%0d@example.com/shop.git")]
    [InlineData("https://ada%00@example.com/shop.git")]
    [InlineData("ssh://git@example.com/shop%0A.git")]
    [InlineData("file:///srv/shop%1b.git")]
    [InlineData("transport::address")]
    [InlineData("file::/srv/shop.git")]
    [InlineData("https://-oProxyCommand=x/shop.git")]
    public void What_is_no_remote_or_would_run_something_is_refused(string text)
    {
        var error = Assert.Throws<FormatException>(() => RemoteUrl.Parse(text));
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Theory]
    [InlineData("https://ada:s3cret@example.com/x", "https://example.com/x")]
    [InlineData("https://s3cret@example.com/x", "https://example.com/x")]
    [InlineData("HTTPS://ada:s3cret@example.com/x", "HTTPS://example.com/x")]
    [InlineData("https://:s3cret@example.com", "https://example.com")]
    [InlineData("ssh://git:s3cret@example.com:2222/x", "ssh://git@example.com:2222/x")]
    [InlineData("git+ssh://git:s3cret@example.com/x", "git+ssh://git@example.com/x")]
    [InlineData("ssh://git@example.com/x", "ssh://git@example.com/x")]
    [InlineData("git@example.com:x", "git@example.com:x")]
    [InlineData("https://example.com/@x", "https://example.com/@x")]
    [InlineData("/srv/me@home", "/srv/me@home")]
    [InlineData("https://ada:my s3cret@127.0.0.1:1/x", "https://127.0.0.1:1/x")]
    [InlineData("https:/ada:s3cret@example.com/x", "https:/ada@example.com/x")]
    [InlineData("https:ada:s3cret@example.com/x", "https@example.com/x")]
    [InlineData("https//ada:s3cret@example.com/x", "https//ada@example.com/x")]
    [InlineData("ada:s3cret@example.com:x.git", "ada@example.com:x.git")]
    [InlineData("ada:my s3cret@example.com:x.git", "ada@example.com:x.git")]
    [InlineData("https://example.com/x#access_token=s3cret", "https://example.com/x#access_token=")]
    [InlineData("https://example.com/x?pat=s3cret&y=1", "https://example.com/x?pat=&y=1")]
    [InlineData("https://example.com/x?y=1;auth=s3cret", "https://example.com/x?y=1;auth=")]
    [InlineData("https://example.com/x?compat=1&author=ada#design=2;y=3", "https://example.com/x?compat=1&author=ada#design=2;y=3")]
    [InlineData("C:/me@home/x", "C:/me@home/x")]
    [InlineData(@"C:\me@home\x", @"C:\me@home\x")]
    public void A_password_or_token_is_not_shown(string text, string shown)
    {
        Assert.Equal(shown, RemoteUrl.Parse(text).ToString());
        Assert.Equal(text, RemoteUrl.Parse(text).Text);
    }

    [Theory]
    [InlineData("fatal: unable to access 'https://ada:s3cret@example.com/x/': 403", "fatal: unable to access 'https://example.com/x/': 403")]
    [InlineData("see https://a:s3cret@one.example and http://s3cret@two.example.", "see https://one.example and http://two.example.")]
    [InlineData("ftp://ada:s3cret@example.com/x is old", "ftp://example.com/x is old")]
    [InlineData("http://ada:s3@s3cret@example.com:8080/x", "http://example.com:8080/x")]
    [InlineData("http://ada:s3/?cret@example.com:8080/x", "http://example.com:8080/x")]
    [InlineData("http://example.com:8080/x@y, http://example.com:/x@y", "http://example.com:8080/x@y, http://example.com:/x@y")]
    [InlineData("mail ada@example.com", "mail ada@example.com")]
    [InlineData("https://example.com/x.git?private_token=s3cret&y=1", "https://example.com/x.git?private_token=&y=1")]
    [InlineData("https://example.com/build?buildId=7&view=log", "https://example.com/build?buildId=7&view=log")]
    [InlineData("https://example.com/x, ask ada@example.com", "https://example.com/x, ask ada@example.com")]
    [InlineData("http://ada:s3/x@cret@example.com:8080/x", "http://example.com:8080/x")]
    [InlineData("fetch git@example.com:shop/app.git, or ask ada@example.com: she knows", "fetch git@example.com:shop/app.git, or ask ada@example.com: she knows")]
    [InlineData("\u001b[31mred", "\uFFFD[31mred")]
    [InlineData(null, "")]
    public void In_the_words_of_a_server_too(string? words, string shown) => Assert.Equal(shown, RemoteUrl.Redact(words));

    [Theory]
    [InlineData("ftp://ada:s3cret@example.com/x")]
    [InlineData("https://ada:s3cret@/x")]
    [InlineData("https://ada:s3cret@example.com/x\n")]
    [InlineData("https://ada:s3cret@exa mple.com/x")]
    [InlineData("https://ada:my s3cret@/x")]
    [InlineData("https://ada:my/s3@s3cret pass@127.0.0.1:1/x")]
    [InlineData("https://ada:my\ts3cret@example.com/x")]
    [InlineData("https:///ada:s3cret@example.com/x")]
    [InlineData("-https://ada:my s3cret@example.com/x")]
    public void A_URL_that_is_refused_does_not_tell_its_password_either(string text) =>
        Assert.DoesNotContain("s3cret", Assert.Throws<FormatException>(() => RemoteUrl.Parse(text)).ToString());

    [Fact]
    public void The_text_of_a_credential_is_its_user_alone() => Assert.Equal("ada", new RemoteCredential("ada", "s3cret").ToString());
}
