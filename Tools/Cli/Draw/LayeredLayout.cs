using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Cli.Draw;

/// <summary>
/// Lays items out in layers from top to bottom: each below all that flows into it, lines that pass a layer in lanes of their own between its items, so that nothing covers anything. Networks are
/// mostly one line of steps, which stays straight; shortcuts go round it.
/// </summary>
internal sealed partial class LayeredLayout
{
    private const double Between = 22;
    private const double Lane = 14;
    private const double LabelRoom = 17;
    private const double BendRoom = 13;
    private const double Track = 6;
    private const double Heavy = 1e6;

    private readonly IReadOnlyList<FigureItem> _items;
    private readonly List<Cell> _cells = [];
    private readonly List<List<Cell>> _layers = [];
    private readonly List<(Cell From, Cell To, bool IsEnd)> _links = [];

    /// <summary>A place in a layer: an item's, an end's (without an item) or a lane's, which has what it passes on.</summary>
    private sealed class Cell
    {
        public FigureItem? Item { get; init; }

        public bool IsLane { get; init; }

        public string Label { get; init; } = "";

        public int Layer { get; set; }

        public double X { get; set; }

        public double Top { get; set; }

        public double Width => Item?.Width ?? 0;

        public double Height => Item?.Height ?? 0;

        public double Weight => IsLane ? 1 : Heavy;

        public double Left => IsLane ? Lane / 2 : Math.Max(Width / 2, 4);

        /// <summary>What is beside the line that leaves below needs room, too.</summary>
        public double Right => Math.Max(Left, Label.Length > 0 ? TextSize.Width(Label, TextSize.Small) + 8 : 0);

        /// <summary>The cells of the lane that it is in, top to bottom.</summary>
        public List<Cell>? Way { get; set; }
    }

    private LayeredLayout(FigureItem group)
    {
        _items = group.Items;
        Build(group);
        Order();
        Place();
        Height = Stack();
        var least = _cells.Min(c => c.X - c.Left);
        foreach (var cell in _cells)
            cell.X -= least;
        Width = _cells.Max(c => c.X + c.Right);
    }

    private double Width { get; }

    private double Height { get; }

    /// <summary>Lays a group's items out below and right of a corner; gives the size that they need.</summary>
    public static (double Width, double Height) Apply(FigureItem group, double left, double top, double leastWidth)
    {
        if (group.Items.Count == 0)
            return (leastWidth, 0);
        var layout = new LayeredLayout(group);
        left += Math.Max(0, (leastWidth - layout.Width) / 2);
        foreach (var cell in layout._cells.Where(c => c.Item is not null))
            (cell.Item!.X, cell.Item.Y) = (left + cell.X - cell.Width / 2, top + cell.Top);
        layout.Draw(group, left, top);
        return (Math.Max(leastWidth, layout.Width), layout.Height);
    }

    private void Build(FigureItem group)
    {
        var own = _items.Select(i => new Cell { Item = i, Label = i.Shape }).ToArray();
        var (start, end) = (new Cell { Label = group.InShape }, new Cell());
        Cell Of(int number) => number == FigureEdge.In ? start : number == FigureEdge.Out ? end : own[number];
        var edges = group.Edges.Distinct().ToArray();
        _cells.AddRange(own);
        if (edges.Any(e => e.From == FigureEdge.In))
            _cells.Add(start);
        // In order of computation, every item comes after what it is made of.
        for (var i = 0; i < own.Length; i++)
            own[i].Layer = edges.Where(e => e.To == i).Select(e => Of(e.From).Layer + 1).Append(0).Max();
        // What needs nothing is made where it is needed.
        for (var i = own.Length - 1; i >= 0; i--)
        {
            if (edges.All(e => e.To != i) && edges.Where(e => e.From == i && e.To != FigureEdge.Out).Select(e => Of(e.To).Layer - 1).ToArray() is { Length: > 0 } needed)
                own[i].Layer = Math.Max(0, needed.Min());
        }
        if (edges.Any(e => e.To == FigureEdge.Out))
        {
            end.Layer = own.Max(c => c.Layer) + 1;
            _cells.Add(end);
        }
        for (var layer = 0; layer <= _cells.Max(c => c.Layer); layer++)
            _layers.Add([.. _cells.Where(c => c.Layer == layer)]);
        foreach (var from in edges.GroupBy(e => e.From).OrderBy(g => g.Key))
            Link(Of(from.Key), [.. from.Select(e => Of(e.To)).OrderBy(c => c.Layer)]);
    }

    /// <summary>All that goes on from an item goes down one lane, and leaves it where it is wanted.</summary>
    private void Link(Cell from, Cell[] to)
    {
        var at = from;
        var way = new List<Cell>();
        for (var layer = from.Layer + 1; layer <= to[^1].Layer; layer++)
        {
            foreach (var target in to.Where(t => t.Layer == layer))
                _links.Add((at, target, true));
            if (layer == to[^1].Layer)
                break;
            var lane = new Cell { IsLane = true, Layer = layer, Way = way };
            way.Add(lane);
            _cells.Add(lane);
            _layers[layer].Add(lane);
            _links.Add((at, lane, false));
            at = lane;
        }
    }

    private void Place()
    {
        foreach (var layer in _layers)
            Settle(layer, _ => 0);
        var above = _links.ToLookup(l => l.To, l => l.From);
        var below = _links.ToLookup(l => l.From, l => l.To);
        for (var round = 0; round < 10; round++)
        {
            // Whoever has several below stands above their middle; then each below the step that leads to it.
            if (round < 6)
            {
                foreach (var layer in Enumerable.Reverse(_layers))
                    Settle(layer, c => below[c].Where(b => !b.IsLane).Select(b => b.X).DefaultIfEmpty(c.X).Average());
            }
            foreach (var layer in _layers)
                Settle(layer, c => c.IsLane ? Straight(c) : Led(above[c]) ?? c.X);
        }
    }

    private static double? Led(IEnumerable<Cell> above)
    {
        var all = above.ToArray();
        var steps = all.Where(c => !c.IsLane).ToArray();
        return steps.Length > 0 ? steps.Average(c => c.X) : all.Length > 0 ? all.Average(c => c.X) : null;
    }

    // A lane is one straight line where it can be: as far to its side as its widest neighbour asks for.
    private static double Straight(Cell lane)
    {
        var all = lane.Way!;
        var (least, most) = (all.Min(c => c.X), all.Max(c => c.X));
        return Math.Abs(least) > Math.Abs(most) ? least : most;
    }

    /// <summary>Puts a layer's cells as near as can be to where they are wanted, in their order and none over another: least squares, neighbours that meet being moved together.</summary>
    private static void Settle(List<Cell> layer, Func<Cell, double> wanted)
    {
        var offsets = new double[layer.Count];
        for (var i = 1; i < layer.Count; i++)
            offsets[i] = offsets[i - 1] + layer[i - 1].Right + layer[i].Left + Between / (layer[i].IsLane && layer[i - 1].IsLane ? 4 : layer[i].IsLane || layer[i - 1].IsLane ? 2 : 1);
        var pools = new List<(double Sum, double Weight, int Count)>();
        for (var i = 0; i < layer.Count; i++)
        {
            pools.Add(((wanted(layer[i]) - offsets[i]) * layer[i].Weight, layer[i].Weight, 1));
            while (pools.Count > 1 && pools[^2].Sum / pools[^2].Weight > pools[^1].Sum / pools[^1].Weight)
            {
                var (a, b) = (pools[^2], pools[^1]);
                pools.RemoveRange(pools.Count - 2, 2);
                pools.Add((a.Sum + b.Sum, a.Weight + b.Weight, a.Count + b.Count));
            }
        }
        var next = 0;
        foreach (var (sum, weight, count) in pools)
        {
            for (var i = 0; i < count; i++, next++)
                layer[next].X = sum / weight + offsets[next];
        }
    }

    /// <summary>Layers below each other, with room for labels and bends between; gives the height.</summary>
    private double Stack()
    {
        double y = 0;
        for (var i = 0; i < _layers.Count; i++)
        {
            var height = _layers[i].Max(c => c.Height);
            foreach (var cell in _layers[i])
                cell.Top = y + (height - cell.Height) / 2;
            y += height;
            if (i < _layers.Count - 1)
                y += (_layers[i].Any(c => c.Label.Length > 0) ? LabelRoom : 4) + BendRoom + Math.Max(0, Tracks(i).Count - 1) * Track;
        }
        return y;
    }

    /// <summary>The cells of a layer whose lines bend below it, each with a height of its own for that.</summary>
    private List<Cell> Tracks(int layer) => [.. _links.Where(l => l.From.Layer == layer && !IsStraight(l.From, l.To)).Select(l => l.From).Distinct().OrderBy(c => c.X)];

    private static bool IsStraight(Cell a, Cell b) => Math.Abs(a.X - b.X) < 0.75;
}
