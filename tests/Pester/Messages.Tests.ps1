# What messages and ways out tell people to type is there, and takes those parameters; of pages, DocumentationTests see to
# that. And the quick reference is one page that tells the truth.
BeforeDiscovery {
    $root = Join-Path $PSScriptRoot '../..'
    $sources = 'HotfixTools', 'HotfixTools.Core', 'HotfixTools.Services', 'HotfixTools.Git' | ForEach-Object { @{ Name = $_; Folder = Join-Path $root src $_ } }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome

    # Not ours, and said to belong to others.
    $foreign = 'Merge-Commit', 'Install-Module', 'Import-Module', 'Set-Secret', 'Set-SecretInfo', 'Get-Error', 'Set-Location', 'Get-Command', 'Get-Help'

    # Commands in a text, each with the parameters that follow it. What is in braces is filled in, and what is in angle
    # brackets is for the person.
    function Get-NamedCommand([string] $Text) {
        # Twice, for what stands in braces within braces.
        $filled = $Text -replace '\{[^{}]*\}', 'x' -replace '\{[^{}]*\}', 'x' -replace '<[^<>]*>', 'x'
        $value = "(?:'[^']*'|(?![A-Z][a-z]+-[A-Z]|-)[\w./-]+)"
        $values = "$value(?:, $value)*"
        foreach ($match in [regex]::Matches($filled, "(?<![\w/.-])(?<name>[A-Z][a-z]+-[A-Z][A-Za-z]+)(?<rest>(?: $values){0,2}(?: -[A-Za-z]+(?: $values)?)*)")) {
            [pscustomobject]@{
                Name = $match.Groups['name'].Value
                Parameters = @([regex]::Matches(($match.Groups['rest'].Value -replace "'[^']*'"), '(?<= -)[A-Za-z]+') | ForEach-Object Value)
            }
        }
    }

    # What is amiss with them.
    function Find-UnknownCommand([string] $Text) {
        $verbs = (Get-Verb).Verb
        foreach ($command in Get-NamedCommand $Text) {
            if ($command.Name -in $foreign -or $command.Name.Split('-')[0] -notin $verbs) {
                continue
            }

            $known = Get-Command $command.Name -Module HotfixTools -ErrorAction Ignore
            if (-not $known) {
                "there is no $($command.Name)"
                continue
            }

            $taken = @($known.Parameters.Keys) + @($known.Parameters.Values.Aliases)
            $command.Parameters | Where-Object { $_ -notin $taken } | ForEach-Object { "$($command.Name) has no -$_" }
        }
    }

    $reference = Get-Content (Join-Path $PSScriptRoot '../../docs/quick-reference.md')
}

AfterAll {
    Exit-TestHome
}

Describe 'What people are told to type' {
    It 'can be told from prose' {
        $found = Get-NamedCommand 'Go on: Publish-Hotfix {environment} -Force -Reason <what you saw>; or Get-Nothing -Foo ''a -Bar b''. A look-Up is none.'
        $found.Name | Should -Be @('Publish-Hotfix', 'Get-Nothing')
        $found[0].Parameters | Should -Be @('Force', 'Reason')
        $found[1].Parameters | Should -Be @('Foo')
        Find-UnknownCommand 'Publish-Hotfix -Foo, Get-Nothing' | Should -Be @('Publish-Hotfix has no -Foo', 'there is no Get-Nothing')
    }

    It 'in <Name> is there' -ForEach $sources {
        $files = @(Get-ChildItem -Recurse -Filter *.cs $Folder | Where-Object FullName -NotMatch '[\\/](?:bin|obj)[\\/]')
        $files | Should -Not -BeNullOrEmpty
        # Texts alone: not comments, and not names of classes.
        $files | Select-String -Pattern '^(?!\s*//).*' | ForEach-Object {
            $place = "$($_.Filename):$($_.LineNumber)"
            [regex]::Matches($_.Line, '"(?:[^"\\]|\\.)*"') | Where-Object Value -Match '-' | ForEach-Object { Find-UnknownCommand $_.Value } | ForEach-Object { "${place}: $_" }
        } | Should -BeNullOrEmpty
    }
}

Describe 'The quick reference' {
    It 'fits on a printed page' {
        $reference.Count | Should -BeLessOrEqual 60
        ($reference | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 100
    }

    It 'has nothing that does not parse' {
        $inline = [regex]::Matches(($reference -join "`n"), '(?<!`)`(?<code>[^`\n]+)`(?!`)') | ForEach-Object { $_.Groups['code'].Value }
        $commands = @($inline | Where-Object { $_ -cmatch '^(?:[A-Z][a-z]+-[A-Z]|git )' })
        $commands.Count | Should -BeGreaterThan 20
        foreach ($command in $commands) {
            $errors = $null
            $null = [System.Management.Automation.Language.Parser]::ParseInput(($command -replace '<[^<>]*>', 'x'), [ref] $null, [ref] $errors)
            $errors | Should -BeNullOrEmpty -Because $command
        }
    }

    It 'names each finding and error by the name that it has' {
        $page = Get-Content -Raw (Join-Path $PSScriptRoot '../../docs/findings-and-errors.md')
        $names = [regex]::Matches(($reference -join "`n"), '`(?<id>[A-Z][a-z]+(?:[A-Z][a-z]+)+)`') | ForEach-Object { $_.Groups['id'].Value }
        $scenarios = [enum]::GetNames([HotfixTools.HotfixScenario])
        $names | Where-Object { $_ -notin $scenarios -and $_ -cne 'NextStep' -and -not $page.Contains("``$_``") } | Should -BeNullOrEmpty
    }

    It 'names each scenario' {
        foreach ($name in [enum]::GetNames([HotfixTools.HotfixScenario])) {
            $reference -join ' ' | Should -MatchExactly "(?:``|Scenario )$name``"
        }
    }

    It 'tells the story in five commands, which run as they stand' {
        $first = [array]::IndexOf($reference, '```powershell')
        $story = $reference[($first + 1)..([array]::IndexOf($reference, '```', $first) - 1)]
        $story.Count | Should -BeLessOrEqual 5
        $sandbox = New-HotfixSandbox -ErrorAction Stop
        Push-Location $sandbox.Repository
        try {
            $ConfirmPreference = 'None'
            foreach ($line in $story) {
                if ($line -like 'git commit*') {
                    Add-Content -Path src/checkout.txt -Value 'never less than one'
                }

                $null = & ([scriptblock]::Create($line)) 2>&1
            }

            Get-Hotfix -ErrorAction Stop | Should -BeNullOrEmpty
        }
        finally {
            Pop-Location
        }

        Invoke-Git $sandbox.Remote show 'master:src/checkout.txt' | Should -Contain 'never less than one'
        Invoke-Git $sandbox.Remote for-each-ref refs/heads/hotfix | Should -BeNullOrEmpty
    }
}
