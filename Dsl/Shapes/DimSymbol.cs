using System;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Dsl.Shapes;

/// <summary>What a symbol stands for.</summary>
public enum DimKind
{
    /// <summary>A parameter of the block.</summary>
    Parameter,

    /// <summary>A size of an input's axis.</summary>
    InputSize,

    /// <summary>An entry of a list parameter: <c>dims[i]</c>.</summary>
    Element,

    /// <summary>A loop's index, or a dim carried over a loop.</summary>
    Local,

    /// <summary>A value that is unknown until the block is instantiated.</summary>
    Opaque,
}

/// <summary>An unknown integer. Symbols of the same name are the same symbol.</summary>
public sealed class DimSymbol : IEquatable<DimSymbol>
{
    private Dim? _dim;

    /// <summary>Makes a symbol.</summary>
    public DimSymbol(string name, DimKind kind, Code code, long? minimum = null)
    {
        Name = name;
        Kind = kind;
        Code = code;
        Minimum = minimum;
    }

    internal Dim AsDim => _dim ??= Dim.Of(new SymbolAtom(this));

    /// <summary>The name as messages show it: <c>dim</c>, <c>dims[2]</c>.</summary>
    public string Name { get; }

    /// <summary>What it stands for.</summary>
    public DimKind Kind { get; }

    /// <summary>The generated code that reads it.</summary>
    public Code Code { get; }

    /// <summary>A known lower bound; null for none.</summary>
    public long? Minimum { get; }

    /// <inheritdoc/>
    public bool Equals(DimSymbol? other) => other is not null && string.Equals(Name, other.Name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DimSymbol);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
