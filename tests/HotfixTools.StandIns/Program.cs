using System.Text.Json;
using HotfixTools.Testing;
using HotfixTools.Testing.Forges;

// A stand-in of a forge in a process of its own, for tests in PowerShell: HotfixTools.StandIns <kind> <bare repository>.
// It prints where it is, then does what each line of its input says (a JSON list: the act and its arguments), prints one
// line for each, and ends with its input.
using var forge = StandIns.Start(args[0], args[1]);
Console.Out.WriteLine(JsonSerializer.Serialize(new { forge.Kind, forge.Api, forge.Repository, ForgeStandIn.Token }));
while (Console.In.ReadLine() is { } line)
{
    string answer;
    try
    {
        answer = JsonSerializer.Serialize(new { Result = Do(JsonSerializer.Deserialize<string[]>(line)!), Error = (string?)null });
    }
    catch (Exception error)
    {
        answer = JsonSerializer.Serialize(new { Result = (object?)null, Error = error.Message });
    }

    Console.Out.WriteLine(answer);
}

object? Do(string[] words)
{
    switch (words)
    {
        case ["approve", var person]:
            forge.Approve(person);
            return null;
        case ["changes", var person]:
            forge.RequestChanges(person);
            return null;
        case ["dismiss", var person]:
            forge.Dismiss(person);
            return null;
        case ["report", var name, var state]:
            forge.Report(name, state);
            return null;
        case ["protect", var branch, var approvals, .. var checks]:
            forge.Protect(branch, int.Parse(approvals), checks);
            return null;
        case ["break", var call, var status, var body, var isDone]:
            forge.Break(call, WebReply.Json(body, int.Parse(status)), isDone: bool.Parse(isDone));
            return null;
        case ["removes-branches"]:
            return forge.RemovesBranches = true;
        case ["status", var name, var commit]:
            return forge.StatusOf(name, commit);
        case ["requests"]:
            return forge.PullRequests.Select(one => new { one.Number, one.Title, one.Body, one.State, one.Head, one.MergeCommit });
        case ["violations"]:
            return forge.Violations;
        case ["asked"]:
            return forge.Server.Requests.Select(seen => seen.ToString());
        default:
            throw new ArgumentException($"no such act: {string.Join(' ', words)}");
    }
}
