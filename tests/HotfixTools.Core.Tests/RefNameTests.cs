using HotfixTools.Testing;

namespace HotfixTools.Core.Tests;

/// <summary>What Git takes for a name, with the real git as the judge.</summary>
public class RefNameTests
{
    public static TheoryData<string> Odd =>
    [
        "hotfix", "feature/login", "a", "a-b", "a_b", "a.b", "a..b", ".a", "a.", "a/.b", "a./b", "/a", "a/", "a//b", "a.lock", "a.lock/b", "a/b.lock", "a.LOCK", "lock",
        "a b", "a~b", "a^b", "a:b", "a?b", "a*b", "a[b", "a]b", "a{b}", "a\\b", "a@b", "@", "a@{b", "@{", "{@", "a\tb", "a\nb", "a\u001bb", "a\u007fb", "-a", "a-", "--all",
        "schöne/grüße", "热修复", "🔥", "a'b", "a\"b", "a$b", "$(x)", "a`b", "a;b", "a|b", "a&b", "a!b", "a#b", "a%b", "a+b", "a,b", "a=b", "(a)", "refs/heads/a", "HEADS", "0123456789012345678901234567890123456789",
    ];

    [Theory]
    [MemberData(nameof(Odd))]
    public void A_full_name_is_taken_where_git_takes_it(string name)
    {
        var full = "refs/heads/" + name;
        var expected = GitProcess.Try(Path.GetTempPath(), "check-ref-format", full).ExitCode == 0;
        Assert.Equal(expected, RefName.IsWellFormed(full));
        if (expected)
            Assert.Equal(full, RefName.Parse(full).ToString());
        else
            Assert.Throws<FormatException>(() => RefName.Parse(full));
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void A_branch_is_taken_where_git_takes_it(string name)
    {
        // "@" is HEAD wherever a branch is named, so it is refused although git could keep it.
        var (exitCode, output, _) = GitProcess.Try(Path.GetTempPath(), "check-ref-format", "--branch", name);
        var expected = exitCode == 0 && output == name && name != "@";
        Assert.Equal(expected, BranchName.TryParse(name, out var branch));
        if (branch is not null)
            Assert.Equal("refs/heads/" + name, RefName.Of(branch).ToString());
        else
            Assert.Throws<FormatException>(() => BranchName.Parse(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("HEAD")]
    [InlineData("a\0b")]
    [InlineData("hot\u200bfix")]
    [InlineData("\u202exiftoh")]
    [InlineData("hotfix\u00ad")]
    [InlineData("hotfix\u2028x")]
    public void What_could_pass_for_another_name_on_a_screen_is_no_branch(string? name) => Assert.False(BranchName.TryParse(name, out _));

    [Fact]
    public void A_name_that_no_file_system_keeps_is_refused() => Assert.False(RefName.IsWellFormed("refs/heads/" + new string('a', 300)));

    [Theory]
    [InlineData("refs/heads/hotfix", true, false)]
    [InlineData("refs/tags/v1", false, true)]
    [InlineData("refs/deploys/production", false, false)]
    [InlineData("refs/headsx/a", false, false)]
    public void Branches_and_tags_are_told_apart(string name, bool isBranch, bool isTag)
    {
        Assert.Equal(isBranch, RefName.Parse(name).IsBranch);
        Assert.Equal(isTag, RefName.Parse(name).IsTag);
    }

    [Fact]
    public void No_branch_at_all_has_no_ref() => Assert.Throws<ArgumentNullException>(() => RefName.Of(null!));

    [Fact]
    public void No_name_at_all_is_refused()
    {
        Assert.Throws<FormatException>(() => RefName.Parse(null!));
        Assert.Throws<FormatException>(() => BranchName.Parse(null!));
    }
}
