<#
.SYNOPSIS
    Builds, tests, packages and cleans HotfixTools.
.DESCRIPTION
    Needs PowerShell 7.4 and the .NET SDK 10; Test and Package also need git. Says in one line what is missing where
    something is. Ends with exit status 0 only if all went well.
.PARAMETER Task
    Build (default): builds the module into bin/ and its help into en-US/, so that "Import-Module ./HotfixTools.psd1" works.
    Test: builds and runs all tests; gets Pester 5.7 for the current user where it is missing.
    Package: makes output/HotfixTools/<version>/, complete, relocatable, as Publish-PSResource takes it, and tries it.
    Clean: removes what the other tasks made.
.PARAMETER Configuration
    The build configuration.
.EXAMPLE
    ./build.ps1
    Builds the module.
.EXAMPLE
    ./build.ps1 -Task Test -Configuration Debug
    Runs all tests of a debug build.
.EXAMPLE
    ./build.ps1 -Task Package
    Makes the package.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Package', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

# This file must parse in Windows PowerShell too, or it could not say that it needs another one.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# LibGit2Sharp ships more; these are the platforms of PowerShell 7.4 that HotfixTools is made for.
$SupportedRuntimes = @('win-x64', 'win-arm64', 'linux-x64', 'linux-arm64', 'linux-musl-x64', 'linux-musl-arm64', 'osx-x64', 'osx-arm64')
$PesterRange = @{ MinimumVersion = '5.7.0'; MaximumVersion = '5.99.99' }

function Assert-Environment {
    $version = $PSVersionTable.PSVersion
    if ($version.Major -lt 7 -or ($version.Major -eq 7 -and $version.Minor -lt 4)) {
        throw "PowerShell 7.4 or later is needed; this is $version. Install it (https://aka.ms/powershell) and run: pwsh ./build.ps1"
    }

    if ($Task -eq 'Clean') {
        return
    }

    if (-not (Get-Command dotnet -CommandType Application -ErrorAction Ignore)) {
        throw 'The .NET SDK 10 is missing: no program dotnet on the PATH. Install it: https://dot.net/download'
    }

    $sdks = @(& dotnet --list-sdks | ForEach-Object { $_.Split(' ')[0] })
    if (-not ($sdks | Where-Object { [int] $_.Split('.')[0] -ge 10 })) {
        throw "The .NET SDK 10 is missing: dotnet has $(if ($sdks) { $sdks -join ', ' } else { 'no SDK' }). Install it: https://dot.net/download"
    }

    if ($Task -ne 'Build' -and -not (Get-Command git -CommandType Application -ErrorAction Ignore)) {
        throw "git is missing: no program git on the PATH, and the task $Task needs it. Install it: https://git-scm.com"
    }
}

function Invoke-Program([string] $Program, [string[]] $Arguments) {
    & $Program @Arguments | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw "'$(Split-Path -Leaf $Program) $Arguments' ended with exit status $LASTEXITCODE."
    }
}

# In a process of its own: what is imported here stays loaded, and the next build could not write it.
function Invoke-FreshPowerShell([string[]] $Arguments) {
    # As a .NET tool, PowerShell is run by dotnet.
    $program = [Environment]::ProcessPath
    $begin = (Split-Path -LeafBase $program) -eq 'dotnet' ? @(Join-Path $PSHOME 'pwsh.dll') : @()
    Invoke-Program $program ($begin + @('-NoProfile', '-NonInteractive') + $Arguments)
}

function Invoke-Build {
    Invoke-Program dotnet @('build', (Join-Path $PSScriptRoot 'src/HotfixTools.Host'), '-c', $Configuration, '--nologo')
}

function Install-MissingPester {
    if (Get-Module -ListAvailable -FullyQualifiedName @{ ModuleName = 'Pester'; ModuleVersion = $PesterRange.MinimumVersion; MaximumVersion = $PesterRange.MaximumVersion }) {
        return
    }

    Write-Host 'Pester 5.7 is missing; installing it for the current user.'
    try {
        if (Get-Command Install-PSResource -ErrorAction Ignore) {
            Install-PSResource -Name Pester -Version '[5.7.0,6.0.0)' -Scope CurrentUser -TrustRepository -Quiet
        }
        elseif (Get-Command Install-Module -ErrorAction Ignore) {
            Install-Module -Name Pester @PesterRange -Scope CurrentUser -Force -SkipPublisherCheck
        }
        else {
            throw 'neither Install-PSResource nor Install-Module is there'
        }
    }
    catch {
        throw "Pester 5.7 is missing and could not be installed: $($_.Exception.Message)"
    }
}

function Invoke-Test {
    Install-MissingPester
    # Its project runs the Pester files for those who have no build.ps1; here they are run once, below, and seen as they run.
    Invoke-Program dotnet @('test', (Join-Path $PSScriptRoot 'HotfixTools.sln'), '-c', $Configuration, '--nologo', '--filter', 'FullyQualifiedName!~HotfixTools.PesterTests')
    Invoke-FreshPowerShell @('-File', (Join-Path $PSScriptRoot 'tests/Pester/Invoke-Suite.ps1'))
}

function Invoke-Package {
    $version = (Import-PowerShellDataFile (Join-Path $PSScriptRoot 'HotfixTools.psd1')).ModuleVersion
    $package = Join-Path $PSScriptRoot "output/HotfixTools/$version"
    if (Test-Path $package) {
        Remove-Item -Recurse -Force -Path $package
    }

    # Straight into the new folder, because ./bin may hold what an earlier build left there.
    Invoke-Program dotnet @('build', (Join-Path $PSScriptRoot 'src/HotfixTools.Host'), '-c', $Configuration, '--nologo', "-p:ModuleOutput=$package/bin/")
    Get-ChildItem -Recurse -File -Path $package -Include '*.pdb' | Remove-Item
    Get-ChildItem -Directory -Path "$package/bin/dependencies/runtimes" | Where-Object Name -notin $SupportedRuntimes | Remove-Item -Recurse
    Copy-Item -Path "$PSScriptRoot/HotfixTools.psd1" -Destination $package
    $help = New-Item -ItemType Directory -Path "$package/en-US"
    Copy-Item -Path "$PSScriptRoot/en-US/*" -Destination $help
    foreach ($name in 'LICENSE', 'README.md', 'CHANGELOG.md') {
        if (Test-Path "$PSScriptRoot/$name") {
            Copy-Item -Path "$PSScriptRoot/$name" -Destination $package
        }
    }

    Set-Content -Path "$package/THIRD-PARTY-NOTICES.txt" -Value (Get-ThirdPartyNotice)
    Assert-Package $package
    Write-Host "Packaged: $package"
    Write-Host "To publish it: Publish-PSResource -Path '$package' -Repository <repository>"
}

# The words of the packages themselves, at the versions that were built with.
function Get-ThirdPartyNotice {
    $assets = Get-Content -Raw "$PSScriptRoot/src/HotfixTools.Git/obj/project.assets.json" | ConvertFrom-Json -AsHashtable
    $libraries = $assets.libraries
    'HotfixTools comes with the following software of others.'
    foreach ($part in @(
            @{ Package = 'LibGit2Sharp'; Title = 'LibGit2Sharp, under the MIT licence'; Files = 'App_Readme/LICENSE.md' }
            @{ Package = 'LibGit2Sharp.NativeBinaries'; Title = 'libgit2, under the GNU General Public License, version 2, with a linking exception'; Files = 'libgit2/libgit2.license.txt' }
        )) {
        $key = $libraries.Keys | Where-Object { $_ -like "$($part.Package)/*" }
        $text = $assets.packageFolders.Keys | ForEach-Object { Join-Path $_ $libraries[$key].path $part.Files } | Where-Object { Test-Path $_ } | Select-Object -First 1
        if (-not $text) {
            throw "The package $key has no licence file $($part.Files): look for its new place, and name it in build.ps1."
        }

        ''
        '=' * 100
        "$($part.Title) (package $($part.Package) $($key.Split('/')[1]))"
        '=' * 100
        ''
        (Get-Content -Raw $text).Trim()
    }
}

# As a user would get it: from its own folder, in a PowerShell that knows nothing else.
function Assert-Package([string] $Package) {
    $missing = @('HotfixTools.psd1', 'LICENSE', 'en-US/HotfixTools.dll-Help.xml', 'bin/HotfixTools.dll', 'bin/hotfix.schema.json', 'bin/dependencies/LibGit2Sharp.dll') +
        @($SupportedRuntimes | ForEach-Object { "bin/dependencies/runtimes/$_/native/*git2*" }) | Where-Object { -not (Test-Path (Join-Path $Package $_)) }
    if ($missing) {
        throw "The package lacks: $($missing -join ', ')."
    }

    $null = Test-ModuleManifest -Path (Join-Path $Package 'HotfixTools.psd1')
    $script = @'
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $env:HOTFIXTOOLS_PACKAGE HotfixTools.psd1)
if (-not (Get-Module HotfixTools).Path.StartsWith($env:HOTFIXTOOLS_PACKAGE)) { throw "Imported $((Get-Module HotfixTools).Path)." }
$sandbox = New-HotfixSandbox
try {
    $hotfix = $sandbox | Get-LastDeploy | New-Hotfix
    if ($hotfix.Base -ne $sandbox.LiveCommit) { throw "The hotfix starts from $($hotfix.Base)." }
    if ((Get-Help New-Hotfix).Synopsis -notlike 'Starts the one hotfix*') { throw 'The help was not found.' }
}
finally {
    Remove-Item -Recurse -Force -Path $sandbox.Root
}
"The package works: New-HotfixSandbox | Get-LastDeploy | New-Hotfix made $hotfix."
'@
    $env:HOTFIXTOOLS_PACKAGE = $Package
    try {
        Invoke-FreshPowerShell @('-Command', $script)
    }
    finally {
        Remove-Item Env:HOTFIXTOOLS_PACKAGE
    }
}

# Nothing but what builds make: the folders beside project files, and those at the top.
function Invoke-Clean {
    $folders = @('bin', 'en-US', 'output', 'TestResults' | ForEach-Object { Join-Path $PSScriptRoot $_ })
    $projects = 'src', 'tests', 'benchmarks' | ForEach-Object { Join-Path $PSScriptRoot $_ } | Where-Object { Test-Path $_ } |
        Get-ChildItem -Recurse -File -Filter '*.csproj'
    foreach ($project in $projects) {
        $folders += 'bin', 'obj', 'TestResults' | ForEach-Object { Join-Path $project.DirectoryName $_ }
    }

    foreach ($folder in $folders | Where-Object { Test-Path $_ }) {
        Remove-Item -Recurse -Force -Path $folder
        Write-Host "Removed $folder"
    }
}

try {
    Assert-Environment
    & "Invoke-$Task"
}
catch {
    Write-Verbose ($_ | Out-String)
    $Host.UI.WriteErrorLine("build.ps1: $($_.Exception.Message)")
    exit 1
}
