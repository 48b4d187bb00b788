# On a real PowerShell, with its own views, transcripts, exports and errors: no secret is in any of them, and no text of
# others does harm there. What commands say on their streams is looked through in HotfixTools.Tests, for every session.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $team = New-Team
    $harm = "`e[2J`e]0;owned`a$([char] 0x9b)31m$([char] 0x202e)gpj$([char] 0x200b)"

    function Get-Harm([string] $Text) {
        # PowerShell's own colours are no text of others.
        [regex]::Matches(($Text -replace '\x1b\[[0-9;]*m'), '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]') | ForEach-Object { 'U+{0:x4}' -f [int] $_.Value[0] } | Sort-Object -Unique
    }
}

AfterAll {
    Exit-TestHome
}

Describe 'A secret' {
    It 'is in no form of an error, no transcript and no stream' {
        $url = 'http://ada:s3cret-of-pester@127.0.0.1:1/shop.git?private_token=t0ken-of-pester'
        $clone = Join-Path $World secret-clone
        Copy-Folder $team.Clone $clone
        Invoke-Git $clone remote set-url origin $url
        $transcript = Join-Path $World transcript.txt
        $script = @'
$problem = @()
foreach ($command in { Get-Hotfix -Url $env:HOTFIX_PESTER_URL }, { New-Hotfix -Path $env:HOTFIX_PESTER_CLONE }, { Export-HotfixReport "$env:HOTFIX_PESTER_CLONE.html" -Url $env:HOTFIX_PESTER_URL }, { Get-Hotfix -Path $env:HOTFIX_PESTER_CLONE }) {
    $VerbosePreference = $DebugPreference = 'Continue'
    & $command *>&1
}
$Error | Format-List * -Force
$Error | ForEach-Object { Get-Error -InputObject $_; $_.Exception | Format-List * -Force; $_.Exception.InnerException | Format-List * -Force; $_.TargetObject | Format-List * -Force; [System.Management.Automation.PSSerializer]::Serialize($_, 2) }
'@
        $env:HOTFIX_PESTER_URL = $url
        $env:HOTFIX_PESTER_CLONE = $clone
        try {
            $program, [string[]] $begin = Get-PowerShellProgram
            $said = & $program @begin -NoProfile -NonInteractive -Command "Import-Module '$ModuleManifest'; `$null = Start-Transcript -Path '$transcript'; $script; `$null = Stop-Transcript" *>&1 | Out-String
        }
        finally {
            Remove-Item Env:HOTFIX_PESTER_URL, Env:HOTFIX_PESTER_CLONE
        }

        $said | Should -Match 'RemoteUnreachable'
        $said.Length | Should -BeGreaterThan 5000
        foreach ($text in $said, (Get-Content -Raw $transcript), (Get-Content -Raw "$clone.html" -ErrorAction Ignore)) {
            $text | Should -Not -Match 's3cret|t0ken'
        }
    }
}

Describe 'Text of others' {
    BeforeAll {
        Invoke-Git $team.Clone config user.name "Eve$harm"
        $branch = "feature/evil$([char] 0x202e)gpj"
        Invoke-Git $team.Clone switch --quiet -c $branch
        $null = Add-Commit $team.Clone evil.txt evil "Evil$harm"
        Invoke-Git $team.Clone push --quiet origin $branch
        Invoke-Git $team.Clone switch --quiet master
        Invoke-Git $team.Clone merge --quiet --no-ff '-m' "Merge pull request #7 from eve/x$harm" $branch
        Invoke-Git $team.Clone push --quiet origin master
        $null = New-Hotfix -Path $team.Clone -Reason "Orders$harm"
    }

    It 'does no harm in <_>' -ForEach 'Format-Table', 'Format-List', 'Format-Wide', 'Out-String', 'ConvertTo-Json', 'ConvertTo-Csv', 'ConvertTo-Xml', 'Select-Object *', 'Format-Custom' {
        $what = $_
        $shown = foreach ($command in 'Get-Hotfix', 'Compare-Deploy', 'Get-LastDeploy', 'Get-DeployHistory', 'Get-HotfixHistory', 'Test-HotfixJournal') {
            $objects = & $command -Path $team.Clone
            switch ($what) {
                'Format-Table' { $objects | Format-Table * | Out-String }
                'Format-List' { $objects | Format-List * -Force | Out-String }
                'Format-Wide' { $objects | Format-Wide | Out-String }
                'Out-String' { $objects | Out-String -Width 300 }
                'ConvertTo-Json' { $objects | ConvertTo-Json -Depth 4 -WarningAction Ignore }
                'ConvertTo-Csv' { $objects | ConvertTo-Csv | Out-String }
                'ConvertTo-Xml' { ($objects | ConvertTo-Xml -Depth 3).OuterXml }
                'Select-Object *' { $objects | Select-Object * | Out-String }
                'Format-Custom' { $objects | Format-Custom -Depth 3 | Out-String }
            }
        }

        $text = $shown -join "`n"
        Get-Harm $text | Should -BeNullOrEmpty
        Get-Harm $harm | Should -Not -BeNullOrEmpty
        $text | Should -Match 'hotfix'
    }
}
