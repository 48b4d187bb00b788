BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.PublishHotfixCommand'
    $branch = 'refs/heads/hotfix'
    $ledger = 'refs/deploys/production'
    $journal = 'refs/hotfix/journal'
}

AfterAll {
    Exit-TestHome
}

Describe 'Publish-Hotfix' {
    BeforeEach {
        $team = New-Team
        $started = New-Hotfix -Reason 'Orders fail' -Path $team.Clone -ErrorAction Stop
        $fix = Push-Fix $team.Clone
        $program = New-DeployProgram $team
        $here = @{ Path = $team.Clone; Confirm = $false; ErrorAction = 'Stop' }
    }

    It 'records that the head is live, in the ledger and in the journal, and touches nothing else' {
        $work = Get-WorkText $team.Clone
        $deploy = Publish-Hotfix production @here
        $deploy | Should -BeOfType HotfixTools.Deploy
        $deploy.Environment | Should -BeExactly 'production'
        $deploy.Commit | Should -BeExactly $fix
        $deploy.DeployedBy | Should -BeExactly 'Tess Tester <tess@example.com>'
        $deploy.IsHotfix | Should -BeTrue
        $deploy.Source | Should -BeExactly 'ledger'
        Get-WorkText $team.Clone | Should -BeExactly $work
        Get-RemoteRef $team $branch | Should -BeExactly $fix
        Get-RemoteRef $team refs/heads/master | Should -BeExactly $team.Tip

        # Git alone can read both: commits that keep what was deployed reachable, each with a file for programs.
        Invoke-Git $team.Remote log '-1' '--format=%P' $ledger | Should -BeLike "*$fix"
        $entries = @(Get-Chain $team $ledger)
        $entries.commit | Should -Be @($fix, $team.Live)
        $entries[0].isHotfix | Should -BeTrue
        $entries[0].hotfix | Should -BeExactly $started.Id
        $events = @(Get-Chain $team $journal)
        $events.event | Should -Be @('Published', 'Started')
        $events[0].hotfix | Should -BeExactly $started.Id
        $events[0].head | Should -BeExactly $fix
        $events[0].environment | Should -BeExactly 'production'
        $events[0].by.email | Should -BeExactly 'tess@example.com'
        $events[0].Keys | Should -Not -Contain 'passed'
        (Get-LastDeploy -Path $team.Clone -ErrorAction Stop).Commit | Should -BeExactly $fix
    }

    It 'deploys the head of the remote, not what is checked out or was never pushed' {
        Invoke-Git $team.Clone switch --quiet hotfix
        $null = Add-Commit $team.Clone 'fix2.txt' 'half an idea' 'Not pushed'
        $deploy = Publish-Hotfix production -Command $program @here -WarningVariable warnings 3> $null
        $deploy.Commit | Should -BeExactly $fix
        Get-DeployCall $team | Should -Be @("production $fix")
        "$warnings" | Should -BeLike '*1 commit*not at origin*git push origin hotfix'
    }

    It 'publishes what another person pushed and this clone never saw' {
        $newer = Push-Fix (Add-Clone $team ben) 'fix2.txt' 'fixed' 'Fix the rest'
        (Publish-Hotfix production -Command $program @here).Commit | Should -BeExactly $newer
        Get-DeployCall $team | Should -Be @("production $newer")
    }

    It 'publishes one that plain git made' {
        $other = New-Team
        Invoke-Git $other.Clone push --quiet origin "$($other.Live):$branch"
        $head = Push-Fix $other.Clone
        (Publish-Hotfix production -Path $other.Clone -Confirm:$false -ErrorAction Stop 3> $null).Commit | Should -BeExactly $head
        $events = @(Get-Chain $other $journal)
        $events.event | Should -Be @('Published')
        $events[0].hotfix | Should -BeExactly "unclaimed-$($other.Live.Substring(0, 8))"
        (Complete-Hotfix -Path $other.Clone -ErrorAction Stop 3> $null).State | Should -Be 'Completed'
    }

    It 'lists the steps with -WhatIf, deploys nothing, and changes nothing' {
        Assert-Unchanged $team { Publish-Hotfix production -Command $program -WhatIf -Path $team.Clone -ErrorAction Stop } | Should -BeNullOrEmpty
        $said = (Get-HostText "Publish-Hotfix staging, production -Command '$program' -WhatIf -Path '$($team.Clone)'") -join "`n"
        $short = $fix.Substring(0, 8)
        $said | Should -BeLike ("*Deploy $short to staging by $program*refs/deploys/staging*'Published'*$journal*" +
            "Deploy $short to production by $program*$ledger*'Published'*$journal*")
        Get-DeployCall $team | Should -BeNullOrEmpty
    }

    It 'asks first: nothing happens where nobody can answer' {
        $before = Get-TeamText $team
        $said = Get-HostText "Publish-Hotfix production -Command '$program' -Path '$($team.Clone)'" 2>&1
        "$said" | Should -BeLike '*nobody can be asked*NonInteractive*Nothing was done*-Confirm:$false*'
        Get-DeployCall $team | Should -BeNullOrEmpty
        Get-TeamText $team | Should -BeExactly $before
    }

    It 'asks first: an input that has ended answers nothing' {
        $program, [string[]] $begin = Get-PowerShellProgram
        $said = $null | & $program @begin -NoProfile -Command "Import-Module '$((Get-Module HotfixTools).Path)'; Publish-Hotfix production -Path '$($team.Clone)'" 2>&1
        "$said" | Should -BeLike '*nobody can be asked*Nothing was done*-Confirm:$false*'
    }

    It 'takes hotfixes from the pipeline' {
        $deploy = Get-Hotfix -Path $team.Clone -ErrorAction Stop | Publish-Hotfix production -Confirm:$false -ErrorAction Stop
        $deploy.Commit | Should -BeExactly $fix
        Get-RemoteRef $team $ledger | Should -Not -BeNullOrEmpty
    }

    It 'goes on after a repository without one' {
        $other = New-Team
        $deploys = $other, $team | ForEach-Object { Get-Item $_.Clone } | Publish-Hotfix production -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable problems
        $deploys.Commit | Should -Be @($fix)
        $problems.FullyQualifiedErrorId | Should -Be "NoHotfix,$class"
    }

    It 'hands deploys on to other cmdlets' {
        $verdict = Publish-Hotfix production @here | Test-DeployGate -ErrorAction Stop
        $verdict.Decision | Should -Be 'Allow'
        $verdict.Commit | Should -BeExactly $fix
    }

    Context '-Command' {
        It 'fills placeholders in, and tells the program by variables too' {
            $arguments = '{commit}', 'to={environment}', '{branch}:{branch}', '{repository}/x', '{other}', '{ commit }', '{{commit}}', '{COMMIT}'
            $null = Publish-Hotfix production -Command $program -ArgumentList $arguments @here
            $said = [System.IO.File]::ReadAllText((Join-Path $team.Seen 'arguments')).TrimEnd([char] 0).Split([char] 0)
            $said | Should -Be @($fix, 'to=production', 'hotfix:hotfix', "$($team.Clone)/x", '{other}', '{ commit }', "{$fix}", '{COMMIT}')
            $variables = Get-Content (Join-Path $team.Seen 'environment')
            foreach ($variable in "HOTFIX_COMMIT=$fix", 'HOTFIX_ENVIRONMENT=production', 'HOTFIX_BRANCH=hotfix', "HOTFIX_REPOSITORY=$($team.Clone)") {
                $variables | Should -Contain $variable
            }
        }

        It 'hands each argument over as it is, through no shell' {
            $mark = Join-Path $team.Root 'mark'
            $arguments = @(
                'with space', ' edges ', '', 'single''quote', 'double"quote', '"', 'back\slash\', 'trail\\"', '$HOME', '${HOME}', '$(id)', '`id`', "; touch $mark"
                "&& touch $mark", "| tee $mark", "> $mark", '*', '?', '~', '%PATH%', '-n', '--', "two`nlines", "tab`tand", '日本語 ü', '#no comment', '!x', '{commit};{commit}'
            )
            $null = Publish-Hotfix production -Command $program -ArgumentList $arguments @here
            $said = [System.IO.File]::ReadAllText((Join-Path $team.Seen 'arguments')).Split([char] 0)
            $said | Should -HaveCount ($arguments.Count + 1)
            $said[0..($arguments.Count - 1)] | Should -BeExactly (@($arguments | Select-Object -SkipLast 1) + "$fix;$fix")
            $mark | Should -Not -Exist
        }

        It 'runs a program whose path has letters that a shell would read' {
            $odd = New-DeployProgram $team -Name 'my deploy; $x ''q'' & "d"'
            $null = Publish-Hotfix production -Command $odd -ArgumentList 'a b' @here
            Get-DeployCall $team | Should -Be @("production $fix")
        }

        It 'runs in the repository''s folder, whichever folder of it is named' {
            $below = (New-Item -ItemType Directory -Path (Join-Path $team.Clone 'some folder')).FullName
            $null = Publish-Hotfix production -Command $program -Path $below -Confirm:$false -ErrorAction Stop
            Get-Content (Join-Path $team.Seen 'folder') | Should -BeExactly $team.Clone
        }

        It 'runs in -WorkingDirectory: <_>' -ForEach @('a path', 'a relative path', 'a placeholder') {
            $below = (New-Item -ItemType Directory -Force -Path (Join-Path $team.Clone 'de ploy')).FullName
            $value = switch ($_) {
                'a path' { $below }
                'a relative path' { './de ploy' }
                'a placeholder' { '{repository}/de ploy' }
            }
            Push-Location $team.Clone
            try {
                $null = Publish-Hotfix production -Command $program -WorkingDirectory $value @here
            }
            finally {
                Pop-Location
            }

            Get-Content (Join-Path $team.Seen 'folder') | Should -BeExactly $below
        }

        It 'finds a program by a relative path, and by its name on the PATH' {
            Push-Location $team.Root
            $path = $env:PATH
            $env:PATH = $team.Root + [System.IO.Path]::PathSeparator + $env:PATH
            try {
                $null = Publish-Hotfix staging -Command ./deploy @here
                $null = Publish-Hotfix production -Command deploy @here
            }
            finally {
                $env:PATH = $path
                Pop-Location
            }

            Get-DeployCall $team | Should -Be @("staging $fix", "production $fix")
        }

        It 'refuses a program that is not there, or may not be run, before anything is begun' {
            Set-Content -Path (Join-Path $team.Root 'plain.txt') -Value 'no program'
            foreach ($missing in 'no-such-program-anywhere', (Join-Path $team.Root 'nothing'), $team.Root, (Join-Path $team.Root 'plain.txt')) {
                $refusal = Assert-Refusal $team "CommandNotFound,$class" { Publish-Hotfix production -Command $missing @here }
                $refusal.CategoryInfo.Category | Should -Be 'NotInstalled'
            }
        }

        It 'gives it no input to wait for' {
            $reader = New-DeployProgram $team 'cat > /dev/null'
            (Publish-Hotfix production -Command $reader -TimeoutSec 60 @here).Commit | Should -BeExactly $fix
        }

        It 'shows what it prints on the verbose stream, and not as output' {
            $talker = New-DeployProgram $team 'echo "copying"; echo "careful" >&2'
            $said = Publish-Hotfix production -Command $talker -Verbose @here 4>&1
            $said | Where-Object { $_ -is [HotfixTools.Deploy] } | Should -HaveCount 1
            $said.Where({ $_ -is [System.Management.Automation.VerboseRecord] }).Message | Should -Contain 'copying'
            $said.Where({ $_ -is [System.Management.Automation.VerboseRecord] }).Message | Should -Contain 'careful'
        }

        It 'does not wait for what it leaves running in the background' {
            $leaver = New-DeployProgram $team "sleep 120 & echo `$! > '$($team.Root)/left'"
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $null = Publish-Hotfix production -Command $leaver @here
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 60
            Stop-Process -Id ([int] (Get-Content (Join-Path $team.Root 'left')))
        }
    }

    Context 'a deploy that fails' {
        It 'is noted in the journal, and not recorded as live' {
            $before = Get-RefText $team.Remote
            $failing = New-DeployProgram $team 'echo "no space left"; exit 3'
            $refusal = { Publish-Hotfix production -Command $failing @here } | Should -Throw -ErrorId "DeployFailed,$class" -PassThru
            $refusal.ErrorDetails.Message | Should -BeLike "*$($fix.Substring(0, 8)) to production*exit status 3*no space left*not recorded as live*"
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Restore-Deploy production*'
            $entry = Get-RemoteRef $team $journal
            @(Get-Chain $team $ledger).commit | Should -Be @($team.Live)
            $events = @(Get-Chain $team $journal)
            $events.event | Should -Be @('PublishFailed', 'Started')
            $events[0].environment | Should -BeExactly 'production'
            $events[0].head | Should -BeExactly $fix
            $events[0].reason | Should -BeLike '*exit status 3*no space left*'
            # The journal alone was written.
            (Get-RefText $team.Remote).Replace($entry, "$(Invoke-Git $team.Remote rev-parse "$entry^1")") | Should -BeExactly $before
            (Get-Hotfix -Path $team.Clone -ErrorAction Stop).NextStep | Should -BeExactly 'Publish-Hotfix production'
        }

        It 'is begun anew by the second run' {
            $flag = Join-Path $team.Root 'mended'
            $failing = New-DeployProgram $team "test -e '$flag'"
            { Publish-Hotfix production -Command $failing @here } | Should -Throw -ErrorId "DeployFailed,$class"
            $null = New-Item $flag
            (Publish-Hotfix production -Command $failing @here).Commit | Should -BeExactly $fix
            Get-DeployCall $team | Should -Be @("production $fix", "production $fix")
            @(Get-Chain $team $journal).event | Should -Be @('Published', 'PublishFailed', 'Started')
            @(Get-Chain $team $ledger).commit | Should -Be @($fix, $team.Live)
        }

        It 'is noted though the journal could not be written at that time' {
            Set-RemoteHook $team 'update' 'test "$1" != refs/hotfix/journal'
            $failing = New-DeployProgram $team 'exit 3'
            { Publish-Hotfix production -Command $failing @here } | Should -Throw -ErrorId "DeployFailed,$class"
            @(Get-Chain $team $journal).event | Should -Be @('Started')
            (Get-Hotfix -Path $team.Clone -ErrorAction Stop).Findings.Id | Should -Contain 'HalfDone'

            Remove-Item (Join-Path $team.Remote 'hooks' 'update')
            $null = Publish-Hotfix production @here
            $events = @(Get-Chain $team $journal)
            $events.event | Should -Be @('Published', 'PublishFailed', 'Started')
            $events[1].reason | Should -BeLike '*exit status 3*'
            (Get-Hotfix -Path $team.Clone -ErrorAction Stop).Findings.Id | Should -Not -Contain 'HalfDone'
        }

        It 'tells no passwords of what the program said' {
            $talker = New-DeployProgram $team 'echo "cannot push to https://bot:s3cret@example.com/shop"; exit 1'
            $refusal = { Publish-Hotfix production -Command $talker @here } | Should -Throw -ErrorId "DeployFailed,$class" -PassThru
            $refusal.ErrorDetails.Message | Should -BeLike '*cannot push to*example.com/shop*'
            $refusal.ErrorDetails.Message | Should -Not -BeLike '*s3cret*'
            (Invoke-Git $team.Remote show "${journal}:entry.json") -join "`n" | Should -Not -BeLike '*s3cret*'
        }

        It 'is stopped after -TimeoutSec, with everything that it started' {
            $beat = Join-Path $team.Root 'beat'
            $hanging = New-DeployProgram $team "( while :; do echo x >> '$beat'; sleep 0.1; done ) &`nwait"
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $refusal = { Publish-Hotfix production -Command $hanging -TimeoutSec 2 @here } | Should -Throw -ErrorId "DeployTimedOut,$class" -PassThru
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 60
            $refusal.CategoryInfo.Category | Should -Be 'OperationTimeout'
            $refusal.ErrorDetails.Message | Should -BeLike '*2 seconds*not recorded as live*'
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-TimeoutSec*Restore-Deploy production*'
            @(Get-Content $beat).Count | Should -BeGreaterThan 0
            Start-Sleep -Milliseconds 300
            $count = @(Get-Content $beat).Count
            Start-Sleep -Milliseconds 500
            @(Get-Content $beat).Count | Should -Be $count

            @(Get-Chain $team $ledger).commit | Should -Be @($team.Live)
            @(Get-Chain $team $journal).event | Should -Be @('PublishFailed', 'Started')
        }

        It 'is told of where the process that deployed was killed, and begun anew by the second run' {
            $killer = New-DeployProgram $team "test -e '$($team.Root)/killed' || { touch '$($team.Root)/killed'; kill -9 `$PPID; }"
            $null = Get-HostText "Publish-Hotfix production -Command '$killer' -Path '$($team.Clone)' -Confirm:`$false" 2>&1
            Get-DeployCall $team | Should -HaveCount 1
            @(Get-Chain $team $journal).event | Should -Be @('Started')
            $half = Get-Hotfix -Path $team.Clone -ErrorAction Stop
            ($half.Findings | Where-Object Id -EQ 'HalfDone').Message | Should -BeLike '*cut off*'
            $half.NextStep | Should -BeExactly 'Publish-Hotfix production'

            $null = Publish-Hotfix production -Command $killer @here
            Get-DeployCall $team | Should -HaveCount 2
            $events = @(Get-Chain $team $journal)
            $events.event | Should -Be @('Published', 'PublishFailed', 'Started')
            $events[1].reason | Should -BeLike '*cut off*'
        }
    }

    Context 'several environments' {
        BeforeEach {
            $order = @{ EnvironmentOrder = 'test', 'staging', 'production' }
        }

        It 'go in the order of the team, each recorded before the next begins' {
            $watcher = New-DeployProgram $team "git --git-dir='$($team.Remote)' for-each-ref --format='%(refname:lstrip=2)' refs/deploys >> '$($team.Root)/recorded'"
            $deploys = Publish-Hotfix production, test, staging -Command $watcher @order @here
            $deploys.Environment | Should -Be @('test', 'staging', 'production')
            Get-DeployCall $team | Should -Be @("test $fix", "staging $fix", "production $fix")
            Get-Content (Join-Path $team.Root 'recorded') | Should -Be @('production', 'production', 'test', 'production', 'staging', 'test')
            @(Get-Chain $team $journal).environment | Should -Be @('production', 'staging', 'test', 'production')
        }

        It 'each is deployed to once, whatever its letters' {
            $null = Publish-Hotfix Production, production, PRODUCTION -Command $program @here
            Get-DeployCall $team | Should -Be @("production $fix")
        }

        It 'stop at the first that fails, and the second run goes on from there' {
            $flag = Join-Path $team.Root 'mended'
            $failing = New-DeployProgram $team "test -e '$flag' || test `"`$HOTFIX_ENVIRONMENT`" != staging"
            $deploys = [System.Collections.Generic.List[object]]::new()
            { Publish-Hotfix test, staging, production -Command $failing @order @here | ForEach-Object { $deploys.Add($_) } } |
                Should -Throw -ErrorId "DeployFailed,$class"
            $deploys.Environment | Should -Be @('test')
            Get-DeployCall $team | Should -Be @("test $fix", "staging $fix")
            Get-RemoteRef $team refs/deploys/test | Should -Not -BeNullOrEmpty
            Get-RemoteRef $team refs/deploys/staging | Should -BeNullOrEmpty
            @(Get-Chain $team $ledger).commit | Should -Be @($team.Live)
            @(Get-Chain $team $journal).event | Should -Be @('PublishFailed', 'Published', 'Started')

            $null = New-Item $flag
            (Publish-Hotfix test, staging, production -Command $failing @order @here).Environment | Should -Be @('test', 'staging', 'production')
            Get-DeployCall $team | Should -Be @("test $fix", "staging $fix", "staging $fix", "production $fix")
            @(Get-Chain $team $journal).event | Should -Be @('Published', 'Published', 'PublishFailed', 'Published', 'Started')
        }

        It 'stop at the first also where errors do not stop the script' {
            $failing = New-DeployProgram $team 'exit 1'
            $deploys = Publish-Hotfix test, staging -Command $failing @order -Path $team.Clone -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable problems
            $deploys | Should -BeNullOrEmpty
            $problems.FullyQualifiedErrorId | Should -Be "DeployFailed,$class"
            Get-DeployCall $team | Should -Be @("test $fix")
        }

        It 'refuse one whose turn has not come, and the way out works' {
            $null = Publish-Hotfix test @order @here
            $refusal = Assert-Refusal $team "EnvironmentOrder,$class" { Publish-Hotfix production -Command $program @order @here }
            $refusal.ErrorDetails.Message | Should -BeLike "*$($fix.Substring(0, 8)) must pass staging before production*nothing is recorded*"
            $refusal.ErrorDetails.RecommendedAction | Should -BeExactly 'Publish-Hotfix staging, production'
            Get-DeployCall $team | Should -BeNullOrEmpty
            $null = Publish-Hotfix staging, production @order @here
            @(Get-Chain $team $ledger).commit | Should -Be @($fix, $team.Live)
        }

        It 'refuse a head that came after what the environment before has' {
            $null = Publish-Hotfix test, staging @order @here
            $newer = Push-Fix $team.Clone 'fix2.txt' 'fixed' 'Fix the rest'
            $refusal = Assert-Refusal $team "EnvironmentOrder,$class" { Publish-Hotfix production @order @here }
            $refusal.ErrorDetails.Message | Should -BeLike "*$($newer.Substring(0, 8)) must pass*staging has $($fix.Substring(0, 8))*"
        }

        It 'warns of what is taken off an environment where it was tried out before' {
            $other = New-Team
            $null = Register-Deploy staging $other.Tip -Path $other.Clone -ErrorAction Stop
            Start-Sleep -Milliseconds 1100
            $null = New-Hotfix -Path $other.Clone -ErrorAction Stop
            $head = Push-Fix $other.Clone
            $deploy = Publish-Hotfix staging -EnvironmentOrder staging, production -Path $other.Clone -Confirm:$false -ErrorAction Stop -WarningVariable warnings 3> $null
            $deploy.Commit | Should -BeExactly $head
            "$warnings" | Should -BeLike "*$($other.Tip.Substring(0, 8))*staging*Feature 3*"
        }
    }

    Context 'what the settings say' {
        BeforeAll {
            $web = Start-WebStandIn
        }

        AfterAll {
            Stop-WebStandIn $web
        }

        BeforeEach {
            $web.Requests.Clear()
            $web.Answers.Clear()
            $deployedBy = "{ `"command`": `"../$(Split-Path -Leaf $program)`", `"arguments`": [`"to={environment}`", `"{commit}`"], `"workingDirectory`": `"ops`" }"
            $null = New-Item -ItemType Directory -Path (Join-Path $team.Clone 'ops')
        }

        It 'is the program that deploys, its arguments and its folder' {
            Publish-Settings $team "{ `"environments`": { `"production`": { `"deploy`": $deployedBy } } }"
            $deploy = Publish-Hotfix production @here
            $deploy.Commit | Should -BeExactly $fix
            Get-DeployCall $team | Should -Be @("production $fix")
            [System.IO.File]::ReadAllText((Join-Path $team.Seen 'arguments')) | Should -BeExactly "to=production`0$fix`0"
            Get-Content (Join-Path $team.Seen 'folder') | Should -BeExactly (Join-Path $team.Clone 'ops')
            @(Get-Chain $team $ledger).commit | Should -Be @($fix, $team.Live)
        }

        It 'is found from any folder, and -Command goes before it' {
            Publish-Settings $team "{ `"environments`": { `"staging`": { `"deploy`": $deployedBy }, `"production`": { `"deploy`": $deployedBy } } }"
            Push-Location $World
            try {
                $null = Publish-Hotfix staging @here
            }
            finally {
                Pop-Location
            }

            $other = New-DeployProgram $team "touch '$($team.Root)/other-ran'" 'other'
            $null = Publish-Hotfix production -Command $other @here
            Get-DeployCall $team | Should -Be @("staging $fix", "production $fix")
            Join-Path $team.Root 'other-ran' | Should -Exist
            [System.IO.File]::ReadAllText((Join-Path $team.Seen 'arguments')) | Should -Not -BeLike '*to=*'
            Get-Content (Join-Path $team.Seen 'folder') | Should -BeExactly $team.Clone
        }

        It 'is told by -WhatIf, and nothing is run' {
            Publish-Settings $team "{ `"environments`": { `"staging`": {}, `"production`": { `"deploy`": $deployedBy } } }"
            $null = Get-HotfixConfiguration -Path $team.Clone -ErrorAction Stop
            Assert-Unchanged $team { Publish-Hotfix staging, production -WhatIf -Path $team.Clone -ErrorAction Stop } | Should -BeNullOrEmpty
            $said = @(Get-HostText "Publish-Hotfix staging, production -WhatIf -Path '$($team.Clone)'") -match '^What if:' -join "`n"
            $said | Should -BeLike "*$($fix.Substring(0, 8)) to production by *deploy*"
            Get-DeployCall $team | Should -BeNullOrEmpty
        }

        It 'may be wrong: a program that is not there, before anything is begun' {
            Publish-Settings $team '{ "environments": { "staging": {}, "production": { "deploy": { "command": "./no-such.sh" } } } }'
            $null = Get-HotfixConfiguration -Path $team.Clone -ErrorAction Stop
            $refusal = Assert-Refusal $team "CommandNotFound,$class" { Publish-Hotfix staging, production @here }
            $refusal.CategoryInfo.Category | Should -Be 'NotInstalled'
            $refusal.ErrorDetails.Message | Should -BeLike '*no-such.sh*'
        }

        It 'ends a program that takes too long' {
            $null = New-DeployProgram $team 'sleep 60'
            Publish-Settings $team "{ `"environments`": { `"production`": { `"deploy`": { `"command`": `"../deploy`", `"timeout`": `"1s`" } } } }"
            { Publish-Hotfix production @here } | Should -Throw -ErrorId "DeployTimedOut,$class"
            @(Get-Chain $team $ledger).commit | Should -Be @($team.Live)
        }

        It 'is the order: one before another, whichever is named first' {
            Publish-Settings $team '{ "environments": { "staging": {}, "production": {} } }'
            $null = Get-HotfixConfiguration -Path $team.Clone -ErrorAction Stop
            $refusal = Assert-Refusal $team "EnvironmentOrder,$class" { Publish-Hotfix production @here }
            $refusal.CategoryInfo.Category | Should -Be 'InvalidOperation'
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Publish-Hotfix staging*'
            (Publish-Hotfix production, staging @here).Environment | Should -Be @('staging', 'production')
            @(Get-Chain $team $journal).event | Should -Be @('Published', 'Published', 'Started')
        }

        It 'is the order by numbers and by what is required' {
            Publish-Settings $team '{ "environments": { "production": { "order": 10, "requires": ["canary"] }, "canary": { "requires": [] }, "staging": {} } }'
            (Publish-Hotfix canary @here).Environment | Should -Be 'canary'
            (Publish-Hotfix production @here).Environment | Should -Be 'production'
        }

        It 'waits for none where nothing is required' {
            Publish-Settings $team '{ "environments": { "staging": {}, "production": { "requires": [] } } }'
            (Publish-Hotfix production @here).Commit | Should -BeExactly $fix
        }

        It 'is that sources must agree: else it refuses, and a choice is noted in the journal' {
            $web.Answers['/version'] = $team.Tip
            Publish-Settings $team "{ `"environments`": { `"production`": { `"sources`": [`"ledger`", { `"type`": `"version`", `"url`": `"$($web.Url)/version`" }], `"deploy`": $deployedBy } } }"
            $null = Get-HotfixConfiguration -Path $team.Clone -ErrorAction Stop
            $refusal = Assert-Refusal $team "SourcesDisagree,$class" { Publish-Hotfix production @here }
            $refusal.CategoryInfo.Category | Should -Be 'InvalidResult'
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-Source*'
            Get-DeployCall $team | Should -BeNullOrEmpty
            $web.Requests.Clear()
            (Publish-Hotfix production -Source ledger @here).Commit | Should -BeExactly $fix
            $web.Requests | Should -BeNullOrEmpty
            $entry = @(Get-Chain $team $journal)[0]
            $entry.event | Should -BeExactly 'Published'
            $entry.source | Should -BeExactly 'ledger'
        }

        It 'is that a source answers: else it refuses' {
            $web.Answers['/version'] = 404
            Publish-Settings $team "{ `"environments`": { `"production`": { `"sources`": [`"ledger`", { `"type`": `"version`", `"url`": `"$($web.Url)/version`" }], `"deploy`": $deployedBy } } }"
            $null = Get-HotfixConfiguration -Path $team.Clone -ErrorAction Stop
            $refusal = Assert-Refusal $team "CannotVerify,$class" { Publish-Hotfix production @here }
            $refusal.ErrorDetails.Message | Should -BeLike '*version*no answer*404*'
            Assert-Refusal $team "SourceUnknown,$class" { Publish-Hotfix production -Source nowhere @here }
            Get-DeployCall $team | Should -BeNullOrEmpty
        }

        It 'is who is told: what was published, and what failed' {
            $web.Answers['/hook'] = 200
            $flag = Join-Path $team.Root 'mended'
            $null = New-DeployProgram $team "test -e '$flag'"
            Publish-Settings $team "{ `"environments`": { `"production`": { `"deploy`": $deployedBy } }, `"notify`": [{ `"type`": `"webhook`", `"url`": `"$($web.Url)/hook`", `"events`": [`"Published`", `"PublishFailed`"] }] }"
            { Publish-Hotfix production @here } | Should -Throw -ErrorId "DeployFailed,$class"
            $null = New-Item $flag
            $null = Publish-Hotfix production @here
            $notices = @(Get-ToldEvent $web)
            $notices.event | Should -Be @('PublishFailed', 'Published')
            $notices.environment | Should -Be @('production', 'production')
        }
    }

    Context 'the gates' {
        It 'refuse what would roll a newer deploy back, naming it, who made it, and the way out' {
            $null = Register-Deploy production $team.Tip -DeployedBy 'Release pipeline' -Path $team.Clone -ErrorAction Stop
            $refusal = Assert-Refusal $team "Superseded,$class" { Publish-Hotfix production -Command $program @here }
            $refusal.CategoryInfo.Category | Should -Be 'InvalidOperation'
            $refusal.ErrorDetails.Message | Should -BeLike "*$($team.Tip.Substring(0, 8))*production by Release pipeline*#3 Feature 3*#2 Feature 2*#1 Feature 1*Nothing was deployed.*"
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Update-Hotfix*Complete-Hotfix -RollIn*'
            $refusal.TargetObject.Id | Should -Be @('Superseded')
            Assert-Refusal $team "Superseded,$class" { Publish-Hotfix production -WhatIf -Path $team.Clone -ErrorAction Stop }
            Get-DeployCall $team | Should -BeNullOrEmpty

            $moved = (Update-Hotfix -Path $team.Clone -ErrorAction Stop).Head
            (Publish-Hotfix production @here 3> $null).Commit | Should -BeExactly $moved
        }

        It 'refuse to ship again what was taken back since' {
            $null = Register-Deploy production $team.First -DeployedBy 'Ben Example' -Path $team.Clone -ErrorAction Stop
            $refusal = Assert-Refusal $team "Superseded,$class" { Publish-Hotfix production @here }
            $refusal.ErrorDetails.Message | Should -BeLike "*taken back to $($team.First.Substring(0, 8)) by Ben Example*Take orders*"
        }

        It 'let a second fix go after the first, and what is in its history' {
            $null = Publish-Hotfix production @here
            $newer = Push-Fix $team.Clone 'fix2.txt' 'fixed' 'Fix the rest'
            (Publish-Hotfix production @here).Commit | Should -BeExactly $newer
            @(Get-Chain $team $ledger).commit | Should -Be @($newer, $fix, $team.Live)
        }

        It 'refuse what has commits of the mainline, naming them and who brought them, and the way out works' {
            Invoke-Git $team.Clone switch --quiet hotfix
            Invoke-Git $team.Clone config user.name 'Mia Merger'
            Invoke-Git $team.Clone merge --quiet '-m' 'Catch up' master~1
            Invoke-Git $team.Clone push --quiet origin hotfix
            $merge = Invoke-Git $team.Clone rev-parse HEAD
            $refusal = Assert-Refusal $team "Contaminated,$class" { Publish-Hotfix production -Command $program @here }
            $refusal.ErrorDetails.Message | Should -BeLike "*4 commits of master*$($merge.Substring(0, 8)) 'Catch up' of Mia Merger*Feature 2*Feature 1*Nothing was deployed.*"
            # Quoted where the digits would be a number to PowerShell.
            $refusal.ErrorDetails.RecommendedAction -replace 'Add-HotfixCommit ''([0-9a-f]+)''$', 'Add-HotfixCommit $1' | Should -BeLike "*: Stop-Hotfix -Reason 'contaminated'; New-Hotfix -Reason 'Orders fail'; Add-HotfixCommit $($fix.Substring(0, 8))"
            $refusal.TargetObject.Commits | Should -Contain (Invoke-Git $team.Clone rev-parse 'master~1')
            Get-DeployCall $team | Should -BeNullOrEmpty

            $null = Stop-Hotfix -Reason contaminated @here
            $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
            $picked = (Add-HotfixCommit $fix -Path $team.Clone -ErrorAction Stop).Head
            (Publish-Hotfix production @here 3> $null).Commit | Should -BeExactly $picked
            Invoke-Git $team.Remote ls-tree --name-only $picked | Should -Be @('README.md', 'fix.txt', 'orders.txt')
        }

        It 'refuse what has commits of the mainline as one squashed commit' {
            Invoke-Git $team.Clone switch --quiet hotfix
            Invoke-Git $team.Clone merge --quiet --squash master
            Invoke-Git $team.Clone commit --quiet '-m' 'A small thing'
            Invoke-Git $team.Clone push --quiet origin hotfix
            $refusal = Assert-Refusal $team "Contaminated,$class" { Publish-Hotfix production @here }
            $refusal.ErrorDetails.Message | Should -BeLike "*'A small thing'*Feature 3*"
        }

        It 'refuse where nothing says what is live, and the way out works' {
            $fresh = New-Team -Undeployed
            $null = New-Hotfix -Base $fresh.Live -Path $fresh.Clone -ErrorAction Stop
            $head = Push-Fix $fresh.Clone
            $refusal = Assert-Refusal $fresh "CannotVerify,$class" { Publish-Hotfix production -Path $fresh.Clone -Confirm:$false -ErrorAction Stop }
            $refusal.CategoryInfo.Category | Should -Be 'InvalidResult'
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Register-Deploy production <commit>*'
            $null = Register-Deploy production $fresh.Live -Path $fresh.Clone -ErrorAction Stop
            (Publish-Hotfix production -Path $fresh.Clone -Confirm:$false -ErrorAction Stop).Commit | Should -BeExactly $head
        }

        It 'refuse where sources disagree, and one of them has what would be rolled back' {
            Invoke-Git $team.Clone tag deploy/production/2 $team.Tip
            Invoke-Git $team.Clone push --quiet origin deploy/production/2
            $refusal = Assert-Refusal $team "SourcesDisagree,$class" { Publish-Hotfix production @here }
            $refusal.ErrorDetails.Message | Should -BeLike "*ledger: $($team.Live.Substring(0, 8))*tags: $($team.Tip.Substring(0, 8))*"
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Get-LastDeploy production -Source*Register-Deploy production*'
        }

        It 'refuse one without a fix' {
            $other = New-Team
            $null = New-Hotfix -Path $other.Clone -ErrorAction Stop
            Assert-Refusal $other "NoFixCommits,$class" { Publish-Hotfix production -Path $other.Clone -Confirm:$false -ErrorAction Stop }
        }

        It 'judge again right before the deploy: a head that moved is not deployed' {
            $script:moved = $null
            $refusal = {
                Publish-Hotfix production -Command $program -Verbose @here 4>&1 |
                    ForEach-Object { if ("$_" -like 'Step 1 of * begins: Deploy*') { $script:moved = Push-Fix $team.Clone 'fix2.txt' 'fixed' 'Fix the rest' } }
            } | Should -Throw -ErrorId "HotfixMoved,$class" -PassThru
            $moved | Should -Not -BeNullOrEmpty
            $refusal.ErrorDetails.Message | Should -BeLike "*from $($fix.Substring(0, 8)) to $($moved.Substring(0, 8))*Nothing was deployed.*"
            Get-DeployCall $team | Should -BeNullOrEmpty
            @(Get-Chain $team $ledger).commit | Should -Be @($team.Live)
            @(Get-Chain $team $journal).event | Should -Be @('Started')
            (Publish-Hotfix production -Command $program @here).Commit | Should -BeExactly $moved
        }

        It 'judge again right before the deploy: a deploy that came meanwhile is not rolled back' {
            $script:came = $false
            {
                Publish-Hotfix production -Command $program -Verbose @here 4>&1 | ForEach-Object {
                    if ("$_" -like 'Step 1 of * begins: Deploy*') {
                        $script:came = $true
                        $null = Register-Deploy production $team.Tip -Path $team.Clone -ErrorAction Stop
                    }
                }
            } | Should -Throw -ErrorId "Superseded,$class"
            $came | Should -BeTrue
            Get-DeployCall $team | Should -BeNullOrEmpty
            @(Get-Chain $team $ledger).commit | Should -Be @($team.Tip, $team.Live)
        }
    }

    Context '-Force' {
        BeforeEach {
            $null = Register-Deploy production $team.Tip -DeployedBy 'Release pipeline' -Path $team.Clone -ErrorAction Stop
        }

        It 'wants a reason' {
            foreach ($reason in @{}, @{ Reason = '' }, @{ Reason = ' ' }) {
                $refusal = Assert-Refusal $team "ReasonRequired,$class" { Publish-Hotfix production -Force -Command $program @reason @here }
                $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-Force -Reason <why>'
            }

            Get-DeployCall $team | Should -BeNullOrEmpty
        }

        It 'passes a refusal, and the journal says what and why' {
            (Publish-Hotfix production -Force -Reason 'The shop burns' -Command $program @here).Commit | Should -BeExactly $fix
            Get-DeployCall $team | Should -Be @("production $fix")
            $entry = @(Get-Chain $team $journal)[0]
            $entry.event | Should -BeExactly 'Published'
            $entry.reason | Should -BeExactly 'The shop burns'
            $entry.passed | Should -HaveCount 1
            $entry.passed[0] | Should -BeLike "Superseded: *$($team.Tip.Substring(0, 8))*Release pipeline*"
            Assert-Unchanged $team { Publish-Hotfix production -Force -Reason 'The shop burns' -Command $program @here } | ForEach-Object Commit | Should -BeExactly $fix
            Get-DeployCall $team | Should -HaveCount 1
        }

        It 'passes nothing where there is nothing to pass' {
            $other = New-Team
            $null = New-Hotfix -Path $other.Clone -ErrorAction Stop
            $null = Push-Fix $other.Clone
            $null = Publish-Hotfix production -Force -Reason 'To be sure' -Path $other.Clone -Confirm:$false -ErrorAction Stop
            @(Get-Chain $other $journal)[0].Keys | Should -Not -Contain 'passed'
        }

        It 'does not pass by itself: a reason alone refuses, and -Confirm asks' {
            Assert-Refusal $team "Superseded,$class" { Publish-Hotfix production -Reason 'The shop burns' @here }
            $before = Get-TeamText $team
            $said = Get-HostText "Publish-Hotfix production -Force -Reason 'The shop burns' -Command '$program' -Path '$($team.Clone)'" 2>&1
            "$said" | Should -BeLike '*nobody can be asked*NonInteractive*Nothing was done*-Confirm:$false*'
            Get-TeamText $team | Should -BeExactly $before
        }
    }

    Context 'a second run' {
        It 'deploys nothing again, and adds nothing' {
            $first = Publish-Hotfix production -Command $program @here
            $again = Assert-Unchanged $team { Publish-Hotfix production -Command $program @here }
            $again.Commit | Should -BeExactly $fix
            $again.DeployedAt | Should -Be $first.DeployedAt
            Get-DeployCall $team | Should -HaveCount 1
        }

        It 'in another clone deploys nothing again, and adds nothing' {
            $ben = Add-Clone $team ben
            $null = Publish-Hotfix production -Command $program @here
            $again = Assert-Unchanged $team { Publish-Hotfix production -Command $program -Path $ben -Confirm:$false -ErrorAction Stop }
            $again.DeployedBy | Should -BeExactly 'Tess Tester <tess@example.com>'
            Get-DeployCall $team | Should -HaveCount 1
        }

        It 'deploys nothing again that a pipeline recorded' {
            $null = Register-Deploy production $fix -DeployedBy 'Release pipeline' -Path $team.Clone -ErrorAction Stop
            $again = Assert-Unchanged $team { Publish-Hotfix production -Command $program @here }
            $again.DeployedBy | Should -BeExactly 'Release pipeline'
            Get-DeployCall $team | Should -BeNullOrEmpty
        }

        It 'records what is live and could not be recorded, without deploying again' {
            Set-RemoteHook $team 'update' 'if test "$1" = refs/deploys/production; then echo "the ledger is closed" >&2; exit 1; fi'
            $refusal = { Publish-Hotfix production -Command $program @here } | Should -Throw -ErrorId "DeployNotRecorded,$class" -PassThru
            $refusal.ErrorDetails.Message | Should -BeLike "$($fix.Substring(0, 8)) is live in production, but*could not be recorded*"
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike 'Run the command again in this clone*without deploying again*'
            Get-DeployCall $team | Should -HaveCount 1
            @(Get-Chain $team $ledger).commit | Should -Be @($team.Live)
            $half = Get-Hotfix -Path $team.Clone -ErrorAction Stop
            ($half.Findings | Where-Object Id -EQ 'HalfDone').Message | Should -BeLike '*was deployed to production*not recorded yet*'
            $half.NextStep | Should -BeExactly 'Publish-Hotfix production'
            { Publish-Hotfix production -Command $program @here } | Should -Throw -ErrorId "DeployNotRecorded,$class"
            Get-DeployCall $team | Should -HaveCount 1

            Remove-Item (Join-Path $team.Remote 'hooks' 'update')
            (Publish-Hotfix production -Command $program @here).Commit | Should -BeExactly $fix
            Get-DeployCall $team | Should -HaveCount 1
            @(Get-Chain $team $ledger).commit | Should -Be @($fix, $team.Live)
            @(Get-Chain $team $journal).event | Should -Be @('Published', 'Started')
            Assert-Unchanged $team { Publish-Hotfix production -Command $program @here } | ForEach-Object Commit | Should -BeExactly $fix
        }

        It 'records what is live though the hotfix moved since' {
            Set-RemoteHook $team 'update' 'test "$1" != refs/deploys/production'
            { Publish-Hotfix production -Command $program @here } | Should -Throw -ErrorId "DeployNotRecorded,$class"
            Remove-Item (Join-Path $team.Remote 'hooks' 'update')
            $newer = Push-Fix $team.Clone 'fix2.txt' 'fixed' 'Fix the rest'
            (Publish-Hotfix production -Command $program @here).Commit | Should -BeExactly $newer
            Get-DeployCall $team | Should -Be @("production $fix", "production $newer")
            @(Get-Chain $team $ledger).commit | Should -Be @($newer, $fix, $team.Live)
            @(Get-Chain $team $journal).head | Should -Be @($newer, $fix, $team.Live)
        }

        It 'records what is live though the gates refuse the next head' {
            Set-RemoteHook $team 'update' 'test "$1" != refs/deploys/production'
            { Publish-Hotfix production -Command $program @here } | Should -Throw -ErrorId "DeployNotRecorded,$class"
            Remove-Item (Join-Path $team.Remote 'hooks' 'update')
            Invoke-Git $team.Clone merge --quiet --no-edit master
            Invoke-Git $team.Clone push --quiet origin hotfix
            { Publish-Hotfix production -Command $program @here } | Should -Throw -ErrorId "Contaminated,$class"
            Get-DeployCall $team | Should -HaveCount 1
            @(Get-Chain $team $ledger).commit | Should -Be @($fix, $team.Live)
            @(Get-Chain $team $journal).event | Should -Be @('Published', 'Started')
        }

        It 'writes the journal where it alone is missing' {
            Set-RemoteHook $team 'update' 'test "$1" != refs/hotfix/journal'
            { Publish-Hotfix production -Command $program @here } | Should -Throw -ErrorId "RefNotAccepted,$class"
            @(Get-Chain $team $ledger).commit | Should -Be @($fix, $team.Live)
            Remove-Item (Join-Path $team.Remote 'hooks' 'update')
            $null = Publish-Hotfix production -Command $program @here
            Get-DeployCall $team | Should -HaveCount 1
            @(Get-Chain $team $ledger).commit | Should -Be @($fix, $team.Live)
            @(Get-Chain $team $journal).event | Should -Be @('Published', 'Started')
        }

        It 'does not record twice what the program recorded itself' {
            $recorder = New-DeployProgram $team "'$((Get-PowerShellProgram) -join "' '")' -NoProfile -NonInteractive -Command `"Import-Module '$ModuleManifest'; Register-Deploy production `$HOTFIX_COMMIT -DeployedBy Pipeline -ErrorAction Stop`""
            (Publish-Hotfix production -Command $recorder @here).DeployedBy | Should -BeExactly 'Pipeline'
            @(Get-Chain $team $ledger).commit | Should -Be @($fix, $team.Live)
            @(Get-Chain $team $journal).event | Should -Be @('Published', 'Started')
        }
    }

    Context 'bad input' {
        It 'refuses an environment name: <_>' -ForEach @('a/b', 'a b', 'a..b', '-x', '') {
            Assert-Refusal $team "InvalidEnvironment,$class" { Publish-Hotfix $_ @here }
            Assert-Refusal $team "InvalidEnvironment,$class" { Publish-Hotfix production, $_ -Command $program @here }
            Get-DeployCall $team | Should -BeNullOrEmpty
        }

        It 'refuses an environment name in the order: <_>' -ForEach @('a/b', 'a b') {
            Assert-Refusal $team "InvalidEnvironment,$class" { Publish-Hotfix production -EnvironmentOrder $_, production @here }
        }

        It 'refuses where there is none' {
            $other = New-Team
            Assert-Refusal $other "NoHotfix,$class" { Publish-Hotfix production -Path $other.Clone -Confirm:$false -ErrorAction Stop }
        }

        It 'refuses a time limit of none' {
            $before = Get-TeamText $team
            { Publish-Hotfix production -Command $program -TimeoutSec 0 @here } | Should -Throw -ErrorId "ParameterArgumentValidationError,$class"
            Get-TeamText $team | Should -BeExactly $before
        }

        It 'asks for an identity where Git knows none, before it deploys' {
            Invoke-WithoutIdentity {
                Assert-Refusal $team "IdentityMissing,$class" { Publish-Hotfix production -Command $program @here }
            }

            Get-DeployCall $team | Should -BeNullOrEmpty
        }

        It 'refuses an empty remote, a shallow clone, what is no repository, and a remote that is gone' {
            $fresh = New-Team -Empty
            Assert-Refusal $fresh "NoHotfix,$class" { Publish-Hotfix production -Path $fresh.Clone -Confirm:$false -ErrorAction Stop }
            $shallow = Add-Clone $team shallow --depth=1
            Assert-Refusal $team "ShallowRepository,$class" { Publish-Hotfix production -Path $shallow -Confirm:$false -ErrorAction Stop }
            Assert-Refusal $team "NotARepository,$class" { Publish-Hotfix production -Path $World -Confirm:$false -ErrorAction Stop }
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            Assert-Refusal $team "RemoteUnreachable,$class" { Publish-Hotfix production -Command $program @here }
            Get-DeployCall $team | Should -BeNullOrEmpty
        }
    }
}
