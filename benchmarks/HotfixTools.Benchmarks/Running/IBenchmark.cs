namespace HotfixTools.Benchmarks.Running;

/// <summary>Something that is measured.</summary>
internal interface IBenchmark
{
    /// <summary>What it is asked for by.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    /// <param name="rounds">How often; what takes long is measured less often.</param>
    /// <returns>The results, one by one.</returns>
    IEnumerable<Contest> Run(int rounds);
}
