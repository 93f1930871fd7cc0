using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Elaboration;

/// <summary>What uses of blocks came to, by all that decides it.</summary>
/// <param name="patience">How many compilations a use is kept for without being asked for.</param>
internal sealed class InstanceStore(int patience = 16)
{
    private const int MaxInstances = 20_000;
    private const int MaxAssumptions = 256;

    private readonly Dictionary<InstanceKey, MadeInstance> _instances = [];
    private readonly Dictionary<Assumptions, int> _assumptions = [];
    private readonly Dictionary<Assumptions, Assumptions> _same = [];
    private readonly Dictionary<InstanceKey, MadeComponent> _components = [];
    private readonly HashSet<ulong> _distinct = [];
    private int _compilation;

    /// <summary>What variants begin with: in them all that isn't known is an input's size, at least 1, or has a name that nothing else has.</summary>
    public Assumptions Nothing { get; private set; } = Assumptions.Remembering();

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

    /// <summary>True where no two tensors of a network have the same key.</summary>
    public bool HasDistinctKeys(GraphNode root)
    {
        if (root.HasPlainKeys || _distinct.Contains(root.KeysHash))
            return true;
        var seen = new HashSet<string>(System.StringComparer.Ordinal);
        if (!root.StateDict().All(entry => seen.Add(entry.Key)))
            return false;
        _distinct.Add(root.KeysHash);
        return true;
    }

    /// <summary>The code of a component that is known to keep its contract; null where that isn't known.</summary>
    public Code? FindComponent(InstanceKey use)
    {
        if (!_components.TryGetValue(use, out var known))
            return null;
        known.Used = _compilation;
        return known.Code;
    }

    public void AddComponent(InstanceKey use, Code code) => _components[use] = new MadeComponent(code) { Used = _compilation };

    /// <summary>One object for all assumptions that say the same.</summary>
    public Assumptions Same(Assumptions assumptions)
    {
        if (_same.TryGetValue(assumptions, out var same))
            return same;
        same = _assumptions.Keys.FirstOrDefault(assumptions.SaysTheSameAs) ?? assumptions;
        _assumptions[same] = _compilation;
        return _same[assumptions] = same;
    }

    /// <summary>Forgets, at the end of a compilation, what nobody has asked for in a while.</summary>
    public void Trim()
    {
        _compilation++;
        _same.Clear();
        if (_distinct.Count > MaxInstances)
            _distinct.Clear();
        if (_assumptions.Count > MaxAssumptions || _instances.Count > MaxInstances || _components.Count > MaxInstances)
        {
            _assumptions.Clear();
            _instances.Clear();
            _components.Clear();
            Nothing = Assumptions.Remembering();
            return;
        }
        foreach (var old in _assumptions.Where(a => a.Value + patience < _compilation).Select(a => a.Key).ToArray())
            _assumptions.Remove(old);
        foreach (var old in _instances.Where(i => i.Value.Used + patience < _compilation).Select(i => i.Key).ToArray())
            _instances.Remove(old);
        foreach (var old in _components.Where(c => c.Value.Used + patience < _compilation).Select(c => c.Key).ToArray())
            _components.Remove(old);
    }

    /// <summary>What a component that is handed in came to.</summary>
    private sealed class MadeComponent(Code code)
    {
        public Code Code { get; } = code;

        /// <summary>When it was last asked for.</summary>
        public int Used { get; set; }
    }
}

/// <summary>What a use of a block came to.</summary>
internal sealed class MadeInstance(InstanceKey use, GraphNode node, SingleTensor[] outputs, int spent, int height)
{
    /// <summary>Which of the use's origins each axis of a result has; -1 for one of the block's own.</summary>
    private readonly int[][] _handedOn = outputs.Select(o => o.Shape!.Axes.Select(a => a.Origin is { } origin ? use.Origins.IndexOf(origin) : -1).ToArray()).ToArray();

    public GraphNode Node { get; } = node;

    public int Spent { get; } = spent;

    public int Height { get; } = height;

    /// <summary>When it was last asked for.</summary>
    public int Used { get; set; }

    /// <summary>True where all is known of the results, and nothing in the network is an unknown that only this use has.</summary>
    public static bool IsWhole(InstanceKey use, GraphNode node, SingleTensor[] outputs)
    {
        if (outputs.Any(o => o.Shape is null || o.Open is not null || o.Field is not null))
            return false;
        var symbols = new HashSet<DimSymbol>(use.Symbols);
        return outputs.SelectMany(o => o.Shape!.Axes).Select(a => a.Size).Append(node.Macs).Append(node.Parameters).All(d => d.Symbols.All(symbols.Contains));
    }

    /// <summary>The results of an equal use: what is handed on comes from where that use has it from.</summary>
    public SingleTensor[] OutputsFor(InstanceKey other) => outputs.Select((output, o) => new SingleTensor(new Shape(
        output.Shape!.Axes.Select((axis, a) => _handedOn[o][a] is >= 0 and var from ? axis with { Origin = other.Origins[from] } : axis).ToArray())) { Elements = output.Elements }).ToArray();
}
