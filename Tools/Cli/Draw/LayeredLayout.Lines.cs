using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Cli.Draw;

/// <content>Lines and the texts beside them.</content>
internal sealed partial class LayeredLayout
{
    private void Draw(FigureItem group, double left, double top)
    {
        foreach (var cell in _cells.Where(c => c.Label.Length > 0))
            group.Labels.Add(new FigureLabel(cell.Label, left + cell.X + 6, top + cell.Top + cell.Height + 12));
        foreach (var (from, to, isEnd) in _links)
        {
            var layer = _layers[from.Layer];
            var bottom = layer.Max(c => c.Top + c.Height);
            var bend = bottom + (layer.Any(c => c.Label.Length > 0) ? LabelRoom : 4) + Math.Max(0, Tracks(from.Layer).IndexOf(from)) * Track;
            double start = from.IsLane ? layer.Min(c => c.Top) : from.Top + from.Height, stop = to.IsLane ? _layers[to.Layer].Min(c => c.Top) : to.Top;
            var x = IsStraight(from, to) ? from.X : to.X + Entry(from, to);
            List<(double, double)> points = [(from.X, from.IsLane ? Math.Min(start, from.Top) : start)];
            if (!IsStraight(from, to) && to.Item?.Kind == FigureKind.Sign && isEnd && IsFree(from, to))
                points.AddRange([(from.X, to.Top + to.Height / 2), (to.X + Math.Sign(from.X - to.X) * to.Width / 2, to.Top + to.Height / 2)]);
            else if (Math.Abs(x - from.X) < 0.75)
                points.Add((from.X, stop));
            else
                points.AddRange([(from.X, bend), (x, bend), (x, stop)]);
            group.Lines.Add(new FigureLine([.. points.Select(p => (left + p.Item1, top + p.Item2))], isEnd && to.Item is not null));
        }
    }

    // True where nothing stands in the layer between a lane that comes down and the sign that it goes into at its side.
    private bool IsFree(Cell from, Cell to)
    {
        var (low, high) = (Math.Min(from.X, to.X), Math.Max(from.X, to.X));
        return Math.Abs(from.X - to.X) > to.Width && _layers[to.Layer].All(c => c == to || c.X + c.Right < low - 2 || c.X - c.Left > high + 2)
            && !_links.Any(l => l.To == to && l.From != from && Math.Sign(l.From.X - to.X) == Math.Sign(from.X - to.X) && !IsStraight(l.From, to));
    }

    // Lines that go into a box from different places meet its edge at different ones.
    private double Entry(Cell from, Cell to)
    {
        if (to.Item is null || to.Item.Kind == FigureKind.Sign || to.IsLane)
            return 0;
        var all = _links.Where(l => l.To == to).Select(l => l.From).Distinct().OrderBy(c => c.X).ToList();
        if (all.Count == 1)
            return 0;
        var straight = all.FindIndex(c => IsStraight(c, to));
        var place = all.IndexOf(from);
        var step = Math.Min(16, to.Width / (all.Count + 1));
        return straight >= 0 ? (place - straight) * step : (place - (all.Count - 1) / 2.0) * step;
    }
}
