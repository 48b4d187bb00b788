using System.Globalization;

namespace HotfixTools;

/// <summary>A chart over months. Its colours are classes of the page's style sheet, so that it is light, dark and printed like the rest.</summary>
internal sealed class HistoryChart
{
    private const double Width = 480;
    private const double Height = 190;
    private const double Left = 44;
    private const double Right = 8;
    private const double Top = 10;
    private const double Bottom = 24;
    private const double PointSize = 3.5;

    // So many labels of months fit side by side.
    private const int MostLabels = 7;

    private readonly HtmlWriter _page;
    private readonly IReadOnlyList<HotfixMeasure> _months;
    private readonly double _top;

    private HistoryChart(HtmlWriter page, IReadOnlyList<HotfixMeasure> months, double top)
    {
        _page = page;
        _months = months;
        _top = top;
    }

    /// <summary>How many hotfixes were started in each month, by how they ended.</summary>
    /// <param name="page">The page.</param>
    /// <param name="months">The months.</param>
    /// <param name="name">What it says, for those who do not see it.</param>
    public static void Bars(HtmlWriter page, IReadOnlyList<HotfixMeasure> months, string name)
    {
        var chart = Begin(page, months, months.Max(month => month.Count), "hotfixes", name);
        for (var i = 0; i < months.Count; i++)
        {
            var month = months[i];
            var below = 0;
            foreach (var (kind, count) in new[] { ("completed", month.Completed), ("abandoned", month.Abandoned), ("open", month.Open) })
            {
                if (count > 0)
                    chart.Bar(i, kind, below, count);
                below += count;
            }
        }

        page.Write($"</svg>\n");
    }

    /// <summary>How long it took, month by month: the median, and within what nine of ten were.</summary>
    /// <param name="page">The page.</param>
    /// <param name="months">The months.</param>
    /// <param name="median">The median of a month.</param>
    /// <param name="percentile">The other.</param>
    /// <param name="name">What it says, for those who do not see it.</param>
    public static void Times(HtmlWriter page, IReadOnlyList<HotfixMeasure> months, Func<HotfixMeasure, TimeSpan?> median, Func<HotfixMeasure, TimeSpan?> percentile, string name)
    {
        var longest = months.Max(month => percentile(month) ?? median(month) ?? TimeSpan.Zero);
        var (unit, title) = longest.TotalHours < 2 ? (TimeSpan.FromMinutes(1), "minutes") : longest.TotalDays < 3 ? (TimeSpan.FromHours(1), "hours") : (TimeSpan.FromDays(1), "days");
        var chart = Begin(page, months, longest / unit, title, name);
        chart.Line("percentile", percentile, unit);
        chart.Line("median", median, unit);
        page.Write($"</svg>\n");
    }

    private static HistoryChart Begin(HtmlWriter page, IReadOnlyList<HotfixMeasure> months, double highest, string unit, string name)
    {
        var step = Step(highest);
        var chart = new HistoryChart(page, months, Math.Max(step, Math.Ceiling(highest / step) * step));
        page.Write($"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{name}\">\n");
        for (var value = 0.0; value <= chart._top + (step / 2); value += step)
            page.Write($"<path class=\"grid\" d=\"M{Left} {chart.Y(value)}H{Width - Right}\"/><text class=\"tick\" x=\"{Left - 6}\" y=\"{chart.Y(value) + 4}\" text-anchor=\"end\">{value.ToString("0.##", CultureInfo.InvariantCulture)}</text>\n");
        page.Write($"<text class=\"tick\" transform=\"rotate(-90)\" x=\"{-(Top + Height - Bottom) / 2}\" y=\"10\" text-anchor=\"middle\">{unit}</text>\n");
        var every = (months.Count + MostLabels - 1) / MostLabels;
        for (var i = 0; i < months.Count; i += every)
            page.Write($"<text class=\"tick\" x=\"{chart.X(i)}\" y=\"{Height - 6}\" text-anchor=\"middle\">{ReportWords.Month(months[i].Month!.Value)}</text>\n");
        return chart;
    }

    // 1, 2 or 5 times a power of ten, so that there are about four.
    private static double Step(double highest)
    {
        if (highest <= 4)
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(highest / 4)));
        return power * new[] { 1, 2, 5, 10 }.First(factor => factor * power * 5 >= highest);
    }

    private double Column => (Width - Left - Right) / _months.Count;

    private double X(int place) => Left + (Column * (place + 0.5));

    private double Y(double value) => Height - Bottom - (value / _top * (Height - Bottom - Top));

    private void Bar(int place, string kind, int below, int count)
    {
        var width = Math.Min(36, Column * 0.7);
        _page.Write($"<rect class=\"{kind}\" x=\"{X(place) - (width / 2)}\" y=\"{Y(below + count)}\" width=\"{width}\" height=\"{Y(below) - Y(below + count)}\"><title>{ReportWords.Month(_months[place].Month!.Value)}: {count.ToString(CultureInfo.InvariantCulture)} {HistorySection.Outcome(kind)}</title></rect>\n");
    }

    private void Line(string kind, Func<HotfixMeasure, TimeSpan?> value, TimeSpan unit)
    {
        var points = Enumerable.Range(0, _months.Count).Where(place => value(_months[place]) is not null).Select(place => (Place: place, Span: value(_months[place])!.Value)).ToArray();
        if (points.Length > 1)
        {
            _page.Write($"<polyline class=\"{kind}\" points=\"");
            foreach (var (place, span) in points)
                _page.Write($"{X(place)},{Y(span / unit)} ");
            _page.Write($"\"/>\n");
        }

        foreach (var (place, span) in points)
            _page.Write($"<circle class=\"{kind}\" cx=\"{X(place)}\" cy=\"{Y(span / unit)}\" r=\"{PointSize}\"><title>{ReportWords.Month(_months[place].Month!.Value)}: {ShortText.Duration(span)}</title></circle>\n");
    }
}
