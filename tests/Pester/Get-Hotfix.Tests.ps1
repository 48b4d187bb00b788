BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.GetHotfixCommand'
}

AfterAll {
    Exit-TestHome
}

Describe 'Get-Hotfix' {
    BeforeEach {
        $team = New-Team
    }

    It 'gets nothing where there is none' {
        Assert-OnlyRead $team { Get-Hotfix -Path $team.Clone -ErrorAction Stop } | Should -BeNullOrEmpty
    }

    It 'gets the one in progress, as another clone sees it' {
        $null = New-Hotfix -Reason 'Orders fail' -Path $team.Clone -ErrorAction Stop
        $ben = Add-Clone $team ben
        $fix = Push-Fix $team.Clone
        $hotfix = Get-Hotfix -Path $ben -ErrorAction Stop
        $hotfix | Should -BeOfType HotfixTools.Hotfix
        $hotfix.State | Should -Be 'InProgress'
        $hotfix.Head | Should -BeExactly $fix
        $hotfix.Base | Should -BeExactly $team.Live
        $hotfix.Commits.Commit | Should -Be @($fix)
        $hotfix.Commits.Subject | Should -Be @('Fix the orders')
        $hotfix.StartedBy | Should -BeExactly 'Tess Tester <tess@example.com>'
        $hotfix.BehindMainline | Should -Be 5
        $hotfix.Findings.Id | Should -Be @('HeadNotPublished')
        $hotfix.NextStep | Should -BeExactly 'Publish-Hotfix production'
        $hotfix.IsStale, $hotfix.IsSuperseded, $hotfix.IsContaminated | Should -Be @($false, $false, $false)
    }

    It 'follows its state: started, in progress, published, merged' {
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        (Get-Hotfix -Path $team.Clone -ErrorAction Stop).State | Should -Be 'Started'
        $null = Push-Fix $team.Clone
        (Get-Hotfix -Path $team.Clone -ErrorAction Stop).State | Should -Be 'InProgress'
        $null = Publish-Hotfix production -Path $team.Clone -Confirm:$false -ErrorAction Stop
        $published = Get-Hotfix -Path $team.Clone -ErrorAction Stop
        $published.State | Should -Be 'Published'
        $published.Published.Environment | Should -Be @('production')
        $published.NextStep | Should -BeExactly 'Complete-Hotfix'
        $published.Findings.Id | Should -Be @('PublishedNotMerged')
        Invoke-Git $team.Clone switch --quiet master
        Invoke-Git $team.Clone merge --quiet --no-ff '-m' 'Merge it by hand' hotfix
        Invoke-Git $team.Clone push --quiet origin master
        $merged = Get-Hotfix -Path $team.Clone -ErrorAction Stop
        $merged.State | Should -Be 'Merged'
        $merged.MergeCommit | Should -BeExactly (Invoke-Git $team.Clone rev-parse master)
        $merged.NextStep | Should -BeExactly 'Complete-Hotfix'
    }

    It 'names the environment that comes next, in the order of the team' {
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $null = Push-Fix $team.Clone
        $order = @{ EnvironmentOrder = 'staging', 'production'; Path = $team.Clone; ErrorAction = 'Stop' }
        (Get-Hotfix @order).NextStep | Should -BeExactly 'Publish-Hotfix staging'
        $null = Publish-Hotfix staging -Confirm:$false @order
        $hotfix = Get-Hotfix @order
        $hotfix.State | Should -Be 'InProgress'
        $hotfix.Published.Environment | Should -Be @('staging')
        $hotfix.NextStep | Should -BeExactly 'Publish-Hotfix production'
    }

    It 'takes a fix that is not the head for what it is: not live' {
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $first = Push-Fix $team.Clone
        $null = Publish-Hotfix production -Path $team.Clone -Confirm:$false -ErrorAction Stop
        $null = Push-Fix $team.Clone 'fix2.txt' 'fixed' 'Fix the rest'
        $hotfix = Get-Hotfix -Path $team.Clone -ErrorAction Stop
        $hotfix.State | Should -Be 'InProgress'
        $hotfix.Published.Commit | Should -Be @($first)
        $hotfix.Findings.Id | Should -Be @('HeadNotPublished')
        $hotfix.NextStep | Should -BeExactly 'Publish-Hotfix production'
    }

    It 'sees one that plain git made' {
        Invoke-Git $team.Clone push --quiet origin "$($team.Live):refs/heads/hotfix"
        $fix = Push-Fix $team.Clone
        $hotfix = Get-Hotfix -Path $team.Clone -ErrorAction Stop
        $hotfix.Head | Should -BeExactly $fix
        $hotfix.Base | Should -BeExactly $team.Live
        $hotfix.Id, $hotfix.StartedBy, $hotfix.StartedAt, $hotfix.Reason | Should -Be @($null, $null, $null, $null)
        $hotfix.Findings.Id | Should -Contain 'Unclaimed'
    }

    Context 'findings' {
        BeforeEach {
            $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
            $null = Push-Fix $team.Clone
        }

        It 'finds that a normal deploy came since' {
            $null = Register-Deploy production $team.Tip -Path $team.Clone -ErrorAction Stop
            $hotfix = Get-Hotfix -Path $team.Clone -ErrorAction Stop
            $hotfix.IsSuperseded | Should -BeTrue
            $hotfix.Findings[0].Id | Should -Be 'Superseded'
            $hotfix.Findings[0].Severity | Should -Be 'Error'
            $hotfix.Findings[0].Message | Should -BeLike "*$($team.Tip.Substring(0, 8))*Tess Tester*Feature 3*"
            $hotfix.Findings[0].WayOut | Should -BeLike '*Update-Hotfix*Complete-Hotfix -RollIn*'
            $hotfix.Findings[0].Environment | Should -BeExactly 'production'
            $hotfix.Findings[0].Commits | Should -Be @($team.Tip)
            $hotfix.NextStep | Should -BeExactly 'Update-Hotfix'
        }

        It 'finds that production was taken back behind where it begins' {
            $null = Register-Deploy production $team.First -DeployedBy 'Ben Example' -Path $team.Clone -ErrorAction Stop
            $hotfix = Get-Hotfix -Path $team.Clone -ErrorAction Stop
            $hotfix.IsSuperseded | Should -BeTrue
            $hotfix.Findings[0].Message | Should -BeLike "*taken back to $($team.First.Substring(0, 8))*Ben Example*Take orders*"
        }

        It 'finds that the mainline was merged into it' {
            Invoke-Git $team.Clone merge --quiet --no-edit master
            Invoke-Git $team.Clone push --quiet origin hotfix
            $hotfix = Get-Hotfix -Path $team.Clone -ErrorAction Stop
            $hotfix.IsContaminated | Should -BeTrue
            $hotfix.Findings[0].Id | Should -Be 'Contaminated'
            $hotfix.Findings[0].Message | Should -BeLike '*Feature 3*'
            $hotfix.NextStep | Should -BeLike 'Stop-Hotfix*'
        }

        It 'foresees a conflict' {
            Invoke-Git $team.Clone switch --quiet master
            $null = Add-Commit $team.Clone 'fix.txt' 'otherwise' 'Fix it otherwise'
            Invoke-Git $team.Clone push --quiet origin master
            $finding = (Get-Hotfix -Path $team.Clone -ErrorAction Stop).Findings | Where-Object Id -EQ 'MergeBackConflict'
            $finding.Message | Should -BeLike '*fix.txt*'
        }

        It 'finds a second branch that looks like one' {
            Invoke-Git $team.Clone push --quiet origin master:refs/heads/hotfix2
            (Get-Hotfix -Path $team.Clone -ErrorAction Stop).Findings.Id | Should -Contain 'SecondHotfixBranch'
        }

        It 'finds commits that were never pushed, and a local branch that parted from the one at the remote' {
            $null = Add-Commit $team.Clone 'fix2.txt' 'fixed' 'Fix the rest'
            $finding = (Get-Hotfix -Path $team.Clone -ErrorAction Stop).Findings | Where-Object Id -EQ 'UnpushedCommits'
            $finding.Message | Should -BeLike '*1 commit*'
            $finding.WayOut | Should -BeExactly 'git push origin hotfix'
            $null = Push-Fix (Add-Clone $team ben) 'fix3.txt' 'fixed' 'Fix it from here'
            (Get-Hotfix -Path $team.Clone -ErrorAction Stop).Findings.Id | Should -Contain 'Diverged'
        }

        It 'finds that a commit is a pick of the mainline, equal by patch' {
            $null = Add-HotfixCommit $team.Tip -Path $team.Clone -ErrorAction Stop
            $hotfix = Get-Hotfix -Path $team.Clone -ErrorAction Stop
            $hotfix.IsContaminated | Should -BeFalse
            $finding = $hotfix.Findings | Where-Object Id -EQ 'Picked'
            $finding.Severity | Should -Be 'Info'
            $finding.Commits | Should -Be @($hotfix.Head, $team.Tip)
        }
    }

    Context '-Stale' {
        It 'leaves out one that is alive' {
            $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
            Get-Hotfix -Stale -Path $team.Clone -ErrorAction Stop | Should -BeNullOrEmpty
        }

        It 'gets one that was forgotten' {
            Invoke-Git $team.Clone switch --quiet --create hotfix $team.Live
            $env:GIT_COMMITTER_DATE = '2024-01-01T00:00:00Z'
            try {
                $null = Add-Commit $team.Clone 'fix.txt' 'fixed' 'Fix the orders'
            }
            finally {
                Remove-Item Env:GIT_COMMITTER_DATE
            }

            Invoke-Git $team.Clone push --quiet origin hotfix
            $hotfix = Get-Hotfix -Stale -Path $team.Clone -ErrorAction Stop
            $hotfix.IsStale | Should -BeTrue
            $hotfix.Findings.Id | Should -Contain 'Stale'
        }
    }

    Context '-StaleAfter, -Finding and other branches' {
        BeforeEach {
            Invoke-Git $team.Clone switch --quiet --create hotfix-2 $team.Live
            $env:GIT_COMMITTER_DATE = [datetime]::UtcNow.AddHours(-3).ToString('o')
            try {
                $null = Add-Commit $team.Clone 'fix.txt' 'fixed' 'Fix the orders'
            }
            finally {
                Remove-Item Env:GIT_COMMITTER_DATE
            }

            Invoke-Git $team.Clone push --quiet origin hotfix-2 hotfix-2:refs/heads/HotFix/JIRA-1/x
            $here = @{ Path = $team.Clone; ErrorAction = 'Stop' }
        }

        It 'finds every branch that looks like a hotfix, whether or not there is one' {
            $found = Assert-OnlyRead $team { Get-Hotfix -Finding SecondHotfixBranch @here }
            $found.Branch | Should -Be @('HotFix/JIRA-1/x', 'hotfix-2')
            $found[1].NextStep | Should -BeExactly 'New-Hotfix'
            $null = New-Hotfix @here
            $found = Get-Hotfix -Finding SecondHotfixBranch @here
            $found.Branch | Should -Be @('hotfix', 'HotFix/JIRA-1/x', 'hotfix-2')
            $found[2].NextStep | Should -Match "^Add-HotfixCommit '?$($found[2].Head.Substring(0, 8))'?`$"
            Get-Hotfix @here | Should -HaveCount 1
        }

        It 'warns of them where there is no hotfix' {
            Get-Hotfix -Path $team.Clone -WarningVariable warnings 3> $null | Should -BeNullOrEmpty
            "$warnings" | Should -BeLike "*'hotfix-2'*Get-Hotfix -Finding SecondHotfixBranch"
        }

        It 'takes <_> for long enough' -ForEach @('2h', '2h30m', '02:00:00', ([timespan]::FromHours(2))) {
            Get-Hotfix -Stale -StaleAfter $_ @here | Should -HaveCount 2
        }

        It 'takes <_> for too long' -ForEach @('4h', '1d', '04:00:00', ([timespan]::FromHours(4))) {
            Get-Hotfix -Stale -StaleAfter $_ @here | Should -BeNullOrEmpty
        }

        It 'refuses <_>' -ForEach @(2, 2.5, 'soon', '-1h') {
            Assert-Refusal $team "InvalidDuration,$class" { Get-Hotfix -Stale -StaleAfter $_ @here }
        }

        It 'completes the findings' {
            (TabExpansion2 'Get-Hotfix -Finding Sup').CompletionMatches.CompletionText | Should -Be @('Superseded')
        }
    }

    Context '-Url' {
        It 'looks at remotes that were never cloned' {
            $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
            $other = New-Team
            $hotfixes = Get-Hotfix -Url $other.Remote, $team.Remote, "file://$($team.Remote)" -Ordered -ErrorAction Stop
            $hotfixes | Should -HaveCount 2
            $hotfixes.Base | Should -Be @($team.Live, $team.Live)
            $hotfixes[0].Repository | Should -BeExactly $team.Remote
        }

        It 'goes on after one that does not answer' {
            $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
            $hotfixes = (Join-Path $World 'gone.git'), $team.Remote | Get-Hotfix -ErrorAction SilentlyContinue -ErrorVariable problems
            $hotfixes | Should -HaveCount 1
            $problems.FullyQualifiedErrorId | Should -Be "RemoteUnreachable,$class"
        }

        It 'leaves nothing in the temporary folder' {
            $before = Get-ChildItem -Name $env:TMPDIR
            $null = Get-Hotfix -Url $team.Remote -ErrorAction Stop
            Get-ChildItem -Name $env:TMPDIR | Should -Be $before
        }
    }

    It 'takes folders from the pipeline, and goes on after one that is no repository' {
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $null = New-Item -ItemType Directory -Path (Join-Path $team.Root 'aa-no-repository')
        $hotfixes = Get-ChildItem -Directory -Path $team.Root | Get-Hotfix -ErrorAction SilentlyContinue -ErrorVariable problems
        $hotfixes | Should -HaveCount 1
        $problems.FullyQualifiedErrorId | Should -Contain "NotARepository,$class"
    }

    Context 'bad input' {
        It 'refuses a branch name: <_>' -ForEach @('a b', 'a..b', '-x') {
            Assert-Refusal $team "InvalidBranch,$class" { Get-Hotfix -Branch $_ -Path $team.Clone -ErrorAction Stop }
        }

        It 'refuses a shallow clone, what is no repository, a remote that is missing, and one that is gone' {
            $shallow = Add-Clone $team shallow --depth=1
            Assert-Refusal $team "ShallowRepository,$class" { Get-Hotfix -Path $shallow -ErrorAction Stop }
            Assert-Refusal $team "NotARepository,$class" { Get-Hotfix -Path $World -ErrorAction Stop }
            Assert-Refusal $team "RemoteNotFound,$class" { Get-Hotfix -Remote upstream -Path $team.Clone -ErrorAction Stop }
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            Assert-Refusal $team "RemoteUnreachable,$class" { Get-Hotfix -Path $team.Clone -ErrorAction Stop }
        }
    }
}
