using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Runtime.Generated;
using ArchGen.Runtime.Inference.Operations;

namespace ArchGen.Runtime.Inference;

/// <summary>Where a rule may rewrite: an operation, with its inputs rewritten already.</summary>
internal readonly record struct Site(GraphTensor Before, GraphTensor[] Inputs, Func<GraphTensor, int> UsesBefore)
{
    public Operation Operation => Before.Operation;

    /// <summary>True where nobody else needs an input, so that it may be taken in.</summary>
    public bool IsOnlyUse(int input) => UsesBefore(Before.Inputs[input]) == 1;

    /// <summary>An input's operation, where it is of a kind and nobody else needs its result.</summary>
    public T? Own<T>(int input)
        where T : Operation => IsOnlyUse(input) ? Inputs[input].Operation as T : null;
}

/// <summary>What stands for an operation instead, or null where the rule doesn't apply.</summary>
internal delegate GraphTensor? Rule(Site site);

/// <summary>A described network: its inputs and results.</summary>
internal sealed record Graph(GraphTensor[] Inputs, GraphTensor[] Results)
{
    /// <summary>All operations, each behind those that it needs.</summary>
    public List<GraphTensor> Order()
    {
        var order = new List<GraphTensor>();
        var seen = new HashSet<GraphTensor>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<(GraphTensor Tensor, bool IsReady)>();
        foreach (var result in Results.Reverse())
            waiting.Push((result, false));
        while (waiting.TryPop(out var next))
        {
            if (next.IsReady)
            {
                order.Add(next.Tensor);
                continue;
            }
            if (!seen.Add(next.Tensor))
                continue;
            waiting.Push((next.Tensor, true));
            foreach (var input in next.Tensor.Inputs.Reverse())
                waiting.Push((input, false));
        }
        return order;
    }

    /// <summary>The network with the first rule that applies to an operation applied to it, from the inputs on.</summary>
    public Graph Rewrite(params Rule[] rules)
    {
        var order = Order();
        var uses = Uses(order);
        var now = new Dictionary<GraphTensor, GraphTensor>(ReferenceEqualityComparer.Instance);
        foreach (var before in order)
        {
            var inputs = before.Inputs.Select(i => now[i]).ToArray();
            var site = new Site(before, inputs, i => uses[i]);
            var after = rules.Select(rule => rule(site)).FirstOrDefault(result => result is not null) ?? Same(before, inputs);
            if (!after.Sizes.SequenceEqual(before.Sizes))
                throw new InvalidOperationException($"{before.Operation.Name} of [{string.Join(", ", before.shape)}] was rewritten as one of [{string.Join(", ", after.shape)}].");
            now[before] = after;
        }
        return new Graph(Inputs, [.. Results.Select(r => now[r])]);
    }

    private static GraphTensor Same(GraphTensor before, GraphTensor[] inputs)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            if (!ReferenceEquals(inputs[i], before.Inputs[i]))
                return GraphTensor.Shaped(before.Operation, before.shape, inputs);
        }
        return before;
    }

    private Dictionary<GraphTensor, int> Uses(List<GraphTensor> order)
    {
        var uses = new Dictionary<GraphTensor, int>(ReferenceEqualityComparer.Instance);
        foreach (var tensor in order)
        {
            uses.TryAdd(tensor, 0);
            foreach (var input in tensor.Inputs)
                uses[input] = uses.GetValueOrDefault(input) + 1;
        }
        foreach (var result in Results)
            uses[result]++;
        return uses;
    }
}
