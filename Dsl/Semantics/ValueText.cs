using System;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Semantics;

/// <summary>Shapes and values as an editor shows them.</summary>
internal static class ValueText
{
    private const int MostShown = 4;

    /// <summary>A tensor's shape, or a list's; null where it isn't known.</summary>
    public static string? Of(TensorValue tensor, Assumptions known) => tensor switch
    {
        SingleTensor { Shape: { } shape } => Of(shape, known),
        SingleTensor { Open: { } open } => "[" + string.Join(", ", open.Folded.Axes.Select((a, i) => i == open.Gap ? ".." : Of(a.Size, known))) + "]",
        KnownTensors { Items: { Count: > 0 } items } => OfList([.. items.Select(i => Of(i, known) ?? "?")]),
        SummarizedTensors list => $"{Of(list.Count, known)} tensors of {list.Rank} axes",
        _ => null,
    };

    /// <summary><c>[N, dim, H / 4, W / 4]</c>.</summary>
    public static string Of(Shape shape, Assumptions known) => "[" + string.Join(", ", shape.Axes.Select(a => Of(a.Size, known))) + "]";

    /// <summary>A size, as short as what is known makes it.</summary>
    public static string Of(Dim size, Assumptions known) => DiagnosticBag.WithoutNumbers(known.Describe(size));

    /// <summary>A value; null where nothing is known of it.</summary>
    public static string? Of(Value? value, Assumptions known) => value switch
    {
        Flow flow => Of(flow.Tensor, known),
        Known { Static: var fixedValue } => Of(fixedValue, known),
        _ => null,
    };

    /// <summary>A static value; null where it is known by its name alone.</summary>
    public static string? Of(StaticValue value, Assumptions known) => value switch
    {
        IntValue number => Of(number.Value, known),
        FloatValue { Value: { } number } => number.ToString("R", CultureInfo.InvariantCulture),
        BoolValue { Value: { } truth } => truth ? "true" : "false",
        StringValue { Value: { } text } => "\"" + text + "\"",
        SymbolValue word => word.Name,
        ListValue list when list.Items.Count <= 16 && list.Items.Select(i => Of(i, known)).ToArray() is var items && items.All(i => i is not null) => "[" + string.Join(", ", items) + "]",
        ListValue list => $"a list of {list.Items.Count.ToString(CultureInfo.InvariantCulture)}",
        SymbolicListValue list => $"a list of {Of(list.Length, known)}",
        ComponentValue component => "the component " + component.Target.Name,
        _ => null,
    };

    /// <summary>What a parameter takes when it isn't given.</summary>
    public static string? OfDefault(OperatorParameter parameter) => parameter.Default switch
    {
        null => null,
        SymbolValue word => word.Name,
        var value => Of(value, Assumptions.None) ?? CodeText.Of(value.Code),
    };

    /// <summary>What a parameter takes.</summary>
    public static string OfType(OperatorParameter parameter) => parameter.Kind switch
    {
        OperatorParameterKind.Int => "int",
        OperatorParameterKind.Float => "float",
        OperatorParameterKind.Bool => "bool",
        OperatorParameterKind.Ints => "int[]",
        OperatorParameterKind.IntPerAxis => "int or int[]",
        OperatorParameterKind.IntPerAxisOrSymbol => "int, int[] or " + string.Join(", ", parameter.Options ?? []),
        OperatorParameterKind.Symbol => string.Join(" or ", parameter.Options ?? []),
        _ => "number or initialiser",
    };

    private static string OfList(string[] shapes) =>
        shapes.Distinct().Count() == 1 ? shapes.Length == 1 ? shapes[0] : $"{shapes.Length.ToString(CultureInfo.InvariantCulture)} × {shapes[0]}"
        : string.Join(", ", shapes.Take(MostShown)) + (shapes.Length > MostShown ? ", …" : "");
}
