using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Cli.Draw;

/// <summary>
/// Lays items out in layers from top to bottom: each below all that flows into it, lines that pass a layer in lanes of their own between its items, so that nothing covers anything. Networks are
/// mostly one line of steps, which stays straight; shortcuts go round it.
/// </summary>
internal sealed class LayeredLayout
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

    private void Order()
    {
        var best = _layers.Select(l => l.ToList()).ToList();
        var fewest = Crossings();
        for (var sweep = 0; sweep < 12 && fewest > 0; sweep++)
        {
            var isDown = sweep % 2 == 0;
            foreach (var layer in isDown ? _layers.Skip(1) : _layers.SkipLast(1).Reverse())
            {
                var places = _layers.SelectMany(l => l.Select((c, i) => (c, i))).ToDictionary(p => p.c, p => (double)p.i);
                double Middle(Cell cell) => _links.Where(l => (isDown ? l.To : l.From) == cell).Select(l => places[isDown ? l.From : l.To]).DefaultIfEmpty(places[cell]).Average();
                var sorted = layer.Select(c => (Cell: c, Middle: Middle(c))).OrderBy(c => c.Middle).Select(c => c.Cell).ToArray();
                layer.Clear();
                layer.AddRange(sorted);
            }
            if (Crossings() is var now && now < fewest)
                (best, fewest) = (_layers.Select(l => l.ToList()).ToList(), now);
        }
        for (var i = 0; i < _layers.Count; i++)
        {
            _layers[i].Clear();
            _layers[i].AddRange(best[i]);
        }
    }

    private int Crossings()
    {
        var places = _layers.SelectMany(l => l.Select((c, i) => (c, i))).ToDictionary(p => p.c, p => p.i);
        return _links.GroupBy(l => l.From.Layer).Sum(g =>
        {
            var pairs = g.Select(l => (From: places[l.From], To: places[l.To])).ToArray();
            var count = 0;
            for (var i = 0; i < pairs.Length; i++)
            {
                for (var j = i + 1; j < pairs.Length; j++)
                    count += (pairs[i].From - pairs[j].From) * (pairs[i].To - pairs[j].To) < 0 ? 1 : 0;
            }
            return count;
        });
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
