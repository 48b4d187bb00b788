namespace HotfixTools.Git.Tests.Racing;

/// <summary>The side of a race that is a process of its own: reads orders, does each at once, prints what came of it.</summary>
internal static class Racer
{
    /// <summary>Serves one clone until its input ends.</summary>
    /// <param name="arguments">The folder of the clone, and the name of the racer.</param>
    public static int Run(string[] arguments)
    {
        var (folder, name) = (arguments[0], arguments[1]);
        using var session = HotfixSession.Open(
            new GitService(), folder, SettingsRequest.Plain, new RemoteAccess(new NoCredentials(), CancellationToken.None), TimeProvider.System);
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } order)
            Console.WriteLine(Obey(session, name, order.Split(' ')));
        return 0;
    }

    private static string Obey(HotfixSession session, string name, string[] order)
    {
        try
        {
            return order switch
            {
                ["claim", var reference, var commit] => Claim(session, RefName.Parse(reference), CommitId.Parse(commit)),
                ["append", var environment, var commit, var count] => Append(session, name, EnvironmentName.Parse(environment), commit, int.Parse(count)),
                _ => throw new ArgumentException(string.Join(' ', order)),
            };
        }
        catch (HotfixException error)
        {
            return $"{error.Id}: {error.Message}";
        }
    }

    private static string Claim(HotfixSession session, RefName reference, CommitId commit) =>
        session.Remote.CompareAndSwapPush([new RefUpdate(reference, CommitId.Zero, commit)]).Outcomes[0].Verdict.ToString();

    private static string Append(HotfixSession session, string name, EnvironmentName environment, string commit, int count)
    {
        CommitId? tip = null;
        for (var number = 1; number <= count; number++)
        {
            session.LedgerOf(environment).Append(tip, new Deploy { Environment = environment.ToString(), Commit = commit, DeployedAt = session.Now, DeployedBy = $"{name}-{number}" });
            // What a command that begins now would see.
            tip = session.Remote.Fetch([session.Settings.LedgerOf(environment).ToString()])[session.Settings.LedgerOf(environment)];
        }

        return "done";
    }
}
