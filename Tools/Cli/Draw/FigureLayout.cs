using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Cli.Draw;

/// <summary>Gives everything in a figure its place and size.</summary>
internal static class FigureLayout
{
    public const double Margin = 24;
    public const double HeadRoom = 62;
    public const double TitleRoom = 26;
    public const double Padding = 16;

    private const double BoxPadding = 12;
    private const double WidestText = 300;
    private const double BetweenPanels = 26;
    private const double EndRoom = 10;

    /// <summary>The figure of a network and its panels.</summary>
    public static Figure Of(string title, string subtitle, IReadOnlyList<FigureItem> panels)
    {
        foreach (var panel in panels)
            Size(panel, isPanel: true);
        var first = panels[0];
        (first.X, first.Y) = (Margin, HeadRoom);
        var area = panels.Skip(1).Sum(p => (p.Width + BetweenPanels) * (p.Height + BetweenPanels));
        var height = Math.Max(first.Height, Math.Max(panels.Skip(1).Select(p => p.Height).DefaultIfEmpty(0).Max(), Math.Sqrt(area / 1.6)));
        // In columns: each, in the order of their letters, into the first that has room for it; only the last one may still become wider.
        var columns = new List<(double X, double Y, double Width)>();
        foreach (var panel in panels.Skip(1))
        {
            var at = columns.FindIndex(c => c.Y + panel.Height <= HeadRoom + height + 1 && (panel.Width <= c.Width || c.X == columns[^1].X));
            if (at < 0)
            {
                at = columns.Count;
                columns.Add(((columns.Count == 0 ? first.X + first.Width : columns[^1].X + columns[^1].Width) + BetweenPanels, HeadRoom, 0));
            }
            (panel.X, panel.Y) = (columns[at].X, columns[at].Y);
            columns[at] = (panel.X, panel.Y + panel.Height + BetweenPanels, Math.Max(columns[at].Width, panel.Width));
        }
        var width = Math.Max(panels.Max(p => p.X + p.Width), Math.Max(TextSize.Width(title, 18), TextSize.Width(subtitle, 12)) + Margin);
        return new Figure(title, subtitle, panels, width + Margin, panels.Max(p => p.Y + p.Height) + Margin);
    }

    private static void Size(FigureItem item, bool isPanel = false)
    {
        foreach (var inner in item.Items)
            Size(inner);
        switch (item.Kind)
        {
            case FigureKind.Sign:
                (item.Width, item.Height) = (22, 22);
                break;
            case FigureKind.Box:
            {
                item.Title = TextSize.Within(item.Title, WidestText, TextSize.Title);
                item.Detail = TextSize.Within(item.Detail, WidestText, TextSize.Small);
                var costs = FigureText.Costs(item.Parameters, item.Macs);
                var lines = new[] { (item.Title, TextSize.Title), (item.Detail, TextSize.Small), (costs, TextSize.Small) };
                var badge = (item.Tag.Length > 0 ? 26 : 0) + (item.Times > 1 ? TextSize.Width(Times(item), TextSize.Title) + 10 : 0);
                item.Width = Math.Ceiling(Math.Max(TextSize.Width(item.Title, TextSize.Title) + 2 * badge, lines.Skip(1).Max(l => TextSize.Width(l.Item1, l.Item2)))) + 2 * BoxPadding;
                item.Height = 11 + lines.Count(l => l.Item1.Length > 0) * 14 + (item.Times > 1 ? 3 : 0);
                break;
            }
            default:
            {
                if (!isPanel)
                    item.InShape = "";
                var head = HeadWidth(item) + 2 * Padding;
                var room = (isPanel && item.Detail.Length > 0 ? TitleRoom + 14 : item.Title.Length == 0 && item.Times == 1 ? 8 : TitleRoom) + EndRoom;
                var starts = item.Edges.Any(e => e.From == FigureEdge.In) && !isPanel ? 0 : 6;
                var (width, height) = LayeredLayout.Apply(item, Padding, room + starts, head - 2 * Padding);
                (item.Width, item.Height) = (Math.Ceiling(width) + 2 * Padding, Math.Ceiling(room + starts + height + Foot(item, isPanel)));
                Reach(item, room, isPanel);
                break;
            }
        }
    }

    /// <summary>How often a part follows itself.</summary>
    public static string Times(FigureItem item) => item.Times > 1 ? FormattableString.Invariant($"×{item.Times}") : "";

    // A line that goes out of a frame needs no more room than it takes.
    private static double Foot(FigureItem item, bool isPanel) => !isPanel && item.Edges.Any(e => e.To == FigureEdge.Out) ? 0 : EndRoom + 6;

    private static double HeadWidth(FigureItem item) => Math.Max(
        TextSize.Width(item.Title, TextSize.Heading) + (item.Tag.Length > 0 ? 28 : 0) + (item.Times > 1 ? 14 + TextSize.Width(Times(item), TextSize.Heading) : 0) + TextSize.Width(FigureText.Costs(item.Parameters, item.Macs), TextSize.Small) + 18,
        TextSize.Width(item.Detail, TextSize.Small));

    // Lines from a frame's upper edge to where they go in, and to its lower edge: what comes in there goes on inside.
    private static void Reach(FigureItem item, double room, bool isPanel)
    {
        if (isPanel)
            return;
        for (var i = 0; i < item.Lines.Count; i++)
        {
            var points = item.Lines[i].Points;
            var last = points[^1];
            if (!item.Lines[i].HasArrow && item.Edges.Any(e => e.To == FigureEdge.Out) && Math.Abs(last.Y - (item.Height - Foot(item, isPanel))) < 1.5)
                item.Lines[i] = item.Lines[i] with { Points = [.. points.SkipLast(1), (last.X, item.Height)] };
        }
    }
}
