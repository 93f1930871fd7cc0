using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Graphs;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Draw;

/// <summary>Makes a figure of a graph at settled sizes: the network with its stages, and a panel for each block that is in it, up to a depth.</summary>
internal sealed class FigureBuilder(OperatorGraph graph, int depth, Func<OperatorNode, string> written, Func<OperatorScope, string> place)
{
    /// <summary>The most panels that are drawn; a network of more kinds of blocks is better drawn block by block.</summary>
    private const int MostPanels = 24;

    private readonly Alikeness _alike = new(written);
    private readonly Dictionary<string, List<FigureScope>> _blocks = new(StringComparer.Ordinal);
    private readonly List<(string Look, int Level)> _panels = [];
    private readonly HashSet<OperatorValue> _wanted = [.. graph.Outputs.Select(o => o.Value)];
    private readonly double _total = Math.Max(1, graph.Nodes.Sum(n => n.Macs.Value ?? 0));

    /// <summary>The network, then the panels.</summary>
    public List<FigureItem> Build()
    {
        var root = FigureScope.Of(graph);
        Gather(root);
        var figures = new List<FigureItem> { Panel([root], graph.Variant.Name, "", 1) };
        figures[0].Parameters = graph.Variant.Root.Parameters.Value ?? figures[0].Parameters;
        for (var i = 0; i < _panels.Count && i < MostPanels; i++)
        {
            var (look, level) = _panels[i];
            var all = _blocks[look];
            var times = all.Count == 1 ? "" : $"{all.Count} of them, shown as ";
            figures.Add(Panel(all, all[0].Scope.Kind, times + (all[0].Scope.Path.Length > 0 ? all[0].Scope.Path : "in the network"), level));
            figures[^1].Tag = Letter(i);
        }
        return figures;
    }

    // Every block by what it looks like, in order of computation.
    private void Gather(FigureScope scope)
    {
        foreach (var inner in scope.Entries.Select(e => e.Inner).OfType<FigureScope>())
        {
            if (!inner.IsGroup && !inner.IsRun(_alike))
            {
                var look = _alike.Look(inner);
                if (!_blocks.TryGetValue(look, out var all))
                    _blocks[look] = all = [];
                all.Add(inner);
            }
            Gather(inner);
        }
    }

    private static string Letter(int number) => number < 26 ? ((char)('A' + number)).ToString() : $"{(char)('A' + number / 26 - 1)}{(char)('A' + number % 26)}";

    private FigureItem Panel(IReadOnlyList<FigureScope> alike, string title, string detail, int level)
    {
        var panel = new FigureItem(FigureKind.Group, title) { Detail = detail };
        Count(panel, alike[0].Entries.SelectMany(e => e.All));
        Fill(panel, alike, level);
        if (level == 1)
            Stages.Group(panel, alike[0], _total);
        return panel;
    }

    private void Fill(FigureItem group, IReadOnlyList<FigureScope> alike, int level)
    {
        var scope = alike[0];
        var flows = scope.Flows(Leaving(scope));
        var items = scope.Entries.Select((e, i) => Item(e, [.. alike.Select(a => a.Entries[i])], level)).ToList();
        for (var i = 0; i < items.Count; i++)
        {
            var before = flows.Where(f => f.Edge.To == i).OrderBy(f => f.Edge.From).Select(f => FigureText.Shape(f.Value.Shape)).LastOrDefault();
            var after = flows.Where(f => f.Edge.From == i).Select(f => FigureText.Shape(f.Value.Shape)).Distinct().ToArray();
            items[i].Shape = after.Length == 1 && after[0] == before ? "" : after.Length > 2 ? $"{after[0]}, …" : string.Join(", ", after);
        }
        if (scope.Scope.Around is null)
            Expose(scope, items);
        group.InShape = string.Join(", ", flows.Where(f => f.Edge.From == FigureEdge.In).Select(f => FigureText.Shape(f.Value.Shape)).Distinct().Take(2));
        Repeats.Fold(group, items, [.. flows.Select(f => f.Edge)], [.. scope.Entries.Select(_alike.Same)]);
        foreach (var folded in group.Items.Where(i => i.Kind == FigureKind.Group && i.Times > 1 && i.Parameters == 0))
            (folded.Parameters, folded.Macs) = (folded.Items.Sum(i => i.Parameters) * folded.Times, folded.Items.Sum(i => i.Macs) * folded.Times);
        foreach (var item in group.Items)
            item.Share = item.Macs / _total;
    }

    // What the model exposes is said where it is made: a line to the network's end would cross all of it.
    private void Expose(FigureScope scope, List<FigureItem> items)
    {
        foreach (var (name, value) in graph.Features.Where(f => graph.Outputs.All(o => o.Value != f.Value)))
        {
            var at = scope.Entries.FindIndex(e => e.All.Any(n => n.Outputs.Contains(value)));
            if (at >= 0)
                items[at].Shape = (items[at].Shape.Length > 0 ? items[at].Shape : FigureText.Shape(value.Shape)) + $" → {name}";
        }
    }

    // What is used outside of a scope, or is a result of the network.
    private HashSet<OperatorValue> Leaving(FigureScope scope)
    {
        var within = scope.Entries.SelectMany(e => e.All).ToHashSet();
        return [.. graph.Nodes.Where(n => !within.Contains(n)).SelectMany(n => n.Inputs).Concat(_wanted)];
    }

    private FigureItem Item(FigureScope.Entry entry, IReadOnlyList<FigureScope.Entry> alike, int level)
    {
        FigureItem item;
        if (entry.Inner is { } inner)
        {
            var name = Segment(inner.Scope.Path, inner.Scope.Around?.Path ?? "");
            if (inner.IsGroup || inner.IsRun(_alike))
            {
                item = new FigureItem(FigureKind.Group, inner.IsGroup || name.Length == 0 ? name : $"{name} · {inner.Scope.Kind}") { Tip = place(inner.Scope) };
                Fill(item, [.. alike.Select(a => a.Inner!).Where(a => a.Entries.Count == inner.Entries.Count)], level);
            }
            else
            {
                item = new FigureItem(FigureKind.Box, inner.Scope.Kind) { Detail = name, Tip = place(inner.Scope), Tag = TagOf(inner, level) };
            }
        }
        else if (entry.Nodes.Count == 1 && FigureText.Sign(entry.Nodes[0]) is { } sign)
        {
            item = new FigureItem(FigureKind.Sign, sign) { Tip = entry.Nodes[0].Operator };
        }
        else
        {
            string[] titles = [.. alike.Select(a => FigureText.Title(a.Nodes, written)).Distinct()];
            var title = titles.Length == 1 ? titles[0] : Joined(titles);
            var key = entry.Nodes.Count == 1 && entry.Nodes[0].IsNamed ? Segment(entry.Nodes[0].Path, entry.Nodes[0].Scope.Path) : "";
            // Of raw tensors, which they are.
            var raw = entry.Nodes[0].Inputs.Where(i => i.Kind == OperatorValueKind.Tensor).Select(i => i.Name[(i.Name.LastIndexOf('.') + 1)..]).Where(n => !title.Contains(n, StringComparison.Ordinal));
            var detail = string.Join(": ", new[] { string.Join(", ", raw), key.Length > 0 ? key : FigureText.Pattern(written(entry.Nodes[0])) }.Where(t => t.Length > 0));
            item = new FigureItem(FigureKind.Box, title) { Detail = detail, Tip = written(entry.Nodes[0]) };
        }
        Count(item, entry.All);
        return item;
    }

    private string TagOf(FigureScope block, int level)
    {
        if (level >= depth || block.Entries.Count == 0)
            return "";
        var look = _alike.Look(block);
        var at = _panels.FindIndex(p => p.Look == look);
        if (at < 0)
        {
            at = _panels.Count;
            _panels.Add((look, level + 1));
        }
        return at < MostPanels ? Letter(at) : "";
    }

    /// <summary>What differs between blocks that are alike, said once: <c>conv2d 3×3 depthwise, 5×5, 7×7</c>.</summary>
    private static string Joined(string[] titles)
    {
        var words = titles.Select(t => t.Split(' ')).ToArray();
        if (words.Any(w => w.Length != words[0].Length))
            return string.Join(" or ", titles.Take(3)) + (titles.Length > 3 ? " …" : "");
        var parts = Enumerable.Range(0, words[0].Length).Select(i => words.Select(w => w[i]).Distinct().ToArray()).Select(d => string.Join(", ", d.Take(4)) + (d.Length > 4 ? ", …" : ""));
        return string.Join(' ', parts);
    }

    private static string Segment(string path, string around) => path == around ? "" : around.Length > 0 && path.StartsWith(around + ".", StringComparison.Ordinal) ? path[(around.Length + 1)..] : path;

    private static void Count(FigureItem item, IEnumerable<OperatorNode> nodes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            item.Macs += node.Macs.Value ?? 0;
            foreach (var tensor in node.Owned.Where(t => !t.IsBuffer && seen.Add($"{node.Path}.{t.Name}")))
                item.Parameters += tensor.Shape.Count.Value ?? 0;
            // A buffer isn't learned, and nothing is known of its entries.
            foreach (var raw in node.Inputs.Where(i => i.Kind == OperatorValueKind.Tensor && i.Elements is not null && seen.Add(i.Name)))
                item.Parameters += raw.Shape.Count.Value ?? 0;
        }
    }
}
