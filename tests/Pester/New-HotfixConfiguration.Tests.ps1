BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.NewHotfixConfigurationCommand'

    # Puts tags of what is live on the remote.
    function Push-Tag($Team) {
        $refs = @($args | ForEach-Object { "$($Team.Live):refs/tags/$_" })
        Invoke-Git $Team.Clone push --quiet origin @refs
    }

    # What is set by a file, as key and value; what is not a setting is an error.
    function Get-Proposal($Team, [string] $File) {
        $settings = Get-HotfixConfiguration -ConfigurationPath $File -Path $Team.Clone -ErrorAction Stop
        $found = @{}
        $settings.Values | Where-Object Source -EQ 'File' | ForEach-Object { $found[$_.Key] = $_.Value }
        $found
    }
}

AfterAll {
    Exit-TestHome
}

Describe 'New-HotfixConfiguration' {
    BeforeEach {
        $team = New-Team
        $here = @{ Path = $team.Clone; ErrorAction = 'Stop' }
        $file = Join-Path $team.Clone '.hotfix.json'
    }

    Context 'it works' {
        It 'writes one file to the root of the working tree, and touches neither Git nor the remote' {
            $written = Assert-Unchanged $team { New-HotfixConfiguration @here }
            $written | Should -HaveCount 1
            $written | Should -BeOfType System.IO.FileInfo
            $written.FullName | Should -BeExactly $file
            Invoke-Git $team.Clone status --porcelain | Should -Be '?? .hotfix.json'
            # No draft of it is left behind.
            Get-ChildItem -Force -File -Path $team.Clone -Filter '*hotfix*' | Should -HaveCount 1
        }

        It 'writes what is valid, has comments, and is no other than what is in force' {
            $before = Get-HotfixConfiguration @here
            $null = New-HotfixConfiguration @here
            Test-HotfixConfiguration -ConfigurationPath $file @here | Should -BeNullOrEmpty
            $bytes = [System.IO.File]::ReadAllBytes($file)
            $bytes[0..1] | Should -Be ([byte[]] [char[]] '//')
            $bytes | Should -Not -Contain 13
            $text = Get-Content -Raw -Path $file
            $text | Should -Match '(?m)^// .*Test-HotfixConfiguration -ConfigurationPath \.hotfix\.json'
            $text | Should -Match '(?m)^ +// .*env:HOTFIX_SLACK_URL'
            $settings = Get-HotfixConfiguration -ConfigurationPath $file @here
            foreach ($name in 'Remote', 'Mainline', 'Branch', 'Ledger', 'Journal', 'StaleAfter', 'Environments') {
                $settings.$name | Should -Be $before.$name -Because $name
            }
        }

        It 'is in force as soon as it is merged, for everybody' {
            $ben = Add-Clone $team ben
            $null = Register-Deploy staging $team.Tip @here
            $null = New-HotfixConfiguration @here
            Invoke-Git $team.Clone add .hotfix.json
            Invoke-Git $team.Clone commit --quiet '-m' 'Agree on settings'
            Invoke-Git $team.Clone push --quiet origin master
            foreach ($place in $team.Clone, $ben) {
                $settings = Get-HotfixConfiguration -Path $place -ErrorAction Stop
                $settings.File | Should -BeExactly 'origin/master:.hotfix.json'
                $settings.Environments | Should -Be @('staging', 'production')
                Test-HotfixConfiguration -Path $place -ErrorAction Stop | Should -BeNullOrEmpty
            }
        }

        It 'writes to the root from a folder below and from a linked worktree' {
            $folder = (New-Item -ItemType Directory -Path (Join-Path $team.Clone 'src/deep')).FullName
            $worktree = Join-Path $team.Root 'linked'
            Invoke-Git $team.Clone worktree add --quiet --detach $worktree
            (New-HotfixConfiguration -Path $folder -ErrorAction Stop).FullName | Should -BeExactly $file
            (New-HotfixConfiguration -Path $worktree -ErrorAction Stop).FullName | Should -BeExactly (Join-Path $worktree '.hotfix.json')
        }

        It 'takes repositories from the pipeline, and goes on where one has a file' {
            $other = New-Team
            $null = New-HotfixConfiguration @here
            $written = $team, $other | ForEach-Object { Get-Item $_.Clone } | New-HotfixConfiguration -ErrorAction SilentlyContinue -ErrorVariable problems
            $written.FullName | Should -BeExactly (Join-Path $other.Clone '.hotfix.json')
            $problems.FullyQualifiedErrorId | Should -Be "ConfigurationExists,$class"
        }

        It 'works where nothing is deployed yet, and of an empty remote' {
            foreach ($fresh in (New-Team -Undeployed), (New-Team -Empty)) {
                $proposal = (New-HotfixConfiguration -Path $fresh.Clone -ErrorAction Stop).FullName
                (Get-HotfixConfiguration -ConfigurationPath $proposal -Path $fresh.Clone -ErrorAction Stop).Environments | Should -Be @('production')
                Test-HotfixConfiguration -Quiet -ConfigurationPath $proposal -Path $fresh.Clone -ErrorAction Stop | Should -BeTrue
            }
        }
    }

    Context 'what it sees' {
        It 'is the mainline' {
            Invoke-Git $team.Remote branch --move master trunk
            $null = New-HotfixConfiguration @here
            (Get-Proposal $team $file)['mainline'] | Should -BeExactly 'trunk'
        }

        It 'is the environments that have ledgers, in the order in which releases pass them' {
            foreach ($environment in 'staging', 'qa', 'blue') {
                $null = Register-Deploy $environment $team.Tip @here
            }

            $null = New-HotfixConfiguration @here
            $settings = Get-HotfixConfiguration -ConfigurationPath $file @here
            $settings.Environments | Should -HaveCount 4
            $settings.Environments | Where-Object { $_ -ne 'blue' } | Should -Be @('qa', 'staging', 'production')
            $settings.Environments[-1] | Should -BeExactly 'production'
            Test-HotfixConfiguration -ConfigurationPath $file @here | Should -BeNullOrEmpty
        }

        It 'is tags that deploys set' {
            Push-Tag $team deploy/production/1 deploy/production/2 deploy/staging/1 v1.0 v2.0
            $null = New-HotfixConfiguration @here
            $proposal = Get-Proposal $team $file
            $proposal['environments.staging.order'] | Should -Be 1
            $proposal['environments.production.order'] | Should -Be 2
            $proposal['environments.production.sources[0]'] | Should -BeExactly 'ledger'
            $proposal['environments.production.sources[1]'] | Should -BeExactly 'tags: deploy/production/*'
            $proposal.Keys -match '^environments\.production\.sources' | Should -HaveCount 2
            Test-HotfixConfiguration -ConfigurationPath $file @here | Should -BeNullOrEmpty
            (Get-LastDeploy -ConfigurationPath $file @here).Source | Should -BeExactly 'ledger, tags'
        }

        It 'is tags of another pattern: <Tag>' -ForEach @(
            @{ Tag = 'release-production-7'; Pattern = 'release-production-*' }
            @{ Tag = 'production/2026-11-24'; Pattern = 'production/*' }
            @{ Tag = 'deployed.production.12'; Pattern = 'deployed.production.*' }
        ) {
            Push-Tag $team $Tag
            $null = New-HotfixConfiguration @here
            (Get-Proposal $team $file)['environments.production.sources[1]'] | Should -BeExactly "tags: $Pattern"
            (Get-LastDeploy -ConfigurationPath $file @here).Source | Should -BeExactly 'ledger, tags'
        }

        It 'is a tag that moves with each deploy' {
            Push-Tag $team deployed/production
            $null = New-HotfixConfiguration @here
            $proposal = Get-Proposal $team $file
            $proposal['environments.production.sources[1]'] | Should -BeExactly 'ref: refs/tags/deployed/production'
            $proposal.Keys -match '^environments\.production\.sources' | Should -HaveCount 2
            (Get-LastDeploy -ConfigurationPath $file @here).Source | Should -BeExactly 'ledger, ref'
        }

        It 'is not tags of releases' {
            Push-Tag $team v1.0 v1.1 release/2026-11-24 nightly
            $null = New-HotfixConfiguration @here
            $settings = Get-HotfixConfiguration -ConfigurationPath $file @here
            $settings.Environments | Should -Be @('production')
            (Get-Proposal $team $file).Keys -match '\.sources' | Should -HaveCount 1
        }

        It 'is environments that workflow files name: <Name>' -ForEach @(
            @{ Name = 'of GitHub'; Place = '.github/workflows/deploy.yml' }
            @{ Name = 'of Gitea'; Place = '.gitea/workflows/deploy.yaml' }
            @{ Name = 'of GitLab'; Place = '.gitlab-ci.yml' }
            @{ Name = 'of Azure'; Place = 'azure-pipelines.yml' }
        ) {
            $workflow = Join-Path $team.Clone $Place
            $null = New-Item -ItemType Directory -Force -Path (Split-Path $workflow)
            Set-Content -Path $workflow -Value @'
jobs:
  one:
    environment: qa
  two:
    environment:
      name: 'staging' # the last before customers
  three:
    environment: ${{ inputs.environment }}
  # environment: nowhere
'@
            $null = New-HotfixConfiguration @here
            (Get-HotfixConfiguration -ConfigurationPath $file @here).Environments | Should -Be @('qa', 'staging', 'production')
            # No deploys are known there yet, which is nothing wrong.
            Test-HotfixConfiguration -Quiet -ConfigurationPath $file @here | Should -BeTrue
        }

        It 'is the host of the remote: <HostName>' -Skip:$IsWindows -ForEach @(
            @{ HostName = 'github.com'; Forge = 'GitHub' }
            @{ HostName = 'gitlab.example.com'; Forge = 'GitLab' }
            @{ HostName = 'ssh.dev.azure.com'; Forge = 'AzureDevOps' }
            @{ HostName = 'codeberg.org'; Forge = 'Gitea' }
            @{ HostName = 'git.example.com'; Forge = $null }
        ) {
            # What would be ssh to that host runs the real git of this machine.
            $ssh = Join-Path $team.Root 'ssh'
            [System.IO.File]::WriteAllText($ssh, "#!/bin/sh`nfor command; do :; done`nexec sh -c `"`$command`"`n")
            & chmod +x $ssh
            Invoke-Git $team.Clone remote set-url origin "ssh://git@$HostName$($team.Remote)"
            $env:GIT_SSH_COMMAND = $ssh
            try {
                $null = New-HotfixConfiguration @here
                (Get-Proposal $team $file)['review.forge'] | Should -BeExactly $Forge
                Test-HotfixConfiguration -ConfigurationPath $file @here | Should -BeNullOrEmpty
            }
            finally {
                Remove-Item -Path Env:GIT_SSH_COMMAND
            }
        }
    }

    Context '-WhatIf' {
        It 'writes nothing, and changes nothing' {
            Assert-Unchanged $team { New-HotfixConfiguration -WhatIf @here } | Should -BeNullOrEmpty
            $file | Should -Not -Exist
            Set-Content -Path $file -Value 'mine'
            Assert-Unchanged $team { New-HotfixConfiguration -Force -WhatIf @here } | Should -BeNullOrEmpty
            Get-Content -Path $file | Should -BeExactly 'mine'
        }

        It 'says which file a real run writes' {
            $said = @(Get-HostText "New-HotfixConfiguration -Path '$($team.Clone)' -WhatIf") -match '^What if:'
            $said | Should -HaveCount 1
            $said | Should -BeLike "*`"$file`"*"
        }
    }

    Context 'a file that is there' {
        It 'is not written over' {
            Set-Content -Path $file -Value '{ "branch": "mine" }'
            $refusal = Assert-Refusal $team "ConfigurationExists,$class" { New-HotfixConfiguration @here }
            $refusal.CategoryInfo.Category | Should -Be 'ResourceExists'
            $refusal.TargetObject | Should -BeExactly $file
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-Force*-Destination*'
            Get-Content -Path $file | Should -BeExactly '{ "branch": "mine" }'
        }

        It 'is not written over by the second run' {
            $null = New-HotfixConfiguration @here
            $text = Get-Content -Raw -Path $file
            Assert-Refusal $team "ConfigurationExists,$class" { New-HotfixConfiguration @here }
            Get-Content -Raw -Path $file | Should -BeExactly $text
        }

        It 'is refused with -WhatIf too' {
            $null = New-HotfixConfiguration @here
            Assert-Refusal $team "ConfigurationExists,$class" { New-HotfixConfiguration -WhatIf @here }
        }

        It 'is replaced with -Force: <Name>' -ForEach @(
            @{ Name = 'one that is well'; Text = '{ "staleAfter": "2d" }' }
            @{ Name = 'one with faults'; Text = '{ "brnach": 1 }' }
            @{ Name = 'one that is no JSON'; Text = 'half an idea' }
        ) {
            $null = New-HotfixConfiguration @here
            $text = Get-Content -Raw -Path $file
            Set-Content -Path $file -Value $Text
            (New-HotfixConfiguration -Force @here).FullName | Should -BeExactly $file
            Get-Content -Raw -Path $file | Should -BeExactly $text
            Get-ChildItem -Force -File -Path $team.Clone -Filter '*hotfix*' | Should -HaveCount 1
        }
    }

    Context '-Destination' {
        It 'names another file: <_>' -ForEach @('a path', 'a relative path', 'a drive') {
            $other = Join-Path $team.Root 'proposal.json'
            $null = New-PSDrive -Name Elsewhere -PSProvider FileSystem -Root $team.Root -Scope Script
            $named = switch ($_) {
                'a path' { $other }
                'a relative path' { '../proposal.json' }
                'a drive' { 'Elsewhere:/proposal.json' }
            }
            Push-Location $team.Clone
            try {
                $written = Assert-Unchanged $team { New-HotfixConfiguration $named -ErrorAction Stop }
                Assert-Refusal $team "ConfigurationExists,$class" { New-HotfixConfiguration -Destination $named -ErrorAction Stop }
            }
            finally {
                Pop-Location
                Remove-PSDrive -Name Elsewhere -Scope Script
            }

            $written.FullName | Should -BeExactly $other
            $file | Should -Not -Exist
            Test-HotfixConfiguration -ConfigurationPath $other @here | Should -BeNullOrEmpty
        }

        It 'is needed in a bare clone' {
            $bare = Add-Clone $team mirror.git --bare
            $refusal = Assert-Refusal $team "DestinationRequired,$class" { New-HotfixConfiguration -Path $bare -ErrorAction Stop }
            $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-Destination*'
            $other = Join-Path $team.Root 'proposal.json'
            (New-HotfixConfiguration -Path $bare -Destination $other -ErrorAction Stop).FullName | Should -BeExactly $other
            Test-HotfixConfiguration -ConfigurationPath $other @here | Should -BeNullOrEmpty
        }

        It 'is in a folder that exists' {
            $other = Join-Path $team.Root 'nowhere/proposal.json'
            $refusal = Assert-Refusal $team "FolderNotFound,$class" { New-HotfixConfiguration -Destination $other @here }
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-Destination*'
            Split-Path $other | Should -Not -Exist
        }

        It 'is no folder, with -Force too' {
            $folder = (New-Item -ItemType Directory -Path (Join-Path $team.Root 'folder')).FullName
            foreach ($force in $false, $true) {
                $refusal = Assert-Refusal $team "FileNotWritten,$class" { New-HotfixConfiguration -Destination $folder -Force:$force @here }
                $refusal.CategoryInfo.Category | Should -Be 'PermissionDenied'
            }

            Get-ChildItem -Force -File -Path $team.Root | Should -BeNullOrEmpty
        }
    }

    Context 'bad input' {
        It 'refuses what is no repository, a remote that is missing, and one that is gone; and writes nothing' {
            Assert-Refusal $team "NotARepository,$class" { New-HotfixConfiguration -Path $World -ErrorAction Stop }
            Assert-Refusal $team "RemoteNotFound,$class" { New-HotfixConfiguration -Remote upstream @here }
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            $refusal = Assert-Refusal $team "RemoteUnreachable,$class" { New-HotfixConfiguration @here }
            $refusal.CategoryInfo.Category | Should -Be 'ConnectionError'
            $file | Should -Not -Exist
            Join-Path $World '.hotfix.json' | Should -Not -Exist
        }
    }
}
