BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.TestHotfixConfigurationCommand'
    $web = Start-WebStandIn
    $gone = Start-WebStandIn
    Stop-WebStandIn $gone
}

AfterAll {
    Stop-WebStandIn $web
    Exit-TestHome
}

Describe 'Test-HotfixConfiguration' {
    BeforeEach {
        $team = New-Team
        $here = @{ Path = $team.Clone; ErrorAction = 'Stop' }
        $web.Requests.Clear()
        $web.Answers.Clear()
        $web.Answers['/version'] = $team.Live
        $file = Join-Path $team.Root 'proposal.json'
    }

    Context 'all is well' {
        It 'emits nothing, by defaults and of an empty file' {
            Assert-OnlyRead $team { Test-HotfixConfiguration @here } | Should -BeNullOrEmpty
            Publish-Settings $team '{ }'
            Assert-OnlyRead $team { Test-HotfixConfiguration @here } | Should -BeNullOrEmpty
        }

        It 'emits nothing where everything that it names can be reached, and tells nobody' {
            $program = New-DeployProgram $team
            $env:HOTFIX_PESTER_CHAT = "$($web.Url)/services/T0/s3cret"
            try {
                Publish-Settings $team @"
{
  "environments": {
    "production": {
      "sources": ["ledger", { "type": "version", "url": "$($web.Url)/version" }],
      "deploy": { "command": "../$(Split-Path -Leaf $program)" }
    }
  },
  "notify": [{ "type": "webhook", "url": "$($web.Url)/hook" }, { "type": "slack", "url": "env:HOTFIX_PESTER_CHAT" }]
}
"@
                Assert-OnlyRead $team { Test-HotfixConfiguration @here } | Should -BeNullOrEmpty
                Test-HotfixConfiguration -Quiet @here | Should -BeTrue
            }
            finally {
                Remove-Item -Path Env:HOTFIX_PESTER_CHAT
            }

            # The system is asked, each time; the programs that deploy are not run, and nobody is told.
            Get-AskedPath $web | Should -Be @('/version', '/version')
            Get-DeployCall $team | Should -BeNullOrEmpty
        }

        It 'does not tell what is owed either' {
            Publish-Settings $team "{ `"notify`": [{ `"type`": `"webhook`", `"url`": `"$($web.Url)/hook`" }] }"
            $null = New-Hotfix @here 3> $null
            Get-AskedPath $web | Should -Be @('/hook')
            $web.Answers['/hook'] = 200
            Test-HotfixConfiguration @here | Should -BeNullOrEmpty
            Get-AskedPath $web | Should -Be @('/hook')
        }

        It 'takes repositories from the pipeline, and goes on after what is none' {
            $other = New-Team
            Publish-Settings $other '{ "brnach": "x" }'
            $findings = $World, $team.Clone, $other.Clone | ForEach-Object { Get-Item $_ } | Test-HotfixConfiguration -ErrorAction SilentlyContinue -ErrorVariable problems
            $findings.Id | Should -Be 'ConfigurationInvalid'
            Split-Path -Leaf (Split-Path $findings.Repository) | Should -BeExactly (Split-Path -Leaf $other.Root)
            $problems.FullyQualifiedErrorId | Should -Be "NotARepository,$class"
            $team.Clone, $other.Clone | ForEach-Object { Get-Item $_ } | Test-HotfixConfiguration -Quiet -ErrorAction Stop | Should -Be @($true, $false)
        }
    }

    Context 'the file' {
        It 'shows all faults at once, with line, column and what to write instead' {
            Set-Content -Path $file -Value "{`n  `"brnach`": `"x`",`n  `"staleAfter`": `"soon`",`n  `"notify`": [{ `"type`": `"pigeon`", `"url`": `"env:X`" }]`n}"
            $findings = Assert-Unchanged $team { Test-HotfixConfiguration -ConfigurationPath $file @here }
            $findings | Should -HaveCount 3
            $findings | Should -BeOfType HotfixTools.HotfixFinding
            $findings.Id | Sort-Object -Unique | Should -Be 'ConfigurationInvalid'
            $findings.Severity | Sort-Object -Unique | Should -Be 'Error'
            $findings[0].Message | Should -BeExactly "${file}:2:3: 'brnach' is not a setting."
            $findings[0].WayOut | Should -BeLike "*'branch'*"
            $findings[1].Message | Should -BeExactly "${file}:3:17: 'staleAfter' is not a duration: 'soon'."
            $findings[2].Message | Should -BeLike "${file}:4:*'pigeon'*"
            $findings.WayOut | Should -Not -BeNullOrEmpty
        }

        It 'is false with -Quiet, without a word' {
            Set-Content -Path $file -Value '{ "brnach": "x" }'
            Test-HotfixConfiguration -Quiet -ConfigurationPath $file @here | Should -BeExactly $false
        }

        It 'finds the same again, and nothing once it is mended' {
            Set-Content -Path $file -Value '{ "brnach": "x" }'
            $first, $second = 1..2 | ForEach-Object { Test-HotfixConfiguration -ConfigurationPath $file @here | ConvertTo-Json }
            $second | Should -BeExactly $first
            Set-Content -Path $file -Value '{ "branch": "x" }'
            Test-HotfixConfiguration -ConfigurationPath $file @here | Should -BeNullOrEmpty
        }

        It 'is that of the mainline, and says so' {
            Publish-Settings $team '{ "brnach": "x" }'
            (Test-HotfixConfiguration @here).Message | Should -BeExactly "origin/master:.hotfix.json:1:3: 'brnach' is not a setting."
        }

        It 'does not repeat a secret that stands in it' {
            $secret = 'ghp_' + 'a1B2' * 9
            Set-Content -Path $file -Value "{ `"review`": { `"token`": `"$secret`" } }"
            $findings = Test-HotfixConfiguration -ConfigurationPath $file @here
            $findings.Id | Sort-Object -Unique | Should -Be 'ConfigurationInvalid'
            "$($findings | ConvertTo-Json) $($findings | Out-String -Width 300)" | Should -Not -Match $secret
        }

        It 'that is not merged yet is mentioned, and is nothing wrong' {
            Publish-Settings $team '{ }'
            Set-Content -Path (Join-Path $team.Clone '.hotfix.json') -Value '{ "staleAfter": "3d" }'
            $finding = Assert-OnlyRead $team { Test-HotfixConfiguration @here }
            $finding | Should -HaveCount 1
            $finding.Id | Should -Be 'ConfigurationNotMerged'
            $finding.Severity | Should -Be 'Info'
            $finding.Message | Should -BeLike '*origin/master:.hotfix.json*in force*'
            $finding.WayOut | Should -BeLike '*-ConfigurationPath .hotfix.json*'
            Test-HotfixConfiguration -Quiet @here | Should -BeTrue
            Set-Content -Path (Join-Path $team.Clone '.hotfix.json') -Value '{ }'
            Test-HotfixConfiguration @here | Should -BeNullOrEmpty
        }
    }

    Context 'what it names' {
        It 'cannot be verified where a source gives no answer: <Name>' -ForEach @(
            @{ Name = 'there is nothing'; Answer = 404; Said = '*404*' }
            @{ Name = 'a sign-in page'; Answer = @{ Body = '<html>Sign in</html>'; Type = 'text/html' }; Said = '*version: *' }
            @{ Name = 'silence'; Answer = @{ IsSilent = $true }; Said = '*within 1s*' }
            @{ Name = 'a commit that the remote does not have'; Answer = '0123456789012345678901234567890123456789'; Said = '*no such commit*' }
        ) {
            $web.Answers['/version'] = $Answer
            Set-Content -Path $file -Value "{ `"environments`": { `"production`": { `"sources`": [`"ledger`", { `"type`": `"version`", `"url`": `"$($web.Url)/version`", `"timeout`": `"1s`" }] } } }"
            $finding = Assert-OnlyRead $team { Test-HotfixConfiguration -ConfigurationPath $file @here }
            $finding | Should -HaveCount 1
            $finding.Id | Should -Be 'CannotVerify'
            $finding.Severity | Should -Be 'Error'
            $finding.Environment | Should -Be 'production'
            $finding.Message | Should -BeLike $Said
            $finding.WayOut | Should -Not -BeNullOrEmpty
            Test-HotfixConfiguration -Quiet -ConfigurationPath $file @here | Should -BeFalse
        }

        It 'is in disagreement' {
            $web.Answers['/version'] = $team.Tip
            Set-Content -Path $file -Value "{ `"environments`": { `"production`": { `"sources`": [`"ledger`", { `"type`": `"version`", `"url`": `"$($web.Url)/version`" }] } } }"
            $finding = Test-HotfixConfiguration -ConfigurationPath $file @here
            $finding.Id | Should -Be 'SourcesDisagree'
            $finding.Severity | Should -Be 'Error'
            $finding.Message | Should -BeLike "*$($team.Live.Substring(0, 8))*$($team.Tip.Substring(0, 8))*"
        }

        It 'is not there: <Name>' -ForEach @(
            @{ Name = 'a server that is asked'; Id = 'CannotVerify'; Said = '*version: *cannot be reached*'; Text = '{ "environments": { "production": { "sources": ["ledger", { "type": "version", "url": "{gone}/version", "timeout": "1s" }] } } }' }
            @{ Name = 'a server that is told'; Id = 'CannotVerify'; Said = '*webhook*cannot be reached*'; Text = '{ "notify": [{ "type": "webhook", "url": "{gone}/hook", "timeout": "1s" }] }' }
            @{ Name = 'a program that deploys'; Id = 'ConfigurationInvalid'; Said = '*no-such.sh*not found*'; Text = '{ "environments": { "production": { "deploy": { "command": "./no-such.sh" } } } }' }
            @{ Name = 'a program that is asked'; Id = 'CannotVerify'; Said = '*command: *no-such.sh*'; Text = '{ "environments": { "production": { "sources": ["ledger", { "type": "command", "command": "./no-such.sh" }] } } }' }
            @{ Name = 'a secret of those who are told'; Id = 'CannotVerify'; Said = '*env:HOTFIX_PESTER_NOT_SET*not set*'; Text = '{ "notify": [{ "type": "slack", "url": "env:HOTFIX_PESTER_NOT_SET" }] }' }
            @{ Name = 'a secret of a source'; Id = 'CannotVerify'; Said = '*env:HOTFIX_PESTER_NOT_SET*not set*'; Text = '{ "environments": { "production": { "sources": ["ledger", { "type": "version", "url": "{web}/version", "token": "env:HOTFIX_PESTER_NOT_SET" }] } } }' }
            @{ Name = 'a vault'; Id = 'CannotVerify'; Said = '*SecretManagement*'; Text = '{ "notify": [{ "type": "slack", "url": "vault:chat" }] }' }
        ) {
            Set-Content -Path $file -Value $Text.Replace('{gone}', $gone.Url).Replace('{web}', $web.Url)
            $finding = Assert-OnlyRead $team { Test-HotfixConfiguration -ConfigurationPath $file @here }
            $finding | Should -HaveCount 1
            $finding.Id | Should -Be $Id
            $finding.Severity | Should -Be 'Error'
            "$($finding.Message) $($finding.WayOut)" | Should -BeLike $Said
            $finding.WayOut | Should -Not -BeNullOrEmpty
            $web.Requests | Should -BeNullOrEmpty
            Test-HotfixConfiguration -Quiet -ConfigurationPath $file @here | Should -BeFalse
        }

        It 'is all named at once, the worst first' {
            Set-Content -Path $file -Value @"
{
  "environments": {
    "staging": {},
    "production": { "deploy": { "command": "./no-such.sh" } }
  },
  "notify": [{ "type": "slack", "url": "env:HOTFIX_PESTER_NOT_SET" }, { "type": "webhook", "url": "$($gone.Url)/hook", "timeout": "1s" }]
}
"@
            $findings = Test-HotfixConfiguration -ConfigurationPath $file @here
            $findings.Id | Should -Be @('ConfigurationInvalid', 'CannotVerify', 'CannotVerify', 'CannotVerify')
            $findings.Severity | Should -Be @('Error', 'Error', 'Error', 'Warning')
            $findings[-1].Environment | Should -Be 'staging'
        }

        It 'is a new environment: a warning, and nothing wrong' {
            Set-Content -Path $file -Value '{ "environments": { "staging": {}, "production": {} } }'
            $finding = Test-HotfixConfiguration -ConfigurationPath $file @here
            $finding.Severity | Should -Be 'Warning'
            $finding.Environment | Should -Be 'staging'
            $finding.WayOut | Should -BeLike '*Register-Deploy*staging*'
            Test-HotfixConfiguration -Quiet -ConfigurationPath $file @here | Should -BeTrue
        }

        It 'is a mainline that the remote does not have' {
            Set-Content -Path $file -Value '{ "mainline": "trunk" }'
            $findings = Test-HotfixConfiguration -ConfigurationPath $file @here
            @($findings).Where({ $_.Severity -eq 'Error' }).Message | Should -BeLike '*trunk*'
        }

        It 'is asked with its token, which is not shown' {
            $env:HOTFIX_PESTER_TOKEN = 's3cret-t0ken'
            $web.Answers['/version'] = 403
            try {
                Set-Content -Path $file -Value "{ `"environments`": { `"production`": { `"sources`": [`"ledger`", { `"type`": `"version`", `"url`": `"$($web.Url)/version`", `"token`": `"env:HOTFIX_PESTER_TOKEN`" }] } } }"
                $said = Test-HotfixConfiguration -ConfigurationPath $file -Verbose -Debug @here *>&1 | Out-String -Width 300
            }
            finally {
                Remove-Item -Path Env:HOTFIX_PESTER_TOKEN
            }

            $web.Requests[0].Headers['Authorization'] | Should -BeExactly 'Bearer s3cret-t0ken'
            $said | Should -Match '403'
            $said | Should -Not -Match 's3cret'
        }
    }

    Context 'bad input' {
        It 'says that a file is not there, with -Quiet too' {
            $nowhere = Join-Path $team.Root 'nowhere.json'
            $refusal = Assert-Refusal $team "ConfigurationNotFound,$class" { Test-HotfixConfiguration -ConfigurationPath $nowhere @here }
            $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
            Assert-Refusal $team "ConfigurationNotFound,$class" { Test-HotfixConfiguration -Quiet -ConfigurationPath $nowhere @here }
        }

        It 'refuses what is no repository, a remote that is missing, and one that is gone' {
            Assert-Refusal $team "NotARepository,$class" { Test-HotfixConfiguration -Path $World -ErrorAction Stop }
            Assert-Refusal $team "RemoteNotFound,$class" { Test-HotfixConfiguration -Remote upstream @here }
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            $refusal = Assert-Refusal $team "RemoteUnreachable,$class" { Test-HotfixConfiguration @here }
            $refusal.CategoryInfo.Category | Should -Be 'ConnectionError'
        }
    }
}
