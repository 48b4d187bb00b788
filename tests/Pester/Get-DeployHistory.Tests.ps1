BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.GetDeployHistoryCommand'
}

AfterAll {
    Exit-TestHome
}

Describe 'Get-DeployHistory' {
    BeforeEach {
        $team = New-Team -Undeployed
        $days = @{ First = '2024-03-01T08:00:00Z'; Live = '2024-03-02T08:00:00Z'; Tip = '2024-03-03T08:00:00Z' }
        foreach ($name in 'First', 'Live', 'Tip') {
            $null = Register-Deploy production $team.$name -DeployedAt $days[$name] -DeployedBy "Pipeline $name" -Path $team.Clone -ErrorAction Stop
        }
    }

    It 'gets all deploys, newest first' {
        $history = Assert-OnlyRead $team { Get-DeployHistory -Path $team.Clone -ErrorAction Stop }
        $history | Should -BeOfType HotfixTools.Deploy
        $history.Commit | Should -Be @($team.Tip, $team.Live, $team.First)
        $history.DeployedBy | Should -Be @('Pipeline Tip', 'Pipeline Live', 'Pipeline First')
        $history[2].DeployedAt | Should -Be ([datetimeoffset] $days.First)
    }

    It 'gets the first ones only' {
        (Get-DeployHistory -First 2 -Path $team.Clone -ErrorAction Stop).Commit | Should -Be @($team.Tip, $team.Live)
        Get-DeployHistory -First 0 -Path $team.Clone -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'leaves out what was before a time' {
        (Get-DeployHistory -Since '2024-03-02T08:00:00Z' -Path $team.Clone -ErrorAction Stop).Commit | Should -Be @($team.Tip, $team.Live)
        Get-DeployHistory -Since '2024-04-01T00:00:00Z' -Path $team.Clone -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'ends early where the pipeline has enough' {
        Get-DeployHistory -Path $team.Clone -ErrorAction Stop | Select-Object -First 1 | ForEach-Object Commit | Should -BeExactly $team.Tip
    }

    It 'takes environments and repositories from the pipeline' {
        $null = Register-Deploy staging $team.Tip -Path $team.Clone -ErrorAction Stop
        $history = 'staging', 'production' | ForEach-Object { [pscustomobject]@{ Environment = $_; Repository = $team.Clone } } | Get-DeployHistory -First 1 -ErrorAction Stop
        $history.Environment | Should -Be @('staging', 'production')
    }

    It 'goes on after an environment that has none' {
        $history = Get-DeployHistory nowhere, production -First 1 -Path $team.Clone -ErrorAction SilentlyContinue -ErrorVariable problems
        $history.Commit | Should -Be $team.Tip
        $problems.FullyQualifiedErrorId | Should -Be "NoDeployRecord,$class"
    }

    It 'says that nothing was deployed there' {
        $refusal = Assert-Refusal $team "NoDeployRecord,$class" { Get-DeployHistory staging -Path $team.Clone -ErrorAction Stop }
        $refusal.TargetObject | Should -BeExactly 'staging'
    }

    It 'refuses an environment name: <_>' -ForEach @('a/b', 'a b', 'a..b', '') {
        Assert-Refusal $team "InvalidEnvironment,$class" { Get-DeployHistory $_ -Path $team.Clone -ErrorAction Stop }
    }

    It 'refuses what is no repository' {
        Assert-Refusal $team "NotARepository,$class" { Get-DeployHistory -Path $World -ErrorAction Stop }
    }
}
