@{
    RootModule             = 'bin/HotfixTools.dll'
    ModuleVersion          = '0.1.0'
    CompatiblePSEditions   = @('Core')
    GUID                   = '5b0f7d0e-6f0c-4c65-9d57-0d4d0b6f4a2e'
    Author                 = 'The HotfixTools contributors'
    CompanyName            = 'The HotfixTools contributors'
    Copyright              = '(c) The HotfixTools contributors. MIT licence.'
    Description            = 'Takes a team through an urgent fix in production: from the last deploy to one hotfix branch, and back into the mainline, so that nothing else ships with it and nothing is lost.'
    PowerShellVersion      = '7.4'
    RequiredAssemblies     = @('bin/HotfixTools.dll')
    TypesToProcess         = @('bin/HotfixTools.Types.ps1xml')
    FormatsToProcess       = @('bin/HotfixTools.Format.ps1xml')
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    CmdletsToExport        = @(
        'Add-HotfixCommit'
        'Compare-Deploy'
        'Complete-Hotfix'
        'Export-HotfixReport'
        'Get-DeployHistory'
        'Get-Hotfix'
        'Get-HotfixConfiguration'
        'Get-HotfixHistory'
        'Get-LastDeploy'
        'Measure-Hotfix'
        'New-Hotfix'
        'New-HotfixConfiguration'
        'New-HotfixSandbox'
        'Publish-Hotfix'
        'Register-Deploy'
        'Restore-Deploy'
        'Show-HotfixGraph'
        'Stop-Hotfix'
        'Submit-Hotfix'
        'Test-DeployGate'
        'Test-Hotfix'
        'Test-HotfixConfiguration'
        'Test-HotfixHeartbeat'
        'Test-HotfixJournal'
        'Update-Hotfix'
    )
    PrivateData            = @{
        PSData = @{
            Tags                     = @('git', 'hotfix', 'deploy', 'deployment', 'release', 'rollback', 'devops', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ProjectUri               = 'https://github.com/HotfixTools/HotfixTools'
            LicenseUri               = 'https://github.com/HotfixTools/HotfixTools/blob/main/LICENSE'
            IconUri                  = 'https://raw.githubusercontent.com/HotfixTools/HotfixTools/main/assets/icon.png'
            ReleaseNotes             = 'https://github.com/HotfixTools/HotfixTools/blob/main/CHANGELOG.md'
            RequireLicenseAcceptance = $false
        }
    }
}
