BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.TestHotfixHeartbeatCommand'
}

AfterAll {
    Exit-TestHome
}

Describe 'Test-HotfixHeartbeat' {
    BeforeEach {
        $team = New-Team
        $file = Join-Path $team.Root 'last.json'
    }

    It 'finds what a check has left' {
        Get-Hotfix -Stale -Path $team.Clone -Heartbeat $file -ErrorAction Stop | Should -BeNullOrEmpty
        $heartbeat = Assert-OnlyRead $team { Test-HotfixHeartbeat $file -ErrorAction Stop }
        $heartbeat | Should -BeOfType HotfixTools.HotfixHeartbeat
        $heartbeat.IsAlive, $heartbeat.ExitStatus, $heartbeat.Checked, $heartbeat.Found, $heartbeat.Failed | Should -Be @($true, 0, 1, 0, 0)
        $heartbeat.MaxAge | Should -Be ([timespan]::FromHours(25))
        $heartbeat.Location | Should -BeExactly $file
        $heartbeat.Command | Should -BeExactly 'Get-Hotfix -Stale'
        Test-HotfixHeartbeat $file -Quiet | Should -BeTrue
    }

    It 'alarms where there is none, and where it is too old' {
        $missing = Test-HotfixHeartbeat $file -ErrorAction Stop
        $missing.IsAlive, $missing.ExitStatus, $missing.At | Should -Be @($false, 1, $null)
        Set-Content -Path $file -Value "{ `"at`": `"$([datetime]::UtcNow.AddHours(-30).ToString('o'))`" }"
        (Test-HotfixHeartbeat $file -ErrorAction Stop).ExitStatus | Should -Be 1
        (Test-HotfixHeartbeat $file -MaxAge 31h -ErrorAction Stop).ExitStatus | Should -Be 0
        (Test-HotfixHeartbeat $file -MaxAge (New-TimeSpan -Hours 31) -ErrorAction Stop).ExitStatus | Should -Be 0
        (Test-HotfixHeartbeat $file -Quiet).ExitStatus | Should -Be 1
    }

    It 'says that it cannot tell where something else lies' {
        Set-Content -Path $file -Value 'OK'
        (Test-HotfixHeartbeat $file -ErrorAction Stop).ExitStatus | Should -Be 2
    }

    It 'takes files from the pipeline' {
        Get-Hotfix -Path $team.Clone -Heartbeat $file -ErrorAction Stop
        Copy-Item $file (Join-Path $team.Root 'other.json')
        Get-ChildItem -Path $team.Root -Filter *.json | Test-HotfixHeartbeat -ErrorAction Stop | Should -HaveCount 2
        $file | Test-HotfixHeartbeat -Quiet | Should -BeTrue
    }

    It 'shows local time, in a list and in a table' {
        Get-Hotfix -Path $team.Clone -Heartbeat $file -ErrorAction Stop
        $heartbeat = Test-HotfixHeartbeat $file
        $local = $heartbeat.At.ToLocalTime().ToString('yyyy-MM-dd HH:mm')
        $heartbeat | Out-String | Should -BeLike "*alive*$local*1 checked, 0 found, 0 failed*"
        $heartbeat | Format-Table | Out-String -Width 300 | Should -BeLike "*alive*$local*1 checked, 0 found, 0 failed*$file*"
    }

    It 'refuses <_>' -ForEach @('25', 'a day', '0s') {
        Assert-Refusal $team "InvalidDuration,$class" { Test-HotfixHeartbeat $file -MaxAge $_ -ErrorAction Stop }
    }

    It 'refuses an address without encryption, and never shows it whole' {
        $problem = { Test-HotfixHeartbeat http://example.com/s3cret -ErrorAction Stop } | Should -Throw -ErrorId "HeartbeatFailed,$class" -PassThru
        "$problem $($problem.TargetObject)" | Should -Not -Match 's3cret'
    }
}

Describe 'The exit status of a check in pwsh' {
    BeforeEach {
        $team = New-Team
        $line = "Import-Module '$ModuleManifest'; " + '$found = Get-Hotfix -Finding HeadNotPublished -ErrorVariable failed; $found | Format-Table; exit ($failed ? 2 : $found ? 1 : 0)'
        function Get-Status {
            Push-Location $team.Clone
            $null = pwsh -NoProfile -NonInteractive -Command $line 2>&1
            Pop-Location
            $LASTEXITCODE
        }
    }

    It 'is 0 for nothing, 1 for something, and 2 where something could not be checked' {
        Get-Status | Should -Be 0
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $null = Push-Fix $team.Clone
        Get-Status | Should -Be 1
        Move-Item $team.Remote "$($team.Remote).moved"
        Get-Status | Should -Be 2
    }
}
