namespace HotfixTools;

/// <summary>Draws a picture in plain ASCII, with slanted lines. For logs, and screens that know nothing else.</summary>
public static class AsciiGraph
{
    /// <summary>Draws it. Letters of names that are not ASCII are written as <c>\u{…}</c>.</summary>
    /// <param name="graph">The picture.</param>
    /// <param name="style">How it is drawn; null: as it is by default.</param>
    public static string Draw(HotfixGraph graph, GraphStyle? style = null) => new Drawing(graph, style ?? new GraphStyle()).Draw();

    private sealed class Drawing(HotfixGraph graph, GraphStyle style) : TextGraph(graph, style, isAscii: true)
    {
        protected override int MainRow => Layout.HasTop ? 2 : 0;

        protected override int RowOf(int lane) => MainRow + (2 * lane);

        protected override void Draw(GraphCanvas canvas)
        {
            foreach (var run in Layout.Runs)
                Line(canvas, RowOf(run.Lane), run.Start, run.End);
            foreach (var run in Layout.Runs)
            {
                if (run is { From: { } from, Continues: null })
                    Down(canvas, run, Layout.Points[from].End, from);
                if (run.To is { } to)
                    Up(canvas, run, Layout.Points[to].Column);
            }

            foreach (var run in Layout.Runs)
                Marks(canvas, RowOf(run.Lane), run.To is null ? run.Marks.Select(mark => mark with { Text = mark.Text.Replace('x', 'o') }) : run.Marks, GraphInk.Branch);
            Line(canvas, MainRow, 0, Layout.Arrow - 1);
            canvas.Put(MainRow, Layout.Arrow, '>');
            foreach (var point in Layout.Points)
                canvas.Put(MainRow, point.Column, point.Text, GraphInk.Change);
            DrawTop(canvas);
        }

        private void DrawTop(GraphCanvas canvas)
        {
            if (Layout.Hotfix is { } run)
            {
                Line(canvas, 0, run.Start, run.End);
                if (run.From is { } from)
                    canvas.Put(1, Layout.Points[from].End + 1, '/');
                if (run.To is { } to)
                    canvas.Put(1, Layout.Points[to].Column - 1, '\\');
                else if (run.Marks.Count > 0)
                    canvas.Put(1, run.End + 1, Graph.Hotfix!.IsMerged ? '\\' : ':');
                Marks(canvas, 0, run.Marks, GraphInk.Hotfix);
            }

            if (Layout.XAbove is { } x)
            {
                canvas.Put(0, x, 'X', GraphInk.X);
                if (Layout.XMergedAt is not null)
                    canvas.Put(1, x + 1, '\\');
            }
        }

        // A lane that begins at the same point goes before: the line of the next goes on below it.
        private void Down(GraphCanvas canvas, LaidRun run, int column, int from)
        {
            for (var step = 1; step < 2 * run.Lane; step++)
            {
                if (step % 2 != 0 || !Layout.Runs.Any(other => other.From == from && other.Continues is null && other.Lane == step / 2))
                    canvas.Put(MainRow + step, column + step, '\\');
            }
        }

        private void Up(GraphCanvas canvas, LaidRun run, int column)
        {
            for (var step = 1; step < 2 * run.Lane; step++)
                canvas.Put(MainRow + step, column - step, '/');
        }

        private static void Line(GraphCanvas canvas, int row, int from, int to)
        {
            for (var column = from; column <= to; column++)
                canvas.Put(row, column, '-');
        }

        private static void Marks(GraphCanvas canvas, int row, IEnumerable<LaidMark> marks, GraphInk ink)
        {
            foreach (var mark in marks)
                canvas.Put(row, mark.Column, mark.Text, ink);
        }
    }
}
