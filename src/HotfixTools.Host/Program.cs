using HotfixTools.Host.Arguments;
using HotfixTools.Host.Engine;

namespace HotfixTools.Host;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        try
        {
            return ArgumentParser.Parse(arguments) switch
            {
                RunScript run => ScriptRun.Execute(run),
                ShowVersion => Print(Usage.Version),
                _ => Print(Usage.Text),
            };
        }
        catch (UsageException exception)
        {
            Console.Error.WriteLine(exception.Message);
            Console.Error.WriteLine("Run it with -Help to see how it is used.");
            return ExitStatus.Usage;
        }
    }

    private static int Print(string text)
    {
        Console.Out.WriteLine(text);
        return ExitStatus.Success;
    }
}
