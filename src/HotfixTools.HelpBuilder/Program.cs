namespace HotfixTools.HelpBuilder;

/// <summary>The command line: where the assemblies are, where the help goes, and whose help it is.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length is not (2 or 3))
        {
            Console.Error.WriteLine("usage: HotfixTools.HelpBuilder <assembly folder> <output folder> [<assembly name>]");
            return 2;
        }

        var request = new HelpRequest(args[0], args[1], args.Length == 3 ? args[2] : "HotfixTools");
        var errors = HelpBuild.Run(request);
        foreach (var error in errors)
            // MSBuild's Exec turns lines of this shape into errors of the build.
            Console.Error.WriteLine(error);

        return errors.Count == 0 ? 0 : 1;
    }
}
