BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.RestoreDeployCommand'
    $ledger = 'refs/deploys/production'
    $journal = 'refs/hotfix/journal'
}

AfterAll {
    Exit-TestHome
}

Describe 'Restore-Deploy' {
    BeforeEach {
        # Live in production one after the other: First, Live, and a fix that made things worse.
        $team = New-Team -Undeployed
        $program = New-DeployProgram $team
        $here = @{ Path = $team.Clone; Confirm = $false; ErrorAction = 'Stop' }
        foreach ($commit in $team.First, $team.Live) {
            $null = Register-Deploy production $commit -DeployedBy 'Release pipeline' -Path $team.Clone -ErrorAction Stop
        }

        $started = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $fix = Push-Fix $team.Clone
        $null = Publish-Hotfix production @here
    }

    It 'goes back to the deploy before, and touches nothing else' {
        $work = Get-WorkText $team.Clone
        $deploy = Restore-Deploy production -Command $program @here
        $deploy | Should -BeOfType HotfixTools.Deploy
        $deploy.Commit | Should -BeExactly $team.Live
        $deploy.Environment | Should -BeExactly 'production'
        $deploy.DeployedBy | Should -BeExactly 'Tess Tester <tess@example.com>'
        $deploy.IsHotfix | Should -BeFalse
        Get-DeployCall $team | Should -Be @("production $($team.Live)")
        Get-WorkText $team.Clone | Should -BeExactly $work
        Get-RemoteRef $team refs/heads/hotfix | Should -BeExactly $fix
        Get-RemoteRef $team refs/heads/master | Should -BeExactly $team.Tip

        $entries = @(Get-Chain $team $ledger)
        $entries.commit | Should -Be @($team.Live, $fix, $team.Live, $team.First)
        $entries[0].isHotfix | Should -BeFalse
        Invoke-Git $team.Remote log '-1' '--format=%P' $ledger | Should -BeLike "*$($team.Live)"
        (Get-LastDeploy -Path $team.Clone -ErrorAction Stop).Commit | Should -BeExactly $team.Live
    }

    It 'says so in the journal of the hotfix in progress, and why' {
        $null = Restore-Deploy production -Reason 'Orders fail more' @here
        $entries = @(Get-Chain $team $journal)
        $entries.event | Should -Be @('RolledBack', 'Published', 'Started')
        $entries[0].hotfix | Should -BeExactly $started.Id
        $entries[0].environment | Should -BeExactly 'production'
        $entries[0].commits | Should -Be @($team.Live)
        $entries[0].head | Should -BeExactly $fix
        $entries[0].reason | Should -BeExactly 'Orders fail more'
        (Get-Hotfix -Path $team.Clone -ErrorAction Stop).State | Should -Be 'InProgress'
    }

    It 'goes back to a normal deploy where no hotfix is in progress, and the journal is left alone' {
        $null = Complete-Hotfix -Path $team.Clone -ErrorAction Stop
        $null = Register-Deploy production master -Path $team.Clone -ErrorAction Stop
        $before = Get-RemoteRef $team $journal
        (Restore-Deploy production @here).Commit | Should -BeExactly $fix
        Get-RemoteRef $team $journal | Should -BeExactly $before
        @(Get-Chain $team $ledger)[0].commit | Should -BeExactly $fix
    }

    It 'never goes to the mainline, whatever moved there' {
        Invoke-Git $team.Clone switch --quiet master
        $null = Add-Commit $team.Clone 'more.txt' 'more' 'More'
        Invoke-Git $team.Clone push --quiet origin master
        (Restore-Deploy production @here).Commit | Should -BeExactly $team.Live
    }

    It 'takes back one environment alone' {
        $null = Register-Deploy staging $team.First -Path $team.Clone -ErrorAction Stop
        $null = Publish-Hotfix staging -Force -Reason 'To see it' @here
        $before = Get-RemoteRef $team $ledger
        (Restore-Deploy staging -Command $program @here).Commit | Should -BeExactly $team.First
        Get-DeployCall $team | Should -Be @("staging $($team.First)")
        Get-RemoteRef $team $ledger | Should -BeExactly $before
    }

    It 'lists the steps with -WhatIf, deploys nothing, and changes nothing' {
        Assert-Unchanged $team { Restore-Deploy production -Command $program -WhatIf -Path $team.Clone -ErrorAction Stop } | Should -BeNullOrEmpty
        $said = (Get-HostText "Restore-Deploy production -Command '$program' -WhatIf -Path '$($team.Clone)'") -join "`n"
        $said | Should -BeLike "*Deploy $($team.Live.Substring(0, 8)) to production by $program*$ledger*'RolledBack'*$journal*"
        Get-DeployCall $team | Should -BeNullOrEmpty
    }

    It 'asks first: nothing happens where nobody can answer' {
        $before = Get-TeamText $team
        $said = Get-HostText "Restore-Deploy production -Command '$program' -Path '$($team.Clone)'" 2>&1
        "$said" | Should -BeLike '*nobody can be asked*NonInteractive*Nothing was done*-Confirm:$false*'
        Get-DeployCall $team | Should -BeNullOrEmpty
        Get-TeamText $team | Should -BeExactly $before
    }

    It 'fills placeholders in, and tells the program by variables too' {
        $null = Restore-Deploy production -Command $program -ArgumentList '{commit} {environment}', '; $HOME' -WorkingDirectory $team.Root @here
        [System.IO.File]::ReadAllText((Join-Path $team.Seen 'arguments')).Split([char] 0) | Should -Be @("$($team.Live) production", '; $HOME', '')
        Get-Content (Join-Path $team.Seen 'environment') | Should -Contain "HOTFIX_COMMIT=$($team.Live)"
        Get-Content (Join-Path $team.Seen 'folder') | Should -BeExactly $team.Root
    }

    Context '-To' {
        It 'goes to another deploy: <What>' -ForEach @(
            @{ What = 'an id'; Text = { $team.First } }
            @{ What = 'an abbreviation'; Text = { $team.First.Substring(0, 8) } }
            @{ What = 'an expression'; Text = { 'master~4' } }
        ) {
            (Restore-Deploy production -To (& $Text) -Command $program @here).Commit | Should -BeExactly $team.First
            Get-DeployCall $team | Should -Be @("production $($team.First)")
            @(Get-Chain $team $ledger).commit | Should -Be @($team.First, $fix, $team.Live, $team.First)
        }

        It 'goes forward again, and the fix counts as live again' {
            $null = Restore-Deploy production @here
            $deploy = Restore-Deploy production -To $fix @here
            $deploy.Commit | Should -BeExactly $fix
            $deploy.IsHotfix | Should -BeTrue
            (Get-Hotfix -Path $team.Clone -ErrorAction Stop).State | Should -Be 'Published'
            (Test-DeployGate production master -Path $team.Clone -ErrorAction Stop).Findings.Id | Should -Contain 'Regression'
        }

        It 'does nothing where that is live' {
            (Assert-Unchanged $team { Restore-Deploy production -To $fix -Command $program @here }).Commit | Should -BeExactly $fix
            Get-DeployCall $team | Should -BeNullOrEmpty
        }

        It 'refuses what was never live there' {
            $null = Register-Deploy staging $team.Tip -Path $team.Clone -ErrorAction Stop
            $refusal = Assert-Refusal $team "NoDeployRecord,$class" { Restore-Deploy production -To $team.Tip -Command $program @here }
            $refusal.ErrorDetails.Message | Should -BeLike "*$($team.Tip.Substring(0, 8)) was never live there*"
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Get-DeployHistory production*-To <commit>*'
            Get-DeployCall $team | Should -BeNullOrEmpty
        }

        It 'refuses an unknown or malformed commit: <_>' -ForEach @('no-such-branch', '1234567890123456789012345678901234567890', 'a b', '-x', '') {
            Assert-Refusal $team "CommitNotFound,$class" { Restore-Deploy production -To $_ @here }
        }
    }

    Context 'from the pipeline' {
        It 'goes to a deploy of the history' {
            $deploy = Get-DeployHistory -Path $team.Clone -ErrorAction Stop | Select-Object -Last 1 | Restore-Deploy -Command $program -Confirm:$false -ErrorAction Stop
            $deploy.Commit | Should -BeExactly $team.First
            $deploy.Environment | Should -BeExactly 'production'
            Get-DeployCall $team | Should -Be @("production $($team.First)")
        }

        It 'goes on after a bad item' {
            $null = Register-Deploy staging $team.First -Path $team.Clone -ErrorAction Stop
            $null = Register-Deploy staging $team.Live -Path $team.Clone -ErrorAction Stop
            $deploys = 'nowhere', 'staging' | ForEach-Object { [pscustomobject]@{ Environment = $_; Path = $team.Clone } } |
                Restore-Deploy -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable problems
            $deploys.Commit | Should -Be @($team.First)
            $problems.FullyQualifiedErrorId | Should -Be "NoDeployRecord,$class"
        }
    }

    Context 'a second run' {
        It 'goes no further back, and says so' {
            $null = Restore-Deploy production -Command $program @here
            $again = Assert-Unchanged $team { Restore-Deploy production -Command $program @here -WarningVariable warnings 3> $null }
            $again.Commit | Should -BeExactly $team.Live
            Get-DeployCall $team | Should -HaveCount 1
            $null = Restore-Deploy production @here -WarningVariable warnings 3> $null
            "$warnings" | Should -BeLike "*taken back already: $($team.Live.Substring(0, 8)) is live, after $($fix.Substring(0, 8))*-To <commit>*"
        }

        It 'goes no further back after the first named the commit' {
            $null = Restore-Deploy production -To $team.First @here
            (Assert-Unchanged $team { Restore-Deploy production -To $team.First @here }).Commit | Should -BeExactly $team.First
            (Assert-Unchanged $team { Restore-Deploy production @here 3> $null }).Commit | Should -BeExactly $team.First
        }

        It 'records what is live and could not be recorded, without deploying again' {
            Set-RemoteHook $team 'update' 'test "$1" != refs/deploys/production'
            $refusal = { Restore-Deploy production -Command $program @here } | Should -Throw -ErrorId "DeployNotRecorded,$class" -PassThru
            $refusal.ErrorDetails.Message | Should -BeLike "$($team.Live.Substring(0, 8)) is live in production, but*"
            @(Get-Chain $team $ledger)[0].commit | Should -BeExactly $fix

            Remove-Item (Join-Path $team.Remote 'hooks' 'update')
            (Restore-Deploy production -Command $program @here).Commit | Should -BeExactly $team.Live
            Get-DeployCall $team | Should -HaveCount 1
            @(Get-Chain $team $ledger).commit | Should -Be @($team.Live, $fix, $team.Live, $team.First)
            @(Get-Chain $team $journal).event | Should -Be @('RolledBack', 'Published', 'Started')
            $null = Assert-Unchanged $team { Restore-Deploy production -Command $program @here 3> $null }
            Get-DeployCall $team | Should -HaveCount 1
        }

        It 'writes the journal where it alone is missing' {
            Set-RemoteHook $team 'update' 'test "$1" != refs/hotfix/journal'
            { Restore-Deploy production -Command $program -Reason 'Orders fail more' @here } | Should -Throw -ErrorId "RefNotAccepted,$class"
            Remove-Item (Join-Path $team.Remote 'hooks' 'update')
            $null = Restore-Deploy production -Command $program @here 3> $null
            Get-DeployCall $team | Should -HaveCount 1
            @(Get-Chain $team $ledger).commit | Should -Be @($team.Live, $fix, $team.Live, $team.First)
            $entries = @(Get-Chain $team $journal)
            $entries.event | Should -Be @('RolledBack', 'Published', 'Started')
            $entries[0].reason | Should -BeExactly 'Orders fail more'
        }
    }

    Context 'a deploy that fails' {
        It 'is not recorded as live, and the second run begins anew' {
            $flag = Join-Path $team.Root 'mended'
            $failing = New-DeployProgram $team "test -e '$flag' || { echo 'no such image' >&2; exit 4; }"
            $refusal = { Restore-Deploy production -Command $failing @here } | Should -Throw -ErrorId "DeployFailed,$class" -PassThru
            $refusal.ErrorDetails.Message | Should -BeLike "*$($team.Live.Substring(0, 8)) to production*exit status 4*no such image*"
            @(Get-Chain $team $ledger)[0].commit | Should -BeExactly $fix
            @(Get-Chain $team $journal).event | Should -Be @('PublishFailed', 'Published', 'Started')
            @(Get-Chain $team $journal)[0].commits | Should -Be @($team.Live)

            $null = New-Item $flag
            (Restore-Deploy production -Command $failing @here).Commit | Should -BeExactly $team.Live
            Get-DeployCall $team | Should -HaveCount 2
        }

        It 'is stopped after -TimeoutSec' {
            $hanging = New-DeployProgram $team 'sleep 120'
            $refusal = { Restore-Deploy production -Command $hanging -TimeoutSec 1 @here } | Should -Throw -ErrorId "DeployTimedOut,$class" -PassThru
            $refusal.CategoryInfo.Category | Should -Be 'OperationTimeout'
            @(Get-Chain $team $ledger)[0].commit | Should -BeExactly $fix
        }
    }

    Context 'after a deploy that went wrong' {
        BeforeEach {
            $newer = Push-Fix $team.Clone 'fix2.txt' 'fixed' 'Fix the rest'
        }

        It 'deploys again what the ledger has, where the deploy failed: nobody knows what runs there' {
            $failing = New-DeployProgram $team 'exit 1' -Name failing
            $way = ({ Publish-Hotfix production -Command $failing @here } | Should -Throw -ErrorId 'DeployFailed,*' -PassThru).ErrorDetails.RecommendedAction
            $way | Should -BeLike '*or go back: Restore-Deploy production'
            (Get-HostText "Restore-Deploy production -Command '$program' -WhatIf -Path '$($team.Clone)'") -join "`n" | Should -BeLike "*Deploy $($fix.Substring(0, 8)) to production*"
            (Restore-Deploy production -Command $program @here).Commit | Should -BeExactly $fix
            Get-DeployCall $team | Should -Be @("production $newer", "production $fix")
            @(Get-Chain $team $ledger).commit | Should -Be @($fix, $team.Live, $team.First)
            @(Get-Chain $team $journal).event | Should -Be @('RolledBack', 'PublishFailed', 'Published', 'Started')

            $null = Assert-Unchanged $team { Restore-Deploy production -Command $program @here 3> $null }
            Get-DeployCall $team | Should -HaveCount 2
        }

        It 'deploys again what the ledger has, also where -To names it' {
            $failing = New-DeployProgram $team 'exit 1' -Name failing
            { Publish-Hotfix production -Command $failing @here } | Should -Throw -ErrorId 'DeployFailed,*'
            (Restore-Deploy production -To $fix -Command $program @here).Commit | Should -BeExactly $fix
            Get-DeployCall $team | Should -Be @("production $newer", "production $fix")
        }

        It 'goes back from a normal deploy that came after the one that failed' {
            $failing = New-DeployProgram $team 'exit 1' -Name failing
            { Publish-Hotfix production -Command $failing @here } | Should -Throw -ErrorId 'DeployFailed,*'
            Start-Sleep -Milliseconds 1100
            $null = Register-Deploy production $team.Tip -Path $team.Clone -ErrorAction Stop
            (Restore-Deploy production -Command $program @here).Commit | Should -BeExactly $fix
        }

        It 'goes back from what is live and was not recorded, and records both' {
            Set-RemoteHook $team 'update' 'test "$1" != refs/deploys/production'
            { Publish-Hotfix production -Command $program @here } | Should -Throw -ErrorId 'DeployNotRecorded,*'
            Remove-Item (Join-Path $team.Remote 'hooks' 'update')
            (Get-HostText "Restore-Deploy production -Command '$program' -WhatIf -Path '$($team.Clone)'") -join "`n" |
                Should -BeLike "*Append the deploy of $($newer.Substring(0, 8))*Deploy $($fix.Substring(0, 8)) to production*"
            (Restore-Deploy production -Command $program @here).Commit | Should -BeExactly $fix
            Get-DeployCall $team | Should -Be @("production $newer", "production $fix")
            @(Get-Chain $team $ledger).commit | Should -Be @($fix, $newer, $fix, $team.Live, $team.First)
            @(Get-Chain $team $journal).event | Should -Be @('RolledBack', 'Published', 'Published', 'Started')
        }
    }

    It 'is not done where somebody deployed meanwhile' {
        $script:came = $false
        {
            Restore-Deploy production -Command $program -Verbose @here 4>&1 | ForEach-Object {
                if ("$_" -like 'Step 1 of * begins: Deploy*') {
                    $script:came = $true
                    $null = Register-Deploy production $team.Tip -DeployedBy 'Release pipeline' -Path $team.Clone -ErrorAction Stop
                }
            }
        } | Should -Throw -ErrorId "Superseded,$class"
        $came | Should -BeTrue
        Get-DeployCall $team | Should -BeNullOrEmpty
        @(Get-Chain $team $ledger)[0].commit | Should -BeExactly $team.Tip
    }

    Context 'bad input' {
        It 'refuses an environment name: <_>' -ForEach @('a/b', 'a b', 'a..b', '') {
            Assert-Refusal $team "InvalidEnvironment,$class" { Restore-Deploy $_ -Command $program @here }
        }

        It 'refuses an environment without deploys, and one with no deploy before' {
            $refusal = Assert-Refusal $team "NoDeployRecord,$class" { Restore-Deploy nowhere @here }
            $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $other = New-Team
            $refusal = Assert-Refusal $other "NoDeployRecord,$class" { Restore-Deploy production -Path $other.Clone -Confirm:$false -ErrorAction Stop }
            $refusal.ErrorDetails.Message | Should -BeLike "*$($other.Live.Substring(0, 8)) is all that was ever recorded there*"
        }

        It 'refuses a program that is not there' {
            Assert-Refusal $team "CommandNotFound,$class" { Restore-Deploy production -Command 'no-such-program-anywhere' @here }
        }

        It 'asks for an identity where Git knows none, before it deploys' {
            Invoke-WithoutIdentity {
                Assert-Refusal $team "IdentityMissing,$class" { Restore-Deploy production -Command $program @here }
            }

            Get-DeployCall $team | Should -BeNullOrEmpty
        }

        It 'refuses an empty remote, a shallow clone, what is no repository, and a remote that is gone' {
            $fresh = New-Team -Empty
            Assert-Refusal $fresh "NoDeployRecord,$class" { Restore-Deploy production -Path $fresh.Clone -Confirm:$false -ErrorAction Stop }
            $shallow = Add-Clone $team shallow --depth=1
            Assert-Refusal $team "ShallowRepository,$class" { Restore-Deploy production -Path $shallow -Confirm:$false -ErrorAction Stop }
            Assert-Refusal $team "NotARepository,$class" { Restore-Deploy production -Path $World -Confirm:$false -ErrorAction Stop }
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            Assert-Refusal $team "RemoteUnreachable,$class" { Restore-Deploy production -Command $program @here }
            Get-DeployCall $team | Should -BeNullOrEmpty
        }
    }
}
