# The whole story of docs/ARCHITECTURE.md, as a team lives it: by the cmdlets and by git, one step after the other.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $commands = 'HotfixTools.PowerShell.Commands'
    $team = New-Team
    $ada = $team.Clone
    $ben = Add-Clone $team ben
}

AfterAll {
    Exit-TestHome
}

Describe 'A hotfix, from what is live and back' {
    It 'finds X, which is not the head of the mainline, and what must not ship yet' {
        Push-Location $ada
        try {
            (Get-LastDeploy -ErrorAction Stop).Commit | Should -BeExactly $team.Live
            (Compare-Deploy -ErrorAction Stop 6> $null).PullRequest | Should -Be @(3, 2, 1)
            Get-Hotfix -ErrorAction Stop | Should -BeNullOrEmpty
        }
        finally {
            Pop-Location
        }
    }

    It 'Ada claims the hotfix, and everybody can see it with plain git' {
        $hotfix = Get-LastDeploy -Path $ada -ErrorAction Stop | New-Hotfix -Reason 'Orders fail since 14:00' -ErrorAction Stop
        $hotfix.State | Should -Be 'Started'
        Invoke-Git $ben ls-remote origin refs/heads/hotfix | Should -BeLike "$($team.Live)*"
    }

    It 'Ben is refused, and told who, when and why' {
        $refusal = Assert-Refusal $team "HotfixInProgress,$commands.NewHotfixCommand" { Get-LastDeploy -Path $ben -ErrorAction Stop | New-Hotfix -ErrorAction Stop }
        $refusal.ErrorDetails.Message | Should -BeLike '*Tess Tester*Orders fail since 14:00*'
    }

    It 'it cannot be completed while it has no fix' {
        Assert-Refusal $team "NoFixCommits,$commands.CompleteHotfixCommand" { Complete-Hotfix -Path $ada -ErrorAction Stop }
    }

    It 'Ada fixes, commits and pushes; Ben adds a second fix to the same branch' {
        $null = Push-Fix $ada 'orders.txt' 'total = price * amount' 'Multiply by the amount'
        $script:head = Push-Fix $ben 'receipt.txt' 'thank you' 'Send the receipt'
        $hotfix = Get-Hotfix -Path $ada -ErrorAction Stop
        $hotfix.State | Should -Be 'InProgress'
        $hotfix.Head | Should -BeExactly $head
        $hotfix.Commits.Subject | Should -Be @('Multiply by the amount', 'Send the receipt')
        $hotfix.IsContaminated | Should -BeFalse
        $hotfix.NextStep | Should -BeExactly 'Publish-Hotfix production'
    }

    It 'meanwhile the mainline goes on' {
        Invoke-Git $ben switch --quiet master
        $script:mainline = Add-Commit $ben 'feature4.txt' '4' 'Feature 4 (#4)'
        Invoke-Git $ben push --quiet origin master
        (Get-Hotfix -Path $ada -ErrorAction Stop).BehindMainline | Should -Be 6
    }

    It 'it cannot be completed while it is not live, and no normal deploy may go' {
        Assert-Refusal $team "NotPublished,$commands.CompleteHotfixCommand" { Complete-Hotfix -Path $ada -ErrorAction Stop }
        $verdict = Assert-OnlyRead $team { Test-DeployGate production master -Path $ada -ErrorAction Stop }
        $verdict.Decision | Should -Be 'Refuse'
        $verdict.Findings.Message | Should -BeLike '*Tess Tester*Orders fail since 14:00*'
        Test-Hotfix -Quiet -Path $ada -ErrorAction Stop | Should -BeTrue
    }

    It 'the head is deployed, to staging and then to production' {
        $program = New-DeployProgram $team
        $deploys = Publish-Hotfix production, staging -EnvironmentOrder staging, production -Command $program -Path $ada -Confirm:$false -ErrorAction Stop
        $deploys.Environment | Should -Be @('staging', 'production')
        $deploys.Commit | Should -Be @($head, $head)
        $deploys.IsHotfix | Should -Be @($true, $true)
        Get-DeployCall $team | Should -Be @("staging $head", "production $head")
        # What is live is X and the fixes, and nothing of 1 to 4.
        Invoke-Git $team.Remote ls-tree --name-only (Get-LastDeploy -Path $ben -ErrorAction Stop).Commit | Should -Be @('README.md', 'orders.txt', 'receipt.txt')
        $hotfix = Get-Hotfix -Path $ben -ErrorAction Stop
        $hotfix.State | Should -Be 'Published'
        $hotfix.NextStep | Should -BeExactly 'Complete-Hotfix'
    }

    It 'a normal deploy of the mainline would undo it, and is refused' {
        $verdict = Test-DeployGate production master -Path $ben -ErrorAction Stop
        $verdict.Decision | Should -Be 'Refuse'
        $verdict.Findings.Id | Should -Be @('Regression', 'HotfixInProgress')
    }

    It 'Ben completes it: it is merged into the mainline, and the branch is gone' {
        Invoke-Git $ben switch --quiet master
        Assert-Unchanged $team { Complete-Hotfix -WhatIf -Path $ben -ErrorAction Stop } | Should -BeNullOrEmpty
        $hotfix = Complete-Hotfix -Path $ben -ErrorAction Stop -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $hotfix.State | Should -Be 'Completed'
        Invoke-Git $team.Remote log '-1' '--format=%P' master | Should -BeExactly "$mainline $head"
        Get-RemoteRef $team refs/heads/hotfix | Should -BeNullOrEmpty
    }

    It 'nothing is lost: the next pull has the fixes beside 1 to 4' {
        Invoke-Git $ada switch --quiet master
        Invoke-Git $ada pull --quiet --ff-only
        Get-ChildItem -File -Name $ada | Sort-Object | Should -Be @('feature1.txt', 'feature2.txt', 'feature3.txt', 'feature4.txt', 'orders.txt', 'README.md', 'receipt.txt')
        Get-Content (Join-Path $ada 'orders.txt') | Should -BeExactly 'total = price * amount'
    }

    It 'now a normal deploy may go, and takes the fixes with it' {
        $verdict = Test-DeployGate production master -Path $ada -ErrorAction Stop
        $verdict.Decision | Should -Be 'Allow'
        $verdict.Findings | Should -BeNullOrEmpty
        (Test-DeployGate production $mainline -Path $ada -ErrorAction Stop).Decision | Should -Be 'Refuse'
    }

    It 'the history tells what was live, and the journal tells the story' {
        $history = Get-DeployHistory -Path $ada -ErrorAction Stop
        $history.Commit | Should -Be @($head, $team.Live)
        $history.IsHotfix | Should -Be @($true, $false)
        @(Get-Chain $team refs/hotfix/journal).event | Should -Be @('Completed', 'Published', 'Published', 'Started')
    }

    It 'a second completion changes nothing, and the next hotfix starts from what is live now' {
        Assert-Refusal $team "NoHotfix,$commands.CompleteHotfixCommand" { Complete-Hotfix -Path $ada -ErrorAction Stop }
        (Get-LastDeploy -Path $ada -ErrorAction Stop | New-Hotfix -ErrorAction Stop).Base | Should -BeExactly $head
    }
}
