using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Graphs;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Draw;

/// <summary>A block or group of a graph with what is in it, in order of computation: operators, several where they are one pattern, and the blocks and groups in it.</summary>
internal sealed class FigureScope(OperatorScope scope)
{
    /// <summary>One thing in a scope: another scope, or the operators of one step.</summary>
    public sealed record Entry(FigureScope? Inner, List<OperatorNode> Nodes)
    {
        /// <summary>All operators of it.</summary>
        public IEnumerable<OperatorNode> All => Inner is null ? Nodes : Inner.Entries.SelectMany(e => e.All);
    }

    public OperatorScope Scope => scope;

    public List<Entry> Entries { get; } = [];

    /// <summary>True for a named group, which is drawn where it stands.</summary>
    public bool IsGroup => scope.Kind == "group";

    /// <summary>True for a block that is nothing but blocks of one kind, one after the other: drawn where it stands, too.</summary>
    public bool IsRun(Alikeness alike) =>
        !IsGroup && Entries.Count > 0 && Entries.All(e => e.Inner is { IsGroup: false } inner && inner.Scope.Kind == Entries[0].Inner!.Scope.Kind) && Entries.Select(e => alike.Same(e)).Distinct().Count() == 1;

    /// <summary>Takes a graph apart.</summary>
    public static FigureScope Of(OperatorGraph graph)
    {
        var all = new Dictionary<OperatorScope, FigureScope> { [graph.Root] = new FigureScope(graph.Root) };
        foreach (var node in graph.Nodes)
        {
            var around = Around(node.Scope);
            // A pattern's steps are one, and so are the numbers that only it needs.
            if (around.Entries.LastOrDefault() is { Inner: null } last && last.Nodes[^1] is var before && before.SpecPath == node.SpecPath && before.Place == node.Place
                && !before.IsNamed && !node.IsNamed && node.Inputs.Contains(before.Outputs.FirstOrDefault()))
                last.Nodes.Add(node);
            else
                around.Entries.Add(new Entry(null, [node]));
        }
        return all[graph.Root];

        FigureScope Around(OperatorScope of)
        {
            if (all.TryGetValue(of, out var known))
                return known;
            var made = all[of] = new FigureScope(of);
            Around(of.Around!).Entries.Add(new Entry(made, []));
            return made;
        }
    }

    /// <summary>The tensors that go from entry to entry, from outside in and out again, each pair once, with the tensor.</summary>
    public List<(FigureEdge Edge, OperatorValue Value)> Flows(ISet<OperatorValue> wanted)
    {
        var made = new Dictionary<OperatorValue, int>();
        var flows = new List<(FigureEdge, OperatorValue)>();
        var seen = new HashSet<(FigureEdge, OperatorValue)>();
        for (var i = 0; i < Entries.Count; i++)
        {
            foreach (var node in Entries[i].All)
            {
                foreach (var value in node.Inputs.Where(v => v.Kind is OperatorValueKind.Result or OperatorValueKind.Input))
                {
                    var from = made.TryGetValue(value, out var entry) ? entry : FigureEdge.In;
                    if (from != i && seen.Add((new FigureEdge(from, i), value)))
                        flows.Add((new FigureEdge(from, i), value));
                }
                foreach (var output in node.Outputs)
                    made[output] = i;
            }
        }
        var within = Entries.SelectMany(e => e.All).ToHashSet();
        foreach (var (value, entry) in made.Where(m => wanted.Contains(m.Key)))
            flows.Add((new FigureEdge(entry, FigureEdge.Out), value));
        return flows;
    }
}
