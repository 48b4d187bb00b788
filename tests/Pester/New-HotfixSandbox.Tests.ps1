BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Enter-TestHome
    $class = 'HotfixTools.PowerShell.Commands.NewHotfixSandboxCommand'
}

AfterAll {
    Exit-TestHome
}

Describe 'New-HotfixSandbox' {
    It 'makes a bare remote and a clone of it, with a deploy that is older than the mainline' {
        $sandbox = New-HotfixSandbox -ErrorAction Stop
        $sandbox | Should -BeOfType HotfixTools.HotfixSandbox
        Invoke-Git $sandbox.Remote rev-parse --is-bare-repository | Should -BeExactly 'true'
        Invoke-Git $sandbox.Remote fsck --strict
        Invoke-Git $sandbox.Repository status --porcelain | Should -BeNullOrEmpty
        Invoke-Git $sandbox.Repository remote get-url origin | Should -BeExactly $sandbox.Remote
        Invoke-Git $sandbox.Repository symbolic-ref --short HEAD | Should -BeExactly $sandbox.Mainline
        Invoke-Git $sandbox.Repository rev-parse HEAD | Should -Not -Be $sandbox.LiveCommit
        (Get-LastDeploy -Path $sandbox.Repository -ErrorAction Stop).Commit | Should -BeExactly $sandbox.LiveCommit
        Compare-Deploy -Path $sandbox.Repository -ErrorAction Stop 6> $null | Should -HaveCount 3
    }

    It 'makes it in the temporary folder, so that nothing of the user is near' {
        (New-HotfixSandbox -ErrorAction Stop).Root | Split-Path | Should -BeExactly $env:TMPDIR
    }

    It 'makes it in a folder of choice, by a PowerShell path' {
        Push-Location $World
        try {
            $sandbox = New-HotfixSandbox 'practice place' -ErrorAction Stop
        }
        finally {
            Pop-Location
        }

        $sandbox.Root | Should -BeExactly (Join-Path $World 'practice place')
        Get-ChildItem -Name $sandbox.Root | Should -Be @('remote.git', 'shop')
    }

    It 'begins a pipeline that ends in a hotfix' {
        $sandbox = New-HotfixSandbox -ErrorAction Stop
        $hotfix = $sandbox | Get-LastDeploy -ErrorAction Stop | New-Hotfix -ErrorAction Stop
        $hotfix.Base | Should -BeExactly $sandbox.LiveCommit
        Invoke-Git $sandbox.Remote rev-parse refs/heads/hotfix | Should -BeExactly $sandbox.LiveCommit
    }

    It 'works where Git knows nobody' {
        $sandbox = & {
            Invoke-WithoutIdentity {
                $made = New-HotfixSandbox -ErrorAction Stop
                $null = $made | Get-LastDeploy -ErrorAction Stop | New-Hotfix -ErrorAction Stop
                $made
            }
        }
        (Get-Hotfix -Path $sandbox.Repository -ErrorAction Stop).StartedBy | Should -BeExactly 'Practice User <practice@example.com>'
    }

    It 'makes nothing with -WhatIf' {
        $folder = Join-Path $World 'not made'
        $before = Get-ChildItem -Name $env:TMPDIR
        New-HotfixSandbox -WhatIf -ErrorAction Stop | Should -BeNullOrEmpty
        New-HotfixSandbox $folder -WhatIf -ErrorAction Stop | Should -BeNullOrEmpty
        Get-ChildItem -Name $env:TMPDIR | Should -Be $before
        Test-Path $folder | Should -BeFalse
    }

    It 'makes another one at a second run' {
        $first = New-HotfixSandbox -ErrorAction Stop
        $before = Get-RefText $first.Remote
        $second = New-HotfixSandbox -ErrorAction Stop
        $second.Root | Should -Not -Be $first.Root
        Get-RefText $first.Remote | Should -BeExactly $before
    }

    It 'refuses a folder that holds something, and leaves it as it is' {
        $folder = New-Item -ItemType Directory -Path (Join-Path $World 'mine')
        Set-Content -Path (Join-Path $folder 'diary.txt') -Value 'dear diary'
        $refusal = { New-HotfixSandbox $folder -ErrorAction Stop } | Should -Throw -ErrorId "FolderNotEmpty,$class" -PassThru
        $refusal.CategoryInfo.Category | Should -Be 'ResourceExists'
        $refusal.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-ChildItem -Name $folder | Should -Be 'diary.txt'
        Get-Content (Join-Path $folder 'diary.txt') | Should -BeExactly 'dear diary'
    }

    It 'refuses to make it in its own folder again' {
        $folder = Join-Path $World 'twice'
        $sandbox = New-HotfixSandbox $folder -ErrorAction Stop
        $before = Get-RefText $sandbox.Remote
        { New-HotfixSandbox $folder -ErrorAction Stop } | Should -Throw -ErrorId "FolderNotEmpty,$class"
        Get-RefText $sandbox.Remote | Should -BeExactly $before
    }
}
