using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

/// <summary>An environment in which nobody has a token yet, whatever the machine that runs the tests has.</summary>
internal sealed class CustomaryVariables : IDisposable
{
    private static readonly string[] Names =
    [
        "GITHUB_TOKEN", "GH_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN", "GH_HOST", "GITHUB_API_URL", "GITHUB_SERVER_URL",
        "GITLAB_TOKEN", "GITLAB_HOST", "CI_SERVER_URL", "SYSTEM_ACCESSTOKEN", "SYSTEM_COLLECTIONURI", "AZURE_DEVOPS_EXT_PAT", "HEROKU_API_KEY",
    ];

    private readonly EnvironmentScope _scope = new([.. Names.Select(name => (name, (string?)null)), .. Names.Select(name => (name + "_HOST", (string?)null))]);

    public CustomaryVariables(params (string Name, string? Value)[] variables)
    {
        foreach (var (name, value) in variables)
            Set(name, value);
    }

    public void Set(string name, string? value) => _scope.Set(name, value);

    public void Dispose() => _scope.Dispose();
}
