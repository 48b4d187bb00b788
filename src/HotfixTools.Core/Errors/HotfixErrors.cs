namespace HotfixTools;

/// <summary>The one place that makes errors: id, kind, message, way out and target of each.</summary>
public static class HotfixErrors
{
    private const int ShownOfBadInput = 60;
    private const int ShownFolders = 3;
    private const string CannotVerify = nameof(FindingId.CannotVerify);
    private const string CloneUnusable = nameof(CloneUnusable);

    /// <summary>There is no Git repository at the path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException NotARepository(string path, Exception? inner = null) => new(
        nameof(NotARepository), ErrorKind.NotFound,
        $"'{DisplayText.Clean(path)}' is not in a Git repository.",
        "Go to a clone of the repository, or name one with -Path (with -Repository for Export-HotfixReport).", path, inner);

    /// <summary>What was named is a remote, and the command works in a clone.</summary>
    /// <param name="url">The remote.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException NotCloned(string url, Exception? inner = null) => new(
        nameof(NotARepository), ErrorKind.NotFound,
        $"'{RemoteUrl.RedactAddress(url)}' is a remote, and this needs a clone of it.",
        $"Clone it, and name the folder with -Path: git clone {RemoteUrl.RedactAddress(url)}. Without a clone, Get-Hotfix -Url and Export-HotfixReport look at it.",
        RemoteUrl.RedactAddress(url), inner);

    /// <summary>Wildcards match no folder.</summary>
    /// <param name="pattern">The path with the wildcards.</param>
    public static HotfixException NothingMatches(string pattern) => new(
        nameof(NotARepository), ErrorKind.NotFound,
        $"No folder matches '{DisplayText.Clean(pattern)}'.",
        "Name folders that are there. A name that has wildcards in it is taken as it is where something has that very name.", pattern);

    /// <summary>Wildcards match several folders, and the command writes.</summary>
    /// <param name="pattern">The path with the wildcards.</param>
    /// <param name="folders">The folders.</param>
    public static HotfixException SeveralMatch(string pattern, IReadOnlyList<string> folders) => new(
        nameof(NotARepository), ErrorKind.InvalidArgument,
        $"'{DisplayText.Clean(pattern)}' matches {folders.Count} folders, and what writes must be told which: {DisplayText.Clean(string.Join(", ", folders.Take(ShownFolders)))}{(folders.Count > ShownFolders ? ", …" : string.Empty)}.",
        "Name the folder; several, one by one.", pattern);

    /// <summary>The repository belongs to another user, and Git refuses to trust it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException RepositoryNotOwned(string path, Exception? inner) => new(
        nameof(RepositoryNotOwned), ErrorKind.PermissionDenied,
        $"The repository at '{DisplayText.Clean(path)}' is owned by another user.",
        $"If you trust it: git config --global --add safe.directory {TypedCommands.Text(DisplayText.Clean(path))}", path, inner);

    /// <summary>The repository has no such remote.</summary>
    /// <param name="name">The name asked for.</param>
    /// <param name="known">The remotes that there are.</param>
    /// <param name="location">The repository.</param>
    public static HotfixException RemoteNotFound(string name, IReadOnlyCollection<string> known, string location) => new(
        nameof(RemoteNotFound), ErrorKind.NotFound,
        known.Count == 0
            ? $"The repository '{DisplayText.Clean(location)}' has no remote; the remote is where a hotfix is announced."
            : $"The repository '{DisplayText.Clean(location)}' has no remote '{RemoteUrl.RedactAddress(name)}'. It has: {DisplayText.Clean(string.Join(", ", known))}.",
        known.Count == 0 ? "If it is the shared repository itself, work in a clone of it: git clone <folder>. Else name the shared one: git remote add origin <url>"
            : $"Name one of these with -Remote, or: git remote add {(RemoteUrl.IsRemote(name) ? "<name>" : DisplayText.Clean(name))} <url>",
        RemoteUrl.IsRemote(name) ? RemoteUrl.RedactAddress(name) : name);

    /// <summary>The remote's URL cannot be used.</summary>
    /// <param name="name">The configured remote; null where the URL was given as it is.</param>
    /// <param name="url">The URL.</param>
    /// <param name="inner">What is wrong with it.</param>
    public static HotfixException RemoteUrlInvalid(string? name, string url, FormatException inner) => new(
        nameof(RemoteNotFound), ErrorKind.InvalidArgument, inner.Message,
        name is null ? "Give a path or URL that git would fetch from." : $"Set a URL that works: git remote set-url {DisplayText.Clean(name)} <url>",
        name ?? RemoteUrl.RedactAddress(url), inner);

    /// <summary>The remote is configured in a way that cannot be followed here.</summary>
    /// <param name="name">The configured remote.</param>
    /// <param name="url">Its address.</param>
    /// <param name="why">What cannot be followed.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException RemoteNotUsable(string name, string url, string why, Exception? inner = null) => new(
        nameof(RemoteNotFound), ErrorKind.InvalidArgument,
        $"The remote '{DisplayText.Clean(name)}' cannot be used: {DisplayText.Clean(why).TrimEnd('.')}.",
        $"Give the repository that all share a remote of its own, and name that with -Remote or in the settings: git remote add shared {TypedCommands.Text(RemoteUrl.Redact(url))}",
        name, inner);

    /// <summary>The remote does not answer.</summary>
    /// <param name="url">The remote.</param>
    /// <param name="reason">What was said.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException RemoteUnreachable(RemoteUrl url, string reason, Exception? inner) => new(
        nameof(RemoteUnreachable), ErrorKind.Connection,
        $"The remote {url} cannot be reached: {RemoteUrl.Redact(reason).TrimEnd('.')}.",
        "Check the address (git remote -v) and the network, then run the command again: it goes on where this one stopped.",
        url.ToString(), inner);

    /// <summary>The remote does not accept the user.</summary>
    /// <param name="url">The remote.</param>
    /// <param name="reason">What was said.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException AuthenticationFailed(RemoteUrl url, string reason, Exception? inner) => new(
        nameof(AuthenticationFailed), ErrorKind.Authentication,
        $"The remote {url} did not accept the credentials: {RemoteUrl.Redact(reason).TrimEnd('.')}.",
        url.Kind == RemoteKind.Ssh
            ? "Load your key (ssh-add) and try: ssh -T " + DisplayText.Clean(url.Host)
            : "Pass -Credential, set HOTFIX_USERNAME and HOTFIX_PASSWORD (or HOTFIX_TOKEN), or store them with a git credential helper.",
        url.ToString(), inner);

    /// <summary>Nobody is configured as the author of commits.</summary>
    /// <param name="repository">The repository.</param>
    public static HotfixException IdentityMissing(string repository) => new(
        nameof(IdentityMissing), ErrorKind.InvalidOperation,
        "Git does not know who you are, and the team must be able to see who acted.",
        "git config --global user.name 'Your Name'; git config --global user.email 'you@example.com'", repository);

    /// <summary>Commits are to be signed, and cannot be.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="why">Why, in the words of the program that signs.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException SigningFailed(string repository, string why, Exception? inner = null) => new(
        nameof(SigningFailed), ErrorKind.Authentication,
        $"Commits are to be signed here (commit.gpgsign), and cannot be: {RemoteUrl.Redact(why).TrimEnd('.')}.",
        "See that user.signingkey, gpg.format and the program that signs are right, and that the key can be used without a question that nobody sees (load it into gpg-agent or ssh-agent), then run the command again. "
        + $"To do without signatures in this repository: git -C {TypedCommands.Quoted(DisplayText.Clean(repository))} config commit.gpgsign false. "
        + "For this session alone: $env:GIT_CONFIG_COUNT = 1; $env:GIT_CONFIG_KEY_0 = 'commit.gpgsign'; $env:GIT_CONFIG_VALUE_0 = 'false'",
        repository, inner);

    /// <summary>Nothing says what is live in the environment.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="asked">Where was looked.</param>
    /// <param name="meant">Whether another environment was meant, as a question; empty for no such.</param>
    public static HotfixException NoDeployRecord(EnvironmentName environment, string asked, string meant) => new(
        nameof(NoDeployRecord), ErrorKind.NotFound,
        $"No deploy to {environment} is recorded ({DisplayText.Clean(asked)}), so what is live there is not known.",
        meant.Length > 0
            ? $"{meant}If not, record what is live: Register-Deploy {environment} <commit>"
            : $"Record what is live: Register-Deploy -Environment {environment} -Commit <commit>", environment.ToString());

    /// <summary>The remote has no commit at all.</summary>
    /// <param name="url">The remote.</param>
    public static HotfixException EmptyRemote(RemoteUrl url) => new(
        nameof(NoDeployRecord), ErrorKind.NotFound,
        $"The remote {url} is empty: it has no mainline, and nothing was ever deployed from it.",
        "Push the mainline first (git push origin HEAD), then record what is live with Register-Deploy.", url.ToString());

    /// <summary>The mainline is not known or not there.</summary>
    /// <param name="url">The remote.</param>
    /// <param name="branch">The branch that was looked for, where one was named.</param>
    public static HotfixException MainlineNotFound(RemoteUrl url, BranchName? branch) => new(
        nameof(MainlineNotFound), ErrorKind.NotFound,
        branch is { } named ? $"The remote {url} has no branch {named}." : $"The remote {url} does not say which branch is its mainline.",
        "Name the branch that everything merges into: with -Mainline, or as \"mainline\" in .hotfix.json.", url.ToString());

    /// <summary>Two sources say that different commits are live.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="answers">One line for each answer.</param>
    /// <param name="sources">The names of the sources that know of a deploy.</param>
    /// <param name="facts">What each source says.</param>
    public static HotfixException SourcesDisagree(EnvironmentName environment, IEnumerable<string> answers, IEnumerable<string> sources, IReadOnlyList<SourceAnswer> facts) => new(
        nameof(SourcesDisagree), ErrorKind.InvalidResult,
        $"The sources disagree about what is live in {environment}: {string.Join("; ", answers.Select(DisplayText.Clean))}.",
        $"Find out which is right, then choose it: {string.Join(" or ", sources.Select(source => $"-Source {DisplayText.Clean(source)}"))}", facts);

    /// <summary>A source that must be heard does not answer.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="answers">One line for each answer.</param>
    /// <param name="sources">The names of the sources that know of a deploy.</param>
    /// <param name="facts">What each source says.</param>
    public static HotfixException SourcesSilent(EnvironmentName environment, IEnumerable<string> answers, IEnumerable<string> sources, IReadOnlyList<SourceAnswer> facts) => new(
        CannotVerify, ErrorKind.InvalidResult,
        $"What is live in {environment} cannot be verified: {string.Join("; ", answers.Select(DisplayText.Clean))}.",
        sources.Any()
            ? $"Mend the source that does not answer, or choose one that does: {string.Join(" or ", sources.Select(source => $"-Source {DisplayText.Clean(source)}"))}"
            : $"Mend the source that does not answer, or choose another with -Source; Test-HotfixConfiguration shows what each says.", facts);

    /// <summary>A source does not answer, or not by exactly one commit.</summary>
    /// <param name="source">The source.</param>
    /// <param name="why">Why that is no answer.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException SourceSilent(string source, string why, Exception? inner = null) => new(
        CannotVerify, ErrorKind.InvalidResult,
        $"{SilentPrefix(source)}{RemoteUrl.Redact(why).TrimEnd('.')}.",
        "Mend it, or choose another source with -Source.", source, inner);

    /// <summary>A settings file has a fault.</summary>
    /// <param name="fault">The fault.</param>
    public static HotfixException ConfigurationInvalid(SettingsFault fault) => new(
        nameof(ConfigurationInvalid), ErrorKind.InvalidArgument,
        $"Fault in the settings: {DisplayText.Clean(fault.ToString()).TrimEnd('.')}.",
        $"{DisplayText.Clean(fault.WayOut)}{(Path.IsPathRooted(fault.File) ? string.Empty : " Until it is mended there, use a file of your own: -ConfigurationPath <file>")}", fault);

    /// <summary>The settings file that was named cannot be read.</summary>
    /// <param name="path">The file.</param>
    public static HotfixException ConfigurationNotFound(string path) => new(
        nameof(ConfigurationNotFound), ErrorKind.NotFound,
        $"There is no settings file '{Shown(path)}', or it cannot be read.",
        "Give -ConfigurationPath a file that exists, or write one: New-HotfixConfiguration", path);

    /// <summary>There is a settings file already.</summary>
    /// <param name="path">The file.</param>
    public static HotfixException ConfigurationExists(string path) => new(
        nameof(ConfigurationExists), ErrorKind.Exists,
        $"The file '{Shown(path)}' exists already.",
        "Change it by hand, or write a new one in its place with -Force; -Destination names another place.", path);

    /// <summary>There is no working tree for a file to be written to.</summary>
    /// <param name="repository">The repository.</param>
    public static HotfixException DestinationRequired(string repository) => new(
        nameof(DestinationRequired), ErrorKind.InvalidArgument,
        $"The bare clone '{Shown(repository)}' has no working tree to write a settings file to.",
        "Name the file: New-HotfixConfiguration -Destination <file>", repository);

    /// <summary>A file cannot be written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="inner">What was thrown.</param>
    /// <param name="parameter">The parameter that named it.</param>
    public static HotfixException FileNotWritten(string path, Exception inner, string parameter = "Destination") => new(
        nameof(FileNotWritten), ErrorKind.PermissionDenied,
        $"The file '{Shown(path)}' cannot be written: {DisplayText.Clean(inner.Message).TrimEnd('.')}.",
        $"Name a place that you may write to with -{parameter}.", path, inner);

    /// <summary>A file is there, and is not to be replaced.</summary>
    /// <param name="path">The file.</param>
    public static HotfixException FileExists(string path) => new(
        nameof(FileExists), ErrorKind.Exists,
        $"The file '{Shown(path)}' exists already.",
        "Name another file, or leave -NoClobber away to replace it.", path);

    /// <summary>A secret is not where the settings say.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="why">What was found.</param>
    public static HotfixException SecretNotFound(SecretReference reference, string why) => new(
        nameof(SecretNotFound), ErrorKind.Authentication,
        $"The secret {DisplayText.Clean(reference.ToString())} was not found: {DisplayText.Clean(why).TrimEnd('.')}.",
        reference.Store == SecretStore.Environment
            ? $"Set it for this session: $env:{DisplayText.Clean(reference.Name)} = '…'"
            : $"Install-Module Microsoft.PowerShell.SecretManagement, register a vault, then: Set-Secret -Name '{DisplayText.Clean(reference.Name)}'", reference.ToString());

    /// <summary>A secret would go to a host that it is not for.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="host">The host that asks.</param>
    /// <param name="meant">The host that it is for.</param>
    public static HotfixException SecretNotForHost(SecretReference reference, string host, string meant) => new(
        nameof(SecretNotForHost), ErrorKind.PermissionDenied,
        $"The secret {DisplayText.Clean(reference.ToString())} is for {DisplayText.Clean(meant)}, and was not sent to {DisplayText.Clean(host)}.",
        $"Use a secret of its own for {DisplayText.Clean(host)}; where this one is meant for it: "
            + (reference.Store == SecretStore.Environment
                ? $"$env:{DisplayText.Clean(reference.Name)}_HOST = '{DisplayText.Clean(host)}'"
                : $"Set-SecretInfo -Name '{DisplayText.Clean(reference.Name)}' -Metadata @{{ Host = '{DisplayText.Clean(host)}' }}"), host);

    /// <summary>Somebody could not be told of an event.</summary>
    /// <param name="target">Who.</param>
    /// <param name="why">What was said.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException NoticeFailed(string target, string why, Exception? inner = null) => new(
        nameof(NoticeFailed), ErrorKind.Connection,
        $"The team was not told by '{DisplayText.Clean(target)}': {RemoteUrl.Redact(why).TrimEnd('.')}.",
        "Nothing has to be done: the next command sends it. Whether it can: Test-HotfixConfiguration", target, inner);

    /// <summary>The server that tells the team cannot be reached; there was nothing to tell yet.</summary>
    /// <param name="target">Who.</param>
    /// <param name="why">What was said.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException NotReachable(string target, string why, Exception? inner = null) => new(
        nameof(NoticeFailed), ErrorKind.Connection,
        $"The team could not be told by '{DisplayText.Clean(target)}': {RemoteUrl.Redact(why).TrimEnd('.')}.",
        "See that the server runs and can be reached from here, or mend its address in the settings.", target, inner);

    /// <summary>No such commit.</summary>
    /// <param name="expression">What was given.</param>
    /// <param name="why">Why it names no commit.</param>
    /// <param name="inner">What was thrown; null for nothing.</param>
    public static HotfixException CommitNotFound(string? expression, string why, Exception? inner = null) => new(
        nameof(CommitNotFound), ErrorKind.NotFound,
        $"'{Shown(expression)}' {why}.",
        "Give a commit id, a branch or a tag that is at the remote; git log --oneline shows them.", expression, inner);

    /// <summary>Several commits begin with what was given.</summary>
    /// <param name="expression">What was given.</param>
    public static HotfixException AmbiguousCommit(string expression) => new(
        nameof(AmbiguousCommit), ErrorKind.InvalidArgument,
        $"'{Shown(expression)}' is the beginning of several commit ids.",
        "Give more digits; all 40 are always unique.", expression);

    /// <summary>What was given names a branch or tag, and begins the id of another commit.</summary>
    /// <param name="expression">What was given.</param>
    /// <param name="named">What the branch or tag is at.</param>
    /// <param name="begun">The commit whose id begins so.</param>
    public static HotfixException AmbiguousName(string expression, CommitId named, CommitId begun) => new(
        nameof(AmbiguousCommit), ErrorKind.InvalidArgument,
        $"'{Shown(expression)}' is a branch or tag of the remote, and the beginning of the id of another commit.",
        $"Give the whole id: {begun} of the commit, or {named} of what the branch or tag is at.", expression);

    /// <summary>No environment that is known matches wildcards.</summary>
    /// <param name="pattern">The name with the wildcards.</param>
    /// <param name="known">The environments that are known.</param>
    public static HotfixException NoEnvironmentMatches(string pattern, IEnumerable<EnvironmentName> known) => new(
        nameof(InvalidEnvironment), ErrorKind.InvalidArgument,
        $"No environment matches '{Shown(pattern)}'. Known are: {string.Join(", ", known)}.",
        "Use one of these, or a whole name, such as 'production'.", pattern);

    /// <summary>Not the name of an environment.</summary>
    /// <param name="name">What was given.</param>
    public static HotfixException InvalidEnvironment(string? name) => new(
        nameof(InvalidEnvironment), ErrorKind.InvalidArgument,
        $"'{Shown(name)}' is not the name of an environment.",
        $"Use 1 to {EnvironmentName.MaxLength} letters, digits, '-', '_' or '.', such as 'production'.", name);

    /// <summary>Not the name of a branch.</summary>
    /// <param name="name">What was given.</param>
    /// <param name="parameter">The parameter.</param>
    public static HotfixException InvalidBranch(string name, string parameter) => new(
        nameof(InvalidBranch), ErrorKind.InvalidArgument,
        $"'{Shown(name)}' is not a name that Git takes for a branch.",
        $"Give -{parameter} a short branch name, without spaces, '~', '^', ':', '..' or refs/heads/.", name);

    /// <summary>The mainline cannot be the hotfix branch as well.</summary>
    /// <param name="branch">The branch.</param>
    public static HotfixException BranchIsMainline(BranchName branch) => new(
        nameof(InvalidBranch), ErrorKind.InvalidArgument,
        $"'{branch}' is the mainline, and cannot be the hotfix branch as well: the branch of a hotfix goes with its end. Nothing was done.",
        "Name a branch of its own for hotfixes, such as hotfix, with -Branch, or in the settings as \"branch\".", branch.ToString());

    /// <summary>No such source of deploys.</summary>
    /// <param name="name">What was given.</param>
    /// <param name="known">The sources there are.</param>
    public static HotfixException SourceUnknown(string name, IEnumerable<string> known) => new(
        nameof(SourceUnknown), ErrorKind.InvalidArgument,
        $"'{Shown(name)}' is not a source of deploys.",
        $"Use: {string.Join(", ", known.Select(DisplayText.Clean))}.", name);

    /// <summary>The pattern of deploy tags cannot be used.</summary>
    /// <param name="pattern">What was given.</param>
    public static HotfixException InvalidTagPattern(string pattern) => new(
        nameof(InvalidTagPattern), ErrorKind.InvalidArgument,
        $"'{Shown(pattern)}' is not a pattern of tag names.",
        "Use a tag name with one '*' at most, such as 'deploy/{environment}/*'.", pattern);

    /// <summary>There is a hotfix already.</summary>
    /// <param name="hotfix">The hotfix in progress.</param>
    public static HotfixException HotfixInProgress(Hotfix hotfix) => new(
        nameof(HotfixInProgress), ErrorKind.Exists,
        hotfix.StartedBy is null
            ? $"A hotfix is in progress: the branch '{hotfix.Branch}' exists at {Short(hotfix.Head)}, made without New-Hotfix; nobody is named in the journal."
            : $"A hotfix is in progress: '{hotfix.Branch}', started by {hotfix.StartedBy} at {Time(hotfix.StartedAt)}{Because(hotfix.Reason)}.",
        hotfix.StartedBy is null
            ? "Get-Hotfix shows it. If it is yours, New-Hotfix -Adopt puts your name on it; otherwise add your fix to it."
            : "There is only one hotfix at a time, and it may hold several fixes: add yours to it. Get-Hotfix shows it.",
        hotfix);

    /// <summary>The last hotfix was not ended properly.</summary>
    /// <param name="hotfix">What is left of it.</param>
    public static HotfixException HotfixHalfDone(Hotfix hotfix) => new(
        nameof(HotfixInProgress), ErrorKind.Exists,
        $"The last hotfix, started by {hotfix.StartedBy} at {Time(hotfix.StartedAt)}, is not finished: its branch is gone, and {(hotfix.Published.Count > 0 ? $"what was deployed of it is not in {hotfix.Mainline}" : "the journal does not say so yet")}.",
        $"Finish it first: {hotfix.NextStep}", hotfix);

    /// <summary>What is merged cannot be given up.</summary>
    /// <param name="hotfix">The hotfix.</param>
    public static HotfixException AlreadyMerged(Hotfix hotfix) => new(
        nameof(AlreadyMerged), ErrorKind.InvalidOperation,
        $"The hotfix is in {hotfix.Mainline} already, by {Short(hotfix.MergeCommit)}; it can no longer be given up or changed.",
        "Finish it: Complete-Hotfix. To take the fix back out, revert it in the mainline.", hotfix);

    /// <summary>There is no hotfix to act on.</summary>
    /// <param name="branch">The hotfix branch.</param>
    /// <param name="url">The remote.</param>
    /// <param name="start">The command that starts one.</param>
    public static HotfixException NoHotfix(BranchName branch, RemoteUrl url, string start) => new(
        nameof(NoHotfix), ErrorKind.NotFound,
        $"No hotfix is in progress: the remote {url} has no branch '{branch}'.",
        $"Start one: {start}", branch.ToString());

    /// <summary>The hotfix has no commit of its own.</summary>
    /// <param name="hotfix">The hotfix.</param>
    /// <param name="push">The command that pushes it.</param>
    public static HotfixException NoFixCommits(Hotfix hotfix, string push) => new(
        nameof(NoFixCommits), ErrorKind.InvalidOperation,
        $"The hotfix has no commits yet: '{hotfix.Branch}' is still at its base {Short(hotfix.Base)}.",
        $"Commit the fix on '{hotfix.Branch}' and push it ({push}), or give the hotfix up: Stop-Hotfix -Reason 'not needed'", hotfix);

    /// <summary>Somebody pushed to the hotfix meanwhile.</summary>
    /// <param name="branch">The hotfix branch.</param>
    /// <param name="expected">The head that was worked with.</param>
    /// <param name="present">The head now.</param>
    /// <param name="done">What was done before it showed.</param>
    public static HotfixException HotfixMoved(BranchName branch, CommitId expected, CommitId? present, string done) => new(
        nameof(HotfixMoved), ErrorKind.InvalidOperation,
        $"Somebody {(present is null ? "removed" : "pushed to")} '{branch}' meanwhile: it {(present is { } now ? $"went from {expected.Short} to {now.Short}" : $"was at {expected.Short}")}. {done}",
        "Look at what came: Get-Hotfix. Then run the command again.", branch.ToString());

    /// <summary>Somebody claimed or ended the hotfix meanwhile.</summary>
    /// <param name="happened">What they did.</param>
    /// <param name="done">What was done before it showed.</param>
    public static HotfixException HotfixOvertaken(JournalEvent happened, string done) => new(
        nameof(HotfixMoved), ErrorKind.InvalidOperation,
        $"'{happened.Branch}' was {happened.Kind switch { JournalEventKind.Started => "claimed", JournalEventKind.Completed => "completed", _ => "given up" }} at the same moment by {DisplayText.Clean(happened.By.ToString())}. {done}",
        "Look at what there is now: Get-Hotfix. Then run the command again, if it is still wanted.", happened.Branch.ToString());

    /// <summary>A newer deploy came since the deploy that was handed over.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="given">The deploy that was handed over.</param>
    /// <param name="live">What is live now.</param>
    public static HotfixException Superseded(EnvironmentName environment, CommitId given, Deploy live) => new(
        nameof(Superseded), ErrorKind.InvalidOperation,
        $"{given.Short} is no longer what is live in {environment}: {Short(live.Commit)} was deployed by {live.DeployedBy} at {Time(live.DeployedAt)}.",
        $"Start from what is live: Get-LastDeploy {environment} | New-Hotfix", live);

    /// <summary>The base is no commit of the mainline and was never live.</summary>
    /// <param name="commit">The base.</param>
    /// <param name="mainline">The mainline.</param>
    public static HotfixException BaseNotOnMainline(CommitId commit, BranchName mainline) => new(
        nameof(BaseNotOnMainline), ErrorKind.InvalidArgument,
        $"{commit.Short} is not on {mainline}, and no deploy of it is recorded; a hotfix from there would ship what was never reviewed.",
        "Start from what is live: Get-LastDeploy | New-Hotfix", commit.ToString());

    /// <summary>The merge has conflicts.</summary>
    /// <param name="from">The branch that is merged.</param>
    /// <param name="into">The branch that it is merged into.</param>
    /// <param name="files">The files in conflict.</param>
    /// <param name="byHand">How a person does it by hand.</param>
    public static HotfixException MergeConflict(BranchName from, BranchName into, IReadOnlyList<string> files, string byHand) => new(
        nameof(MergeConflict), ErrorKind.InvalidResult,
        $"Merging '{from}' into {into} conflicts in {Count(files.Count, "file")}: {string.Join(", ", files.Select(DisplayText.Clean))}. Nothing was changed.",
        $"Merge by hand in a clone: {byHand}", files);

    /// <summary>The merge cannot be made in the object database as git makes it in a checkout.</summary>
    /// <param name="why">Why it is left to git, as the middle of a sentence.</param>
    /// <param name="files">The files that are the reason.</param>
    /// <param name="byHand">How a person does it by hand.</param>
    public static HotfixException MergeUnsupported(string why, IReadOnlyList<string> files, string byHand) => new(
        nameof(MergeUnsupported), ErrorKind.InvalidOperation,
        $"It takes git and a checkout to merge {(files.Count > 0 ? string.Join(", ", files.Select(DisplayText.Clean)) : "this")}: {DisplayText.Clean(why)}. Nothing was changed.",
        byHand, files);

    /// <summary>The server refused a branch that is protected.</summary>
    /// <param name="reference">The ref.</param>
    /// <param name="words">What the server said.</param>
    public static HotfixException ProtectedBranch(RefName reference, string words) => new(
        nameof(ProtectedBranch), ErrorKind.PermissionDenied,
        $"The server does not let {reference} be pushed: {RemoteUrl.Redact(words).TrimEnd('.')}.",
        "Merge through a pull request, then run the command again: it finishes the rest.", reference.ToString());

    /// <summary>The server refused a push.</summary>
    /// <param name="reference">The ref.</param>
    /// <param name="words">What the server said.</param>
    public static HotfixException PushRejected(RefName reference, string words) => new(
        nameof(PushRejected), ErrorKind.PermissionDenied,
        $"The server refused the push of {reference}: {RemoteUrl.Redact(words).TrimEnd('.')}.",
        "Do what its words ask for (a hook or a rule of the server decides this), then run the command again.", reference.ToString());

    /// <summary>The server does not take refs of this name.</summary>
    /// <param name="reference">The ref.</param>
    /// <param name="words">What the server said.</param>
    public static HotfixException RefNotAccepted(RefName reference, string words) => new(
        nameof(RefNotAccepted), ErrorKind.PermissionDenied,
        $"The server does not take the ref {reference}: {RemoteUrl.Redact(words).TrimEnd('.')}.",
        reference.IsBranch
            ? "Choose another branch for the hotfix with -Branch, or have the server allow this one."
            : words.Contains(".lock", StringComparison.Ordinal)
                ? "Somebody is writing it, or was killed while he did: run the command again, and where that does not help, remove that file at the server."
                : "Have the server allow and show refs/deploys/* and refs/hotfix/*.",
        reference.ToString());

    /// <summary>A branch below the hotfix branch's name keeps it from existing: refs are files and folders.</summary>
    /// <param name="branch">The hotfix branch.</param>
    /// <param name="inTheWay">The branch in the way.</param>
    public static HotfixException BranchInTheWay(BranchName branch, BranchName inTheWay) => new(
        nameof(RefNotAccepted), ErrorKind.Exists,
        $"The branch '{branch}' cannot exist beside '{inTheWay}': Git keeps branches as files and folders.",
        $"Rename or remove '{inTheWay}' at the remote, or choose another branch for the hotfix with -Branch.", inTheWay.ToString());

    /// <summary>Others kept writing the same ref.</summary>
    /// <param name="reference">The ref.</param>
    /// <param name="attempts">How often it was tried.</param>
    public static HotfixException TooMuchContention(RefName reference, int attempts) => new(
        nameof(PushRejected), ErrorKind.Connection,
        $"Others keep writing {reference}: it had moved at the remote at each of {Count(attempts, "try", "tries")}.",
        "Run the command again when the others are done.", reference.ToString());

    /// <summary>The clone lacks history.</summary>
    /// <param name="repository">The repository.</param>
    public static HotfixException ShallowRepository(string repository) => new(
        nameof(ShallowRepository), ErrorKind.InvalidOperation,
        $"The repository at '{DisplayText.Clean(repository)}' is a shallow clone: what its history lacks cannot be checked.",
        "git fetch --unshallow", repository);

    /// <summary>The clone lacks contents of files.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="isPartial">Whether it is a partial clone, which lacks them by design.</param>
    /// <param name="why">Why they could not be had.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException ObjectMissing(string repository, bool isPartial, string why, Exception? inner) => new(
        nameof(ObjectMissing), ErrorKind.NotFound,
        $"The {(isPartial ? "partial " : string.Empty)}clone at '{DisplayText.Clean(repository)}' lacks contents that this needs: {RemoteUrl.Redact(why).TrimEnd('.')}. Nothing was changed.",
        isPartial ? "Fetch all that it lacks, and run the command again: git fetch --refetch --no-filter" : "See what is damaged: git fsck. A new clone has everything: git clone <url>", repository, inner);

    /// <summary>What Git keeps in the clone cannot be read.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="why">What Git's library said.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException CloneDamaged(string repository, string why, Exception? inner) => new(
        CloneUnusable, ErrorKind.InvalidResult,
        $"The clone at '{DisplayText.Clean(repository)}' is damaged: {RemoteUrl.Redact(why).TrimEnd('.')}.",
        "See what is damaged: git fsck. A new clone has everything: git clone <url>", repository, inner);

    /// <summary>A lock is in the way that another git holds in the clone, or left there.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="why">What Git's library said.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException CloneLocked(string repository, string why, Exception? inner) => new(
        CloneUnusable, ErrorKind.Exists,
        $"The clone at '{DisplayText.Clean(repository)}' is locked: {RemoteUrl.Redact(why).TrimEnd('.')}.",
        "Another git works there: run the command again when it is done. Where none does, one left the lock: remove the file with the name that ends in .lock.", repository, inner);

    /// <summary>The clone may not be read or written.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="why">What was said.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException CloneForbidden(string repository, string why, Exception? inner) => new(
        CloneUnusable, ErrorKind.PermissionDenied,
        $"The clone at '{DisplayText.Clean(repository)}' may not be read or written: {RemoteUrl.Redact(why).TrimEnd('.')}.",
        "Run the command as the user whose clone it is, or see that you may read and write all that is in its Git folder: git rev-parse --git-dir", repository, inner);

    /// <summary>A file of Git's configuration cannot be read.</summary>
    /// <param name="repository">The repository or the remote that it was read for.</param>
    /// <param name="why">What Git or its library said.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException GitConfigurationInvalid(string repository, string why, Exception? inner) => new(
        nameof(GitConfigurationInvalid), ErrorKind.InvalidArgument,
        $"Git's configuration has a fault: {RemoteUrl.Redact(why).TrimEnd('.')}.",
        "Mend that. Whether all is right then: git config --list --show-origin", RemoteUrl.Redact(repository), inner);

    /// <summary>The repository is of a format that cannot be read.</summary>
    /// <param name="repository">The repository: a path or a URL.</param>
    /// <param name="what">What about it, as the end of a sentence that begins with the repository.</param>
    /// <param name="wayOut">What to do.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException RepositoryNotSupported(string repository, string what, string wayOut, Exception? inner) => new(
        nameof(RepositoryNotSupported), ErrorKind.InvalidOperation,
        $"The repository '{RemoteUrl.Redact(repository)}' {DisplayText.Clean(what)}.", wayOut, RemoteUrl.Redact(repository), inner);

    /// <summary>The git program is needed and missing.</summary>
    /// <param name="what">What needs it.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException GitRequired(string what, Exception? inner = null) => new(
        nameof(GitRequired), ErrorKind.NotInstalled,
        $"The program git was not found, and {what} needs it.",
        "Install git and see that it is on the PATH.", what, inner);

    /// <summary>There is no native library for this machine.</summary>
    /// <param name="runtime">What the machine is, as .NET names it.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException PlatformNotSupported(string runtime, Exception? inner = null) => new(
        nameof(PlatformNotSupported), ErrorKind.NotInstalled,
        $"HotfixTools has no library for this machine ({runtime}).",
        "Run it in a 64-bit PowerShell on Windows, macOS or Linux, x64 or arm64. Where this is one, install HotfixTools again: it is not complete.", runtime, inner);

    /// <summary>The ssh program is needed and missing.</summary>
    /// <param name="command">The command that was tried.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException SshRequired(string command, Exception? inner = null) => new(
        nameof(SshRequired), ErrorKind.NotInstalled,
        $"The program '{DisplayText.Clean(command)}' was not found, and a remote over SSH needs it.",
        "Install OpenSSH, or say with GIT_SSH_COMMAND or core.sshCommand which program to use.", command, inner);

    /// <summary>The checkout would touch work of the user.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="why">What is in the way.</param>
    public static HotfixException CheckoutRefused(string repository, string why) => new(
        nameof(CheckoutRefused), ErrorKind.InvalidOperation,
        $"The hotfix cannot be checked out: {DisplayText.Clean(why)}. Nothing was changed.",
        "Put that right first (git stash takes uncommitted changes out of the way), or leave out -CheckOut: the hotfix starts all the same, and NextStep of Get-Hotfix says how to get onto its branch.", repository);

    /// <summary>The hotfix was started, and could not be checked out then.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="why">What git said.</param>
    public static HotfixException CheckoutFailed(string repository, string why) => new(
        nameof(CheckoutRefused), ErrorKind.InvalidOperation,
        $"The hotfix was started, but git could not check it out: {DisplayText.Clean(why).TrimEnd('.')}.",
        "Put that right, then check it out: NextStep of Get-Hotfix says how. To start it again would say HotfixInProgress.", repository);

    /// <summary>An entry of a chain is not what it should be.</summary>
    /// <param name="reference">The chain.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="what">What is wrong.</param>
    public static HotfixException ChainDamaged(RefName reference, CommitId entry, string what) => new(
        nameof(ChainDamaged), ErrorKind.InvalidResult,
        $"The entry {entry.Short} of {reference} is damaged: {DisplayText.Clean(what)}.",
        $"Look at it: git fetch origin {reference} && git log -p FETCH_HEAD. Test-HotfixJournal names the first one that is damaged.", entry.ToString());

    /// <summary>An entry would be larger than one that is read.</summary>
    /// <param name="reference">The chain.</param>
    /// <param name="limit">How large it may be, in bytes.</param>
    public static HotfixException EntryTooLarge(RefName reference, int limit) => new(
        nameof(EntryTooLarge), ErrorKind.InvalidArgument,
        $"The entry of {reference} would be larger than {limit / 1024} KB, and nobody could read it: it was not written.",
        "Give shorter texts: with -Reason, -Url, -DeployedBy, or as user.name in the configuration of Git.", reference.ToString());

    /// <summary>What the ledger says is live, or was, is no commit.</summary>
    /// <param name="reference">The ledger.</param>
    /// <param name="entry">The commit that is the entry.</param>
    /// <param name="commit">What it names.</param>
    /// <param name="environment">The environment.</param>
    public static HotfixException DeployOfNoCommit(RefName reference, CommitId entry, CommitId commit, EnvironmentName environment) => new(
        nameof(ChainDamaged), ErrorKind.InvalidResult,
        $"The entry {entry.Short} of {reference} is damaged: it names {commit}, which is no commit here.",
        $"Record what is live after it: Register-Deploy {environment} <commit>. Who wrote it: git fetch origin {reference} && git log -p FETCH_HEAD", entry.ToString());

    /// <summary>The folder for something new holds something.</summary>
    /// <param name="folder">The folder.</param>
    public static HotfixException FolderNotEmpty(string folder) => new(
        nameof(FolderNotEmpty), ErrorKind.Exists,
        $"The folder '{DisplayText.Clean(folder)}' exists and is not empty.",
        "Name a folder that does not exist yet, or none: a temporary one is made.", folder);

    /// <summary>A folder cannot be made.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException FolderNotMade(string folder, Exception inner) => new(
        nameof(FileNotWritten), ErrorKind.PermissionDenied,
        $"The folder '{Shown(folder)}' cannot be made: {DisplayText.Clean(inner.Message).TrimEnd('.')}.",
        "Name a folder that you may make with -Destination, or none: a temporary one is made.", folder, inner);

    /// <summary>The remote went away after something was sent, and could not be asked what became of it.</summary>
    /// <param name="url">The remote.</param>
    /// <param name="reference">The ref that was to be written.</param>
    /// <param name="reason">What was said.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException OutcomeUnknown(RemoteUrl url, RefName reference, string reason, Exception? inner) => new(
        nameof(RemoteUnreachable), ErrorKind.Connection,
        $"The remote {url} went away while {reference} was being written, and nobody knows whether it is written: {RemoteUrl.Redact(reason).TrimEnd('.')}.",
        "When the network is back, run the command again: it looks at what is there, and does only what is missing.", reference.ToString(), inner);

    /// <summary>A gate refuses to publish.</summary>
    /// <param name="findings">What it found, the worst first.</param>
    /// <param name="undone">What was not done.</param>
    public static HotfixException Refused(IReadOnlyList<HotfixFinding> findings, string undone) => new(
        IdOf(findings[0].Id),
        findings[0].Id switch
        {
            FindingId.CannotVerify or FindingId.SourcesDisagree => ErrorKind.InvalidResult,
            FindingId.UnknownEnvironment => ErrorKind.InvalidArgument,
            _ => ErrorKind.InvalidOperation,
        },
        $"{string.Join(" ", findings.Select(finding => finding.Message))} {undone}",
        string.Join(". ", findings.Select(finding => finding.WayOut.TrimEnd('.')).Distinct()), findings);

    /// <summary>A deploy failed.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="how">What happened: <c>ended with exit status 3: no space left</c>.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException DeployFailed(EnvironmentName environment, CommitId commit, string how, Exception? inner = null) => new(
        nameof(DeployFailed), ErrorKind.InvalidResult,
        $"The deploy of {commit.Short} to {environment} failed: {RemoteUrl.Redact(how).TrimEnd('.')}. It is not recorded as live.",
        $"Look at what {environment} runs now. Then mend the deploy and run the command again, or go back: Restore-Deploy {environment}", environment.ToString(), inner);

    /// <summary>A deploy took too long, and was stopped.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="patience">How long it was waited for.</param>
    public static HotfixException DeployTimedOut(EnvironmentName environment, CommitId commit, TimeSpan patience) => new(
        nameof(DeployTimedOut), ErrorKind.TimedOut,
        $"The deploy of {commit.Short} to {environment} was stopped after {patience.TotalSeconds:0} seconds. It is not recorded as live.",
        $"Look at what {environment} runs now. Then run the command again, with a longer -TimeoutSec if it needs one, or go back: Restore-Deploy {environment}", environment.ToString());

    /// <summary>A deploy goes on elsewhere, or may, and nobody waits for it any more.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="why">Why nobody waits: <c>it was waited for 60 seconds</c>.</param>
    /// <param name="url">Where it can be looked at; null for nowhere.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException DeployNotOver(EnvironmentName environment, CommitId commit, string why, string? url, Exception? inner = null) => new(
        nameof(DeployNotOver), ErrorKind.TimedOut,
        $"Whether the deploy of {commit.Short} to {environment} succeeded is not known: {RemoteUrl.Redact(why).TrimEnd('.')}. It was not stopped, and is not recorded as live.",
        $"{(url is null ? "Look at the system that deploys" : $"Look at {DisplayText.Clean(url)}")}. Run the command again in this clone: it goes on waiting, and starts no other. Where it can never be told: Publish-Hotfix {environment} -Force -Reason <why>, or go back: Restore-Deploy {environment}", environment.ToString(), inner);

    /// <summary>A deploy whose end nobody waited for ended well, and something else was deployed since.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="commit">What was deployed.</param>
    /// <param name="live">What is live.</param>
    public static HotfixException DeployOvertaken(EnvironmentName environment, CommitId commit, Deploy live) => new(
        nameof(Superseded), ErrorKind.InvalidOperation,
        $"{commit.Short} was deployed to {environment}, and since then {Short(live.Commit)}, by {live.DeployedBy} at {Time(live.DeployedAt)}: the ledger is left as it is.",
        $"Look at what {environment} runs, and at the hotfix: Get-LastDeploy {environment}; Get-Hotfix", live);

    /// <summary>A forge does not merge a pull request, and will not by being asked again.</summary>
    /// <param name="forge">What people call it.</param>
    /// <param name="number">The pull request.</param>
    /// <param name="words">What it says.</param>
    /// <param name="url">Where it can be looked at; empty for nowhere.</param>
    public static HotfixException MergeRefused(string forge, int number, string words, string url) => new(
        nameof(MergeRefused), ErrorKind.PermissionDenied,
        $"Pull request #{number} is not merged by {DisplayText.Clean(forge)}: {RemoteUrl.Redact(words).TrimEnd('.')}. Nothing was merged.",
        $"Do what it wants there{(url.Length > 0 ? $" ({DisplayText.Clean(url)})" : string.Empty)}, then: Complete-Hotfix", number);

    /// <summary>A pull request is not merged yet, or that is not known, and nobody waits for it any more.</summary>
    /// <param name="forge">What people call it.</param>
    /// <param name="number">The pull request.</param>
    /// <param name="why">Why nobody waits.</param>
    /// <param name="url">Where it can be looked at; empty for nowhere.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException MergeNotOver(string forge, int number, string why, string url, Exception? inner = null) => new(
        nameof(MergeNotOver), ErrorKind.TimedOut,
        $"Whether pull request #{number} is merged at {DisplayText.Clean(forge)} is not known: {RemoteUrl.Redact(why).TrimEnd('.')}. Nothing was taken back there.",
        $"{(url.Length > 0 ? $"Look at {DisplayText.Clean(url)}. " : string.Empty)}Run the command again: it finds out what became of it, and goes on.", number, inner);

    /// <summary>The pull request was closed without being merged.</summary>
    /// <param name="forge">What people call the forge.</param>
    /// <param name="number">The pull request.</param>
    /// <param name="url">Where it can be looked at; empty for nowhere.</param>
    public static HotfixException PullRequestClosed(string forge, int number, string url) => new(
        nameof(PullRequestClosed), ErrorKind.InvalidOperation,
        $"Somebody closed pull request #{number} at {DisplayText.Clean(forge)} and did not merge it. Nothing was merged.",
        $"Open it again{(url.Length > 0 ? $" ({DisplayText.Clean(url)})" : string.Empty)}, or open another: Submit-Hotfix. Then: Complete-Hotfix", number);

    /// <summary>The mainline is merged into by pull requests, and the hotfix has none.</summary>
    /// <param name="branch">The hotfix branch.</param>
    /// <param name="mainline">The mainline.</param>
    /// <param name="forge">What people call the forge.</param>
    /// <param name="why">Why it must be one.</param>
    public static HotfixException PullRequestMissing(BranchName branch, BranchName mainline, string forge, string why) => new(
        nameof(PullRequestMissing), ErrorKind.NotFound,
        $"'{branch}' has no open pull request into {mainline} at {DisplayText.Clean(forge)}, and needs one: {RemoteUrl.Redact(why).TrimEnd('.')}. Nothing was merged.",
        "Open one: Submit-Hotfix. Then: Complete-Hotfix", branch.ToString());

    /// <summary>A status could not be set at a forge; shown as a warning, because the work is done.</summary>
    /// <param name="status">The status.</param>
    /// <param name="inner">Why not.</param>
    public static HotfixException StatusNotSet(string status, HotfixException inner) => new(
        nameof(StatusNotSet), inner.Kind,
        $"The status {DisplayText.Clean(status)} was not set. {inner.Message}",
        "Where the merge button waits for it, run the command again when the forge answers; the token needs the right to set statuses.", status, inner);

    /// <summary>A forge does not answer, or not as it should.</summary>
    /// <param name="forge">What people call it.</param>
    /// <param name="why">What happened.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException ForgeFailed(string forge, string why, Exception? inner = null) => new(
        nameof(ForgeFailed), ErrorKind.Connection,
        $"{DisplayText.Clean(forge)} cannot be asked: {RemoteUrl.Redact(why).TrimEnd('.')}.",
        "Mend that (the token, the address and the repository are in 'review' of .hotfix.json), or try again later; a second run does only what is missing.", forge, inner);

    /// <summary>Nobody knows where the pull requests of the repository are, or who asks there.</summary>
    /// <param name="remote">The remote.</param>
    /// <param name="why">What is missing: <c>no token was found</c>.</param>
    public static HotfixException ForgeNotFound(RemoteUrl remote, string why) => new(
        nameof(ForgeNotFound), ErrorKind.NotFound,
        $"The pull requests of {remote} cannot be reached: {RemoteUrl.Redact(why).TrimEnd('.')}.",
        "Say in .hotfix.json where they are, and where the token is: \"review\": { \"forge\": \"github\", \"token\": \"env:GITHUB_TOKEN\" }. By hand: open a pull request, and say in it: deploy before merge.", remote.ToString());

    /// <summary>Somebody deploys to the environment from the same clone right now.</summary>
    /// <param name="environment">The environment.</param>
    public static HotfixException DeployInProgress(EnvironmentName environment) => new(
        nameof(DeployInProgress), ErrorKind.Exists,
        $"Another command deploys to {environment} from this clone right now.",
        "Wait until it ends, then look at what is live: Get-LastDeploy " + environment, environment.ToString());

    /// <summary>A deploy succeeded and could not be recorded.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="inner">Why not.</param>
    public static HotfixException DeployNotRecorded(EnvironmentName environment, CommitId commit, HotfixException inner) => new(
        nameof(DeployNotRecorded), inner.Kind,
        $"{commit.Short} is live in {environment}, but that could not be recorded. {inner.Message}",
        $"Run the command again in this clone: it records without deploying again. ({inner.WayOut.TrimEnd('.')})", environment.ToString(), inner);

    /// <summary>The program that deploys was not found.</summary>
    /// <param name="program">The program.</param>
    public static HotfixException CommandNotFound(string program) => new(
        nameof(CommandNotFound), ErrorKind.NotInstalled,
        $"The program '{Shown(program)}' was not found, or may not be run.",
        "Name a program that may be run, by its path or as one that is on the PATH: with -Command, or in the settings as \"command\".", program);

    /// <summary>A folder that was named does not exist.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="parameter">The parameter.</param>
    public static HotfixException FolderNotFound(string folder, string parameter) => new(
        nameof(FolderNotFound), ErrorKind.NotFound,
        $"The folder '{Shown(folder)}' does not exist.",
        $"Give -{parameter} a folder that exists.", folder);

    /// <summary>Passing a refusal wants a reason.</summary>
    /// <param name="command">The command.</param>
    public static HotfixException ReasonRequired(string command) => new(
        nameof(ReasonRequired), ErrorKind.InvalidArgument,
        "With -Force you pass what a gate refuses, and the journal must say why.",
        $"Say why: {DisplayText.Clean(command)} … -Force -Reason <why>", command);

    /// <summary>A command asks before it acts, and nobody can be asked.</summary>
    /// <param name="command">The command.</param>
    /// <param name="reason">Why not.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException ConfirmationRequired(string command, string reason, Exception inner) => new(
        nameof(ConfirmationRequired), ErrorKind.InvalidOperation,
        $"The command {DisplayText.Clean(command)} asks before it acts, and nobody can be asked here: {DisplayText.Clean(reason).TrimEnd('.')}. Nothing was done.",
        "Where it may act without being asked, as in a pipeline, add -Confirm:$false.", command, inner);

    /// <summary>There is no deploy to go back to.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="asked">What was looked for.</param>
    public static HotfixException NothingToRestore(EnvironmentName environment, string asked) => new(
        nameof(NoDeployRecord), ErrorKind.NotFound,
        $"The ledger of {environment} has no deploy to go back to: {DisplayText.Clean(asked)}.",
        $"Look at what was live: Get-DeployHistory {environment}. Then choose: Restore-Deploy {environment} -To <commit>", environment.ToString());

    /// <summary>Everything of the hotfix is live without it.</summary>
    /// <param name="hotfix">The hotfix.</param>
    /// <param name="live">What is live.</param>
    public static HotfixException AlreadyLive(Hotfix hotfix, CommitId live) => new(
        nameof(AlreadyMerged), ErrorKind.InvalidOperation,
        $"Everything of the hotfix is in {live.Short} already, which is live: there is nothing left to move.",
        "Complete-Hotfix -RollIn", hotfix);

    /// <summary>A commit cannot be picked or moved without a conflict.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="onto">What it was picked onto.</param>
    /// <param name="files">The files in conflict.</param>
    /// <param name="byHand">How a person does it by hand.</param>
    public static HotfixException PickConflict(CommitInfo commit, CommitId onto, IReadOnlyList<string> files, string byHand) => new(
        nameof(MergeConflict), ErrorKind.InvalidResult,
        $"{commit.Id.Short} '{commit.Subject}' conflicts with {onto.Short} in {Count(files.Count, "file")}: {string.Join(", ", files.Select(DisplayText.Clean))}. Nothing was changed.",
        byHand, files);

    /// <summary>Moving the commits one by one loses what a merge on the hotfix did beside merging.</summary>
    /// <param name="branch">The hotfix branch.</param>
    /// <param name="files">The files that would differ.</param>
    /// <param name="byHand">How a person does it by hand.</param>
    public static HotfixException MoveLosesMerge(BranchName branch, IReadOnlyList<string> files, string byHand) => new(
        nameof(MergeConflict), ErrorKind.InvalidResult,
        $"A merge on '{branch}' changed more than it merged, in {string.Join(", ", files.Select(DisplayText.Clean))}; moved commit by commit, that would be lost. Nothing was changed.",
        byHand, files);

    /// <summary>What was resolved by hand does not stand on what is live.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="live">What is live.</param>
    public static HotfixException NotOnLive(CommitId commit, CommitId live) => new(
        nameof(NotOnLive), ErrorKind.InvalidArgument,
        commit == live ? $"{commit.Short} brings nothing that {live.Short}, which is live, does not have." : $"{commit.Short} does not grow from {live.Short}, which is live.",
        $"Move the fix onto what is live (git rebase --onto {live.Short} <base> <branch>), then give its head to -Resolved.", commit.ToString());

    /// <summary>There is nothing to move the hotfix onto.</summary>
    /// <param name="branch">The hotfix branch.</param>
    /// <param name="live">What it stands on.</param>
    /// <param name="push">The command that pushes something else to it.</param>
    public static HotfixException NotSuperseded(BranchName branch, CommitId live, string push) => new(
        nameof(NotSuperseded), ErrorKind.InvalidOperation,
        $"'{branch}' stands on {live.Short}, which is still live: it need not be moved.",
        $"Push what you have as it is: {push}", branch.ToString());

    /// <summary>One of many repositories took too long.</summary>
    /// <param name="repository">The folder or the remote, without secrets.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="inner">What was thrown when it was ended.</param>
    public static HotfixException RepositoryTimedOut(string repository, TimeSpan limit, Exception? inner = null) => new(
        nameof(RepositoryTimedOut), ErrorKind.TimedOut,
        $"'{DisplayText.Clean(repository)}' was not done within {SettingsDuration.Text(limit)}, and is not waited for any longer.",
        "Give it more time with -TimeoutSec, or find out why it does not answer: git ls-remote", repository, inner);

    /// <summary>A check that leaves a heartbeat was given no repository.</summary>
    /// <param name="command">The command.</param>
    public static HotfixException NothingChecked(string command) => new(
        nameof(NothingChecked), ErrorKind.InvalidArgument,
        "No repository was given to check: that nothing was found means nothing.",
        "See that the list of repositories is there and is not empty, and that the token may read them.", command);

    /// <summary>A duration cannot be read.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="parameter">The parameter that it was given to.</param>
    public static HotfixException InvalidDuration(string text, string parameter) => new(
        nameof(InvalidDuration), ErrorKind.InvalidArgument,
        $"'{Shown(text)}' is not a duration: {(text.Length > 0 && text.All(letter => char.IsAsciiDigit(letter) || letter == '.') ? "a number needs a unit" : "one has units, and lies between a second and a year")}.",
        $"Give -{parameter} whole numbers with units, such as 2d, 36h or 1h30m, or a time span such as 1.12:00:00.", text);

    /// <summary>A heartbeat cannot be left, or not be looked for.</summary>
    /// <param name="place">Where; of an address, the server alone.</param>
    /// <param name="why">What was said.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException HeartbeatFailed(string place, string why, Exception? inner = null) => new(
        nameof(HeartbeatFailed), ErrorKind.Connection,
        $"The heartbeat at {DisplayText.Clean(place)} cannot be reached: {RemoteUrl.Redact(why).TrimEnd('.')}.",
        "See that the folder exists and may be written to, or that the server runs; then run the command again.", place, inner);

    /// <summary>What was given names no place for a heartbeat.</summary>
    /// <param name="place">Where; of an address, the server alone.</param>
    /// <param name="why">What is wrong with it.</param>
    public static HotfixException HeartbeatInvalid(string place, string why) => new(
        nameof(HeartbeatFailed), ErrorKind.InvalidArgument,
        $"'{Shown(place)}' is no place for a heartbeat: {DisplayText.Clean(why).TrimEnd('.')}.",
        "Give -Heartbeat a path of a file, an address with https://, or where that is kept: env:NAME or vault:NAME.", place);

    /// <summary>Something that nobody foresaw.</summary>
    /// <param name="inner">What was thrown.</param>
    /// <param name="target">What was worked on.</param>
    public static HotfixException Unexpected(Exception inner, object? target) => new(
        nameof(Unexpected), ErrorKind.InvalidResult,
        $"Something unforeseen went wrong: {RemoteUrl.Redact(inner.Message).TrimEnd('.')}.",
        "Run the command again: a second run finishes what the first began. If it stays, report it with Get-Error.", target, inner);

    // A finding that refuses becomes an error of its name; scripts know them by the names of the design.
    private static string IdOf(FindingId id) => id switch
    {
        FindingId.HeadNotPublished => "NotPublished",
        FindingId.UnknownEnvironment => nameof(InvalidEnvironment),
        _ => id.ToString(),
    };

    /// <summary>How <see cref="SourceSilent"/> begins.</summary>
    internal static string SilentPrefix(string source) => $"The source '{DisplayText.Clean(source)}' gives no answer: ";

    internal static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    internal static string Count(int number, string noun, string nouns) => $"{number} {(number == 1 ? noun : nouns)}";

    private static string Short(string? commit) => CommitId.TryParse(commit, out var id) ? id.Short : "?";

    private static string Because(string? reason) => string.IsNullOrEmpty(reason) ? string.Empty : $" ({DisplayText.Clean(reason)})";

    private static string Time(DateTimeOffset? time) => Clock.Text(time);

    private static string Shown(string? text) => DisplayText.Cut(RemoteUrl.Redact(text), ShownOfBadInput);
}
