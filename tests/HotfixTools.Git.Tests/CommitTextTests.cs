using System.Text;
using HotfixTools.Testing;
using LibGit2Sharp;

namespace HotfixTools.Git.Tests;

/// <summary>Commits in other encodings than UTF-8, and authors whom git takes and the library does not write: read and copied as git does it.</summary>
public sealed class CommitTextTests : IDisposable
{
    private readonly Team _team;
    private readonly Workplace _ada;
    private readonly string _live;
    private readonly OpenClone _clone;
    private readonly Repository _raw;

    public CommitTextTests()
    {
        _team = Team.AtWork(out _ada, out _live);
        _clone = new OpenClone(_ada);
        _raw = new Repository(_ada.Folder);
    }

    [Theory]
    [InlineData("ISO-8859-1", "iso-8859-1", "Jürgen", "Prüfung\n\nGrün\n")]
    [InlineData("ISO8859-15", "iso-8859-15", "Jürgen", "10 €\n")]
    [InlineData("CP1251", "windows-1251", "Юрий", "Проверка\n")]
    [InlineData("Shift_JIS", "shift_jis", "山田", "修正する\n\n能力\n")]
    [InlineData("CP932", "shift_jis", "山田", "修正\n")]
    [InlineData("eucJP", "euc-jp", "山田", "修正\n")]
    [InlineData("ISO-2022-JP", "iso-2022-jp", "山田", "修正\n")]
    [InlineData("GB18030", "gb18030", "李雷", "修复\n")]
    [InlineData("utf8", "utf-8", "Zoë \uFFFD", "漢字 \uFFFD\n")]
    [InlineData(null, "utf-8", "Zoë", "漢字\n")]
    // What is none of UTF-8 git takes for Latin-1, byte by byte; in an encoding that it does not know, too.
    [InlineData(null, "iso-8859-1", "Jürgen", "Prüfung\n")]
    [InlineData("no-such-encoding", "iso-8859-1", "Jürgen", "Prüfung\n")]
    [InlineData("no-such-encoding", "utf-8", "Zoë", "漢字\n")]
    [InlineData("UTF-7", "us-ascii", "A+AAo-B", "+AAo-\n")]
    [InlineData("US-ASCII", "iso-8859-1", "Jürgen", "Prüfung\n")]
    public void A_commit_in_another_encoding_is_read_and_copied_as_git_does_it(string? named, string encoding, string name, string message)
    {
        var original = Write($"{name} <j@x.example> 1767225600 +0130", message, named, CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding));

        var found = _clone.Repository.Find(original)!;

        Assert.Equal((message, new GitIdentity(name, "j@x.example"), new DateTimeOffset(2026, 1, 1, 1, 30, 0, TimeSpan.FromHours(1.5))), (found.Message, found.Author, found.AuthoredAt));
        Assert.Equal(GitPick(original), Copy(found, message));
    }

    [Theory]
    [InlineData("Ann <> 1767225600 +0000", "Ann", "")]
    [InlineData(" <ann@x.example> 1767225600 +0000", "", "ann@x.example")]
    [InlineData("<ann@x.example> 1767225600 +0000", "", "ann@x.example")]
    [InlineData("Ann <b> C <a@x.example> 1767225600 +0000", "Ann <b> C", "a@x.example")]
    [InlineData("Ann Jr. <a@x.example> 999999999999999 +0000", "Ann Jr.", "a@x.example")]
    [InlineData("Ann <a@x.example> -5 +0000", "Ann", "a@x.example")]
    [InlineData("Ann <a@x.example> 1767225600 +1530", "Ann", "a@x.example")]
    [InlineData("Ann <a@x.example>", "Ann", "a@x.example")]
    public void An_author_is_copied_to_the_letter(string line, string name, string email)
    {
        var original = Write(line, "Fix\n", null, Encoding.UTF8);

        var found = _clone.Repository.Find(original)!;

        Assert.Equal((name, email), (found.Author.Name, found.Author.Email));
        Assert.Equal(line, Copy(found, "Fix\n").Author);
    }

    [Fact]
    public void No_encoding_brings_another_line_into_the_header()
    {
        // What is a letter of an author in the one is a line end in the other.
        var bytes = Encoding.Latin1.GetBytes("A%gpgsig x");
        foreach (var encoding in new[] { "IBM037", "UTF-16", "UTF-16BE", "UTF-32", "IBM1047" })
        {
            var original = Write($"{Encoding.Latin1.GetString(bytes)} <a@x.example> 1 +0000", "Fix\n", encoding, Encoding.Latin1);
            var found = _clone.Repository.Find(original)!;
            Assert.Equal("A%gpgsig x", found.Author.Name);
            Assert.Equal("A%gpgsig x <a@x.example> 1 +0000", Copy(found, "Fix\n").Author);
        }
    }

    public void Dispose()
    {
        _raw.Dispose();
        _clone.Dispose();
        _team.Dispose();
    }

    private (string Author, string Message) Copy(CommitInfo original, string message)
    {
        var copy = _clone.Repository.Write(new NewCommit(_clone.Repository.TreeOf(original.Id), [CommitId.Parse(_live)], message, new GitIdentity("Bea", "bea@x.example"), DateTimeOffset.UnixEpoch, original));
        return Parts(copy.ToString());
    }

    private (string Author, string Message) GitPick(CommitId original)
    {
        _ada.Git("checkout", "--quiet", "--detach", _live);
        _ada.Git("cherry-pick", "--allow-empty", original.ToString());
        return Parts(_ada.Head);
    }

    // The bytes, which are UTF-8 whatever was.
    private (string Author, string Message) Parts(string commit)
    {
        var parts = _ada.Git("cat-file", "commit", commit).Split("\n\n", 2);
        Assert.DoesNotContain("\nencoding ", parts[0]);
        return (parts[0].Split('\n').Single(line => line.StartsWith("author ", StringComparison.Ordinal))["author ".Length..], parts[1] + "\n");
    }

    private CommitId Write(string author, string message, string? named, Encoding encoding)
    {
        var header = named is null ? string.Empty : $"encoding {named}\n";
        byte[] bytes = [.. Encoding.ASCII.GetBytes($"tree {_ada.Git("rev-parse", "master^{tree}")}\nparent {_live}\nauthor "), .. encoding.GetBytes(author), .. Encoding.ASCII.GetBytes($"\ncommitter A <a@x.example> 1767225600 +0000\n{header}\n"), .. encoding.GetBytes(message)];
        using var stream = new MemoryStream(bytes);
        return CommitId.Parse(_raw.ObjectDatabase.Write<Commit>(stream, bytes.Length).Sha);
    }
}
