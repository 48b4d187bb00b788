BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.TestHotfixJournalCommand'
    $ledger = 'refs/deploys/production'

    # Another file in an entry, under the same message, with the same parents.
    function Edit-Entry($Team, [string] $Name, [scriptblock] $Edit) {
        $old = Get-RemoteRef $Team $Name
        $file = Join-Path $Team.Root 'entry.json'
        [System.IO.File]::WriteAllText($file, (& $Edit ((Invoke-Git $Team.Remote show "${old}:entry.json") -join "`n")))
        $blob = Invoke-Git $Team.Remote hash-object -w $file
        $tree = "100644 blob $blob`tentry.json" | & git -C $Team.Remote mktree
        $text = (Invoke-Git $Team.Remote cat-file commit $old) -join "`n"
        [System.IO.File]::WriteAllText($file, ($text -replace '^tree \w+', "tree $tree") + "`n")
        $new = Invoke-Git $Team.Remote hash-object -t commit -w $file
        Invoke-Git $Team.Remote update-ref $Name $new
        $new
    }
}

AfterAll {
    Exit-TestHome
}

Describe 'Test-HotfixJournal' {
    BeforeEach {
        $team = New-Team
    }

    It 'verifies the journal and each ledger' {
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $null = Register-Deploy staging $team.Tip -Path $team.Clone -ErrorAction Stop
        $verdicts = Assert-OnlyRead $team { Test-HotfixJournal -Path $team.Clone -ErrorAction Stop }
        $verdicts | Should -BeOfType HotfixTools.ChainVerdict
        $verdicts.Ref | Should -Be @('refs/hotfix/journal', $ledger, 'refs/deploys/staging')
        $verdicts.Entries | Should -Be @(1, 1, 1)
        $verdicts.Holds | Should -Not -Contain $false
        $verdicts.ExitStatus | Should -Be @(0, 0, 0)
        Test-HotfixJournal -Quiet -Path $team.Clone -ErrorAction Stop | Should -BeTrue
    }

    It 'has nothing to say where nothing was recorded' {
        $empty = New-Team -Undeployed
        Test-HotfixJournal -Path $empty.Clone -ErrorAction Stop | Should -BeNullOrEmpty
        Test-HotfixJournal -Quiet -Path $empty.Clone -ErrorAction Stop | Should -BeTrue
    }

    It 'names the entry whose file was changed' {
        $null = Register-Deploy production $team.Tip -DeployedBy 'Ben' -Path $team.Clone -ErrorAction Stop
        $forged = Edit-Entry $team $ledger { $args[0] -replace '"Ben"', '"Eve"' }
        $verdict = Test-HotfixJournal -Path $team.Clone -ErrorAction Stop
        $verdict.Holds | Should -BeFalse
        $verdict.FirstBroken | Should -BeExactly $forged
        $verdict.FirstBrokenAt | Should -BeOfType datetimeoffset
        $verdict.Message | Should -BeLike '*its trailer Deployed-By says something else than its file.*'
        $verdict.ExitStatus | Should -Be 1
        $verdict.Findings[0].Id | Should -Be 'ChainDamaged'
        $quiet = Test-HotfixJournal -Quiet -Path $team.Clone -ErrorAction Stop
        $quiet | Should -BeFalse
        $quiet.ExitStatus | Should -Be 1
        $text = $verdict | Format-Table | Out-String -Width 200
        $text | Should -Match "$ledger\s+no\s+2\s+$($forged.Substring(0, 8))"
    }

    It 'tells that a ledger was cut short, until it is put back as it says' {
        $null = Register-Deploy production $team.Tip -Path $team.Clone -ErrorAction Stop
        Test-HotfixJournal -Quiet -Path $team.Clone -ErrorAction Stop | Should -BeTrue
        $gone = Get-RemoteRef $team $ledger
        Invoke-Git $team.Remote update-ref $ledger "$gone^"
        $null = Get-LastDeploy -Path $team.Clone -ErrorAction Stop
        foreach ($time in 1, 2) {
            $verdict = Test-HotfixJournal -Path $team.Clone -ErrorAction Stop
            $verdict.FirstBroken | Should -BeExactly $gone
            $verdict.Findings[0].Id | Should -Be 'ChainRewritten'
        }

        $command = [regex]::Match($verdict.Findings[0].WayOut, 'git (push .*?), and').Groups[1].Value
        Invoke-Git $team.Clone @($command -split ' ')
        Test-HotfixJournal -Quiet -Path $team.Clone -ErrorAction Stop | Should -BeTrue
    }

    It 'takes for granted what is there once its note is removed as it says' {
        $null = Register-Deploy production $team.Tip -Path $team.Clone -ErrorAction Stop
        $null = Test-HotfixJournal -Path $team.Clone -ErrorAction Stop
        Invoke-Git $team.Remote update-ref $ledger "$ledger^"
        $wayOut = (Test-HotfixJournal -Path $team.Clone -ErrorAction Stop).Findings[0].WayOut
        $command = [regex]::Match($wayOut, 'rm "[^"]+"').Value
        Push-Location $team.Clone
        try {
            & ([scriptblock]::Create($command))
            Test-HotfixJournal -Quiet -ErrorAction Stop | Should -BeTrue
        }
        finally {
            Pop-Location
        }
    }

    It 'takes repositories from the pipeline, and goes on after one that is none' {
        $verdicts = $World, $team.Clone | Get-Item | Test-HotfixJournal -ErrorAction SilentlyContinue -ErrorVariable problems
        $verdicts.Repository | Should -Be $team.Clone
        $problems.FullyQualifiedErrorId | Should -Be "NotARepository,$class"
    }

    It 'ends a pipeline by its exit status' {
        (Invoke-ModuleHost "Test-HotfixJournal -Path '$($team.Clone)'").ExitStatus | Should -Be 0
        Invoke-Git $team.Remote update-ref $ledger master
        (Invoke-ModuleHost "Test-HotfixJournal -Path '$($team.Clone)'").ExitStatus | Should -Be 1
        (Invoke-ModuleHost "Test-HotfixJournal -Quiet -Path '$World'").ExitStatus | Should -Be 2
    }

    It 'refuses what is no repository' {
        Assert-Refusal $team "NotARepository,$class" { Test-HotfixJournal -Path $World -ErrorAction Stop }
    }
}
