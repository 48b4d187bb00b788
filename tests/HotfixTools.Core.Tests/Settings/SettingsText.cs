using System.Text;

namespace HotfixTools.Core.Tests.Settings;

/// <summary>A settings file as a test writes it; <c>⇒</c> marks each place where a fault is expected.</summary>
internal static class SettingsText
{
    private const char Mark = '⇒';

    public static SettingsFound Check(string text) => Check(Encoding.UTF8.GetBytes(text));

    public static SettingsFound Check(byte[] bytes) => SettingsReader.Check(bytes, new SettingsOrigin(SettingsOriginKind.File, "x"));

    public static HotfixSettings Good(string text)
    {
        var found = Check(text);
        Assert.Empty(found.Faults);
        return found.Settings;
    }

    /// <summary>The faults of a file, which are at the marks and nowhere else.</summary>
    public static IReadOnlyList<SettingsFault> Faults(string marked)
    {
        List<string> places = [];
        var (line, column) = (1, 1);
        foreach (var letter in marked)
        {
            if (letter == Mark)
                places.Add($"{line}:{column}");
            else
                (line, column) = letter == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        var found = Check(marked.Replace($"{Mark}", string.Empty));
        Assert.Equal(places, found.Faults.Select(fault => $"{fault.Line}:{fault.Column}"));
        Assert.All(found.Faults, fault => Assert.NotEmpty(fault.WayOut));
        Assert.All(found.Faults, fault => Assert.DoesNotContain(fault.ToString() + fault.WayOut, char.IsControl));
        Assert.Same(HotfixSettings.Default, found.Settings);
        return found.Faults;
    }

    /// <summary>The only fault of a file, at its mark.</summary>
    public static SettingsFault Fault(string marked) => Assert.Single(Faults(marked));
}
