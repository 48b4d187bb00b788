# A hotfix where the team demands signatures: all that the cmdlets commit is accepted by the real git verify-commit.

BeforeDiscovery {
    $script:NoSshKeygen = -not (Get-Command ssh-keygen -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $commands = 'HotfixTools.PowerShell.Commands'

    # The commits of the remote that were not there before.
    function Get-NewCommit($Team, [string[]] $Before) {
        Invoke-Git $Team.Remote rev-list --all | Where-Object { $_ -notin $Before }
    }
}

AfterAll {
    Exit-TestHome
}

Describe 'Where commit.gpgsign is set, with a key of SSH' -Skip:$NoSshKeygen {
    BeforeAll {
        $key = Join-Path $env:HOME 'key of tess'
        & ssh-keygen -q -t ed25519 -N '' -C tess@example.com -f $key
        Set-Content -Path "$key.signers" -Value "tess@example.com $(Get-Content -Raw "$key.pub")"
        $team = New-Team
        $ada = $team.Clone
        $settings = [ordered]@{ 'commit.gpgsign' = 'true'; 'gpg.format' = 'ssh'; 'user.signingkey' = "$key.pub"; 'gpg.ssh.allowedSignersFile' = "$key.signers" }
        foreach ($setting in $settings.GetEnumerator()) {
            Invoke-Git $ada config --global $setting.Key $setting.Value
        }

        $before = Invoke-Git $team.Remote rev-list --all
    }

    It 'a signature that cannot be made refuses before anything is changed, and says how to do without' {
        Invoke-Git $ada config gpg.ssh.program no-such-program
        $refusal = Assert-Refusal $team "SigningFailed,$commands.NewHotfixCommand" { New-Hotfix -Path $ada -ErrorAction Stop }
        $refusal.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*config commit.gpgsign false*$env:GIT_CONFIG_COUNT = 1; *'
        Assert-Unchanged $team { New-Hotfix -WhatIf -Path $ada -ErrorAction Stop }
        Invoke-Git $ada config --unset gpg.ssh.program
    }

    It 'the whole story is signed: start, fix, pick, publish, complete' {
        $null = New-Hotfix -Reason 'Zürich fällt aus 漢字' -Path $ada -ErrorAction Stop -WarningVariable warnings
        $null = Push-Fix $ada 'orders.txt' 'total = price * amount' 'Größe zählen'
        $null = Add-HotfixCommit feature1 -Path $ada -ErrorAction Stop -WarningVariable +warnings -WarningAction SilentlyContinue
        $null = Publish-Hotfix production -Path $ada -Confirm:$false -ErrorAction Stop -WarningVariable +warnings
        Invoke-Git $ada switch --quiet master
        $null = Complete-Hotfix -Path $ada -ErrorAction Stop -WarningVariable +warnings
        $warnings | Should -Not -BeLike '*sign*'

        $new = Get-NewCommit $team $before
        # The fix, its pick, the merge, four events, one deploy.
        $new | Should -HaveCount 8
        foreach ($commit in $new) {
            { Invoke-Git $team.Remote verify-commit $commit } | Should -Not -Throw
        }

        Invoke-Git $team.Remote log -1 '--format=%G? %s' master | Should -BeExactly "G Merge branch 'hotfix' into master"
        Invoke-Git $team.Remote log -1 '--format=%b' master | Should -Contain 'Zürich fällt aus 漢字'
        @(Get-Chain $team refs/hotfix/journal).event | Should -Be @('Completed', 'Published', 'Picked', 'Started')
        (Test-HotfixJournal -Path $ada -ErrorAction Stop).Holds | Should -Not -Contain $false
        Invoke-Git $team.Remote fsck --strict --no-dangling --no-progress | Should -BeNullOrEmpty
    }

    It 'for one session it can be done without' {
        $env:GIT_CONFIG_COUNT = 1
        $env:GIT_CONFIG_KEY_0 = 'commit.gpgsign'
        $env:GIT_CONFIG_VALUE_0 = 'false'
        try {
            $null = Register-Deploy staging master -Path $ada -ErrorAction Stop
        }
        finally {
            Remove-Item Env:GIT_CONFIG_COUNT, Env:GIT_CONFIG_KEY_0, Env:GIT_CONFIG_VALUE_0
        }

        Invoke-Git $team.Remote log -1 '--format=%G?' refs/deploys/staging | Should -BeExactly 'N'
        $null = Register-Deploy staging feature1 -Path $ada -ErrorAction Stop
        Invoke-Git $team.Remote log -1 '--format=%G?' refs/deploys/staging | Should -BeExactly 'G'
    }
}
