namespace HotfixTools.HelpBuilder.Documentation;

/// <summary>How the text of comments is written down: for a console, or for the web.</summary>
internal interface ITextStyle
{
    /// <summary>Words, as they are to be read.</summary>
    string Words(string text);

    /// <summary>A piece of code among words.</summary>
    string Code(string code);

    /// <summary>Lines of code, as a paragraph of their own.</summary>
    string Block(string code);

    /// <summary>A cmdlet of the module.</summary>
    string Cmdlet(string name);

    /// <summary>Words that lead to an address.</summary>
    string Link(string words, string address);
}
