BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.GetLastDeployCommand'
}

AfterAll {
    Exit-TestHome
}

Describe 'Get-LastDeploy' {
    BeforeEach {
        $team = New-Team
    }

    It 'finds the last deploy to production, not the head of the mainline' {
        $deploy = Assert-OnlyRead $team { Get-LastDeploy -Path $team.Clone -ErrorAction Stop }
        $deploy | Should -HaveCount 1
        $deploy | Should -BeOfType HotfixTools.Deploy
        $deploy.Commit | Should -BeExactly $team.Live
        $deploy.Commit | Should -Not -Be $team.Tip
        $deploy.Environment | Should -BeExactly 'production'
        $deploy.DeployedBy | Should -BeExactly 'Tess Tester <tess@example.com>'
        $deploy.DeployedAt.Offset | Should -Be ([timespan]::Zero)
        $deploy.Source | Should -BeExactly 'ledger'
        $deploy.IsHotfix | Should -BeFalse
        Split-Path -Leaf $deploy.Repository | Should -BeExactly 'ada'
    }

    It 'looks at the remote: a deploy that somebody else recorded is found at once' {
        $ben = Add-Clone $team ben
        $null = Register-Deploy production $team.Tip -Path $ben -ErrorAction Stop
        (Get-LastDeploy -Path $team.Clone -ErrorAction Stop).Commit | Should -BeExactly $team.Tip
    }

    It 'works from the current location, in a folder below it, a linked worktree, and a bare clone' {
        $folder = New-Item -ItemType Directory -Path (Join-Path $team.Clone 'src/deep')
        $worktree = Join-Path $team.Root 'linked'
        Invoke-Git $team.Clone worktree add --quiet --detach $worktree
        $bare = Add-Clone $team mirror.git --bare
        foreach ($place in $team.Clone, $folder.FullName, $worktree, $bare) {
            Push-Location $place
            try {
                (Get-LastDeploy -ErrorAction Stop).Commit | Should -BeExactly $team.Live -Because $place
            }
            finally {
                Pop-Location
            }
        }
    }

    It 'takes repositories from the pipeline, by any of their names' {
        $other = New-Team
        $found = $team, $other | ForEach-Object { Get-Item $_.Clone } | Get-LastDeploy -ErrorAction Stop
        $found.Commit | Should -Be @($team.Live, $other.Live)
        $found = [pscustomobject]@{ Repository = $team.Clone; Environment = 'production' } | Get-LastDeploy -ErrorAction Stop
        $found.Commit | Should -BeExactly $team.Live
    }

    It 'answers for each environment, in the order asked' {
        $null = Register-Deploy staging $team.Tip -Path $team.Clone -ErrorAction Stop
        $found = Get-LastDeploy staging, Production -Path $team.Clone -ErrorAction Stop
        $found.Environment | Should -Be @('staging', 'production')
        $found.Commit | Should -Be @($team.Tip, $team.Live)
    }

    It 'goes on after a bad item: <_>' -ForEach @('pro duction', 'nowhere') {
        $found = Get-LastDeploy $_, production -Path $team.Clone -ErrorAction SilentlyContinue -ErrorVariable problems
        $found.Commit | Should -Be $team.Live
        $problems | Should -HaveCount 1
    }

    It 'goes on after a folder that is no repository' {
        $found = $World, $team.Clone | ForEach-Object { [pscustomobject]@{ Path = $_ } } | Get-LastDeploy -ErrorAction SilentlyContinue -ErrorVariable problems
        $found.Commit | Should -Be $team.Live
        $problems.FullyQualifiedErrorId | Should -Be "NotARepository,$class"
    }

    Context 'tags' {
        It 'reads the newest tag that a deploy set' {
            Invoke-Git $team.Clone push --quiet origin "$($team.Tip):refs/tags/deploy/sandbox/1"
            $deploy = Get-LastDeploy sandbox -Path $team.Clone -ErrorAction Stop
            $deploy.Commit | Should -BeExactly $team.Tip
            $deploy.Source | Should -BeExactly 'tags'
        }

        It 'names both sources where they agree' {
            Invoke-Git $team.Clone push --quiet origin "$($team.Live):refs/tags/deploy/production/1"
            (Get-LastDeploy -Path $team.Clone -ErrorAction Stop).Source | Should -BeExactly 'ledger, tags'
        }

        It 'refuses where they disagree, shows both, and lets one be chosen' {
            Invoke-Git $team.Clone push --quiet origin "$($team.Tip):refs/tags/deploy/production/1"
            $refusal = Assert-Refusal $team "SourcesDisagree,$class" { Get-LastDeploy -Path $team.Clone -ErrorAction Stop }
            $refusal.ErrorDetails.Message | Should -BeLike "*$($team.Live.Substring(0, 7))*$($team.Tip.Substring(0, 7))*"
            (Get-LastDeploy -Path $team.Clone -Source tags -ErrorAction Stop).Commit | Should -BeExactly $team.Tip
            (Get-LastDeploy -Path $team.Clone -Source ledger -ErrorAction Stop).Commit | Should -BeExactly $team.Live
        }

        It 'reads tags of another pattern' {
            Invoke-Git $team.Clone push --quiet origin "$($team.First):refs/tags/live-production-7"
            (Get-LastDeploy -Path $team.Clone -Source tags -TagPattern 'live-{environment}-*' -ErrorAction Stop).Commit | Should -BeExactly $team.First
        }

        It 'refuses a pattern that is none: <_>' -ForEach @('a*b*', 'a b', 'a..b', '/') {
            Assert-Refusal $team "InvalidTagPattern,$class" { Get-LastDeploy -Path $team.Clone -TagPattern $_ -ErrorAction Stop }
        }

        It 'refuses a source that it does not know' {
            Assert-Refusal $team "SourceUnknown,$class" { Get-LastDeploy -Path $team.Clone -Source oracle -ErrorAction Stop }
        }
    }

    Context 'the sources of the settings' {
        BeforeAll {
            $web = Start-WebStandIn
            $sources = '{ "environments": { "production": { "sources": ["ledger", { "type": "version", "url": "{url}/{environment}/version" }] } } }'.Replace('{url}', $web.Url)
        }

        AfterAll {
            Stop-WebStandIn $web
        }

        BeforeEach {
            $web.Requests.Clear()
            $web.Answers.Clear()
            $web.Answers['/production/version'] = "$($team.Live)`n"
            Publish-Settings $team $sources
        }

        It 'agree: one deploy that names all who do' {
            $deploy = Assert-OnlyRead $team { Get-LastDeploy -Path $team.Clone -ErrorAction Stop }
            $deploy | Should -HaveCount 1
            $deploy.Commit | Should -BeExactly $team.Live
            $deploy.Source | Should -BeExactly 'ledger, version'
            $deploy.DeployedBy | Should -BeExactly 'Tess Tester <tess@example.com>'
            $deploy.IsSourceChosen | Should -BeFalse
            Get-AskedPath $web | Should -Be @('/production/version')
            $web.Requests[0].Headers['Cache-Control'] | Should -BeLike '*no-cache*'
        }

        It 'are asked anew by each run' {
            $null = Get-LastDeploy -Path $team.Clone -ErrorAction Stop
            $web.Answers['/production/version'] = $team.Tip
            { Get-LastDeploy -Path $team.Clone -ErrorAction Stop } | Should -Throw -ErrorId "SourcesDisagree,$class"
            $web.Requests | Should -HaveCount 2
            $web.Requests[0].Query | Should -Not -Be $web.Requests[1].Query
        }

        It 'disagree: nothing is taken for live, all are shown, and how far they are apart' {
            $web.Answers['/production/version'] = $team.Tip
            $null = Get-HotfixConfiguration -Path $team.Clone -ErrorAction Stop
            $refusal = Assert-Refusal $team "SourcesDisagree,$class" { Get-LastDeploy -Path $team.Clone -ErrorAction Stop }
            $refusal.CategoryInfo.Category | Should -Be 'InvalidResult'
            $refusal.ErrorDetails.Message | Should -BeLike "*ledger: $($team.Live.Substring(0, 8)) at *version: $($team.Tip.Substring(0, 8)) at *commits ahead of it*"
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-Source ledger or -Source version*'
        }

        It 'are believed as -Source says, and the others are not asked' {
            $web.Answers['/production/version'] = $team.Tip
            $deploy = Get-LastDeploy -Source ledger -Path $team.Clone -ErrorAction Stop
            $deploy.Commit | Should -BeExactly $team.Live
            $deploy.Source | Should -BeExactly 'ledger'
            $deploy.IsSourceChosen | Should -BeTrue
            $web.Requests | Should -BeNullOrEmpty
            $deploy = Get-LastDeploy -Source version -Path $team.Clone -ErrorAction Stop
            $deploy.Commit | Should -BeExactly $team.Tip
            $deploy.Source | Should -BeExactly 'version'
        }

        It 'take the place of others: tags are not asked any more' {
            Invoke-Git $team.Clone push --quiet origin "$($team.Tip):refs/tags/deploy/production/1"
            (Get-LastDeploy -Path $team.Clone -ErrorAction Stop).Source | Should -BeExactly 'ledger, version'
            $refusal = { Get-LastDeploy -Source tags -Path $team.Clone -ErrorAction Stop } | Should -Throw -ErrorId "SourceUnknown,$class" -PassThru
            "$($refusal.ErrorDetails.Message) $($refusal.ErrorDetails.RecommendedAction)" | Should -BeLike '*ledger, version*'
        }

        It 'may be silent: then nothing is taken for live: <Name>' -ForEach @(
            @{ Name = 'no page'; Answer = 404; Said = '404' }
            @{ Name = 'a sign-in page'; Answer = @{ Body = '<html>Sign in</html>'; Type = 'text/html' }; Said = '' }
            @{ Name = 'an empty page'; Answer = @{ Body = '' }; Said = '' }
            @{ Name = 'half a commit id'; Answer = '0123456'; Said = '' }
            @{ Name = 'a commit that the remote does not have'; Answer = '0123456789012345678901234567890123456789'; Said = 'no such commit' }
            @{ Name = 'an old answer of a cache'; Answer = @{ Body = '{live}'; Headers = @{ Age = '86400' } }; Said = 'from a cache' }
        ) {
            if ($Answer -is [hashtable]) {
                $Answer.Body = $Answer.Body.Replace('{live}', $team.Live)
            }

            $web.Answers['/production/version'] = $Answer
            $null = Get-HotfixConfiguration -Path $team.Clone -ErrorAction Stop
            $refusal = Assert-Refusal $team "CannotVerify,$class" { Get-LastDeploy -Path $team.Clone -ErrorAction Stop }
            $refusal.CategoryInfo.Category | Should -Be 'InvalidResult'
            $refusal.ErrorDetails.Message | Should -BeLike "*ledger: $($team.Live.Substring(0, 8)) at *version: no answer (*$Said*"
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-Source ledger*'
            (Get-LastDeploy -Source ledger -Path $team.Clone -ErrorAction Stop).Commit | Should -BeExactly $team.Live
        }

        It 'are not waited for longer than they may take' {
            $web.Answers['/production/version'] = @{ IsSilent = $true }
            Publish-Settings $team $sources.Replace('/version"', '/version", "timeout": "1s"')
            { Get-LastDeploy -Path $team.Clone -ErrorAction Stop } | Should -Throw -ErrorId "CannotVerify,$class" -ExpectedMessage '*did not answer within 1s*'
        }

        It 'are read as JSON, by a pattern, from a ref that moves, and from a program' {
            $web.Answers['/json'] = @{ Body = "{ `"build`": [{ `"sha`": `"$($team.Live)`" }] }"; Type = 'application/json' }
            $web.Answers['/page'] = @{ Body = "<p>Commit <b>$($team.Live)</b>, base <i>$($team.Tip)</i></p>"; Type = 'text/html' }
            $program = New-DeployProgram $team "echo $($team.Live)" 'ask'
            Invoke-Git $team.Clone push --quiet origin "$($team.Live):refs/tags/live/production"
            Publish-Settings $team @"
{
  "environments": {
    "production": {
      "sources": [
        { "name": "json", "type": "version", "url": "$($web.Url)/json", "path": "build[0].sha" },
        { "name": "page", "type": "version", "url": "$($web.Url)/page", "pattern": "Commit <b>([0-9a-f]{40})" },
        { "type": "ref", "ref": "refs/tags/live/{environment}" },
        { "type": "command", "command": "../$(Split-Path -Leaf $program)", "arguments": ["{environment}"] }
      ]
    }
  }
}
"@
            (Get-LastDeploy -Path $team.Clone -ErrorAction Stop).Source | Should -BeExactly 'json, page, ref, command'
            [System.IO.File]::ReadAllText((Join-Path $team.Seen 'arguments')) | Should -BeExactly "production`0"
        }

        It 'get their token, which nobody else sees' {
            $env:HOTFIX_PESTER_TOKEN = 's3cret-t0ken'
            try {
                Publish-Settings $team $sources.Replace('/version"', '/version", "token": "env:HOTFIX_PESTER_TOKEN"')
                $said = Get-LastDeploy -Verbose -Debug -Path $team.Clone -ErrorAction Stop *>&1 | Out-String -Width 300
            }
            finally {
                Remove-Item -Path Env:HOTFIX_PESTER_TOKEN
            }

            $web.Requests[0].Headers['Authorization'] | Should -BeExactly 'Bearer s3cret-t0ken'
            $said | Should -Match 'ledger, version'
            $said | Should -Not -Match 's3cret'
        }

        It 'are asked for each environment, and the last of the settings where none is named' {
            Publish-Settings $team $sources.Replace('{ "production"', '{ "staging": {}, "production"')
            $null = Register-Deploy staging $team.Tip -Path $team.Clone -ErrorAction Stop
            (Get-LastDeploy -Path $team.Clone -ErrorAction Stop).Environment | Should -BeExactly 'production'
            $found = Get-LastDeploy staging, production -Path $team.Clone -ErrorAction Stop
            $found.Source | Should -Be @('ledger', 'ledger, version')
        }
    }

    Context 'a deploy that was taken back' {
        It 'is said in a warning' {
            $null = Register-Deploy production $team.Tip -Path $team.Clone -ErrorAction Stop
            $null = Register-Deploy production $team.Live -Path $team.Clone -ErrorAction Stop 3> $null
            $deploy = Get-LastDeploy -Path $team.Clone -ErrorAction Stop -WarningVariable warnings 3> $null
            $deploy.Commit | Should -BeExactly $team.Live
            $deploy.IsRollback | Should -BeTrue
            $warnings | Should -HaveCount 1
            "$warnings" | Should -BeLike "production was taken back: $($team.Live.Substring(0, 8)) is older*Get-DeployHistory production*"
        }

        It 'is not said where the next one went on' {
            $null = Register-Deploy production $team.Tip -Path $team.Clone -ErrorAction Stop
            $deploy = Get-LastDeploy -Path $team.Clone -ErrorAction Stop -WarningVariable warnings
            $deploy.IsRollback | Should -BeFalse
            $warnings | Should -BeNullOrEmpty
        }
    }

    Context 'bad input' {
        It 'refuses an environment name <name>' -ForEach @(
            @{ Name = 'with a slash'; Value = 'a/b' }
            @{ Name = 'with a space'; Value = 'a b' }
            @{ Name = 'with a control character'; Value = "a`tb" }
            @{ Name = 'with two dots'; Value = 'a..b' }
            @{ Name = 'of dots alone'; Value = '..' }
            @{ Name = 'of 300 characters'; Value = 'a' * 300 }
            @{ Name = 'of none'; Value = '' }
        ) {
            $refusal = Assert-Refusal $team "InvalidEnvironment,$class" { Get-LastDeploy $Value -Path $team.Clone -ErrorAction Stop }
            $refusal.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $refusal.TargetObject | Should -BeExactly $Value
        }

        It 'says that nothing is deployed yet' {
            $fresh = New-Team -Undeployed
            $refusal = Assert-Refusal $fresh "NoDeployRecord,$class" { Get-LastDeploy -Path $fresh.Clone -ErrorAction Stop }
            $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Register-Deploy*'
        }

        It 'says so of an empty remote' {
            $fresh = New-Team -Empty
            Assert-Refusal $fresh "NoDeployRecord,$class" { Get-LastDeploy -Path $fresh.Clone -ErrorAction Stop }
        }

        It 'refuses a folder without a repository, and one that does not exist' {
            Assert-Refusal $team "NotARepository,$class" { Get-LastDeploy -Path $World -ErrorAction Stop }
            Assert-Refusal $team "NotARepository,$class" { Get-LastDeploy -Path (Join-Path $World 'nowhere') -ErrorAction Stop }
            Assert-Refusal $team "NotARepository,$class" { Get-LastDeploy -Path 'NoSuchDrive:/x' -ErrorAction Stop }
        }

        It 'refuses a repository without a remote' {
            Invoke-Git $team.Clone remote remove origin
            Assert-Refusal $team "RemoteNotFound,$class" { Get-LastDeploy -Path $team.Clone -ErrorAction Stop }
        }

        It 'refuses a remote that the repository does not have' {
            Assert-Refusal $team "RemoteNotFound,$class" { Get-LastDeploy -Path $team.Clone -Remote upstream -ErrorAction Stop }
        }

        It 'says that the remote is gone' {
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            $refusal = Assert-Refusal $team "RemoteUnreachable,$class" { Get-LastDeploy -Path $team.Clone -ErrorAction Stop }
            $refusal.CategoryInfo.Category | Should -Be 'ConnectionError'
        }

        It 'says that the password is wrong, and does not show it' {
            $server = Start-RefusingServer
            try {
                Invoke-Git $team.Clone remote set-url origin "$($server.Url)/shop.git"
                $credential = [pscredential]::new('tess', [System.Net.NetworkCredential]::new('', 'not-the-one').SecurePassword)
                $refusal = Assert-Refusal $team "AuthenticationFailed,$class" { Get-LastDeploy -Path $team.Clone -Credential $credential -ErrorAction Stop }
            }
            finally {
                Stop-WebStandIn $server
            }

            $refusal.CategoryInfo.Category | Should -Be 'AuthenticationError'
            "$($refusal.ErrorDetails.Message) $($refusal.Exception)" | Should -Not -BeLike '*not-the-one*'
        }

        It 'refuses a shallow clone' {
            $shallow = Add-Clone $team shallow --depth=1
            Assert-Refusal $team "ShallowRepository,$class" { Get-LastDeploy -Path $shallow -ErrorAction Stop }
        }
    }
}
