using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export;

/// <content>Numbers that depend on sizes: <c>2 * pi / H</c>.</content>
internal sealed partial class OnnxSizes
{
    /// <summary>A number without axes; null where it is computed from something that nobody here knows.</summary>
    public string? Float(StaticValue value) => value switch
    {
        IntValue number => CanCompute(number.Value) ? Float(number.Value) : null,
        FloatValue { Value: { } number } => _to.Float(number),
        FloatValue { Settled: { } formula } when Known(formula) is { } number => _to.Float(number),
        FloatValue { Settled: { } formula } => WriteFloat(formula),
        _ => null,
    };

    /// <summary>The number, where all sizes in it are settled.</summary>
    public double? Known(StaticValue value) => value switch
    {
        IntValue number => Of(number.Value).Value,
        FloatValue { Value: { } number } => number,
        FloatValue { Settled: { } formula } => Known(formula),
        _ => null,
    };

    private double? Known(Code code) => code switch
    {
        CodeInt number => number.Value,
        CodeFloat number => number.Value,
        CodeName name => _settled.FirstOrDefault(s => s.Key.Name == name.Name).Value?.Value,
        CodeOperation { Operator: "neg", Operands: [var only] } => -Known(only),
        CodeOperation { Operands: [var a, var b] } operation when Known(a) is { } x && Known(b) is { } y => operation.Operator switch
        {
            "+" => x + y,
            "-" => x - y,
            "*" => x * y,
            "/" => x / y,
            "%" => x - y * Math.Floor(x / y),
            "**" => Math.Pow(x, y),
            "floordiv" => Math.Floor(x / y),
            _ => null,
        },
        CodeCall { IsUserFunction: false } call when call.Arguments.Select(Known).ToArray() is var values && values.All(v => v is not null) => (call.Function, values) switch
        {
            ("sqrt", [{ } x]) => Math.Sqrt(x),
            ("exp", [{ } x]) => Math.Exp(x),
            ("log", [{ } x]) => Math.Log(x),
            ("abs", [{ } x]) => Math.Abs(x),
            ("floor_div", [{ } x, { } y]) => Math.Floor(x / y),
            ("ceil_div", [{ } x, { } y]) => Math.Ceiling(x / y),
            ("min", _) => values.Min(),
            ("max", _) => values.Max(),
            _ => null,
        },
        _ => null,
    };

    private string? WriteFloat(Code code)
    {
        if (Known(code) is { } known)
            return _to.Float(known);
        switch (code)
        {
            case CodeName name when _places.ContainsKey(name.Name):
                return Compute("Cast", [Compute("Squeeze", [Write(name), _to.Ints(0)])], ("to", OnnxTypes.Float));
            case CodeOperation { Operator: "neg", Operands: [var only] }:
                return WriteFloat(only) is { } x ? Compute("Neg", [x]) : null;
            case CodeOperation { Operands: [var a, var b] } operation:
                return WriteFloat(a) is { } left && WriteFloat(b) is { } right ? Operation(operation.Operator, left, right) : null;
            case CodeCall { IsUserFunction: false } call:
            {
                string?[] parts = [.. call.Arguments.Select(WriteFloat)];
                return parts.All(p => p is not null) ? Call(call.Function, [.. parts.OfType<string>()]) : null;
            }
            default:
                return null;
        }
    }

    private string? Operation(string sign, string left, string right) => sign switch
    {
        "+" => Compute("Add", [left, right]),
        "-" => Compute("Sub", [left, right]),
        "*" => Compute("Mul", [left, right]),
        "/" => Compute("Div", [left, right]),
        "**" => Compute("Pow", [left, right]),
        "floordiv" => Compute("Floor", [Compute("Div", [left, right])]),
        "%" => Compute("Sub", [left, Compute("Mul", [right, Compute("Floor", [Compute("Div", [left, right])])])]),
        _ => null,
    };

    private string? Call(string function, IReadOnlyList<string> parts) => (function, parts) switch
    {
        ("sqrt", [var x]) => Compute("Sqrt", [x]),
        ("exp", [var x]) => Compute("Exp", [x]),
        ("log", [var x]) => Compute("Log", [x]),
        ("abs", [var x]) => Compute("Abs", [x]),
        ("floor_div", [var x, var y]) => Compute("Floor", [Compute("Div", [x, y])]),
        ("ceil_div", [var x, var y]) => Compute("Ceil", [Compute("Div", [x, y])]),
        ("min", _) => Compute("Min", parts),
        ("max", _) => Compute("Max", parts),
        _ => null,
    };
}
