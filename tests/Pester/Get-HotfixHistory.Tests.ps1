BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.GetHotfixHistoryCommand'
}

AfterAll {
    Exit-TestHome
}

Describe 'Get-HotfixHistory' {
    BeforeEach {
        $team = New-Team
    }

    It 'gets nothing where there never was a hotfix' {
        Assert-OnlyRead $team { Get-HotfixHistory -Path $team.Clone -ErrorAction Stop } | Should -BeNullOrEmpty
    }

    It 'tells a hotfix from its start to its end' {
        $null = New-Hotfix -Reason 'Orders fail' -Path $team.Clone -ErrorAction Stop
        $fix = Push-Fix $team.Clone
        $null = Publish-Hotfix staging, production -Path $team.Clone -Confirm:$false -ErrorAction Stop
        (Get-HotfixHistory -Path $team.Clone -ErrorAction Stop).Outcome | Should -Be 'Open'
        $done = Complete-Hotfix -Path $team.Clone -ErrorAction Stop

        $record = Assert-OnlyRead $team { Get-HotfixHistory -Path $team.Clone -ErrorAction Stop }
        $record | Should -BeOfType HotfixTools.HotfixRecord
        $record.Id | Should -BeExactly $done.Id
        $record.Outcome | Should -Be 'Completed'
        $record.Source | Should -Be 'Journal'
        $record.Reason | Should -BeExactly 'Orders fail'
        $record.StartedBy | Should -BeExactly 'Tess Tester <tess@example.com>'
        $record.Base | Should -BeExactly $team.Live
        $record.Head | Should -BeExactly $fix
        $record.MergeCommit | Should -BeExactly (Get-RemoteRef $team refs/heads/master)
        $record.FixCommits | Should -Be 1
        $record.PublishedTo[0] | Should -BeExactly 'staging'
        $record.PublishedTo[1] | Should -BeExactly 'production'
        $record.TimeToPublish | Should -BeOfType timespan
        $record.TimeToComplete | Should -BeGreaterOrEqual $record.TimeToPublish
        $record.WasSuperseded | Should -BeFalse
        $record.StartedAt.Offset | Should -Be ([timespan]::Zero)
    }

    It 'tells what was given up, and why' {
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $null = Stop-Hotfix -Reason 'Not needed' -Path $team.Clone -Confirm:$false -ErrorAction Stop
        $record = Get-HotfixHistory -Path $team.Clone -ErrorAction Stop
        $record.Outcome | Should -Be 'Abandoned'
        $record.EndReason | Should -BeExactly 'Not needed'
        $record.TimeToComplete | Should -BeNullOrEmpty
    }

    It 'knows a merge that is older than the journal' {
        Invoke-Git $team.Clone switch --quiet --create hotfix $team.Live
        $fix = Add-Commit $team.Clone 'fix.txt' 'fixed' 'Fix the orders'
        Invoke-Git $team.Clone switch --quiet master
        Invoke-Git $team.Clone merge --quiet --no-ff '-m' 'Merge pull request #41 from shop/hotfix' hotfix
        Invoke-Git $team.Clone push --quiet origin master
        $record = Assert-OnlyRead $team { Get-HotfixHistory -Path $team.Clone -ErrorAction Stop }
        $record.Source | Should -Be 'Git'
        $record.Outcome | Should -Be 'Completed'
        $record.Head | Should -BeExactly $fix
        $record.PullRequest | Should -Be 41
        $record.Id | Should -BeNullOrEmpty
    }

    It 'leaves out others, and ends early' {
        foreach ($reason in 'one', 'two', 'three') {
            $null = New-Hotfix -Reason $reason -Path $team.Clone -ErrorAction Stop
            if ($reason -ne 'three') {
                $null = Stop-Hotfix -Reason 'no' -Path $team.Clone -Confirm:$false -ErrorAction Stop
            }
        }

        (Get-HotfixHistory -Path $team.Clone -ErrorAction Stop).Reason | Should -Be @('three', 'two', 'one')
        (Get-HotfixHistory -Path $team.Clone -First 1 -ErrorAction Stop).Reason | Should -Be 'three'
        (Get-HotfixHistory -Path $team.Clone -Outcome Abandoned -First 1 -ErrorAction Stop).Reason | Should -Be 'two'
        (Get-HotfixHistory -Path $team.Clone -ErrorAction Stop | Select-Object -First 2).Reason | Should -Be @('three', 'two')
        Get-HotfixHistory -Path $team.Clone -Since '2040-01-01' -ErrorAction Stop | Should -BeNullOrEmpty
        Get-HotfixHistory -Path $team.Clone -Until '2020-01-01' -ErrorAction Stop | Should -BeNullOrEmpty
        (Get-HotfixHistory -Path $team.Clone -Since '2020-01-01' -Until '2040-01-01' -ErrorAction Stop).Count | Should -Be 3
    }

    It 'takes repositories from the pipeline, and goes on after one that is none' {
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $other = Add-Clone $team ben
        $records = $World, $team.Clone, $other | Get-Item | Get-HotfixHistory -ErrorAction SilentlyContinue -ErrorVariable problems
        $records.Repository | Should -Be @($team.Clone, $other)
        $problems.FullyQualifiedErrorId | Should -Be "NotARepository,$class"
        ([pscustomobject]@{ Repository = $team.Clone } | Get-HotfixHistory -ErrorAction Stop).Outcome | Should -Be 'Open'
    }

    It 'is shown as a table that tells how long it took' {
        $null = New-Hotfix -Reason 'Orders fail' -Path $team.Clone -ErrorAction Stop
        $text = Get-HotfixHistory -Path $team.Clone -ErrorAction Stop | Out-String -Width 160
        $text | Should -Match 'Started\s+Outcome\s+ToPublish\s+ToComplete\s+Fixes\s+StartedBy\s+Reason'
        $text | Should -Match 'Open\s.*Tess Tester\s+Orders fail'
    }

    It 'names the entry of the journal that is damaged, and how to look further' {
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        Invoke-Git $team.Remote update-ref refs/hotfix/journal master
        $refusal = { Get-HotfixHistory -Path $team.Clone -ErrorAction Stop } | Should -Throw -ErrorId "ChainDamaged,$class" -PassThru
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Test-HotfixJournal*'
    }

    It 'refuses what is no repository, and no outcome' {
        Assert-Refusal $team "NotARepository,$class" { Get-HotfixHistory -Path $World -ErrorAction Stop }
        { Get-HotfixHistory -Outcome Lost -Path $team.Clone } | Should -Throw -ErrorId "CannotConvertArgumentNoMessage,$class"
    }
}
