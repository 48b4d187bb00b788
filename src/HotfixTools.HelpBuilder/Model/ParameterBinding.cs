namespace HotfixTools.HelpBuilder.Model;

/// <summary>How a parameter is bound in one parameter set.</summary>
/// <param name="Required">Whether it must be given.</param>
/// <param name="Position">Its position, or null where it must be named.</param>
/// <param name="ByValue">Whether the piped object itself is bound to it.</param>
/// <param name="ByPropertyName">Whether the property of its name, of the piped object, is bound to it.</param>
internal sealed record ParameterBinding(bool Required, int? Position, bool ByValue, bool ByPropertyName)
{
    /// <summary>A parameter that must be named, and need not be given.</summary>
    public static ParameterBinding Named { get; } = new(Required: false, Position: null, ByValue: false, ByPropertyName: false);

    /// <summary>
    /// What holds across parameter sets, for the one entry a parameter has in the list of parameters:
    /// required is what every set requires, while the pipeline counts wherever it works.
    /// </summary>
    public static ParameterBinding Merge(IReadOnlyCollection<ParameterBinding> bindings) => new(
        bindings.All(binding => binding.Required),
        bindings.Select(binding => binding.Position).FirstOrDefault(position => position is not null),
        bindings.Any(binding => binding.ByValue),
        bindings.Any(binding => binding.ByPropertyName));
}
