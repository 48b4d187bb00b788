using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>What is told of histories, with the real git as the judge.</summary>
public sealed class HistoryTests : IDisposable
{
    private readonly Team _team;
    private readonly Workplace _ada;
    private readonly string _live;
    private readonly string _orphan;
    private readonly IGitRepository _repository;
    private readonly string[] _commits;

    public HistoryTests()
    {
        _team = Team.AtWork(out _ada, out _live);
        _ada.Git("switch", "--quiet", "-c", "hotfix", _live);
        _ada.Commit("fix.txt", "one", "Fix one");
        _ada.Commit("fix.txt", "two", "Fix two");
        _ada.Git("switch", "--quiet", "--orphan", "unrelated");
        _orphan = _ada.Commit("other.txt", "other", "Unrelated");
        _ada.Commit("other.txt", "more", "Unrelated too");
        _ada.Git("switch", "--quiet", "master");
        _repository = new GitService().Open(_ada.Folder);
        _commits = _ada.Git("rev-list", "--all").Split('\n');
    }

    [Fact]
    public void Ancestry_is_what_git_says_of_every_pair()
    {
        foreach (var (one, other) in Pairs())
        {
            var expected = GitProcess.Try(_ada.Folder, "merge-base", "--is-ancestor", one, other).ExitCode == 0;
            Assert.Equal(expected, _repository.IsAncestor(CommitId.Parse(one), CommitId.Parse(other)));
        }
    }

    [Fact]
    public void The_best_common_ancestor_is_what_git_says()
    {
        foreach (var (one, other) in Pairs())
        {
            var expected = GitProcess.Try(_ada.Folder, "merge-base", one, other) is (0, var found, _) ? found : null;
            Assert.Equal(expected, _repository.MergeBase(CommitId.Parse(one), CommitId.Parse(other))?.ToString());
        }
    }

    [Fact]
    public void How_far_two_are_apart_is_what_git_says_even_of_unrelated_histories()
    {
        foreach (var (one, other) in Pairs())
        {
            var expected = _ada.Git("rev-list", "--left-right", "--count", $"{one}...{other}").Split('\t').Select(int.Parse).ToArray();
            Assert.Equal((expected[0], expected[1]), _repository.Divergence(CommitId.Parse(one), CommitId.Parse(other)));
        }
    }

    [Theory]
    [InlineData("master", null)]
    [InlineData("hotfix", null)]
    [InlineData("master", "hotfix")]
    [InlineData("hotfix", "master")]
    [InlineData("unrelated", "master")]
    [InlineData("master", "master")]
    public void The_log_has_what_git_log_has_and_parents_after_children(string from, string? excluding)
    {
        string[] range = excluding is null ? [from] : [from, "^" + excluding];
        var expected = _ada.Git(["rev-list", .. range]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var log = _repository.Log(Id(from), excluding is null ? null : Id(excluding)).ToList();
        Assert.Equal(expected.Order(StringComparer.Ordinal), log.Select(commit => commit.Id.ToString()).Order(StringComparer.Ordinal));
        for (var index = 0; index < log.Count; index++)
            Assert.DoesNotContain(log.Take(index), earlier => log[index].Parents.Contains(earlier.Id));
    }

    [Fact]
    public void A_commit_is_read_as_git_shows_it()
    {
        foreach (var commit in _commits)
        {
            var found = _repository.Find(CommitId.Parse(commit))!;
            Assert.Equal(
                _ada.Git("show", "--no-patch", "--format=%H|%P|%an <%ae>|%ct|%B", commit).TrimEnd(),
                $"{found.Id}|{string.Join(' ', found.Parents)}|{found.Author}|{found.CommittedAt.ToUnixTimeSeconds()}|{found.Message}".TrimEnd());
        }
    }

    [Fact]
    public void What_is_not_there_is_null_or_an_error_that_names_it()
    {
        var missing = CommitId.Parse("0123456789012345678901234567890123456789");
        Assert.Null(_repository.Find(missing));
        Assert.Null(_repository.FindTag(missing));
        var error = Assert.Throws<HotfixException>(() => _repository.MergeBase(missing, CommitId.Parse(_live)));
        Assert.Equal(("CommitNotFound", missing.ToString()), (error.Id, error.Target));
    }

    [Fact]
    public void A_tag_tells_its_commit_and_if_it_is_annotated_who_set_it_and_when()
    {
        _ada.Git("-c", "user.name=Rel Easer", "tag", "-a", "-m", "One", "annotated", _live);
        _ada.Git("tag", "-a", "-m", "Tag of a tag", "nested", "annotated");
        _ada.Git("tag", "light", _live);
        _ada.Git("tag", "tree", $"{_live}^{{tree}}");

        var annotated = _repository.FindTag(Id("annotated"))!;
        Assert.Equal((_live, "Rel Easer"), (annotated.Commit.ToString(), annotated.Tagger?.Name));
        Assert.Equal(_ada.Git("for-each-ref", "--format=%(taggerdate:unix)", "refs/tags/annotated"), annotated.At.ToUnixTimeSeconds().ToString());
        Assert.Equal(_live, _repository.FindTag(Id("nested"))?.Commit.ToString());
        Assert.Equal((_live, null), (_repository.FindTag(Id("light"))?.Commit.ToString(), _repository.FindTag(Id("light"))?.Tagger));
        Assert.Null(_repository.FindTag(Id("tree")));
    }

    public void Dispose()
    {
        _repository.Dispose();
        _team.Dispose();
    }

    private CommitId Id(string name) => CommitId.Parse(_ada.Git("rev-parse", name));

    // Some of each kind, so that the real git is not asked a hundred times.
    private IEnumerable<(string One, string Other)> Pairs()
    {
        string[] some = [_live, _orphan, .. new[] { "master", "master~1", "master~2^2", "hotfix", "unrelated" }.Select(name => _ada.Git("rev-parse", name))];
        return from one in some from other in some select (one, other);
    }
}
