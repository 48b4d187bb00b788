using HotfixTools.Host.Engine;

namespace HotfixTools.Host.Arguments;

/// <summary>Reads the command line: options first, then a command or a script that takes all the rest.</summary>
internal static class ArgumentParser
{
    public static Request Parse(IReadOnlyList<string> arguments)
    {
        string? manifest = null;
        var nonInteractive = false;

        for (var index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            var rest = arguments.Skip(index + 1).ToArray();
            switch (OptionName(argument))
            {
                case null:
                    return Run(Command([argument, .. rest]));
                case "command" or "c":
                    return Run(Command(rest));
                case "file" or "f":
                    return Run(File(rest));
                case "help" or "h" or "?":
                    return new ShowUsage();
                case "version" or "v":
                    return new ShowVersion();
                case "noninteractive":
                    nonInteractive = true;
                    break;
                case "module":
                    manifest = ExistingFile("-Module", rest, "the path of a module manifest");
                    index++;
                    break;
                default:
                    throw new UsageException($"The option '{argument}' is not known.");
            }
        }

        return arguments.Count == 0
            ? new ShowUsage()
            : throw new UsageException("There is no command to run.");

        RunScript Run(ScriptSource script) => new(script, manifest, nonInteractive);
    }

    /// <summary>The name of an option in lower case, whether written <c>-File</c> or <c>--file</c>; null for anything else.</summary>
    private static string? OptionName(string argument) =>
        argument is "/?" ? "?"
        : argument.StartsWith('-') ? argument[(argument.StartsWith("--", StringComparison.Ordinal) ? 2 : 1)..].ToLowerInvariant()
        : null;

    private static CommandText Command(IReadOnlyList<string> words)
    {
        var text = string.Join(' ', words);
        return string.IsNullOrWhiteSpace(text)
            ? throw new UsageException("-Command needs the command to run.")
            : new CommandText(text);
    }

    private static ScriptFile File(IReadOnlyList<string> arguments) =>
        new(ExistingFile("-File", arguments, "the path of a script"), [.. arguments.Skip(1)]);

    private static string ExistingFile(string option, IReadOnlyList<string> arguments, string what)
    {
        if (arguments.Count == 0 || arguments[0].Length == 0)
            throw new UsageException($"{option} needs {what}.");

        var path = Path.GetFullPath(arguments[0]);
        return System.IO.File.Exists(path)
            ? path
            : throw new UsageException($"{option}: there is no file '{path}'.");
    }
}
