namespace HotfixTools;

/// <summary>Something that writes: it looks and plans first, then runs the plan.</summary>
/// <typeparam name="T">What it tells afterwards.</typeparam>
public interface IOperation<out T>
{
    /// <summary>Looks, checks, and says what will be done. Writes nothing to a ref.</summary>
    Plan Prepare();

    /// <summary>What a person should know before it runs.</summary>
    IReadOnlyList<HotfixFinding> Concerns { get; }

    /// <summary>What could not be done, and is no reason to fail: what matters is done.</summary>
    IReadOnlyList<HotfixException> Warnings { get; }

    /// <summary>What there is after the plan was run.</summary>
    T Result();
}
