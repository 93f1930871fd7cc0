using System;
using System.Collections.Generic;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Dsl.Shapes;

/// <summary>
/// A value known when a module is built. Each carries the code that computes it in the generated constructor. In a block checked with its parameters
/// symbolic, the value is symbolic too.
/// </summary>
public abstract record StaticValue(Code Code);

/// <summary>An int: a dim, constant where the value is known. <paramref name="Origin"/> says where it comes from, for messages.</summary>
public sealed record IntValue(Dim Value, Code Code, DimOrigin? Origin = null) : StaticValue(Code)
{
    /// <summary>A constant.</summary>
    public static IntValue Of(long value) => new(Dim.Constant(value), new CodeInt(value));
}

/// <summary>A float; null where it isn't known.</summary>
public sealed record FloatValue(double? Value, Code Code) : StaticValue(Code)
{
    /// <summary>
    /// One that depends on an input's size, in terms of the sizes that a variant begins with: where <see cref="StaticValue.Code"/> has names of the body. Null where that isn't told.
    /// </summary>
    public Code? Settled { get; init; }

    /// <summary>An int that stands for a float.</summary>
    internal static FloatValue Of(IntValue number) => new(number.Value.Value, number.Code) { Settled = number.Value.IsConstant ? null : number.Value.ToCode() };

    /// <summary>A value in terms of the sizes that a variant begins with.</summary>
    internal static Code SettledOf(StaticValue value) => value switch
    {
        IntValue number => number.Value.ToCode(),
        FloatValue { Value: { } number } => new CodeFloat(number),
        FloatValue number => number.Settled ?? number.Code,
        _ => value.Code,
    };

    /// <summary>A constant.</summary>
    public static FloatValue Of(double value) => new(value, new CodeFloat(value));
}

/// <summary>A bool; null where it isn't known.</summary>
public sealed record BoolValue(bool? Value, Code Code) : StaticValue(Code)
{
    /// <summary>
    /// The same condition in terms of parameters and loop indices alone, without the names of lets, which mean something else in another iteration.
    /// Null where <see cref="StaticValue.Code"/> is that already.
    /// </summary>
    public Code? Settled { get; init; }

    /// <summary>The condition in terms that hold wherever the value does.</summary>
    public Code Condition => Settled ?? Code;

    /// <summary>A constant.</summary>
    public static BoolValue Of(bool value) => new(value, new CodeBool(value));
}

/// <summary>A string; null where it isn't known.</summary>
public sealed record StringValue(string? Value, Code Code) : StaticValue(Code);

/// <summary>A bare word that an operator's parameter takes: <c>same</c>, <c>bilinear</c>, <c>mean</c>.</summary>
public sealed record SymbolValue(string Name) : StaticValue(new CodeString(Name));

/// <summary>How a layer's tensor starts.</summary>
public sealed record InitialValue(TensorInit Init) : StaticValue(new CodeInitial(Init));

/// <summary>A list with every item known (each may be symbolic).</summary>
public sealed record ListValue(IReadOnlyList<StaticValue> Items, StaticType ItemType, Code Code) : StaticValue(Code);

/// <summary>A list whose length isn't known: <paramref name="Length"/> is symbolic and items are made on demand by index.</summary>
public sealed record SymbolicListValue(string Name, Dim Length, StaticType ItemType, Code Code) : StaticValue(Code)
{
    /// <summary>
    /// The item at an index, for items that are more than a symbol of their type: from the list's code, the index and the index's code. Null where a symbol will do.
    /// </summary>
    public Func<Code, Dim, Code, StaticValue>? Item { get; init; }
}
