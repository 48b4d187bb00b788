namespace HotfixTools.Testing;

/// <summary>
/// Environment variables of this process for a while. The environment is one per process: tests that use this belong to
/// a collection that runs alone.
/// </summary>
public sealed class EnvironmentScope : IDisposable
{
    private readonly Dictionary<string, string?> _before = [];

    /// <summary>Sets variables; null removes one.</summary>
    public EnvironmentScope(params (string Name, string? Value)[] variables)
    {
        foreach (var (name, value) in variables)
            Set(name, value);
    }

    /// <summary>Sets one more variable; null removes it.</summary>
    public void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (name, value) in _before)
            Environment.SetEnvironmentVariable(name, value);
    }
}
