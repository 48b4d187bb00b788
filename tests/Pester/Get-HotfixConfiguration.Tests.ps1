BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.GetHotfixConfigurationCommand'

    # A value of the settings, by its key.
    function Get-Value($Settings, [string] $Key) {
        $value = @($Settings.Values).Where({ $_.Key -eq $Key })
        $value | Should -HaveCount 1 -Because $Key
        $value
    }
}

AfterAll {
    Exit-TestHome
}

Describe 'Get-HotfixConfiguration' {
    BeforeEach {
        $team = New-Team
        $here = @{ Path = $team.Clone; ErrorAction = 'Stop' }
    }

    It 'shows defaults where nobody has set anything' {
        $settings = Assert-OnlyRead $team { Get-HotfixConfiguration @here }
        $settings | Should -HaveCount 1
        $settings | Should -BeOfType HotfixTools.HotfixConfiguration
        $settings.File | Should -BeNullOrEmpty
        $settings.Repository | Should -BeExactly $team.Clone
        $settings.Remote | Should -BeExactly 'origin'
        $settings.Mainline | Should -BeExactly 'master'
        $settings.Branch | Should -BeExactly 'hotfix'
        $settings.Ledger | Should -BeExactly 'refs/deploys/'
        $settings.Journal | Should -BeExactly 'refs/hotfix/'
        $settings.StaleAfter | Should -Be ([timespan] '2.00:00')
        $settings.Environments | Should -Be @('production')
        $settings.Values | Should -BeOfType HotfixTools.HotfixConfigurationValue
        $settings.Values.Source | Sort-Object -Unique | Should -Be 'Default'
    }

    It 'answers the same a second time' {
        Publish-Settings $team '{ "branch": "urgent" }'
        $first, $second = 1..2 | ForEach-Object { Get-HotfixConfiguration @here | ConvertTo-Json -Depth 4 }
        $second | Should -BeExactly $first
    }

    It 'works from a folder below, a linked worktree, and a bare clone' {
        Publish-Settings $team '{ "branch": "urgent" }'
        $folder = (New-Item -ItemType Directory -Path (Join-Path $team.Clone 'src/deep')).FullName
        $worktree = Join-Path $team.Root 'linked'
        Invoke-Git $team.Clone worktree add --quiet --detach $worktree
        $bare = Add-Clone $team mirror.git --bare
        foreach ($place in $folder, $worktree, $bare) {
            Push-Location $place
            try {
                (Get-HotfixConfiguration -ErrorAction Stop).Branch | Should -BeExactly 'urgent' -Because $place
            }
            finally {
                Pop-Location
            }
        }
    }

    It 'takes repositories from the pipeline, and goes on after what is none' {
        $other = New-Team
        Publish-Settings $other '{ "branch": "urgent" }'
        $settings = $World, $team.Clone, $other.Clone | ForEach-Object { Get-Item $_ } | Get-HotfixConfiguration -ErrorAction SilentlyContinue -ErrorVariable problems
        $settings.Branch | Should -Be @('hotfix', 'urgent')
        $problems.FullyQualifiedErrorId | Should -Be "NotARepository,$class"
    }

    Context 'which file is in force' {
        It 'is that of the mainline at the remote, before anybody fetches' {
            Publish-Settings $team '{ "branch": "urgent" }'
            $settings = Assert-OnlyRead $team { Get-HotfixConfiguration @here }
            $settings.Branch | Should -BeExactly 'urgent'
            $settings.File | Should -BeExactly 'origin/master:.hotfix.json'
            Publish-Settings $team '{ "branch": "burning" }'
            (Get-HotfixConfiguration @here).Branch | Should -BeExactly 'burning'
        }

        It 'is not that of the branch that is checked out' {
            Publish-Settings $team '{ "staleAfter": "1h" }'
            Invoke-Git $team.Clone pull --quiet
            Invoke-Git $team.Clone switch --quiet --create old
            Publish-Settings $team '{ "staleAfter": "3d" }'
            (Get-HotfixConfiguration @here).StaleAfter | Should -Be ([timespan] '3.00:00')
        }

        It 'is not that of the working tree, and a warning says so' {
            Set-Content -Path (Join-Path $team.Clone '.hotfix.json') -Value '{ "branch": "mine" }'
            $settings = Get-HotfixConfiguration -WarningAction SilentlyContinue -WarningVariable warned @here
            $settings.Branch | Should -BeExactly 'hotfix'
            $settings.File | Should -BeNullOrEmpty
            (Get-Value $settings 'branch').Source | Should -Be 'Default'
            "$warned" | Should -BeLike '*.hotfix.json of the working tree is not in force*'
            Publish-Settings $team '{ "branch": "urgent" }'
            (Get-HotfixConfiguration -WarningAction SilentlyContinue @here).Branch | Should -BeExactly 'urgent'
        }

        It 'is not that of a folder below' {
            $folder = (New-Item -ItemType Directory -Path (Join-Path $team.Clone 'src')).FullName
            Set-Content -Path (Join-Path $folder '.hotfix.json') -Value '{ "branch": "mine" }'
            (Get-HotfixConfiguration -Path $folder -ErrorAction Stop).Branch | Should -BeExactly 'hotfix'
        }

        It 'is the one that -ConfigurationPath names, over both: <_>' -ForEach @('a path', 'a relative path', 'a drive') {
            Publish-Settings $team '{ "branch": "urgent" }'
            Set-Content -Path (Join-Path $team.Clone '.hotfix.json') -Value '{ "branch": "mine" }'
            $file = Join-Path $team.Root 'other.json'
            Set-Content -Path $file -Value '{ "branch": "theirs" }'
            $null = New-PSDrive -Name Elsewhere -PSProvider FileSystem -Root $team.Root -Scope Script
            $named = switch ($_) {
                'a path' { $file }
                'a relative path' { '../other.json' }
                'a drive' { 'Elsewhere:/other.json' }
            }
            Push-Location $team.Clone
            try {
                $settings = Get-HotfixConfiguration -ConfigurationPath $named -ErrorAction Stop
            }
            finally {
                Pop-Location
                Remove-PSDrive -Name Elsewhere -Scope Script
            }

            $settings.Branch | Should -BeExactly 'theirs'
            $settings.File | Should -BeExactly $file
            (Get-Value $settings 'branch').Source | Should -Be 'File'
            (Get-Value $settings 'branch').Location | Should -BeExactly "${file}:1"
        }

        It 'is obeyed below what parameters say' {
            Publish-Settings $team '{ "branch": "urgent", "environments": { "qa": {}, "production": {} } }'
            Invoke-Git $team.Clone push --quiet origin master:refs/heads/trunk
            $file = Join-Path $team.Root 'other.json'
            Set-Content -Path $file -Value '{ "branch": "theirs" }'
            $settings = Get-HotfixConfiguration -Branch mine -EnvironmentOrder staging, production -Mainline trunk -ConfigurationPath $file @here
            $settings.Branch | Should -BeExactly 'mine'
            $settings.Mainline | Should -BeExactly 'trunk'
            $settings.Environments | Should -Be @('staging', 'production')
            foreach ($key in 'branch', 'mainline', 'environments.staging.order') {
                (Get-Value $settings $key).Source | Should -Be 'Parameter' -Because $key
                (Get-Value $settings $key).Location | Should -BeNullOrEmpty -Because $key
            }
        }

        It 'is that of the mainline that -Mainline names' {
            Publish-Settings $team '{ "branch": "urgent" }'
            $settler = Join-Path $team.Root 'settler'
            Invoke-Git $settler switch --quiet --create next
            $null = Add-Commit $settler '.hotfix.json' '{ "branch": "of-next" }' 'Settle the next mainline'
            Invoke-Git $settler push --quiet origin next
            $settings = Get-HotfixConfiguration -Mainline next @here
            $settings.Branch | Should -BeExactly 'of-next'
            $settings.File | Should -BeExactly 'origin/next:.hotfix.json'
        }
    }

    Context 'where each value comes from' {
        BeforeEach {
            $env:HOTFIX_PESTER_CHAT = 'https://chat.example.com/services/T0/s3cret'
            Publish-Settings $team @'
// how we do it
{
  "staleAfter": "36h",
  "environments": {
    "staging": {},
    "production": {
      "sources": [
        "ledger",
        { "type": "version", "url": "https://shop.example.com/{environment}", "token": "env:HOTFIX_PESTER_TOKEN" }
      ],
      "deploy": { "command": "./deploy.sh", "arguments": ["{commit}"] }
    }
  },
  "notify": [
    { "type": "slack", "url": "env:HOTFIX_PESTER_CHAT" }
  ]
}
'@
            $env:HOTFIX_PESTER_TOKEN = 's3cret-t0ken'
        }

        AfterEach {
            Remove-Item -Path Env:HOTFIX_PESTER_TOKEN, Env:HOTFIX_PESTER_CHAT -ErrorAction Ignore
        }

        It 'is a file with its line, or nobody' {
            $settings = Get-HotfixConfiguration @here
            foreach ($case in @(
                , @('staleAfter', '1d12h', 'Mainline', 'origin/master:.hotfix.json:3')
                , @('environments.staging.order', '1', 'Mainline', 'origin/master:.hotfix.json:5')
                , @('environments.staging.requires', 'nothing', 'Default', '')
                , @('environments.staging.sources[1]', 'tags: deploy/staging/*', 'Default', '')
                , @('environments.staging.deploy', 'record', 'Default', '')
                , @('environments.production.requires', 'staging', 'Default', '')
                , @('environments.production.sources[0]', 'ledger', 'Mainline', 'origin/master:.hotfix.json:8')
                , @('environments.production.sources[1]', 'version: https://shop.example.com/production, as env:HOTFIX_PESTER_TOKEN', 'Mainline', 'origin/master:.hotfix.json:9')
                , @('environments.production.deploy', './deploy.sh {commit}', 'Mainline', 'origin/master:.hotfix.json:11')
                , @('notify[0]', 'slack: Slack to env:HOTFIX_PESTER_CHAT, of all events, within 5s', 'Mainline', 'origin/master:.hotfix.json:15')
                , @('branch', 'hotfix', 'Default', '')
                , @('mainline', 'master', 'Default', 'the HEAD of origin')
            )) {
                $value = Get-Value $settings $case[0]
                $value.Value, $value.Source, $value.Location | Should -Be $case[1, 2, 3] -Because $case[0]
            }
        }

        It 'is told of reviews and pipelines, and of what they are by default' {
            Publish-Settings $team @'
{
  "environments": {
    "staging": { "deploy": { "type": "github-deployment", "environment": "stage" } },
    "production": { "deploy": {
      "type": "github-actions", "workflow": "deploy.yml", "ref": "main", "timeout": "20m", "onStop": "cancel", "token": "env:HOTFIX_PESTER_TOKEN",
      "inputs": { "commit": "{commit}", "id": "{id}" }
    } }
  },
  "review": {
    "forge": "github",
    "approvals": 2,
    "checks": ["build", "test"],
    "mergeBack": "pullRequest"
  }
}
'@
            $settings = Get-HotfixConfiguration @here
            foreach ($case in @(
                , @('environments.staging.deploy', 'github-deployment stage, within 1h', 'Mainline', 'origin/master:.hotfix.json:3')
                , @('environments.production.deploy', 'github-actions deploy.yml, on main, with commit={commit} id={id}, within 20m, cancelled when the command stops, as env:HOTFIX_PESTER_TOKEN', 'Mainline', 'origin/master:.hotfix.json:4')
                , @('review.forge', 'GitHub', 'Mainline', 'origin/master:.hotfix.json:10')
                , @('review.approvals', '2', 'Mainline', 'origin/master:.hotfix.json:11')
                , @('review.checks', 'build, test', 'Mainline', 'origin/master:.hotfix.json:12')
                , @('review.mergeBack', 'pullRequest', 'Mainline', 'origin/master:.hotfix.json:13')
                , @('review.method', 'merge', 'Default', '')
                , @('review.noteDeploys', 'false', 'Default', '')
                , @('review.timeout', '30m', 'Default', '')
            )) {
                $value = Get-Value $settings $case[0]
                $value.Value, $value.Source, $value.Location | Should -Be $case[1, 2, 3] -Because $case[0]
            }

            Publish-Settings $team '{ "review": { "checks": [] } }'
            (Get-Value (Get-HotfixConfiguration @here) 'review.checks').Value | Should -BeExactly 'none'
            Publish-Settings $team '{}'
            $settings = Get-HotfixConfiguration @here
            (Get-Value $settings 'review.approvals').Value | Should -BeExactly "what the mainline's rules want, at least 1"
            (Get-Value $settings 'review.checks').Value | Should -BeExactly "what the mainline's rules want, else all"
            (Get-Value $settings 'review.mergeBack').Value | Should -BeExactly 'auto'
        }

        It 'is shown on the screen, of every value' {
            $settings = Get-HotfixConfiguration @here
            $lines = ($settings | Out-String -Width 300) -split '\r?\n' -ne ''
            $lines[0] | Should -BeExactly "$($team.Clone): origin/master:.hotfix.json"
            $lines | Should -HaveCount (1 + $settings.Values.Count)
            foreach ($value in $settings.Values) {
                $place = $value.Location ? $value.Location : 'default'
                $line = '^  {0} +{1}  \[{2}\]$' -f [regex]::Escape($value.Key), [regex]::Escape($value.Value), [regex]::Escape($place)
                $lines -match $line | Should -HaveCount 1 -Because $value.Key
            }
        }

        It 'is shown of a parameter and of a file by its name' {
            $file = Join-Path $team.Root 'other.json'
            Set-Content -Path $file -Value '{ "staleAfter": "3d" }'
            $said = Get-HotfixConfiguration -Branch mine -ConfigurationPath $file @here | Out-String -Width 300
            $said | Should -Match '(?m)^  branch +mine  \[parameter\]\r?$'
            $said | Should -Match '(?m)^  staleAfter +3d  \[other\.json:1\]\r?$'
            $said | Should -Match '(?m)^  journal +refs/hotfix/  \[default\]\r?$'
        }

        It 'is a table where the values alone are shown' {
            $said = (Get-HotfixConfiguration @here).Values | Out-String -Width 300
            $said | Should -Match '(?m)^Key +Value +From *\r?$'
            $said | Should -Match '(?m)^staleAfter +1d12h +origin/master:\.hotfix\.json:3 *\r?$'
        }

        It 'never shows a secret, only where it is kept' {
            $settings = Get-HotfixConfiguration @here
            $said = ($settings | Out-String -Width 300), ($settings | ConvertTo-Json -Depth 5), ($settings.Values | Out-String -Width 300) -join ''
            $said | Should -Match 'env:HOTFIX_PESTER_TOKEN'
            $said | Should -Match 'env:HOTFIX_PESTER_CHAT'
            $said | Should -Not -Match 's3cret'
        }
    }

    Context 'a file that is wrong' {
        It 'gives one error for each fault, with line, column and what to write instead' {
            Publish-Settings $team "{`n  `"brnach`": `"x`",`n  `"staleAfter`": `"soon`",`n  `"environments`": { `"a`": { `"requires`": [`"b`"] }, `"b`": { `"requires`": [`"a`"] } }`n}"
            $output = Assert-OnlyRead $team { Get-HotfixConfiguration -Path $team.Clone -ErrorAction SilentlyContinue -ErrorVariable script:faults }
            $output | Should -BeNullOrEmpty
            $faults.FullyQualifiedErrorId | Should -Be (@("ConfigurationInvalid,$class") * 3)
            $faults.CategoryInfo.Category | Should -Be (@('InvalidArgument') * 3)
            $faults.Exception.Message | Should -Be @(
                "Fault in the settings: origin/master:.hotfix.json:2:3: 'brnach' is not a setting."
                "Fault in the settings: origin/master:.hotfix.json:3:17: 'staleAfter' is not a duration: 'soon'."
                "Fault in the settings: origin/master:.hotfix.json:4:69: 'requires' goes round in a circle: a requires b requires a."
            )
            $faults[0].ErrorDetails.RecommendedAction | Should -BeLike "*'branch'*-ConfigurationPath*"
            $faults[1].ErrorDetails.RecommendedAction | Should -BeLike '*2d, 36h*'
        }

        It 'can be got round with a file of one''s own' {
            Publish-Settings $team '{ "brnach": "x" }'
            $file = Join-Path $team.Root 'mine.json'
            Set-Content -Path $file -Value '{ }'
            (Get-HotfixConfiguration -ConfigurationPath $file @here).Branch | Should -BeExactly 'hotfix'
        }

        It 'says what is no JSON: <Name>' -ForEach @(
            @{ Name = 'an empty file'; Text = ''; Place = '1:1' }
            @{ Name = 'a list'; Text = '[]'; Place = '1:1' }
            @{ Name = 'a bracket that is missing'; Text = '{ "branch": "x"'; Place = '1:*' }
            @{ Name = 'a name twice'; Text = '{ "branch": "x", "branch": "y" }'; Place = '1:18' }
        ) {
            $file = Join-Path $team.Root 'mine.json'
            [System.IO.File]::WriteAllText($file, $Text)
            $refusal = Assert-Refusal $team "ConfigurationInvalid,$class" { Get-HotfixConfiguration -ConfigurationPath $file @here }
            $refusal.Exception.Message | Should -BeLike "*${file}:${Place}: *"
        }

        It 'does not repeat a secret that stands in it' {
            $secret = 'ghp_' + 'a1B2' * 9
            $file = Join-Path $team.Root 'mine.json'
            Set-Content -Path $file -Value "{`n  // $secret`n  `"review`": { `"token`": `"$secret`" }`n}"
            Get-HotfixConfiguration -ConfigurationPath $file -Path $team.Clone -ErrorAction SilentlyContinue -ErrorVariable faults | Should -BeNullOrEmpty
            $faults.FullyQualifiedErrorId | Sort-Object -Unique | Should -Be "ConfigurationInvalid,$class"
            $said = $faults | ForEach-Object { "$($_.Exception) $($_.ErrorDetails.Message) $($_.ErrorDetails.RecommendedAction) $($_.TargetObject)" }
            $said | Should -Not -BeNullOrEmpty
            "$said" | Should -Match ':2:\d+: '
            "$said" | Should -Match ':3:\d+: '
            "$said" | Should -Not -Match $secret
        }
    }

    Context 'bad input' {
        It 'says that a file is not there: <_>' -ForEach @('no-such.json', 'Env:PATH', 'NoSuchDrive:/x') {
            $refusal = Assert-Refusal $team "ConfigurationNotFound,$class" { Get-HotfixConfiguration -ConfigurationPath $_ @here }
            $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*New-HotfixConfiguration*'
        }

        It 'refuses what is no repository, a remote that is missing, and one that is gone' {
            Assert-Refusal $team "NotARepository,$class" { Get-HotfixConfiguration -Path $World -ErrorAction Stop }
            Assert-Refusal $team "RemoteNotFound,$class" { Get-HotfixConfiguration -Remote upstream @here }
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            $refusal = Assert-Refusal $team "RemoteUnreachable,$class" { Get-HotfixConfiguration @here }
            $refusal.CategoryInfo.Category | Should -Be 'ConnectionError'
        }

        It 'refuses names that are none' {
            Assert-Refusal $team "InvalidBranch,$class" { Get-HotfixConfiguration -Branch 'a b' @here }
            Assert-Refusal $team "InvalidEnvironment,$class" { Get-HotfixConfiguration -EnvironmentOrder 'a b' @here }
        }
    }
}
