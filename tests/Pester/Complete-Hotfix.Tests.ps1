BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.CompleteHotfixCommand'
    $branch = 'refs/heads/hotfix'
    $journal = 'refs/hotfix/journal'
}

AfterAll {
    Exit-TestHome
}

Describe 'Complete-Hotfix' {
    BeforeEach {
        $team = New-Team
        $started = New-Hotfix -Reason 'Orders fail' -Path $team.Clone -ErrorAction Stop
        $fix = Push-Fix $team.Clone
        $null = Register-Deploy production $fix -Path $team.Clone -ErrorAction Stop
        Invoke-Git $team.Clone switch --quiet master
    }

    It 'merges into the mainline, removes the branch, and says so in the journal' {
        $hotfix = Complete-Hotfix -Path $team.Clone -ErrorAction Stop -WarningVariable warnings
        $hotfix | Should -BeOfType HotfixTools.Hotfix
        $hotfix.State | Should -Be 'Completed'
        $hotfix.Id | Should -BeExactly $started.Id
        $hotfix.Findings | Should -BeNullOrEmpty
        $hotfix.NextStep | Should -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty

        Get-RemoteRef $team refs/heads/master | Should -BeExactly $hotfix.MergeCommit
        Invoke-Git $team.Remote log '-1' '--format=%P' master | Should -BeExactly "$($team.Tip) $fix"
        Invoke-Git $team.Remote show master:fix.txt | Should -BeExactly 'fixed'
        Invoke-Git $team.Remote show master:feature3.txt | Should -BeExactly '3'
        Get-RemoteRef $team $branch | Should -BeNullOrEmpty
        $entry = (Invoke-Git $team.Remote show "${journal}:entry.json") -join "`n" | ConvertFrom-Json
        $entry.event | Should -BeExactly 'Completed'
        $entry.hotfix | Should -BeExactly $started.Id
        $entry.mergeCommit | Should -BeExactly $hotfix.MergeCommit
        Get-Hotfix -Path $team.Clone -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'leaves the working tree alone, and removes the local branch that is merged' {
        Set-Content -Path (Join-Path $team.Clone 'orders.txt') -Value 'half an idea'
        $head = Invoke-Git $team.Clone rev-parse HEAD
        $status = Invoke-Git $team.Clone status --porcelain
        $null = Complete-Hotfix -Path $team.Clone -ErrorAction Stop
        Invoke-Git $team.Clone rev-parse HEAD | Should -BeExactly $head
        Invoke-Git $team.Clone status --porcelain | Should -Be $status
        Invoke-Git $team.Clone branch --list hotfix | Should -BeNullOrEmpty
        Invoke-Git $team.Clone rev-parse origin/master | Should -BeExactly (Get-RemoteRef $team refs/heads/master)
    }

    It 'keeps a local branch that is checked out' {
        Invoke-Git $team.Clone switch --quiet hotfix
        $work = Get-WorkText $team.Clone
        $null = Complete-Hotfix -Path $team.Clone -ErrorAction Stop
        Get-WorkText $team.Clone | Should -BeExactly $work
        Get-RemoteRef $team $branch | Should -BeNullOrEmpty
    }

    It 'merges into a mainline that moved since the clone looked' {
        $ben = Add-Clone $team ben
        $newer = Add-Commit $ben 'more.txt' 'more' 'More'
        Invoke-Git $ben push --quiet origin master
        $null = Complete-Hotfix -Path $team.Clone -ErrorAction Stop
        Invoke-Git $team.Remote log '-1' '--format=%P' master | Should -BeExactly "$newer $fix"
    }

    It 'merges what is not live with -RollIn, and notes that it needs not be' {
        $newer = Push-Fix $team.Clone 'fix2.txt' 'fixed' 'Fix the rest'
        $null = Complete-Hotfix -RollIn -Path $team.Clone -ErrorAction Stop -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        Invoke-Git $team.Remote log '-1' '--format=%P' master | Should -BeExactly "$($team.Tip) $newer"
        $entry = @(Get-Chain $team $journal)[0]
        $entry.event | Should -BeExactly 'Completed'
        $entry.reason | Should -BeLike '*regular release*'
        # Nothing was deployed: what is live is the fix before.
        @(Get-Chain $team refs/deploys/production).commit | Should -Be @($fix, $team.Live)
    }

    It 'merges what Publish-Hotfix made live' {
        $newer = Push-Fix $team.Clone 'fix2.txt' 'fixed' 'Fix the rest'
        $null = Publish-Hotfix production -Path $team.Clone -Confirm:$false -ErrorAction Stop
        (Complete-Hotfix -Path $team.Clone -ErrorAction Stop).State | Should -Be 'Completed'
        Invoke-Git $team.Remote log '-1' '--format=%P' master | Should -BeExactly "$($team.Tip) $newer"
        @(Get-Chain $team $journal).event | Should -Be @('Completed', 'Published', 'Started')
    }

    It 'asks what is live in the last environment of the order' {
        $refusal = Assert-Refusal $team "NotPublished,$class" { Complete-Hotfix -EnvironmentOrder production, shop -Path $team.Clone -ErrorAction Stop }
        $refusal.ErrorDetails.Message | Should -BeLike '*in shop*nothing is recorded*'
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike 'Publish-Hotfix shop*'
        $null = Publish-Hotfix shop -EnvironmentOrder production, shop -Force -Reason 'The first deploy there' -Path $team.Clone -Confirm:$false -ErrorAction Stop
        (Complete-Hotfix -EnvironmentOrder production, shop -Path $team.Clone -ErrorAction Stop).State | Should -Be 'Completed'
    }

    It 'warns that commits of the mainline came into what is live' {
        Invoke-Git $team.Clone switch --quiet hotfix
        Invoke-Git $team.Clone merge --quiet --no-edit master~2
        Invoke-Git $team.Clone push --quiet origin hotfix
        $null = Publish-Hotfix production -Force -Reason 'Feature 1 is the fix' -Path $team.Clone -Confirm:$false -ErrorAction Stop
        $null = Complete-Hotfix -Path $team.Clone -ErrorAction Stop -WarningVariable warnings 3> $null
        "$warnings" | Should -BeLike '*Feature 1*'
        Get-RemoteRef $team $branch | Should -BeNullOrEmpty
    }

    It 'changes nothing with -WhatIf' {
        Assert-Unchanged $team { Complete-Hotfix -WhatIf -Path $team.Clone -ErrorAction Stop } | Should -BeNullOrEmpty
    }

    It 'takes hotfixes from the pipeline' {
        $hotfix = Get-Hotfix -Path $team.Clone -ErrorAction Stop | Complete-Hotfix -ErrorAction Stop
        $hotfix.State | Should -Be 'Completed'
        Get-RemoteRef $team $branch | Should -BeNullOrEmpty
    }

    It 'goes on after a repository without one' {
        $other = New-Team
        $hotfixes = $other, $team | ForEach-Object { Get-Item $_.Clone } | Complete-Hotfix -ErrorAction SilentlyContinue -ErrorVariable problems
        $hotfixes | Should -HaveCount 1
        $problems.FullyQualifiedErrorId | Should -Be "NoHotfix,$class"
    }

    It 'completes one that plain git made' {
        $other = New-Team
        Invoke-Git $other.Clone push --quiet origin "$($other.Live):refs/heads/hotfix"
        $null = Push-Fix $other.Clone
        (Complete-Hotfix -RollIn -Path $other.Clone -ErrorAction Stop 3> $null).State | Should -Be 'Completed'
        Get-RemoteRef $other $branch | Should -BeNullOrEmpty
    }

    Context 'a second run' {
        It 'finds nothing to do, and changes nothing' {
            $null = Complete-Hotfix -Path $team.Clone -ErrorAction Stop
            Assert-Refusal $team "NoHotfix,$class" { Complete-Hotfix -Path $team.Clone -ErrorAction Stop }
        }

        It 'finishes where the merge was pushed and the branch is still there' {
            Set-RemoteHook $team 'update' 'test "$1" != refs/heads/hotfix'
            { Complete-Hotfix -Path $team.Clone -ErrorAction Stop } | Should -Throw -ErrorId "PushRejected,$class"
            $merge = Get-RemoteRef $team refs/heads/master
            $merge | Should -Not -Be $team.Tip
            $half = Get-Hotfix -Path $team.Clone -ErrorAction Stop
            $half.State | Should -Be 'Merged'
            $half.Findings.Id | Should -Contain 'HalfDone'
            $half.NextStep | Should -BeExactly 'Complete-Hotfix'

            Remove-Item (Join-Path $team.Remote 'hooks' 'update')
            (Complete-Hotfix -Path $team.Clone -ErrorAction Stop).MergeCommit | Should -BeExactly $merge
            Get-RemoteRef $team refs/heads/master | Should -BeExactly $merge
            Get-RemoteRef $team $branch | Should -BeNullOrEmpty
        }

        It 'finishes where only the journal lacks the end' {
            Set-RemoteHook $team 'update' 'test "$1" != refs/hotfix/journal'
            { Complete-Hotfix -Path $team.Clone -ErrorAction Stop } | Should -Throw -ErrorId "RefNotAccepted,$class"
            $merge = Get-RemoteRef $team refs/heads/master
            Get-RemoteRef $team $branch | Should -BeNullOrEmpty
            (Get-Hotfix -Path $team.Clone -ErrorAction Stop).Findings.Id | Should -Be @('HalfDone')

            Remove-Item (Join-Path $team.Remote 'hooks' 'update')
            (Complete-Hotfix -Path $team.Clone -ErrorAction Stop).State | Should -Be 'Completed'
            Get-RemoteRef $team refs/heads/master | Should -BeExactly $merge
            Get-Hotfix -Path $team.Clone -ErrorAction Stop | Should -BeNullOrEmpty
        }

        It 'finishes what a person merged by hand' {
            Invoke-Git $team.Clone merge --quiet --no-ff '-m' 'Merge it by hand' hotfix
            Invoke-Git $team.Clone push --quiet origin master
            $merge = Get-RemoteRef $team refs/heads/master
            (Complete-Hotfix -Path $team.Clone -ErrorAction Stop).MergeCommit | Should -BeExactly $merge
            Get-RemoteRef $team refs/heads/master | Should -BeExactly $merge
            Get-RemoteRef $team $branch | Should -BeNullOrEmpty
        }

        It 'clears away what was live, was merged, and went with the next release' {
            Invoke-Git $team.Clone merge --quiet --no-ff '-m' 'Merge it by hand' hotfix
            $null = Add-Commit $team.Clone 'feature4.txt' '4' 'Feature 4 (#4)'
            Invoke-Git $team.Clone push --quiet origin master
            $released = Get-RemoteRef $team refs/heads/master
            $null = Register-Deploy production $released -Path $team.Clone -ErrorAction Stop
            (Complete-Hotfix -Path $team.Clone -ErrorAction Stop).State | Should -Be 'Completed'
            Get-RemoteRef $team refs/heads/master | Should -BeExactly $released
            Get-RemoteRef $team $branch | Should -BeNullOrEmpty
        }

        It 'clears away what a forge squashed after it was live' {
            Invoke-Git $team.Clone merge --quiet --squash hotfix
            Invoke-Git $team.Clone commit --quiet '-m' 'Fix the orders (#9)'
            Invoke-Git $team.Clone push --quiet origin master
            $squash = Get-RemoteRef $team refs/heads/master
            (Complete-Hotfix -Path $team.Clone -ErrorAction Stop).MergeCommit | Should -BeExactly $squash
            Get-RemoteRef $team refs/heads/master | Should -BeExactly $squash
            Get-RemoteRef $team $branch | Should -BeNullOrEmpty
        }
    }

    Context 'what is not live' {
        It 'refuses a head that nobody deployed, and each way out works' {
            $newer = Push-Fix $team.Clone 'fix2.txt' 'fixed' 'Fix the rest'
            $refusal = Assert-Refusal $team "NotPublished,$class" { Complete-Hotfix -Path $team.Clone -ErrorAction Stop }
            $refusal.CategoryInfo.Category | Should -Be 'InvalidOperation'
            $refusal.ErrorDetails.Message | Should -BeLike "*$($newer.Substring(0, 8))*production*$($fix.Substring(0, 8))*Nothing was merged.*"
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike 'Publish-Hotfix production;*Complete-Hotfix -RollIn*'
            Assert-Refusal $team "NotPublished,$class" { Complete-Hotfix -WhatIf -Path $team.Clone -ErrorAction Stop }
            Assert-Unchanged $team { Complete-Hotfix -RollIn -WhatIf -Path $team.Clone -ErrorAction Stop } | Should -BeNullOrEmpty

            $null = Publish-Hotfix production -Path $team.Clone -Confirm:$false -ErrorAction Stop
            (Complete-Hotfix -Path $team.Clone -ErrorAction Stop).State | Should -Be 'Completed'
        }

        It 'refuses one that is on its way, and not there yet' {
            $null = Push-Fix $team.Clone 'fix2.txt' 'fixed' 'Fix the rest'
            $null = Publish-Hotfix staging -Path $team.Clone -Confirm:$false -ErrorAction Stop
            Assert-Refusal $team "NotPublished,$class" { Complete-Hotfix -Path $team.Clone -ErrorAction Stop }
        }

        It 'refuses one that was taken back' {
            $null = Restore-Deploy production -Path $team.Clone -Confirm:$false -ErrorAction Stop
            $refusal = Assert-Refusal $team "NotPublished,$class" { Complete-Hotfix -Path $team.Clone -ErrorAction Stop }
            $refusal.ErrorDetails.Message | Should -BeLike "*$($team.Live.Substring(0, 8)) is*"
        }

        It 'refuses what something else was deployed over, and tells of both ways out' {
            $null = Register-Deploy production $team.Tip -DeployedBy 'Release pipeline' -Path $team.Clone -ErrorAction Stop
            $refusal = Assert-Refusal $team "Superseded,$class" { Complete-Hotfix -Path $team.Clone -ErrorAction Stop }
            $refusal.ErrorDetails.Message | Should -BeLike "*$($team.Tip.Substring(0, 8))*Release pipeline*Feature 3*Nothing was merged.*"
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Update-Hotfix*Complete-Hotfix -RollIn*'
            $refusal.TargetObject.Id | Should -Be @('Superseded')

            (Complete-Hotfix -RollIn -Path $team.Clone -ErrorAction Stop).State | Should -Be 'Completed'
            Invoke-Git $team.Remote log '-1' '--format=%P' master | Should -BeExactly "$($team.Tip) $fix"
        }

        It 'refuses what was merged early and never live, and clears it away with -RollIn' {
            $other = New-Team
            $null = New-Hotfix -Path $other.Clone -ErrorAction Stop
            $null = Push-Fix $other.Clone
            Invoke-Git $other.Clone switch --quiet master
            Invoke-Git $other.Clone merge --quiet --no-ff '-m' 'Merge it early' hotfix
            Invoke-Git $other.Clone push --quiet origin master
            $merge = Get-RemoteRef $other refs/heads/master
            Assert-Refusal $other "NotPublished,$class" { Complete-Hotfix -Path $other.Clone -ErrorAction Stop }
            (Get-Hotfix -Path $other.Clone -ErrorAction Stop).NextStep | Should -BeExactly 'Complete-Hotfix -RollIn'
            (Complete-Hotfix -RollIn -Path $other.Clone -ErrorAction Stop).MergeCommit | Should -BeExactly $merge
            Get-RemoteRef $other refs/heads/master | Should -BeExactly $merge
            Get-RemoteRef $other $branch | Should -BeNullOrEmpty
        }
    }

    Context 'bad input' {
        It 'changes nothing where it conflicts, and names the files' {
            $null = Add-Commit $team.Clone 'fix.txt' 'otherwise' 'Fix it otherwise'
            Invoke-Git $team.Clone push --quiet origin master
            $refusal = Assert-Refusal $team "MergeConflict,$class" { Complete-Hotfix -Path $team.Clone -ErrorAction Stop }
            $refusal.ErrorDetails.Message | Should -BeLike '*fix.txt*'
            $refusal.TargetObject | Should -Be @('fix.txt')
        }

        It 'refuses one without a fix' {
            $other = New-Team
            $null = New-Hotfix -Path $other.Clone -ErrorAction Stop
            Assert-Refusal $other "NoFixCommits,$class" { Complete-Hotfix -Path $other.Clone -ErrorAction Stop }
        }

        It 'refuses where there is none' {
            $other = New-Team
            $refusal = Assert-Refusal $other "NoHotfix,$class" { Complete-Hotfix -Path $other.Clone -ErrorAction Stop }
            $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        }

        It 'hands on the words of a server that protects the mainline' {
            Set-RemoteHook $team 'update' 'test "$1" != refs/heads/master'
            Assert-Refusal $team "PushRejected,$class" { Complete-Hotfix -Path $team.Clone -ErrorAction Stop }
        }

        It 'asks for an identity where Git knows none' {
            Invoke-WithoutIdentity {
                Assert-Refusal $team "IdentityMissing,$class" { Complete-Hotfix -Path $team.Clone -ErrorAction Stop }
            }
        }

        It 'refuses an empty remote, a shallow clone, what is no repository, and a remote that is gone' {
            $fresh = New-Team -Empty
            Assert-Refusal $fresh "NoHotfix,$class" { Complete-Hotfix -Path $fresh.Clone -ErrorAction Stop }
            $shallow = Add-Clone $team shallow --depth=1
            Assert-Refusal $team "ShallowRepository,$class" { Complete-Hotfix -Path $shallow -ErrorAction Stop }
            Assert-Refusal $team "NotARepository,$class" { Complete-Hotfix -Path $World -ErrorAction Stop }
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            Assert-Refusal $team "RemoteUnreachable,$class" { Complete-Hotfix -Path $team.Clone -ErrorAction Stop }
        }
    }
}
