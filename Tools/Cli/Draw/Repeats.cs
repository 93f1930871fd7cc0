using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Cli.Draw;

/// <summary>Steps that follow one another again and again, drawn once with how often.</summary>
internal static class Repeats
{
    private const int LongestPeriod = 12;

    /// <summary>Fills a group with items, the repeated ones folded. <paramref name="same"/> has for each item a text that is equal for equal ones.</summary>
    public static void Fold(FigureItem group, List<FigureItem> items, IReadOnlyList<FigureEdge> edges, IReadOnlyList<string> same)
    {
        var number = new int[items.Count];
        for (var i = 0; i < items.Count;)
        {
            var (period, times) = At(i, items, edges, same);
            var folded = times == 1 ? items[i] : period == 1 ? Once(items[i], items[i + times - 1], times) : Framed(items, edges, i, period, times);
            for (var k = 0; k < period * times; k++)
                number[i + k] = group.Items.Count;
            group.Items.Add(folded);
            // What goes on from the last of them goes on from all.
            if (times > 1)
                folded.Shape = items[i + period * times - 1].Shape is { Length: > 0 } last ? last : folded.Shape;
            i += period * times;
        }
        foreach (var edge in edges)
        {
            var (from, to) = (edge.From == FigureEdge.In ? FigureEdge.In : number[edge.From], edge.To == FigureEdge.Out ? FigureEdge.Out : number[edge.To]);
            if (from != to)
                group.Edges.Add(new FigureEdge(from, to));
        }
    }

    private static (int Period, int Times) At(int start, List<FigureItem> items, IReadOnlyList<FigureEdge> edges, IReadOnlyList<string> same)
    {
        for (var period = 1; period <= Math.Min(LongestPeriod, (items.Count - start) / 2); period++)
        {
            // One small step again is as quickly seen drawn out.
            if (period == 1 && items[start] is { Kind: FigureKind.Sign } or { Parameters: 0, Tag: "", Items.Count: 0 })
                continue;
            if (!Enumerable.Range(start, period).Any(i => items[i].Parameters > 0 || items[i].Tag.Length > 0))
                continue;
            var times = 1;
            while (start + (times + 1) * period <= items.Count && IsCut(start + times * period)
                && Enumerable.Range(0, period).All(k => same[start + k] == same[start + times * period + k]))
                times++;
            if (times > 1 && (start == 0 || IsCut(start)))
                return (period, times);
        }
        return (1, 1);

        // All that passes a place comes from the step before it.
        bool IsCut(int at) => edges.All(e => e.From >= at || e.To < at || e.From == at - 1) && edges.Any(e => e.From == at - 1);
    }

    private static FigureItem Once(FigureItem first, FigureItem last, int times)
    {
        first.Times = times;
        if (first.Kind == FigureKind.Group && first.Title.Length > 0)
            first.Title = Span(first.Title, last.Title);
        else if (first.Detail.Length > 0)
            first.Detail = Span(first.Detail, last.Detail);
        first.Parameters *= times;
        first.Macs *= times;
        return first;
    }

    private static FigureItem Framed(List<FigureItem> items, IReadOnlyList<FigureEdge> edges, int start, int period, int times)
    {
        var frame = new FigureItem(FigureKind.Group, "") { Times = times };
        frame.Items.AddRange(items.GetRange(start, period));
        foreach (var edge in edges.Where(e => e.To >= start && e.To < start + period))
            frame.Edges.Add(new FigureEdge(edge.From >= start ? edge.From - start : FigureEdge.In, edge.To - start));
        frame.Edges.Add(new FigureEdge(period - 1, FigureEdge.Out));
        return frame;
    }

    // "blocks1.0" and "blocks1.2": what differs from where to where.
    private static string Span(string first, string last)
    {
        var common = 0;
        while (common < Math.Min(first.Length, last.Length) && first[common] == last[common])
            common++;
        // Numbers stay whole.
        while (common > 0 && char.IsDigit(first[common - 1]))
            common--;
        return first == last ? first : $"{first} – {last[common..]}";
    }
}
