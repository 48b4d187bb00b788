using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>A page of the running system that tells which commit it was made of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">The page; <c>{environment}</c> stands for the environment.</param>
/// <param name="Path">Where the commit stands in a page that is JSON; null: the page is text.</param>
/// <param name="Pattern">What to look for in the text, or in the value at the path; null: it is the commit id and nothing else.</param>
/// <param name="Token">What is sent as <c>Authorization: Bearer</c>; null: nothing.</param>
public sealed record VersionSourceSettings(string Name, string Url, SettingsPath? Path, Regex? Pattern, SecretReference? Token) : DeploySourceSettings(Name);
