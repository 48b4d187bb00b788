<#
.SYNOPSIS
    Runs Pester files and exits with status 0 only if at least one test ran and all that ran passed.
.PARAMETER Path
    The test files, or a folder of them.
.PARAMETER ResultPath
    A file to write the outcome to, as JSON: the counts, and the names and messages of what failed or was skipped.
#>
[CmdletBinding()]
param(
    [string[]] $Path = $PSScriptRoot,

    [string] $ResultPath
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.7.0 -MaximumVersion 5.99.99

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'Plaintext'
$configuration.TestResult.Enabled = $false
$run = Invoke-Pester -Configuration $configuration

function Get-Message($Item) {
    # Where in the test; what Pester did to get there helps nobody.
    ($Item.ErrorRecord | ForEach-Object { $_; $_.ScriptStackTrace -split '\r?\n' -notmatch 'Pester\.psm?1|Invoke-Suite' }) -join "`n"
}

$failures = @(
    # What fails outside of a test, such as BeforeAll or the file itself, fails the run too.
    $run.FailedContainers | ForEach-Object { @{ Name = "$($_.Item)"; Message = Get-Message $_ } }
    $run.FailedBlocks | ForEach-Object { @{ Name = $_.ExpandedPath; Message = Get-Message $_ } }
    $run.Failed | ForEach-Object { @{ Name = $_.ExpandedPath; Message = Get-Message $_ } }
)
$skipped = @($run.Skipped + $run.Inconclusive + $run.NotRun | ForEach-Object { @{ Name = $_.ExpandedPath; Message = Get-Message $_ } })

if ($ResultPath) {
    [ordered]@{ Passed = $run.PassedCount; Failed = $run.FailedCount; Failures = $failures; Skipped = $skipped } |
        ConvertTo-Json -Depth 4 | Set-Content -Path $ResultPath
}

if ($run.TotalCount - $skipped.Count -le 0) {
    [Console]::Error.WriteLine("No test ran of $Path.")
    exit 1
}

exit ($run.Result -eq 'Passed' ? 0 : 1)
