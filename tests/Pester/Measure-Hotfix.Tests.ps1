BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.MeasureHotfixCommand'
}

AfterAll {
    Exit-TestHome
}

Describe 'Measure-Hotfix' {
    BeforeEach {
        $team = New-Team
    }

    It 'measures the hotfixes of a repository' {
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $null = Push-Fix $team.Clone
        $null = Publish-Hotfix production -Path $team.Clone -Confirm:$false -ErrorAction Stop
        $null = Complete-Hotfix -Path $team.Clone -ErrorAction Stop
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop

        $measure = Assert-OnlyRead $team { Measure-Hotfix -Path $team.Clone -ErrorAction Stop }
        $measure | Should -BeOfType HotfixTools.HotfixMeasure
        $measure.Repository | Should -BeExactly $team.Clone
        $measure.Count | Should -Be 2
        $measure.Completed | Should -Be 1
        $measure.Open | Should -Be 1
        $measure.FixesPerHotfix | Should -Be 0.5
        $measure.PublishedCount | Should -Be 1
        $measure.MedianTimeToPublish | Should -BeOfType timespan
        $measure.Percentile90TimeToComplete | Should -BeOfType timespan
        ($measure.ByMonth | Measure-Object -Property Count -Sum).Sum | Should -Be 2
        $measure.ByMonth[0].Month.Day | Should -Be 1
    }

    It 'says that there was none' {
        (Measure-Hotfix -Path $team.Clone -ErrorAction Stop).Count | Should -Be 0
        (Get-HotfixHistory -Path $team.Clone | Measure-Hotfix -ErrorAction Stop).Count | Should -Be 0
    }

    It 'measures records, month by month, by median and nearest rank' {
        # Ten in May, one in July; the times to publish are 1 to 10 hours, and 11.
        $records = foreach ($number in 1..11) {
            $start = [datetimeoffset]::new(2026, ($number -eq 11 ? 7 : 5), $number, 12, 0, 0, [timespan]::Zero)
            [HotfixTools.HotfixRecord] @{ StartedAt = $start; PublishedAt = $start.AddHours($number); Outcome = 'Completed'; EndedAt = $start.AddHours(2 * $number); FixCommits = $number; Repository = 'shop' }
        }

        $measure = $records | Measure-Hotfix -ErrorAction Stop
        $measure.Count | Should -Be 11
        $measure.MedianTimeToPublish.TotalHours | Should -Be 6
        $measure.Percentile90TimeToPublish.TotalHours | Should -Be 10
        $measure.MedianTimeToComplete.TotalHours | Should -Be 12
        $measure.FixesPerHotfix | Should -Be 6
        $measure.ByMonth.Count | Should -Be 3
        $measure.ByMonth.ForEach({ $_.Month.Month }) | Should -Be @(5, 6, 7)
        $measure.ByMonth.Where({ $true }).Count | Should -Be 3
        $measure.ByMonth[0].MedianTimeToPublish.TotalHours | Should -Be 5.5
        $measure.ByMonth[0].Percentile90TimeToPublish.TotalHours | Should -Be 9
        $measure.ByMonth[1].PSBase.Count | Should -Be 0
        $measure.ByMonth[1].MedianTimeToPublish | Should -BeNullOrEmpty
        (Measure-Hotfix -InputObject $records -Since '2026-06-15' -ErrorAction Stop).MedianTimeToPublish.TotalHours | Should -Be 11
        $text = $measure | Out-String -Width 160
        $text | Should -Match '6 h 0 min \(median\); nine of ten within 10 h 0 min'
        $text | Should -Match '2026-06 none'
    }

    It 'measures several repositories together, or each for itself' {
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $other = Add-Clone $team ben
        $together = $World, $team.Clone, $other | Get-Item | Measure-Hotfix -ErrorAction SilentlyContinue -ErrorVariable problems
        $together.Count | Should -Be 2
        $together.Repository | Should -BeNullOrEmpty
        $problems.FullyQualifiedErrorId | Should -Be "NotARepository,$class"
        $each = [pscustomobject]@{ Repository = $team.Clone }, [pscustomobject]@{ Repository = $other } | Measure-Hotfix -PerRepository -ErrorAction Stop
        $each.Repository | Should -Be @($team.Clone, $other)
        ($team.Clone, $other | Get-Item | Get-HotfixHistory | Measure-Hotfix -PerRepository).Repository | Should -Be @($team.Clone, $other)
    }

    It 'refuses what is no repository' {
        Assert-Refusal $team "NotARepository,$class" { Measure-Hotfix -Path $World -ErrorAction Stop }
    }

    It 'takes nothing but records' {
        { Measure-Hotfix -InputObject 'hotfix' -ErrorAction Stop } | Should -Throw -ErrorId "ParameterArgumentTransformationError,$class"
    }
}
