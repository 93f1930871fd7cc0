using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Graphs;

/// <summary>
/// A variant as one flat graph of operators, in an order in which they can be computed: every argument settled, every shape known or a formula over the input's sizes. It is
/// recorded by the walk that settles the variant; patterns come as the reshapes, permutations and reductions that they are.
/// </summary>
/// <param name="Variant">The variant.</param>
/// <param name="Inputs">The model's inputs, by the names of its signature.</param>
/// <param name="Outputs">Its results, by the names of its signature, or <c>output</c> where these have none.</param>
/// <param name="Features">What it exposes besides.</param>
/// <param name="Nodes">The operators that its results or features need.</param>
/// <param name="Root">The model's own scope, which all others are in.</param>
public sealed record OperatorGraph(
    ElaboratedVariant Variant,
    IReadOnlyList<OperatorValue> Inputs,
    IReadOnlyList<(string Name, OperatorValue Value)> Outputs,
    IReadOnlyList<(string Name, OperatorValue Value)> Features,
    IReadOnlyList<OperatorNode> Nodes,
    OperatorScope Root)
{
    /// <summary>What the model's signature ensures about sizes.</summary>
    public Assumptions Assumptions { get; init; } = Assumptions.None;
}

/// <summary>What a value in a graph is.</summary>
public enum OperatorValueKind
{
    /// <summary>An input of the model.</summary>
    Input,

    /// <summary>A raw tensor, learned or fixed: <see cref="OperatorValue.Name"/> is its key.</summary>
    Tensor,

    /// <summary>A static number in a tensor's place.</summary>
    Number,

    /// <summary>A result of an operator.</summary>
    Result,
}

/// <summary>A tensor in a graph.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">An input's name, a raw tensor's key; empty for others.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Elements">What is certain of its entries; null where nothing is.</param>
public sealed record OperatorValue(OperatorValueKind Kind, string Name, Shape Shape, ElementKind? Elements)
{
    /// <summary>The number, where it is one.</summary>
    public StaticValue? Number { get; init; }

    /// <summary>Two values are the same only where they are one.</summary>
    public bool Equals(OperatorValue? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A block, a named group or the model itself, in which operators are.</summary>
/// <param name="Around">What it is in; null for the model.</param>
/// <param name="Path">Its key: <c>stages.0.1</c>; that of what is around it where it has none of its own.</param>
/// <param name="Kind">The block's name; <c>group</c> for a named group.</param>
/// <param name="SpecPath">The file of the step that made it.</param>
/// <param name="Place">The step that made it.</param>
public sealed record OperatorScope(OperatorScope? Around, string Path, string Kind, string SpecPath, TextSpan Place)
{
    /// <summary>Two scopes are the same only where they are one.</summary>
    public bool Equals(OperatorScope? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>One operator applied.</summary>
/// <param name="Operator">Its name in the language; <see cref="External"/> for a block that is written in C#.</param>
/// <param name="Scope">What it is in.</param>
/// <param name="Path">The key of its layer; where it has none, that of its scope.</param>
/// <param name="Inputs">What it is applied to; lists of tensors one by one.</param>
/// <param name="Outputs">What it gives; empty for <see cref="IsOpen"/>.</param>
/// <param name="SpecPath">The file of its step.</param>
/// <param name="Place">Its step.</param>
public sealed record OperatorNode(
    string Operator, OperatorScope Scope, string Path, IReadOnlyList<OperatorValue> Inputs, IReadOnlyList<OperatorValue> Outputs, string SpecPath, TextSpan Place)
{
    /// <summary>The operator of a block that is written in C#.</summary>
    public const string External = "extern";

    /// <summary>Every argument, given or default, by its parameter's name.</summary>
    public IReadOnlyDictionary<string, StaticValue> Arguments { get; init; } = new Dictionary<string, StaticValue>();

    /// <summary>Its tensors by their last segment; a layer that is applied again has the same ones again.</summary>
    public IReadOnlyList<OwnedTensor> Owned { get; init; } = [];

    /// <summary>Multiply-accumulates.</summary>
    public Dim Macs { get; init; } = Dim.Zero;

    /// <summary>True where the step has a key of its own.</summary>
    public bool IsNamed { get; init; }

    /// <summary>True for a <c>residual</c>'s sum: its first input goes round what stands between.</summary>
    public bool IsResidual { get; init; }

    /// <summary>True where a list of tensors, taken or given, has a length that depends on the input's sizes: then only a graph at settled sizes is whole.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Two nodes are the same only where they are one.</summary>
    public bool Equals(OperatorNode? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>An int argument; null where there is none.</summary>
    public Dim? Int(string name) => (Arguments.TryGetValue(name, out var value) ? value : null) is IntValue number ? number.Value : null;

    /// <summary>An argument that is a list of ints, or one int; null where there is none.</summary>
    public IReadOnlyList<Dim>? Ints(string name) => (Arguments.TryGetValue(name, out var value) ? value : null) switch
    {
        IntValue number => [number.Value],
        ListValue list => [.. list.Items.OfType<IntValue>().Select(i => i.Value)],
        _ => null,
    };

    /// <summary>A float argument (or int); null where there is none.</summary>
    public double? Float(string name) => (Arguments.TryGetValue(name, out var value) ? value : null) switch
    {
        FloatValue number => number.Value,
        IntValue number => number.Value.Value,
        _ => null,
    };

    /// <summary>A bool argument; false where there is none.</summary>
    public bool Bool(string name) => Arguments.TryGetValue(name, out var value) && value is BoolValue { Value: true };

    /// <summary>A bare word; null where there is none.</summary>
    public string? Word(string name) => (Arguments.TryGetValue(name, out var value) ? value : null) is SymbolValue word ? word.Name : null;
}
