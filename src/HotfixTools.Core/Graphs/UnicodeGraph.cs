namespace HotfixTools;

/// <summary>Draws a picture with box-drawing lines, in colour where that is asked for.</summary>
public static class UnicodeGraph
{
    /// <summary>Draws it.</summary>
    /// <param name="graph">The picture.</param>
    /// <param name="style">How it is drawn; null: as it is by default.</param>
    public static string Draw(HotfixGraph graph, GraphStyle? style = null) => new Drawing(graph, style ?? new GraphStyle()).Draw();

    private sealed class Drawing(HotfixGraph graph, GraphStyle style) : TextGraph(graph, style, isAscii: false)
    {
        protected override int MainRow => Layout.HasTop ? 1 : 0;

        protected override int RowOf(int lane) => MainRow + lane;

        protected override string Shown(string text) => text switch
        {
            "x" => "●",
            LaidPoint.Break => "···",
            _ => text,
        };

        protected override string Paint(string word, GraphInk ink)
        {
            var code = ink switch
            {
                GraphInk.X => "1;32",
                GraphInk.Hotfix => "1;31",
                GraphInk.Change => "1;36",
                _ => null,
            };
            return IsColored && code is not null && word.Length > 0 ? $"\e[{code}m{word}\e[0m" : word;
        }

        protected override void Draw(GraphCanvas canvas)
        {
            var lines = new BoxLines(Layout.Width, RowOf(Layout.Lanes) + 1);
            lines.Across(MainRow, -1, Layout.Arrow);
            foreach (var run in Layout.Runs)
            {
                var row = RowOf(run.Lane);
                var start = run switch
                {
                    { Continues.To: { } before } => Layout.Points[before].Column - 1,
                    { From: { } from } => Layout.Points[from].End + 1,
                    _ => -1,
                };
                var end = run.To is { } to ? Layout.Points[to].Column - 1 : run.End;
                lines.Across(row, start, end);
                if (run is { From: not null, Continues: null })
                    lines.Along(start, MainRow, row);
                if (run.To is not null)
                    lines.Along(end, MainRow, row);
            }

            DrawTop(canvas, lines);
            canvas.Put(MainRow, Layout.Arrow, '→');
            foreach (var point in Layout.Points)
                canvas.Put(MainRow, point.Column, Shown(point.Text), point.First == 0 ? GraphInk.X : point.IsBreak ? GraphInk.Line : GraphInk.Change);
            foreach (var run in Layout.Runs)
                Marks(canvas, RowOf(run.Lane), run.Marks, GraphInk.Branch, isOpen: run.To is null);
        }

        private void DrawTop(GraphCanvas canvas, BoxLines lines)
        {
            var hotfix = Layout.Hotfix;
            if (hotfix is not null)
            {
                var start = hotfix.From is { } from ? Layout.Points[from].End + 1 : hotfix.Start - 1;
                var end = hotfix.To is { } to ? Layout.Points[to].Column - 1 : hotfix.End;
                lines.Across(0, start, end);
                if (hotfix.From is not null)
                    lines.Along(start, 0, MainRow);
                if (hotfix.To is not null)
                    lines.Along(end, 0, MainRow);
                else if (hotfix.Marks.Count > 0)
                    DrawMergeToCome(lines, end);
            }

            if (Layout is { XAbove: { } x, XMergedAt: { } point })
            {
                lines.Across(0, x, Layout.Points[point].Column - 1);
                lines.Along(Layout.Points[point].Column - 1, 0, MainRow);
            }

            lines.DrawOn(canvas);
            if (hotfix is { To: null, Marks.Count: > 0 } && !Graph.Hotfix!.IsMerged)
                canvas.Put(0, hotfix.End + 1, '┄');
            if (hotfix is not null)
                Marks(canvas, 0, hotfix.Marks, GraphInk.Hotfix, isOpen: false);
            if (Layout.XAbove is { } above)
                canvas.Put(0, above, 'X', GraphInk.X);
        }

        private void DrawMergeToCome(BoxLines lines, int head)
        {
            lines.Across(0, head, head + 2);
            lines.Along(head + 2, 0, MainRow);
        }

        private void Marks(GraphCanvas canvas, int row, IEnumerable<LaidMark> marks, GraphInk ink, bool isOpen)
        {
            foreach (var mark in marks)
                canvas.Put(row, mark.Column, isOpen && mark.Text == "x" ? "○" : Shown(mark.Text), ink);
        }
    }
}
