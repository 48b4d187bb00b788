BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.ShowHotfixGraphCommand'
}

AfterAll {
    Exit-TestHome
}

Describe 'Show-HotfixGraph' {
    BeforeEach {
        $team = New-Team
    }

    It 'draws what is live and what is merged since, as one string' {
        $picture = Assert-OnlyRead $team { Show-HotfixGraph -Path $team.Clone -As Ascii -ErrorAction Stop }
        $picture | Should -BeOfType string
        $picture | Should -HaveCount 1
        $picture | Should -Match '(?m)^master +---X-+1-+2-+3-+>$'
        $picture | Should -Match "(?m)^X  $($team.Live.Substring(0, 8))  .* \[live in production\]$"
        $picture | Should -Match '(?m)^   No hotfix is in progress\.$'
    }

    It 'draws the hotfix, and where it is merged back' {
        $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
        $null = Push-Fix $team.Clone
        $picture = Show-HotfixGraph -Path $team.Clone -As Ascii -ErrorAction Stop
        $picture | Should -Match '^hotfix +-+H\n'
        $picture | Should -Match '\[not merged back yet; 1 fix commit\]'
        $null = Register-Deploy production hotfix -Path $team.Clone -ErrorAction Stop
        Show-HotfixGraph -Path $team.Clone -As Ascii -ErrorAction Stop | Should -Match '(?m)^H .*live in production'
    }

    It 'draws lines of boxes, Mermaid and SVG' {
        Show-HotfixGraph Unicode -Path $team.Clone -ErrorAction Stop | Should -Match '(?m)^master +───X┬'
        Show-HotfixGraph Mermaid -Path $team.Clone -ErrorAction Stop | Should -Match '(?m)^gitGraph LR:$'
        $svg = [xml](Show-HotfixGraph Svg -Path $team.Clone -ErrorAction Stop)
        $svg.svg.role | Should -BeExactly 'img'
        $svg.GetElementsByTagName('script') | Should -HaveCount 0
    }

    It 'gives an SVG that can be written to a file' {
        $file = Join-Path $team.Root 'graph.svg'
        Show-HotfixGraph -Path $team.Clone -As Svg -ErrorAction Stop | Set-Content $file
        ([xml](Get-Content -Raw $file)).svg | Should -Not -BeNullOrEmpty
    }

    It 'has no colours where the output is no terminal' {
        Show-HotfixGraph Unicode -Path $team.Clone -ErrorAction Stop | Should -Not -Match "`e"
        Show-HotfixGraph Unicode -NoColor -Path $team.Clone -ErrorAction Stop | Should -Not -Match "`e"
    }

    It 'leaves out what is in the middle, and says how much' {
        foreach ($number in 4..14) {
            Invoke-Git $team.Clone commit --quiet --allow-empty '-m' "Feature $number (#$number)"
        }

        Invoke-Git $team.Clone push --quiet origin master
        Show-HotfixGraph Ascii -MaxMerges 4 -Path $team.Clone -ErrorAction Stop | Should -Match '(?m)^\.\.\.  10 more merges: 3 to 12$'
    }

    It 'takes repositories from the pipeline, and goes on after a bad one' {
        $items = $World, $team.Clone | ForEach-Object { [pscustomobject]@{ Path = $_ } }
        $pictures = $items | Show-HotfixGraph -As Ascii -ErrorAction SilentlyContinue -ErrorVariable problems
        $pictures | Should -HaveCount 1
        $problems.FullyQualifiedErrorId | Should -Be "NotARepository,$class"
    }

    Context 'bad input' {
        It 'says that nothing is deployed yet' {
            $fresh = New-Team -Undeployed
            Assert-Refusal $fresh "NoDeployRecord,$class" { Show-HotfixGraph -Path $fresh.Clone -ErrorAction Stop }
        }

        It 'says so of an empty remote' {
            $fresh = New-Team -Empty
            Assert-Refusal $fresh "NoDeployRecord,$class" { Show-HotfixGraph -Path $fresh.Clone -ErrorAction Stop }
        }

        It 'refuses a number of merges: <_>' -ForEach @(0, 1, 51, -1) {
            { Show-HotfixGraph -MaxMerges $_ -Path $team.Clone -ErrorAction Stop } | Should -Throw -ErrorId "ParameterArgumentValidationError,$class"
        }

        It 'refuses a hotfix branch that is the mainline' {
            Assert-Refusal $team "InvalidBranch,$class" { Show-HotfixGraph -Branch master -Path $team.Clone -ErrorAction Stop }
        }
    }
}
