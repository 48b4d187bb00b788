BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.ExportHotfixReportCommand'
}

AfterAll {
    Exit-TestHome
}

Describe 'Export-HotfixReport' {
    BeforeEach {
        $team = New-Team
        $file = Join-Path $team.Root 'report.html'
        $here = @{ Repository = $team.Clone; ErrorAction = 'Stop' }
    }

    Context 'it works' {
        It 'writes one page, emits the file, and changes neither Git nor the remote' {
            $null = New-Hotfix -Path $team.Clone -Reason 'Orders fail' -ErrorAction Stop
            $null = Push-Fix $team.Clone
            $written = Assert-OnlyRead $team { Export-HotfixReport $file @here }
            $written | Should -HaveCount 1
            $written | Should -BeOfType System.IO.FileInfo
            $written.FullName | Should -BeExactly $file
            $text = Get-Content -Raw -Path $file
            $text | Should -Match '^<!DOCTYPE html>'
            $text | Should -Match '</html>\s*$'
            $text | Should -BeLike '*Orders fail*'
            $text | Should -BeLike '*Fix the orders*'
            # No draft of it is left behind.
            Get-ChildItem -Force -File -Path $team.Root | Should -HaveCount 1
        }

        It 'says of a quiet repository that it is' {
            $null = Export-HotfixReport $file @here
            Get-Content -Raw -Path $file | Should -BeLike '*Nothing is wrong.*No hotfix*'
        }

        It 'shows the next step and each finding with its way out' {
            $null = New-Hotfix -Path $team.Clone -ErrorAction Stop
            $null = Push-Fix $team.Clone
            $null = Register-Deploy production master -Path $team.Clone -ErrorAction Stop
            $hotfix = Get-Hotfix -Path $team.Clone -ErrorAction Stop
            $null = Export-HotfixReport $file @here
            $text = [System.Net.WebUtility]::HtmlDecode(((Get-Content -Raw -Path $file) -replace '<[^>]*>'))
            $text.Contains($hotfix.NextStep) | Should -BeTrue
            $hotfix.Findings | Should -Not -BeNullOrEmpty
            foreach ($finding in $hotfix.Findings) {
                $text.Contains($finding.Message) | Should -BeTrue -Because $finding.Message
                $text.Contains($finding.WayOut) | Should -BeTrue -Because $finding.WayOut
            }
        }

        It 'is written to where the user is, from the repository of the current location' {
            Push-Location $team.Clone
            try {
                (Export-HotfixReport ../report.html -ErrorAction Stop).FullName | Should -BeExactly $file
            }
            finally {
                Pop-Location
            }

            Get-Content -Raw -Path $file | Should -BeLike '*<title>Hotfixes of ada</title>*'
        }

        It 'is written again by a second run' {
            $null = Export-HotfixReport $file @here
            Set-Content -Path $file -Value 'yesterday'
            $null = Export-HotfixReport $file @here
            Get-Content -Raw -Path $file | Should -Not -BeLike '*yesterday*'
        }

        It 'is called as -Title says, and that is text' {
            $null = Export-HotfixReport $file -Title '<b>Shop</b>' @here
            Get-Content -Raw -Path $file | Should -BeLike '*<title>&lt;b&gt;Shop&lt;/b&gt;</title>*'
        }
    }

    Context 'many repositories' {
        It 'takes them from the pipeline: <_>' -ForEach @('folders', 'hotfixes', 'addresses', 'objects of a forge', 'by name') {
            $other = New-Team
            foreach ($each in $team, $other) {
                $null = New-Hotfix -Path $each.Clone -ErrorAction Stop
            }

            $null = switch ($_) {
                'folders' { $team, $other | ForEach-Object { Get-Item $_.Clone } | Export-HotfixReport $file -ErrorAction Stop }
                'hotfixes' { $team, $other | ForEach-Object { Get-Hotfix -Path $_.Clone } | Export-HotfixReport $file -ErrorAction Stop }
                'addresses' { $team.Remote, "file://$($other.Remote)" | Export-HotfixReport $file -ErrorAction Stop }
                'objects of a forge' { $team, $other | ForEach-Object { [pscustomobject]@{ clone_url = "file://$($_.Remote)" } } | Export-HotfixReport $file -ErrorAction Stop }
                'by name' { Export-HotfixReport -Path $file -Repository $team.Clone, "file://$($other.Remote)", $team.Clone -ErrorAction Stop }
            }
            $text = Get-Content -Raw -Path $file
            $text | Should -BeLike '*<b>2</b> repositories*<b>2</b> in progress*'
        }

        It 'goes on where one cannot be looked at, and shows that in the page' {
            $gone = Join-Path $World 'gone.git'
            $written = $gone, $team.Remote | Export-HotfixReport $file -ErrorAction SilentlyContinue -ErrorVariable problems
            $written.FullName | Should -BeExactly $file
            $problems.FullyQualifiedErrorId | Should -Be "RemoteUnreachable,$class"
            $text = Get-Content -Raw -Path $file
            $text | Should -BeLike '*<b>2</b> repositories*<b>1</b> could not be checked*'
            $text | Should -BeLike "*$gone*"
        }
    }

    Context '-WhatIf' {
        It 'writes nothing, and leaves what is there' {
            Export-HotfixReport $file -WhatIf @here | Should -BeNullOrEmpty
            $file | Should -Not -Exist
            Set-Content -Path $file -Value 'mine'
            Export-HotfixReport $file -WhatIf @here | Should -BeNullOrEmpty
            Get-Content -Path $file | Should -BeExactly 'mine'
        }

        It 'says which file a real run writes' {
            $said = @(Get-HostText "Export-HotfixReport '$file' -Repository '$($team.Clone)' -WhatIf") -match '^What if:'
            $said | Should -HaveCount 1
            $said | Should -BeLike "*Write a report of 1 repository*`"$file`"*"
        }
    }

    Context 'a place that is no good' {
        It 'is one that is there, with -NoClobber' {
            Set-Content -Path $file -Value 'mine'
            $refusal = Assert-Refusal $team "FileExists,$class" { Export-HotfixReport $file -NoClobber @here }
            $refusal.CategoryInfo.Category | Should -Be 'ResourceExists'
            $refusal.TargetObject | Should -BeExactly $file
            Get-Content -Path $file | Should -BeExactly 'mine'
        }

        It 'is in a folder that does not exist' {
            $refusal = Assert-Refusal $team "FolderNotFound,$class" { Export-HotfixReport (Join-Path $team.Root 'nowhere/report.html') @here }
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-Path*'
        }

        It 'is a folder, or a file that is read-only' {
            Assert-Refusal $team "FileNotWritten,$class" { Export-HotfixReport $team.Root @here }
            Set-Content -Path $file -Value 'mine'
            Set-ItemProperty -Path $file -Name IsReadOnly -Value $true
            $refusal = Assert-Refusal $team "FileNotWritten,$class" { Export-HotfixReport $file @here }
            $refusal.CategoryInfo.Category | Should -Be 'PermissionDenied'
            Set-ItemProperty -Path $file -Name IsReadOnly -Value $false
            Get-Content -Path $file | Should -BeExactly 'mine'
        }
    }

    Context 'bad input' {
        It 'is an error of its own, and in the page' {
            Invoke-Git $team.Clone remote set-url origin (Join-Path $World 'gone.git')
            $written = Export-HotfixReport $file -Repository $team.Clone, $World -Ordered -ErrorAction SilentlyContinue -ErrorVariable problems
            $written.FullName | Should -BeExactly $file
            $problems.FullyQualifiedErrorId | Should -Be @("RemoteUnreachable,$class", "NotARepository,$class")
            Get-Content -Raw -Path $file | Should -BeLike '*<b>2</b> could not be checked*'
        }
    }
}
