using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Operators;

namespace ArchGen.Dsl.Elaboration;

/// <summary>What a block's inputs are taken for, whatever its parameters are: as floating point, or to look something up by.</summary>
internal sealed class InputUses
{
    private readonly SortedDictionary<int, (ElementDemand Demand, string By)> _taken = [];

    /// <summary>What is certain of the entries of its results.</summary>
    public List<Elements?> Results { get; } = [];

    /// <summary>All of it as a text.</summary>
    public string Fingerprint => string.Join(" ", _taken.Select(t => $"{t.Key}:{t.Value.Demand}:{t.Value.By}")) + "/" + string.Join(" ", Results);

    /// <summary>What an input is taken for, and by what; null where nothing is certain.</summary>
    public (ElementDemand Demand, string By)? Of(int input) => _taken.TryGetValue(input, out var taken) ? taken : null;

    /// <summary>The one of some inputs that is taken for something else already, and by what.</summary>
    public string? Taken(ulong inputs, ElementDemand otherThan) =>
        _taken.Where(t => (inputs >> t.Key & 1) == 1 && t.Value.Demand != otherThan).Select(t => t.Value.By).FirstOrDefault();

    /// <summary>Notes what some inputs are taken for.</summary>
    public void Take(ulong inputs, ElementDemand demand, string by)
    {
        for (var i = 0; i < 64; i++)
        {
            if ((inputs >> i & 1) == 1 && !_taken.ContainsKey(i))
                _taken.Add(i, (demand, by));
        }
    }

    /// <summary>What is certain of a result, given what the block is fed with.</summary>
    public Elements? ResultOf(int output, IReadOnlyList<Flow> inputs, string block)
    {
        if (output >= Results.Count || Results[output] is not { } result)
            return null;
        if (result.Kind is { } kind)
            return new Elements(kind, $"the result of '{block}'");
        var given = inputs.Where((_, i) => i < 64 && (result.Inputs >> i & 1) == 1).Select(i => Elements.Of(i.Tensor)).ToArray();
        return given.Length == 0 ? null : given.Skip(1).Aggregate(given[0], Elements.Join);
    }

    /// <summary>Forgets everything, before another look.</summary>
    public void Clear()
    {
        _taken.Clear();
        Results.Clear();
    }
}
