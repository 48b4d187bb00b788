using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using HotfixTools.ModuleTests.Interleaving;

namespace HotfixTools.ModuleTests;

/// <summary>
/// Stories of a team in random order: the commands and plain git, one after the other, at once, and in the middle of each
/// other, with troubles; what is at the remote is held against a model after every step.
/// </summary>
public sealed class InterleavingTests
{
    private const int Usual = 40;

    // What the model has to know, once for sure; and what it found.
    public static TheoryData<string> Told { get; } =
    [
        "Register 1, Start, Fix, MergeByHand, Work, Fix, TakeInMainline, Update",
        "Start, Fix, Publish, Register 1, Update, Publish, Complete",
        "Start, Fix, Squash, RollIn",
        "Start, Fix, Publish, Stop, Start, TakeInMainline",
        "MakeBranch 1, Fix, Adopt, TakeInMainline, Stop",
        "Start, Fix, Rebase, Revert, Restore, Publish, RollIn",
    ];

    [Theory]
    [MemberData(nameof(Told))]
    public void What_is_told_here_is_as_the_model_says(string acts)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The hooks need a shell.");
        using var troupe = new Troupe();
        StoryRun.Play(new Story([.. acts.Split(", ").Select(Parse)], WritesTogether: true), troupe, new Dictionary<string, int>());
    }

    [Fact]
    public void Whatever_a_team_does_in_whatever_order_the_remote_is_as_the_model_says()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The hooks need a shell.");
        var stories = int.Parse(Environment.GetEnvironmentVariable("HOTFIX_STORIES") ?? Usual.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        ConcurrentBag<Troupe> troupes = [];
        ConcurrentDictionary<string, int> tally = new(StringComparer.Ordinal);
        try
        {
            Stories.Any.Sample(
                story =>
                {
                    var troupe = troupes.TryTake(out var free) ? free : new Troupe();
                    try
                    {
                        StoryRun.Play(story, troupe, tally);
                    }
                    finally
                    {
                        troupes.Add(troupe);
                    }
                },
                iter: stories,
                threads: 2);
        }
        finally
        {
            foreach (var troupe in troupes)
                troupe.Dispose();
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', tally.OrderBy(found => found.Key, StringComparer.Ordinal).Select(found => $"{found.Value,5} {found.Key}")));
    }

    private static Step Parse(string act)
    {
        var words = act.Split(' ');
        return new Step(new Act(Enum.Parse<ActKind>(words[0]), 0, words.Length > 1 ? int.Parse(words[1], CultureInfo.InvariantCulture) : 0), null, [], 0);
    }
}
