BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome

    # What Tab offers at the end of a line.
    function Get-Completion([string] $Line) {
        , @((TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches)
    }
}

AfterAll {
    Exit-TestHome
}

Describe 'Completion in a clone' {
    BeforeEach {
        $team = New-Team
        Push-Location $team.Clone
    }

    AfterEach {
        Pop-Location
    }

    It 'offers environments, and says what is live there' {
        (Get-Completion 'Get-LastDeploy ').CompletionText | Should -Be @('production', 'staging', 'sandbox')
        (Get-Completion 'Get-LastDeploy p').ToolTip | Should -BeLike "production: $($team.Live.Substring(0, 8)) Take orders, deployed * by Tess Tester, as last seen"
        (Get-Completion "Get-LastDeploy 'sta").CompletionText | Should -BeExactly "'staging'"
        (Get-Completion 'Get-LastDeploy staging, ').CompletionText | Should -Be @('production', 'sandbox')
    }

    It 'offers commits with subject, author and date, and branches' {
        $found = Get-Completion 'Register-Deploy production '
        $found[0].CompletionText | Should -BeExactly $team.Tip
        $found[0].ToolTip | Should -Match '^Feature 3 \(#3\) \(Tess Tester, \d{4}-\d\d-\d\d \d\d:\d\d\)$'
        $found.CompletionText | Should -Contain 'feature1'
        (Get-Completion 'Register-Deploy production orders').CompletionText | Should -Be $team.Live
        (Get-Completion "New-Hotfix -Base $($team.Live.Substring(0, 5))").CompletionText | Should -Be $team.Live
    }

    It 'offers what can be gone back to' {
        $null = Register-Deploy production $team.Tip -ErrorAction Stop
        (Get-Completion 'Restore-Deploy production ').CompletionText | Should -Be @($team.Live, $team.Tip)
    }

    It 'offers sources, branches, remotes and ids' {
        (Get-Completion 'Get-LastDeploy -Source ').CompletionText | Should -Be @('ledger', 'tags')
        (Get-Completion 'Get-Hotfix -Mainline ')[0].CompletionText | Should -BeExactly 'master'
        (Get-Completion 'Get-Hotfix -Remote ').CompletionText | Should -Be 'origin'
        $hotfix = New-Hotfix -Reason 'Orders fail' -ErrorAction Stop
        $found = Get-Completion 'Get-HotfixHistory -Id '
        $found.ListItemText | Should -Be $hotfix.Id
        $found.ToolTip | Should -BeLike 'Orders fail (Tess Tester, *): Started'
    }

    It 'puts what is offered on the line so that it runs as it is: <_>' -ForEach @("a';throw", '$(throw)', 'a;throw', 'a`b', '{throw}', '123', 'ü/ñ') {
        Invoke-Git $team.Clone update-ref "refs/heads/$_" $team.Live
        $name = $_
        $match = (Get-Completion 'Compare-Deploy production ') | Where-Object ListItemText -CEQ $name
        $text = & ([scriptblock]::Create("function Get-Text(`$Text) { `$Text }; Get-Text $($match.CompletionText)"))
        $text | Should -BeExactly $name
        # Only here: the remote has no such branch, and the clone does.
        & ([scriptblock]::Create("Compare-Deploy production $($match.CompletionText) -ErrorAction Stop 6> `$null")) | Should -BeNullOrEmpty
    }

    It 'needs no remote, and leaves everything as it was' {
        $null = Get-LastDeploy -ErrorAction Stop
        Invoke-Git $team.Clone remote set-url origin 'http://10.255.255.1/shop.git'
        $before = Get-TeamText $team
        (Get-Completion 'Get-LastDeploy pro').ToolTip | Should -BeLike '*Take orders*'
        (Get-Completion 'Register-Deploy production ')[0].CompletionText | Should -BeExactly $team.Tip
        (Get-Completion 'Restore-Deploy production ').CompletionText | Should -Be $team.Live
        Get-TeamText $team | Should -BeExactly $before
        Invoke-Git $team.Clone remote remove origin
        (Get-Completion 'Register-Deploy production mas').CompletionText | Should -BeExactly 'master'
    }

    It 'works in strict mode, where errors stop, and in constrained language' {
        Set-StrictMode -Version 3.0
        $ErrorActionPreference = 'Stop'
        (Get-Completion 'Get-LastDeploy pro').CompletionText | Should -BeExactly 'production'
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript({
                    param($Manifest, $Clone)
                    Import-Module $Manifest
                    Set-Location $Clone
                    $ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
                    (TabExpansion2 -inputScript 'Register-Deploy production mas' -cursorColumn 30).CompletionMatches.CompletionText
                }).AddArgument((Get-Module HotfixTools).Path.Replace('bin/HotfixTools.dll', 'HotfixTools.psd1')).AddArgument($team.Clone)
            $shell.Invoke() | Should -BeExactly 'master'
        }
        finally {
            $shell.Dispose()
        }
    }
}

Describe 'Completion of repositories' {
    BeforeAll {
        $place = (New-Item -ItemType Directory -Path (Join-Path $World 'all repositories')).FullName
        foreach ($name in 'a folder', '$(throw)', 'plain', "it's") {
            $null = New-Item -ItemType Directory -Path (Join-Path $place $name)
        }

        Set-Content -Path (Join-Path $place 'file.txt') -Value 'no folder'
        $null = Invoke-Git $place init --quiet 'shop [old]'
        $null = Invoke-Git $place init --quiet --bare 'shop.git'
        $null = New-PSDrive -Name Shops -PSProvider FileSystem -Root $place -Scope Global
    }

    AfterAll {
        Remove-PSDrive -Name Shops -Scope Global
    }

    BeforeEach {
        Push-Location $place
    }

    AfterEach {
        Pop-Location
    }

    It 'offers folders, those that are repositories first' {
        $found = Get-Completion 'Get-Hotfix -Path '
        $found.ListItemText | Should -Be @('shop [old]', 'shop.git', '$(throw)', 'a folder', "it's", 'plain')
        $found[0].ToolTip | Should -BeExactly "Repository: $place/shop [old]".Replace('/', [System.IO.Path]::DirectorySeparatorChar)
        $found[1].ToolTip | Should -BeLike 'Bare repository: *'
        $found[5].ToolTip | Should -BeLike 'Folder: *'
    }

    It 'puts on the line what names that very folder' {
        foreach ($match in (Get-Completion 'Get-Hotfix -Path ')) {
            & ([scriptblock]::Create("Test-Path -LiteralPath $($match.CompletionText) -PathType Container")) | Should -BeTrue -Because $match.CompletionText
        }
    }

    It 'knows drives, the home folder and folders of folders' {
        (Get-Completion 'Get-Hotfix -Path Shops:/pl').CompletionText | Should -BeExactly 'Shops:/plain'
        (Get-Completion 'Get-Hotfix -Path Sho').CompletionText | Should -Contain "Shops:$([System.IO.Path]::DirectorySeparatorChar)"
        (Get-Completion "Get-Hotfix -Path '../all").CompletionText | Should -BeExactly "'../all repositories'"
        $null = New-Item -ItemType Directory -Path (Join-Path $HOME 'my-shop') -Force
        (Get-Completion 'Get-Hotfix -Path ~/my-s').CompletionText | Should -BeExactly '~/my-shop'
        Remove-Item -Path (Join-Path $HOME 'my-shop')
    }

    It 'is no error where there are no folders' {
        Set-Location Env:
        Get-Completion 'Get-Hotfix -Path ' | Should -BeNullOrEmpty
        (Get-Completion 'Get-LastDeploy pro').CompletionText | Should -BeExactly 'production'
        Set-Location $place
        Get-Completion 'Get-Hotfix -Path nowhere/' | Should -BeNullOrEmpty
        Get-Completion 'Get-Hotfix -Path file.txt/' | Should -BeNullOrEmpty
    }
}
