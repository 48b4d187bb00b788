using System.Text;

namespace HotfixTools.Testing.Fuzzing;

/// <summary>Shows bytes.</summary>
public static class Hex
{
    /// <summary>Bytes as text, with those that are no printable ASCII as <c>\xNN</c>.</summary>
    public static string Of(byte[] bytes)
    {
        var text = new StringBuilder();
        foreach (var value in bytes)
            text.Append(value is >= 0x20 and < 0x7f and not (byte)'\\' ? ((char)value).ToString() : $"\\x{value:x2}");
        return text.ToString();
    }
}
