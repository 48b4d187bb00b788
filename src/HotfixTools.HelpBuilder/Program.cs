namespace HotfixTools.HelpBuilder;

/// <summary>The command line: where the assemblies are, where the help goes, and what else to read and to write.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (Read(args) is not { } request)
        {
            Console.Error.WriteLine("usage: HotfixTools.HelpBuilder <assembly folder> <output folder> [--assembly <name>] [--topics <folder>] [--pages <folder>]");
            return 2;
        }

        var errors = HelpBuild.Run(request);
        foreach (var error in errors)
            // MSBuild's Exec turns lines of this shape into errors of the build.
            Console.Error.WriteLine(error);

        return errors.Count == 0 ? 0 : 1;
    }

    private static HelpRequest? Read(string[] args)
    {
        if (args.Length < 2 || args.Length % 2 != 0)
            return null;

        var request = new HelpRequest(args[0], args[1], "HotfixTools");
        for (var index = 2; index < args.Length; index += 2)
        {
            var value = args[index + 1];
            switch (args[index])
            {
                case "--assembly":
                    request = request with { AssemblyName = value };
                    break;
                case "--topics":
                    request = request with { TopicFolder = value };
                    break;
                case "--pages":
                    request = request with { PageFolder = value };
                    break;
                default:
                    return null;
            }
        }

        return request;
    }
}
