#!/usr/bin/env pwsh

<#
.SYNOPSIS
    Builds, tests, packages and cleans HotfixTools.
.DESCRIPTION
    Needs PowerShell 7.4 and the .NET SDK 10; Test and Package also need git. Says in one line what is missing where
    something is. Ends with exit status 0 only if all went well.
.PARAMETER Task
    Build (default): builds the module into bin/ and its help into en-US/, so that "Import-Module ./HotfixTools.psd1" works.
    Test: builds and runs all tests; gets Pester 5.7 for the current user where it is missing.
    Package: makes output/HotfixTools/<version>/, complete, relocatable, as Publish-PSResource takes it, and the host as the .NET
    tool output/HotfixTools.Host.<version>.nupkg, and tries both.
    Docs: brings docs/commands/ up to date with the comments of the cmdlets. What it changes belongs into the same commit.
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
    Makes the packages.
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingWriteHost', '', Justification = 'It talks to a person, and emits nothing.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', 'Configuration', Justification = 'The functions read it.')]
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Package', 'Docs', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

# This file must parse in Windows PowerShell too, or it could not say that it needs another one.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$HostProject = Join-Path $PSScriptRoot 'src/HotfixTools.Host'
# What is downloaded: nobody waits for more while production is down. It packs to half of that and less.
$SizeLimit = 25MB
$UnpackedLimit = 32MB
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

    if ($Task -in 'Test', 'Package' -and -not (Get-Command git -CommandType Application -ErrorAction Ignore)) {
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
    $begin = @(if ((Split-Path -LeafBase $program) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
    Invoke-Program $program ($begin + @('-NoProfile', '-NonInteractive') + $Arguments)
}

function Invoke-Build {
    Invoke-Program dotnet @('build', $HostProject, '-c', $Configuration, '--nologo')
}

function Invoke-Docs {
    Invoke-Program dotnet @('build', (Join-Path $PSScriptRoot 'src/HotfixTools'), '-c', $Configuration, '--nologo', '-p:WriteCommandPages=true')
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
    $tool = Join-Path $PSScriptRoot "output/HotfixTools.Host.$version.nupkg"
    $toolFolder = Join-Path $HostProject 'obj/tool'
    Remove-Item -Recurse -Force -Path $package, $tool, $toolFolder -ErrorAction Ignore

    # Straight into the new folder, because ./bin may hold what an earlier build left there.
    $options = @('-c', $Configuration, '--nologo', '-p:ContinuousIntegrationBuild=true', "-p:ModuleOutput=$package/bin/", '-p:IsPackage=true')
    Invoke-Program dotnet (@('build', $HostProject) + $options)
    Get-ChildItem -Recurse -File -Path $package -Include '*.pdb' | Remove-Item
    Copy-Item -Path "$PSScriptRoot/HotfixTools.psd1" -Destination $package
    $help = New-Item -ItemType Directory -Path "$package/en-US"
    Copy-Item -Path "$PSScriptRoot/en-US/*" -Destination $help
    foreach ($name in 'LICENSE', 'README.md', 'CHANGELOG.md') {
        Copy-Item -Path "$PSScriptRoot/$name" -Destination $package
    }

    Set-Content -Path "$package/THIRD-PARTY-NOTICES.txt" -Value (Get-ModuleNotice)
    Assert-Package $package

    $null = New-Item -ItemType Directory -Path $toolFolder
    Set-Content -Path "$toolFolder/THIRD-PARTY-NOTICES.txt" -Value ((Get-ModuleNotice) + (Get-EngineNotice))
    Invoke-Program dotnet (@('pack', $HostProject, '--no-build', '--output', "$PSScriptRoot/output") + $options +
        @("-p:PublishDir=$toolFolder/publish/", "-p:ThirdPartyNotices=$toolFolder/THIRD-PARTY-NOTICES.txt"))
    Assert-Tool $tool

    Write-Host "Packaged: $package ($(Get-Size $package))"
    Write-Host "To publish it: Publish-PSResource -Path '$package' -Repository <repository>"
    Write-Host "Packaged: $tool ($(Get-Size $tool))"
    Write-Host "To publish it: dotnet nuget push '$tool' --source <source>"
}

# In bytes, of a file or a folder. (Get-ChildItem -Recurse looks for a file of that name in all folders beside it.)
function Get-Length([string] $Path) {
    (Get-Item -Path $Path | ForEach-Object { if ($_.PSIsContainer) { Get-ChildItem -Recurse -File -Path $_.FullName } else { $_ } } | Measure-Object -Property Length -Sum).Sum
}

function Get-Size([string] $Path) {
    '{0:n1} MB' -f ((Get-Length $Path) / 1MB)
}

function Get-Notice([string] $Title, [string] $Text) {
    ''
    '=' * 100
    $Title
    '=' * 100
    ''
    $Text.Trim()
}

# The packages that a project was built with: name, version, folder.
function Get-PackageInUse([string] $Project) {
    $assets = Get-Content -Raw "$PSScriptRoot/src/$Project/obj/project.assets.json" | ConvertFrom-Json -AsHashtable
    foreach ($key in $assets.libraries.Keys | Where-Object { $assets.libraries[$_].type -eq 'package' } | Sort-Object) {
        $name, $version = $key.Split('/')
        [pscustomobject]@{
            Name = $name
            Version = $version
            Folder = $assets.packageFolders.Keys | ForEach-Object { Join-Path $_ $assets.libraries[$key].path } | Where-Object { Test-Path $_ } | Select-Object -First 1
            IsShipped = @($assets.targets.Values | ForEach-Object { $_[$key] } | ForEach-Object { $_['runtime']; $_['runtimeTargets'] } |
                    Where-Object { $_ } | ForEach-Object { $_.Keys } | Where-Object { $_ -notlike '*_._' }).Count -gt 0
        }
    }
}

# The words of the packages themselves, at the versions that were built with.
function Get-ModuleNotice {
    'HotfixTools comes with the following software of others.'
    $packages = @(Get-PackageInUse 'HotfixTools.Git')
    $parts = @(
        @{ Package = 'LibGit2Sharp'; Title = 'LibGit2Sharp, under the MIT licence'; File = 'App_Readme/LICENSE.md' }
        @{ Package = 'LibGit2Sharp.NativeBinaries'; Title = 'libgit2, under the GNU General Public License, version 2, with a linking exception, and what it has inside'; File = 'libgit2/libgit2.license.txt' }
    )
    foreach ($part in $parts) {
        $package = $packages | Where-Object Name -EQ $part.Package
        $text = Join-Path $package.Folder $part.File
        if (-not (Test-Path $text)) {
            throw "The package $($part.Package) $($package.Version) has no licence file $($part.File): look for its new place, and name it in build.ps1."
        }

        Get-Notice "$($part.Title) (package $($part.Package) $($package.Version))" (Get-Content -Raw $text)
    }
}

# The engine and what it needs are all under one licence; whatever is not is no news to learn from a lawyer.
function Get-EngineNotice {
    $licence = (Get-Content -Raw "$PSScriptRoot/LICENSE") -replace '(?s)^.*?(?=Permission is hereby granted)'
    $notices = [ordered]@{}
    $lines = foreach ($package in Get-PackageInUse 'HotfixTools.Host' | Where-Object { $_.IsShipped -or $_.Name -eq 'Microsoft.Management.Infrastructure.Runtime.Unix' }) {
        $metadata = ([xml] (Get-Content -Raw (Get-ChildItem -Path $package.Folder -Filter '*.nuspec').FullName)).package.metadata
        if ($metadata.license.InnerText -ne 'MIT') {
            throw "The package $($package.Name) $($package.Version) is not under the MIT licence: read its licence, and say in build.ps1 what follows."
        }

        "$($package.Name) $($package.Version): $($metadata.copyright)"
        foreach ($file in Get-ChildItem -Path $package.Folder -File | Where-Object Name -Match 'third-party-notices|thirdpartynotice') {
            $text = (Get-Content -Raw $file.FullName).Trim()
            $notices[$text] = @($notices[$text]) + $package.Name | Where-Object { $_ }
        }
    }

    Get-Notice 'The engine of PowerShell and what it needs, under the MIT licence' (($lines -join "`n") + "`n`n" + $licence)
    foreach ($notice in $notices.GetEnumerator()) {
        Get-Notice "What is inside $($notice.Value -join ', ')" $notice.Key
    }
}

# As a user would get it: from its own folder, in a PowerShell that knows nothing else.
function Assert-Package([string] $Package) {
    $runtimes = (& dotnet msbuild $HostProject -getProperty:SupportedRuntimes).Split(';')
    $platforms = (& dotnet msbuild $HostProject -getProperty:PackagedPlatforms).Split(';')
    $needed = @(
        'HotfixTools.psd1', 'LICENSE', 'README.md', 'CHANGELOG.md', 'THIRD-PARTY-NOTICES.txt', 'en-US/HotfixTools.dll-Help.xml'
        'en-US/about_HotfixTools.help.txt', 'en-US/about_HotfixTools_Process.help.txt', 'en-US/about_HotfixTools_Configuration.help.txt', 'en-US/about_HotfixTools_Findings.help.txt'
        'bin/HotfixTools.dll', 'bin/HotfixTools.Core.dll', 'bin/HotfixTools.Services.dll', 'bin/HotfixTools.Format.ps1xml', 'bin/HotfixTools.Types.ps1xml'
        'bin/hotfix.schema.json'
        'bin/dependencies/HotfixTools.Git.dll', 'bin/dependencies/HotfixTools.Git.deps.json', 'bin/dependencies/LibGit2Sharp.dll'
        $runtimes | ForEach-Object { "bin/dependencies/runtimes/$_/native/*git2*" }
        $platforms | ForEach-Object { "bin/images/$_/HotfixTools.Core.dll", "bin/images/$_/HotfixTools.Git.dll", "bin/images/$_/LibGit2Sharp.dll" }
    )
    $allowed = $needed + @('bin/dependencies/HotfixTools.Git.runtimeconfig.json')
    $files = @(Get-ChildItem -Recurse -File -Path $Package | ForEach-Object { [System.IO.Path]::GetRelativePath($Package, $_.FullName).Replace('\', '/') })
    $missing = @($needed | Where-Object { -not ($files -like $_) })
    if ($missing) {
        throw "The package lacks: $($missing -join ', ')."
    }

    $foreign = @($files | Where-Object { $file = $_; -not ($allowed | Where-Object { $file -like $_ }) })
    if ($foreign) {
        throw "The package has what nobody needs: $($foreign -join ', '). If it is needed, name it in Assert-Package."
    }

    Assert-Size $Package $UnpackedLimit
    $archive = Join-Path ([System.IO.Path]::GetTempPath()) "hotfixtools-$([guid]::NewGuid().ToString('n')).zip"
    try {
        [System.IO.Compression.ZipFile]::CreateFromDirectory($Package, $archive)
        Assert-Size $archive $SizeLimit
    }
    finally {
        Remove-Item -Path $archive -ErrorAction Ignore
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
    foreach ($topic in 'about_HotfixTools', 'about_HotfixTools_Process', 'about_HotfixTools_Configuration', 'about_HotfixTools_Findings') {
        if ("$(Get-Help $topic)" -notmatch "^TOPIC\s+$topic\s") { throw "The help topic $topic was not found." }
    }
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

function Assert-Size([string] $Path, [long] $Limit) {
    if ((Get-Length $Path) -gt $Limit) {
        throw "$Path is larger than $($Limit / 1MB) MB: $(Get-Size $Path)."
    }
}

# As a user would get it, but from nowhere else than this folder.
function Assert-Tool([string] $Tool) {
    Assert-Size $Tool $SizeLimit
    $folder = [System.IO.Directory]::CreateTempSubdirectory('hotfixtools-tool-').FullName
    try {
        $configuration = Join-Path $folder 'nuget.config'
        Set-Content -Path $configuration -Value "<configuration><packageSources><clear /><add key=`"output`" value=`"$(Split-Path $Tool)`" /></packageSources></configuration>"
        Invoke-Program dotnet @('tool', 'install', 'HotfixTools.Host', '--tool-path', (Join-Path $folder 'tool'), '--configfile', $configuration)
        Invoke-Program (Join-Path $folder 'tool/hotfixtools') @('$sandbox = New-HotfixSandbox; try { $sandbox | Get-LastDeploy | New-Hotfix } finally { [System.IO.Directory]::Delete($sandbox.Root, $true) }')
    }
    finally {
        Remove-Item -Recurse -Force -Path $folder
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
