BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.NewHotfixCommand'
    $branch = 'refs/heads/hotfix'
    $journal = 'refs/hotfix/journal'
}

AfterAll {
    Exit-TestHome
}

Describe 'New-Hotfix' {
    BeforeEach {
        $team = New-Team
    }

    Context 'it works' {
        It 'creates the branch at the remote from what is live, and says so in the journal' {
            $before = Get-RefText $team.Remote
            $work = Get-WorkText $team.Clone
            $hotfix = New-Hotfix -Reason 'Orders fail' -Path $team.Clone -ErrorAction Stop
            $hotfix | Should -BeOfType HotfixTools.Hotfix
            $hotfix.State | Should -Be 'Started'
            $hotfix.Base | Should -BeExactly $team.Live
            $hotfix.Head | Should -BeExactly $team.Live
            $hotfix.BaseDeploy.Environment | Should -BeExactly 'production'
            $hotfix.Branch | Should -BeExactly 'hotfix'
            $hotfix.Mainline | Should -BeExactly 'master'
            $hotfix.Reason | Should -BeExactly 'Orders fail'
            $hotfix.StartedBy | Should -BeExactly 'Tess Tester <tess@example.com>'
            $hotfix.Commits | Should -BeNullOrEmpty
            $hotfix.NextStep | Should -BeLike '*git switch hotfix*'

            Get-RemoteRef $team $branch | Should -BeExactly $team.Live
            $entry = (Invoke-Git $team.Remote show "${journal}:entry.json") -join "`n" | ConvertFrom-Json
            $entry.event | Should -BeExactly 'Started'
            $entry.base | Should -BeExactly $team.Live
            $entry.reason | Should -BeExactly 'Orders fail'
            $others = Get-RefText $team.Remote | ForEach-Object { $_ -split "`n" } | Where-Object { $_ -notmatch '^refs/(heads/hotfix|hotfix/journal) ' }
            $others -join "`n" | Should -BeExactly $before
            Get-WorkText $team.Clone | Should -BeExactly $work
        }

        It 'lets "git switch hotfix" work at once' {
            $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
            Invoke-Git $team.Clone switch --quiet hotfix
            Invoke-Git $team.Clone rev-parse HEAD | Should -BeExactly $team.Live
            Invoke-Git $team.Clone rev-parse --abbrev-ref 'hotfix@{upstream}' | Should -BeExactly 'origin/hotfix'
        }

        It 'leaves unsaved work alone' {
            Set-Content -Path (Join-Path $team.Clone 'orders.txt') -Value 'half an idea'
            Set-Content -Path (Join-Path $team.Clone 'new.txt') -Value 'not added'
            Invoke-Git $team.Clone switch --quiet --detach HEAD
            $work = Get-WorkText $team.Clone
            $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
            Get-WorkText $team.Clone | Should -BeExactly $work
        }

        It 'starts from a commit of the mainline' {
            (New-Hotfix -Base 'master~1' -Path $team.Clone -ErrorAction Stop).Base | Should -BeExactly (Invoke-Git $team.Clone rev-parse 'master~1')
        }

        It 'uses another branch and another mainline' {
            Invoke-Git $team.Clone push --quiet origin master:refs/heads/trunk
            $hotfix = New-Hotfix -Branch 'ops/urgent' -Mainline trunk -Path $team.Clone -ErrorAction Stop
            $hotfix.Branch | Should -BeExactly 'ops/urgent'
            $hotfix.Mainline | Should -BeExactly 'trunk'
            Get-RemoteRef $team 'refs/heads/ops/urgent' | Should -BeExactly $team.Live
        }

        It 'works in a bare clone' {
            $bare = Add-Clone $team mirror.git --bare
            (New-Hotfix -Path $bare -ErrorAction Stop).Base | Should -BeExactly $team.Live
            Get-RemoteRef $team $branch | Should -BeExactly $team.Live
        }
    }

    Context '-CheckOut' {
        It 'checks the branch out' {
            $null = New-Hotfix -CheckOut -Path $team.Clone -ErrorAction Stop
            Invoke-Git $team.Clone symbolic-ref --short HEAD | Should -BeExactly 'hotfix'
            Invoke-Git $team.Clone rev-parse HEAD | Should -BeExactly $team.Live
            Invoke-Git $team.Clone status --porcelain | Should -BeNullOrEmpty
        }

        It 'refuses a tree that it would change, before anything is pushed' {
            Set-Content -Path (Join-Path $team.Clone 'orders.txt') -Value 'half an idea'
            Assert-Refusal $team "CheckoutRefused,$class" { New-Hotfix -CheckOut -Path $team.Clone -ErrorAction Stop }
        }
    }

    Context '-WhatIf' {
        It 'changes nothing: <name>' -ForEach @(
            @{ Name = 'from what is live'; Arguments = @{} }
            @{ Name = 'from a commit'; Arguments = @{ Base = 'master~1' } }
            @{ Name = 'with a checkout'; Arguments = @{ CheckOut = $true } }
        ) {
            Assert-Unchanged $team { New-Hotfix @Arguments -Path $team.Clone -WhatIf -ErrorAction Stop } | Should -BeNullOrEmpty
        }

        It 'lists the very steps that a real run takes' {
            $said = (Get-HostText "New-Hotfix -CheckOut -Path '$($team.Clone)' -WhatIf") -match '^What if:'
            $said | Should -HaveCount 3
            $said[0] | Should -BeLike "*refs/heads/hotfix*$($team.Live.Substring(0, 7))*"
            $said[1] | Should -BeLike '*Started*refs/hotfix/journal*'
            $said[2] | Should -BeLike '*Check out hotfix*'
        }
    }

    Context 'the pipeline' {
        It 'takes what Get-LastDeploy found, with its repository' {
            $hotfix = Get-LastDeploy -Path $team.Clone -ErrorAction Stop | New-Hotfix -ErrorAction Stop
            $hotfix.Base | Should -BeExactly $team.Live
            Split-Path -Leaf $hotfix.Repository | Should -BeExactly 'ada'
        }

        It 'starts one in each of several repositories, and goes on where one is refused' {
            $other = New-Team
            $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
            $hotfixes = $team, $other | ForEach-Object { Get-LastDeploy -Path $_.Clone -ErrorAction Stop } | New-Hotfix -ErrorAction SilentlyContinue -ErrorVariable problems
            $hotfixes | Should -HaveCount 1
            Get-RemoteRef $other $branch | Should -BeExactly $other.Live
            $problems.FullyQualifiedErrorId | Should -Be "HotfixInProgress,$class"
        }
    }

    Context 'there is only ever one' {
        It 'refuses a second one by somebody else, and says who, when and why' {
            $hotfix = New-Hotfix -Reason 'Orders fail' -Path $team.Clone -ErrorAction Stop
            $ben = Add-Clone $team ben
            $refusal = Assert-Refusal $team "HotfixInProgress,$class" { Get-LastDeploy -Path $ben -ErrorAction Stop | New-Hotfix -ErrorAction Stop }
            $refusal.CategoryInfo.Category | Should -Be 'ResourceExists'
            $refusal.ErrorDetails.Message | Should -BeLike '*Tess Tester <tess@example.com>*UTC*Orders fail*'
            $refusal.TargetObject | Should -BeOfType HotfixTools.Hotfix
            $refusal.TargetObject.Id | Should -BeExactly $hotfix.Id
        }

        It 'is safe to run a second time' {
            $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
            Assert-Refusal $team "HotfixInProgress,$class" { New-Hotfix -Path $team.Clone -ErrorAction Stop }
        }

        It 'sees a branch that plain git made, and does not write over it' {
            Invoke-Git $team.Clone push --quiet origin 'master~2:refs/heads/hotfix'
            Assert-Refusal $team "HotfixInProgress,$class" { New-Hotfix -Path $team.Clone -ErrorAction Stop }
        }

        It 'refuses where a branch below its name is in the way' {
            Invoke-Git $team.Clone push --quiet origin 'master:refs/heads/hotfix/x'
            $refusal = Assert-Refusal $team "RefNotAccepted,$class" { New-Hotfix -Path $team.Clone -ErrorAction Stop }
            $refusal.ErrorDetails.Message | Should -BeLike '*hotfix/x*'
        }

        It 'starts another one when the first is over' {
            $first = New-Hotfix -Path $team.Clone -ErrorAction Stop
            $null = Stop-Hotfix 'Rehearsal' -Path $team.Clone -Confirm:$false -ErrorAction Stop
            $second = New-Hotfix -Path $team.Clone -ErrorAction Stop
            $second.Id | Should -Not -Be $first.Id
            Get-RemoteRef $team $branch | Should -BeExactly $team.Live
        }
    }

    Context '-Adopt' {
        It 'puts a name on a branch that plain git made' {
            Invoke-Git $team.Clone push --quiet origin "$($team.Live):refs/heads/hotfix"
            $null = Push-Fix $team.Clone
            $head = Get-RemoteRef $team $branch
            $hotfix = New-Hotfix -Adopt -Reason 'Made in a hurry' -Path $team.Clone -ErrorAction Stop
            $hotfix.StartedBy | Should -BeExactly 'Tess Tester <tess@example.com>'
            $hotfix.Base | Should -BeExactly $team.Live
            $hotfix.Commits | Should -HaveCount 1
            Get-RemoteRef $team $branch | Should -BeExactly $head
        }

        It 'changes nothing with -WhatIf' {
            Invoke-Git $team.Clone push --quiet origin "$($team.Live):refs/heads/hotfix"
            Assert-Unchanged $team { New-Hotfix -Adopt -Path $team.Clone -WhatIf -ErrorAction Stop } | Should -BeNullOrEmpty
        }

        It 'refuses where there is nothing to adopt, and what has an owner' {
            Assert-Refusal $team "NoHotfix,$class" { New-Hotfix -Adopt -Path $team.Clone -ErrorAction Stop }
            $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
            Assert-Refusal $team "HotfixInProgress,$class" { New-Hotfix -Adopt -Path $team.Clone -ErrorAction Stop }
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
            $web.Answers['/hook'] = 200
            $webhook = "{ `"notify`": [{ `"type`": `"webhook`", `"url`": `"$($web.Url)/hook`" }] }"
        }

        It 'is obeyed before anybody fetches it' {
            Publish-Settings $team '{ "branch": "urgent", "journal": "refs/heads/journals/" }'
            (New-Hotfix -Path $team.Clone -ErrorAction Stop).Branch | Should -BeExactly 'urgent'
            Get-RemoteRef $team refs/heads/urgent | Should -BeExactly $team.Live
            Get-RemoteRef $team $branch | Should -BeNullOrEmpty
            @(Get-Chain $team refs/heads/journals/journal).event | Should -Be @('Started')
            Get-RemoteRef $team $journal | Should -BeNullOrEmpty
        }

        It 'is refused where it has faults, one error for each' {
            Publish-Settings $team '{ "brnach": "x", "staleAfter": "soon" }'
            $before = Get-RefText $team.Remote
            New-Hotfix -Path $team.Clone -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
            $problems.FullyQualifiedErrorId | Should -Be (@("ConfigurationInvalid,$class") * 2)
            Get-RefText $team.Remote | Should -BeExactly $before
        }

        It 'is that sources must agree: else it refuses, and a choice is noted in the journal' {
            $web.Answers['/version'] = $team.Tip
            Publish-Settings $team "{ `"environments`": { `"production`": { `"sources`": [`"ledger`", { `"type`": `"version`", `"url`": `"$($web.Url)/version`" }] } } }"
            $null = Get-HotfixConfiguration -Path $team.Clone -ErrorAction Stop
            $refusal = Assert-Refusal $team "SourcesDisagree,$class" { New-Hotfix -Path $team.Clone -ErrorAction Stop }
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-Source ledger*'
            (New-Hotfix -Source version -Path $team.Clone -ErrorAction Stop).Base | Should -BeExactly $team.Tip
            @(Get-Chain $team $journal)[0].source | Should -BeExactly 'version'
            (Invoke-Git $team.Remote log '-1' '--format=%B' $journal) | Should -Contain 'Source: version'
        }

        It 'lets a choice go through the pipeline' {
            $web.Answers['/version'] = $team.Tip
            Publish-Settings $team "{ `"environments`": { `"production`": { `"sources`": [`"ledger`", { `"type`": `"version`", `"url`": `"$($web.Url)/version`" }] } } }"
            $hotfix = Get-LastDeploy -Source ledger -Path $team.Clone -ErrorAction Stop | New-Hotfix -ErrorAction Stop
            $hotfix.Base | Should -BeExactly $team.Live
            @(Get-Chain $team $journal)[0].source | Should -BeExactly 'ledger'
        }

        It 'notes no choice where none was made' {
            $null = Get-LastDeploy -Path $team.Clone -ErrorAction Stop | New-Hotfix -ErrorAction Stop
            @(Get-Chain $team $journal)[0].Keys | Should -Not -Contain 'source'
        }

        It 'is who is told: who, what, why, and what is affected' {
            Publish-Settings $team $webhook
            $null = New-Hotfix -Reason 'Orders fail' -Path $team.Clone -ErrorAction Stop -WarningVariable warnings
            $warnings | Should -BeNullOrEmpty
            $web.Requests | Should -HaveCount 1
            $web.Requests[0].Method | Should -BeExactly 'POST'
            $notice = Get-ToldEvent $web
            $notice.event | Should -BeExactly 'Started'
            $notice.by.name | Should -BeExactly 'Tess Tester'
            $notice.reason | Should -BeExactly 'Orders fail'
            $notice.base | Should -BeExactly $team.Live
            $notice.title | Should -BeLike 'Tess Tester started a hotfix*'
            $notice.consequence | Should -BeLike '*deploys to production*Test-DeployGate*'
            $null = Get-Hotfix -Path $team.Clone -ErrorAction Stop
            $web.Requests | Should -HaveCount 1
        }

        It 'is told nobody with -WhatIf, nor of what was refused' {
            Publish-Settings $team $webhook
            $null = New-Hotfix -Path $team.Clone -WhatIf -ErrorAction Stop
            { New-Hotfix -Base no-such-branch -Path $team.Clone -ErrorAction Stop } | Should -Throw -ErrorId "CommitNotFound,$class"
            $web.Requests | Should -BeNullOrEmpty
        }

        It 'is a warning where nobody could be told, and the next cmdlet tells' {
            $web.Answers['/hook'] = 404
            Publish-Settings $team $webhook
            $hotfix = New-Hotfix -Path $team.Clone -ErrorAction Stop -WarningVariable warnings 3> $null
            $hotfix.State | Should -Be 'Started'
            $warnings | Should -HaveCount 1
            "$warnings" | Should -BeLike "*team was not told by 'webhook'*404*"
            @(Get-Chain $team $journal).event | Should -Be @('NoticeOwed', 'Started')

            # It is said once, not each time.
            Get-Hotfix -Path $team.Clone -ErrorAction Stop -WarningVariable warnings | Should -Not -BeNullOrEmpty
            $warnings | Should -BeNullOrEmpty

            $web.Answers['/hook'] = 202
            $web.Requests.Clear()
            $null = Get-Hotfix -Path $team.Clone -ErrorAction Stop
            (Get-ToldEvent $web).event | Should -Be @('Started')
            @(Get-Chain $team $journal).event | Should -Be @('NoticeSent', 'NoticeOwed', 'Started')
            $null = Get-Hotfix -Path $team.Clone -ErrorAction Stop
            $web.Requests | Should -HaveCount 1
        }

        It 'is told by an address that is a secret, which is shown nowhere' {
            $env:HOTFIX_PESTER_CHAT = "$($web.Url)/services/T0/s3cret"
            $web.Answers['/services/T0/s3cret'] = 403
            try {
                Publish-Settings $team '{ "notify": [{ "type": "slack", "url": "env:HOTFIX_PESTER_CHAT" }] }'
                $said = New-Hotfix -Verbose -Path $team.Clone -ErrorAction Stop *>&1 | Out-String -Width 300
            }
            finally {
                Remove-Item -Path Env:HOTFIX_PESTER_CHAT
            }

            Get-AskedPath $web | Sort-Object -Unique | Should -Be '/services/T0/s3cret'
            $said | Should -Match '403'
            $said | Should -Not -Match 's3cret'
            "$(Invoke-Git $team.Remote log --all '-p' '--format=%B')" | Should -Not -Match 's3cret'
        }
    }

    Context 'bad input' {
        It 'refuses a deploy that is no longer live' {
            $deploy = Get-LastDeploy -Path $team.Clone -ErrorAction Stop
            $null = Register-Deploy production $team.Tip -Path $team.Clone -ErrorAction Stop
            $refusal = Assert-Refusal $team "Superseded,$class" { $deploy | New-Hotfix -ErrorAction Stop }
            $refusal.ErrorDetails.Message | Should -BeLike "*$($team.Tip.Substring(0, 7))*"
        }

        It 'refuses a base that is not on the mainline' {
            Invoke-Git $team.Clone switch --quiet --create side 'master~2'
            $side = Add-Commit $team.Clone 'side.txt' 'x' 'Aside'
            Assert-Refusal $team "BaseNotOnMainline,$class" { New-Hotfix -Base $side -Path $team.Clone -ErrorAction Stop }
        }

        It 'refuses an unknown or malformed base: <_>' -ForEach @('no-such-branch', '1234567890123456789012345678901234567890', 'master^{tree}', 'a b', '-x', '') {
            Assert-Refusal $team "CommitNotFound,$class" { New-Hotfix -Base $_ -Path $team.Clone -ErrorAction Stop }
        }

        It 'refuses an ambiguous base' {
            $abbreviation = New-AmbiguousAbbreviation $team
            Assert-Refusal $team "AmbiguousCommit,$class" { New-Hotfix -Base $abbreviation -Path $team.Clone -ErrorAction Stop }
        }

        It 'refuses a branch name: <_>' -ForEach @('a b', 'a..b', 'a~b', '-x', 'HEAD', 'refs/', 'x.lock', '.x', 'a//b') {
            Assert-Refusal $team "InvalidBranch,$class" { New-Hotfix -Branch $_ -Path $team.Clone -ErrorAction Stop }
        }

        It 'refuses where nothing is deployed yet, and an empty remote' {
            $fresh = New-Team -Undeployed
            Assert-Refusal $fresh "NoDeployRecord,$class" { New-Hotfix -Path $fresh.Clone -ErrorAction Stop }
            $fresh = New-Team -Empty
            Assert-Refusal $fresh "NoDeployRecord,$class" { New-Hotfix -Path $fresh.Clone -ErrorAction Stop }
        }

        It 'asks for an identity where Git knows none' {
            Invoke-WithoutIdentity {
                Assert-Refusal $team "IdentityMissing,$class" { New-Hotfix -Path $team.Clone -ErrorAction Stop }
            }
        }

        It 'hands on the words of a server that refuses the branch' {
            Set-RemoteHook $team 'update' 'echo "branches need a ticket" >&2; test "$1" != refs/heads/hotfix'
            Assert-Refusal $team "PushRejected,$class" { New-Hotfix -Path $team.Clone -ErrorAction Stop }
        }

        It 'leaves no claim behind where the server refuses the journal' {
            Set-RemoteHook $team 'update' 'test "$1" != refs/hotfix/journal'
            $before = Get-RefText $team.Remote
            { New-Hotfix -Path $team.Clone -ErrorAction Stop } | Should -Throw -ErrorId "RefNotAccepted,$class"
            Get-RefText $team.Remote | Should -BeExactly $before
        }

        It 'refuses a shallow clone, what is no repository, a remote that is missing, and one that is gone' {
            $shallow = Add-Clone $team shallow --depth=1
            Assert-Refusal $team "ShallowRepository,$class" { New-Hotfix -Path $shallow -ErrorAction Stop }
            Assert-Refusal $team "NotARepository,$class" { New-Hotfix -Path $World -ErrorAction Stop }
            Assert-Refusal $team "RemoteNotFound,$class" { New-Hotfix -Remote upstream -Path $team.Clone -ErrorAction Stop }
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            Assert-Refusal $team "RemoteUnreachable,$class" { New-Hotfix -Path $team.Clone -ErrorAction Stop }
        }
    }
}
