<#
.SYNOPSIS
    What the changelog says of the version that a tag names.
.DESCRIPTION
    Fails where the tag is not "v" and the version of the manifest, or where the changelog has no section of that version, or
    an empty one: then nothing must be released.
.PARAMETER Tag
    The tag, such as v0.1.0.
.PARAMETER Path
    The folder of HotfixTools.psd1 and CHANGELOG.md.
.EXAMPLE
    ./.github/Get-ReleaseNote.ps1 v0.1.0
#>
[CmdletBinding()]
[OutputType([string])]
param(
    [Parameter(Mandatory, Position = 0)]
    [string] $Tag,

    [string] $Path = (Split-Path $PSScriptRoot)
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$version = (Import-PowerShellDataFile (Join-Path $Path 'HotfixTools.psd1')).ModuleVersion
if ($Tag -cne "v$version") {
    throw "The tag is '$Tag', and HotfixTools.psd1 says $version. Tag v$version, or set ModuleVersion first."
}

$changelog = Get-Content -Raw (Join-Path $Path 'CHANGELOG.md')
$section = [regex]::Match($changelog, "(?ms)^## \[$([regex]::Escape($version))\][^\n]*\n(?<text>.*?)(?=^## |^\[[^\]]+\]: |\z)")
$text = $section.Groups['text'].Value.Trim()
if (-not $text) {
    throw "CHANGELOG.md has nothing below '## [$version]'. Give what is below '## [Unreleased]' that heading, with the date."
}

$text
