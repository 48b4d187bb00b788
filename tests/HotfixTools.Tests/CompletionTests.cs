namespace HotfixTools.ModuleTests;

/// <summary>The Tab key: never fails, never goes to the network.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly ModuleSession _shell = new();

    [Theory]
    [InlineData("Get-LastDeploy s", new[] { "sandbox", "staging" })]
    [InlineData("Register-Deploy PRO", new[] { "production" })]
    [InlineData("Compare-Deploy -Environment x", new string[0])]
    [InlineData("Get-LastDeploy -Source l", new[] { "ledger" })]
    [InlineData("Get-LastDeploy -Source ", new[] { "ledger", "tags" })]
    [InlineData("New-Hotfix -Ch", new[] { "-CheckOut" })]
    public void Words_are_completed(string line, string[] expected)
    {
        var result = _shell.Run("[System.Management.Automation.CommandCompletion]::CompleteInput($args[0], $args[0].Length, $null).CompletionMatches | ForEach-Object CompletionText", line);

        Assert.Equal(expected, result.NoErrors().Output.Select(text => text.ToString()));
    }

    public void Dispose() => _shell.Dispose();
}
