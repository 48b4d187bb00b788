using System.Text;
using HotfixTools.Testing.Fuzzing;

namespace HotfixTools.Core.Tests.Fuzzing;

/// <summary>What people and servers name things by: read, or refused with a word; never anything else.</summary>
public sealed class ValueFuzzTests
{
    private const string Id = "0123456789abcdef0123456789abcdef01234567";

    [Fact]
    public void Commit_ids() => Fuzz.Run(Mutants.OfText(Id, Id.ToUpperInvariant(), new string('0', 40)), 20_000, text =>
    {
        if (!CommitId.TryParse(text, out var id))
        {
            RequireRefused(() => CommitId.Parse(text));
            return;
        }

        Assert.Equal(text, id.ToString(), ignoreCase: true);
        Assert.Equal(id, CommitId.Parse(id.ToString()));
        Assert.Equal((8, 40), (id.Short.Length, id.ToString().Length));
    });

    [Fact]
    public void Names_of_branches_and_refs() => Fuzz.Run(Mutants.OfText("hotfix", "feature/login", "refs/heads/a/b", "@", "a.b-c_d/é"), 20_000, text =>
    {
        if (BranchName.TryParse(text, out var branch))
        {
            Assert.Equal(text, branch.ToString());
            Screen.RequireClean(branch.ToString());
            Assert.Equal($"refs/heads/{text}", RefName.Of(branch).ToString());
        }
        else
        {
            RequireRefused(() => BranchName.Parse(text));
        }

        if (!RefName.IsWellFormed(text))
        {
            RequireRefused(() => RefName.Parse(text));
            return;
        }

        Assert.Equal(text, RefName.Parse(text).ToString());
        Assert.DoesNotContain(text.Split('/'), part => part is "" or "." or ".." || part.EndsWith(".lock", StringComparison.Ordinal));
        Assert.DoesNotContain('\0', text);
    });

    [Fact]
    public void Names_of_environments() => Fuzz.Run(Mutants.OfText("production", "eu-west_1.blue", new string('p', EnvironmentName.MaxLength)), 20_000, text =>
    {
        if (!EnvironmentName.TryParse(text, out var environment))
        {
            RequireKnown(Assert.Throws<HotfixException>(() => EnvironmentName.Parse(text)));
            return;
        }

        Assert.Equal(environment, EnvironmentName.Parse(environment.ToString()));
        // It is a part of a ref, of an address and of the name of a file.
        Assert.True(RefName.IsWellFormed($"refs/deploys/{environment}"));
        Assert.Equal(environment.ToString(), Path.GetFileName(environment.ToString()));
        Assert.Equal(environment.ToString(), Uri.EscapeDataString(environment.ToString()));
    });

    [Fact]
    public void Addresses_of_remotes() => Fuzz.Run(
        Mutants.OfText("https://ada:s3cr3t@git.example:8443/shop/app.git?x=1", "ssh://git@git.example:22/~/shop.git", "git@git.example:shop/app.git", "/srv/git/shop.git", "file:///srv/git/shop.git", @"C:\git\shop", "[::1]:shop", "ext::sh -c x"),
        20_000,
        text =>
        {
            _ = RemoteUrl.IsPath(text) && RemoteUrl.IsRemote(text) ? throw new FuzzException("Both a path and a remote.") : 0;
            RemoteUrl url;
            try
            {
                url = RemoteUrl.Parse(text);
            }
            catch (FormatException error)
            {
                Screen.RequireClean(error.Message);
                return;
            }

            Assert.Equal(text, url.Text);
            Assert.False(text.StartsWith('-') || url.Host?.StartsWith('-') == true);
            Assert.Equal(url, RemoteUrl.Parse(url.Text));
            Screen.RequireClean(url.ToString());
        });

    [Fact]
    public void Passwords_in_addresses_are_not_shown_whatever_stands_around() => Fuzz.Run(
        Mutants.OfText("fatal: unable to access: ", "remote: see ", "x\ny ", "?token="), 10_000, text =>
        {
            var shown = RemoteUrl.Redact($"{text[..Math.Min(text.Length, 500)]} https://ada:hunter22@git.example/shop.git");
            Screen.RequireClean(shown);
            Assert.DoesNotContain("hunter22", shown);
        });

    // What grows with the square of the length takes minutes.
    [Theory]
    [InlineData("ssh")]
    [InlineData("a.")]
    [InlineData("-a")]
    [InlineData("a://")]
    [InlineData("://")]
    [InlineData("ssh://a:b ")]
    [InlineData("x://a:b/c")]
    [InlineData("1://a:b/c")]
    [InlineData("?token=")]
    [InlineData("?")]
    [InlineData(";")]
    [InlineData("@")]
    [InlineData(":")]
    [InlineData("=")]
    [InlineData("a=")]
    [InlineData("[")]
    public void Words_of_a_server_that_are_made_to_be_slow_to_read(string piece)
    {
        foreach (var (begin, end) in new[] { ("", ""), ("_", "://a:b"), ("https://", "@c.example/"), ("x?", "=y") })
        {
            var words = begin + string.Concat(Enumerable.Repeat(piece, 100_000)) + end;
            Fuzz.Run(CsCheck.Gen.Const(words), 1, text =>
            {
                Screen.RequireClean(RemoteUrl.Redact(text));
                Screen.RequireClean(RemoteUrl.RedactAddress(text));
                _ = RemoteUrl.IsRemote(text) || RemoteUrl.IsPath(text);
            });
        }
    }

    [Fact]
    public void Text_from_elsewhere() => Fuzz.Run(Mutants.OfText("Merge pull request #1 from shop/feature1\n\nIt's \u001b[31mred\u001b[0m", "\u202Eabc", new string('x', 2100), "\U0001F468\u200D\U0001F469"), 20_000, text =>
    {
        var clean = DisplayText.Clean(text);
        Screen.RequireClean(clean);
        Assert.True(clean.Length <= 2002);
        Assert.Equal(clean, DisplayText.Clean(clean));
        Screen.RequireClean(ShortText.Person(clean) + ShortText.Commit(clean));
    });

    [Fact]
    public void Durations() => Fuzz.Run(Mutants.OfText("2d", "1w2d3h4m5s", "36h", "1.12:00:00", "999999999s"), 20_000, text =>
    {
        if (SettingsDuration.TryParse(text, out var duration))
        {
            Assert.InRange(duration, TimeSpan.FromSeconds(1), SettingsDuration.Longest);
            Assert.True(SettingsDuration.TryParse(SettingsDuration.Text(duration), out var again));
            Assert.Equal(duration, again);
        }

        try
        {
            Assert.InRange(DurationText.Parse(text, "StaleAfter"), TimeSpan.FromSeconds(1), SettingsDuration.Longest);
        }
        catch (HotfixException error)
        {
            RequireKnown(error);
        }
    });

    [Fact]
    public void References_to_secrets_and_places_in_JSON() => Fuzz.Run(Mutants.OfText("env:TOKEN", "vault:deploy bot", "$.version.commit", "items[0]['build-info'].sha", "$['a'][\"b\"][12]"), 20_000, text =>
    {
        // Settings are JSON in UTF-8, and can hold no half letter.
        if (text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar))
            return;
        if (SecretReference.TryParse(text, out var reference))
            Assert.Equal(text, reference.ToString());
        if (!SettingsPath.TryParse(text, out var path))
            return;
        Assert.Equal(text, path.ToString());
        using var document = System.Text.Json.JsonDocument.Parse("""{"version":{"commit":"x"},"items":[{"build-info":{"sha":"y"}}],"a":[1]}""");
        _ = path.Find(document.RootElement);
    });

    [Fact]
    public void Trailers_of_messages() => Fuzz.Run(Mutants.OfText($"Fix it\n\nWhy.\n\nHotfix-Former-Id: {Id}\nSigned-off-by: A <a@x.example>\n", "Fix it", string.Empty, "\n\n\n"), 20_000, message =>
    {
        var before = HotfixTrailers.Read(message, HotfixTrailers.FormerId).ToList();
        var with = HotfixTrailers.Add(message, HotfixTrailers.FormerId, Id);
        Assert.Equal([.. before, CommitId.Parse(Id)], HotfixTrailers.Read(with, HotfixTrailers.FormerId));
        Assert.True(HotfixTrailers.IsPickOf(HotfixTrailers.AddPicked(message, CommitId.Parse(Id)), CommitId.Parse(Id)));
    });

    [Fact]
    public void Heartbeats()
    {
        var beat = new Heartbeat(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "ci-7", "Get-Hotfix -Stale", 12, 1, 0);
        var text = Encoding.UTF8.GetString(beat.Write());
        Assert.Equal(beat, Heartbeat.Read(beat.Write()));
        Fuzz.Run(Mutants.OfBytes(beat.Write(), [.. Encoding.UTF8.Preamble, .. beat.Write()]), 10_000, RequireReadable);
        Fuzz.Run(Mutants.OfJson(text), 10_000, mutant => RequireReadable(Encoding.UTF8.GetBytes(mutant)));
    }

    private static void RequireReadable(byte[] bytes)
    {
        if (Heartbeat.Read(bytes) is not { } read)
            return;
        Screen.RequireClean(read.By);
        Screen.RequireClean(read.Command);
        Assert.Equal(read with { At = DateTimeOffset.FromUnixTimeSeconds(read.At.ToUnixTimeSeconds()) }, Heartbeat.Read(read.Write()));
    }

    private static void RequireRefused(Action parse) => Screen.RequireClean(Assert.Throws<FormatException>(parse).Message);

    private static void RequireKnown(HotfixException error)
    {
        Assert.NotEqual("Unexpected", error.Id);
        Screen.RequireClean(error.Message);
        Screen.RequireClean(error.WayOut, mayHaveLines: true);
    }
}
