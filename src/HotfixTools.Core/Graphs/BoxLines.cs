namespace HotfixTools;

/// <summary>Lines across and along, which join where they meet.</summary>
/// <param name="width">How many columns.</param>
/// <param name="height">How many rows.</param>
internal sealed class BoxLines(int width, int height)
{
    private const int Up = 1;
    private const int Down = 2;
    private const int Left = 4;
    private const int Right = 8;
    private const string Letters = "\0╵╷│─╯╮┤─╰╭├─┴┬┼";

    private readonly int[,] _ends = new int[height, width];

    /// <summary>A line across.</summary>
    /// <param name="row">The row.</param>
    /// <param name="from">The left column; -1: from beyond the edge.</param>
    /// <param name="to">The right column.</param>
    public void Across(int row, int from, int to)
    {
        for (var column = Math.Max(0, from); column <= Math.Min(to, width - 1); column++)
            _ends[row, column] |= (column > from ? Left : 0) | (column < to ? Right : 0);
    }

    /// <summary>A line along a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="from">The upper row.</param>
    /// <param name="to">The lower row.</param>
    public void Along(int column, int from, int to)
    {
        for (var row = from; row <= to && column >= 0 && column < width; row++)
            _ends[row, column] |= (row > from ? Up : 0) | (row < to ? Down : 0);
    }

    /// <summary>Draws them.</summary>
    /// <param name="canvas">Takes them.</param>
    public void DrawOn(GraphCanvas canvas)
    {
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                if (_ends[row, column] != 0)
                    canvas.Put(row, column, Letters[_ends[row, column]]);
            }
        }
    }
}
