# What is released, as somebody gets it: published, installed and run where nothing else is known of it.
# HOTFIXTOOLS_PACKAGE names the folder "output" of a packaging that was done elsewhere; without it, the packages are made here.

BeforeDiscovery {
    # A skipped test says why by its name.
    $hasDotnet = [bool] (Get-Command dotnet -CommandType Application -ErrorAction Ignore)
    $hasPackage = $hasDotnet -or $env:HOTFIXTOOLS_PACKAGE
    $noPackage = $hasPackage ? '' : ' (skipped: no .NET SDK to make it with)'
    $noGallery = $noPackage ? $noPackage : ((Get-Command Publish-PSResource -ErrorAction Ignore) ? '' : ' (skipped: PowerShell has no PSResourceGet)')
    $noTool = $hasDotnet ? '' : ' (skipped: no dotnet to install it with)'
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')

    # From a copy of the sources: other tests use what is built here, and must not see it change.
    function Invoke-Packaging([string] $Folder) {
        $root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
        foreach ($file in Invoke-Git $root ls-files --cached --others --exclude-standard '--' src assets docs ':(glob)*' | Where-Object { Test-Path -LiteralPath (Join-Path $root $_) }) {
            $copy = Join-Path $Folder $file
            $null = New-Item -ItemType Directory -Path (Split-Path $copy) -Force
            Copy-Item -LiteralPath (Join-Path $root $file) -Destination $copy
        }

        # No server of the compiler stays behind, with this folder in use.
        $variables = @{ MSBUILDDISABLENODEREUSE = '1'; UseSharedCompilation = 'false'; DOTNET_CLI_USE_MSBUILD_SERVER = '0' }
        $saved = @{}
        foreach ($name in $variables.Keys) {
            $saved[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $variables[$name])
        }

        try {
            $program, [string[]] $begin = Get-PowerShellProgram
            $said = & $program @begin -NoProfile -NonInteractive -File (Join-Path $Folder 'build.ps1') -Task Package 2>&1
            if ($LASTEXITCODE -ne 0) {
                throw "build.ps1 -Task Package ended with exit status $LASTEXITCODE.`n$($said -join "`n")"
            }
        }
        finally {
            foreach ($name in $saved.Keys) {
                [Environment]::SetEnvironmentVariable($name, $saved[$name] ?? [NullString]::Value)
            }
        }

        Join-Path $Folder 'output'
    }

    # A PowerShell that starts in an empty folder, with a home of its own and no module path but its own; returns what it prints.
    function Invoke-Clean([string] $Script) {
        $modulePath = $env:PSModulePath
        Push-Location (New-Item -ItemType Directory -Path (Join-Path $World "nowhere-$([guid]::NewGuid().ToString('n').Substring(0, 8))"))
        try {
            # On Windows the folder of a user's modules is not below HOME.
            $env:PSModulePath = $IsWindows ? $installed : ''
            $program, [string[]] $begin = Get-PowerShellProgram
            $said = & $program @begin -NoProfile -NonInteractive -Command "`$ErrorActionPreference = 'Stop'; $Script" 2>&1
            $LASTEXITCODE | Should -Be 0 -Because ($said -join "`n")
            $said
        }
        finally {
            $env:PSModulePath = $modulePath
            Pop-Location
        }
    }

    # All that looks like the path of debug symbols in an assembly: the compiler writes where it left them.
    function Get-SymbolPath([string] $Assembly) {
        $text = [System.Text.Encoding]::Latin1.GetString([System.IO.File]::ReadAllBytes($Assembly))
        [regex]::Matches($text, '[\w/\\:. +~-]+\.pdb').Value
    }

    function Get-Entry([string] $Archive) {
        $zip = [System.IO.Compression.ZipFile]::OpenRead($Archive)
        try {
            $zip.Entries.FullName
        }
        finally {
            $zip.Dispose()
        }
    }

    function Get-EntryText([string] $Archive, [string] $Name) {
        $zip = [System.IO.Compression.ZipFile]::OpenRead($Archive)
        try {
            [System.IO.StreamReader]::new($zip.GetEntry($Name).Open()).ReadToEnd()
        }
        finally {
            $zip.Dispose()
        }
    }

    $platforms = 'linux-arm64', 'linux-musl-arm64', 'linux-musl-x64', 'linux-x64', 'osx-arm64', 'osx-x64', 'win-arm64', 'win-x64'
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
    $output = $build = $null
    if ($env:HOTFIXTOOLS_PACKAGE) {
        $output = (Resolve-Path -LiteralPath $env:HOTFIXTOOLS_PACKAGE).ProviderPath
    }
    elseif (Get-Command dotnet -CommandType Application -ErrorAction Ignore) {
        $build = [System.IO.Directory]::CreateTempSubdirectory('hotfixtools-package-').FullName
        # With the home that has NuGet's packages, so before Enter-TestHome.
        $output = Invoke-Packaging $build
    }

    if ($output) {
        $version = (Import-PowerShellDataFile (Join-Path $root 'HotfixTools.psd1')).ModuleVersion
        $package = (Get-Item (Join-Path $output "HotfixTools/$version")).FullName
        $tool = (Get-Item (Join-Path $output "HotfixTools.Host.$version.nupkg")).FullName
        $data = Import-PowerShellDataFile (Join-Path $package 'HotfixTools.psd1')
    }

    Enter-TestHome
}

AfterAll {
    Exit-TestHome
    if ($build) {
        Remove-Item -Recurse -Force -Path $build
    }
}

Describe "The package$noPackage" -Skip:($noPackage -ne '') {
    It 'has the libraries of the platforms that are supported, and no other' {
        (Get-ChildItem (Join-Path $package 'bin/dependencies/runtimes')).Name | Sort-Object | Should -Be $platforms
        foreach ($platform in $platforms) {
            Get-ChildItem (Join-Path $package "bin/dependencies/runtimes/$platform/native") | Should -HaveCount 1
        }
    }

    It 'has nothing that only developers need' {
        $files = (Get-ChildItem -Recurse -File $package).FullName.ForEach({ [System.IO.Path]::GetRelativePath($package, $_) })
        $files -match '\.pdb$|\.cs$|obj[/\\]|System\.Management\.Automation' | Should -BeNullOrEmpty
        @($files -match '\.xml$') | Should -Be @(Join-Path 'en-US' 'HotfixTools.dll-Help.xml')
    }

    It 'has what was compiled ahead of time for the platforms that most people have' {
        $images = Get-ChildItem (Join-Path $package 'bin/images')
        $images.Name | Sort-Object | Should -Be 'linux-x64', 'osx-arm64', 'win-x64'
        foreach ($image in $images) {
            (Get-ChildItem $image.FullName).Name | Sort-Object | Should -Be 'HotfixTools.Core.dll', 'HotfixTools.Git.dll', 'LibGit2Sharp.dll'
        }
    }

    It 'is under 25 MB to download, and under 32 MB on the disk' {
        $archive = Join-Path $World 'package.zip'
        [System.IO.Compression.ZipFile]::CreateFromDirectory($package, $archive)
        (Get-Item $archive).Length | Should -BeLessThan 25MB
        (Get-Item $tool).Length | Should -BeLessThan 25MB
        (Get-ChildItem -Recurse -File $package | Measure-Object -Property Length -Sum).Sum | Should -BeLessThan 32MB
    }

    It 'does not say where it was built' {
        $assemblies = Get-ChildItem -Recurse -File -Path $package -Filter 'HotfixTools*.dll'
        $assemblies | Should -HaveCount 10
        foreach ($assembly in $assemblies) {
            Get-SymbolPath $assembly.FullName | Should -Be "/_/src/$($assembly.BaseName)/obj/Release/net8.0/$($assembly.BaseName).pdb"
        }
    }

    It 'has the licences of what it brings' {
        Get-Content -Raw (Join-Path $package 'LICENSE') | Should -BeLike '*MIT License*'
        $notices = Get-Content -Raw (Join-Path $package 'THIRD-PARTY-NOTICES.txt')
        $inside = 'LibGit2Sharp 0.32.0', 'LINKING EXCEPTION', 'GNU GENERAL PUBLIC LICENSE', 'ZLib license', 'PCRE2 Licence', 'SHA1 collision detection', 'wildmatch', 'OpenSSL license', 'ntlmclient', 'llhttp', 'GNU LESSER GENERAL PUBLIC LICENSE'
        foreach ($word in $inside) {
            $notices.Contains($word) | Should -BeTrue -Because "the licences name $word"
        }
    }

    It 'tells the Gallery all it asks for' {
        $about = $data.PrivateData.PSData
        $about.ProjectUri | Should -Match '^https://'
        $about.LicenseUri | Should -BeExactly "$($about.ProjectUri)/blob/main/LICENSE"
        $about.ReleaseNotes | Should -BeExactly "$($about.ProjectUri)/blob/main/CHANGELOG.md"
        Test-Path (Join-Path $root ($about.IconUri -replace '^.*/main/')) | Should -BeTrue
        $about.Tags | Should -Contain 'PSEdition_Core'
        $about.Tags -match '\s' | Should -BeNullOrEmpty
        $about.RequireLicenseAcceptance | Should -BeFalse
        $data.CompatiblePSEditions | Should -Be 'Core'
        Split-Path -Leaf $package | Should -BeExactly $data.ModuleVersion
        Test-ModuleManifest (Join-Path $package 'HotfixTools.psd1') -ErrorAction Stop | Should -Not -BeNullOrEmpty
    }
}

Describe "Published to a folder, and installed from it$noGallery" -Skip:($noGallery -ne '') {
    BeforeAll {
        $repository = "HotfixTools-$([guid]::NewGuid().ToString('n').Substring(0, 8))"
        $shelf = (New-Item -ItemType Directory -Path (Join-Path $World 'shelf')).FullName
        $installed = Join-Path $World ($IsWindows ? 'modules' : 'home/.local/share/powershell/Modules')
        $null = New-Item -ItemType Directory -Path $installed -Force
        # Where HOME does not decide, nothing of the user's is written but the repository, which goes again.
        $install = $IsWindows ? "Save-PSResource HotfixTools -Path '$installed'" : 'Install-PSResource HotfixTools -Scope CurrentUser'
        $null = Invoke-Clean @"
Register-PSResourceRepository -Name $repository -Uri '$shelf' -Trusted
try {
    Publish-PSResource -Path '$package' -Repository $repository
    $install -Repository $repository
}
finally {
    Unregister-PSResourceRepository -Name $repository
}
"@
        $place = Join-Path $installed "HotfixTools/$($data.ModuleVersion)"
    }

    It 'is there, as it was packaged' {
        Get-ChildItem $shelf | Should -HaveCount 1
        (Get-ChildItem $shelf).Name | Should -BeExactly "HotfixTools.$($data.ModuleVersion).nupkg"
        foreach ($file in Get-ChildItem -Recurse -File $package) {
            $copy = Join-Path $place ([System.IO.Path]::GetRelativePath($package, $file.FullName))
            (Get-FileHash -LiteralPath $copy).Hash | Should -BeExactly (Get-FileHash -LiteralPath $file.FullName).Hash
        }
    }

    It 'is imported by its name, without a word' {
        Invoke-Clean 'Import-Module HotfixTools; (Get-Module HotfixTools).ModuleBase' | Should -BeExactly $place
    }

    It 'is loaded by the first of its commands that somebody types' {
        Invoke-Clean '(New-HotfixSandbox | Get-LastDeploy | New-Hotfix).State' | Should -BeExactly 'Started'
    }

    It 'offers all its commands before it is loaded' {
        [int] (Invoke-Clean '(Get-Command -Module HotfixTools -ListImported:$false).Count') | Should -Be $data.CmdletsToExport.Count
    }

    It 'has its help' {
        Invoke-Clean '(Get-Help New-Hotfix).Synopsis; @((Get-Help Complete-Hotfix -Full).examples.example).Count -ge 3; (Get-Help Get-Hotfix -Parameter Stale).description.Text' |
            Should -Be @(
                (Get-Help New-Hotfix).Synopsis
                'True'
                (Get-Help Get-Hotfix -Parameter Stale).description.Text
            )
    }

    It 'has its about topics' {
        $topics = @(Get-ChildItem (Join-Path $package 'en-US/about_*.help.txt') | ForEach-Object { $_.Name -replace '\.help\.txt$' })
        if (-not $topics) {
            Set-ItResult -Skipped -Because 'the package has no about topics'
        }

        foreach ($topic in $topics) {
            "$(Invoke-Clean "Get-Help $topic")" | Should -BeLike "*$topic*"
        }
    }

    It 'takes a team through a hotfix' {
        $story = @'
$sandbox = New-HotfixSandbox
Set-Location $sandbox.Repository
$null = Get-LastDeploy | New-Hotfix -Reason 'Orders fail'
git fetch --quiet origin
git switch --quiet hotfix
Set-Content fix.txt fixed
git add fix.txt
git commit --quiet -m 'Fix the orders'
git push --quiet origin hotfix
(Publish-Hotfix production -Confirm:$false).Commit -eq (git rev-parse hotfix)
(Complete-Hotfix -Confirm:$false).State
(Show-HotfixGraph | Out-String).Contains('hotfix')
'@
        Invoke-Clean $story | Should -Be @('True', 'Completed', 'True')
    }

    It 'says what to do where it has no library for the machine' {
        $broken = Join-Path $World 'broken'
        Copy-Item -Recurse -Path $place -Destination $broken
        Remove-Item -Recurse -Path (Join-Path $broken 'bin/dependencies/runtimes/*')
        $said = Invoke-Clean "Import-Module '$(Join-Path $broken 'HotfixTools.psd1')'; try { New-HotfixSandbox } catch { `$_.FullyQualifiedErrorId; `$_.ErrorDetails.RecommendedAction }"
        $said[0] | Should -BeLike 'PlatformNotSupported,*'
        $said[1] | Should -BeLike '*64-bit PowerShell*'
    }
}

Describe "The host as a .NET tool$noTool" -Skip:($noTool -ne '') {
    BeforeAll {
        # From this folder alone: no other source is asked, so it works without a network.
        $settings = Join-Path $World 'nuget.config'
        Set-Content -Path $settings -Value "<configuration><packageSources><clear /><add key=`"output`" value=`"$(Split-Path $tool)`" /></packageSources></configuration>"
        $tools = Join-Path $World 'tools'
        $said = & dotnet tool install HotfixTools.Host --tool-path $tools --configfile $settings 2>&1
        $LASTEXITCODE | Should -Be 0 -Because ($said -join "`n")
        $nowhere = (New-Item -ItemType Directory -Path (Join-Path $World 'nowhere')).FullName

        # Returns what the tool prints, as lines; the exit status is in $LASTEXITCODE.
        function Invoke-Tool {
            Push-Location $nowhere
            try {
                & (Join-Path $tools 'hotfixtools') @args 2>&1
            }
            finally {
                Pop-Location
            }
        }

        $entries = @(Get-Entry $tool)
    }

    It 'takes the first steps' {
        $said = Invoke-Tool 'New-HotfixSandbox | Get-LastDeploy | New-Hotfix'
        $LASTEXITCODE | Should -Be 0 -Because ($said -join "`n")
        "$said" | Should -Match 'State +: Started'
    }

    It 'runs the module that came with it' {
        Invoke-Tool '(Get-Module HotfixTools).ModuleBase; (Get-Module HotfixTools).Version.ToString()' | Should -Be @(
            (Get-Item (Join-Path $tools ".store/hotfixtools.host/$($data.ModuleVersion)/hotfixtools.host/$($data.ModuleVersion)/tools/net10.0/any/HotfixTools")).FullName
            $data.ModuleVersion
        )
    }

    It 'has the help' {
        "$(Invoke-Tool '(Get-Help New-Hotfix).Synopsis')" | Should -BeExactly (Get-Help New-Hotfix).Synopsis
    }

    It 'ends with <Status>: <Arguments>' -ForEach @(
        @{ Status = 0; Arguments = @('Get-Command New-Hotfix') }
        @{ Status = 7; Arguments = @('exit 7') }
        @{ Status = 1; Arguments = @('Get-Hotfix') }
        @{ Status = 1; Arguments = @('$s = New-HotfixSandbox; $null = $s | Get-LastDeploy | New-Hotfix; $s | Test-DeployGate production master') }
        @{ Status = 64; Arguments = @('-Frobnicate') }
    ) {
        $said = Invoke-Tool @Arguments
        $LASTEXITCODE | Should -Be $Status -Because ($said -join "`n")
    }

    It 'goes by the name that it was installed by' {
        Invoke-Tool -Help | Should -Contain '  hotfixtools [options] [-Command] <command...>'
    }

    It 'says what it is' {
        $about = ([xml] (Get-EntryText $tool 'HotfixTools.Host.nuspec')).package.metadata
        $about.version | Should -BeExactly $data.ModuleVersion
        $about.license.InnerText | Should -BeExactly 'MIT'
        $about.projectUrl | Should -BeExactly $data.PrivateData.PSData.ProjectUri
        $about.packageTypes.packageType.name | Should -BeExactly 'DotnetTool'
        foreach ($file in $about.icon, $about.readme, 'LICENSE', 'THIRD-PARTY-NOTICES.txt') {
            $entries | Should -Contain $file
        }
    }

    It 'brings the same module' {
        $there = $entries.Where({ $_ -match '^tools/net10.0/any/HotfixTools/' }) -replace '^tools/net10.0/any/HotfixTools/'
        $here = (Get-ChildItem -Recurse -File $package).FullName.ForEach({ [System.IO.Path]::GetRelativePath($package, $_).Replace('\', '/') }) -match '/|psd1$'
        $there | Sort-Object | Should -Be ($here | Sort-Object)
    }

    It 'brings nothing that only developers need, and of other machines nothing' {
        $entries -match '\.pdb$|(?<!-Help|Content_Types\]|Settings)\.xml$' | Should -BeNullOrEmpty
        $entries -match '/(win-x86|linux-arm|linux-musl-arm|linux-ppc64le|freebsd)/' | Should -BeNullOrEmpty
    }

    It 'brings nothing that must not be passed on, and the licences of the rest' {
        # Those of Windows are for PowerShell alone, by their licence.
        @($entries -match 'management\.infrastructure') | Should -Be @('tools/net10.0/any/Microsoft.Management.Infrastructure.dll')
        $notices = Get-EntryText $tool 'THIRD-PARTY-NOTICES.txt'
        foreach ($name in 'LibGit2Sharp', 'libgit2', 'System.Management.Automation', 'Newtonsoft.Json', 'Microsoft.PowerShell.Native', 'Microsoft.Management.Infrastructure') {
            $notices.Contains($name) | Should -BeTrue -Because "the licences name $name"
        }
    }
}
