using System.Text;

namespace HotfixTools;

/// <summary>Rows of single letters, each in an ink.</summary>
/// <param name="width">How many columns.</param>
/// <param name="height">How many rows.</param>
internal sealed class GraphCanvas(int width, int height)
{
    private readonly (char Letter, GraphInk Ink)[,] _cells = new (char, GraphInk)[height, width];

    /// <summary>Writes one letter; outside of the canvas, nothing.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="letter">The letter.</param>
    /// <param name="ink">The ink.</param>
    public void Put(int row, int column, char letter, GraphInk ink = GraphInk.Line)
    {
        if (row >= 0 && row < height && column >= 0 && column < width)
            _cells[row, column] = (letter, ink);
    }

    /// <summary>Writes a word.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column of its first letter.</param>
    /// <param name="word">The word, of letters of one column each.</param>
    /// <param name="ink">The ink.</param>
    public void Put(int row, int column, string word, GraphInk ink)
    {
        for (var index = 0; index < word.Length; index++)
            Put(row, column + index, word[index], ink);
    }

    /// <summary>A row, without blanks at its end.</summary>
    /// <param name="row">The row.</param>
    /// <param name="paint">Gives a word its ink.</param>
    public string Row(int row, Func<string, GraphInk, string> paint)
    {
        var end = width;
        while (end > 0 && _cells[row, end - 1].Letter == '\0')
            end--;
        var text = new StringBuilder();
        for (var column = 0; column < end;)
        {
            var ink = _cells[row, column].Ink;
            var word = new StringBuilder();
            for (; column < end && _cells[row, column].Ink == ink; column++)
                word.Append(_cells[row, column].Letter is var letter && letter == '\0' ? ' ' : letter);
            text.Append(paint(word.ToString(), ink));
        }

        return text.ToString();
    }
}
