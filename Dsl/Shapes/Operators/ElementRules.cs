using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>What an operator demands of its inputs' entries.</summary>
internal enum ElementDemand
{
    /// <summary>It takes all.</summary>
    None,

    /// <summary>It computes in floating point, as layers do.</summary>
    Floating,

    /// <summary>It looks something up by them.</summary>
    Index,
}

/// <summary>
/// What operators make of ints and of floating point. Where nothing is certain, nothing is demanded: the rules are there to refuse what would fail, or would be cut down to
/// ints, whatever stands around it.
/// </summary>
internal static class ElementRules
{
    /// <summary>What hands entries on, or picks some.</summary>
    private static readonly HashSet<string> s_moves =
    [
        "identity", "transpose", "permute", "flatten", "unflatten", "reshape", "squeeze", "unsqueeze", "expand", "slice", "select", "roll", "flip", "repeat_interleave",
        "pad_to_multiple", "concat", "stack", "split", "split_size", "chunk", "unstack", "join_lists", "pixel_shuffle", "pixel_unshuffle",
    ];

    /// <summary>What makes whole numbers of whole numbers, and ints of ints.</summary>
    private static readonly HashSet<string> s_whole =
        ["add", "subtract", "multiply", "maximum", "minimum", "neg", "abs", "square", "sign", "sum", "max", "min", "prod", "cumsum", "relu"];

    private static readonly HashSet<string> s_rounding = ["floor", "ceil", "round"];

    /// <summary>What gives floating point for ints, too.</summary>
    private static readonly HashSet<string> s_promoting = ["divide", "exp", "log", "sqrt", "rsqrt", "sin", "cos", "erf", "reciprocal", "sigmoid", "tanh"];

    /// <summary>What is demanded of an input.</summary>
    public static ElementDemand Demand(OperatorContext call, int input) => call.Name is var name
        && (name == "embedding" || (name == "take" && input == 1)) ? ElementDemand.Index
        : name is "take" or "argmax" or "clamp" || (name == "pad" && call.Argument("mode") is SymbolValue { Name: "constant" }) || s_moves.Contains(name) || s_whole.Contains(name) || s_rounding.Contains(name) || s_promoting.Contains(name) ? ElementDemand.None
        : ElementDemand.Floating;

    /// <summary>What the result's entries are.</summary>
    public static Elements? Result(OperatorContext call)
    {
        var from = $"the result of '{call.Name}'";
        var inputs = call.Inputs.Select(Elements.Of).ToArray();
        var joined = inputs.Length == 0 ? null : inputs.Skip(1).Aggregate(inputs[0], Elements.Join);
        switch (call.Name)
        {
            case "arange" or "zeros" or "ones" or "eye":
            case "full" when IsWhole(call.Argument("value")):
                return new Elements(ElementKind.Whole, from);
            case "argmax":
                return new Elements(ElementKind.Index, from);
            case "take":
                return inputs[0];
            case "clamp" or "pad" when joined?.Kind != ElementKind.Real:
                return new[] { "min", "max", "value" }.All(p => call.Argument(p) is not { } bound || IsWhole(bound)) && joined?.Kind != ElementKind.Index ? joined : null;
            case "power" when joined?.Kind != ElementKind.Real:
                return null;
            case var move when s_moves.Contains(move):
                return joined;
            case var rounding when s_rounding.Contains(rounding):
                return joined is { Kind: ElementKind.Index } ? joined : new Elements(ElementKind.Whole, from);
            case var whole when s_whole.Contains(whole):
                return joined is { Kind: { } kind } ? new Elements(kind, from) : joined;
            default:
                return new Elements(ElementKind.Real, from);
        }
    }

    /// <summary>What a static number in a tensor's place does to what it is computed with: an int nothing.</summary>
    public static SingleTensor Number(StaticValue number) => number is FloatValue
        ? SingleTensor.Number with { Elements = new Elements(IsWhole(number) ? ElementKind.Whole : ElementKind.Real, "a number") }
        : SingleTensor.Number with { Elements = new Elements(ElementKind.Index, "a number") };

    private static bool IsWhole(StaticValue? value) => value is IntValue || (value is FloatValue { Value: { } number } && number == System.Math.Floor(number));
}
