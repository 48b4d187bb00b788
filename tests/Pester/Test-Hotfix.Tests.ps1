BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.TestHotfixCommand'
}

AfterAll {
    Exit-TestHome
}

Describe 'Test-Hotfix' {
    BeforeEach {
        $team = New-Team
        $null = New-Hotfix -Reason 'Orders fail' -Path $team.Clone -ErrorAction Stop
        $fix = Push-Fix $team.Clone
        $here = @{ Path = $team.Clone; ErrorAction = 'Stop' }
    }

    It 'finds nothing where nothing stands in the way' {
        Assert-OnlyRead $team { Test-Hotfix @here } | Should -BeNullOrEmpty
        $answer = Assert-OnlyRead $team { Test-Hotfix -Quiet @here }
        $answer | Should -BeOfType bool
        $answer | Should -BeTrue
    }

    It 'tests for what comes next: to publish, then to complete' {
        Test-Hotfix -For Publish -Quiet @here | Should -BeTrue
        $finding = Test-Hotfix -For Complete @here
        $finding | Should -BeOfType HotfixTools.HotfixFinding
        $finding.Id | Should -Be 'HeadNotPublished'
        $finding.Severity | Should -Be 'Error'
        $finding.Environment | Should -BeExactly 'production'
        $finding.Commits | Should -Be @($fix)
        $finding.WayOut | Should -BeLike 'Publish-Hotfix production*Complete-Hotfix -RollIn*'
        Test-Hotfix -For Complete -Quiet @here | Should -BeFalse

        $null = Publish-Hotfix production -Confirm:$false @here
        Test-Hotfix -Quiet @here | Should -BeTrue
        Test-Hotfix -For Complete -Quiet @here | Should -BeTrue
        # A merge that would conflict forbids to complete, and not to put the fire out.
        Invoke-Git $team.Clone switch --quiet master
        $null = Add-Commit $team.Clone 'fix.txt' 'otherwise' 'Fix it otherwise'
        Invoke-Git $team.Clone push --quiet origin master
        $conflict = Test-Hotfix @here
        $conflict.Id | Should -Be 'MergeBackConflict'
        $conflict.Severity | Should -Be 'Error'
        (Test-Hotfix -For Publish @here).Severity | Should -Be 'Warning'
        Test-Hotfix -For Publish -Quiet @here | Should -BeTrue
    }

    It 'says just what Publish-Hotfix says' {
        Invoke-Git $team.Clone merge --quiet --no-edit master~1
        Invoke-Git $team.Clone push --quiet origin hotfix
        $null = Register-Deploy production $team.Tip -DeployedBy 'Release pipeline' @here
        $findings = Test-Hotfix @here | Where-Object Severity -EQ Error
        $findings.Id | Should -Be @('Superseded', 'Contaminated')
        $refusal = { Publish-Hotfix production -Confirm:$false @here } | Should -Throw -ErrorId 'Superseded,*' -PassThru
        $refusal.TargetObject.Message | Should -Be $findings.Message
        foreach ($finding in $findings) {
            $refusal.ErrorDetails.Message.Contains($finding.Message) | Should -BeTrue
        }
    }

    It 'says just what Complete-Hotfix says' {
        $null = Register-Deploy production $team.Tip -DeployedBy 'Release pipeline' @here
        $finding = Test-Hotfix -For Complete @here | Where-Object Severity -EQ Error
        $refusal = { Complete-Hotfix @here } | Should -Throw -ErrorId 'Superseded,*' -PassThru
        $refusal.TargetObject.Message | Should -Be $finding.Message
    }

    It 'tests environments in their order, each taken to have the head when the next one''s turn comes' {
        $order = @{ EnvironmentOrder = 'staging', 'production' }
        $finding = Test-Hotfix production @order @here
        $finding.Id | Should -Be 'EnvironmentOrder'
        $finding.Environment | Should -BeExactly 'production'
        $finding.WayOut | Should -BeExactly 'Publish-Hotfix staging, production'
        Test-Hotfix production, staging -Quiet @order @here | Should -BeTrue
        $null = Publish-Hotfix staging -Confirm:$false @order @here
        Test-Hotfix production -Quiet @order @here | Should -BeTrue
    }

    It 'finds that there is no fix yet' {
        $other = New-Team
        $null = New-Hotfix -Path $other.Clone -ErrorAction Stop
        $finding = Test-Hotfix -Path $other.Clone -ErrorAction Stop
        $finding.Id | Should -Be 'NoFixCommits'
        $finding.Severity | Should -Be 'Error'
        Test-Hotfix -Quiet -Path $other.Clone -ErrorAction Stop | Should -BeFalse
    }

    It 'finds that nothing says what is live' {
        $fresh = New-Team -Undeployed
        $null = New-Hotfix -Base $fresh.Live -Path $fresh.Clone -ErrorAction Stop
        $null = Push-Fix $fresh.Clone
        (Test-Hotfix -Path $fresh.Clone -ErrorAction Stop | Where-Object Severity -EQ Error).Id | Should -Be 'CannotVerify'
        Test-Hotfix -Quiet -Path $fresh.Clone -ErrorAction Stop | Should -BeFalse
    }

    It 'warns of what is not pushed, and lets it pass' {
        $null = Add-Commit $team.Clone 'fix2.txt' 'half an idea' 'Not pushed'
        $finding = Test-Hotfix @here
        $finding.Id | Should -Be 'UnpushedCommits'
        $finding.Severity | Should -Be 'Warning'
        Test-Hotfix -Quiet @here | Should -BeTrue
    }

    It 'tells what a merge back would lose' {
        # Merged too early, taken back on the mainline, and mended on the hotfix: a merge would not bring the first again.
        Invoke-Git $team.Clone switch --quiet master
        Invoke-Git $team.Clone merge --quiet --no-ff '-m' 'Merge it early' hotfix
        Invoke-Git $team.Clone revert --no-edit '-m' 1 HEAD | Out-Null
        Invoke-Git $team.Clone push --quiet origin master
        $null = Push-Fix $team.Clone 'fix2.txt' 'fixed' 'Fix the rest'
        $null = Publish-Hotfix production -Confirm:$false @here 3> $null
        $finding = Test-Hotfix @here | Where-Object Severity -EQ Error
        $finding.Id | Should -Be 'ChecksLostInMerge'
        $finding.Message | Should -BeLike '*fix.txt*'
        $before = Get-RefText $team.Remote
        { Complete-Hotfix @here } | Should -Throw -ErrorId 'ChecksLostInMerge,*'
        Get-RefText $team.Remote | Should -BeExactly $before
    }

    It 'takes hotfixes from the pipeline' {
        Get-Hotfix @here | Test-Hotfix -Quiet -ErrorAction Stop | Should -BeTrue
    }

    It 'goes on after a repository without one' {
        $other = New-Team
        $answers = $other, $team | ForEach-Object { Get-Item $_.Clone } | Test-Hotfix -Quiet -ErrorAction SilentlyContinue -ErrorVariable problems
        $answers | Should -Be @($true)
        $problems.FullyQualifiedErrorId | Should -Be "NoHotfix,$class"
    }

    Context 'bad input' {
        It 'refuses an environment name: <_>' -ForEach @('a/b', 'a b', 'a..b', '') {
            Assert-Refusal $team "InvalidEnvironment,$class" { Test-Hotfix $_ @here }
        }

        It 'refuses a step that there is not' {
            $before = Get-TeamText $team
            { Test-Hotfix -For Celebrate @here } | Should -Throw -ErrorId "CannotConvertArgumentNoMessage,$class"
            Get-TeamText $team | Should -BeExactly $before
        }

        It 'refuses where there is none, and says nothing true with -Quiet' {
            $other = New-Team
            Assert-Refusal $other "NoHotfix,$class" { Test-Hotfix -Path $other.Clone -ErrorAction Stop }
            Test-Hotfix -Quiet -Path $other.Clone -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        }

        It 'refuses an empty remote, a shallow clone, what is no repository, and a remote that is gone' {
            $fresh = New-Team -Empty
            Assert-Refusal $fresh "NoHotfix,$class" { Test-Hotfix -Path $fresh.Clone -ErrorAction Stop }
            $shallow = Add-Clone $team shallow --depth=1
            Assert-Refusal $team "ShallowRepository,$class" { Test-Hotfix -Path $shallow -ErrorAction Stop }
            Assert-Refusal $team "NotARepository,$class" { Test-Hotfix -Path $World -ErrorAction Stop }
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            Assert-Refusal $team "RemoteUnreachable,$class" { Test-Hotfix -Path $team.Clone -ErrorAction Stop }
        }
    }
}
