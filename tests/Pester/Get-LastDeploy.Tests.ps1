BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.GetLastDeployCommand'
}

AfterAll {
    Exit-TestHome
}

Describe 'Get-LastDeploy' {
    BeforeEach {
        $team = New-Team
    }

    It 'finds the last deploy to production, not the head of the mainline' {
        $deploy = Assert-OnlyRead $team { Get-LastDeploy -Path $team.Clone -ErrorAction Stop }
        $deploy | Should -HaveCount 1
        $deploy | Should -BeOfType HotfixTools.Deploy
        $deploy.Commit | Should -BeExactly $team.Live
        $deploy.Commit | Should -Not -Be $team.Tip
        $deploy.Environment | Should -BeExactly 'production'
        $deploy.DeployedBy | Should -BeExactly 'Tess Tester <tess@example.com>'
        $deploy.DeployedAt.Offset | Should -Be ([timespan]::Zero)
        $deploy.Source | Should -BeExactly 'ledger'
        $deploy.IsHotfix | Should -BeFalse
        Split-Path -Leaf $deploy.Repository | Should -BeExactly 'ada'
    }

    It 'looks at the remote: a deploy that somebody else recorded is found at once' {
        $ben = Add-Clone $team ben
        $null = Register-Deploy production $team.Tip -Path $ben -ErrorAction Stop
        (Get-LastDeploy -Path $team.Clone -ErrorAction Stop).Commit | Should -BeExactly $team.Tip
    }

    It 'works from the current location, in a folder below it, a linked worktree, and a bare clone' {
        $folder = New-Item -ItemType Directory -Path (Join-Path $team.Clone 'src/deep')
        $worktree = Join-Path $team.Root 'linked'
        Invoke-Git $team.Clone worktree add --quiet --detach $worktree
        $bare = Add-Clone $team mirror.git --bare
        foreach ($place in $team.Clone, $folder.FullName, $worktree, $bare) {
            Push-Location $place
            try {
                (Get-LastDeploy -ErrorAction Stop).Commit | Should -BeExactly $team.Live -Because $place
            }
            finally {
                Pop-Location
            }
        }
    }

    It 'takes repositories from the pipeline, by any of their names' {
        $other = New-Team
        $found = $team, $other | ForEach-Object { Get-Item $_.Clone } | Get-LastDeploy -ErrorAction Stop
        $found.Commit | Should -Be @($team.Live, $other.Live)
        $found = [pscustomobject]@{ Repository = $team.Clone; Environment = 'production' } | Get-LastDeploy -ErrorAction Stop
        $found.Commit | Should -BeExactly $team.Live
    }

    It 'answers for each environment, in the order asked' {
        $null = Register-Deploy staging $team.Tip -Path $team.Clone -ErrorAction Stop
        $found = Get-LastDeploy staging, Production -Path $team.Clone -ErrorAction Stop
        $found.Environment | Should -Be @('staging', 'production')
        $found.Commit | Should -Be @($team.Tip, $team.Live)
    }

    It 'goes on after a bad item: <_>' -ForEach @('pro duction', 'nowhere') {
        $found = Get-LastDeploy $_, production -Path $team.Clone -ErrorAction SilentlyContinue -ErrorVariable problems
        $found.Commit | Should -Be $team.Live
        $problems | Should -HaveCount 1
    }

    It 'goes on after a folder that is no repository' {
        $found = $World, $team.Clone | ForEach-Object { [pscustomobject]@{ Path = $_ } } | Get-LastDeploy -ErrorAction SilentlyContinue -ErrorVariable problems
        $found.Commit | Should -Be $team.Live
        $problems.FullyQualifiedErrorId | Should -Be "NotARepository,$class"
    }

    Context 'tags' {
        It 'reads the newest tag that a deploy set' {
            Invoke-Git $team.Clone push --quiet origin "$($team.Tip):refs/tags/deploy/sandbox/1"
            $deploy = Get-LastDeploy sandbox -Path $team.Clone -ErrorAction Stop
            $deploy.Commit | Should -BeExactly $team.Tip
            $deploy.Source | Should -BeExactly 'tags'
        }

        It 'names both sources where they agree' {
            Invoke-Git $team.Clone push --quiet origin "$($team.Live):refs/tags/deploy/production/1"
            (Get-LastDeploy -Path $team.Clone -ErrorAction Stop).Source | Should -BeExactly 'ledger, tags'
        }

        It 'refuses where they disagree, shows both, and lets one be chosen' {
            Invoke-Git $team.Clone push --quiet origin "$($team.Tip):refs/tags/deploy/production/1"
            $refusal = Assert-Refusal $team "SourcesDisagree,$class" { Get-LastDeploy -Path $team.Clone -ErrorAction Stop }
            $refusal.ErrorDetails.Message | Should -BeLike "*$($team.Live.Substring(0, 7))*$($team.Tip.Substring(0, 7))*"
            (Get-LastDeploy -Path $team.Clone -Source tags -ErrorAction Stop).Commit | Should -BeExactly $team.Tip
            (Get-LastDeploy -Path $team.Clone -Source ledger -ErrorAction Stop).Commit | Should -BeExactly $team.Live
        }

        It 'reads tags of another pattern' {
            Invoke-Git $team.Clone push --quiet origin "$($team.First):refs/tags/live-production-7"
            (Get-LastDeploy -Path $team.Clone -Source tags -TagPattern 'live-{environment}-*' -ErrorAction Stop).Commit | Should -BeExactly $team.First
        }

        It 'refuses a pattern that is none: <_>' -ForEach @('a*b*', 'a b', 'a..b', '/') {
            Assert-Refusal $team "InvalidTagPattern,$class" { Get-LastDeploy -Path $team.Clone -TagPattern $_ -ErrorAction Stop }
        }

        It 'refuses a source that it does not know' {
            Assert-Refusal $team "SourceUnknown,$class" { Get-LastDeploy -Path $team.Clone -Source oracle -ErrorAction Stop }
        }
    }

    Context 'bad input' {
        It 'refuses an environment name <name>' -ForEach @(
            @{ Name = 'with a slash'; Value = 'a/b' }
            @{ Name = 'with a space'; Value = 'a b' }
            @{ Name = 'with a control character'; Value = "a`tb" }
            @{ Name = 'with two dots'; Value = 'a..b' }
            @{ Name = 'of dots alone'; Value = '..' }
            @{ Name = 'of 300 characters'; Value = 'a' * 300 }
            @{ Name = 'of none'; Value = '' }
        ) {
            $refusal = Assert-Refusal $team "InvalidEnvironment,$class" { Get-LastDeploy $Value -Path $team.Clone -ErrorAction Stop }
            $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $refusal.TargetObject | Should -BeExactly $Value
        }

        It 'says that nothing is deployed yet' {
            $fresh = New-Team -Undeployed
            $refusal = Assert-Refusal $fresh "NoDeployRecord,$class" { Get-LastDeploy -Path $fresh.Clone -ErrorAction Stop }
            $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Register-Deploy*'
        }

        It 'says so of an empty remote' {
            $fresh = New-Team -Empty
            Assert-Refusal $fresh "NoDeployRecord,$class" { Get-LastDeploy -Path $fresh.Clone -ErrorAction Stop }
        }

        It 'refuses a folder without a repository, and one that does not exist' {
            Assert-Refusal $team "NotARepository,$class" { Get-LastDeploy -Path $World -ErrorAction Stop }
            Assert-Refusal $team "NotARepository,$class" { Get-LastDeploy -Path (Join-Path $World 'nowhere') -ErrorAction Stop }
            Assert-Refusal $team "NotARepository,$class" { Get-LastDeploy -Path 'NoSuchDrive:/x' -ErrorAction Stop }
        }

        It 'refuses a repository without a remote' {
            Invoke-Git $team.Clone remote remove origin
            Assert-Refusal $team "RemoteNotFound,$class" { Get-LastDeploy -Path $team.Clone -ErrorAction Stop }
        }

        It 'refuses a remote that the repository does not have' {
            Assert-Refusal $team "RemoteNotFound,$class" { Get-LastDeploy -Path $team.Clone -Remote upstream -ErrorAction Stop }
        }

        It 'says that the remote is gone' {
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            $refusal = Assert-Refusal $team "RemoteUnreachable,$class" { Get-LastDeploy -Path $team.Clone -ErrorAction Stop }
            $refusal.CategoryInfo.Category | Should -Be 'ConnectionError'
        }

        It 'says that the password is wrong, and does not show it' {
            $server = Start-RefusingServer
            try {
                Invoke-Git $team.Clone remote set-url origin "$($server.Url)shop.git"
                $credential = [pscredential]::new('tess', (ConvertTo-SecureString 'not-the-one' -AsPlainText -Force))
                $refusal = Assert-Refusal $team "AuthenticationFailed,$class" { Get-LastDeploy -Path $team.Clone -Credential $credential -ErrorAction Stop }
            }
            finally {
                Stop-Server $server
            }

            $refusal.CategoryInfo.Category | Should -Be 'AuthenticationError'
            "$($refusal.ErrorDetails.Message) $($refusal.Exception)" | Should -Not -BeLike '*not-the-one*'
        }

        It 'refuses a shallow clone' {
            $shallow = Add-Clone $team shallow --depth=1
            Assert-Refusal $team "ShallowRepository,$class" { Get-LastDeploy -Path $shallow -ErrorAction Stop }
        }
    }
}
