using System.Text.Json;

namespace HotfixTools.Git.Tests.Fleets;

/// <summary>Whatever history looks like, and wherever it is cut off: either what is told is what the whole history tells, or nothing is told.</summary>
public class CutOffTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_is_told_of_a_part_is_what_is_told_of_the_whole(int seed)
    {
        using var history = new GeneratedHistory(seed, length: 40, TimeSpan.FromHours(seed % 3 * 10));
        var whole = Tell(history, null, out _);
        foreach (var depth in new[] { 3, 5, 8 })
        {
            if (Tell(history, depth, out var isCutOff) is { } part)
                Assert.True(whole == part, $"Seed {seed}, depth {depth}, cut off {isCutOff}, {history.Story}\n{whole}\n{part}");
        }
    }

    // As text, with everything in it; null where more must be fetched.
    internal static string? Tell(GeneratedHistory history, int? depth, out bool isCutOff)
    {
        using var repository = new GitService().OpenTemporary();
        var remote = repository.OpenRemote(RemoteUrl.Parse(history.Remote), GeneratedHistory.Access);
        remote.Depth = depth;
        using var session = HotfixSession.OpenListed(new CutOffRepository(repository), remote, remote.List(), SettingsRequest.Plain, GeneratedHistory.Access, history.Clock);
        try
        {
            var told = Text(new HotfixReader(session).Read(session.Look(HotfixReader.Patterns(session.Settings))));
            isCutOff = repository.IsShallow;
            return told;
        }
        catch (HistoryCutOffException)
        {
            isCutOff = true;
            return null;
        }
    }

    internal static string Text(Hotfix? hotfix) => JsonSerializer.Serialize(hotfix, Readable);
}
