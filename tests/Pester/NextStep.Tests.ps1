# The story, walked by pasting what Get-Hotfix shows as NextStep, from Started to Completed. Nothing else is done but what
# only a person can do: to fix something, to commit, to approve, to resolve a conflict.
BeforeDiscovery {
    $scenarios = 'Superseded', 'Contaminated', 'Conflict', 'Stale', 'Published', 'HalfDone'
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome

    # Where no prompt is answered, everything is agreed to.
    $ConfirmPreference = 'None'

    # What a person sees and copies: the lines after the label, up to the next one.
    function Get-ShownStep($Hotfix) {
        $lines = @(($Hotfix | Format-List | Out-String -Width 4096) -split '\r?\n')
        $first = [array]::FindIndex([string[]] $lines, [Predicate[string]] { param($line) $line -like 'NextStep *: *' })
        $first | Should -BeGreaterOrEqual 0 -Because 'a hotfix that goes on has a next step'
        $step = @($lines[$first] -replace '^NextStep *: ')
        foreach ($line in $lines[($first + 1)..($lines.Count - 1)]) {
            if ($line -notmatch '^ {3,}\S') {
                break
            }

            $step += $line.TrimStart()
        }

        $step -join "`n"
    }

    # Pastes until there is nothing more to do; $Person does the rest, told the state and what was pasted.
    function Invoke-Walk([string] $Clone, [hashtable] $Look, [scriptblock] $Person = {}, [int] $Most = 12) {
        # As at a prompt.
        $ErrorActionPreference = 'Continue'
        foreach ($turn in 1..$Most) {
            # The first time from elsewhere; once there, from there.
            $hotfix = Get-Hotfix @Look -ErrorAction Stop
            if (-not $hotfix) {
                return
            }

            $step = Get-ShownStep $hotfix
            "$($hotfix.State): $step"
            # What git says goes to the error stream too; what fails shows in where it leads.
            $null = . ([scriptblock]::Create($step)) 2>&1
            $null = & $Person "$($hotfix.State)" $hotfix.NextStep
        }

        throw "It does not come to an end: $($hotfix.State), $step"
    }

    # Fixes it on the branch, once, and commits; does not push.
    function New-Fix([string] $Clone, [string] $Branch = 'hotfix') {
        if ((Invoke-Git $Clone branch --show-current) -ceq $Branch -and -not (Test-Path -LiteralPath (Join-Path $Clone fix.txt))) {
            [System.IO.File]::WriteAllText((Join-Path $Clone fix.txt), "fixed`n")
            Invoke-Git $Clone add '--' fix.txt
            Invoke-Git $Clone commit --quiet '-m' 'Fix the orders'
        }
    }

    # Gives the clone and its remote other names, as a person may call folders.
    function Rename-Team($Team, [string] $Name) {
        foreach ($one in @{ Property = 'Remote'; Name = "$Name.git" }, @{ Property = 'Clone'; Name = $Name }) {
            $new = Join-Path $Team.Root $one.Name
            [System.IO.Directory]::Move($Team.($one.Property), $new)
            $Team.($one.Property) = $new
        }

        Invoke-Git $Team.Clone remote set-url origin $Team.Remote
    }
}

AfterAll {
    Exit-TestHome
}

Describe 'NextStep' {
    BeforeEach {
        $team = New-Team
        $forge = $null
        Push-Location $World
    }

    AfterEach {
        Pop-Location
        if ($forge) {
            Stop-Forge $forge
        }
    }

    Context 'of a clone in a folder called <_>' -ForEach 'shop', 'a b', "it's", 'a [b] c', '$HOME', 'ü 漢', 'a;b & c', 'so‘‘called’’', 'x`y"z' {
        It 'leads from Started to Completed' {
            Rename-Team $team $_
            $null = New-Hotfix -Path $team.Clone -Reason 'Orders fail' -ErrorAction Stop
            $clone = $team.Clone

            $walk = Invoke-Walk $clone @{ Path = $clone } { New-Fix $clone }

            $walk | ForEach-Object { ($_ -split ':')[0] } | Should -Be @('Started', 'Started', 'InProgress', 'Published')
            $walk[0] | Should -BeLike 'Started: cd *git fetch origin; git switch hotfix'
            $walk[1..3] | Should -Be @('Started: git push origin hotfix', 'InProgress: Publish-Hotfix production', 'Published: Complete-Hotfix')
            $PWD.ProviderPath | Should -BeExactly $clone
            @(Get-Chain $team refs/hotfix/journal).event | Should -Be @('Completed', 'Published', 'Started')
            Invoke-Git $team.Remote show 'master:fix.txt' | Should -BeExactly 'fixed'
        }
    }

    It 'needs no cd below the clone, and one in a clone within the clone' {
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $below = New-Item -ItemType Directory -Path (Join-Path $team.Clone 'src/deep')
        Set-Location $below
        Get-ShownStep (Get-Hotfix -Path $team.Clone) | Should -BeExactly 'git fetch origin; git switch hotfix'
        Invoke-Git $below init --quiet
        Get-ShownStep (Get-Hotfix -Path $team.Clone) | Should -BeExactly "cd '$($team.Clone)'`ngit fetch origin; git switch hotfix"
        Set-Location Env:
        . ([scriptblock]::Create((Get-ShownStep (Get-Hotfix -Path $team.Clone)))) *> $null
        $PWD.ProviderPath | Should -BeExactly $team.Clone
        Invoke-Git $team.Clone branch --show-current | Should -BeExactly 'hotfix'
    }

    It 'of a remote that was never cloned begins with the clone, and leads on from there' {
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $null = New-Item -ItemType Directory -Path (Join-Path $team.Root 'new')
        Set-Location (Join-Path $team.Root 'new')
        $step = Get-ShownStep (Get-Hotfix -Url $team.Remote -ErrorAction Stop)
        $step | Should -BeExactly "git clone '$($team.Remote)' 'remote'`ncd 'remote'`nGet-Hotfix"
        $hotfix = . ([scriptblock]::Create($step)) 2>&1 | Where-Object { $_ -is [HotfixTools.Hotfix] }
        $hotfix.State | Should -Be 'Started'
        $clone = $PWD.ProviderPath
        (Invoke-Walk $clone @{} { New-Fix $clone })[-1] | Should -BeExactly 'Published: Complete-Hotfix'
    }

    It 'goes through the environments in order' {
        Publish-Settings $team '{ "environments": { "staging": {}, "eu-west-1": {}, "production": {} } }'
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        Set-Location $team.Clone
        $walk = Invoke-Walk $team.Clone @{} { New-Fix $team.Clone }
        $walk[2..5] | Should -Be @(
            'InProgress: Publish-Hotfix staging', 'InProgress: Publish-Hotfix eu-west-1', 'InProgress: Publish-Hotfix production', 'Published: Complete-Hotfix')
    }

    It 'names the branch <_> where a parameter did' -ForEach "urgent/it's", 'fix;now', 'fix$now', 'a&b(c)', 'was‘‘so’’', '0123', '1e5' {
        Set-Location $team.Clone
        $branch = $_
        $null = New-Hotfix -Branch $branch -ErrorAction Stop
        $walk = Invoke-Walk $team.Clone @{ Branch = $branch } { New-Fix $team.Clone $branch }
        $walk | Should -HaveCount 4
        $walk[2] | Should -BeLike 'InProgress: Publish-Hotfix production -Branch *'
        Get-RemoteRef $team "refs/heads/$branch" | Should -BeNullOrEmpty
        @(Get-Chain $team refs/hotfix/journal).event | Should -Be @('Completed', 'Published', 'Started')
    }

    It 'does not name the branch <_> where the settings did' -ForEach "urgent/it's", 'ops' {
        Publish-Settings $team (@{ branch = $_ } | ConvertTo-Json)
        Set-Location $team.Clone
        $branch = $_
        $null = New-Hotfix -ErrorAction Stop
        (Invoke-Walk $team.Clone @{} { New-Fix $team.Clone $branch })[2..3] | Should -Be @('InProgress: Publish-Hotfix production', 'Published: Complete-Hotfix')
    }

    It 'names the other parameters without which a command would mean something else' {
        Set-Location $team.Clone
        Invoke-Git $team.Clone remote rename origin upstream
        Invoke-Git $team.Clone remote add origin (Join-Path $team.Root 'nowhere.git')
        $file = Join-Path $team.Root "own 'file'.json"
        Set-Content -LiteralPath $file -Value '{ "environments": { "production": {} } }'
        $look = @{ Remote = 'upstream'; EnvironmentOrder = 'production', 'eu'; ConfigurationPath = $file }
        $null = Register-Deploy eu $team.Live -Remote upstream -ErrorAction Stop
        $null = New-Hotfix @look -ErrorAction Stop
        $walk = Invoke-Walk $team.Clone $look { New-Fix $team.Clone }
        $walk[0] | Should -BeExactly 'Started: git fetch upstream; git switch -c hotfix --track upstream/hotfix'
        $walk[-1] | Should -BeExactly "Published: Complete-Hotfix -Remote upstream -EnvironmentOrder production, eu -ConfigurationPath '$($file -replace "'", "''")'"
    }

    It 'leads through a review at <_>' -ForEach 'github', 'gitlab', 'azure', 'gitea' {
        $forge = Start-Forge $team $_ ($_ -eq 'gitlab' ? '"checks": ["build"]' : '')
        Invoke-Forge $forge protect master 1 build
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $person = {
            $step = $args[1]
            New-Fix $team.Clone
            if ($step -eq 'Test-Hotfix') {
                Invoke-Forge $forge approve ben
                Invoke-Forge $forge report build success
            }
        }
        Set-Location $team.Clone
        Invoke-Walk $team.Clone @{} $person | Should -Be @(
            'Started: git fetch origin; git switch hotfix', 'Started: git push origin hotfix', 'InProgress: Submit-Hotfix', 'InReview: Test-Hotfix'
            'Approved: Publish-Hotfix production', 'Published: Complete-Hotfix')
    }

    It 'is the deploy once more, where the program failed' {
        $program = New-DeployProgram $team "[ -e '$($team.Root)/mended' ]"
        Publish-Settings $team (@{ environments = @{ production = @{ deploy = @{ command = $program } } } } | ConvertTo-Json -Depth 9)
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        Set-Location $team.Clone
        $walk = Invoke-Walk $team.Clone @{} {
            $step = $args[1]
            New-Fix $team.Clone
            if ($step -like 'Publish*' -and (Get-DeployCall $team)) {
                Set-Content (Join-Path $team.Root mended) ''
            }
        }
        $walk[2..4] | Should -Be @('InProgress: Publish-Hotfix production', 'InProgress: Publish-Hotfix production', 'Published: Complete-Hotfix')
    }

    It 'pushes what was only committed, before anything is made of what is at the remote' {
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $null = Push-Fix $team.Clone
        $more = Add-Commit $team.Clone 'more.txt' 'more' 'Fix it better'
        (Get-Hotfix -Path $team.Clone).NextStep | Should -BeExactly 'git push origin hotfix'
        $null = Register-Deploy production master -Path $team.Clone -ErrorAction Stop
        Set-Location $team.Clone
        $walk = Invoke-Walk $team.Clone @{}
        $walk | Should -Be @('InProgress: git push origin hotfix', 'InProgress: Update-Hotfix', 'InProgress: Publish-Hotfix production', 'Published: Complete-Hotfix')
        Invoke-Git $team.Remote show 'master:more.txt' | Should -BeExactly 'more'
        $more | Should -Not -BeNullOrEmpty
    }

    It 'does not push what was merged into the local branch, and the way out keeps the fix alone' {
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $null = Push-Fix $team.Clone
        Invoke-Git $team.Clone merge --quiet --no-edit master
        $null = Add-Commit $team.Clone 'more.txt' 'more' 'Fix it better'
        Set-Location $team.Clone
        $hotfix = Get-Hotfix
        $hotfix.NextStep | Should -BeExactly 'Publish-Hotfix production'
        $finding = $hotfix.Findings | Where-Object Id -EQ UnpushedCommits
        $finding.Message | Should -BeLike '*5 of master among them*'
        $null = & ([scriptblock]::Create(($finding.WayOut -replace '^Keep the fix alone, then push it: '))) 2>&1
        $hotfix = Get-Hotfix
        $hotfix.IsContaminated | Should -BeFalse
        $hotfix.Commits.Subject | Should -Be @('Fix the orders', 'Fix it better')
        $hotfix.Findings.Id | Should -Be @('HeadNotPublished')
    }

    It 'gets a local branch of an earlier hotfix out of the way, and keeps it' {
        Invoke-Git $team.Clone switch --quiet -c hotfix $team.First
        $mine = Add-Commit $team.Clone 'mine.txt' 'mine' 'Nobody else has this'
        Invoke-Git $team.Clone switch --quiet master
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        Set-Location $team.Clone
        $null = & ([scriptblock]::Create((Get-Hotfix).NextStep)) 2>&1
        Invoke-Git $team.Clone branch --show-current | Should -BeExactly 'hotfix'
        Invoke-Git $team.Clone rev-parse HEAD | Should -BeExactly $team.Live
        Invoke-Git $team.Clone rev-parse "hotfix-$($mine.Substring(0, 8))" | Should -BeExactly $mine
        (Invoke-Walk $team.Clone @{} { New-Fix $team.Clone })[-1] | Should -BeExactly 'Published: Complete-Hotfix'
    }

    It 'brings a local branch that is behind up to date' {
        Invoke-Git $team.Clone branch --quiet hotfix $team.First
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        Set-Location $team.Clone
        $null = & ([scriptblock]::Create((Get-Hotfix).NextStep)) 2>&1
        Invoke-Git $team.Clone rev-parse HEAD | Should -BeExactly $team.Live
    }

    It 'makes a working tree of a bare clone' {
        $bare = Add-Clone $team bare --bare
        $null = New-Hotfix -Path $bare -ErrorAction Stop
        Set-Location $bare
        $null = & ([scriptblock]::Create((Get-Hotfix).NextStep)) 2>&1
        Set-Location ../hotfix
        Invoke-Git $PWD.ProviderPath branch --show-current | Should -BeExactly 'hotfix'
        (Invoke-Walk $bare @{} { New-Fix $PWD.ProviderPath })[-1] | Should -BeExactly 'Published: Complete-Hotfix'
    }

    It 'goes on after the branch was removed while the fix is live' {
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $fix = Push-Fix $team.Clone
        $null = Publish-Hotfix production -Path $team.Clone -ErrorAction Stop
        Invoke-Git $team.Clone push --quiet origin --delete hotfix
        Set-Location $team.Clone
        (Invoke-Walk $team.Clone @{})[-1] | Should -BeExactly 'Published: Complete-Hotfix'
        Invoke-Git $team.Remote merge-base --is-ancestor $fix master
    }
}

Describe 'NextStep in a sandbox' {
    BeforeEach {
        Push-Location $World
    }

    AfterEach {
        Pop-Location
    }

    It 'leads out of <_>' -ForEach $scenarios {
        $sandbox = New-HotfixSandbox -Scenario $_ -ErrorAction Stop
        $person = {
            # What the words of the conflict say: resolve, commit.
            if (Invoke-Git $sandbox.Repository diff --name-only --diff-filter=U) {
                [System.IO.File]::WriteAllText((Join-Path $sandbox.Repository src/checkout.txt), "total = round(price * max(amount, 1))`n")
                Invoke-Git $sandbox.Repository commit --quiet --all --no-edit
            }
        }

        $shown = ($sandbox | Format-List | Out-String -Width 4096) -split '\r?\n' | Select-String -Pattern '^NextStep *: (?<cd>cd .+)'
        . ([scriptblock]::Create($shown.Matches[0].Groups['cd'].Value))
        $PWD.ProviderPath | Should -BeExactly $sandbox.Repository
        $walk = Invoke-Walk $sandbox.Repository @{} $person

        Get-Hotfix -ErrorAction Stop | Should -BeNullOrEmpty
        (Get-HotfixHistory -ErrorAction Stop | Select-Object -First 1).Outcome | Should -Be 'Completed'
        Invoke-Git $sandbox.Remote show 'master:src/checkout.txt' | Should -BeLike '*max(amount, 1)*'
        # What is live, and what was merged since, is all in the mainline.
        Invoke-Git $sandbox.Remote merge-base --is-ancestor (Get-LastDeploy).Commit master
        Test-DeployGate production master -Quiet | Should -BeTrue
        Invoke-Git $sandbox.Remote ls-tree -r --name-only master | Should -Contain 'src/pictures.txt'
        $walk | Should -Not -BeNullOrEmpty
    }

    It 'is told of one that came out of a job, and in the constrained language mode' {
        $sandbox = Start-Job { Import-Module $args[0]; New-HotfixSandbox -Scenario Published } -ArgumentList (Join-Path $PSScriptRoot '../../HotfixTools.psd1') | Receive-Job -Wait -AutoRemoveJob
        $sandbox | Should -BeOfType HotfixTools.HotfixSandbox
        "$($sandbox.Scenario) $($sandbox.NextStep)" | Should -BeExactly 'Published Get-Hotfix'
        $sandbox.Trouble | Should -Not -BeNullOrEmpty
        $sandbox | ConvertTo-Json | Should -BeLike '*"Scenario": "Published"*'
        $hotfix = $sandbox | Get-Hotfix -ErrorAction Stop
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($module, $there) Import-Module $module; Set-Location $there; $ExecutionContext.SessionState.LanguageMode = "ConstrainedLanguage"').AddArgument((Join-Path $PSScriptRoot '../../HotfixTools.psd1')).AddArgument($sandbox.Repository).Invoke()
            $shell.Commands.Clear()
            $shown = $shell.AddCommand('Format-List').AddParameter('InputObject', $hotfix).AddCommand('Out-String').AddParameter('Width', 400).Invoke()
            "$shown" | Should -MatchExactly 'NextStep *: Complete-Hotfix'
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'leads from nothing to the end in the five commands of the quick reference' {
        $sandbox = New-HotfixSandbox -ErrorAction Stop
        Set-Location $sandbox.Repository
        $ErrorActionPreference = 'Stop'
        $null = New-Hotfix -CheckOut
        Add-Content -Path src/checkout.txt -Value 'never less than one'
        git commit --quiet -am 'Count at least one'
        git push --quiet
        $null = Publish-Hotfix production
        (Complete-Hotfix).State | Should -Be 'Completed'
        Get-Hotfix | Should -BeNullOrEmpty
        Invoke-Git $sandbox.Remote show 'master:src/checkout.txt' | Should -Contain 'never less than one'
    }
}
