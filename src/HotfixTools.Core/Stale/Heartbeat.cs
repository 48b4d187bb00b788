using System.Text;
using System.Text.Json;

namespace HotfixTools;

/// <summary>The proof that a check ran to its end.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="By">The machine.</param>
/// <param name="Command">What was checked with.</param>
/// <param name="Checked">How many repositories were looked at.</param>
/// <param name="Found">How many hotfixes it told of.</param>
/// <param name="Failed">How many repositories could not be looked at.</param>
public sealed record Heartbeat(DateTimeOffset At, string By, string Command, int Checked, int Found, int Failed)
{
    /// <summary>One that is larger is none.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, MaxDepth = 4 };

    /// <summary>The heartbeat as JSON in UTF-8.</summary>
    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this with { At = DateTimeOffset.FromUnixTimeSeconds(At.ToUnixTimeSeconds()) }, Form), (byte)'\n'];

    /// <summary>Reads one; null where it is none.</summary>
    /// <param name="bytes">JSON in UTF-8.</param>
    public static Heartbeat? Read(byte[] bytes)
    {
        try
        {
            var text = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes;
            return JsonSerializer.Deserialize<Heartbeat>(text, Form) is { } read && read.At != default
                ? read with { At = read.At.ToUniversalTime(), By = DisplayText.Clean(read.By), Command = DisplayText.Clean(read.Command) }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
