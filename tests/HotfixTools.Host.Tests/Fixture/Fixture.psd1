@{
    RootModule        = 'Fixture.psm1'
    ModuleVersion     = '1.2.3'
    GUID              = '0e0a3a0f-6c27-4b8e-8f0a-5d1f0c1b7a11'
    FormatsToProcess  = @('Fixture.Format.ps1xml')
    FunctionsToExport = @(
        'Get-FixtureThing'
        'Get-FixtureName'
        'Get-FixtureSecret'
        'Remove-FixtureThing'
        'Show-FixtureProgress'
        'Wait-Fixture'
        'Write-FixtureError'
        'Write-FixtureMessage'
    )
}
