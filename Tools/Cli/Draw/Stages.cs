using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Graphs;

namespace ArchGen.Cli.Draw;

/// <summary>Frames what works at one resolution as a stage, where the network's steps are one line and say no stages of their own.</summary>
internal static class Stages
{
    private const int Fewest = 2;

    /// <summary>Puts a panel's items into frames.</summary>
    public static void Group(FigureItem panel, FigureScope scope, double total)
    {
        if (panel.Items.Count(i => i.Kind == FigureKind.Group) >= Fewest || panel.Items.Count < 2 * Fewest)
            return;
        // The resolution that each item leaves, by the label that it has or the last one before it.
        var at = new string[panel.Items.Count];
        var now = Resolution(panel.InShape) ?? "";
        for (var i = 0; i < at.Length; i++)
            at[i] = now = panel.Items[i].Shape.Length == 0 ? now : Resolution(panel.Items[i].Shape) ?? (panel.Items[i].Shape.Count(c => c == '×') == 1 ? now : "");
        var items = panel.Items.ToList();
        var edges = panel.Edges.ToList();
        var frames = new List<(int Start, int End)>();
        for (var i = 0; i < items.Count;)
        {
            var end = i + 1;
            while (end < items.Count && at[end] == at[i])
                end++;
            // A frame is where one line goes in and one comes out.
            if (at[i].Length > 0 && end - i >= 2 && IsCut(edges, i) && IsCut(edges, end))
                frames.Add((i, end));
            i = end;
        }
        if (frames.Count < Fewest)
            return;
        panel.Items.Clear();
        panel.Edges.Clear();
        var number = new int[items.Count];
        for (var i = 0; i < items.Count;)
        {
            var place = frames.FindIndex(f => f.Start == i);
            var end = place < 0 ? i + 1 : frames[place].End;
            for (var k = i; k < end; k++)
                number[k] = panel.Items.Count;
            panel.Items.Add(place < 0 ? items[i] : Framed(items, edges, i, end, at[i], place + 1, total));
            i = end;
        }
        foreach (var edge in edges)
        {
            var (from, to) = (edge.From == FigureEdge.In ? FigureEdge.In : number[edge.From], edge.To == FigureEdge.Out ? FigureEdge.Out : number[edge.To]);
            if (from != to)
                panel.Edges.Add(new FigureEdge(from, to));
        }
    }

    private static FigureItem Framed(List<FigureItem> items, List<FigureEdge> edges, int start, int end, string resolution, int stage, double total)
    {
        var frame = new FigureItem(FigureKind.Group, $"stage {stage} · {resolution}") { Shape = items[end - 1].Shape };
        frame.Items.AddRange(items.GetRange(start, end - start));
        foreach (var edge in edges.Where(e => (e.To >= start && e.To < end) || (e.From >= start && e.From < end)))
            frame.Edges.Add(new FigureEdge(edge.From >= start ? edge.From - start : FigureEdge.In, edge.To < end ? edge.To - start : FigureEdge.Out));
        frame.Parameters = frame.Items.Sum(i => i.Parameters);
        frame.Macs = frame.Items.Sum(i => i.Macs);
        frame.Share = frame.Macs / total;
        // What goes out is said once, below the frame: of the last step that tells it.
        frame.Shape = frame.Items.Select(i => i.Shape).LastOrDefault(s => s.Length > 0) ?? "";
        return frame;
    }

    private static bool IsCut(List<FigureEdge> edges, int at) => edges.All(e => e.From >= at || e.To < at || e.From == at - 1 || (e.To == FigureEdge.Out && e.From < at));

    // "64×56×56": what follows the channels.
    private static string? Resolution(string shape)
    {
        var sizes = shape.Split(' ')[0].Split('×');
        return sizes.Length is 3 or 4 && !shape.Contains(',', StringComparison.Ordinal) ? string.Join("×", sizes.Skip(1)) : null;
    }
}
