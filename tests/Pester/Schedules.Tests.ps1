# The recipes of docs/schedules.md, as people copy them: taken from the page and run against real remotes.
BeforeDiscovery {
    $hasSystemd = [bool](Get-Command systemd-analyze -CommandType Application -ErrorAction Ignore)
    $hasShell = -not $IsWindows
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
    $page = (Get-Content -Raw (Join-Path $root 'docs/schedules.md')) -replace "`r"

    # The blocks of a language below a heading, in order.
    function Get-Block([string] $Heading, [string] $Language) {
        $section = [regex]::Match($page, "(?ms)^## $([regex]::Escape($Heading))\n(.*?)(?=^## |\z)").Groups[1].Value
        $section | Should -Not -BeNullOrEmpty
        , [string[]] [regex]::Matches($section, "(?ms)^``````$Language\n(.*?)^``````$").ForEach({ $_.Groups[1].Value })
    }

    # The scripts of a pipeline below a key such as "run: |", without their indentation.
    function Get-Script([string] $Yaml, [string] $Key) {
        foreach ($match in [regex]::Matches($Yaml, "(?m)^(?<indent> *)(?:- )?$Key \|\n(?<lines>(?:\k<indent>  .*\n|\n)+)")) {
            $lines = $match.Groups['lines'].Value.TrimEnd("`n").Split("`n")
            $depth = ($lines[0] -replace '\S.*').Length
            ($lines.ForEach({ $_.Length -ge $depth ? $_.Substring($depth) : '' })) -join "`n"
        }
    }

    # The folder of the page, its script in it, and a module path as it would be installed.
    function New-CheckFolder($Team) {
        $folder = (New-Item -ItemType Directory -Path (Join-Path $Team.Root 'hotfix-check')).FullName
        Set-Content -Path (Join-Path $folder 'check.ps1') -Value (Get-Block 'The check' powershell)[0]
        Set-Content -Path (Join-Path $folder 'repositories.txt') -Value $Team.Remote, ''
        $folder
    }

    # Runs a program as a schedule does; asserts its exit status, and returns what it printed.
    function Invoke-Program([int] $Status, [string[]] $Command, [hashtable] $Variables = @{}, [string] $Location = $World, [switch] $Bare) {
        $start = [System.Diagnostics.ProcessStartInfo]::new($Command[0])
        $start.RedirectStandardOutput = $start.RedirectStandardError = $start.RedirectStandardInput = $true
        $start.WorkingDirectory = $Location
        $Command | Select-Object -Skip 1 | ForEach-Object { $start.ArgumentList.Add($_) }
        if ($Bare) {
            $start.Environment.Clear()
            $start.Environment['HOME'] = $env:HOME
        }

        $start.Environment['POWERSHELL_TELEMETRY_OPTOUT'] = '1'
        foreach ($name in $Variables.Keys) {
            $start.Environment[$name] = $Variables[$name]
        }

        $process = [System.Diagnostics.Process]::Start($start)
        $process.StandardInput.Close()
        $errors = $process.StandardError.ReadToEndAsync()
        $said = $process.StandardOutput.ReadToEnd() + $errors.Result
        $process.WaitForExit()
        $process.ExitCode | Should -Be $Status -Because $said
        $said
    }

    $pwsh = (Get-Command pwsh -CommandType Application)[0].Source
    # Where the page installs the module, for whom nothing else is set.
    $modules = $IsWindows ? (Join-Path $World 'modules') : (Join-Path $env:HOME '.local/share/powershell/Modules')
    $null = New-Item -ItemType Directory -Force -Path $modules
    $null = New-Item -ItemType ($IsWindows ? 'Junction' : 'SymbolicLink') -Path (Join-Path $modules 'HotfixTools') -Target (Split-Path $ModuleManifest)
    $installed = @{ PSModulePath = $modules }
}

AfterAll {
    Exit-TestHome
}

Describe 'The check' {
    BeforeEach {
        $team = New-Team
        $folder = New-CheckFolder $team
        $command = $pwsh, '-NoProfile', '-NonInteractive', '-File', (Join-Path $folder 'check.ps1')
        $heartbeat = Join-Path $folder 'last-check.json'
    }

    It 'ends with 0 and in silence where there is nothing, and leaves a heartbeat' {
        $said = Invoke-Program 0 $command $installed
        $said.Trim() | Should -BeNullOrEmpty
        (Test-HotfixHeartbeat $heartbeat -ErrorAction Stop).Checked | Should -Be 1
    }

    It 'ends with 1 where there is something, and says what' {
        Invoke-Git $team.Clone push --quiet origin 'master:refs/heads/hotfix-2'
        $said = Invoke-Program 1 $command $installed
        $said | Should -Match 'hotfix-2[\s\S]*SecondHotfixBranch[\s\S]*git push origin --delete hotfix-2'
        $said | Should -Not -Match '\e'
    }

    It 'ends with 2 where one does not answer, and says what there is in the others' {
        Invoke-Git $team.Clone push --quiet origin 'master:refs/heads/hotfix-2'
        Add-Content -Path (Join-Path $folder 'repositories.txt') -Value (Join-Path $World 'gone.git')
        $said = Invoke-Program 2 $command $installed
        $said | Should -Match 'hotfix-2'
        $said | Should -Match 'gone\.git\s+cannot\s+be'
        (Test-HotfixHeartbeat $heartbeat -ErrorAction Stop).Failed | Should -Be 1
    }

    It 'ends with 2 and leaves no heartbeat where it could not run' {
        Remove-Item (Join-Path $folder 'repositories.txt')
        $said = Invoke-Program 2 $command $installed
        $said | Should -Match 'The check could not run'
        Test-Path $heartbeat | Should -BeFalse
        $empty = (New-Item -ItemType Directory -Path (Join-Path $team.Root 'empty')).FullName
        $said = Invoke-Program 2 $command @{ PSModulePath = $empty; HOME = $empty; XDG_DATA_HOME = $empty }
    }

    It 'leaves the heartbeat where the environment says' {
        $other = Join-Path $team.Root 'other.json'
        $said = Invoke-Program 0 $command ($installed + @{ HOTFIX_HEARTBEAT = $other })
        (Test-HotfixHeartbeat $other -ErrorAction Stop).IsAlive | Should -BeTrue
        Test-Path $heartbeat | Should -BeFalse
    }

    It 'is missed by the alarm' {
        $line = (Get-Block 'The check' powershell)[1].Trim() -replace '/srv/hotfix-check', $folder
        $alarm = $pwsh, '-NoProfile', '-NonInteractive', '-Command', $line
        $said = Invoke-Program 1 $alarm $installed
        $said = Invoke-Program 0 $command $installed
        $said = Invoke-Program 0 $alarm $installed
    }

    It 'leaves a heartbeat of the form that the page shows' {
        $said = Invoke-Program 0 $command $installed
        $shown = (Get-Block 'How one knows that it still runs' json)[0] | ConvertFrom-Json
        (Get-Content -Raw $heartbeat | ConvertFrom-Json).PSObject.Properties.Name | Should -Be $shown.PSObject.Properties.Name
    }
}

Describe 'cron' -Skip:(-not $hasShell) {
    BeforeEach {
        $team = New-Team
        $folder = New-CheckFolder $team
        $table = (Get-Block cron crontab)[0].Trim().Split("`n") -replace '/srv/hotfix-check', $folder
        $variables = @{ SHELL = '/bin/sh'; LOGNAME = 'hotfix-check' }
        foreach ($line in $table -match '^\w+=') {
            $name, $value = $line.Split('=', 2)
            $variables[$name] = $value
        }

        $variables.PATH = "$(Split-Path $pwsh):$($variables.PATH)"
        # Five fields, and a line in which cron would make a new line of each %.
        $jobs = @($table -match '^[0-9*]' | ForEach-Object { , ($_ -split '\s+', 6) })
    }

    It 'has lines that cron takes' {
        $jobs | Should -HaveCount 2
        foreach ($job in $jobs) {
            $job[0..4] | Should -Match '^[0-9*,/-]+$'
            $job[5] | Should -Not -Match '%'
        }
    }

    It 'runs the check and the alarm with nothing but what cron gives them' {
        $check, $alarm = $jobs.ForEach({ $_[5] })
        $said = Invoke-Program 0 ('/bin/sh', '-c', $alarm) $variables -Bare
        $said | Should -Match 'The hotfix check does not run\.'
        $said = Invoke-Program 0 ('/bin/sh', '-c', $check) $variables -Bare
        $said.Trim() | Should -BeNullOrEmpty
        $said = Invoke-Program 0 ('/bin/sh', '-c', $alarm) $variables -Bare
        $said | Should -Not -Match 'does not run'
        Invoke-Git $team.Clone push --quiet origin 'master:refs/heads/hotfix-2'
        $said = Invoke-Program 1 ('/bin/sh', '-c', $check) $variables -Bare
    }
}

Describe 'systemd' -Skip:(-not $hasShell) {
    BeforeEach {
        $team = New-Team
        $folder = New-CheckFolder $team
        $units = [ordered]@{}
        $blocks = Get-Block systemd ini
        foreach ($name in 'hotfix-check.service', 'hotfix-alarm.service', 'hotfix-check.timer') {
            $units[$name] = $blocks[$units.Count] -replace '/srv/hotfix-check', $folder -replace '/usr/local/bin/pwsh', $pwsh
        }
    }

    It 'has units that systemd takes' -Skip:(-not $hasSystemd) {
        $units.Count | Should -Be $blocks.Count
        $files = foreach ($name in $units.Keys) {
            $file = Join-Path $folder $name
            Set-Content -Path $file -Value $units[$name]
            $file
        }

        $said = Invoke-Program 0 (@('systemd-analyze', 'verify', '--man=no') + $files)
        # It says what it does not understand, and goes on; nobody has to know the user here.
        $said -split "`n" | Where-Object { $_ -match 'hotfix' } | Should -BeNullOrEmpty
        $when = [regex]::Match($units['hotfix-check.timer'], '(?m)^OnCalendar=(.+)$').Groups[1].Value
        $said = Invoke-Program 0 ('systemd-analyze', 'calendar', $when)
    }

    It 'starts the check with nothing but what systemd gives it' {
        $line = [regex]::Match($units['hotfix-check.service'], '(?m)^ExecStart=(.+)$').Groups[1].Value
        $said = Invoke-Program 0 ($line -split ' ') @{ PATH = '/usr/local/bin:/usr/bin:/bin' } -Bare
        (Test-HotfixHeartbeat (Join-Path $folder 'last-check.json') -ErrorAction Stop).IsAlive | Should -BeTrue
    }
}

Describe 'Windows Task Scheduler' {
    BeforeEach {
        $team = New-Team
        $folder = New-CheckFolder $team
        $code = (Get-Block 'Windows Task Scheduler' powershell)[0]
    }

    It 'is PowerShell, and starts the check' {
        $tokens = $errors = $null
        $null = [System.Management.Automation.Language.Parser]::ParseInput($code, [ref] $tokens, [ref] $errors)
        $errors | Should -BeNullOrEmpty

        # The module ScheduledTasks is of Windows; these take what that takes, and note it.
        function New-ScheduledTaskAction([string] $Execute, [string] $Argument, [string] $WorkingDirectory) { @{ Execute = $Execute; Argument = $Argument } }
        function New-ScheduledTaskTrigger([switch] $Weekly, [System.DayOfWeek[]] $DaysOfWeek, [datetime] $At) { @{ Days = $DaysOfWeek; At = $At } }
        function New-ScheduledTaskPrincipal([string] $UserId, [ValidateSet('None', 'Password', 'S4U', 'Interactive', 'Group', 'ServiceAccount', 'InteractiveOrPassword')] [string] $LogonType) { @{ User = $UserId } }
        function New-ScheduledTaskSettingsSet([switch] $StartWhenAvailable, [timespan] $ExecutionTimeLimit) { @{ Limit = $ExecutionTimeLimit } }
        function Register-ScheduledTask([string] $TaskName, [string] $Description, $Action, $Trigger, $Principal, $Settings) { $script:task = $PSBoundParameters }
        . ([scriptblock]::Create($code))

        $task.Trigger.Days | Should -HaveCount 5
        $task.Action.Execute | Should -Exist
        # A command line of Windows: words, and quotes around those with spaces.
        $words = [regex]::Matches($task.Action.Argument, '"([^"]*)"|(\S+)').ForEach({ $_.Groups[1].Success ? $_.Groups[1].Value : $_.Groups[2].Value })
        $words[-1] | Should -BeExactly 'C:\HotfixCheck\check.ps1'
        $words[-1] = Join-Path $folder 'check.ps1'
        $said = Invoke-Program 0 (@($task.Action.Execute) + $words) $installed
        (Test-HotfixHeartbeat (Join-Path $folder 'last-check.json') -ErrorAction Stop).IsAlive | Should -BeTrue
    }
}

Describe '<Heading>' -ForEach @(
    @{ Heading = 'GitHub Actions'; Key = 'run:' }
    @{ Heading = 'Azure Pipelines'; Key = 'pwsh:' }
) {
    BeforeEach {
        $team = New-Team
        $temporary = (New-Item -ItemType Directory -Path (Join-Path $team.Root 'temporary')).FullName
        $null = New-Item -ItemType ($IsWindows ? 'Junction' : 'SymbolicLink') -Path (Join-Path $temporary 'HotfixTools') -Target (Split-Path $ModuleManifest)
        $file = Join-Path $temporary 'step.ps1'
        # As the runner of GitHub and the agent of Azure start a script: both put the first line before it.
        Set-Content -Path $file -Value ('$ErrorActionPreference = ''stop''', @(Get-Script (Get-Block $Heading yaml)[0] $Key)[-1])
        $heartbeat = Join-Path $team.Root 'kept.json'
        $variables = @{
            RUNNER_TEMP = $temporary
            AGENT_TEMPDIRECTORY = $temporary
            GITHUB_SERVER_URL = "file://$($team.Root)"
            GITHUB_REPOSITORY = 'remote.git'
            HOTFIX_HEARTBEAT = $heartbeat
        }
        $step = $pwsh, '-NoProfile', '-NonInteractive', '-File', $file
        # They source it, and all that they see is that it failed.
        $sourced = $pwsh, '-NoProfile', '-NonInteractive', '-Command', ". '$file'"
    }

    It 'runs its check: 0, 1 and 2' {
        $said = Invoke-Program 0 $step $variables $team.Clone
        (Test-HotfixHeartbeat $heartbeat -ErrorAction Stop).Checked | Should -Be 1
        Invoke-Git $team.Clone push --quiet origin 'master:refs/heads/hotfix-2'
        $said = Invoke-Program 1 $step $variables $team.Clone
        $said | Should -Match 'SecondHotfixBranch'
        $said = Invoke-Program 1 $sourced $variables $team.Clone
        Move-Item $team.Remote "$($team.Remote).moved"
        $said = Invoke-Program 1 $sourced $variables $team.Clone
        $said = Invoke-Program 2 $step $variables $team.Clone
        (Test-HotfixHeartbeat $heartbeat -ErrorAction Stop).Failed | Should -Be 1
        Move-Item "$($team.Remote).moved" $team.Remote
        $variables.HOTFIX_HEARTBEAT = ''
        $said = Invoke-Program 2 $step $variables $team.Clone
    }
}

Describe 'A container' {
    It 'has instructions that there are, and starts the check' {
        $team = New-Team
        $folder = New-CheckFolder $team
        $lines = (Get-Block 'A container' dockerfile)[0].Trim().Split("`n")
        $lines | Should -Match '^(FROM|COPY|ENTRYPOINT) '
        $lines[0] | Should -Match '^FROM '
        $start = ($lines[-1] -replace '^ENTRYPOINT ') | ConvertFrom-Json
        $start[0] | Should -BeExactly 'pwsh'
        $start[0] = $pwsh
        # What is copied where, is where it is started.
        $lines -match '^COPY .*check\.ps1.* /check/$' | Should -HaveCount 1
        $start[-1] | Should -BeExactly '/check/check.ps1'
        $start[-1] = Join-Path $folder 'check.ps1'
        $said = Invoke-Program 0 $start $installed
        (Test-HotfixHeartbeat (Join-Path $folder 'last-check.json') -ErrorAction Stop).IsAlive | Should -BeTrue
    }
}
