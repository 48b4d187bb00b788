using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using HotfixTools.Host.Terminals;

namespace HotfixTools.Host.Interaction;

/// <summary>Asks, and reads the answer from stdin: of someone at a terminal, or a line each from a pipe.</summary>
internal sealed class AnswerReader(ConsoleWriter console, bool nonInteractive, CancellationToken cancellation)
{
    /// <summary>Says what the questions that follow are about.</summary>
    public void Introduce(params IEnumerable<string?> texts)
    {
        if (nonInteractive)
            return;

        foreach (var text in texts)
        {
            if (!string.IsNullOrEmpty(text))
                console.WriteMessage(text);
        }
    }

    /// <param name="question">What stands before the answer.</param>
    /// <param name="subject">What the question is about, for the error where nobody answers.</param>
    public string Ask(string question, string subject) => Ask(question, subject, Console.In.ReadLine);

    /// <summary>Asks for something that must not appear on the screen.</summary>
    public SecureString AskSecret(string question, string subject)
    {
        var hidden = !Console.IsInputRedirected;
        // Looking for a key turns the terminal's echo off, before the question invites anyone to type.
        if (hidden)
            _ = Console.KeyAvailable;

        var secret = new SecureString();
        foreach (var character in Ask(question, subject, hidden ? ReadHidden : Console.In.ReadLine))
            secret.AppendChar(character);

        secret.MakeReadOnly();
        return secret;
    }

    private static string ReadHidden()
    {
        var typed = new Stack<char>();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.Error.WriteLine();
                    return string.Concat(typed.Reverse());
                case ConsoleKey.Backspace:
                    typed.TryPop(out _);
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                        typed.Push(key.KeyChar);
                    break;
            }
        }
    }

    private string Ask(string question, string subject, Func<string?> read)
    {
        if (nonInteractive)
            throw NoAnswer(subject, "-NonInteractive rules that out");

        console.WriteQuestion(question);
        var answer = Read(read);
        // The Enter of an answer is only on the screen if someone typed it there.
        if (Console.IsInputRedirected)
            console.WriteMessage("");

        return answer ?? throw NoAnswer(subject, "standard input has ended");
    }

    private string? Read(Func<string?> read)
    {
        try
        {
            // A blocking read cannot be called off; leaving it behind lets Ctrl+C stop the command that asks.
            return Task.Run(read, CancellationToken.None).WaitAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    private static HostException NoAnswer(string subject, string reason) =>
        new($"An answer is needed, and {reason}: {subject}", null, "QuestionNotAnswered", ErrorCategory.ResourceUnavailable);
}
