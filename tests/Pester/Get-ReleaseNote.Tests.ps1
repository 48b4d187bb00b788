# .github/Get-ReleaseNote.ps1, which decides whether a tag is released, and with which words.

BeforeAll {
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
    $script = Join-Path $root '.github/Get-ReleaseNote.ps1'

    function Set-Release([string] $Version, [string] $Changelog) {
        Set-Content -Path (Join-Path $TestDrive 'HotfixTools.psd1') -Value "@{ ModuleVersion = '$Version' }"
        Set-Content -Path (Join-Path $TestDrive 'CHANGELOG.md') -Value $Changelog
    }

    function Get-Note([string] $Tag) {
        & $script $Tag -Path $TestDrive
    }
}

Describe 'Get-ReleaseNote.ps1' {
    It 'gives the section of the version alone' {
        Set-Release '1.2.0' "# Changelog`n`n## [Unreleased]`n`n- later`n`n## [1.2.0] - 2026-12-01`n`n### Added`n`n- this`n- and [that]`n`n## [1.1.0] - 2026-11-01`n`n- earlier`n"
        Get-Note 'v1.2.0' | Should -BeExactly "### Added`n`n- this`n- and [that]"
    }

    It 'gives the last section, without the links below it' {
        Set-Release '0.1.0' "# Changelog`n`n## [0.1.0]`n`n- first`n`n[0.1.0]: https://example.com`n"
        Get-Note 'v0.1.0' | Should -BeExactly '- first'
    }

    It 'refuses a tag that is not the version: <_>' -ForEach '0.1.0', 'v0.1.1', 'V0.1.0', 'v0.1.0-rc1', 'v0.1', 'vv0.1.0', 'x' {
        Set-Release '0.1.0' "## [0.1.0]`n`n- first"
        { Get-Note $_ } | Should -Throw "*'$_'*HotfixTools.psd1 says 0.1.0*"
    }

    It 'refuses a version of which the changelog says nothing: <_>' -ForEach @(
        "# Changelog`n`n## [Unreleased]`n`n- first"
        "## [0.1.0]`n`n## [0.0.9]`n`n- first"
        "## [0x1y0]`n`n- first"
        '## [0.1.0]'
    ) {
        Set-Release '0.1.0' $_
        { Get-Note 'v0.1.0' } | Should -Throw '*nothing below*0.1.0*'
    }

    It 'understands this repository' {
        $version = (Import-PowerShellDataFile (Join-Path $root 'HotfixTools.psd1')).ModuleVersion
        # Between two releases there is nothing to say yet; after the heading is there, there is.
        if ((Get-Content -Raw (Join-Path $root 'CHANGELOG.md')).Contains("## [$version]")) {
            & $script "v$version" | Should -Not -BeNullOrEmpty
        }
        else {
            { & $script "v$version" } | Should -Throw '*Unreleased*'
        }
    }
}
