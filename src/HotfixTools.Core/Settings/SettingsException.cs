namespace HotfixTools;

/// <summary>Settings that cannot be used. Carries one error for each fault.</summary>
/// <param name="faults">What is wrong.</param>
public sealed class SettingsException(IReadOnlyList<SettingsFault> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<SettingsFault> Faults { get; } = faults;

    /// <summary>One error for each fault.</summary>
    public IEnumerable<HotfixException> Errors => Faults.Select(HotfixErrors.ConfigurationInvalid);
}
