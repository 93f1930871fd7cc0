using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Blocks that are used alike, eighteen of them in a row or in each of twenty variants, are looked at once.</summary>
internal sealed partial class Elaborator
{
    private readonly Dictionary<InstanceKey, MadeInstance> _instances = checkedBy?._instances ?? [];

    /// <summary>One of each of all assumptions that say the same.</summary>
    private readonly List<Assumptions> _assumptions = checkedBy?._assumptions ?? [];

    private readonly Dictionary<Assumptions, Assumptions> _sameAssumptions = checkedBy?._sameAssumptions ?? [];

    /// <summary>How deep the blocks looked at since this was set were nested.</summary>
    private int _deepest;

    /// <summary>A block's part of the network and its results, from an equal use before where there is one without findings. Null after a report.</summary>
    private (GraphNode Node, SingleTensor[] Outputs)? MadeAlike(Frame frame, BlockCallable callable, IReadOnlyList<Flow> inputs, string? key, TextSpan span)
    {
        if (frame.Quiet > 0 || frame.Lenient > 0 || frame.Deferring > 0 || _positions > 0 || InstanceKey.Of(callable, inputs, Same(frame.Assumptions), frame.Model) is not { } use)
            return Make(frame, callable, inputs, key, span);
        if (_instances.TryGetValue(use, out var known) && frame.Depth + known.Height <= MaxDepth && known.Spent <= frame.Budget.Left)
        {
            frame.Budget.Left -= known.Spent;
            _deepest = System.Math.Max(_deepest, frame.Depth + known.Height);
            return (known.Node.As(key ?? "", frame.Path, span), known.OutputsFor(inputs));
        }
        var (findings, budget, deepest) = (Diagnostics.AddCount, frame.Budget.Left, _deepest);
        _deepest = frame.Depth;
        var made = Make(frame, callable, inputs, key, span);
        var height = _deepest - frame.Depth;
        _deepest = System.Math.Max(deepest, _deepest);
        if (made is var (node, outputs) && Diagnostics.AddCount == findings && !_instances.ContainsKey(use) && MadeInstance.IsWhole(use, node, outputs))
            _instances.Add(use, new MadeInstance(node, outputs, inputs, budget - frame.Budget.Left, height));
        return made;
    }

    /// <summary>One object for all assumptions that say the same.</summary>
    private Assumptions Same(Assumptions assumptions)
    {
        if (_sameAssumptions.TryGetValue(assumptions, out var same))
            return same;
        same = _assumptions.FirstOrDefault(assumptions.SaysTheSameAs);
        if (same is null)
            _assumptions.Add(same = assumptions);
        return _sameAssumptions[assumptions] = same;
    }

    /// <summary>What a use of a block came to.</summary>
    private sealed class MadeInstance(GraphNode node, SingleTensor[] outputs, IReadOnlyList<Flow> inputs, int spent, int height)
    {
        public GraphNode Node { get; } = node;

        public int Spent { get; } = spent;

        public int Height { get; } = height;

        /// <summary>The input and axis that each axis of a result is handed on from, as its origin tells; none for one that is made.</summary>
        private readonly (int Input, int Axis)?[][] _handedOn = outputs.Select(o => o.Shape!.Axes.Select(a => Source(a, inputs)).ToArray()).ToArray();

        /// <summary>True where all is known of the results, and nothing in the network is an unknown that only this use has.</summary>
        public static bool IsWhole(InstanceKey use, GraphNode node, SingleTensor[] outputs)
        {
            if (outputs.Any(o => o.Shape is null || o.Open is not null || o.Field is not null))
                return false;
            var symbols = new HashSet<DimSymbol>(use.Symbols);
            return outputs.SelectMany(o => o.Shape!.Axes).Select(a => a.Size).Append(node.Macs).Append(node.Parameters).All(d => d.Symbols.All(symbols.Contains));
        }

        /// <summary>The results of an equal use: what is handed on comes from where that use has it from.</summary>
        public SingleTensor[] OutputsFor(IReadOnlyList<Flow> inputs) => outputs.Select((output, o) => new SingleTensor(new Shape(
            output.Shape!.Axes.Select((axis, a) => _handedOn[o][a] is var (input, from) ? axis with { Origin = inputs[input].Shape![from].Origin } : axis).ToArray()))).ToArray();

        private static (int Input, int Axis)? Source(Axis axis, IReadOnlyList<Flow> inputs)
        {
            for (var i = 0; i < inputs.Count && axis.Origin is not null; i++)
            {
                for (var a = 0; a < inputs[i].Shape!.Rank; a++)
                {
                    if (ReferenceEquals(inputs[i].Shape![a].Origin, axis.Origin))
                        return (i, a);
                }
            }
            return null;
        }
    }
}
