BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.RegisterDeployCommand'
    $ledger = 'refs/deploys/staging'
}

AfterAll {
    Exit-TestHome
}

Describe 'Register-Deploy' {
    BeforeEach {
        $team = New-Team
    }

    It 'appends to the ledger at the remote, and touches nothing else' {
        $work = Get-WorkText $team.Clone
        $deploy = Register-Deploy staging $team.Tip -Url 'https://ci.example.com/1' -Path $team.Clone -ErrorAction Stop
        $deploy | Should -BeOfType HotfixTools.Deploy
        $deploy.Environment | Should -BeExactly 'staging'
        $deploy.Commit | Should -BeExactly $team.Tip
        $deploy.DeployedBy | Should -BeExactly 'Tess Tester <tess@example.com>'
        $deploy.Url | Should -BeExactly 'https://ci.example.com/1'
        $deploy.IsHotfix | Should -BeFalse
        Get-WorkText $team.Clone | Should -BeExactly $work

        # Git alone can read it: a commit that keeps the deployed one reachable, with a file for programs.
        Invoke-Git $team.Remote log '-1' '--format=%P' $ledger | Should -BeExactly $team.Tip
        $entry = (Invoke-Git $team.Remote show "${ledger}:entry.json") -join "`n" | ConvertFrom-Json
        $entry.commit | Should -BeExactly $team.Tip
        $entry.environment | Should -BeExactly 'staging'
    }

    It 'appends after the entry before' {
        $null = Register-Deploy staging $team.Live -Path $team.Clone -ErrorAction Stop
        $before = Get-RemoteRef $team $ledger
        $null = Register-Deploy staging $team.Tip -Path $team.Clone -ErrorAction Stop
        Invoke-Git $team.Remote rev-parse "$ledger^1" | Should -BeExactly $before
        (Get-DeployHistory staging -Path $team.Clone -ErrorAction Stop).Commit | Should -Be @($team.Tip, $team.Live)
    }

    It 'appends after what another clone wrote meanwhile' {
        $ben = Add-Clone $team ben
        $null = Register-Deploy staging $team.First -Path $team.Clone -ErrorAction Stop
        $null = Register-Deploy staging $team.Live -Path $ben -ErrorAction Stop
        $null = Register-Deploy staging $team.Tip -Path $team.Clone -ErrorAction Stop
        (Get-DeployHistory staging -Path $ben -ErrorAction Stop).Commit | Should -Be @($team.Tip, $team.Live, $team.First)
    }

    It 'keeps who and when, where it is told' {
        $deploy = Register-Deploy staging $team.Tip -DeployedBy 'Release pipeline' -DeployedAt '2024-05-01T12:00:00+02:00' -Path $team.Clone -ErrorAction Stop
        $deploy.DeployedBy | Should -BeExactly 'Release pipeline'
        $deploy.DeployedAt.UtcDateTime | Should -Be ([datetime] '2024-05-01T10:00:00')
    }

    It 'takes <what> for a commit' -ForEach @(
        @{ What = 'an abbreviation'; Text = { $team.Live.Substring(0, 8) }; Commit = { $team.Live } }
        @{ What = 'a branch'; Text = { 'master' }; Commit = { $team.Tip } }
        @{ What = 'an expression'; Text = { 'master~3' }; Commit = { $team.Live } }
        @{ What = 'HEAD'; Text = { 'HEAD' }; Commit = { $team.Tip } }
    ) {
        (Register-Deploy staging (& $Text) -Path $team.Clone -ErrorAction Stop).Commit | Should -BeExactly (& $Commit)
    }

    It 'believes the remote about a branch, not the clone' {
        $ben = Add-Clone $team ben
        $newer = Add-Commit $ben 'more.txt' 'more' 'More'
        Invoke-Git $ben push --quiet origin master
        (Register-Deploy staging master -Path $team.Clone -ErrorAction Stop).Commit | Should -BeExactly $newer
    }

    It 'notes that a hotfix was deployed' {
        $null = Get-LastDeploy -Path $team.Clone -ErrorAction Stop | New-Hotfix -ErrorAction Stop
        $fix = Push-Fix $team.Clone
        (Register-Deploy production $fix -Path $team.Clone -ErrorAction Stop).IsHotfix | Should -BeTrue
    }

    It 'changes nothing with -WhatIf' {
        Assert-Unchanged $team { Register-Deploy staging $team.Tip -Path $team.Clone -WhatIf -ErrorAction Stop } | Should -BeNullOrEmpty
    }

    It 'changes nothing with $WhatIfPreference' {
        $WhatIfPreference = $true
        Assert-Unchanged $team { Register-Deploy staging $team.Tip -Path $team.Clone -ErrorAction Stop } | Should -BeNullOrEmpty
    }

    It 'takes deploys from the pipeline' {
        $rows = "Environment,Commit,DeployedBy`nstaging,$($team.Live),Nightly`nsandbox,$($team.Tip),Nightly" | ConvertFrom-Csv
        $deploys = $rows | Register-Deploy -Path $team.Clone -ErrorAction Stop
        $deploys.Environment | Should -Be @('staging', 'sandbox')
        $deploys.Commit | Should -Be @($team.Live, $team.Tip)
        $deploys.DeployedBy | Should -Be @('Nightly', 'Nightly')
    }

    It 'goes on after a bad item of the pipeline' {
        $rows = "Environment,Commit`nsta ging,$($team.Live)`nsandbox,$($team.Tip)" | ConvertFrom-Csv
        $deploys = $rows | Register-Deploy -Path $team.Clone -ErrorAction SilentlyContinue -ErrorVariable problems
        $deploys.Environment | Should -Be 'sandbox'
        $problems.FullyQualifiedErrorId | Should -Be "InvalidEnvironment,$class"
    }

    It 'adds nothing when a pipeline repeats the step' {
        $null = Register-Deploy staging $team.Tip -DeployedBy Nightly -Path $team.Clone -ErrorAction Stop
        $again = Assert-Unchanged $team { Register-Deploy staging $team.Tip -DeployedBy Nightly -Path $team.Clone -ErrorAction Stop }
        $again.Commit | Should -BeExactly $team.Tip
    }

    Context 'bad input' {
        It 'refuses an environment name <name>' -ForEach @(
            @{ Name = 'with a slash'; Value = 'a/b' }
            @{ Name = 'with a space'; Value = 'a b' }
            @{ Name = 'with a control character'; Value = "a$([char] 7)b" }
            @{ Name = 'with two dots'; Value = 'a..b' }
            @{ Name = 'of 300 characters'; Value = 'a' * 300 }
            @{ Name = 'of none'; Value = '' }
        ) {
            Assert-Refusal $team "InvalidEnvironment,$class" { Register-Deploy $Value $team.Tip -Path $team.Clone -ErrorAction Stop }
        }

        It 'refuses an unknown or malformed commit: <_>' -ForEach @(
            'no-such-branch', '1234567890123456789012345678901234567890', '0000000000000000000000000000000000000000'
            'master^{tree}', 'master~99', 'a b', '-x', 'refs/', ('f' * 300), ''
        ) {
            $refusal = Assert-Refusal $team "CommitNotFound,$class" { Register-Deploy staging $_ -Path $team.Clone -ErrorAction Stop }
            $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        }

        It 'refuses an ambiguous commit' {
            $abbreviation = New-AmbiguousAbbreviation $team
            Assert-Refusal $team "AmbiguousCommit,$class" { Register-Deploy staging $abbreviation -Path $team.Clone -ErrorAction Stop }
        }

        It 'asks for an identity where Git knows none' {
            Invoke-Git $team.Clone config --global --remove-section user
            try {
                $refusal = Assert-Refusal $team "IdentityMissing,$class" { Register-Deploy staging $team.Tip -Path $team.Clone -ErrorAction Stop }
            }
            finally {
                Invoke-Git $team.Clone config --global user.name 'Tess Tester'
                Invoke-Git $team.Clone config --global user.email 'tess@example.com'
            }

            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*git config*user.name*'
        }

        It 'hands on the words of a server that refuses the ref' {
            Set-RemoteHook $team 'update' 'echo "no ledger on Fridays" >&2; exit 1'
            $before = Get-TeamText $team
            $refusal = { Register-Deploy staging $team.Tip -Path $team.Clone -ErrorAction Stop } | Should -Throw -ErrorId "RefNotAccepted,$class" -PassThru
            $refusal.ErrorDetails.Message | Should -BeLike '*refs/deploys/staging*'
            Get-TeamText $team | Should -BeExactly $before
        }

        It 'refuses a remote that is gone, one that is missing, a shallow clone, and what is no repository' {
            $shallow = Add-Clone $team shallow --depth=1
            Assert-Refusal $team "ShallowRepository,$class" { Register-Deploy staging HEAD -Path $shallow -ErrorAction Stop }
            Assert-Refusal $team "NotARepository,$class" { Register-Deploy staging HEAD -Path $World -ErrorAction Stop }
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            Assert-Refusal $team "RemoteUnreachable,$class" { Register-Deploy staging $team.Tip -Path $team.Clone -ErrorAction Stop }
            Invoke-Git $team.Clone remote remove origin
            Assert-Refusal $team "RemoteNotFound,$class" { Register-Deploy staging $team.Tip -Path $team.Clone -ErrorAction Stop }
        }
    }
}
