BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.GetHotfixCommand'
}

AfterAll {
    Exit-TestHome
}

Describe 'Get-Hotfix over many repositories' {
    BeforeAll {
        $team = New-Team
        $null = New-Hotfix -Reason 'Orders fail' -Path $team.Clone -ErrorAction Stop
        # Takes connections, and never says a word.
        $silent = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $silent.Start()
        $hanging = "http://127.0.0.1:$($silent.LocalEndpoint.Port)/shop.git"
    }

    AfterAll {
        $silent.Stop()
    }

    It 'is over once downstream has enough, and leaves nothing behind' {
        $before = Get-ChildItem -Name $env:TMPDIR
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $first = $hanging, $team.Remote, $hanging, $hanging | Get-Hotfix -TimeoutSec 0 -ErrorAction Stop | Select-Object -First 1
        $first.Repository | Should -BeExactly $team.Remote
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 30
        Get-ChildItem -Name $env:TMPDIR | Should -Be $before
        (Get-Hotfix -Url $team.Remote -ErrorAction Stop).Repository | Should -BeExactly $team.Remote
    }

    It 'leaves no pipe of a program open' -Skip:(-not $IsLinux) {
        function Get-OpenFileCount { [System.IO.Directory]::GetFileSystemEntries("/proc/$PID/fd").Count }
        $null = @($team.Remote) * 5 | Get-Hotfix -ErrorAction Stop
        $before = Get-OpenFileCount
        # Before the collector could have closed any.
        [System.GC]::TryStartNoGCRegion(100MB) | Should -BeTrue
        $null = @($team.Remote) * 40 | Get-Hotfix -ErrorAction Stop
        $until = [datetime]::UtcNow.AddSeconds(10)
        while ((Get-OpenFileCount) -gt $before + 10 -and [datetime]::UtcNow -lt $until) { Start-Sleep -Milliseconds 50 }
        $after = Get-OpenFileCount
        if ([System.Runtime.GCSettings]::LatencyMode -eq 'NoGCRegion') { [System.GC]::EndNoGCRegion() }
        $after | Should -BeLessOrEqual ($before + 10)
    }

    It 'makes one error of one that hangs, in its place, and goes on' {
        $seen = $team.Remote, $hanging, "file://$($team.Remote)" | Get-Hotfix -TimeoutSec 1 -Ordered -ErrorAction Continue 2>&1
        $seen | Should -HaveCount 3
        $seen[0].Repository, $seen[2].Repository | Should -Be @($team.Remote, "file://$($team.Remote)")
        $seen[1].FullyQualifiedErrorId | Should -BeExactly "RepositoryTimedOut,$class"
        $seen[1].CategoryInfo.Category | Should -Be 'OperationTimeout'
        $seen[1].TargetObject | Should -BeExactly $hanging
    }

    It 'reads a list, in which empty lines and blanks are nothing' {
        $list = Join-Path $World 'urls.txt'
        Set-Content -Path $list -Value "  $($team.Remote) ", '', "file://$($team.Remote)"
        $hotfixes = Get-Content $list | Get-Hotfix -Ordered -ErrorAction SilentlyContinue -ErrorVariable problems
        $hotfixes.Repository | Should -Be @($team.Remote, "file://$($team.Remote)")
        $problems | Should -BeNullOrEmpty
    }

    It 'takes what a forge says of its repositories: <Name>' -ForEach @(
        @{ Name = 'GitHub'; Json = '[{ "url": "https://api.github.example/repos/a/b", "clone_url": "*" }, { "url": "https://api.github.example/repos/a/c", "clone_url": "*" }]' }
        @{ Name = 'Azure DevOps'; Json = '[{ "url": "https://dev.azure.example/_apis/1", "remoteUrl": "*" }, { "url": "https://dev.azure.example/_apis/2", "remoteUrl": "*" }]' }
        @{ Name = 'GitLab'; Json = '[{ "web_url": "https://gitlab.example/a", "http_url_to_repo": "*" }, { "http_url_to_repo": "*" }]' }
        @{ Name = 'gh repo list'; Json = '[{ "url": "*" }, { "url": "*" }]' }
    ) {
        $hotfixes = $Json.Replace('*', $team.Remote) | ConvertFrom-Json | Get-Hotfix -ErrorAction Stop
        $hotfixes.Repository | Should -Be @($team.Remote, $team.Remote)
    }

    It 'takes several paths, and names from the pipeline' {
        $ben = Add-Clone $team ben
        (Get-Hotfix -Path $team.Clone, $ben -Ordered -ErrorAction Stop).Repository | Should -Be @($team.Clone, $ben)
        ($team.Clone, $ben | Get-Hotfix -Path { $_ } -Ordered -ErrorAction Stop).Repository | Should -Be @($team.Clone, $ben)
        Push-Location $team.Root
        try {
            (Get-Item -Path ada, ben | Get-Hotfix -Ordered -ErrorAction Stop).Repository | Should -Be @($team.Clone, $ben)
        }
        finally {
            Pop-Location
        }
    }
}
