# What the Pester files share. Dot-source it in BeforeAll, between Enter-TestHome and Exit-TestHome:
# real bare remotes and clones, made by the real git in $World, where nobody's own configuration has a say.

$script:ModuleManifest = & (Join-Path $PSScriptRoot 'Get-ModuleManifest.ps1')
Import-Module $ModuleManifest -ErrorAction Stop

# What would let the machine or its user change the outcome.
$script:ForeignVariables = @(
    'HOME', 'XDG_CONFIG_HOME', 'HOTFIXTOOLS_CACHE', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM', 'GIT_CONFIG_COUNT', 'GIT_CONFIG_PARAMETERS'
    'GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_COMMON_DIR', 'GIT_CEILING_DIRECTORIES', 'GIT_NAMESPACE'
    'GIT_AUTHOR_NAME', 'GIT_AUTHOR_EMAIL', 'GIT_AUTHOR_DATE', 'GIT_COMMITTER_NAME', 'GIT_COMMITTER_EMAIL', 'GIT_COMMITTER_DATE', 'EMAIL'
    'GIT_SSH', 'GIT_SSH_COMMAND', 'GIT_ASKPASS', 'GIT_TERMINAL_PROMPT', 'HOTFIX_HOST', 'HOTFIX_USERNAME', 'HOTFIX_PASSWORD', 'HOTFIX_TOKEN'
    'TMPDIR', 'TEMP', 'TMP'
)

# Gives this process a home folder of its own, in a temporary folder, $World, that goes when the tests end.
function Enter-TestHome {
    # Not in TestDrive: that removes hidden files, such as .git, at the end of each context.
    $temporary = [System.IO.Directory]::CreateTempSubdirectory('hotfixtools-pester-').FullName
    $script:SavedVariables = @{}
    foreach ($name in $script:ForeignVariables) {
        $script:SavedVariables[$name] = [Environment]::GetEnvironmentVariable($name)
        Remove-Item -Path "Env:$name" -ErrorAction Ignore
    }

    $script:World = $env:TMPDIR = $env:TEMP = $env:TMP = $temporary
    $folder = New-Item -ItemType Directory -Path (Join-Path $temporary 'home')
    $env:HOME = $folder.FullName
    $env:XDG_CONFIG_HOME = Join-Path $folder 'xdg'
    $env:HOTFIXTOOLS_CACHE = Join-Path $folder 'cache'
    $env:GIT_CONFIG_GLOBAL = Join-Path $folder '.gitconfig'
    $env:GIT_CONFIG_NOSYSTEM = '1'
    $env:GIT_TERMINAL_PROMPT = '0'
    Set-Content -Path $env:GIT_CONFIG_GLOBAL -Value @'
[user]
	name = Tess Tester
	email = tess@example.com
[init]
	defaultBranch = master
[advice]
	detachedHead = false
[core]
	autocrlf = false
[protocol "file"]
	allow = always
'@
}

function Exit-TestHome {
    foreach ($name in $script:ForeignVariables) {
        # $null would become an empty string, which is not the same as no variable.
        [Environment]::SetEnvironmentVariable($name, $script:SavedVariables[$name] ?? [NullString]::Value)
    }

    $leak = Find-Leak
    # Last: while it is the temporary folder, somebody may make it again.
    Remove-Item -Recurse -Force -Path $World
    if ($leak) {
        throw "A secret of a test is in $leak."
    }
}

# Where a secret is that no text and no file may have: in the errors of the module so far, in its notes in clones, and in
# its cache. Each secret of a test has one of these marks in it.
function Find-Leak {
    $marks = [System.IO.File]::ReadAllLines((Join-Path $PSScriptRoot '../secret-marks.txt'))
    foreach ($record in $global:Error.Where({ $_ -is [System.Management.Automation.ErrorRecord] -and $_.FullyQualifiedErrorId -like '*,HotfixTools.*' })) {
        if (Test-Mark "$($record.Exception) $($record.ErrorDetails) $($record.TargetObject)" $marks) {
            "the error $($record.FullyQualifiedErrorId)"
        }
    }

    # Without what is linked here, such as the module itself.
    $all = [System.IO.EnumerationOptions] @{ RecurseSubdirectories = $true; AttributesToSkip = 'ReparsePoint' }
    foreach ($pattern in 'hotfixtools', 'cache') {
        foreach ($folder in [System.IO.Directory]::EnumerateDirectories($World, $pattern, $all)) {
            foreach ($file in [System.IO.Directory]::EnumerateFiles($folder, '*', $all)) {
                if (Test-Mark ([System.IO.File]::ReadAllText($file, [System.Text.Encoding]::Latin1)) $marks) {
                    $file
                }
            }
        }
    }
}

function Test-Mark([string] $Text, [string[]] $Marks) {
    foreach ($mark in $Marks) {
        if ($Text.Contains($mark, [System.StringComparison]::Ordinal)) {
            return $true
        }
    }

    $false
}

# Invoke-Git <folder> <arguments>: runs the real git there; throws where it fails.
function Invoke-Git {
    $folder = $args[0]
    $rest = @($args | Select-Object -Skip 1)
    $output = & git -C $folder @rest 2>&1
    if ($LASTEXITCODE -ne 0) {
        throw "git $rest failed in ${folder}: $output"
    }

    $output | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] }
}

# Writes a file, commits it, and returns the commit.
function Add-Commit([string] $Clone, [string] $File, [string] $Content, [string] $Message) {
    Set-Content -Path (Join-Path $Clone $File) -Value $Content
    Invoke-Git $Clone add '--' $File
    Invoke-Git $Clone commit --quiet '-m' $Message
    Invoke-Git $Clone rev-parse HEAD
}

# A bare remote and a clone. Its mainline: two commits, of which the second is Live (recorded as a deploy to production),
# then pull requests #1 and #2 merged, and #3 squashed. -Empty: nothing at all. -Undeployed: no deploy is recorded.
function New-Team([switch] $Empty, [switch] $Undeployed) {
    $kind = $Empty ? 'empty' : $Undeployed ? 'undeployed' : 'deployed'
    $template = Join-Path $World "template-$kind"
    if (-not (Test-Path $template)) {
        Initialize-Team $template $kind
    }

    $root = Join-Path $World "team-$([guid]::NewGuid().ToString('n').Substring(0, 8))"
    Copy-Folder $template $root
    $team = [pscustomobject]@{
        Root = $root
        Remote = Join-Path $root 'remote.git'
        Clone = Join-Path $root 'ada'
        First = $null
        Live = $null
        Tip = $null
    }
    Invoke-Git $team.Clone remote set-url origin $team.Remote
    if (-not $Empty) {
        $team.First, $team.Live, $team.Tip = Invoke-Git $team.Clone rev-parse 'master~4' 'master~3' master
    }

    $team
}

# Copy-Item -Recurse takes ten times as long, and every test has a copy of its own.
function Copy-Folder([string] $From, [string] $To) {
    $null = [System.IO.Directory]::CreateDirectory($To)
    foreach ($folder in [System.IO.Directory]::GetDirectories($From, '*', 'AllDirectories')) {
        $null = [System.IO.Directory]::CreateDirectory($To + $folder.Substring($From.Length))
    }

    foreach ($file in [System.IO.Directory]::GetFiles($From, '*', 'AllDirectories')) {
        [System.IO.File]::Copy($file, $To + $file.Substring($From.Length))
    }
}

function Initialize-Team([string] $Root, [string] $Kind) {
    $remote = Join-Path $Root 'remote.git'
    $clone = Join-Path $Root 'ada'
    $null = New-Item -ItemType Directory -Path $remote
    Invoke-Git $remote init --quiet --bare --initial-branch master
    Invoke-Git $Root clone --quiet $remote $clone
    Invoke-Git $clone symbolic-ref HEAD refs/heads/master
    if ($Kind -eq 'empty') {
        return
    }

    $null = Add-Commit $clone 'README.md' 'one' 'Open the shop'
    $live = Add-Commit $clone 'orders.txt' 'total = price' 'Take orders'
    foreach ($number in 1, 2) {
        Invoke-Git $clone switch --quiet --create "feature$number"
        $null = Add-Commit $clone "feature$number.txt" $number "Work on feature $number"
        Invoke-Git $clone switch --quiet master
        Invoke-Git $clone merge --quiet --no-ff '-m' "Merge pull request #$number from shop/feature$number`n`nFeature $number" "feature$number"
    }

    $null = Add-Commit $clone 'feature3.txt' '3' 'Feature 3 (#3)'
    Invoke-Git $clone push --quiet --set-upstream origin master
    Invoke-Git $clone remote set-head origin master
    if ($Kind -eq 'deployed') {
        $null = Register-Deploy production $live -Path $clone -ErrorAction Stop
    }
}

# Another clone of the team's remote, where another person works. What follows the name are options of git clone.
function Add-Clone {
    $team, $name = $args[0, 1]
    $options = @($args | Select-Object -Skip 2)
    $folder = Join-Path $team.Root $name
    # file:// because of a plain path git copies the objects and ignores --depth.
    Invoke-Git $team.Root clone --quiet @options "file://$($team.Remote)" $folder
    Invoke-Git $folder remote set-url origin $team.Remote
    Invoke-Git $folder config user.name "$name Example"
    Invoke-Git $folder config user.email "$name@example.com"
    $folder
}

# Commits a fix on the hotfix branch as a person would, pushes it, and returns the commit.
function Push-Fix([string] $Clone, [string] $File = 'fix.txt', [string] $Content = 'fixed', [string] $Message = 'Fix the orders') {
    Invoke-Git $Clone fetch --quiet origin
    Invoke-Git $Clone switch --quiet hotfix
    Add-Commit $Clone $File $Content $Message
    Invoke-Git $Clone push --quiet origin hotfix
}

# All refs of a repository and what they name: equal texts mean that nothing changed.
function Get-RefText([string] $Repository) {
    (Invoke-Git $Repository for-each-ref '--format=%(refname) %(objectname) %(symref)') -join "`n"
}

# Where a ref of the remote is; nothing where it does not exist.
function Get-RemoteRef($Team, [string] $Name) {
    Invoke-Git $Team.Remote for-each-ref '--format=%(objectname)' $Name
}

# The entries of a ledger or of the journal, newest first, as real git shows them; nothing where there is no such ref.
function Get-Chain($Team, [string] $Name) {
    $commit = Get-RemoteRef $Team $Name
    while ($commit) {
        $entry = (Invoke-Git $Team.Remote show "${commit}:entry.json") -join "`n" | ConvertFrom-Json -AsHashtable
        $entry
        $commit = $entry.previous
    }
}

# What is the user's own: HEAD, branches, index, working tree, configuration.
function Get-WorkText([string] $Clone) {
    $git = Invoke-Git $Clone rev-parse --absolute-git-dir
    @(
        Get-Content -Raw (Join-Path $git 'HEAD')
        Invoke-Git $Clone for-each-ref refs/heads
        Get-ChildItem -File -Recurse -Path $Clone | Get-FileHash | ForEach-Object { "$($_.Path) $($_.Hash)" }
        Get-ChildItem -File -Path $git | Where-Object Name -In 'index', 'config' | Get-FileHash | ForEach-Object Hash
    ) -join "`n"
}

# All that there is: refs of the remote, and refs and work of the clones.
function Get-TeamText($Team) {
    @(
        Get-RefText $Team.Remote
        Get-ChildItem -Directory -Path $Team.Root | Where-Object { Test-Path (Join-Path $_ '.git') } | ForEach-Object {
            Get-RefText $_.FullName
            Get-WorkText $_.FullName
        }
    ) -join "`n"
}

# Runs something that must be refused with one error of this id, a way out, and everything as it was; returns the error.
function Assert-Refusal($Team, [string] $ErrorId, [scriptblock] $Script) {
    $before = Get-TeamText $Team
    $refusal = $Script | Should -Throw -ErrorId $ErrorId -PassThru
    $refusal.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    Get-TeamText $Team | Should -BeExactly $before
    $refusal
}

# Runs it where Git knows nobody to be.
function Invoke-WithoutIdentity([scriptblock] $Script) {
    $configuration = $env:GIT_CONFIG_GLOBAL
    $env:GIT_CONFIG_GLOBAL = Join-Path $World 'none.gitconfig'
    try {
        & $Script
    }
    finally {
        $env:GIT_CONFIG_GLOBAL = $configuration
    }
}

# Runs something that reads; returns its output. What git fetch would renew in the clone may be renewed, nothing else.
function Assert-OnlyRead($Team, [scriptblock] $Script) {
    $before = Get-RefText $Team.Remote
    $work = Get-WorkText $Team.Clone
    & $Script
    Get-RefText $Team.Remote | Should -BeExactly $before
    Get-WorkText $Team.Clone | Should -BeExactly $work
}

# Runs something that may not change anything; returns its output.
function Assert-Unchanged($Team, [scriptblock] $Script) {
    $before = Get-TeamText $Team
    & $Script
    Get-TeamText $Team | Should -BeExactly $before
}

# Lets the remote refuse what it is pushed.
function Set-RemoteHook($Team, [string] $Name, [string] $Body) {
    $file = Join-Path $Team.Remote 'hooks' $Name
    $null = New-Item -ItemType Directory -Force -Path (Split-Path $file)
    [System.IO.File]::WriteAllText($file, "#!/bin/sh`n$Body`n")
    if (-not $IsWindows) {
        & chmod +x $file
    }
}

# A program that deploys: it notes each call as a line of $Team.Calls, "<environment> <commit>", and what it was given in
# the folder $Team.Seen; then it does what the body says, in the words of sh.
function New-DeployProgram($Team, [string] $Body = '', [string] $Name = 'deploy') {
    $Team | Add-Member -Force -NotePropertyMembers @{ Calls = Join-Path $Team.Root 'calls.txt'; Seen = Join-Path $Team.Root 'seen' }
    $null = New-Item -ItemType Directory -Force -Path $Team.Seen
    $file = Join-Path $Team.Root $Name
    [System.IO.File]::WriteAllText($file, @"
#!/bin/sh
printf '%s %s\n' "`$HOTFIX_ENVIRONMENT" "`$HOTFIX_COMMIT" >> '$($Team.Calls)'
printf '%s\0' "`$@" > '$($Team.Seen)/arguments'
env > '$($Team.Seen)/environment'
pwd -P > '$($Team.Seen)/folder'
$Body

"@)
    if (-not $IsWindows) {
        & chmod +x $file
    }

    $file
}

# How often the program deployed, and what: a line each.
function Get-DeployCall($Team) {
    if (Test-Path $Team.Calls) {
        Get-Content $Team.Calls
    }
}

# Runs a script in the module's own host, as a pipeline without PowerShell does; returns its exit status and its output.
function Invoke-ModuleHost([string] $Script) {
    $builds = Join-Path $PSScriptRoot '../../src/HotfixTools.Host/bin/*/net*/HotfixTools.Host.dll'
    $program = Get-Item $builds | Sort-Object LastWriteTime | Select-Object -Last 1
    $program | Should -Not -BeNullOrEmpty -Because 'the host must be built: dotnet build src/HotfixTools.Host'
    $output = & dotnet $program.FullName -Module $ModuleManifest -Command $Script 2>&1
    [pscustomobject]@{ ExitStatus = $LASTEXITCODE; Output = "$output" }
}

# Pushes so many commits to a side branch that some abbreviate alike; returns an abbreviation of several commits.
function New-AmbiguousAbbreviation($Team) {
    $stream = foreach ($number in 1..1500) {
        "commit refs/heads/crowd`nmark :$number`ncommitter Tess Tester <tess@example.com> $(1700000000 + $number) +0000`ndata 2`nn`n"
    }
    $stream | & git -C $Team.Clone fast-import --quiet
    if ($LASTEXITCODE -ne 0) {
        throw 'git fast-import failed.'
    }

    Invoke-Git $Team.Clone push --quiet origin crowd
    $alike = Invoke-Git $Team.Clone rev-list crowd | Group-Object { $_.Substring(0, 4) } | Where-Object Count -GT 1 | Select-Object -First 1
    $alike.Name | Should -Not -BeNullOrEmpty
    $alike.Name
}

# A web server on this machine, on a free port: such as the system that is live, or a chat. What it answers stands in
# $Server.Answers and can be changed at any time: for each path ('*': any other) a status code, a text (with status 200), or
# @{ Status; Body; Type; Headers }, or @{ IsSilent = $true } for none at all. What it was asked stands in $Server.Requests. End it with
# Stop-WebStandIn.
function Start-WebStandIn([hashtable] $Answers = @{}) {
    foreach ($attempt in 1..20) {
        # What is free is known by taking it; somebody else may take it before it is taken again.
        $probe = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $probe.Start()
        $url = "http://127.0.0.1:$($probe.LocalEndpoint.Port)"
        $probe.Stop()
        $listener = [System.Net.HttpListener]::new()
        $listener.Prefixes.Add("$url/")
        try {
            $listener.Start()
            break
        }
        catch [System.Net.HttpListenerException] {
            Write-Verbose "$url is taken ($attempt)."
        }
    }

    $server = [pscustomobject]@{
        Url = $url
        Answers = [hashtable]::Synchronized($Answers.Clone())
        Requests = [System.Collections.ArrayList]::Synchronized([System.Collections.ArrayList]::new())
        Listener = $listener
        Shell = [powershell]::Create()
        Run = $null
    }
    $null = $server.Shell.AddScript({
        param($server)
        $unanswered = [System.Collections.ArrayList]::new()
        while ($server.Listener.IsListening) {
            try {
                # Not for ever: one that waits at the moment of the stop may never be told of it.
                $asked = $server.Listener.GetContextAsync()
                while (-not $asked.Wait(200)) {
                    if (-not $server.Listener.IsListening) {
                        return
                    }
                }

                $context = $asked.Result
                $request = $context.Request
                $headers = @{}
                $request.Headers.AllKeys.ForEach({ $headers[$_] = $request.Headers[$_] })
                $body = [System.IO.StreamReader]::new($request.InputStream, [System.Text.Encoding]::UTF8).ReadToEnd()
                $null = $server.Requests.Add([pscustomobject]@{
                    Method = $request.HttpMethod; Path = $request.Url.AbsolutePath; Query = $request.Url.Query; Headers = $headers; Body = $body
                })
                $answer = $server.Answers[$request.Url.AbsolutePath] ?? $server.Answers['*'] ?? 404
                if ($answer -is [int]) {
                    $answer = @{ Status = $answer }
                }
                elseif ($answer -is [string]) {
                    $answer = @{ Body = $answer }
                }

                if ($answer.IsSilent) {
                    $null = $unanswered.Add($context)
                    continue
                }

                $response = $context.Response
                $response.StatusCode = $answer.Status ?? 200
                $response.ContentType = $answer.Type ?? 'text/plain'
                foreach ($name in $answer.Headers.Keys) {
                    $response.AddHeader($name, $answer.Headers[$name])
                }

                $response.Close([System.Text.Encoding]::UTF8.GetBytes("$($answer.Body)"), $true)
            }
            catch {
                # Whoever asked has gone, or the server is to end.
                Write-Verbose "$_"
            }
        }
    }).AddArgument($server)
    $server.Run = $server.Shell.BeginInvoke()
    $server
}

function Stop-WebStandIn($Server) {
    $Server.Listener.Stop()
    $null = $Server.Shell.EndInvoke($Server.Run)
    $Server.Shell.Dispose()
}

# One that lets nobody in.
function Start-RefusingServer {
    Start-WebStandIn @{ '*' = @{ Status = 401; Headers = @{ 'WWW-Authenticate' = 'Basic realm="shop"' } } }
}

# The paths that a stand-in was asked for, in order.
function Get-AskedPath($Server) {
    @($Server.Requests).Path
}

# What a stand-in was told, in order: the events that its webhook got.
function Get-ToldEvent($Server) {
    @($Server.Requests).ForEach({ $_.Body | ConvertFrom-Json })
}

# Merges a settings file into the mainline, as somebody else would: the clone has not seen it yet.
function Publish-Settings($Team, [string] $Text) {
    $clone = Join-Path $Team.Root 'settler'
    if (-not (Test-Path $clone)) {
        $null = Add-Clone $Team settler
    }

    Invoke-Git $clone pull --quiet
    $null = Add-Commit $clone '.hotfix.json' $Text 'Agree on settings'
    Invoke-Git $clone push --quiet origin HEAD:master
}

# A forge over the remote of a team, in a process of its own: github, gitlab, azure or gitea. It merges for real, and takes only
# requests that the real one would take. The settings of the team name it; -More is more of "review". End it with Stop-Forge.
function Start-Forge($Team, [string] $Kind, [string] $More = '') {
    $builds = Get-ChildItem (Join-Path $PSScriptRoot '../HotfixTools.StandIns/bin/*/*/HotfixTools.StandIns.dll')
    if (-not $builds) {
        throw 'The stand-ins of forges are not built: dotnet build HotfixTools.sln'
    }

    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    foreach ($argument in ($builds | Sort-Object LastWriteTime | Select-Object -Last 1).FullName, $Kind, $Team.Remote) {
        $start.ArgumentList.Add($argument)
    }

    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $forge = $process.StandardOutput.ReadLine() | ConvertFrom-Json
    $forge | Add-Member -NotePropertyName Process -NotePropertyValue $process
    $env:HOTFIX_PESTER_TOKEN = $forge.Token
    $review = [ordered]@{ forge = $forge.Kind; url = $forge.Api; repository = $forge.Repository; token = 'env:HOTFIX_PESTER_TOKEN' } | ConvertTo-Json -Compress
    Publish-Settings $Team "{ `"review`": $($More ? $review.TrimEnd('}') + ", $More }" : $review) }"
    $forge
}

# Invoke-Forge <forge> <act> <arguments>: somebody does something at the forge, such as approve ben; or looks at it.
function Invoke-Forge {
    $forge = $args[0]
    $act = [string[]] @($args | Select-Object -Skip 1)
    $forge.Process.StandardInput.WriteLine((ConvertTo-Json -Compress -InputObject $act))
    $answer = $forge.Process.StandardOutput.ReadLine() | ConvertFrom-Json
    if ($answer.Error) {
        throw "$act`: $($answer.Error)"
    }

    $answer.Result
}

# Ends it, and fails where it was asked what the real one would not take.
function Stop-Forge($Forge) {
    $violations = Invoke-Forge $Forge violations
    $Forge.Process.StandardInput.Close()
    $Forge.Process.WaitForExit()
    Remove-Item Env:HOTFIX_PESTER_TOKEN -ErrorAction Ignore
    $violations | Should -BeNullOrEmpty
}

# The program of this PowerShell and what comes before its arguments: as a .NET tool, it is run by dotnet.
function Get-PowerShellProgram {
    [Environment]::ProcessPath
    if ((Split-Path -LeafBase ([Environment]::ProcessPath)) -eq 'dotnet') {
        Join-Path $PSHOME 'pwsh.dll'
    }
}

# What a script prints in a PowerShell of its own, as lines: what goes to the host and no stream, such as "What if:".
function Get-HostText([string] $Script) {
    $program, [string[]] $begin = Get-PowerShellProgram
    & $program @begin -NoProfile -NonInteractive -Command "Import-Module '$ModuleManifest'; $Script"
}
