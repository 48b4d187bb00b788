using System.Text;
using HotfixTools.Testing.Fuzzing;

namespace HotfixTools.Core.Tests.Fuzzing;

/// <summary>Settings that anybody may have pushed: every fault is told with its place, and nothing is thrown.</summary>
public sealed class SettingsFuzzTests
{
    private static readonly SettingsOrigin Origin = new(SettingsOriginKind.File, "/srv/shop/.hotfix.json");

    // Every key that there is, so that every reader is reached.
    private static readonly string[] Corpus =
    [
        """
        {
          "$schema": "https://example.com/hotfix.schema.json", "mainline": "master", "branch": "hotfix", "remote": "origin", "ledger": "refs/deploys/", "journal": "refs/hotfix/",
          "staleAfter": "2d", "staleSince": "start",
          "workingTime": { "timeZone": "Europe/Berlin", "days": ["Mon", "Tue"], "from": "09:00", "to": "17:00", "holidays": ["2026-12-24", "2026-12-25"] },
          "review": { "forge": "github", "url": "https://api.github.example/", "repository": "acme/shop", "token": "env:FORGE_TOKEN", "approvals": 1, "checks": ["build", "test"] },
          "environments": {
            "staging": { "sources": ["ledger", { "kind": "tag", "pattern": "deployed/staging/*" }, { "kind": "version", "url": "https://staging.example/version", "path": "$.commit", "pattern": "([0-9a-f]{40})", "token": "env:VERSION_TOKEN" }] },
            "production": {
              "requires": ["staging"],
              "sources": [{ "kind": "ref", "ref": "refs/heads/live" }, { "kind": "github", "environment": "prod" }, { "kind": "heroku", "app": "shop", "token": "vault:heroku" }, { "kind": "command", "command": ["kubectl", "get", "{environment}"], "timeout": "10s" }],
              "deploy": { "kind": "github", "workflow": "deploy.yml", "inputs": { "commit": "{commit}" }, "timeout": "1h" }
            }
          },
          "notify": [{ "kind": "slack", "url": "env:SLACK_URL", "events": ["Started", "Completed"] }, { "kind": "webhook", "name": "ops", "url": "https://hooks.example/x", "token": "env:HOOK", "timeout": "5s" }]
        }
        """,
        """{ "environments": { "production": { "deploy": { "kind": "command", "command": ["./deploy.sh", "{commit}"], "timeout": "2h" } } }, }""",
        """{ /* why */ "branch": "urgent" } // end""",
    ];

    [Fact]
    public void Bytes_that_were_changed() => Fuzz.Run(Mutants.OfBytes([.. Corpus.Select(Encoding.UTF8.GetBytes)]), 3000, RequireFaults);

    [Fact]
    public void Members_that_were_changed() => Fuzz.Run(Mutants.OfJson(Corpus), 3000, text => RequireFaults(Encoding.UTF8.GetBytes(text)));

    private static void RequireFaults(byte[] bytes)
    {
        var found = SettingsReader.Check(bytes, Origin);
        var lines = bytes.Count(letter => letter == '\n') + 1;
        foreach (var fault in found.Faults)
        {
            Assert.InRange(fault.Line, 1, lines);
            Assert.InRange(fault.Column, 1, bytes.Length + 1);
            Screen.RequireClean(fault.ToString());
            Screen.RequireClean(fault.WayOut);
        }

        if (found.Faults.Count == 0)
            Assert.Equal(found.Settings.Branch, SettingsReader.Read(bytes, Origin).Settings.Branch);
        else
            Assert.Equal(found.Faults, Assert.Throws<SettingsException>(() => SettingsReader.Read(bytes, Origin)).Faults);
    }
}
