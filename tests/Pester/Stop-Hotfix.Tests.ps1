BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.StopHotfixCommand'
    $branch = 'refs/heads/hotfix'
    $journal = 'refs/hotfix/journal'
}

AfterAll {
    Exit-TestHome
}

Describe 'Stop-Hotfix' {
    BeforeEach {
        $team = New-Team
        $started = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $fix = Push-Fix $team.Clone
        $archive = "refs/hotfix/archive/$($started.Id)"
    }

    It 'archives the head, removes the branch, and says why in the journal' {
        $work = Get-WorkText $team.Clone
        $hotfix = Stop-Hotfix 'The provider fixed it' -Path $team.Clone -Confirm:$false -ErrorAction Stop
        $hotfix | Should -BeOfType HotfixTools.Hotfix
        $hotfix.State | Should -Be 'Abandoned'
        $hotfix.Reason | Should -BeExactly 'The provider fixed it'
        $hotfix.Head | Should -BeExactly $fix

        Get-RemoteRef $team $archive | Should -BeExactly $fix
        Get-RemoteRef $team $branch | Should -BeNullOrEmpty
        Get-RemoteRef $team refs/heads/master | Should -BeExactly $team.Tip
        $entry = (Invoke-Git $team.Remote show "${journal}:entry.json") -join "`n" | ConvertFrom-Json
        $entry.event | Should -BeExactly 'Abandoned'
        $entry.reason | Should -BeExactly 'The provider fixed it'
        Get-Hotfix -Path $team.Clone -ErrorAction Stop | Should -BeNullOrEmpty
        # The local branch may hold what was never pushed.
        Get-WorkText $team.Clone | Should -BeExactly $work
    }

    It 'gives up one that plain git made' {
        $other = New-Team
        Invoke-Git $other.Clone push --quiet origin "$($other.Live):refs/heads/hotfix"
        $head = Push-Fix $other.Clone
        $null = Stop-Hotfix 'Not ours' -Path $other.Clone -Confirm:$false -ErrorAction Stop
        Get-RemoteRef $other $branch | Should -BeNullOrEmpty
        Get-RemoteRef $other 'refs/hotfix/archive/*' | Should -BeExactly $head
    }

    It 'changes nothing with -WhatIf' {
        Assert-Unchanged $team { Stop-Hotfix 'Rehearsal' -Path $team.Clone -WhatIf -ErrorAction Stop } | Should -BeNullOrEmpty
    }

    It 'asks first: nothing happens where nobody can answer' {
        $before = Get-TeamText $team
        $said = Get-HostText "Stop-Hotfix 'Rehearsal' -Path '$($team.Clone)'" 2>&1
        "$said" | Should -BeLike '*NonInteractive*'
        Get-TeamText $team | Should -BeExactly $before
    }

    It 'takes hotfixes from the pipeline' {
        $hotfix = Get-Hotfix -Path $team.Clone -ErrorAction Stop | Stop-Hotfix 'Rehearsal' -Confirm:$false -ErrorAction Stop
        $hotfix.State | Should -Be 'Abandoned'
        $hotfix.Reason | Should -BeExactly 'Rehearsal'
        Get-RemoteRef $team $branch | Should -BeNullOrEmpty
    }

    It 'goes on after a repository without one' {
        $other = New-Team
        $hotfixes = $other, $team | ForEach-Object { Get-Item $_.Clone } | Stop-Hotfix 'Rehearsal' -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable problems
        $hotfixes | Should -HaveCount 1
        $problems.FullyQualifiedErrorId | Should -Be "NoHotfix,$class"
    }

    Context 'a second run' {
        It 'finds nothing to do, and changes nothing' {
            $null = Stop-Hotfix 'Rehearsal' -Path $team.Clone -Confirm:$false -ErrorAction Stop
            Assert-Refusal $team "NoHotfix,$class" { Stop-Hotfix 'Rehearsal' -Path $team.Clone -Confirm:$false -ErrorAction Stop }
        }

        It 'finishes where the head was archived and the branch is still there' {
            Set-RemoteHook $team 'update' 'test "$1" != refs/heads/hotfix'
            { Stop-Hotfix 'Rehearsal' -Path $team.Clone -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId "PushRejected,$class"
            Get-RemoteRef $team $archive | Should -BeExactly $fix
            Get-RemoteRef $team $branch | Should -BeExactly $fix

            Remove-Item (Join-Path $team.Remote 'hooks' 'update')
            $null = Stop-Hotfix 'Rehearsal' -Path $team.Clone -Confirm:$false -ErrorAction Stop
            Get-RemoteRef $team $archive | Should -BeExactly $fix
            Get-RemoteRef $team $branch | Should -BeNullOrEmpty
        }

        It 'finishes where only the journal lacks the end' {
            Set-RemoteHook $team 'update' 'test "$1" != refs/hotfix/journal'
            { Stop-Hotfix 'Rehearsal' -Path $team.Clone -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId "RefNotAccepted,$class"
            Get-RemoteRef $team $branch | Should -BeNullOrEmpty
            (Get-Hotfix -Path $team.Clone -ErrorAction Stop).NextStep | Should -BeLike 'Stop-Hotfix*'

            Remove-Item (Join-Path $team.Remote 'hooks' 'update')
            $null = Stop-Hotfix 'Rehearsal' -Path $team.Clone -Confirm:$false -ErrorAction Stop
            Get-Hotfix -Path $team.Clone -ErrorAction Stop | Should -BeNullOrEmpty
            Get-RemoteRef $team $archive | Should -BeExactly $fix
        }
    }

    Context 'bad input' {
        It 'refuses what is in the mainline already' {
            Invoke-Git $team.Clone switch --quiet master
            Invoke-Git $team.Clone merge --quiet --no-ff '-m' 'Merge it by hand' hotfix
            Invoke-Git $team.Clone push --quiet origin master
            Assert-Refusal $team "AlreadyMerged,$class" { Stop-Hotfix 'Rehearsal' -Path $team.Clone -Confirm:$false -ErrorAction Stop }
        }

        It 'refuses where there is none' {
            $other = New-Team
            Assert-Refusal $other "NoHotfix,$class" { Stop-Hotfix 'Rehearsal' -Path $other.Clone -Confirm:$false -ErrorAction Stop }
        }

        It 'refuses to give no reason' {
            $before = Get-TeamText $team
            { Stop-Hotfix '' -Path $team.Clone -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId "ParameterArgumentValidationError,$class"
            Get-TeamText $team | Should -BeExactly $before
        }

        It 'asks for an identity where Git knows none' {
            Invoke-WithoutIdentity {
                Assert-Refusal $team "IdentityMissing,$class" { Stop-Hotfix 'Rehearsal' -Path $team.Clone -Confirm:$false -ErrorAction Stop }
            }
        }

        It 'hands on that the server refuses the archive' {
            Set-RemoteHook $team 'update' 'exit 1'
            Assert-Refusal $team "RefNotAccepted,$class" { Stop-Hotfix 'Rehearsal' -Path $team.Clone -Confirm:$false -ErrorAction Stop }
        }

        It 'refuses an empty remote, a shallow clone, what is no repository, and a remote that is gone' {
            $fresh = New-Team -Empty
            Assert-Refusal $fresh "NoHotfix,$class" { Stop-Hotfix 'Rehearsal' -Path $fresh.Clone -Confirm:$false -ErrorAction Stop }
            $shallow = Add-Clone $team shallow --depth=1
            Assert-Refusal $team "ShallowRepository,$class" { Stop-Hotfix 'Rehearsal' -Path $shallow -Confirm:$false -ErrorAction Stop }
            Assert-Refusal $team "NotARepository,$class" { Stop-Hotfix 'Rehearsal' -Path $World -Confirm:$false -ErrorAction Stop }
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            Assert-Refusal $team "RemoteUnreachable,$class" { Stop-Hotfix 'Rehearsal' -Path $team.Clone -Confirm:$false -ErrorAction Stop }
        }
    }
}
