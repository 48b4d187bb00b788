using System.Management.Automation;
using System.Management.Automation.Language;

namespace HotfixTools.Host.Engine;

/// <summary>Something to run, as the command line gave it.</summary>
internal abstract record ScriptSource
{
    /// <summary>What the script is called with.</summary>
    public virtual ScriptArguments Arguments => ScriptArguments.None;

    /// <summary>Reads the whole script before any of it runs.</summary>
    /// <exception cref="ParseException">It is not PowerShell.</exception>
    public ScriptBlock Parse()
    {
        var script = Parse(out var errors);
        return errors.Length == 0 ? script.GetScriptBlock() : throw new ParseException(errors);
    }

    protected abstract ScriptBlockAst Parse(out ParseError[] errors);
}
