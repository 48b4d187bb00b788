# What a person who lives in PowerShell takes for granted of any command, for each of ours.
BeforeDiscovery {
    $manifestPath = & (Join-Path $PSScriptRoot 'Get-ModuleManifest.ps1')
    Import-Module $manifestPath -ErrorAction Stop

    # One line for each thing that a command can emit: what it takes to be there, the call, and the type. The folder of the
    # call is a clone with a hotfix in progress, unless Before says Fresh, Published, Superseded or Forge.
    $calls = @(
        @{ Cmdlet = 'Add-HotfixCommit'; Code = 'Add-HotfixCommit master'; Type = 'HotfixTools.Hotfix' }
        @{ Cmdlet = 'Compare-Deploy'; Code = 'Compare-Deploy'; Type = 'HotfixTools.UndeployedChange' }
        @{ Cmdlet = 'Complete-Hotfix'; Code = 'Complete-Hotfix -RollIn'; Type = 'HotfixTools.Hotfix' }
        @{ Cmdlet = 'Export-HotfixReport'; Code = 'Export-HotfixReport report.html'; Type = 'System.IO.FileInfo' }
        @{ Cmdlet = 'Export-HotfixReport'; Code = 'Export-HotfixReport report.html -Url (git remote get-url origin)'; Type = 'System.IO.FileInfo' }
        @{ Cmdlet = 'Get-DeployHistory'; Code = 'Get-DeployHistory *'; Type = 'HotfixTools.Deploy' }
        @{ Cmdlet = 'Get-Hotfix'; Code = 'Get-Hotfix'; Type = 'HotfixTools.Hotfix' }
        @{ Cmdlet = 'Get-Hotfix'; Code = 'Get-Hotfix -Url (git remote get-url origin)'; Type = 'HotfixTools.Hotfix' }
        @{ Cmdlet = 'Get-Hotfix'; Code = 'Get-Hotfix -Finding HeadNotPublished'; Type = 'HotfixTools.Hotfix' }
        @{ Cmdlet = 'Get-HotfixConfiguration'; Code = 'Get-HotfixConfiguration'; Type = 'HotfixTools.HotfixConfiguration' }
        @{ Cmdlet = 'Get-HotfixHistory'; Code = 'Get-HotfixHistory'; Type = 'HotfixTools.HotfixRecord' }
        @{ Cmdlet = 'Get-LastDeploy'; Code = 'Get-LastDeploy *'; Type = 'HotfixTools.Deploy' }
        @{ Cmdlet = 'Measure-Hotfix'; Code = 'Measure-Hotfix'; Type = 'HotfixTools.HotfixMeasure' }
        @{ Cmdlet = 'Measure-Hotfix'; Code = 'Measure-Hotfix -PerRepository'; Type = 'HotfixTools.HotfixMeasure' }
        @{ Cmdlet = 'Measure-Hotfix'; Code = 'Get-HotfixHistory | Measure-Hotfix'; Type = 'HotfixTools.HotfixMeasure' }
        @{ Cmdlet = 'New-Hotfix'; Before = 'Fresh'; Code = 'New-Hotfix'; Type = 'HotfixTools.Hotfix' }
        @{ Cmdlet = 'New-Hotfix'; Before = 'Fresh'; Code = 'New-Hotfix -Base master'; Type = 'HotfixTools.Hotfix' }
        @{ Cmdlet = 'New-Hotfix'; Before = 'Fresh'; Code = 'git push --quiet origin master:hotfix; New-Hotfix -Adopt'; Type = 'HotfixTools.Hotfix' }
        @{ Cmdlet = 'New-HotfixConfiguration'; Code = 'New-HotfixConfiguration'; Type = 'System.IO.FileInfo' }
        @{ Cmdlet = 'New-HotfixSandbox'; Code = 'New-HotfixSandbox'; Type = 'HotfixTools.HotfixSandbox' }
        @{ Cmdlet = 'Publish-Hotfix'; Code = 'Publish-Hotfix production -Confirm:$false'; Type = 'HotfixTools.Deploy' }
        @{ Cmdlet = 'Register-Deploy'; Code = 'Register-Deploy staging master'; Type = 'HotfixTools.Deploy' }
        @{ Cmdlet = 'Restore-Deploy'; Before = 'Published'; Code = 'Restore-Deploy production -Confirm:$false'; Type = 'HotfixTools.Deploy' }
        @{ Cmdlet = 'Show-HotfixGraph'; Code = 'Show-HotfixGraph'; Type = 'System.String' }
        @{ Cmdlet = 'Show-HotfixGraph'; Code = 'Show-HotfixGraph -As Svg'; Type = 'System.String' }
        @{ Cmdlet = 'Stop-Hotfix'; Code = 'Stop-Hotfix ''not needed'' -Confirm:$false'; Type = 'HotfixTools.Hotfix' }
        @{ Cmdlet = 'Submit-Hotfix'; Before = 'Forge'; Code = 'Submit-Hotfix'; Type = 'HotfixTools.HotfixPullRequest' }
        @{ Cmdlet = 'Test-DeployGate'; Code = 'Test-DeployGate production master'; Type = 'HotfixTools.GateVerdict' }
        @{ Cmdlet = 'Test-DeployGate'; Code = 'Test-DeployGate production master -Quiet'; Type = 'System.Boolean' }
        @{ Cmdlet = 'Test-DeployGate'; Code = 'Test-DeployGate production master -Force -Reason x -Confirm:$false'; Type = 'HotfixTools.GateVerdict' }
        @{ Cmdlet = 'Test-Hotfix'; Code = 'Test-Hotfix -For Complete'; Type = 'HotfixTools.HotfixFinding' }
        @{ Cmdlet = 'Test-Hotfix'; Code = 'Test-Hotfix -Quiet'; Type = 'System.Boolean' }
        @{ Cmdlet = 'Test-HotfixConfiguration'; Code = 'Test-HotfixConfiguration -Quiet'; Type = 'System.Boolean' }
        @{ Cmdlet = 'Test-HotfixConfiguration'; Code = 'Set-Content bad.json ''{ "branch": 1 }''; Test-HotfixConfiguration -ConfigurationPath bad.json'; Type = 'HotfixTools.HotfixFinding' }
        @{ Cmdlet = 'Test-HotfixHeartbeat'; Code = 'Test-HotfixHeartbeat none.json'; Type = 'HotfixTools.HotfixHeartbeat' }
        @{ Cmdlet = 'Test-HotfixHeartbeat'; Code = 'Test-HotfixHeartbeat none.json -Quiet'; Type = 'System.Boolean' }
        @{ Cmdlet = 'Test-HotfixJournal'; Code = 'Test-HotfixJournal'; Type = 'HotfixTools.ChainVerdict' }
        @{ Cmdlet = 'Test-HotfixJournal'; Code = 'Test-HotfixJournal -Quiet'; Type = 'System.Boolean' }
        @{ Cmdlet = 'Update-Hotfix'; Before = 'Superseded'; Code = 'Update-Hotfix'; Type = 'HotfixTools.Hotfix' }
    )
    foreach ($call in $calls) {
        $call.Before = $call.ContainsKey('Before') ? $call.Before : 'Started'
    }

    $cmdlets = @((Get-Command -Module HotfixTools).Name | ForEach-Object {
            $name = $_
            @{
                Cmdlet = $name
                Types = @($calls.Where({ $_.Cmdlet -eq $name }).Type | Sort-Object -Unique)
                # The first call that needs nothing special.
                Call = $calls.Where({ $_.Cmdlet -eq $name })[0]
                # A call that fails, with an error that does not end the pipeline, and changes nothing.
                Failing = switch ($name) {
                    'New-HotfixSandbox' { 'New-HotfixSandbox (Split-Path -Parent $PWD)' }
                    'Test-HotfixHeartbeat' { 'Test-HotfixHeartbeat none.json -MaxAge soon' }
                    'Export-HotfixReport' { 'Export-HotfixReport nowhere/report.html' }
                    default {
                        $given = switch ($name) {
                            'Add-HotfixCommit' { 'master' }
                            'Publish-Hotfix' { 'production' }
                            'Register-Deploy' { 'production master' }
                            'Restore-Deploy' { 'production' }
                            'Stop-Hotfix' { 'not-needed' }
                            'Test-DeployGate' { 'production master' }
                        }
                        "$name $given -Path (Join-Path (Split-Path -Parent `$PWD) nowhere)"
                    }
                }
            }
        })
    $writers = @($cmdlets.Where({ (Get-Command $_.Cmdlet).Parameters.ContainsKey('WhatIf') -and $_.Cmdlet -ne 'Test-DeployGate' }))
    # Types that are emitted, and the call that emits them.
    $emitted = @($calls | Group-Object Type | Where-Object Name -Like 'HotfixTools.*' | ForEach-Object { $_.Group[0] })
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $manifestPath = $ModuleManifest

    # A practice clone as a call needs it; what it is copied from is made once.
    $script:Scenes = @{}
    function Get-Scene([string] $Before) {
        if ($Before -eq 'Forge') {
            return New-Scene $Before
        }

        if (-not $Scenes[$Before]) {
            $Scenes[$Before] = New-Scene $Before
        }

        $root = Join-Path $World "scene-$([guid]::NewGuid().ToString('n').Substring(0, 8))"
        Copy-Folder $Scenes[$Before].Root $root
        $scene = [pscustomobject]@{ Root = $root; Repository = Join-Path $root 'shop'; Clone = Join-Path $root 'shop'; Remote = Join-Path $root 'remote.git' }
        Invoke-Git $scene.Repository remote set-url origin $scene.Remote
        $scene
    }

    function New-Scene([string] $Before) {
        $scene = New-HotfixSandbox -ErrorAction Stop
        if ($Before -ne 'Fresh') {
            $null = New-Hotfix -Path $scene.Repository -Reason 'Orders fail; "all", of them' -ErrorAction Stop
            $null = Push-Fix $scene.Repository
        }

        if ($Before -eq 'Published') {
            $null = Publish-Hotfix production -Path $scene.Repository -Confirm:$false -ErrorAction Stop
        }

        if ($Before -eq 'Superseded') {
            $null = Register-Deploy production master -Path $scene.Repository -ErrorAction Stop
        }

        $scene
    }

    # What a call emits, in a scene of its own; whatever else it says is for nobody.
    function Invoke-Call($Call, [string] $Common = '') {
        $scene = Get-Scene $Call.Before
        $forge = $Call.Before -eq 'Forge' ? (Start-Forge $scene github) : $null
        Push-Location $scene.Repository
        try {
            $ErrorActionPreference = 'Stop'
            . ([scriptblock]::Create("$($Call.Code) $Common")) 3> $null 4> $null 5> $null 6> $null
        }
        finally {
            Pop-Location
            if ($forge) {
                Stop-Forge $forge
            }
        }
    }
}

AfterAll {
    Exit-TestHome
}

Describe 'Names' {
    It '<Cmdlet> has an approved verb and a singular noun' -ForEach $cmdlets {
        $verb, $noun = $Cmdlet -split '-'
        $verb | Should -BeIn (Get-Verb).Verb
        $noun | Should -Match '^(Hotfix|(Hotfix)?(Commit|Report|Configuration|History|Sandbox|Graph|Heartbeat|Journal)|Deploy|DeployHistory|LastDeploy|DeployGate)$'
    }

    It '<Cmdlet> takes the repository as every other does' -ForEach $cmdlets {
        $parameters = (Get-Command $Cmdlet).Parameters
        if ($Cmdlet -in 'New-HotfixSandbox', 'Test-HotfixHeartbeat') {
            return
        }

        $repository = $Cmdlet -eq 'Export-HotfixReport' ? $parameters.Repository : $parameters.Path
        $repository.ParameterType | Should -Be ([string[]])
        $names = @($repository.Name) + $repository.Aliases
        $names | Should -Contain 'PSPath'
        $names | Should -Contain 'FullName'
        $names | Should -Contain 'Repository'
        $repository.Attributes.Where({ $_ -is [parameter] }).ValueFromPipelineByPropertyName | Should -Not -Contain $false
        $repository.Attributes.Where({ $_ -is [SupportsWildcards] }) | Should -HaveCount 1
    }

    It '<Cmdlet> takes what must be given without its name' -ForEach $cmdlets {
        $command = Get-Command $Cmdlet
        # New-Hotfix -Base and -Adopt are the rare ways; what comes from the pipeline needs no name.
        $named = $command.ParameterSets.Where({ $_.IsDefault -or $command.ParameterSets.Count -eq 1 }).Parameters.Where({ $_.IsMandatory -and $_.Position -lt 0 })
        $named | ForEach-Object Name | Should -BeNullOrEmpty
    }

    It '<Cmdlet> has none of the words that PowerShell has others for' -ForEach $cmdlets {
        (Get-Command $Cmdlet).Parameters.Keys | Should -Not -Match '^(Limit|Max|Count|Top|Silent|Yes|DryRun|Directory|Folder|File|Overwrite|NoConfirm)$'
    }
}

Describe 'What is emitted' {
    It '<Code>' -ForEach $calls {
        $output = @(Invoke-Call $_)
        $output | Should -Not -BeNullOrEmpty
        @($output | ForEach-Object { $_.GetType().FullName } | Sort-Object -Unique) | Should -BeExactly $Type
    }

    It '<Cmdlet> declares that, and nothing else' -ForEach $cmdlets {
        @((Get-Command $Cmdlet).OutputType.Type.FullName | Sort-Object) | Should -BeExactly $Types
    }

    It '<Cmdlet> is called here by each of its parameter sets' -ForEach $cmdlets {
        $sets = (Get-Command $Cmdlet).ParameterSets.Count
        $known = @{ 'New-Hotfix' = 3; 'Get-Hotfix' = 2; 'Export-HotfixReport' = 2; 'Measure-Hotfix' = 2 }
        $sets | Should -Be ($known[$Cmdlet] ?? 1)
    }
}

Describe 'Common parameters' {
    It '<Cmdlet> has them' -ForEach $cmdlets {
        foreach ($name in [System.Management.Automation.PSCmdlet]::CommonParameters) {
            (Get-Command $Cmdlet).Parameters.Keys | Should -Contain $name
        }
    }

    It '<Cmdlet> honours those about output' -ForEach $cmdlets {
        $output = @(Invoke-Call $Call '-OutVariable kept -OutBuffer 100 -PipelineVariable each -InformationVariable told -WarningVariable warned -Verbose -Debug -ProgressAction SilentlyContinue -WarningAction SilentlyContinue -InformationAction Ignore')
        $output.Count | Should -BeGreaterThan 0
        # Each emitted thing goes down the pipeline by that name.
        $seen = @(Invoke-Call @{ Before = $Call.Before; Code = "$($Call.Code) -PipelineVariable each | ForEach-Object { `$each }" })
        $seen.Count | Should -Be $output.Count
        $kept = @(Invoke-Call @{ Before = $Call.Before; Code = "`$null = $($Call.Code) -OutVariable kept; `$kept" })
        $kept.Count | Should -Be $output.Count
    }

    It '<Cmdlet> ends where the pipeline has enough' -ForEach $cmdlets {
        @(Invoke-Call @{ Before = $Call.Before; Code = "$($Call.Code) | Select-Object -First 1" }) | Should -HaveCount 1
    }
}

Describe 'Errors' {
    BeforeAll {
        $scene = Get-Scene 'Fresh'
        Push-Location $scene.Repository
    }

    AfterAll {
        Pop-Location
    }

    It '<Cmdlet>: Continue writes it and goes on' -ForEach $cmdlets {
        $output = & ([scriptblock]::Create("$Failing -ErrorAction Continue; 'after'")) 2>&1
        $output[-1] | Should -BeExactly 'after'
        $output[0] | Should -BeOfType System.Management.Automation.ErrorRecord
        $output[0].FullyQualifiedErrorId | Should -Match "^[A-Z]\w+,HotfixTools\.PowerShell\.Commands\.$($Cmdlet -replace '-')Command$"
        $output[0].InvocationInfo.MyCommand.Name | Should -BeExactly $Cmdlet
    }

    It '<Cmdlet>: Stop ends the script, by parameter and by preference' -ForEach $cmdlets {
        { & ([scriptblock]::Create("$Failing -ErrorAction Stop; throw 'it went on'")) } | Should -Throw -ExceptionType ([Exception]) -PassThru |
            ForEach-Object { $_.FullyQualifiedErrorId | Should -Match ',HotfixTools\.' }
        { & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'; $Failing; throw 'it went on'")) } | Should -Throw -PassThru |
            ForEach-Object { $_.FullyQualifiedErrorId | Should -Match ',HotfixTools\.' }
    }

    It '<Cmdlet>: SilentlyContinue shows nothing, and the variable has it' -ForEach $cmdlets {
        $global:Error.Clear()
        $output = & ([scriptblock]::Create("$Failing -ErrorAction SilentlyContinue -ErrorVariable failed; `$failed")) 2>&1
        $output | Should -HaveCount 1
        $output[0].FullyQualifiedErrorId | Should -Match ',HotfixTools\.'
        $global:Error.Count | Should -Be 1
    }

    It '<Cmdlet>: Ignore leaves no trace' -ForEach $cmdlets {
        $global:Error.Clear()
        & ([scriptblock]::Create("$Failing -ErrorAction Ignore")) 2>&1 | Should -BeNullOrEmpty
        $global:Error.Count | Should -Be 0
    }

    It '<Cmdlet>: a default of the session is a parameter like any other' -ForEach $cmdlets {
        $PSDefaultParameterValues = @{ "${Cmdlet}:ErrorAction" = 'Stop' }
        { & ([scriptblock]::Create($Failing)) } | Should -Throw -PassThru | ForEach-Object { $_.FullyQualifiedErrorId | Should -Match ',HotfixTools\.' }
    }
}

Describe 'Writers' {
    It '<Cmdlet>: $WhatIfPreference is -WhatIf' -ForEach $writers {
        $scene = Get-Scene $Call.Before
        $forge = $Call.Before -eq 'Forge' ? (Start-Forge $scene github) : $null
        Push-Location $scene.Repository
        try {
            $before = Get-RefText $scene.Remote
            $files = (Get-ChildItem -Recurse -File -Path $scene.Root -Exclude '*.lock').FullName
            $WhatIfPreference = $true
            $null = & ([scriptblock]::Create($Call.Code)) 3>&1 6>&1
            $WhatIfPreference = $false
            Get-RefText $scene.Remote | Should -BeExactly $before
            (Get-ChildItem -File -Path $scene.Repository).FullName | Should -Be $files.Where({ (Split-Path -Parent $_) -eq $scene.Repository })
        }
        finally {
            $WhatIfPreference = $false
            Pop-Location
            if ($forge) {
                Stop-Forge $forge
            }
        }
    }

    It '<Cmdlet>: nobody to ask is an error, and nothing is done' -ForEach $writers {
        $scene = Get-Scene ($Call.Before -eq 'Forge' ? 'Started' : $Call.Before)
        $before = Get-RefText $scene.Remote
        $code = ($Call.Code -replace '-Confirm:\$false') + ' -Confirm'
        # What went to standard error may come after it.
        $text = @(Get-HostText "Set-Location '$($scene.Repository)'; $code; `$?" 2>&1 | Where-Object { $_ -is [string] })
        if ($Call.Before -ne 'Forge') {
            $text[-1] | Should -BeExactly 'False'
        }

        Get-RefText $scene.Remote | Should -BeExactly $before
    }
}

Describe 'What is emitted goes on' {
    It '<Type>: JSON has names, ids and times as text, and no more than there is' -ForEach $emitted {
        $output = Invoke-Call $_ | Select-Object -First 1
        $json = ConvertTo-Json -InputObject $output -Depth 5 -WarningAction Stop
        $json | Should -Not -Match 'System\.|HotfixTools\.|"View"'
        $back = $json | ConvertFrom-Json -DateKind String
        foreach ($property in $output.PSObject.Properties) {
            $value = $property.Value
            $text = $back.($property.Name)
            switch ($true) {
                ($null -eq $value) { $text | Should -BeNullOrEmpty }
                ($value -is [enum] -or $value -is [string]) { $text | Should -BeExactly "$value" -Because $property.Name }
                ($value -is [datetimeoffset]) { $text | Should -Match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$' -Because $property.Name }
                ($value -is [System.Collections.IList]) { @($text).Count | Should -Be $value.Count -Because $property.Name }
            }
        }
    }

    It '<Type>: CSV has a value in each column, and never the name of a type' -ForEach $emitted {
        $output = Invoke-Call $_ | Select-Object -First 1
        $csv = $output | ConvertTo-Csv
        "$csv" | Should -Not -Match 'System\.|HotfixTools\.|`\d\[| \{ \w+ = '
        $row = $csv | ConvertFrom-Csv
        $row.PSObject.Properties.Name | Should -BeExactly @($output.PSObject.Properties.Name)
        $row.PSObject.Properties.Name | Should -Not -Contain 'View'
        foreach ($property in $output.PSObject.Properties.Where({ $_.Value -is [System.Collections.IList] -and $_.Value.Count })) {
            $row.($property.Name) | Should -BeExactly (@($property.Value) -join '; ')
        }
    }

    It '<Type>: nothing is lost on the way through a file, a job or a session' -ForEach $emitted {
        $output = Invoke-Call $_ | Select-Object -First 1
        $text = [System.Management.Automation.PSSerializer]::Serialize($output)
        $text | Should -Not -Match 'N="View"'
        $back = [System.Management.Automation.PSSerializer]::Deserialize($text)
        $back | Should -BeOfType $Type
        $back | ConvertTo-Json -Depth 6 | Should -BeExactly ($output | ConvertTo-Json -Depth 6)
        # A session that does not know the types yet has the same values, and the same views as soon as it does.
        $file = Join-Path $World 'one.xml'
        Set-Content -Path $file -Value $text
        $shown = Get-HostText "`$one = Import-Clixml '$file'; `$one | Format-List | Out-String -Width 200; `$one.PSTypeNames[0]"
        ($shown -join "`n").Trim() | Should -BeExactly (($output | Format-List | Out-String -Width 200).Trim() -replace '\r' | ForEach-Object { "$_`n`n`n$Type" }).Trim()
    }

    It '<Type>: every property that it has is one that travels' -ForEach $emitted {
        $declared = ([System.Management.Automation.PSTypeName] $Type).Type.GetProperties().Name | Sort-Object
        $types = [xml] (Get-Content -Raw (Join-Path $PSScriptRoot '../../src/Module/HotfixTools.Types.ps1xml'))
        $travelling = $types.Types.Type.Where({ $_.Name -eq $Type }).Members.MemberSet.Members.PropertySet.ReferencedProperties.Name | Sort-Object
        $travelling | Should -BeExactly $declared
    }

    It '<Type>: strict mode finds nothing missing in a view' -ForEach $emitted {
        $output = Invoke-Call $_ | Select-Object -First 1
        Set-StrictMode -Version Latest
        $global:Error.Clear()
        foreach ($view in 'Format-List', 'Format-Table', 'Out-String') {
            "$($output | & $view | Out-String -Width 300)" | Should -Not -BeNullOrEmpty
        }

        $global:Error | Should -BeNullOrEmpty
    }
}

Describe 'Jobs and sessions' {
    BeforeEach {
        $scene = Get-Scene 'Fresh'
        Push-Location $scene.Repository
    }

    AfterEach {
        Pop-Location
    }

    It 'a deploy of a job starts a hotfix' {
        $deploy = Start-Job { param($Manifest, $Folder) Import-Module $Manifest; Get-LastDeploy -Path $Folder } -ArgumentList $manifestPath, "$PWD" | Receive-Job -Wait -AutoRemoveJob
        $deploy | Should -BeOfType HotfixTools.Deploy
        $hotfix = $deploy | New-Hotfix -Reason 'Orders fail' -ErrorAction Stop
        $hotfix.Base | Should -BeExactly $deploy.Commit
        $hotfix.BaseDeploy.DeployedAt | Should -Be $deploy.DeployedAt
    }

    It 'a deploy that was read before the module was there starts one too, by pipeline and by parameter' {
        $file = Join-Path $World 'deploy.xml'
        Get-LastDeploy | Export-Clixml -Path $file
        foreach ($way in '$deploy | New-Hotfix -WhatIf', 'New-Hotfix -Deploy $deploy -WhatIf') {
            $program, [string[]] $begin = Get-PowerShellProgram
            $said = & $program @begin -NoProfile -NonInteractive -Command "`$deploy = Import-Clixml '$file'; `$deploy.PSTypeNames[0]; Import-Module '$manifestPath'; Set-Location '$PWD'; $way"
            $said[0] | Should -BeExactly 'Deserialized.HotfixTools.Deploy'
            $said[1] | Should -BeLike 'What if:*Create refs/heads/hotfix*'
        }
    }

    It 'one that somebody made up is checked as a live one is' {
        $before = Get-RefText $scene.Remote
        $live = Get-LastDeploy
        foreach ($forged in @{ Commit = 'x' }, @{ Environment = '..'; Commit = $live.Commit }, @{ Environment = 'production'; Commit = '0' * 39 + '1' }, @{ Environment = 'production'; Source = 'ledger'; Commit = (Invoke-Git $PWD rev-parse HEAD) }) {
            $deploy = [pscustomobject] (@{ PSTypeName = 'Deserialized.HotfixTools.Deploy'; Repository = "$PWD" } + $forged)
            { $deploy | New-Hotfix -ErrorAction Stop } | Should -Throw -PassThru | ForEach-Object { $_.FullyQualifiedErrorId | Should -Match '^(InvalidEnvironment|CommitNotFound|Superseded),' }
        }

        Get-RefText $scene.Remote | Should -BeExactly $before
    }

    It 'a hotfix and its record of a job lead on to their repository' {
        $null = New-Hotfix -Reason 'Orders fail' -ErrorAction Stop
        Set-Location $World
        $hotfix, $record = Start-Job { param($Manifest, $Folder) Import-Module $Manifest; Get-Hotfix -Path $Folder; Get-HotfixHistory -Path $Folder } -ArgumentList $manifestPath, $scene.Repository | Receive-Job -Wait -AutoRemoveJob
        ($hotfix | Get-HotfixHistory -ErrorAction Stop).Id | Should -BeExactly $hotfix.Id
        $hotfix | Show-HotfixGraph -As Ascii -ErrorAction Stop | Should -Match 'X  '
        ($record | Get-Hotfix -ErrorAction Stop).Id | Should -BeExactly $hotfix.Id
        ($record, $record | Measure-Hotfix).Count | Should -Be 2
    }

    It 'threads work in one clone and in several at the same time' {
        $null = New-Hotfix -Reason 'Orders fail' -ErrorAction Stop
        $other = Get-Scene 'Started'
        $places = @($scene.Repository, $other.Repository) * 3
        $found = $places | ForEach-Object -ThrottleLimit 6 -Parallel { Import-Module $using:manifestPath; Get-Hotfix -Path $_ -ErrorAction Stop }
        $found | Should -HaveCount 6
        @($found.Repository | Sort-Object -Unique).Count | Should -Be 2
        @($found.Id | Sort-Object -Unique).Count | Should -Be 2
    }

    It 'the module goes and comes again' {
        (Get-HostText 'Remove-Module HotfixTools; $gone = -not (Get-Module HotfixTools); Import-Module $args[0] -ErrorAction Ignore; $gone').Trim() | Should -BeExactly 'True'
        Get-HostText "Remove-Module HotfixTools; Import-Module '$manifestPath' -ErrorAction Stop; Import-Module '$manifestPath' -Force -ErrorAction Stop; (Get-LastDeploy -Path '$($scene.Repository)').Environment" | Should -BeExactly 'production'
    }
}

Describe 'Constrained language' {
    It 'imports, runs and shows the same: <Code>' -ForEach @($emitted.Where({ $_.Before -ne 'Forge' -and $_.Code -notmatch ';|New-HotfixSandbox|HotfixHeartbeat' })) {
        $scene = Get-Scene $Before
        $script = "Set-Location '$($scene.Repository)'; Import-Module '$manifestPath'; $Code 6> `$null | Out-String -Width 200"
        $program, [string[]] $begin = Get-PowerShellProgram
        $text = & $program @begin -NoProfile -NonInteractive -Command "`$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; $script; `$Error.Count" 2>&1
        $text[-1] | Should -BeExactly '0' -Because "$text"
        "$text" | Should -Match '\S'
        # What a view makes of a commit, a time or a state, and PowerShell would not.
        if ($Type -like 'HotfixTools.*' -and $Type -notin 'HotfixTools.HotfixConfiguration') {
            "$text" | Should -Match '\b[0-9a-f]{8}\b|Info|Error|median|yes|1 open|2\d{3}-\d\d-\d\d \d\d:\d\d'
        }
    }
}

Describe 'Cultures' {
    It '<_> changes nothing that is emitted' -ForEach 'tr-TR', 'de-DE', 'ar-SA', 'th-TH' {
        $scene = Get-Scene 'Superseded'
        $script = @'
            $found = Get-Hotfix; $found.Findings; Get-HotfixHistory; Get-LastDeploy *; Compare-Deploy 6> $null; Test-HotfixJournal; Measure-Hotfix; Get-HotfixConfiguration
            Show-HotfixGraph -As Ascii; Get-LastDeploy PRODUCTION; Test-Hotfix
'@
        $text = foreach ($culture in 'en-US', $_) {
            Get-HostText "`$here = [cultureinfo]::new('$culture'); [cultureinfo]::CurrentCulture = `$here; [cultureinfo]::CurrentUICulture = `$here; Set-Location '$($scene.Repository)'; & { $script } | Select-Object -ExcludeProperty Age, View -Property * | ConvertTo-Json -Depth 6 -EnumsAsStrings; & { $script } | ForEach-Object { `$_ | Format-List | Out-String -Width 300 }" 2>&1 | Out-String
        }
        # How old it is goes on.
        $text = $text -replace '(?m)^Age .*$'
        $text[1] | Should -BeExactly $text[0]
        $text[0] | Should -Match 'production'
    }
}

Describe 'Colours' {
    It 'PlainText and NO_COLOR have none: <Code>' -ForEach @($calls.Where({ $_.Code -in 'Get-Hotfix', 'Show-HotfixGraph', 'Test-DeployGate production master', 'Test-HotfixJournal' })) {
        $scene = Get-Scene $Before
        $PSStyle.OutputRendering | Should -Not -BeNullOrEmpty
        $script = "`$PSStyle.OutputRendering = 'PlainText'; Set-Location '$($scene.Repository)'; $Code"
        Get-HostText $script | Should -Not -Match "`e"
        $env:NO_COLOR = '1'
        try {
            Get-HostText "Set-Location '$($scene.Repository)'; $Code" | Should -Not -Match "`e"
        }
        finally {
            $env:NO_COLOR = $null
        }
    }

    It 'what is piped or kept has none, whatever the rendering: <Code>' -ForEach @($calls.Where({ $_.Code -in 'Get-Hotfix', 'Show-HotfixGraph' })) {
        $scene = Get-Scene $Before
        foreach ($rendering in 'Host', 'Ansi') {
            $file = Join-Path $World 'kept.txt'
            # Headers of PowerShell's own have some in Ansi; none is ours.
            $null = Get-HostText "`$PSStyle.OutputRendering = '$rendering'; foreach (`$name in 'FormatAccent', 'TableHeader', 'CustomTableHeaderLabel', 'ErrorAccent') { `$PSStyle.Formatting.`$name = '' }; Set-Location '$($scene.Repository)'; $Code > '$file'"
            Get-Content -Raw $file | Should -Not -Match "`e"
        }
    }

    It 'on a terminal the picture has some, and what keeps it has none' -Skip:(-not ($IsLinux -and (Get-Command script -CommandType Application -ErrorAction Ignore))) {
        $scene = Get-Scene 'Started'
        $file = Join-Path $World 'terminal.ps1'
        Set-Content -Path $file -Value @"
            `$ProgressPreference = 'SilentlyContinue'
            Import-Module '$manifestPath'
            Set-Location '$($scene.Repository)'
            Show-HotfixGraph -As Unicode > '$World/redirected.txt'
            `$kept = Show-HotfixGraph -As Unicode
            Set-Content -Path '$World/variable.txt' -Value `$kept
            Set-Content -Path '$World/text.txt' -Value "`$(Show-HotfixGraph -As Unicode)"
            'shown'
            if (`$true) { Show-HotfixGraph -As Unicode }
            `$PSStyle.OutputRendering = 'PlainText'
            'plain'
            Show-HotfixGraph -As Unicode
"@
        $program, [string[]] $begin = Get-PowerShellProgram
        $terminal = $env:TERM
        $env:TERM = 'xterm'
        try {
            $text = (& script -qec "'$program' $($begin -join ' ') -NoProfile -NonInteractive -File '$file'" /dev/null) -join "`n"
        }
        finally {
            $env:TERM = $terminal
        }

        $plain = $text.IndexOf('plain')
        $text.Substring(0, $plain) | Should -Match "`e\[1;31mH"
        $text.Substring($plain) | Should -Match '●'
        $text.Substring($plain) | Should -Not -Match "`e\[1;3"
        foreach ($kept in 'redirected', 'variable', 'text') {
            $picture = Get-Content -Raw (Join-Path $World "$kept.txt")
            $picture | Should -Match '●'
            $picture | Should -Not -Match "`e"
        }
    }
}
