@{
    IncludeDefaultRules = $true
    Severity            = @('Error', 'Warning', 'Information')
    ExcludeRules        = @(
        # Pester hands variables from BeforeAll to It, which the rule cannot see.
        'PSUseDeclaredVarsMoreThanAssignments'
        # What the tests make is made for them alone.
        'PSUseShouldProcessForStateChangingFunctions'
        # What a name stands for is plain where the command is common, such as Join-Path.
        'PSAvoidUsingPositionalParameters'
        # What -ArgumentList hands to a job comes in by its parameters, which the rule takes for variables from outside.
        'PSUseUsingScopeModifierInNewRunspaces'
        # All files are UTF-8; PowerShell 7 needs no mark for that.
        'PSUseBOMForUnicodeEncodedFile'
    )
    Rules               = @{
        PSUseCompatibleSyntax                     = @{ Enable = $true; TargetVersions = @('7.0') }
        PSPlaceOpenBrace                          = @{ Enable = $true; OnSameLine = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true }
        PSPlaceCloseBrace                         = @{ Enable = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true; NoEmptyLineBefore = $true }
        PSUseConsistentWhitespace                 = @{ Enable = $true; CheckPipe = $true; CheckSeparator = $true; CheckOpenBrace = $true; CheckInnerBrace = $true; CheckOperator = $false }
        PSUseCorrectCasing                        = @{ Enable = $true }
        PSUseSingularNouns                        = @{ Enable = $true; NounAllowList = @('Data', 'Windows', 'Settings', 'Docs') }
        PSAvoidUsingDoubleQuotesForConstantString = @{ Enable = $true }
        PSAvoidSemicolonsAsLineTerminators        = @{ Enable = $true }
        PSAvoidExclaimOperator                    = @{ Enable = $true }
    }
}
