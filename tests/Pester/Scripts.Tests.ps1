# The scripts of this repository, as PSScriptAnalyzer sees them; its settings are PSScriptAnalyzerSettings.psd1.

BeforeDiscovery {
    $hasAnalyzer = [bool] (Get-Module -ListAvailable PSScriptAnalyzer)
    # A skipped test says why by its name.
    $why = $hasAnalyzer ? '' : ' (skipped: PSScriptAnalyzer is not installed)'
}

BeforeAll {
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
    $scripts = & git -C $root ls-files --cached --others --exclude-standard '--' '*.ps1' '*.psm1' '*.psd1' |
        ForEach-Object { Join-Path $root $_ } | Where-Object { Test-Path -LiteralPath $_ }

    # What PowerShell 7 understands, and Windows PowerShell does not.
    function Get-NewSyntax([string] $Script) {
        $tokens = $errors = $null
        $tree = [System.Management.Automation.Language.Parser]::ParseFile($Script, [ref] $tokens, [ref] $errors)
        $errors | Should -BeNullOrEmpty
        $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.TernaryExpressionAst] }, $true) | ForEach-Object { $_.Extent.Text }
        $tokens | Where-Object Kind -In 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'AndAnd', 'OrOr' | ForEach-Object { $_.Text }
    }
}

Describe 'The scripts' {
    It 'build.ps1 can be read by Windows PowerShell, and so say that another one is needed' {
        Get-NewSyntax (Join-Path $root 'build.ps1') | Should -BeNullOrEmpty
        # That it would be found.
        Get-NewSyntax (Join-Path $PSScriptRoot 'Invoke-Suite.ps1') | Should -Not -BeNullOrEmpty
    }

    It "PSScriptAnalyzer has nothing to say$why" -Skip:(-not $hasAnalyzer) {
        $scripts.Count | Should -BeGreaterThan 30
        $findings = $scripts | ForEach-Object { Invoke-ScriptAnalyzer -Path $_ -Settings (Join-Path $root 'PSScriptAnalyzerSettings.psd1') }
        $findings | ForEach-Object { "$($_.ScriptPath):$($_.Line) $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
