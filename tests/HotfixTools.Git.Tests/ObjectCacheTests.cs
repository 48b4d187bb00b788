namespace HotfixTools.Git.Tests;

/// <summary>What was read is kept, but not where so much is read that it fills the memory.</summary>
public sealed class ObjectCacheTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(1);

    [Fact]
    public void Who_reads_much_keeps_no_more_of_it_until_done()
    {
        using (var cache = new ObjectCache())
        {
            for (var read = 0; read < ObjectCache.Enough; read++)
                cache.NoteRead();
            Assert.False(ObjectCache.IsKeeping);
        }

        // Another test may read much just now.
        Assert.True(SpinWait.SpinUntil(() => ObjectCache.IsKeeping, LongEnough));
    }

    [Fact]
    public void Who_is_done_turns_it_on_again_for_nobody_who_is_not()
    {
        using var first = new ObjectCache();
        using var second = new ObjectCache();
        foreach (var cache in new[] { first, second })
        {
            for (var read = 0; read < 2 * ObjectCache.Enough; read++)
                cache.NoteRead();
        }

        first.Dispose();
        first.Dispose();

        Assert.False(ObjectCache.IsKeeping);
    }
}
