BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.AddHotfixCommitCommand'
    $branch = 'refs/heads/hotfix'
    $journal = 'refs/hotfix/journal'
}

AfterAll {
    Exit-TestHome
}

Describe 'Add-HotfixCommit' {
    BeforeEach {
        $team = New-Team
        $here = @{ Path = $team.Clone; ErrorAction = 'Stop' }
        $started = New-Hotfix @here
        $fix = Push-Fix $team.Clone
        Invoke-Git $team.Clone switch --quiet master
    }

    It 'picks a commit of the mainline, as git cherry-pick -x does, and touches nothing else' {
        $ben = Add-Clone $team ben
        $env:GIT_AUTHOR_DATE = '2024-05-01T12:34:56-03:00'
        try {
            $source = Add-Commit $ben 'direct.txt' 'direct' "Mend the receipt`n`nIt was torn.`n`nReviewed-by: Mia <mia@example.com>"
        }
        finally {
            Remove-Item Env:GIT_AUTHOR_DATE
        }

        Invoke-Git $ben push --quiet origin master
        $work = Get-WorkText $team.Clone
        $hotfix = Add-HotfixCommit master @here
        $hotfix | Should -BeOfType HotfixTools.Hotfix
        $hotfix.Id | Should -BeExactly $started.Id
        $hotfix.Commits.Subject | Should -Be @('Fix the orders', 'Mend the receipt')
        $hotfix.IsContaminated | Should -BeFalse
        $hotfix.Findings.Id | Should -Contain 'Picked'
        Get-WorkText $team.Clone | Should -BeExactly $work

        $head = Get-RemoteRef $team $branch
        $hotfix.Head | Should -BeExactly $head
        Invoke-Git $team.Remote log '-1' '--format=%P' $head | Should -BeExactly $fix
        Invoke-Git $team.Remote log '-1' '--format=%an <%ae> %aI' $head | Should -BeExactly 'ben Example <ben@example.com> 2024-05-01T12:34:56-03:00'
        Invoke-Git $team.Remote log '-1' '--format=%cn <%ce>' $head | Should -BeExactly 'Tess Tester <tess@example.com>'
        (Invoke-Git $team.Remote log '-1' '--format=%B' $head) -join "`n" |
            Should -BeExactly "Mend the receipt`n`nIt was torn.`n`nReviewed-by: Mia <mia@example.com>`n(cherry picked from commit $source)`n"
        Invoke-Git $team.Remote ls-tree --name-only $head | Should -Be @('README.md', 'direct.txt', 'fix.txt', 'orders.txt')

        $entries = @(Get-Chain $team $journal)
        $entries.event | Should -Be @('Picked', 'Started')
        $entries[0].hotfix | Should -BeExactly $started.Id
        $entries[0].head | Should -BeExactly $head
        $entries[0].commits | Should -Be @($source)
        (Publish-Hotfix production -Confirm:$false @here 3> $null).Commit | Should -BeExactly $head
    }

    It 'makes the very commit that git cherry-pick -x makes' {
        $null = Add-HotfixCommit $team.Tip @here
        Invoke-Git $team.Clone switch --quiet --detach $fix
        Invoke-Git $team.Clone cherry-pick -x $team.Tip | Out-Null
        $format = '--format=%T%n%P%n%an%n%ae%n%ad%n%B'
        Invoke-Git $team.Remote log '-1' $format $branch | Should -Be (Invoke-Git $team.Clone log '-1' $format HEAD)
    }

    It 'picks what a merge brought to the mainline, as one commit' {
        $merge = Invoke-Git $team.Clone rev-parse master~1
        $hotfix = Add-HotfixCommit $merge @here
        $hotfix.IsContaminated | Should -BeFalse
        Invoke-Git $team.Remote log '-1' '--format=%P' $branch | Should -BeExactly $fix
        Invoke-Git $team.Remote diff --name-only $fix $hotfix.Head | Should -Be @('feature2.txt')
        (Invoke-Git $team.Remote log '-1' '--format=%B' $branch) -join "`n" | Should -BeExactly "Merge pull request #2 from shop/feature2`n`nFeature 2`n`n(cherry picked from commit $merge)`n"
        (Publish-Hotfix production -Confirm:$false @here 3> $null).Commit | Should -BeExactly $hotfix.Head
    }

    It 'picks several, what others grew from first' {
        $hotfix = Add-HotfixCommit master, master~2 @here
        $hotfix.Commits.Subject | Should -Be @('Fix the orders', 'Merge pull request #1 from shop/feature1', 'Feature 3 (#3)')
        @(Get-Chain $team $journal)[0].commits | Should -Be @((Invoke-Git $team.Clone rev-parse master~2), $team.Tip)
    }

    It 'picks from a branch that is not merged, and from what the clone alone has' {
        Invoke-Git $team.Clone switch --quiet --create idea master
        $idea = Add-Commit $team.Clone 'idea.txt' 'idea' 'An idea'
        $hotfix = Add-HotfixCommit idea @here
        $hotfix.Commits[-1].Subject | Should -BeExactly 'An idea'
        (Invoke-Git $team.Remote log '-1' '--format=%B' $branch) -join "`n" | Should -BeLike "*(cherry picked from commit $idea)*"
        # The pick alone is pushed, not what it is a pick of.
        Get-RemoteRef $team refs/heads/idea | Should -BeNullOrEmpty
    }

    It 'is the start of a fix where there is none yet, also on one that plain git made' {
        $other = New-Team
        Invoke-Git $other.Clone push --quiet origin "$($other.Live):$branch"
        $hotfix = Add-HotfixCommit $other.Tip -Path $other.Clone -ErrorAction Stop
        $hotfix.Commits.Subject | Should -Be @('Feature 3 (#3)')
        @(Get-Chain $other $journal).event | Should -Be @('Picked')
    }

    It 'lists the steps with -WhatIf, and changes nothing' {
        Assert-Unchanged $team { Add-HotfixCommit master -WhatIf @here } | Should -BeNullOrEmpty
        $said = (Get-HostText "Add-HotfixCommit master -WhatIf -Path '$($team.Clone)'") -join "`n"
        $said | Should -BeLike "*Pick $($team.Tip.Substring(0, 8)) 'Feature 3 (#3)' onto $branch ($($fix.Substring(0, 8)))*'Picked'*$journal*"
    }

    It 'takes changes from the pipeline of Compare-Deploy' {
        $hotfix = Compare-Deploy @here 6> $null | Where-Object PullRequest -EQ 2 | Add-HotfixCommit -ErrorAction Stop
        $hotfix.Commits[-1].Subject | Should -BeLike 'Merge pull request #2*'
        Get-RemoteRef $team $branch | Should -BeExactly $hotfix.Head
    }

    It 'takes rows from the pipeline, and goes on after a bad one' {
        $rows = "Sha,Path`nno-such-branch,$($team.Clone)`n$($team.Tip),$($team.Clone)" | ConvertFrom-Csv
        $hotfixes = $rows | Add-HotfixCommit -ErrorAction SilentlyContinue -ErrorVariable problems
        $hotfixes | Should -HaveCount 1
        $hotfixes.Commits[-1].Subject | Should -BeExactly 'Feature 3 (#3)'
        $problems.FullyQualifiedErrorId | Should -Be "CommitNotFound,$class"
    }

    It 'does nothing where nothing is given' {
        Assert-Unchanged $team { @() | Add-HotfixCommit -Path $team.Clone -ErrorAction Stop } | Should -BeNullOrEmpty
        Assert-Unchanged $team { Add-HotfixCommit @() @here } | Should -BeNullOrEmpty
    }

    Context 'a second run' {
        It 'passes over what is there, and adds nothing' {
            $hotfix = Add-HotfixCommit master, master~1 @here
            $again = Assert-Unchanged $team { Add-HotfixCommit master, master~1 @here 3> $null }
            $again.Head | Should -BeExactly $hotfix.Head
            $null = Add-HotfixCommit master @here -WhatIf -WarningVariable warnings 3> $null
            "$warnings" | Should -BeLike "*$($team.Tip.Substring(0, 8)) 'Feature 3 (#3)'*already*"
        }

        It 'passes over what the history has, and what a person picked' {
            Assert-Unchanged $team { Add-HotfixCommit $team.Live, $fix @here 3> $null } | ForEach-Object Head | Should -BeExactly $fix
            Invoke-Git $team.Clone switch --quiet hotfix
            Invoke-Git $team.Clone cherry-pick $team.Tip | Out-Null
            Invoke-Git $team.Clone push --quiet origin hotfix
            $head = Invoke-Git $team.Clone rev-parse HEAD
            (Add-HotfixCommit $team.Tip @here 3> $null).Head | Should -BeExactly $head
            Get-RemoteRef $team $branch | Should -BeExactly $head
        }

        It 'adds what is new beside what is there' {
            $null = Add-HotfixCommit master @here
            $hotfix = Add-HotfixCommit master, master~1 @here -WarningVariable warnings 3> $null
            $hotfix.Commits.Subject | Should -Be @('Fix the orders', 'Feature 3 (#3)', 'Merge pull request #2 from shop/feature2')
            $warnings | Should -HaveCount 1
        }

        It 'writes the journal where it alone is missing' {
            Set-RemoteHook $team 'update' 'test "$1" != refs/hotfix/journal'
            { Add-HotfixCommit master @here } | Should -Throw -ErrorId "RefNotAccepted,$class"
            $head = Get-RemoteRef $team $branch
            $head | Should -Not -Be $fix
            Remove-Item (Join-Path $team.Remote 'hooks' 'update')
            (Add-HotfixCommit master @here 3> $null).Head | Should -BeExactly $head
            $entries = @(Get-Chain $team $journal)
            $entries.event | Should -Be @('Picked', 'Started')
            $entries[0].commits | Should -Be @($team.Tip)
        }
    }

    Context 'others at the same time' {
        It 'picks on top of a fix that is pushed meanwhile' {
            $ben = Add-Clone $team ben
            $script:pushed = $null
            $said = Add-HotfixCommit master -Verbose @here 4>&1 |
                ForEach-Object { if ("$_" -like 'Step 1 of * begins: Pick*') { $script:pushed = Push-Fix $ben 'fix2.txt' 'fixed' 'Fix the rest' } else { $_ } }
            $hotfix = $said | Where-Object { $_ -is [HotfixTools.Hotfix] }
            $pushed | Should -Not -BeNullOrEmpty
            $hotfix.Commits.Subject | Should -Be @('Fix the orders', 'Fix the rest', 'Feature 3 (#3)')
            Invoke-Git $team.Remote log '-1' '--format=%P' $branch | Should -BeExactly $pushed
            @(Get-Chain $team $journal)[0].head | Should -BeExactly $hotfix.Head
        }
    }

    Context 'a conflict' {
        It 'changes nothing, names the files, and its way works' {
            $clash = Add-Commit $team.Clone 'fix.txt' 'otherwise' 'Fix it otherwise'
            Invoke-Git $team.Clone push --quiet origin master
            $refusal = Assert-Refusal $team "MergeConflict,$class" { Add-HotfixCommit master~1, master @here }
            $refusal.ErrorDetails.Message | Should -BeLike "*$($clash.Substring(0, 8)) 'Fix it otherwise'*fix.txt*Nothing was changed.*"
            $refusal.TargetObject | Should -Be @('fix.txt')
            $way = $refusal.ErrorDetails.RecommendedAction
            $way | Should -BeLike "*git cherry-pick -x $clash*git push origin hotfix"

            foreach ($command in ($way -replace '^[^:]*: ').Split('; ')) {
                $words = $command.Split(' ') | Select-Object -Skip 1
                switch -Wildcard ($command) {
                    'resolve' { Invoke-Git $team.Clone checkout --theirs fix.txt *> $null; Invoke-Git $team.Clone add fix.txt }
                    'git cherry-pick -x*' { & git -C $team.Clone @words *> $null }
                    '*--continue' { Invoke-Git $team.Clone -c core.editor=true @words | Out-Null }
                    default { Invoke-Git $team.Clone @words | Out-Null }
                }
            }

            (Get-Hotfix @here).Commits.Subject | Should -Be @('Fix the orders', 'Fix it otherwise')
        }

        It 'says how to pick a merge by hand' {
            Invoke-Git $team.Clone switch --quiet --create clash $team.Live
            $null = Add-Commit $team.Clone 'fix.txt' 'otherwise' 'Fix it otherwise'
            Invoke-Git $team.Clone switch --quiet master
            Invoke-Git $team.Clone merge --quiet --no-ff '-m' 'Merge a clash' clash
            Invoke-Git $team.Clone push --quiet origin master
            $refusal = Assert-Refusal $team "MergeConflict,$class" { Add-HotfixCommit master @here }
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*git cherry-pick -x -m 1 *'
        }
    }

    Context 'bad input' {
        It 'refuses an unknown or malformed commit: <_>' -ForEach @('no-such-branch', '1234567890123456789012345678901234567890', 'a b', '-x', '') {
            Assert-Refusal $team "CommitNotFound,$class" { Add-HotfixCommit $_ @here }
            Assert-Refusal $team "CommitNotFound,$class" { Add-HotfixCommit $team.Tip, $_ @here }
        }

        It 'refuses an ambiguous commit' {
            $abbreviation = New-AmbiguousAbbreviation $team
            Assert-Refusal $team "AmbiguousCommit,$class" { Add-HotfixCommit $abbreviation @here }
        }

        It 'refuses one that is merged' {
            Invoke-Git $team.Clone merge --quiet --no-ff '-m' 'Merge it by hand' hotfix
            Invoke-Git $team.Clone push --quiet origin master
            Assert-Refusal $team "AlreadyMerged,$class" { Add-HotfixCommit $team.Tip @here }
        }

        It 'refuses where there is none' {
            $other = New-Team
            Assert-Refusal $other "NoHotfix,$class" { Add-HotfixCommit master -Path $other.Clone -ErrorAction Stop }
        }

        It 'hands on the words of a server that refuses the branch' {
            Set-RemoteHook $team 'update' 'echo "the branch is closed" >&2; exit 1'
            $refusal = Assert-Refusal $team "PushRejected,$class" { Add-HotfixCommit master @here }
            $refusal.ErrorDetails.Message | Should -BeLike '*refs/heads/hotfix*'
        }

        It 'asks for an identity where Git knows none' {
            Invoke-WithoutIdentity {
                Assert-Refusal $team "IdentityMissing,$class" { Add-HotfixCommit master @here }
            }
        }

        It 'refuses an empty remote, a shallow clone, what is no repository, and a remote that is gone' {
            $fresh = New-Team -Empty
            Assert-Refusal $fresh "CommitNotFound,$class" { Add-HotfixCommit master -Path $fresh.Clone -ErrorAction Stop }
            $shallow = Add-Clone $team shallow --depth=1
            Assert-Refusal $team "ShallowRepository,$class" { Add-HotfixCommit master -Path $shallow -ErrorAction Stop }
            Assert-Refusal $team "NotARepository,$class" { Add-HotfixCommit master -Path $World -ErrorAction Stop }
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            Assert-Refusal $team "RemoteUnreachable,$class" { Add-HotfixCommit master @here }
        }
    }
}
