using System.Management.Automation;
using System.Management.Automation.Language;

namespace HotfixTools.Host.Engine;

/// <summary>Something to run, as the command line gave it.</summary>
internal abstract record ScriptSource
{
    /// <summary>What the script is called with.</summary>
    public virtual ScriptArguments Arguments => ScriptArguments.None;

    /// <summary>Reads the whole script before any of it runs.</summary>
    /// <param name="epilogue">A statement to run behind its last one, where it can take one.</param>
    /// <exception cref="ParseException">It is not PowerShell.</exception>
    public ScriptBlock Parse(string epilogue)
    {
        var script = Parse(out var errors);
        return errors.Length == 0 ? WithEpilogue(script, epilogue).GetScriptBlock() : throw new ParseException(errors);
    }

    protected abstract ScriptBlockAst Parse(out ParseError[] errors);

    /// <summary>The script with a statement behind its last one; the same script where it cannot take one.</summary>
    protected virtual ScriptBlockAst WithEpilogue(ScriptBlockAst script, string epilogue) => script;
}
