namespace HotfixTools.Git;

/// <summary>Who commits, as git finds it out and writes it.</summary>
internal static class Committer
{
    // git takes these off both ends.
    private static readonly char[] Crud = [.. Enumerable.Range(0, ' ' + 1).Select(letter => (char)letter), '.', ',', ':', ';', '<', '>', '"', '\\', '\''];

    /// <summary>The person; null where nobody is named, or by nothing but signs that git takes off, or without an address.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="HotfixException"><c>GitRequired</c>, <c>GitConfigurationInvalid</c>.</exception>
    public static GitIdentity? Find(GitSettings settings)
    {
        var name = Environment.GetEnvironmentVariable("GIT_COMMITTER_NAME") ?? Filled(settings.Find("committer.name")) ?? settings.Find("user.name");
        // An empty one of the user counts, too: git writes it, which the library cannot, and looks no further.
        var email = Environment.GetEnvironmentVariable("GIT_COMMITTER_EMAIL") ?? Filled(settings.Find("committer.email")) ?? settings.Find("user.email") ?? Filled(Environment.GetEnvironmentVariable("EMAIL"));
        return Plain(name) is { Length: > 0 } plainName && Plain(email) is { Length: > 0 } plainEmail ? new GitIdentity(plainName, plainEmail) : null;
    }

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;

    // What would end the name or the address in a commit is dropped wherever it is.
    private static string Plain(string? text) => string.Concat((text ?? string.Empty).Trim(Crud).Split('<', '>', '\n'));
}
