BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.CompareDeployCommand'
}

AfterAll {
    Exit-TestHome
}

Describe 'Compare-Deploy' {
    BeforeEach {
        $team = New-Team
    }

    It 'lists what the mainline has that is not live, newest first' {
        $changes = Assert-OnlyRead $team { Compare-Deploy -Path $team.Clone -ErrorAction Stop 6> $null }
        $changes | Should -BeOfType HotfixTools.UndeployedChange
        $changes.Subject | Should -Be @('Feature 3', 'Feature 2', 'Feature 1')
        $changes.PullRequest | Should -Be @(3, 2, 1)
        $changes.Kind | Should -Be @('Squash', 'Merge', 'Merge')
        $changes.Branch | Should -Be @($null, 'feature2', 'feature1')
        $changes.Commits | Should -Be @(1, 2, 2)
        $changes[0].Commit | Should -BeExactly $team.Tip
        $changes[0].Author | Should -BeExactly 'Tess Tester <tess@example.com>'
        $changes[0].LiveCommit | Should -BeExactly $team.Live
        $changes[0].Environment | Should -BeExactly 'production'
    }

    It 'lists a direct commit as what it is' {
        $commit = Add-Commit $team.Clone 'direct.txt' 'x' 'Straight to the mainline'
        Invoke-Git $team.Clone push --quiet origin master
        $change = Compare-Deploy -Path $team.Clone -ErrorAction Stop 6> $null | Select-Object -First 1
        $change.Kind | Should -Be 'Direct'
        $change.Commit | Should -BeExactly $commit
        $change.PullRequest | Should -BeNullOrEmpty
    }

    It 'tells in the information stream whether a hotfix is needed' {
        $null = Compare-Deploy -Path $team.Clone -ErrorAction Stop -InformationVariable said 6> $null
        "$said" | Should -BeExactly '3 changes of master are not live in production: a hotfix ships a fix without them.'
    }

    It 'lists nothing where everything is live' {
        $null = Register-Deploy production $team.Tip -Path $team.Clone -ErrorAction Stop
        Compare-Deploy -Path $team.Clone -ErrorAction Stop -InformationVariable said 6> $null | Should -BeNullOrEmpty
        "$said" | Should -BeLike 'Everything of master is live in production*'
    }

    It 'compares a commit instead of the mainline, and another environment' {
        $null = Register-Deploy staging $team.First -Path $team.Clone -ErrorAction Stop
        $changes = Compare-Deploy staging 'master~2' -Path $team.Clone -ErrorAction Stop 6> $null
        $changes.Subject | Should -Be @('Feature 1', 'Take orders')
    }

    It 'takes deploys from the pipeline' {
        $changes = Get-LastDeploy -Path $team.Clone -ErrorAction Stop | Select-Object Environment, Repository | Compare-Deploy -ErrorAction Stop 6> $null
        $changes | Should -HaveCount 3
    }

    It 'goes on after a bad item of the pipeline' {
        $items = 'nowhere', 'production' | ForEach-Object { [pscustomobject]@{ Environment = $_; Path = $team.Clone } }
        $changes = $items | Compare-Deploy -ErrorAction SilentlyContinue -ErrorVariable problems 6> $null
        $changes | Should -HaveCount 3
        $problems.FullyQualifiedErrorId | Should -Be "NoDeployRecord,$class"
    }

    Context 'bad input' {
        It 'refuses an environment name: <_>' -ForEach @('a/b', 'a b', 'a..b', '') {
            Assert-Refusal $team "InvalidEnvironment,$class" { Compare-Deploy $_ -Path $team.Clone -ErrorAction Stop }
        }

        It 'refuses an unknown or malformed commit: <_>' -ForEach @('no-such-branch', '1234567890123456789012345678901234567890', 'a b', '-x') {
            Assert-Refusal $team "CommitNotFound,$class" { Compare-Deploy production $_ -Path $team.Clone -ErrorAction Stop }
        }

        It 'refuses an ambiguous commit' {
            $abbreviation = New-AmbiguousAbbreviation $team
            Assert-Refusal $team "AmbiguousCommit,$class" { Compare-Deploy production $abbreviation -Path $team.Clone -ErrorAction Stop }
        }

        It 'refuses a mainline that the remote does not have, and a name that Git does not take' {
            Assert-Refusal $team "MainlineNotFound,$class" { Compare-Deploy -Mainline trunk -Path $team.Clone -ErrorAction Stop }
            Assert-Refusal $team "InvalidBranch,$class" { Compare-Deploy -Mainline 'a..b' -Path $team.Clone -ErrorAction Stop }
        }

        It 'says that nothing is deployed yet' {
            $fresh = New-Team -Undeployed
            Assert-Refusal $fresh "NoDeployRecord,$class" { Compare-Deploy -Path $fresh.Clone -ErrorAction Stop }
        }

        It 'says so of an empty remote' {
            $fresh = New-Team -Empty
            Assert-Refusal $fresh "NoDeployRecord,$class" { Compare-Deploy -Path $fresh.Clone -ErrorAction Stop }
        }
    }
}
