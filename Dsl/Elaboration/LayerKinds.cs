using System.Collections.Generic;

namespace ArchGen.Dsl.Elaboration;

/// <summary>The kinds of layers with learned tensors that a block has, itself or in its parts.</summary>
internal sealed class LayerKinds
{
    private readonly HashSet<string> _names = [];

    /// <summary>True where there may be others: it takes components, or has a part written in C#.</summary>
    public bool IsOpen { get; set; }

    /// <summary>True once the block has been looked at to its end.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Every kind, sorted.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            var names = new List<string>(_names);
            names.Sort(string.CompareOrdinal);
            return names;
        }
    }

    /// <summary>True where a layer of this kind is there, or may be.</summary>
    public bool MayHave(string kind) => IsOpen || _names.Contains(kind);

    /// <summary>Adds a layer of its own.</summary>
    public void Add(string kind) => _names.Add(kind);

    /// <summary>Adds a part.</summary>
    public void Add(LayerKinds part)
    {
        _names.UnionWith(part._names);
        IsOpen |= part.IsOpen || !part.IsWhole;
    }
}
