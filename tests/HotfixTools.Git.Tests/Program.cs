using HotfixTools.Git.Tests.Racing;

// Started by a test as another process, it is a racer; started by anybody else, it runs the tests.
return args is ["race", .. var rest]
    ? Racer.Run(rest)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
