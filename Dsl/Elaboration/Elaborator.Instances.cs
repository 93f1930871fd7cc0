using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Blocks that are used alike, eighteen of them in a row or in each of twenty variants, are looked at once.</summary>
internal sealed partial class Elaborator
{
    private readonly InstanceStore _instances = checkedBy?._instances ?? cache?.Instances ?? new InstanceStore();

    /// <summary>How deep the blocks looked at since this was set were nested.</summary>
    private int _deepest;

    /// <summary>A block's part of the network and its results, from an equal use before where there is one without findings. Null after a report.</summary>
    private (GraphNode Node, SingleTensor[] Outputs)? MadeAlike(Frame frame, BlockCallable callable, IReadOnlyList<Flow> inputs, string? key, TextSpan span)
    {
        if (frame.Quiet > 0 || frame.Lenient > 0 || frame.Deferring > 0 || _positions > 0 || Tracer is not null || InstanceKey.Of(callable, inputs, _instances.Same(frame.Assumptions), frame.Model, Identity) is not { } use)
            return Make(frame, callable, inputs, key, span);
        if (_instances.Find(use) is { } known && frame.Depth + known.Height <= Limits.Depth && known.Spent <= frame.Budget.Left)
        {
            frame.Budget.Left -= known.Spent;
            _deepest = System.Math.Max(_deepest, frame.Depth + known.Height);
            return (known.Node.As(key ?? "", frame.Path, span), known.OutputsFor(use));
        }
        var (findings, budget, deepest) = (Diagnostics.AddCount, frame.Budget.Left, _deepest);
        _deepest = frame.Depth;
        var made = Make(frame, callable, inputs, key, span);
        var height = _deepest - frame.Depth;
        _deepest = System.Math.Max(deepest, _deepest);
        if (made is not var (node, outputs) || Diagnostics.AddCount != findings || _instances.Find(use) is not null)
            return made;
        node.Settle();
        if (MadeInstance.IsWhole(use, node, outputs))
            _instances.Add(use, new MadeInstance(use, node, outputs, budget - frame.Budget.Left, height));
        return made;
    }

    /// <summary>What stands for a definition in a key: where results are kept for other compilations, something that they know it by.</summary>
    private object Identity(Binding.DefinitionSymbol definition) => _keys is null ? definition : _keys.Full(definition);
}
