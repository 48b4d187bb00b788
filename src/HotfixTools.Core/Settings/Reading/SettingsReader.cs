using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>Reads a settings file: everything that is wrong with it at once, each with its place.</summary>
public static partial class SettingsReader
{
    /// <summary>What the file is called.</summary>
    public const string FileName = ".hotfix.json";

    /// <summary>A file that is larger is none that somebody wrote.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The most that is read of one, with a byte order mark.</summary>
    internal static readonly int MostRead = MaxBytes + Encoding.UTF8.Preamble.Length;

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">What is in it: UTF-8.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <exception cref="SettingsException">What is wrong with it.</exception>
    public static SettingsFound Read(byte[] bytes, SettingsOrigin origin)
    {
        var found = Check(bytes, origin);
        return found.Faults.Count == 0 ? found : throw new SettingsException(found.Faults);
    }

    /// <summary>Reads a file as far as it can be read.</summary>
    /// <param name="bytes">What is in it: UTF-8.</param>
    /// <param name="origin">Where it comes from.</param>
    public static SettingsFound Check(byte[] bytes, SettingsOrigin origin)
    {
        var text = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        var file = new SettingsFile(origin.ToString(), text);
        var fingerprint = Convert.ToHexString(SHA256.HashData(text));
        if (text.Length > MaxBytes)
            return TooLarge(origin, text.Length);
        SettingsNode root;
        try
        {
            root = SettingsNode.Parse(text);
        }
        catch (JsonException error)
        {
            file.Fault(OffsetOf(text, error.LineNumber ?? 0, error.BytePositionInLine ?? 0), $"This is not JSON: {Words(error)}", "Mend it there: the file is JSON in UTF-8; comments and a comma after the last item are allowed.");
            return new SettingsFound(HotfixSettings.Default, origin, file.Lines, file.Faults) { Fingerprint = fingerprint };
        }

        ClearSecrets.Find(file, root, text);
        var settings = Settings(file, root);
        return new SettingsFound(file.Faults.Count == 0 ? settings : HotfixSettings.Default, origin, file.Lines, file.Faults)
        {
            Readable = settings,
            Fingerprint = fingerprint,
        };
    }

    /// <summary>What there is to say of a file that is not read because it is too large.</summary>
    /// <param name="origin">Where it is.</param>
    /// <param name="size">How large it is, in bytes.</param>
    internal static SettingsFound TooLarge(SettingsOrigin origin, long size) =>
        Unread(origin, $"The file is larger than {MaxBytes / 1024} KB", "Take out what is no setting.", $"{size} bytes");

    /// <summary>What there is to say where something else than a file has its name.</summary>
    /// <param name="origin">Where it is.</param>
    internal static SettingsFound NoFile(SettingsOrigin origin) =>
        Unread(origin, "This is a folder or a submodule, and no file", $"Put a file in its place; without settings, remove it: git rm -r {FileName}", "no file");

    private static SettingsFound Unread(SettingsOrigin origin, string message, string wayOut, string fingerprint)
    {
        var file = new SettingsFile(origin.ToString(), []);
        file.Fault(0, message, wayOut);
        return new SettingsFound(HotfixSettings.Default, origin, file.Lines, file.Faults) { Fingerprint = fingerprint };
    }

    private static HotfixSettings Settings(SettingsFile file, SettingsNode root)
    {
        var top = new SettingsSection(file, root, string.Empty);
        var settings = HotfixSettings.Default;
        _ = top.Text("$schema");
        if (top.Has<BranchName>("mainline", BranchName.TryParse, "is not a branch name", "Write a short name such as master.", out var mainline))
            settings = settings with { Mainline = mainline };
        if (top.Has<BranchName>("branch", BranchName.TryParse, "is not a branch name", "Write a short name such as hotfix.", out var branch))
            settings = settings with { Branch = branch };
        if (top.Has<string>("remote", TryRemote, "is not the name of a remote", "Write a name that git remote shows, such as origin.", out var remote))
            settings = settings with { Remote = remote };
        if (top.Has<string>("ledger", TryNamespace, NoNamespace, NamespaceWayOut, out var ledger))
            settings = settings with { DeployNamespace = ledger };
        if (top.Has<string>("journal", TryNamespace, NoNamespace, NamespaceWayOut, out var journal))
            settings = settings with { HotfixNamespace = journal };
        if (top.Duration("staleAfter") is { } staleAfter)
            settings = settings with { StaleAfter = staleAfter };
        settings = settings with { StaleSince = WorkingTimeReader.Since(top) };
        if (top.Section("workingTime") is { } workingTime)
            settings = settings with { WorkingTime = WorkingTimeReader.Read(workingTime) };
        if (top.Section("review") is { } review)
            settings = settings with { Review = ReviewReader.Read(review) };
        if (top.Section("environments") is { } environments)
            settings = EnvironmentsReader.Read(file, environments, settings);
        if (top.List("notify") is { } notify)
            settings = settings with { Notify = NotifyReader.Read(file, notify) };
        top.Finish();
        CheckRefs(top, settings);
        file.Hosts.Check(file);
        return settings;
    }

    // Refs are files and folders: none can be both.
    private static void CheckRefs(SettingsSection top, HotfixSettings settings)
    {
        var (deploys, hotfixes) = (settings.DeployNamespace, settings.HotfixNamespace);
        if (IsWithin(hotfixes, deploys) || IsWithin(deploys, $"{hotfixes}journal/") || IsWithin(deploys, $"{hotfixes}archive/"))
            top.Fault("journal", "is the same as the ledger's, or is mixed with it", "Give each a namespace of its own.");
        foreach (var (key, space) in new[] { ("ledger", deploys), ("journal", hotfixes) })
        {
            foreach (var branch in new[] { settings.Branch, settings.Mainline }.OfType<BranchName>())
            {
                if (IsWithin(space, $"{RefName.Of(branch)}/") || IsWithin($"{RefName.Of(branch)}/", space))
                    top.Fault(key, $"and the branch '{ClearSecrets.Quoted(branch.ToString())}' are one within the other", $"Write another namespace, such as refs/heads/hotfix-{key}/.");
            }
        }

        if (settings.Mainline == settings.Branch)
            top.Fault("branch", "is the mainline", "Name a branch of its own for hotfixes, such as hotfix.");
    }

    private static bool IsWithin(string inner, string outer) => inner.StartsWith(outer, StringComparison.Ordinal);

    private const string NoNamespace = "is not a namespace of refs";
    private const string NamespaceWayOut = "Write one such as refs/deploys/; below branches or tags, with a folder of its own: refs/heads/deploys/.";

    private static bool TryNamespace(string text, out string space)
    {
        space = text.TrimEnd('/') + "/";
        return Namespace().IsMatch(space) && RefName.IsWellFormed(space + "x");
    }

    private static bool TryRemote(string text, out string remote) => (remote = text) is not ['-', ..] && RefName.IsWellFormed($"refs/remotes/{text}/x");

    private static int OffsetOf(byte[] text, long line, long position)
    {
        var start = 0;
        for (; line > 0 && Array.IndexOf(text, (byte)'\n', start) is >= 0 and var end; line--)
            start = end + 1;
        return (int)Math.Min(start + position, text.Length);
    }

    // The parser's own words end with the place, counted from 0, which the fault has from 1; and they may repeat a word of the
    // file, which may be a secret.
    private static string Words(JsonException error) =>
        DisplayText.Clean(WordOfFile().Replace(PlaceInWords().Replace(error.Message, string.Empty), "there ")).TrimEnd('.');

    [GeneratedRegex(@"\s*LineNumber: [0-9]+ \| BytePositionInLine: [0-9]+\.?")]
    private static partial Regex PlaceInWords();

    [GeneratedRegex(@"\A'.*'\s+(?=is an invalid JSON literal)", RegexOptions.Singleline)]
    private static partial Regex WordOfFile();

    [GeneratedRegex(@"\Arefs/(?!(?:heads|tags|remotes)/\z)[^/]+/")]
    private static partial Regex Namespace();
}
