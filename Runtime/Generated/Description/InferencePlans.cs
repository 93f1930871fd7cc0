using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Runtime.Inference;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Generated;

/// <summary>One operation of a network made ready for inference.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Shape">Its result's shape.</param>
/// <param name="Time">What it took.</param>
public sealed record InferenceStep(string Operation, long[] Shape, TimeSpan Time);

/// <summary>What a generated <c>ToInference()</c> runs: the module's network, rewritten for each shape of input that comes, when it first comes.</summary>
public sealed class InferencePlans : IDisposable
{
    private const int Kept = 8;
    private readonly IDescribed _module;
    private readonly Shared<Snapshot> _weights;
    private readonly LinkedList<(string Key, Shared<InferencePlan> Plan)> _plans = new();
    private readonly System.Threading.Lock _lock = new();
    private bool _isDisposed;

    /// <summary>The plans of <paramref name="module"/>, a module, with its weights as they are now.</summary>
    public InferencePlans(IDescribed module)
    {
        _module = module;
        _weights = new Shared<Snapshot>(new Snapshot((nn.Module)module));
    }

    /// <summary>Runs the network, without gradients.</summary>
    public Tensor[] Run(params Tensor[] inputs)
    {
        using var mode = torch.inference_mode();
        var plan = Hold(inputs);
        try
        {
            return plan.Value.Run(inputs);
        }
        finally
        {
            plan.LetGo();
        }
    }

    /// <summary>The operations that inputs of such shapes are run with, and the shape of each result.</summary>
    public IReadOnlyList<(string Operation, long[] Shape)> Operations(params Tensor[] inputs)
    {
        var plan = Hold(inputs);
        plan.LetGo();
        return plan.Value.Listing;
    }

    /// <summary>What each operation takes, in order: the median of <paramref name="rounds"/> runs.</summary>
    public IReadOnlyList<InferenceStep> Measure(int rounds, params Tensor[] inputs)
    {
        using var mode = torch.inference_mode();
        var plan = Hold(inputs);
        try
        {
            var listing = plan.Value.Listing;
            var times = listing.Select(_ => new List<TimeSpan>()).ToArray();
            for (var round = 0; round < rounds; round++)
            {
                using var scope = torch.NewDisposeScope();
                plan.Value.Run(inputs, (step, time) => times[step].Add(time));
            }
            return [.. listing.Select((l, i) => new InferenceStep(l.Operation, l.Shape, times[i].Order().ElementAt(rounds / 2)))];
        }
        finally
        {
            plan.LetGo();
        }
    }

    /// <summary>Gives the memory of all plans back; that of one which a call is in, at the call's end.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            foreach (var (_, plan) in _plans)
                plan.LetGo();
            _plans.Clear();
            _weights.LetGo();
        }
    }

    /// <summary>The plan for inputs like these, held for the caller, who lets go of it.</summary>
    private Shared<InferencePlan> Hold(Tensor[] inputs)
    {
        var key = string.Join(";", inputs.Select(x => $"{x.dtype} {x.device} {string.Join(",", x.shape)}"));
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            for (var node = _plans.First; node is not null; node = node.Next)
            {
                if (node.Value.Key != key)
                    continue;
                _plans.Remove(node);
                _plans.AddFirst(node);
                return node.Value.Plan.Hold();
            }
            var plan = new Shared<InferencePlan>(InferencePlan.Of(_module, _weights, inputs));
            _plans.AddFirst((key, plan));
            if (_plans.Count > Kept)
            {
                _plans.Last!.Value.Plan.LetGo();
                _plans.RemoveLast();
            }
            return plan.Hold();
        }
    }
}
