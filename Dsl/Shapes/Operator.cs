using System;
using System.Collections.Generic;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes.Fields;

namespace ArchGen.Dsl.Shapes;

/// <summary>What a parameter of an operator takes.</summary>
public enum OperatorParameterKind
{
    /// <summary>An int.</summary>
    Int,

    /// <summary>A float (or int).</summary>
    Float,

    /// <summary>A bool.</summary>
    Bool,

    /// <summary>An int for all spatial axes, or a list of one each.</summary>
    IntPerAxis,

    /// <summary>A list of ints.</summary>
    Ints,

    /// <summary>One of the parameter's <see cref="OperatorParameter.Options"/>, written bare: <c>same</c>, <c>bilinear</c>.</summary>
    Symbol,

    /// <summary>An <see cref="IntPerAxis"/> or a <see cref="Symbol"/>.</summary>
    IntPerAxisOrSymbol,

    /// <summary>How a learned tensor starts: a number, or a call of an initialiser.</summary>
    Initial,
}

/// <summary>One static parameter. <paramref name="Default"/> is null where a value must be given (or none is a value of its own, when <paramref name="IsOptional"/>).</summary>
public sealed record OperatorParameter(
    string Name, OperatorParameterKind Kind, StaticValue? Default = null, bool IsOptional = false, IReadOnlyList<string>? Options = null, string Doc = "")
{
    /// <summary>Of an <see cref="OperatorParameterKind.Initial"/>: how many axes the tensor has.</summary>
    public int Axes { get; init; }
}

/// <summary>How many tensors an operator takes.</summary>
public enum OperatorInputs
{
    /// <summary>None: it makes a tensor (<c>arange(n)</c>).</summary>
    None,

    /// <summary>One tensor.</summary>
    One,

    /// <summary>Two tensors, the second perhaps a static number.</summary>
    Two,

    /// <summary>Three tensors.</summary>
    Three,

    /// <summary>Any number of tensors, or a list of tensors.</summary>
    Many,
}

/// <summary>A built-in operator or layer: its parameters, its shape rule and its cost.</summary>
public sealed record Operator(
    string Name,
    OperatorInputs Inputs,
    bool IsLayer,
    IReadOnlyList<OperatorParameter> Parameters,
    Func<OperatorContext, OperatorResult?> Apply,
    string Doc)
{
    /// <summary>True for a layer with learned tensors, which must have a name.</summary>
    public bool HasState { get; init; }
}

/// <summary>A tensor that a layer owns: the key's last segment, its shape, and whether it is learned.</summary>
public sealed record OwnedTensor(string Name, Shape Shape, bool IsBuffer);

/// <summary>What an operator makes of its inputs.</summary>
public sealed record OperatorResult(TensorValue Output)
{
    /// <summary>Multiply-accumulates (of convolutions, linear layers and matrix products only).</summary>
    public Dim Macs { get; init; } = Dim.Zero;

    /// <summary>Learned tensors and buffers, in PyTorch's order (parameters, then buffers).</summary>
    public IReadOnlyList<OwnedTensor> Owned { get; init; } = [];

    /// <summary>Arguments for the generated code that the author didn't write: <c>in_channels</c>, ….</summary>
    public IReadOnlyList<NamedCode> Inferred { get; init; } = [];
}

/// <summary>A value that flows: a tensor or a list of tensors.</summary>
public abstract record TensorValue;

/// <summary>A tensor; <paramref name="Shape"/> is null after an error, which silences what follows.</summary>
public sealed record SingleTensor(Shape? Shape) : TensorValue
{
    /// <summary>What is known of a shape with <c>..</c> in it, in place of the shape.</summary>
    internal OpenShape? Open { get; init; }

    /// <summary>What its elements depend on of the network's input, where that is followed.</summary>
    public Field? Field { get; init; }

    /// <summary>What is certain of its entries; null where nothing is.</summary>
    public Elements? Elements { get; init; }

    /// <summary>Which step gave it, where a drawing is made.</summary>
    internal object? Source { get; init; }

    /// <summary>A static number in a tensor's place.</summary>
    internal static SingleTensor Number { get; } = new(Shape.Of()) { Field = Field.Constant(Shape.Of()) };
}

/// <summary>A shape with any number of axes where <paramref name="Folded"/> has one, at <paramref name="Gap"/>: its size is their product.</summary>
internal sealed record OpenShape(Shape Folded, int Gap);

/// <summary>A list of tensors with every entry known.</summary>
public sealed record KnownTensors(IReadOnlyList<SingleTensor> Items) : TensorValue;

/// <summary>
/// A list whose length is symbolic. <paramref name="Common"/> has each axis's size where all entries agree (null entries where not);
/// <paramref name="Sums"/> has each axis's sum over the entries, which is what concatenation needs.
/// </summary>
public sealed record SummarizedTensors(Dim Count, int Rank, IReadOnlyList<Dim?> Common, IReadOnlyList<Dim> Sums) : TensorValue;

/// <summary>Where in a call a message points.</summary>
public readonly record struct CallPlace(string? Argument, int Input)
{
    /// <summary>The whole call's name.</summary>
    public static readonly CallPlace Call = new(null, -1);

    /// <summary>An argument by its parameter's name (the call where it isn't written).</summary>
    public static CallPlace Of(string argument) => new(argument, -1);

    /// <summary>An input by its index.</summary>
    public static CallPlace OfInput(int input) => new(null, input);
}

/// <summary>What an operator's rule sees of a call, and through which it reports. Rules never throw on user values.</summary>
public abstract class OperatorContext
{
    /// <summary>The operator's name.</summary>
    public abstract string Name { get; }

    /// <summary>The tensors (a static number operand is a <see cref="SingleTensor"/> of rank 0).</summary>
    public abstract IReadOnlyList<TensorValue> Inputs { get; }

    /// <summary>What is known of the symbols in scope.</summary>
    public abstract Assumptions Assumptions { get; }

    /// <summary>An argument's value, or its default; null for an optional one that isn't given, or one that is erroneous.</summary>
    public abstract StaticValue? Argument(string name);

    /// <summary>Reports an error, with the places that it speaks of besides its own.</summary>
    public abstract void Report(DiagnosticDescriptor descriptor, CallPlace place, IReadOnlyList<DimOrigin?> related, params object[] arguments);

    /// <summary>
    /// True when the two are equal for every legal value of the symbols. Otherwise reports <paramref name="descriptor"/>, unless a dim isn't known yet
    /// (then the check is made where the block is instantiated).
    /// </summary>
    public virtual bool RequireEqual(Axis left, Axis right, DiagnosticDescriptor descriptor, CallPlace place, params object[] arguments)
    {
        if (Assumptions.Equal(left.Size, right.Size) == Proof.True)
            return true;
        if (left.Size.IsOpaque || right.Size.IsOpaque)
            return true;
        Report(descriptor, place, [left.Origin, right.Origin], arguments);
        return false;
    }

    /// <summary>True when <paramref name="divisor"/> divides <paramref name="dividend"/> for every legal value; reports otherwise, as <see cref="RequireEqual"/>.</summary>
    public virtual bool RequireDivides(Dim divisor, Axis dividend, DiagnosticDescriptor descriptor, CallPlace place, params object[] arguments)
    {
        if (Assumptions.Divides(divisor, dividend.Size) == Proof.True)
            return true;
        if (divisor.IsOpaque || dividend.Size.IsOpaque)
            return true;
        Report(descriptor, place, [dividend.Origin], arguments);
        return false;
    }

    /// <summary>
    /// False, and reported, when <paramref name="value"/> is below <paramref name="minimum"/>. Where that depends on the symbols, the demand is noted: a model's <c>where</c>
    /// must imply it.
    /// </summary>
    public abstract bool RequireAtLeast(Dim value, long minimum, DiagnosticDescriptor descriptor, CallPlace place, params object[] arguments);
}
