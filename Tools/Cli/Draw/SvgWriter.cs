using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ArchGen.Cli.Draw;

/// <summary>Writes a figure as SVG: text as text, colours by style sheet for light and dark, no script and nothing from elsewhere.</summary>
internal sealed class SvgWriter
{
    // Plain colours rather than variables, which programs that turn SVG into PDF don't know.
    private const string Style = """
        svg{font-family:system-ui,"Segoe UI","Helvetica Neue",Arial,sans-serif}
        text{fill:#1b2733}.s{fill:#5b6b7b;font-size:10.5px}.t{font-size:12.5px;font-weight:600}.h{font-size:14px;font-weight:600}.m{text-anchor:middle}.e{text-anchor:end}
        .paper{fill:#fff}.panel{fill:#f7f9fb;stroke:#c9d3dd}.group{fill:none;stroke:#c9d3dd;stroke-dasharray:5 3}.box{fill:#fff;stroke:#55677a}.heat{fill:#e8803a}
        .line{fill:none;stroke:#55677a;stroke-width:1.3;stroke-linejoin:round}.tag{fill:#2b6cb0}.on{fill:#fff;font-size:11px;font-weight:700}.arrow{fill:#55677a}
        @media (prefers-color-scheme:dark){
        text{fill:#e4eaf0}.s{fill:#a9b8c7}.paper{fill:#12181f}.panel{fill:#1a222b;stroke:#3a4856}.group{stroke:#4a5a6a}.box{fill:#222c37;stroke:#8fa2b5}.heat{fill:#d9752f}
        .line{stroke:#8fa2b5}.tag{fill:#63a4e6}.on{fill:#12181f}.arrow{fill:#8fa2b5}}
        """;

    private readonly StringBuilder _to = new();

    /// <summary>The figure's text.</summary>
    public static string Write(Figure figure) => new SvgWriter().All(figure);

    private string All(Figure figure)
    {
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" width="{N(figure.Width)}" height="{N(figure.Height)}" viewBox="0 0 {N(figure.Width)} {N(figure.Height)}" role="img">""");
        Line($"<title>{E(figure.Title)}</title>");
        Line($"<style>{Style.Replace("\r", "", StringComparison.Ordinal)}</style>");
        Line("""<defs><marker id="a" viewBox="0 0 8 8" refX="7.2" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="arrow" d="M0 .6 8 4 0 7.4z"/></marker></defs>""");
        Line($"""<rect class="paper" width="{N(figure.Width)}" height="{N(figure.Height)}"/>""");
        Line($"""<text x="{N(FigureLayout.Margin)}" y="32" style="font-size:18px;font-weight:700">{E(figure.Title)}</text>""");
        Line($"""<text class="s" x="{N(FigureLayout.Margin)}" y="50" style="font-size:12px">{E(figure.Subtitle)}</text>""");
        foreach (var panel in figure.Panels)
            Item(panel, isPanel: true);
        Line("</svg>");
        return _to.ToString();
    }

    private void Item(FigureItem item, bool isPanel = false)
    {
        Line($"""<g transform="translate({N(item.X)} {N(item.Y)})">""");
        if (item.Tip.Length > 0)
            Line($"<title>{E(item.Tip)}</title>");
        switch (item.Kind)
        {
            case FigureKind.Sign:
                Line($"""<circle class="box" cx="11" cy="11" r="11"/><text class="t m" x="11" y="15.5">{E(item.Title)}</text>""");
                break;
            case FigureKind.Box:
                Box(item);
                break;
            default:
                Group(item, isPanel);
                break;
        }
        Line("</g>");
    }

    private void Box(FigureItem item)
    {
        var (width, height) = (item.Width, item.Height - (item.Times > 1 ? 3 : 0));
        // A second sheet behind what stands for several.
        if (item.Times > 1)
            Line($"""<rect class="box" x="3" y="3" width="{N(width - 3)}" height="{N(height)}" rx="5"/>""");
        width -= item.Times > 1 ? 3 : 0;
        Line($"""<rect class="box" width="{N(width)}" height="{N(height)}" rx="5"/>""");
        Heat(item, width, height, 5);
        var y = 17.0;
        foreach (var (text, style) in new[] { (item.Title, "t m"), (item.Detail, "s m"), (FigureText.Costs(item.Parameters, item.Macs), "s m") }.Where(l => l.Item1.Length > 0))
        {
            Line($"""<text class="{style}" x="{N(width / 2)}" y="{N(y)}">{E(text)}</text>""");
            y += 14;
        }
        if (item.Times > 1)
            Line($"""<text class="t e" x="{N(width - 8 - (item.Tag.Length > 0 ? 22 : 0))}" y="17">{FigureLayout.Times(item)}</text>""");
        if (item.Tag.Length > 0)
            Tag(item.Tag, width - 14, 13);
    }

    private void Group(FigureItem item, bool isPanel)
    {
        Line($"""<rect class="{(isPanel ? "panel" : "group")}" width="{N(item.Width)}" height="{N(item.Height)}" rx="8"/>""");
        if (!isPanel)
            Heat(item, item.Width, item.Height, 8, 0.35);
        var x = FigureLayout.Padding;
        if (isPanel && item.Tag.Length > 0)
        {
            Tag(item.Tag, x + 9, 17);
            x += 26;
        }
        var name = string.Join(" ", new[] { item.Title, FigureLayout.Times(item) }.Where(t => t.Length > 0));
        if (name.Length > 0)
            Line($"""<text class="h" x="{N(x)}" y="22">{E(name)}</text>""");
        if (FigureText.Costs(item.Parameters, item.Macs) is { Length: > 0 } costs && (name.Length > 0 || item.Items.Count > 1))
            Line($"""<text class="s e" x="{N(item.Width - FigureLayout.Padding)}" y="21">{E(costs)}</text>""");
        if (isPanel && item.Detail.Length > 0)
            Line($"""<text class="s" x="{N(FigureLayout.Padding)}" y="38">{E(item.Detail)}</text>""");
        foreach (var line in item.Lines)
            Line($"""<path class="line" d="{Path(line.Points)}"{(line.HasArrow ? " marker-end=\"url(#a)\"" : "")}/>""");
        foreach (var inner in item.Items)
            Item(inner);
        foreach (var label in item.Labels)
            Line($"""<text class="s" x="{N(label.X)}" y="{N(label.Y)}">{E(label.Text)}</text>""");
    }

    // Half of all costs is half of the way: shares are small numbers, and their roots are told apart.
    private void Heat(FigureItem item, double width, double height, double round, double factor = 0.75)
    {
        if (item.Share > 0.002)
            Line($"""<rect class="heat" width="{N(width)}" height="{N(height)}" rx="{N(round)}" fill-opacity="{N(Math.Min(1, Math.Sqrt(item.Share)) * factor)}"/>""");
    }

    private void Tag(string letter, double x, double y) =>
        Line($"""<circle class="tag" cx="{N(x)}" cy="{N(y)}" r="9"/><text class="on m" x="{N(x)}" y="{N(y + 4)}">{E(letter)}</text>""");

    private static string Path(IReadOnlyList<(double X, double Y)> points)
    {
        const double Round = 5;
        var path = $"M{N(points[0].X)} {N(points[0].Y)}";
        for (var i = 1; i < points.Count; i++)
        {
            var (x, y) = points[i];
            if (i == points.Count - 1)
                return path + $"L{N(x)} {N(y)}";
            var (before, after) = (points[i - 1], points[i + 1]);
            var r = Math.Min(Round, Math.Min(Math.Abs(x - before.X) + Math.Abs(y - before.Y), Math.Abs(x - after.X) + Math.Abs(y - after.Y)) / 2);
            path += $"L{N(x - r * Math.Sign(x - before.X))} {N(y - r * Math.Sign(y - before.Y))}Q{N(x)} {N(y)} {N(x + r * Math.Sign(after.X - x))} {N(y + r * Math.Sign(after.Y - y))}";
        }
        return path;
    }

    private static string N(double number) => Math.Round(number, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A text that can only be text: what XML has no place for is left out.</summary>
    private static string E(string text) => new StringBuilder(string.Concat(text.EnumerateRunes().Where(r => r.Value is '\t' or '\n' or (>= 0x20 and not 0xFFFE and not 0xFFFF))))
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").ToString();

    private void Line(string text) => _to.Append(text).Append('\n');
}
