using System.Reflection;
using HotfixTools.HelpBuilder.Metadata;

namespace HotfixTools.HelpBuilder;

/// <summary>Collects what is missing, so that one build shows all of it.</summary>
internal sealed class HelpErrors(SourceMap sources)
{
    private readonly List<HelpError> _found = [];

    /// <summary>The errors so far, in the order they were found.</summary>
    public IReadOnlyList<HelpError> Found => _found;

    /// <summary>Notes an error at the place where <paramref name="member"/> is written.</summary>
    public void Add(MemberInfo member, string code, string message)
    {
        var (file, line) = sources.Find(member);
        Add(file, line, code, message);
    }

    /// <summary>Notes an error in a page.</summary>
    public void Add(string file, int line, string code, string message)
    {
        var error = new HelpError(file, line, code, message);

        // A parameter of a base class is met once for each cmdlet, and all is read once for each form of the help.
        if (!_found.Contains(error))
            _found.Add(error);
    }
}
