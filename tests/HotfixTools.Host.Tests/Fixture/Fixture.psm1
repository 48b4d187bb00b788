<#
.SYNOPSIS
Emits things that the module has a view for.
.EXAMPLE
Get-FixtureThing -Count 2
The first two things.
#>
function Get-FixtureThing {
    [CmdletBinding()]
    param([int] $Count = 2)

    for ($number = 1; $number -le $Count; $number++) {
        [pscustomobject]@{ PSTypeName = 'Fixture.Thing'; Name = "thing$number"; Size = $number; Hidden = 'hidden' }
    }
}

function Get-FixtureName {
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory)] [string] $Name, [Parameter(Mandatory)] [string[]] $Tag)

    "$Name has $($Tag.Count) tags: $Tag"
}

function Get-FixtureSecret {
    [CmdletBinding()]
    [OutputType([string])]
    param([Parameter(Mandatory)] [pscredential] $Credential)

    "$($Credential.UserName) has a password of $($Credential.GetNetworkCredential().Password.Length) characters"
}

function Remove-FixtureThing {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    [OutputType([string])]
    param([string[]] $Name = 'thing1')

    foreach ($one in $Name) {
        if ($PSCmdlet.ShouldProcess($one, 'Remove')) { "removed $one" } else { "kept $one" }
    }
}

function Show-FixtureProgress {
    [CmdletBinding()]
    [OutputType([string])]
    param()

    $record = [System.Management.Automation.ProgressRecord]::new(1, 'Fetching', "from`norigin " + 'x' * 300)
    $record.PercentComplete = 40
    $PSCmdlet.WriteProgress($record)
    'fetched'
    $PSCmdlet.WriteProgress($record)
    $record.RecordType = 'Completed'
    $PSCmdlet.WriteProgress($record)
}

# Says that it waits, waits until it is stopped, and leaves a file to show that its clean-up ran.
function Wait-Fixture {
    [CmdletBinding()]
    [OutputType([string])]
    param([string] $Marker, [switch] $Stubborn)

    try {
        'waiting'
        while ($true) { [System.Threading.Thread]::Sleep(20) }
    }
    finally {
        [System.IO.File]::WriteAllText($Marker, 'cleaned up')
        while ($Stubborn) { [System.Threading.Thread]::Sleep(1000) }
    }
}

function Write-FixtureError {
    [CmdletBinding()]
    param([switch] $Terminating)

    $record = [System.Management.Automation.ErrorRecord]::new(
        [System.IO.IOException]::new('The fixture is broken.'), 'FixtureBroken', 'ResourceUnavailable', 'fixture')
    $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new('The fixture is broken.')
    $record.ErrorDetails.RecommendedAction = 'Mend the fixture.'
    if ($Terminating) { $PSCmdlet.ThrowTerminatingError($record) }
    $PSCmdlet.WriteError($record)
}

function Write-FixtureMessage {
    [CmdletBinding()]
    [OutputType([string])]
    param()

    $PSCmdlet.WriteWarning('a warning')
    $PSCmdlet.WriteVerbose('a detail')
    $PSCmdlet.WriteDebug('an internal')
    'a result'
}
