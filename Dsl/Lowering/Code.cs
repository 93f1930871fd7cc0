using System.Collections.Generic;

namespace ArchGen.Dsl.Lowering;

/// <summary>
/// A static expression as generated code computes it when a module is built (or, for sizes, when it runs). It keeps the author's form
/// where there is one (<c>expand * dim</c>), and is derived from a dim where there is none.
/// </summary>
public abstract record Code;

/// <summary>An integer.</summary>
public sealed record CodeInt(long Value) : Code;

/// <summary>A float.</summary>
public sealed record CodeFloat(double Value) : Code;

/// <summary>A truth value.</summary>
public sealed record CodeBool(bool Value) : Code;

/// <summary>A string.</summary>
public sealed record CodeString(string Value) : Code;

/// <summary>What a name in generated code stands for.</summary>
public enum CodeNameKind
{
    /// <summary>A parameter of the class, or a dim that the compiler fills in.</summary>
    Parameter,

    /// <summary>A static <c>let</c>, <c>var</c>, loop index or carried dim.</summary>
    Local,

    /// <summary>A dim of an input, read when the module runs.</summary>
    InputSize,

    /// <summary>A dim of what a component gives: filled in by the compiler where layers are built with it, read from the tensor elsewhere.</summary>
    ResultSize,
}

/// <summary>A name's use.</summary>
public sealed record CodeName(string Name, CodeNameKind Kind) : Code;

/// <summary>How often a loop over a list has run, which tells apart items that are equal.</summary>
public sealed record CodePosition(string Item) : Code;

/// <summary>
/// An operation over static values: <c>+ - * / % ** == != &lt; &lt;= &gt; &gt;= and or not neg floordiv</c>. <paramref name="Operator"/> is that
/// text; <c>/</c> of integers is known to be exact.
/// </summary>
public sealed record CodeOperation(string Operator, IReadOnlyList<Code> Operands, bool IsFloat) : Code;

/// <summary>A call of a built-in static function (<c>ceil_div</c>, <c>sum</c>, <c>linspace</c>, …) or of a spec's <c>fn</c>.</summary>
public sealed record CodeCall(string Function, IReadOnlyList<Code> Arguments, bool IsUserFunction, string? Namespace = null) : Code;

/// <summary>A list's entry; negative constant indices count from the end.</summary>
public sealed record CodeIndex(Code List, Code Index) : Code;

/// <summary>A list's slice, either end absent.</summary>
public sealed record CodeSlice(Code List, Code? From, Code? To) : Code;

/// <summary>A list; <paramref name="ItemType"/> is that of its items.</summary>
public sealed record CodeList(IReadOnlyList<Code> Items, StaticType ItemType) : Code;

/// <summary>A list computed per entry: for i in from..to (or over a list, when <paramref name="To"/> is null).</summary>
public sealed record CodeComprehension(Code Item, string Index, Code From, Code? To, StaticType ItemType) : Code;

/// <summary>A choice.</summary>
public sealed record CodeConditional(Code Condition, Code Then, Code Else) : Code;

/// <summary>The size of one axis of a tensor in hand, read when the module runs.</summary>
public sealed record CodeSize(TensorCode Tensor, int Axis) : Code;

/// <summary>A component: how to build a module, given the dims that it is told.</summary>
public sealed record CodeComponent(IReadOnlyList<string> Told, LayerCode Layer) : Code;

/// <summary>How a layer's tensor starts, as an argument of the layer.</summary>
public sealed record CodeInitial(TensorInit Init) : Code;

/// <summary>The type of a static value.</summary>
public abstract record StaticType
{
    /// <summary><c>int</c></summary>
    public static readonly StaticType Int = new ScalarType("int");

    /// <summary><c>float</c></summary>
    public static readonly StaticType Float = new ScalarType("float");

    /// <summary><c>bool</c></summary>
    public static readonly StaticType Bool = new ScalarType("bool");

    /// <summary><c>string</c></summary>
    public static readonly StaticType String = new ScalarType("string");
}

/// <summary><c>int</c>, <c>float</c>, <c>bool</c> or <c>string</c>.</summary>
public sealed record ScalarType(string Name) : StaticType;

/// <summary>A list of <paramref name="Element"/>s.</summary>
public sealed record ListType(StaticType Element) : StaticType;

/// <summary>A module handed in, which is told <paramref name="Told"/> when it is built and takes <paramref name="Inputs"/> tensors.</summary>
public sealed record ComponentType(EquatableArray<string> Told, int Inputs, int Outputs = 1) : StaticType;
