using System.Text;

namespace HotfixTools.HelpBuilder.Documentation;

/// <summary>Folds the white space of source text, and keeps paragraphs apart.</summary>
internal sealed class ParagraphBuilder
{
    private readonly List<string> _paragraphs = [];
    private readonly StringBuilder _current = new();

    /// <summary>Adds words to the present paragraph; any white space becomes one space.</summary>
    public void Append(string text)
    {
        foreach (var character in text)
        {
            if (!char.IsWhiteSpace(character))
                _current.Append(character);
            else if (_current.Length > 0 && _current[^1] is not (' ' or '\n'))
                _current.Append(' ');
        }
    }

    /// <summary>Breaks the line within the paragraph.</summary>
    public void EndLine()
    {
        TrimEnd();
        if (_current.Length > 0)
            _current.Append('\n');
    }

    /// <summary>Ends the present paragraph, if there is one.</summary>
    public void EndParagraph()
    {
        TrimEnd();
        if (_current.Length > 0)
            _paragraphs.Add(_current.ToString());

        _current.Clear();
    }

    /// <summary>Adds a paragraph of its own whose lines stay as they are.</summary>
    public void AddVerbatim(string text)
    {
        EndParagraph();
        if (text.Length > 0)
            _paragraphs.Add(text);
    }

    /// <summary>All the paragraphs.</summary>
    public IReadOnlyList<string> Build()
    {
        EndParagraph();
        return [.. _paragraphs];
    }

    private void TrimEnd()
    {
        while (_current.Length > 0 && char.IsWhiteSpace(_current[^1]))
            _current.Length--;
    }
}
