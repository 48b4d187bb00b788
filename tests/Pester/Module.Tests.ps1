BeforeDiscovery {
    # Examples that have nothing to say in the sandbox, and why. All others emit something, or tell what they would do.
    $silent = @{
        'Get-ChildItem -Directory | Get-Hotfix -Stale' = 'No hotfix was forgotten.'
        'Get-Hotfix -Stale -StaleAfter 36h -Finding PublishedNotMerged, SecondHotfixBranch -Heartbeat last-check.json' = 'None was forgotten.'
        '(Get-HotfixConfiguration).Values | Where-Object Source -NE Default' = 'Nobody has set anything.'
        '$sandbox = New-HotfixSandbox; Set-Location $sandbox.Repository' = 'It only goes there.'
        'Test-Hotfix' = 'Nothing stands in the way.'
        'Test-HotfixConfiguration' = 'Nothing is wrong.'
    }
    $manifestPath = & (Join-Path $PSScriptRoot 'Get-ModuleManifest.ps1')
    Import-Module $manifestPath -ErrorAction Stop
    $cmdlets = @((Import-PowerShellDataFile $manifestPath).CmdletsToExport | ForEach-Object { @{ Cmdlet = $_ } })
    $parameters = foreach ($cmdlet in $cmdlets.Cmdlet) {
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
        foreach ($parameter in (Get-Command $cmdlet).Parameters.Keys | Where-Object { $_ -notin $common }) {
            @{ Cmdlet = $cmdlet; Parameter = $parameter }
        }
    }
    $examples = foreach ($cmdlet in $cmdlets.Cmdlet) {
        foreach ($example in (Get-Help $cmdlet -Full).examples.example) {
            @{ Cmdlet = $cmdlet; Code = $example.code; Silent = $silent[[string] $example.code] }
        }
    }
    # A debug build has none; on another .NET than the one that it was compiled for, it is compiled once more.
    $platform = "$($IsWindows ? 'win' : $IsMacOS ? 'osx' : 'linux')-$([System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture)".ToLowerInvariant()
    $hasImages = Test-Path (Join-Path (Split-Path $manifestPath) "bin/images/$platform/HotfixTools.Core.dll")
    $noImages = $hasImages ? '' : ' (skipped: none for this platform)'
    $noGain = $hasImages -and [Environment]::Version.Major -ne 10 ? ' (skipped: another .NET)' : $noImages
    $unused = @($silent.Keys | Where-Object { $_ -notin $examples.Code })
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $data = Import-PowerShellDataFile $ModuleManifest
}

AfterAll {
    Exit-TestHome
}

Describe 'The module' {
    It 'has a manifest that holds' {
        $module = Test-ModuleManifest $ModuleManifest -ErrorAction Stop
        $module.Version | Should -Be $data.ModuleVersion
        $module.PowerShellVersion | Should -Be '7.4'
        $module.Description | Should -Not -BeNullOrEmpty
    }

    It 'exports what the manifest names, and nothing else' {
        $exported = (Get-Module HotfixTools).ExportedCommands.Keys | Sort-Object
        $exported | Should -Be ($data.CmdletsToExport | Sort-Object)
        $written = (Get-Module HotfixTools).ImplementingAssembly ?? [AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq 'HotfixTools' })[0]
        $there = $written.GetExportedTypes().ForEach({ $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) }).ForEach({ "$($_.VerbName)-$($_.NounName)" })
        $there | Sort-Object | Should -Be ($data.CmdletsToExport | Sort-Object)
    }

    It 'imports in a fresh PowerShell without a word, and with approved verbs' {
        Get-HostText '(Get-Command -Module HotfixTools).Count' 3>&1 2>&1 | Should -BeExactly "$($data.CmdletsToExport.Count)"
    }

    It 'has its version from the manifest alone' {
        $assembly = (Get-Command New-Hotfix).ImplementingType.Assembly
        $assembly.GetName().Version.ToString(3) | Should -BeExactly $data.ModuleVersion
    }

    It 'keeps LibGit2Sharp out of the default context' {
        $sandbox = New-HotfixSandbox -ErrorAction Stop
        $null = $sandbox | Get-LastDeploy -ErrorAction Stop
        $loaded = [AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -in 'LibGit2Sharp', 'HotfixTools.Git' })
        $loaded | Should -HaveCount 2
        $loaded.ForEach({ [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name }) | Should -Be @('HotfixTools.Git', 'HotfixTools.Git')
    }
}

Describe 'What was compiled ahead of time' {
    BeforeAll {
        $platform = "$($IsWindows ? 'win' : $IsMacOS ? 'osx' : 'linux')-$([System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture)".ToLowerInvariant()
        $images = "bin/images/$platform/HotfixTools.Core.dll", "bin/images/$platform/HotfixTools.Git.dll", "bin/images/$platform/LibGit2Sharp.dll"
        $others = 'bin/HotfixTools.Core.dll', 'bin/dependencies/HotfixTools.Git.dll', 'bin/dependencies/LibGit2Sharp.dll'

        # The module in a folder of its own, with these images.
        function Copy-Module([scriptblock] $MakeImage) {
            $copy = (New-Item -ItemType Directory -Path (Join-Path $World "module-$([guid]::NewGuid().ToString('n').Substring(0, 8))")).FullName
            Copy-Item -Recurse -Path (Join-Path (Split-Path $ModuleManifest) 'bin'), $ModuleManifest -Destination $copy
            Remove-Item -Recurse -Force -Path (Join-Path $copy 'bin/images') -ErrorAction Ignore
            if ($MakeImage) {
                $null = New-Item -ItemType Directory -Path (Join-Path $copy "bin/images/$platform")
                foreach ($i in 0..2) {
                    & $MakeImage (Join-Path $copy $others[$i]) (Join-Path $copy $images[$i])
                }
            }

            $copy
        }

        # What a fresh PowerShell loads for a command that asks Git, and how many methods it compiles in all.
        function Get-Load([string] $Module) {
            $program, [string[]] $begin = Get-PowerShellProgram
            $said = & $program @begin -NoProfile -NonInteractive -Command @"
`$ErrorActionPreference = 'Stop'
Import-Module '$(Join-Path $Module 'HotfixTools.psd1')'
`$null = [HotfixTools.CommitId]
`$null = New-HotfixSandbox '$(Join-Path $World "sandbox-$([guid]::NewGuid().ToString('n').Substring(0, 8))")' | Get-LastDeploy
[System.Runtime.JitInfo]::GetCompiledMethodCount(`$false)
[AppDomain]::CurrentDomain.GetAssemblies().Where({ `$_.GetName().Name -in 'HotfixTools.Core', 'HotfixTools.Git', 'LibGit2Sharp' }).ForEach({ "`$([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext(`$_).Name) `$(`$_.Location)" })
"@
            $LASTEXITCODE | Should -Be 0 -Because ($said -join "`n")
            @{
                Compiled = [int] $said[0]
                Context = $said[1..3].ForEach({ ($_ -split ' ', 2)[0] })
                Path = $said[1..3].ForEach({ [System.IO.Path]::GetRelativePath($Module, ($_ -split ' ', 2)[1]).Replace('\', '/') })
            }
        }
    }

    It "is taken, where it is for this platform$noImages" -Skip:($noImages -ne '') {
        (Get-Load (Split-Path $ModuleManifest)).Path | Should -Be $images
    }

    It "spares the compiler its work$noGain" -Skip:($noGain -ne '') {
        $without = (Get-Load (Copy-Module)).Compiled
        (Get-Load (Split-Path $ModuleManifest)).Compiled | Should -BeLessThan ($without - 500)
    }

    It 'loads where the others would' {
        $load = Get-Load (Copy-Module { param($other, $image) Copy-Item -LiteralPath $other -Destination $image })
        $load.Path | Should -Be $images
        $load.Context | Should -Be 'Default', 'HotfixTools.Git', 'HotfixTools.Git'
    }

    It 'is not missed where <What>' -ForEach @(
        @{ What = 'there is none'; MakeImage = $null }
        @{ What = 'it is empty'; MakeImage = { param($other, $image) Set-Content -NoNewline -LiteralPath $image -Value '' } }
        @{ What = 'it is no assembly'; MakeImage = { param($other, $image) Set-Content -LiteralPath $image -Value ('x' * 10000) } }
        @{ What = 'it is cut off'; MakeImage = { param($other, $image) [System.IO.File]::WriteAllBytes($image, [System.IO.File]::ReadAllBytes($other)[0..20000]) } }
    ) {
        $load = Get-Load (Copy-Module $MakeImage)
        $load.Path | Should -Be $others
        $load.Context | Should -Be 'Default', 'HotfixTools.Git', 'HotfixTools.Git'
    }
}

Describe 'Each cmdlet' {
    It '<Cmdlet> declares what it emits, and writers can be asked what they would do' -ForEach $cmdlets {
        $command = Get-Command $Cmdlet
        $command.OutputType | Should -Not -BeNullOrEmpty
        # Test-DeployGate writes with -Force: that somebody passed a refusal, and why.
        $isWriter = $command.Verb -in 'New', 'Register', 'Complete', 'Stop', 'Submit', 'Publish', 'Restore', 'Update', 'Add', 'Export' -or $Cmdlet -eq 'Test-DeployGate'
        $command.Parameters.ContainsKey('WhatIf') | Should -Be $isWriter
    }

    It '<Cmdlet> has a synopsis, a description, notes and examples' -ForEach $cmdlets {
        $help = Get-Help $Cmdlet -Full
        $help.Synopsis | Should -Not -BeLike "*$Cmdlet [[]*"
        $help.Synopsis | Should -Match '^[A-Z].*\.$'
        "$($help.description.Text)" | Should -Not -BeNullOrEmpty
        "$($help.alertSet.alert.Text)" | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
    }

    It '<Cmdlet> says what goes in, what comes out, and what it writes' -ForEach $cmdlets {
        $help = Get-Help $Cmdlet -Full
        "$($help.alertSet.alert.Text)" | Should -Match 'Writes '
        @($help.inputTypes.inputType).ForEach({ "$($_.type.name) $($_.description.Text)" }) | Should -Match '^\S+ \S+ '
        @($help.returnValues.returnValue).ForEach({ "$($_.type.name) $($_.description.Text)" }) | Should -Match '^\S+ \S+ '
        @($help.returnValues.returnValue.type.name) | Sort-Object | Should -Be @((Get-Command $Cmdlet).OutputType.Name | Sort-Object)
    }

    It '<Cmdlet> has a page on the web, which -Online opens' -ForEach $cmdlets {
        $page = "https://github.com/HotfixTools/HotfixTools/blob/main/docs/commands/$Cmdlet.md"
        (Get-Command $Cmdlet).HelpUri | Should -BeExactly $page
        (Get-Help $Cmdlet).relatedLinks.navigationLink[0].uri | Should -BeExactly $page
        Join-Path $PSScriptRoot "../../docs/commands/$Cmdlet.md" | Should -Exist
    }

    It '<Cmdlet> -<Parameter> is described' -ForEach $parameters {
        $help = Get-Help $Cmdlet -Parameter $Parameter -ErrorAction Stop
        "$($help.description.Text)" | Should -Not -BeNullOrEmpty
    }
}

Describe 'The topics of the help' {
    It '<_> is found and fits a terminal' -ForEach 'about_HotfixTools', 'about_HotfixTools_Process', 'about_HotfixTools_Configuration', 'about_HotfixTools_Findings' {
        $text = Get-Help $_ -ErrorAction Stop
        $lines = $text -split '\r?\n'
        $lines[0, 1, 3] | Should -Be 'TOPIC', "    $_", 'SHORT DESCRIPTION'
        $lines | Should -Contain 'LONG DESCRIPTION'
        $lines | Should -Contain 'SEE ALSO'
        ($lines | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 79
        (Get-Help "$_*" | Where-Object Name -EQ $_).Synopsis | Should -BeExactly $lines[4].Trim()
    }

    It 'are found whatever the language is' {
        $before = [cultureinfo]::CurrentUICulture
        try {
            [cultureinfo]::CurrentUICulture = 'de-DE'
            "$(Get-Help about_HotfixTools)" | Should -Match '^TOPIC'
            (Get-Help New-Hotfix).Synopsis | Should -Match '^Starts the one hotfix'
        }
        finally {
            [cultureinfo]::CurrentUICulture = $before
        }
    }

    It 'about_HotfixTools_Findings has the way out of <_>' -ForEach ([enum]::GetNames((Get-Command Get-Hotfix).Parameters['Finding'].ParameterType.GetElementType())) {
        "$(Get-Help about_HotfixTools_Findings)" | Should -Match "(?m)^    $_\r?\n        Severity: (?s:.+?)        Means:(?s:.+?)        Way out:  \S"
    }

    It '-Online opens the page' -Skip:(-not $IsLinux) {
        # What opens pages there is the program xdg-open.
        $folder = New-Item -ItemType Directory -Path (Join-Path $World 'opener')
        Set-Content -Path "$folder/xdg-open" -Value "#!/bin/sh`nprintf '%s' `"`$1`" > '$folder/opened.new'; mv '$folder/opened.new' '$folder/opened'"
        chmod +x "$folder/xdg-open"
        $path = $env:PATH
        try {
            $env:PATH = "$folder$([System.IO.Path]::PathSeparator)$path"
            Get-Help Get-Hotfix -Online -ErrorAction Stop
            for ($try = 0; $try -lt 200 -and -not (Test-Path "$folder/opened"); $try++) { Start-Sleep -Milliseconds 100 }
            Get-Content -Raw "$folder/opened" | Should -BeExactly 'https://github.com/HotfixTools/HotfixTools/blob/main/docs/commands/Get-Hotfix.md'
        }
        finally {
            $env:PATH = $path
        }
    }
}

Describe 'Each example of the help runs' {
    BeforeEach {
        $sandbox = New-HotfixSandbox -ErrorAction Stop
        Push-Location $sandbox.Repository
        $forge = $null
    }

    AfterEach {
        Pop-Location
        if ($forge) {
            Stop-Forge $forge
        }
    }

    It '<Cmdlet>: <Code>' -ForEach $examples {
        if ($Cmdlet -in 'Get-Hotfix', 'Complete-Hotfix', 'Stop-Hotfix', 'Publish-Hotfix', 'Restore-Deploy', 'Test-Hotfix', 'Update-Hotfix', 'Add-HotfixCommit', 'Submit-Hotfix', 'Get-HotfixHistory', 'Measure-Hotfix', 'Test-HotfixJournal', 'Show-HotfixGraph', 'Export-HotfixReport') {
            $null = New-Hotfix -ErrorAction Stop
            $null = Push-Fix $sandbox.Repository
        }

        if ($Cmdlet -in 'Complete-Hotfix', 'Restore-Deploy' -or $Code -match '-For Complete' -or $Code -match '-Outcome Completed') {
            $null = Publish-Hotfix production -Confirm:$false -ErrorAction Stop
        }

        # What asks in spite of $ConfirmPreference would wait for an answer, so there it has nothing to do.
        if ($Cmdlet -eq 'Update-Hotfix' -and $Code -notmatch '-Confirm') {
            $null = Register-Deploy production master -ErrorAction Stop
        }

        if ($Cmdlet -eq 'Submit-Hotfix') {
            $forge = Start-Forge $sandbox github
        }

        if ($Code -match '-Outcome Completed') {
            $null = Complete-Hotfix -ErrorAction Stop
        }

        if ($Code -match 'urls\.txt') {
            Set-Content -Path urls.txt -Value $sandbox.Remote
        }

        if ($Cmdlet -eq 'Test-HotfixHeartbeat') {
            Set-Content -Path last-check.json -Value "{ `"at`": `"$([datetime]::UtcNow.AddDays(-3).ToString('o'))`" }"
        }

        # What asks is answered yes; what it says is not for this run.
        $ConfirmPreference = 'None'
        $ErrorActionPreference = 'Stop'
        $output = & ([scriptblock]::Create($Code)) 3> $null 6> $null
        if ($Silent) {
            $output | Should -BeNullOrEmpty -Because $Silent
        }
        elseif ($Code -notmatch '-WhatIf') {
            $output | Should -Not -BeNullOrEmpty
        }
    }

    It 'and none that has something to say is excused' -ForEach @{ Unused = $unused } {
        $Unused | Should -BeNullOrEmpty
    }
}
