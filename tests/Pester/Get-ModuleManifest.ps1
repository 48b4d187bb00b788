<#
.SYNOPSIS
    The manifest of the module that is tested.
.DESCRIPTION
    That of this checkout; or what the environment variable HOTFIXTOOLS_MODULE names: a manifest, the folder that holds it, or
    a module that PowerShell finds by its name.
#>
[CmdletBinding()]
[OutputType([string])]
param()

if (-not $env:HOTFIXTOOLS_MODULE) {
    return (Resolve-Path (Join-Path $PSScriptRoot '../../HotfixTools.psd1')).Path
}

if (Test-Path -LiteralPath $env:HOTFIXTOOLS_MODULE -PathType Leaf) {
    return (Resolve-Path -LiteralPath $env:HOTFIXTOOLS_MODULE).ProviderPath
}

if (Test-Path -LiteralPath (Join-Path $env:HOTFIXTOOLS_MODULE 'HotfixTools.psd1')) {
    return (Resolve-Path -LiteralPath (Join-Path $env:HOTFIXTOOLS_MODULE 'HotfixTools.psd1')).ProviderPath
}

$found = Get-Module -ListAvailable -Name $env:HOTFIXTOOLS_MODULE | Select-Object -First 1
if (-not $found) {
    throw "HOTFIXTOOLS_MODULE is '$env:HOTFIXTOOLS_MODULE', which is no manifest, no folder that holds one, and no module that is installed."
}

$found.Path
