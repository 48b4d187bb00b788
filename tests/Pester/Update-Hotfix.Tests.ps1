BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.UpdateHotfixCommand'
    $branch = 'refs/heads/hotfix'
    $journal = 'refs/hotfix/journal'
}

AfterAll {
    Exit-TestHome
}

Describe 'Update-Hotfix' {
    BeforeEach {
        $team = New-Team
        $here = @{ Path = $team.Clone; ErrorAction = 'Stop' }
        $started = New-Hotfix -Reason 'Orders fail' @here
        $ben = Add-Clone $team ben
        $env:GIT_AUTHOR_DATE = '2024-05-01T12:34:56+05:30'
        try {
            $first = Push-Fix $ben 'fix.txt' 'fixed' "Fix the orders`n`nCount at least one.`n`nReviewed-by: Mia <mia@example.com>"
        }
        finally {
            Remove-Item Env:GIT_AUTHOR_DATE
        }

        $second = Push-Fix $team.Clone 'fix2.txt' 'fixed' 'Fix the rest'
        $null = Register-Deploy production $team.Tip -DeployedBy 'Release pipeline' @here
        $archive = "refs/hotfix/archive/$($started.Id)-$($second.Substring(0, 8))"
    }

    It 'moves the commits onto what is live: authors, author dates and messages stay, and each tells its former id' {
        $work = Get-WorkText $team.Clone
        $hotfix = Update-Hotfix @here
        $hotfix | Should -BeOfType HotfixTools.Hotfix
        $hotfix.Id | Should -BeExactly $started.Id
        $hotfix.State | Should -Be 'InProgress'
        $hotfix.Base | Should -BeExactly $team.Tip
        $hotfix.IsSuperseded | Should -BeFalse
        $hotfix.Commits.Subject | Should -Be @('Fix the orders', 'Fix the rest')
        $hotfix.NextStep | Should -BeExactly 'Publish-Hotfix production'
        Get-WorkText $team.Clone | Should -BeExactly $work

        $head = Get-RemoteRef $team $branch
        $hotfix.Head | Should -BeExactly $head
        Invoke-Git $team.Remote rev-list $head "^$($team.Tip)" | Should -HaveCount 2
        Invoke-Git $team.Remote rev-parse "$head~2" | Should -BeExactly $team.Tip
        Invoke-Git $team.Remote log '-1' '--format=%an <%ae> %aI' "$head~1" | Should -BeExactly 'ben Example <ben@example.com> 2024-05-01T12:34:56+05:30'
        Invoke-Git $team.Remote log '-1' '--format=%cn <%ce>' "$head~1" | Should -BeExactly 'Tess Tester <tess@example.com>'
        (Invoke-Git $team.Remote log '-1' '--format=%B' "$head~1") -join "`n" |
            Should -BeExactly "Fix the orders`n`nCount at least one.`n`nReviewed-by: Mia <mia@example.com>`nHotfix-Former-Id: $first`n"
        (Invoke-Git $team.Remote log '-1' '--format=%B' $head) -join "`n" | Should -BeExactly "Fix the rest`n`nHotfix-Former-Id: $second`n"
        Invoke-Git $team.Remote log '-2' '--format=%(trailers:key=Hotfix-Former-Id,valueonly,separator=)' $head | Should -Be @($second, $first)
        # What production has now, and the fixes.
        Invoke-Git $team.Remote ls-tree --name-only $head |
            Should -Be @('README.md', 'feature1.txt', 'feature2.txt', 'feature3.txt', 'fix.txt', 'fix2.txt', 'orders.txt')
    }

    It 'keeps the old head in the archive, and says so in the journal' {
        $hotfix = Update-Hotfix @here
        Get-RemoteRef $team $archive | Should -BeExactly $second
        $entries = @(Get-Chain $team $journal)
        $entries.event | Should -Be @('Updated', 'Started')
        $entries[0].hotfix | Should -BeExactly $started.Id
        $entries[0].base | Should -BeExactly $team.Tip
        $entries[0].head | Should -BeExactly $hotfix.Head
        $entries[0].commits | Should -Be @($first, $second)
        (Get-Hotfix -Path $ben -ErrorAction Stop).Base | Should -BeExactly $team.Tip
    }

    It 'is followed by a clone as its help says, and then the fix can be published and completed' {
        $hotfix = Update-Hotfix @here
        Invoke-Git $team.Clone fetch --quiet
        Invoke-Git $team.Clone switch --quiet hotfix
        Invoke-Git $team.Clone reset --quiet --keep origin/hotfix
        $head = Push-Fix $team.Clone 'fix3.txt' 'fixed' 'One more'
        (Publish-Hotfix production -Confirm:$false @here).Commit | Should -BeExactly $head
        Invoke-Git $team.Clone switch --quiet master
        (Complete-Hotfix @here).State | Should -Be 'Completed'
        Invoke-Git $team.Remote merge-base --is-ancestor $hotfix.Head master
    }

    It 'warns who has the old branch still that it parted' {
        $finding = (Update-Hotfix @here).Findings | Where-Object Id -EQ 'Diverged'
        $finding.WayOut | Should -BeLike '*git reset --keep origin/hotfix*'
    }

    It 'moves a hotfix again, and tells each former id' {
        $moved = (Update-Hotfix @here).Head
        Invoke-Git $ben switch --quiet master
        $newer = Add-Commit $ben 'feature4.txt' '4' 'Feature 4 (#4)'
        Invoke-Git $ben push --quiet origin master
        $null = Register-Deploy production $newer @here
        $hotfix = Update-Hotfix @here
        $hotfix.Base | Should -BeExactly $newer
        (Invoke-Git $team.Remote log '-1' '--format=%B' $hotfix.Head) -join "`n" | Should -BeExactly "Fix the rest`n`nHotfix-Former-Id: $second`nHotfix-Former-Id: $moved`n"
        Get-RemoteRef $team "refs/hotfix/archive/$($started.Id)-$($moved.Substring(0, 8))" | Should -BeExactly $moved
        @(Get-Chain $team $journal).event | Should -Be @('Updated', 'Updated', 'Started')
    }

    It 'leaves out what is live already' {
        Invoke-Git $ben switch --quiet master
        Invoke-Git $ben cherry-pick $first | Out-Null
        Invoke-Git $ben push --quiet origin master
        $newer = Invoke-Git $ben rev-parse HEAD
        $null = Register-Deploy production $newer @here
        $hotfix = Update-Hotfix @here
        $hotfix.Commits.Subject | Should -Be @('Fix the rest')
        $hotfix.Base | Should -BeExactly $newer
    }

    It 'moves one that has no fix yet, and one that plain git made' {
        $other = New-Team
        $null = New-Hotfix -Path $other.Clone -ErrorAction Stop
        $null = Register-Deploy production $other.Tip -Path $other.Clone -ErrorAction Stop
        (Update-Hotfix -Path $other.Clone -ErrorAction Stop).Head | Should -BeExactly $other.Tip
        Get-RemoteRef $other $branch | Should -BeExactly $other.Tip

        $plain = New-Team
        Invoke-Git $plain.Clone push --quiet origin "$($plain.Live):$branch"
        $head = Push-Fix $plain.Clone
        $null = Register-Deploy production $plain.Tip -Path $plain.Clone -ErrorAction Stop
        $hotfix = Update-Hotfix -Path $plain.Clone -ErrorAction Stop
        $hotfix.Commits.Subject | Should -Be @('Fix the orders')
        Get-RemoteRef $plain 'refs/hotfix/archive/*' | Should -BeExactly $head
    }

    It 'lists the steps with -WhatIf, and changes nothing' {
        Assert-Unchanged $team { Update-Hotfix -WhatIf @here } | Should -BeNullOrEmpty
        $said = (Get-HostText "Update-Hotfix -WhatIf -Path '$($team.Clone)'") -join "`n"
        $said | Should -BeLike "*Keep $($second.Substring(0, 8)) as $archive*Replace $branch by *on $($team.Tip.Substring(0, 8))*still at $($second.Substring(0, 8))*'Updated'*$journal*"
    }

    It 'takes hotfixes from the pipeline' {
        $hotfix = Get-Hotfix @here | Update-Hotfix -ErrorAction Stop
        $hotfix.Base | Should -BeExactly $team.Tip
        Get-RemoteRef $team $branch | Should -BeExactly $hotfix.Head
    }

    It 'goes on after a repository without one' {
        $other = New-Team
        $hotfixes = $other, $team | ForEach-Object { Get-Item $_.Clone } | Update-Hotfix -ErrorAction SilentlyContinue -ErrorVariable problems
        $hotfixes | Should -HaveCount 1
        $problems.FullyQualifiedErrorId | Should -Be "NoHotfix,$class"
    }

    Context 'a second run' {
        It 'changes nothing' {
            $hotfix = Update-Hotfix @here
            $again = Assert-Unchanged $team { Update-Hotfix @here }
            $again.Head | Should -BeExactly $hotfix.Head
        }

        It 'changes nothing where nothing was deployed since' {
            $other = New-Team
            $null = New-Hotfix -Path $other.Clone -ErrorAction Stop
            $head = Push-Fix $other.Clone
            (Assert-Unchanged $other { Update-Hotfix -Path $other.Clone -ErrorAction Stop }).Head | Should -BeExactly $head
            $null = Publish-Hotfix production -Path $other.Clone -Confirm:$false -ErrorAction Stop
            (Assert-Unchanged $other { Update-Hotfix -Path $other.Clone -ErrorAction Stop }).Head | Should -BeExactly $head
        }

        It 'finishes where the head was archived, and the branch could not be replaced' {
            Set-RemoteHook $team 'update' 'test "$1" != refs/heads/hotfix'
            { Update-Hotfix @here } | Should -Throw -ErrorId "PushRejected,$class"
            Get-RemoteRef $team $branch | Should -BeExactly $second
            Get-RemoteRef $team $archive | Should -BeExactly $second
            @(Get-Chain $team $journal).event | Should -Be @('Started')

            Remove-Item (Join-Path $team.Remote 'hooks' 'update')
            $hotfix = Update-Hotfix @here
            $hotfix.Base | Should -BeExactly $team.Tip
            Invoke-Git $team.Remote for-each-ref refs/hotfix/archive | Should -HaveCount 1
            @(Get-Chain $team $journal).event | Should -Be @('Updated', 'Started')
        }

        It 'finishes where only the journal lacks it' {
            Set-RemoteHook $team 'update' 'test "$1" != refs/hotfix/journal'
            { Update-Hotfix @here } | Should -Throw -ErrorId "RefNotAccepted,$class"
            $moved = Get-RemoteRef $team $branch
            $moved | Should -Not -Be $second
            $half = Get-Hotfix @here
            $half.Base | Should -BeExactly $team.Tip
            ($half.Findings | Where-Object Id -EQ 'HalfDone').WayOut | Should -BeExactly 'Update-Hotfix'

            Remove-Item (Join-Path $team.Remote 'hooks' 'update')
            (Update-Hotfix @here).Head | Should -BeExactly $moved
            $entries = @(Get-Chain $team $journal)
            $entries.event | Should -Be @('Updated', 'Started')
            $entries[0].commits | Should -Be @($first, $second)
            (Get-Hotfix @here).Findings.Id | Should -Not -Contain 'HalfDone'
            (Assert-Unchanged $team { Update-Hotfix @here }).Head | Should -BeExactly $moved
        }
    }

    Context 'a conflict' {
        BeforeEach {
            Invoke-Git $ben switch --quiet master
            $live = Add-Commit $ben 'fix2.txt' 'otherwise' 'Fix it otherwise'
            Invoke-Git $ben push --quiet origin master
            $null = Register-Deploy production $live @here
        }

        It 'changes nothing, and names the commit, the files and the way' {
            $refusal = Assert-Refusal $team "MergeConflict,$class" { Update-Hotfix @here }
            $refusal.ErrorDetails.Message | Should -BeLike "*$($second.Substring(0, 8)) 'Fix the rest'*fix2.txt*Nothing was changed.*"
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike "*git rebase --onto $live $($team.Live)*Update-Hotfix -Resolved moved*Complete-Hotfix -RollIn"
            $refusal.TargetObject | Should -Be @('fix2.txt')
        }

        It 'is resolved by hand, just as the error says, and handed over with -Resolved' {
            $way = ({ Update-Hotfix @here } | Should -Throw -PassThru).ErrorDetails.RecommendedAction
            $commands = ($way -replace '^[^:]*: ').Split('; ') | Where-Object { $_ -like 'git *' }
            $commands | Should -HaveCount 3
            foreach ($command in $commands) {
                $words = $command.Split(' ') | Select-Object -Skip 1
                & git -C $team.Clone @words *> $null
            }

            Invoke-Git $team.Clone checkout --theirs fix2.txt *> $null
            Invoke-Git $team.Clone add fix2.txt
            Invoke-Git $team.Clone -c core.editor=true rebase --continue | Out-Null
            $moved = Invoke-Git $team.Clone rev-parse moved
            Assert-Unchanged $team { Update-Hotfix -Resolved moved -WhatIf @here } | Should -BeNullOrEmpty
            $hotfix = Update-Hotfix -Resolved moved @here
            $hotfix.Head | Should -BeExactly $moved
            $hotfix.Base | Should -BeExactly $live
            $hotfix.IsSuperseded | Should -BeFalse
            Get-RemoteRef $team $branch | Should -BeExactly $moved
            Get-RemoteRef $team $archive | Should -BeExactly $second
            $entry = @(Get-Chain $team $journal)[0]
            $entry.event | Should -BeExactly 'Updated'
            $entry.base | Should -BeExactly $live
            Invoke-Git $team.Remote show "${branch}:fix2.txt" | Should -BeExactly 'fixed'
            (Assert-Unchanged $team { Update-Hotfix -Resolved moved @here }).Head | Should -BeExactly $moved
            (Publish-Hotfix production -Confirm:$false @here 3> $null).Commit | Should -BeExactly $moved
        }
    }

    Context '-Resolved' {
        It 'refuses what does not stand on what is live' {
            foreach ($wrong in $second, $team.Tip, $team.First) {
                $refusal = Assert-Refusal $team "NotOnLive,$class" { Update-Hotfix -Resolved $wrong @here }
                $refusal.ErrorDetails.Message | Should -BeLike "$($wrong.Substring(0, 8))*$($team.Tip.Substring(0, 8))*"
            }
        }

        It 'refuses what brings commits of the mainline that are not live' {
            Invoke-Git $ben switch --quiet master
            $null = Add-Commit $ben 'feature4.txt' '4' 'Feature 4 (#4)'
            Invoke-Git $ben push --quiet origin master
            Invoke-Git $ben switch --quiet --create moved
            $null = Add-Commit $ben 'fix.txt' 'fixed' 'Fix the orders'
            $refusal = Assert-Refusal $team "Contaminated,$class" { Update-Hotfix -Resolved moved -Path $ben -ErrorAction Stop }
            $refusal.ErrorDetails.Message | Should -BeLike '*Feature 4*Nothing was changed.*'
        }

        It 'refuses to replace a hotfix that nothing superseded' {
            $other = New-Team
            $null = New-Hotfix -Path $other.Clone -ErrorAction Stop
            $null = Push-Fix $other.Clone
            Invoke-Git $other.Clone switch --quiet --create moved $other.Live
            $head = Add-Commit $other.Clone 'fix.txt' 'fixed otherwise' 'Fix it otherwise'
            Assert-Refusal $other "NotSuperseded,$class" { Update-Hotfix -Resolved moved -Path $other.Clone -ErrorAction Stop }
            Assert-Refusal $other "NotSuperseded,$class" { Update-Hotfix -Resolved $head -Path $other.Clone -ErrorAction Stop }
        }

        It 'refuses an unknown or malformed commit: <_>' -ForEach @('no-such-branch', '1234567890123456789012345678901234567890', 'a b', '-x') {
            Assert-Refusal $team "CommitNotFound,$class" { Update-Hotfix -Resolved $_ @here }
        }
    }

    Context 'others at the same time' {
        It 'a fix that is pushed meanwhile is not replaced' {
            $script:pushed = $null
            Invoke-Git $ben pull --quiet --ff-only
            $refusal = {
                Update-Hotfix -Verbose @here 4>&1 |
                    ForEach-Object { if ("$_" -like 'Step * begins: Replace*') { $script:pushed = Push-Fix $ben 'fix3.txt' 'fixed' 'One more' } }
            } | Should -Throw -ErrorId "HotfixMoved,$class" -PassThru
            $refusal.ErrorDetails.Message | Should -BeLike "*from $($second.Substring(0, 8)) to $($pushed.Substring(0, 8))*Nothing was replaced.*"
            Get-RemoteRef $team $branch | Should -BeExactly $pushed
            @(Get-Chain $team $journal).event | Should -Be @('Started')
            $hotfix = Update-Hotfix @here
            $hotfix.Commits.Subject | Should -Be @('Fix the orders', 'Fix the rest', 'One more')
            Get-RemoteRef $team "refs/hotfix/archive/$($started.Id)-$($pushed.Substring(0, 8))" | Should -BeExactly $pushed
        }
    }

    Context 'bad input' {
        It 'refuses one that is contaminated, and one that is merged' {
            Invoke-Git $team.Clone merge --quiet '-m' 'Catch up' master~2
            Invoke-Git $team.Clone push --quiet origin hotfix
            $null = Register-Deploy production $team.First @here
            Assert-Refusal $team "Contaminated,$class" { Update-Hotfix @here }
            Invoke-Git $team.Clone switch --quiet master
            Invoke-Git $team.Clone merge --quiet --no-ff '-m' 'Merge it by hand' hotfix
            Invoke-Git $team.Clone push --quiet origin master
            Assert-Refusal $team "AlreadyMerged,$class" { Update-Hotfix @here }
        }

        It 'refuses where all of it is live already' {
            Invoke-Git $ben fetch --quiet
            Invoke-Git $ben switch --quiet --detach $team.Tip
            Invoke-Git $ben cherry-pick $first $second | Out-Null
            $null = Register-Deploy production HEAD -Path $ben -ErrorAction Stop
            $refusal = Assert-Refusal $team "AlreadyMerged,$class" { Update-Hotfix -Path $ben -ErrorAction Stop }
            $refusal.ErrorDetails.Message | Should -BeLike '*is live*nothing left to move*'
        }

        It 'refuses where there is none, and where nothing says what is live' {
            $other = New-Team
            Assert-Refusal $other "NoHotfix,$class" { Update-Hotfix -Path $other.Clone -ErrorAction Stop }
            $fresh = New-Team -Undeployed
            $null = New-Hotfix -Base $fresh.Live -Path $fresh.Clone -ErrorAction Stop
            Assert-Refusal $fresh "NoDeployRecord,$class" { Update-Hotfix -Path $fresh.Clone -ErrorAction Stop }
        }

        It 'asks for an identity where Git knows none' {
            Invoke-WithoutIdentity {
                Assert-Refusal $team "IdentityMissing,$class" { Update-Hotfix @here }
            }
        }

        It 'hands on that the server refuses the archive' {
            Set-RemoteHook $team 'update' 'exit 1'
            Assert-Refusal $team "RefNotAccepted,$class" { Update-Hotfix @here }
        }

        It 'refuses an empty remote, a shallow clone, what is no repository, and a remote that is gone' {
            $fresh = New-Team -Empty
            Assert-Refusal $fresh "NoHotfix,$class" { Update-Hotfix -Path $fresh.Clone -ErrorAction Stop }
            $shallow = Add-Clone $team shallow --depth=1
            Assert-Refusal $team "ShallowRepository,$class" { Update-Hotfix -Path $shallow -ErrorAction Stop }
            Assert-Refusal $team "NotARepository,$class" { Update-Hotfix -Path $World -ErrorAction Stop }
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            Assert-Refusal $team "RemoteUnreachable,$class" { Update-Hotfix @here }
        }
    }
}
