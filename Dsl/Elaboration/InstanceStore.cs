using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Elaboration;

/// <summary>What uses of blocks came to, by all that decides it.</summary>
internal sealed class InstanceStore
{
    private const int MaxInstances = 20_000;
    private const int MaxAssumptions = 256;

    /// <summary>How many compilations a use is kept for without being asked for.</summary>
    private const int Patience = 16;

    private readonly Dictionary<InstanceKey, MadeInstance> _instances = [];
    private readonly List<Assumptions> _assumptions = [];
    private readonly Dictionary<Assumptions, Assumptions> _same = [];
    private readonly HashSet<InstanceKey> _fit = [];
    private int _compilation;

    public MadeInstance? Find(InstanceKey use)
    {
        if (!_instances.TryGetValue(use, out var known))
            return null;
        known.Used = _compilation;
        return known;
    }

    public void Add(InstanceKey use, MadeInstance made)
    {
        made.Used = _compilation;
        _instances.Add(use, made);
    }

    /// <summary>True for a component that is known to keep its contract.</summary>
    public bool IsFit(InstanceKey use) => _fit.Contains(use);

    public void AddFit(InstanceKey use) => _fit.Add(use);

    /// <summary>One object for all assumptions that say the same.</summary>
    public Assumptions Same(Assumptions assumptions)
    {
        if (_same.TryGetValue(assumptions, out var same))
            return same;
        same = _assumptions.FirstOrDefault(assumptions.SaysTheSameAs);
        if (same is null)
            _assumptions.Add(same = assumptions);
        return _same[assumptions] = same;
    }

    /// <summary>Forgets, at the end of a compilation, what nobody has asked for in a while.</summary>
    public void Trim()
    {
        _compilation++;
        _same.Clear();
        if (_fit.Count > MaxInstances)
            _fit.Clear();
        if (_assumptions.Count > MaxAssumptions || _instances.Count > MaxInstances)
        {
            _assumptions.Clear();
            _instances.Clear();
            return;
        }
        foreach (var old in _instances.Where(i => i.Value.Used + Patience < _compilation).Select(i => i.Key).ToArray())
            _instances.Remove(old);
    }
}

/// <summary>What a use of a block came to.</summary>
internal sealed class MadeInstance(GraphNode node, SingleTensor[] outputs, IReadOnlyList<Flow> inputs, int spent, int height)
{
    public GraphNode Node { get; } = node;

    public int Spent { get; } = spent;

    public int Height { get; } = height;

    /// <summary>When it was last asked for.</summary>
    public int Used { get; set; }

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
