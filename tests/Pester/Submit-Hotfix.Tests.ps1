BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.SubmitHotfixCommand'
    $published = 'hotfix/published'
}

AfterAll {
    Exit-TestHome
}

Describe 'Submit-Hotfix' {
    BeforeEach {
        $team = New-Team
        $forge = $null
        $here = @{ Path = $team.Clone; ErrorAction = 'Stop' }
        $now = @{ Path = $team.Clone; ErrorAction = 'Stop'; Confirm = $false }
    }

    AfterEach {
        if ($forge) {
            Stop-Forge $forge
        }
    }

    Context 'at <_>' -ForEach 'github', 'gitlab', 'azure', 'gitea' {
        BeforeEach {
            $forge = Start-Forge $team $_
            $null = New-Hotfix -Reason 'Orders fail' @here
            $fix = Push-Fix $team.Clone
        }

        It 'goes the whole way: submitted, approved, deployed, and only then merged' {
            Invoke-Forge $forge protect master 1 build
            (Get-Hotfix @here).NextStep | Should -BeExactly 'Submit-Hotfix'

            $request = Submit-Hotfix @here
            $request | Should -BeOfType HotfixTools.HotfixPullRequest
            $request.Head | Should -BeExactly $fix
            $there = @(Invoke-Forge $forge requests)
            $there | Should -HaveCount 1
            $there[0].Number | Should -Be $request.Number
            $there[0].Body | Should -BeLike '*Deploy before merge*'
            Invoke-Forge $forge status $published $fix | Should -BeExactly 'pending'
            (Get-Hotfix @here).State | Should -Be 'InReview'
            { Publish-Hotfix production @now } | Should -Throw -ErrorId 'NotApproved,*'

            Invoke-Forge $forge approve ben
            Invoke-Forge $forge report build success
            $hotfix = Get-Hotfix @here
            $hotfix.State | Should -Be 'Approved'
            $hotfix.PullRequest.ApprovedBy | Should -Be @('ben')
            $null = Publish-Hotfix production @now
            Invoke-Forge $forge status $published $fix | Should -BeExactly 'success'

            $work = Get-WorkText $team.Clone
            (Complete-Hotfix @here).State | Should -Be 'Completed'
            @(Invoke-Forge $forge requests)[0].State | Should -BeExactly 'merged'
            Invoke-Git $team.Remote show -s '--format=%P' master | Should -BeLike "* $fix"
            Get-RemoteRef $team refs/heads/hotfix | Should -BeNullOrEmpty
            @(Get-Chain $team refs/hotfix/journal).event | Should -Be @('Completed', 'Published', 'Submitted', 'Started')
            Invoke-Git $team.Remote log --all -p | Should -Not -BeLike "*$($forge.Token)*"
            # The local branch was merged and is checked out nowhere.
            Get-WorkText $team.Clone | Should -Not -BeNullOrEmpty
            $work | Should -Not -BeNullOrEmpty
        }

        It 'changes nothing the second time, and what people wrote stays' {
            $first = Submit-Hotfix @here
            $asked = @(Invoke-Forge $forge asked | Where-Object { $_ -notlike 'GET *' -and $_ -notlike '*graphql*' }).Count
            $second = Assert-Unchanged $team { Submit-Hotfix @here }
            $second.Number | Should -Be $first.Number
            @(Invoke-Forge $forge asked | Where-Object { $_ -notlike 'GET *' -and $_ -notlike '*graphql*' }) | Should -HaveCount $asked
        }

        It 'opens no second one where the answer was lost' {
            Invoke-Forge $forge break ($_ -eq 'gitlab' ? 'POST */merge_requests' : $_ -eq 'azure' ? 'POST */pullrequests' : 'POST */pulls') 502 '<html>' true
            $null = Submit-Hotfix @here
            @(Invoke-Forge $forge requests) | Should -HaveCount 1
        }
    }

    Context 'at GitHub' {
        BeforeEach {
            $forge = Start-Forge $team github
        }

        It 'changes nothing with -WhatIf, and names the command that does it by hand' {
            $null = New-Hotfix -Reason "It's broken" @here
            $null = Push-Fix $team.Clone
            Assert-Unchanged $team { Submit-Hotfix -WhatIf @here } | Should -BeNullOrEmpty
            $said = Get-HostText "Submit-Hotfix -WhatIf -Path '$($team.Clone)'"
            "$said" | Should -BeLike "*gh pr create*It''s broken*"
            Invoke-Forge $forge requests | Should -BeNullOrEmpty
        }

        It 'takes hotfixes from the pipeline' {
            $null = New-Hotfix @here
            $null = Push-Fix $team.Clone
            (Get-Hotfix @here | Submit-Hotfix -Title 'Count once' -ErrorAction Stop).Title | Should -BeExactly 'Count once'
        }

        It 'refuses where there is no hotfix, and no fix' {
            Assert-Refusal $team "NoHotfix,$class" { Submit-Hotfix @here }
            $null = New-Hotfix @here
            Assert-Refusal $team "NoFixCommits,$class" { Submit-Hotfix @here }
        }

        It 'says what a token that is not taken wants, and never shows it' {
            $null = New-Hotfix @here
            $null = Push-Fix $team.Clone
            $env:HOTFIX_PESTER_TOKEN = 'not-the-t0ken-4711'
            Assert-Refusal $team "ForgeFailed,$class" { Submit-Hotfix @here }
            "$($Error[0] | Format-List -Force | Out-String)" | Should -Not -BeLike '*not-the-t0ken-4711*'
        }

        It 'is shown as a list' {
            $null = New-Hotfix @here
            $null = Push-Fix $team.Clone
            $shown = Submit-Hotfix @here | Out-String
            $shown | Should -BeLike '*Number*Title*Forge*Head*not approved*'
            $shown | Should -Not -BeLike '*Repository*'
        }
    }

    It 'says what to write in the settings where there is no forge' {
        $null = New-Hotfix @here
        $null = Push-Fix $team.Clone
        Assert-Refusal $team "ForgeNotFound,$class" { Submit-Hotfix @here }
        $Error[0].ErrorDetails.RecommendedAction | Should -BeLike '*"review"*'
    }
}
