using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using ArchGen.Runtime.Generated;
using ArchGen.Runtime.Inference.Operations;
using ArchGen.Runtime.Inference.Rewriting;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Inference;

/// <summary>
/// A network made ready to run at one shape: operations in order, each result given back as soon as nothing needs it. It holds the tensors that its operations run with and were made
/// for it, and the module's weights, which all plans share.
/// </summary>
internal sealed class InferencePlan : IDisposable
{
    private readonly Step[] _steps;
    private readonly int[] _results;
    private readonly int _inputs;
    private readonly Tensor?[] _constants;
    private readonly Tensor[] _own;
    private readonly Shared<Snapshot> _weights;

    private InferencePlan(Graph graph, Shared<Snapshot> weights, Making making)
    {
        var order = graph.Order().Where(t => t.Operation is not Input).ToList();
        var slots = new Dictionary<GraphTensor, int>(ReferenceEqualityComparer.Instance);
        foreach (var input in graph.Inputs)
            slots[input] = slots.Count;
        _inputs = slots.Count;
        foreach (var tensor in order)
            slots[tensor] = slots.Count;
        _constants = new Tensor?[slots.Count];
        _results = [.. graph.Results.Select(r => slots[r])];
        var last = new Dictionary<int, int>();
        var steps = new List<Step>();
        foreach (var tensor in order)
        {
            if (tensor.Value is { } value)
            {
                _constants[slots[tensor]] = value;
                continue;
            }
            int[] inputs = [.. tensor.Inputs.Select(i => slots[i])];
            foreach (var input in inputs)
                last[input] = steps.Count;
            steps.Add(new Step(NativeKernels.Prepare(tensor), inputs, slots[tensor], []));
        }
        foreach (var (slot, step) in last)
        {
            if (slot >= _inputs && _constants[slot] is null && !_results.Contains(slot))
                steps[step] = steps[step] with { Freed = [.. steps[step].Freed, slot] };
        }
        _steps = [.. steps];
        _own = making.Release(_steps.SelectMany(s => s.Operation.Held).Concat(_constants.OfType<Tensor>()));
        _weights = weights.Hold();
        Listing = [.. order.Where(t => t.Value is null).Select(t => (t.Operation.Name, t.shape))];
    }

    /// <summary>The operations and their results' shapes.</summary>
    public IReadOnlyList<(string Operation, long[] Shape)> Listing { get; }

    /// <summary>A module's plan for inputs like these, with weights as they were at one moment.</summary>
    public static InferencePlan Of(IDescribed module, Shared<Snapshot> weights, Tensor[] inputs)
    {
        using var making = new Making(weights.Value);
        GraphTensor[] described = [.. inputs.Select((x, i) => new GraphTensor(new Input(i), [], x.shape, x.dtype, x.device))];
        var graph = new Graph(described, module.Describe(described));
        graph = Layout.Apply(graph);
        graph = graph.Rewrite(Layout.Joined, Folding.Recognize, Folding.RecognizeScalar, Folding.BeforeLinear, Fusing.SpreadBefore, Fusing.ActivationBehind, Fusing.Spread, Fusing.PairBehind);
        graph = graph.Rewrite(Fusing.Mlp, Fusing.Patches, Fusing.Attention);
        return new InferencePlan(graph, weights, making);
    }

    /// <summary>Runs it; <paramref name="measured"/> is told of each operation how long it took.</summary>
    public Tensor[] Run(Tensor[] inputs, Action<int, TimeSpan>? measured = null)
    {
        var values = (Tensor?[])_constants.Clone();
        inputs.CopyTo(values, 0);
        for (var step = 0; step < _steps.Length; step++)
        {
            var (operation, from, to, freed) = _steps[step];
            var arguments = new Tensor[from.Length];
            for (var i = 0; i < from.Length; i++)
                arguments[i] = values[from[i]]!;
            var begun = measured is null ? 0 : Stopwatch.GetTimestamp();
            values[to] = operation.Run(arguments);
            measured?.Invoke(step, Stopwatch.GetElapsedTime(begun));
            foreach (var slot in freed)
                values[slot]!.Dispose();
        }
        // Each result is a tensor of its own, also where two are the same, or one is an input or known.
        var results = Array.ConvertAll(_results, r => Own(values[r]!, isKept: r < _inputs || _constants[r] is not null));
        foreach (var slot in _results.Distinct())
        {
            if (slot >= _inputs && _constants[slot] is null)
                values[slot]!.Dispose();
        }
        return results;
    }

    private static Tensor Own(Tensor value, bool isKept)
    {
        using var whole = value.contiguous();
        return isKept ? whole.clone() : whole.alias();
    }

    /// <summary>Gives its memory back. Nothing may run it any more.</summary>
    public void Dispose()
    {
        foreach (var tensor in _own)
            tensor.Dispose();
        foreach (var operation in _steps.Select(s => s.Operation).OfType<IDisposable>())
            operation.Dispose();
        _weights.LetGo();
    }

    private readonly record struct Step(Operation Operation, int[] Inputs, int Output, int[] Freed);
}
