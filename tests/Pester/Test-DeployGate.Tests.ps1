BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.TestDeployGateCommand'
    $journal = 'refs/hotfix/journal'

    # Makes a fix live in production by way of a hotfix; returns its head.
    function Publish-Fix($Team) {
        $null = New-Hotfix -Reason 'Orders fail' -Path $Team.Clone -ErrorAction Stop
        $head = Push-Fix $Team.Clone
        $null = Publish-Hotfix production -Path $Team.Clone -Confirm:$false -ErrorAction Stop
        Invoke-Git $Team.Clone switch --quiet master
        $head
    }

    # Pushes the mainline as it is in the clone; returns its newest commit.
    function Push-Mainline($Team) {
        Invoke-Git $Team.Clone push --quiet origin master
        Invoke-Git $Team.Clone rev-parse master
    }
}

AfterAll {
    Exit-TestHome
}

Describe 'Test-DeployGate' {
    BeforeEach {
        $team = New-Team
        $here = @{ Path = $team.Clone; ErrorAction = 'Stop' }
    }

    It 'lets a deploy go where there is no hotfix' {
        $verdict = Assert-OnlyRead $team { Test-DeployGate production master @here }
        $verdict | Should -BeOfType HotfixTools.GateVerdict
        $verdict.Decision | Should -Be 'Allow'
        $verdict.ExitStatus | Should -Be 0
        $verdict.CannotVerify | Should -BeFalse
        $verdict.Environment | Should -BeExactly 'production'
        $verdict.Commit | Should -BeExactly $team.Tip
        $verdict.Findings | Should -BeNullOrEmpty
        $verdict.ForcedReason | Should -BeNullOrEmpty
    }

    It 'lets the first deploy of an environment go, and the first of all' {
        (Test-DeployGate staging master @here).Decision | Should -Be 'Allow'
        $fresh = New-Team -Undeployed
        (Test-DeployGate production master -Path $fresh.Clone -ErrorAction Stop).Decision | Should -Be 'Allow'
    }

    It 'believes the remote about a branch, not the clone' {
        $newer = Add-Commit (Add-Clone $team ben) 'more.txt' 'more' 'More'
        Invoke-Git (Join-Path $team.Root 'ben') push --quiet origin master
        (Test-DeployGate production master @here).Commit | Should -BeExactly $newer
    }

    It 'takes deploys from the pipeline' {
        $null = Register-Deploy staging $team.Tip @here
        $verdict = Get-LastDeploy staging @here | Test-DeployGate production -ErrorAction Stop
        $verdict.Environment | Should -BeExactly 'production'
        $verdict.Commit | Should -BeExactly $team.Tip
        $rows = "Environment,Sha`nstaging,$($team.Tip)`nproduction,$($team.Live)" | ConvertFrom-Csv
        ($rows | Test-DeployGate @here).Commit | Should -Be @($team.Tip, $team.Live)
    }

    It 'goes on after a bad item of the pipeline' {
        $rows = "Environment,Commit`nsta ging,$($team.Live)`nsandbox,$($team.Tip)" | ConvertFrom-Csv
        $verdicts = $rows | Test-DeployGate -Path $team.Clone -ErrorAction SilentlyContinue -ErrorVariable problems
        $verdicts.Environment | Should -Be 'sandbox'
        $problems.FullyQualifiedErrorId | Should -Be "InvalidEnvironment,$class"
    }

    Context 'a hotfix in progress' {
        BeforeEach {
            $null = New-Hotfix -Reason 'Orders fail' @here
        }

        It 'refuses, and says who to ask' {
            $fix = Push-Fix $team.Clone
            $verdict = Assert-OnlyRead $team { Test-DeployGate production master @here }
            $verdict.Decision | Should -Be 'Refuse'
            $verdict.ExitStatus | Should -Be 1
            $verdict.CannotVerify | Should -BeFalse
            $verdict.Findings.Id | Should -Be @('HotfixInProgress')
            $verdict.Findings[0].Severity | Should -Be 'Error'
            $verdict.Findings[0].Message | Should -BeLike "*for production*$($fix.Substring(0, 8))*Tess Tester <tess@example.com>*Orders fail*"
            $verdict.Findings[0].WayOut | Should -BeLike '*Ask Tess Tester <tess@example.com>*-Force -Reason <why>*'
            $verdict.Findings[0].Commits | Should -Be @($fix)
        }

        It 'refuses also before there is a fix' {
            (Test-DeployGate production master @here).Findings.Id | Should -Be @('HotfixInProgress')
        }

        It 'lets the head of the hotfix go, and no older commit of it' {
            $first = Push-Fix $team.Clone
            $head = Push-Fix $team.Clone 'fix2.txt' 'fixed' 'Fix the rest'
            (Test-DeployGate production hotfix @here).Commit | Should -BeExactly $head
            (Test-DeployGate production $head @here).Decision | Should -Be 'Allow'
            (Test-DeployGate production $first @here).Decision | Should -Be 'Refuse'
        }

        It 'leaves other environments alone, until the hotfix passes through them' {
            $null = Push-Fix $team.Clone
            (Test-DeployGate staging master @here).Decision | Should -Be 'Allow'
            (Test-DeployGate staging master -EnvironmentOrder staging, production @here).Decision | Should -Be 'Refuse'
            $null = Publish-Hotfix staging -Confirm:$false @here
            (Test-DeployGate staging master @here).Decision | Should -Be 'Refuse'
            (Test-DeployGate sandbox master @here).Decision | Should -Be 'Allow'
        }

        It 'lets deploys go again after Complete-Hotfix, and after Stop-Hotfix' {
            $null = Push-Fix $team.Clone
            $null = Complete-Hotfix -RollIn @here
            (Test-DeployGate production master @here).Decision | Should -Be 'Allow'
            $null = New-Hotfix @here
            (Test-DeployGate production master @here).Decision | Should -Be 'Refuse'
            $null = Stop-Hotfix 'Rehearsal' -Confirm:$false @here
            (Test-DeployGate production master @here).Decision | Should -Be 'Allow'
        }

        It 'lets go what has the whole fix, and says that the branch is still there' {
            $fix = Push-Fix $team.Clone
            Invoke-Git $team.Clone switch --quiet master
            Invoke-Git $team.Clone merge --quiet --no-ff '-m' 'Merge it by hand' hotfix
            $null = Push-Mainline $team
            $verdict = Test-DeployGate production master @here
            $verdict.Decision | Should -Be 'Allow'
            $verdict.Findings.Id | Should -Be @('HalfDone')
            $verdict.Findings[0].WayOut | Should -BeExactly 'Complete-Hotfix'
            $verdict.Findings[0].Commits | Should -Be @($fix)
        }
    }

    Context 'a hotfix that was forgotten' {
        It 'refuses still, and names whom to ask' {
            Invoke-Git $team.Clone switch --quiet --create hotfix $team.Live
            Invoke-Git $team.Clone config user.name 'Olga Old'
            $env:GIT_COMMITTER_DATE = '2024-01-01T00:00:00Z'
            try {
                $null = Add-Commit $team.Clone 'fix.txt' 'fixed' 'Fix the orders'
            }
            finally {
                Remove-Item Env:GIT_COMMITTER_DATE
            }

            Invoke-Git $team.Clone push --quiet origin hotfix
            $verdict = Test-DeployGate production master @here
            $verdict.Decision | Should -Be 'Refuse'
            $verdict.ExitStatus | Should -Be 1
            $verdict.Findings.Id | Should -Be @('HotfixInProgress')
            $verdict.Findings[0].Message | Should -BeLike '*Olga Old*2024-01-01*Nothing happened to it since 2024-01-01*'
            $verdict.Findings[0].WayOut | Should -BeLike 'Ask Olga Old*'
        }
    }

    Context 'a fix that is live' {
        BeforeEach {
            $fix = Publish-Fix $team
        }

        It 'refuses what lacks it, while the hotfix is open and when its branch is gone' {
            $verdict = Test-DeployGate production master @here
            $verdict.Decision | Should -Be 'Refuse'
            $verdict.Findings.Id | Should -Be @('Regression', 'HotfixInProgress')
            $verdict.Findings[0].Message | Should -BeLike "*$($team.Tip.Substring(0, 8)) lacks the hotfix $($fix.Substring(0, 8))*Tess Tester*would undo the fix*"
            $verdict.Findings[0].WayOut | Should -BeLike '*Complete-Hotfix*'

            $null = Complete-Hotfix @here
            (Test-DeployGate production master @here).Decision | Should -Be 'Allow'
            $old = Assert-OnlyRead $team { Test-DeployGate production $team.Tip @here }
            $old.Decision | Should -Be 'Refuse'
            $old.ExitStatus | Should -Be 1
            $old.Findings.Id | Should -Be @('Regression')
            $old.Findings[0].WayOut | Should -BeLike "*merge $($fix.Substring(0, 8)) first*Restore-Deploy production*"
        }

        It 'refuses a branch that began before the fix, also after a normal deploy that had it' {
            $null = Complete-Hotfix @here
            $null = Register-Deploy production master @here
            (Test-DeployGate production $team.Tip @here).Findings.Id | Should -Be @('Regression')
        }

        It 'knows it where a forge squashed it' {
            $null = Push-Fix $team.Clone 'fix2.txt' 'fixed' 'Fix the rest'
            $null = Publish-Hotfix production -Confirm:$false @here
            Invoke-Git $team.Clone switch --quiet master
            Invoke-Git $team.Clone merge --quiet --squash hotfix
            Invoke-Git $team.Clone commit --quiet '-m' 'Fix the orders (#9)'
            $squash = Push-Mainline $team
            (Test-DeployGate production $squash @here).Findings.Id | Should -Be @('HotfixInProgress')
            $null = Complete-Hotfix @here
            $verdict = Test-DeployGate production $squash @here
            $verdict.Decision | Should -Be 'Allow'
            $verdict.Findings | Should -BeNullOrEmpty
        }

        It 'knows it where it was rebased, and somebody has worked on the same lines since' {
            Invoke-Git $team.Clone cherry-pick $fix | Out-Null
            $null = Add-Commit $team.Clone 'fix.txt' 'fixed, and better' 'Improve the fix'
            $rebased = Push-Mainline $team
            Invoke-Git $team.Clone push --quiet origin --delete hotfix
            (Test-DeployGate production $rebased @here).Decision | Should -Be 'Allow'
            # A message is no fix.
            Invoke-Git $team.Clone switch --quiet --detach $team.Tip
            $claim = Add-Commit $team.Clone 'other.txt' 'x' "Fix the orders`n`n(cherry picked from commit $fix)"
            (Test-DeployGate production $claim @here).Findings.Id | Should -Be @('Regression')
        }

        It 'misses it again where it was reverted' {
            $null = Complete-Hotfix @here
            Invoke-Git $team.Clone pull --quiet --ff-only
            Invoke-Git $team.Clone switch --quiet --detach $team.Tip
            Invoke-Git $team.Clone cherry-pick $fix | Out-Null
            (Test-DeployGate production HEAD @here).Decision | Should -Be 'Allow'
            Invoke-Git $team.Clone revert --no-edit HEAD | Out-Null
            (Test-DeployGate production HEAD @here).Findings.Id | Should -Be @('Regression')
        }

        It 'does not demand what was taken back' {
            $null = Restore-Deploy production -Confirm:$false @here
            (Test-DeployGate production master @here).Findings.Id | Should -Be @('HotfixInProgress')
            $null = Stop-Hotfix 'It made things worse' -Confirm:$false @here
            $verdict = Test-DeployGate production master @here
            $verdict.Decision | Should -Be 'Allow'
            $verdict.Findings | Should -BeNullOrEmpty
        }

        It 'demands each fix that is live, and not in another environment' {
            $null = Complete-Hotfix @here
            Invoke-Git $team.Clone pull --quiet --ff-only
            $first = Invoke-Git $team.Clone rev-parse master
            $null = New-Hotfix @here
            $second = Push-Fix $team.Clone 'fix2.txt' 'fixed' 'Fix the rest'
            $null = Publish-Hotfix production -Confirm:$false @here
            $null = Complete-Hotfix @here
            (Test-DeployGate production $first @here).Findings.Commits | Should -Be @($second)
            (Test-DeployGate production $team.Tip @here).Findings.Commits | Should -Be @($second, $fix)
            (Test-DeployGate staging $team.Tip @here).Decision | Should -Be 'Allow'
        }
    }

    Context 'what cannot be found out' {
        It 'refuses, in words of its own: the remote is gone' {
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            $verdict = Assert-Unchanged $team { Test-DeployGate production master @here }
            $verdict.Decision | Should -Be 'Refuse'
            $verdict.CannotVerify | Should -BeTrue
            $verdict.ExitStatus | Should -Be 2
            $verdict.Commit | Should -BeNullOrEmpty
            $verdict.Environment | Should -BeExactly 'production'
            $verdict.Findings.Id | Should -Be @('CannotVerify')
            $verdict.Findings[0].Message | Should -BeLike '*could not be found out, so it may not*gone.git*'
            $verdict.Findings[0].WayOut | Should -Not -BeNullOrEmpty
        }

        It 'refuses, in words of its own: the clone is shallow' {
            $shallow = Add-Clone $team shallow --depth=1
            $verdict = Test-DeployGate production master -Path $shallow -ErrorAction Stop
            $verdict.ExitStatus | Should -Be 2
            $verdict.Findings[0].WayOut | Should -BeLike '*git fetch --unshallow*'
        }

        It 'refuses, in words of its own: the ledger is damaged' {
            Invoke-Git $team.Clone push --quiet --force origin "$($team.Tip):refs/deploys/production"
            $verdict = Test-DeployGate production master @here
            $verdict.Decision | Should -Be 'Refuse'
            $verdict.ExitStatus | Should -Be 2
        }

        It 'refuses, in words of its own: the server lets nobody in' {
            $server = Start-RefusingServer
            try {
                Invoke-Git $team.Clone remote set-url origin "$($server.Url)/shop.git"
                (Test-DeployGate production master @here).ExitStatus | Should -Be 2
            }
            finally {
                Stop-WebStandIn $server
            }
        }
    }

    Context '-Quiet' {
        It 'is true or false, and tells the exit status' {
            $answer = Test-DeployGate production master -Quiet @here
            $answer | Should -BeOfType bool
            $answer | Should -BeTrue
            $answer.ExitStatus | Should -Be 0
            (Test-DeployGate production master -Quiet @here) -and $true | Should -BeTrue

            $null = New-Hotfix @here
            $answer = Test-DeployGate production master -Quiet @here
            $answer | Should -BeFalse
            $answer.ExitStatus | Should -Be 1
            if (Test-DeployGate production master -Quiet @here) { throw 'It must not go.' }

            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            $answer = Test-DeployGate production master -Quiet @here
            $answer | Should -BeFalse
            $answer.ExitStatus | Should -Be 2
        }
    }

    Context '-Force' {
        BeforeEach {
            $started = New-Hotfix -Reason 'Orders fail' @here
            $head = Push-Fix $team.Clone
        }

        It 'lets it through, and the journal says who, what and why' {
            $verdict = Test-DeployGate production master -Force -Reason 'The legal notice must change' -Confirm:$false @here
            $verdict.Decision | Should -Be 'Allow'
            $verdict.ExitStatus | Should -Be 0
            $verdict.ForcedReason | Should -BeExactly 'The legal notice must change'
            $verdict.Findings.Id | Should -Be @('HotfixInProgress')
            $entries = @(Get-Chain $team $journal)
            $entries.event | Should -Be @('GatePassed', 'Started')
            $entries[0].hotfix | Should -BeExactly $started.Id
            $entries[0].reason | Should -BeExactly 'The legal notice must change'
            $entries[0].environment | Should -BeExactly 'production'
            $entries[0].commits | Should -Be @($team.Tip)
            $entries[0].passed[0] | Should -BeLike 'HotfixInProgress: *'
            $entries[0].by.email | Should -BeExactly 'tess@example.com'
            # The hotfix is what it was.
            (Get-Hotfix @here).Head | Should -BeExactly $head
            Get-RemoteRef $team refs/heads/hotfix | Should -BeExactly $head
        }

        It 'is noted once by the same step run again, and again for another reason' {
            $null = Test-DeployGate production master -Force -Reason 'Legal' -Confirm:$false @here
            (Assert-Unchanged $team { Test-DeployGate production master -Force -Reason 'Legal' -Confirm:$false @here }).Decision | Should -Be 'Allow'
            $null = Test-DeployGate production master -Force -Reason 'Marketing' -Confirm:$false @here
            @(Get-Chain $team $journal).event | Should -Be @('GatePassed', 'GatePassed', 'Started')
        }

        It 'wants a reason' {
            foreach ($reason in @{}, @{ Reason = ' ' }) {
                $refusal = Assert-Refusal $team "ReasonRequired,$class" { Test-DeployGate production master -Force -Confirm:$false @reason @here }
                $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Test-DeployGate*-Force -Reason <why>'
            }
        }

        It 'writes nothing where nothing refuses' {
            $verdict = Assert-Unchanged $team { Test-DeployGate sandbox master -Force -Reason 'To be sure' -Confirm:$false @here }
            $verdict.Decision | Should -Be 'Allow'
            $verdict.ForcedReason | Should -BeNullOrEmpty
        }

        It 'changes nothing with -WhatIf, and refuses still' {
            $verdict = Assert-Unchanged $team { Test-DeployGate production master -Force -Reason 'Legal' -WhatIf @here }
            $verdict.Decision | Should -Be 'Refuse'
            $verdict.ForcedReason | Should -BeNullOrEmpty
            (Get-HostText "Test-DeployGate production master -Force -Reason Legal -WhatIf -Path '$($team.Clone)'") -join "`n" | Should -BeLike "*'GatePassed'*$journal*"
        }

        It 'asks first: nothing is let through where nobody can answer' {
            $before = Get-TeamText $team
            $said = Get-HostText "Test-DeployGate production master -Force -Reason Legal -Path '$($team.Clone)'" 2>&1
            "$said" | Should -BeLike '*NonInteractive*'
            "$said" | Should -Not -BeLike '*Allow*'
            Get-TeamText $team | Should -BeExactly $before
        }

        It 'does not let through what the journal does not take' {
            Set-RemoteHook $team 'update' 'exit 1'
            Assert-Refusal $team "RefNotAccepted,$class" { Test-DeployGate production master -Force -Reason 'Legal' -Confirm:$false @here }
        }

        It 'cannot pass what cannot be found out' {
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            (Test-DeployGate production master -Force -Reason 'Legal' -Confirm:$false @here).ExitStatus | Should -Be 2
        }

        It 'lets a regression through, and the journal takes it where no hotfix is in progress' {
            $null = Publish-Hotfix production -Confirm:$false @here
            $null = Complete-Hotfix @here
            $verdict = Test-DeployGate production $team.Tip -Force -Reason 'Roll it all back' -Confirm:$false @here
            $verdict.Decision | Should -Be 'Allow'
            $entry = @(Get-Chain $team $journal)[0]
            $entry.event | Should -BeExactly 'GatePassed'
            $entry.hotfix | Should -BeExactly $started.Id
            $entry.passed[0] | Should -BeLike "Regression: *$($head.Substring(0, 8))*"
            # It begins no hotfix, and keeps none from beginning.
            Get-Hotfix @here | Should -BeNullOrEmpty
            (New-Hotfix @here).State | Should -Be 'Started'
        }
    }

    Context 'in a pipeline without PowerShell' {
        It 'ends with 0 where it may go, 1 where it may not, 2 where it cannot be found out' {
            $gate = "Test-DeployGate production master -Path '$($team.Clone)'"
            (Invoke-ModuleHost $gate).ExitStatus | Should -Be 0
            $null = New-Hotfix -Reason 'Orders fail' @here
            $refused = Invoke-ModuleHost $gate
            $refused.ExitStatus | Should -Be 1
            $refused.Output | Should -BeLike '*Refuse*HotfixInProgress*Orders fail*'
            (Invoke-ModuleHost "$gate -Quiet").ExitStatus | Should -Be 1
            (Invoke-ModuleHost "Test-DeployGate 'a b' master -Path '$($team.Clone)'").ExitStatus | Should -Be 2
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            (Invoke-ModuleHost $gate).ExitStatus | Should -Be 2
            (Invoke-ModuleHost "$gate -Quiet").ExitStatus | Should -Be 2
        }

        It 'ends with the same in pwsh, by the ExitStatus of the verdict' {
            $null = Get-HostText "exit (Test-DeployGate production master -Path '$($team.Clone)' -ErrorAction Stop).ExitStatus"
            $LASTEXITCODE | Should -Be 0
            $null = New-Hotfix @here
            $null = Get-HostText "exit (Test-DeployGate production master -Quiet -Path '$($team.Clone)' -ErrorAction Stop).ExitStatus"
            $LASTEXITCODE | Should -Be 1
        }

        It 'is not let through in pwsh by what was asked wrongly: <_>' -ForEach @('production no-such-branch', "'a b' master") {
            $null = Get-HostText "exit (Test-DeployGate $_ -Path '$($team.Clone)' -ErrorAction Stop).ExitStatus" 2>$null
            $LASTEXITCODE | Should -Be 1
        }
    }

    Context 'bad input' {
        It 'refuses an environment name: <_>' -ForEach @('a/b', 'a b', 'a..b', '') {
            Assert-Refusal $team "InvalidEnvironment,$class" { Test-DeployGate $_ master @here }
        }

        It 'refuses an unknown or malformed commit: <_>' -ForEach @('no-such-branch', '1234567890123456789012345678901234567890', 'a b', '-x', '') {
            Assert-Refusal $team "CommitNotFound,$class" { Test-DeployGate production $_ @here }
        }

        It 'refuses an ambiguous commit' {
            $abbreviation = New-AmbiguousAbbreviation $team
            Assert-Refusal $team "AmbiguousCommit,$class" { Test-DeployGate production $abbreviation @here }
        }

        It 'refuses what is no repository, and a remote that is missing' {
            Assert-Refusal $team "NotARepository,$class" { Test-DeployGate production master -Path $World -ErrorAction Stop }
            Assert-Refusal $team "RemoteNotFound,$class" { Test-DeployGate production master -Remote upstream @here }
        }
    }
}
