using System.Text.RegularExpressions;

namespace HotfixTools.Core.Tests;

/// <summary>What the page about findings and errors says is what the code says; <c>about_HotfixTools_Findings</c> is made from it.</summary>
public sealed partial class FindingsAndErrorsPageTests
{
    // As PowerShell calls them.
    private static readonly Dictionary<ErrorKind, string> Categories = new()
    {
        [ErrorKind.InvalidArgument] = "InvalidArgument",
        [ErrorKind.NotFound] = "ObjectNotFound",
        [ErrorKind.Exists] = "ResourceExists",
        [ErrorKind.InvalidOperation] = "InvalidOperation",
        [ErrorKind.PermissionDenied] = "PermissionDenied",
        [ErrorKind.Authentication] = "AuthenticationError",
        [ErrorKind.Connection] = "ConnectionError",
        [ErrorKind.InvalidResult] = "InvalidResult",
        [ErrorKind.TimedOut] = "OperationTimeout",
        [ErrorKind.NotInstalled] = "NotInstalled",
    };

    // These pass on what another error says.
    private static readonly string[] AsTheirCause = ["DeployNotRecorded", "StatusNotSet"];

    // Errors that say something else where what they are about is another.
    private static readonly IReadOnlyList<KeyValuePair<Type, object?>[]> Others =
    [
        [],
        [new(typeof(RemoteUrl), RemoteUrl.Parse("ssh://git@example.com/shop.git"))],
        [new(typeof(IReadOnlyCollection<string>), Array.Empty<string>())],
        [new(typeof(IEnumerable<string>), Array.Empty<string>())],
        [new(typeof(Hotfix), new Hotfix { Branch = "hotfix", Mainline = "main" })],
        [new(typeof(SecretReference), new SecretReference(SecretStore.Vault, "shop"))],
        [new(typeof(RefName), RefName.Parse("refs/deploys/production"))],
    ];

    private static readonly string[][] Findings = Table("## Findings");
    private static readonly string[][] Errors = [.. Table("## Errors").SelectMany(row => Codes(row[0]).Select(id => (string[])[id, .. row[1..]]))];

    private static readonly ILookup<string, HotfixException> Made = HotfixErrorsTests.Methods()
        .Where(method => method.Name != nameof(HotfixErrors.Refused))
        .SelectMany(method => Others.Select(others => HotfixErrorsTests.Make(method, With(others))))
        .Concat(Refusing().Select(row => HotfixErrors.Refused([new HotfixFinding { Id = IdOf(row), Message = "Why.", WayOut = row[3] }], "Nothing was done.")))
        .ToLookup(error => error.Id);

    public static TheoryData<string> MadeIds => [.. Made.Select(error => error.Key)];

    [Fact]
    public void Every_finding_is_there_once_and_none_that_is_not() =>
        Assert.Equal(Enum.GetNames<FindingId>().Order(StringComparer.Ordinal), Findings.Select(row => Assert.Single(Codes(row[0]))).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_error_is_there_once_and_none_that_is_not() =>
        Assert.Equal(Made.Select(error => error.Key).Order(StringComparer.Ordinal), Errors.Select(row => row[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_has_a_meaning_and_a_way_out()
    {
        foreach (var row in Findings.Concat(Errors))
        {
            Assert.Equal(4, row.Length);
            Assert.All(row, cell => Assert.NotEmpty(cell));
        }
    }

    [Fact]
    public void Severities_are_those_that_there_are() => Assert.All(Findings, row =>
        Assert.All(Capital().Matches(Code().Replace(row[1], string.Empty)).Select(match => match.Value), word => Assert.Contains(word, Enum.GetNames<FindingSeverity>())));

    [Theory]
    [MemberData(nameof(MadeIds))]
    public void Its_category_is_the_one_it_has(string id)
    {
        if (AsTheirCause.Contains(id))
            Assert.Equal("as its cause", Row(id)[1]);
        else
            Assert.Equal(Made[id].Select(error => Categories[error.Kind]).Distinct().Order(), Row(id)[1].Split(" or ").Order());
    }

    [Theory]
    [MemberData(nameof(MadeIds))]
    public void Its_way_out_is_what_the_error_says(string id)
    {
        var wayOut = Row(id)[3];
        // Of what a finding refuses, the finding says the way out.
        var said = string.Join("\n", Made[id].Select(error => error.WayOut).Distinct());
        if (AsTheirCause.Contains(id))
            return;

        // Of a command the command and its parameters, without what they are given.
        var typed = Codes(wayOut).SelectMany(code => code.Split(' ')).Where(word => Command().IsMatch(word)).ToList();
        Assert.All(typed, word => Assert.True(said.Contains(word, StringComparison.OrdinalIgnoreCase), $"{id}: the error does not say {word}, but: {said}"));

        // And none of its commands is left out.
        var commands = Cmdlet().Matches(said).Select(match => match.Value).Distinct();
        Assert.All(commands, command => Assert.True(wayOut.Contains(command, StringComparison.Ordinal), $"{id}: the page does not say {command}, and the error does: {said}"));
    }

    // Those that a step refuses by: an error of the step's command is made of them.
    private static IEnumerable<string[]> Refusing() => Findings
        .Where(row => row[1].Contains("Error", StringComparison.Ordinal) && !row[2].StartsWith('('))
        // The merge itself refuses, with the files.
        .Where(row => IdOf(row) != FindingId.MergeBackConflict);

    private static FindingId IdOf(string[] finding) => Enum.Parse<FindingId>(Codes(finding[0]).Single());

    private static Dictionary<Type, object?> With(KeyValuePair<Type, object?>[] others)
    {
        // What comes next is of the hotfix, and no part of the error.
        var samples = new Dictionary<Type, object?>(HotfixErrorsTests.Samples) { [typeof(Hotfix)] = new Hotfix { Branch = "hotfix", Mainline = "main", StartedBy = "Ada" } };
        foreach (var (type, value) in others)
            samples[type] = value;
        return samples;
    }

    private static string[] Row(string id) => Assert.Single(Errors, row => row[0] == id);

    private static string[] Codes(string text) => [.. Code().Matches(text).Select(match => match.Groups[1].Value)];

    private static string[][] Table(string heading) =>
    [
        .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "docs", "findings-and-errors.md"))
            .SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => Bar().Split(line.Trim()[1..^1]).Select(cell => cell.Replace("\\|", "|", StringComparison.Ordinal).Trim()).ToArray()),
    ];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex(@"\b[A-Z][a-z]+\b")]
    private static partial Regex Capital();

    [GeneratedRegex(@"^(?:[A-Z][a-z]+-[A-Z][A-Za-z]+|--?[A-Za-z][\w-]*|git|ssh-add)$")]
    private static partial Regex Command();

    [GeneratedRegex(@"\b[A-Z][a-z]+-(?:Hotfix|Deploy|LastDeploy|Secret|Error)\w*")]
    private static partial Regex Cmdlet();
}
