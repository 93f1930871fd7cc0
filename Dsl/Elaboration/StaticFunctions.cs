using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Elaboration;

/// <summary>The built-in functions over static values. Each gives null for arguments that it doesn't take.</summary>
internal static class StaticFunctions
{
    private static readonly Dictionary<string, (string Usage, Func<IReadOnlyList<StaticValue>, Code, Assumptions, StaticValue?> Apply)> s_all = new()
    {
        ["floor_div"] = ("floor_div(a, b)", (a, code, known) => Division(a, code, known, Dim.FloorDiv)),
        ["ceil_div"] = ("ceil_div(a, b)", (a, code, known) => Division(a, code, known, Dim.CeilDiv)),
        ["min"] = ("min(a, b, …) or min(list)", (a, code, known) => Extreme(a, code, known.Least, Math.Min)),
        ["max"] = ("max(a, b, …) or max(list)", (a, code, known) => Extreme(a, code, known.Greatest, Math.Max)),
        ["sum"] = ("sum(list)", (a, code, _) => Fold(a, code, Dim.Zero, (x, y) => x + y, 0, (x, y) => x + y)),
        ["prod"] = ("prod(list)", (a, code, _) => Fold(a, code, Dim.One, (x, y) => x * y, 1, (x, y) => x * y)),
        ["len"] = ("len(list)", (a, code, _) => a.Count != 1 ? null : a[0] switch
        {
            ListValue list => new IntValue(Dim.Constant(list.Items.Count), PendingComponent.In(code) ? new CodeInt(list.Items.Count) : code),
            SymbolicListValue list => new IntValue(list.Length, PendingComponent.In(code) ? list.Length.ToCode() : code),
            _ => null,
        }),
        ["abs"] = ("abs(a)", (a, code, _) => a is [IntValue x] ? new IntValue(Dim.Max(x.Value, -x.Value), code) : Unary(a, code, Math.Abs)),
        ["sqrt"] = ("sqrt(a)", (a, code, _) => Unary(a, code, Math.Sqrt)),
        ["exp"] = ("exp(a)", (a, code, _) => Unary(a, code, Math.Exp)),
        ["log"] = ("log(a)", (a, code, _) => Unary(a, code, Math.Log)),
        ["float"] = ("float(a)", (a, code, _) => Unary(a, code, x => x)),
        ["int"] = ("int(a)", (a, code, _) => Rounded(a, code, Math.Truncate)),
        ["floor"] = ("floor(a)", (a, code, _) => Rounded(a, code, Math.Floor)),
        ["ceil"] = ("ceil(a)", (a, code, _) => Rounded(a, code, Math.Ceiling)),
        ["round"] = ("round(a)", (a, code, _) => Rounded(a, code, x => Math.Round(x, MidpointRounding.ToEven))),
        ["linspace"] = ("linspace(from, to, count)", Linspace),
        ["cumsum"] = ("cumsum(list)", (a, code, _) => CumulativeSum(a, code)),
        ["reversed"] = ("reversed(list)", (a, code, _) =>
            a is [ListValue list] ? new ListValue(list.Items.Reverse().ToArray(), list.ItemType, code) : a is [SymbolicListValue s] ? Reversed(s, code) : null),
        ["all"] = ("all(list)", (a, code, _) => Truth(a, code, isAll: true)),
        ["any"] = ("any(list)", (a, code, _) => Truth(a, code, isAll: false)),
        ["contains"] = ("contains(list, item)", Contains),
    };

    public static IEnumerable<string> Names => s_all.Keys;

    public static bool Contains(string name) => s_all.ContainsKey(name);

    public static string Usage(string name) => s_all[name].Usage;

    public static StaticValue? Call(string name, IReadOnlyList<StaticValue> arguments, Assumptions known) =>
        s_all[name].Apply(arguments, new CodeCall(name, arguments.Select(a => a.Code).ToArray(), false), known);

    private static SymbolicListValue Reversed(SymbolicListValue list, Code code) => list with
    {
        Name = "reversed " + list.Name,
        Code = code,
        Item = list.Item is null ? null : (_, index, _) =>
        {
            var mirrored = list.Length - 1 - index;
            return list.Item(list.Code, mirrored, mirrored.ToCode());
        },
    };

    private static double? Number(StaticValue value) => value switch
    {
        IntValue number => number.Value.Value,
        FloatValue number => number.Value,
        _ => null,
    };

    /// <summary>The same call of what its arguments come to, where one of them isn't known.</summary>
    private static Code? SettledCall(Code code, IReadOnlyList<StaticValue> arguments) =>
        code is CodeCall call && arguments.Any(a => Number(a) is null) ? call with { Arguments = [.. arguments.Select(FloatValue.SettledOf)] } : null;

    private static bool IsNumber(StaticValue value) => value is IntValue or FloatValue;

    private static StaticValue? Division(IReadOnlyList<StaticValue> arguments, Code code, Assumptions known, Func<Dim, Dim, Dim> divide) =>
        arguments is [IntValue a, IntValue b] && b.Value.Value != 0 ? new IntValue(known.Simplify(divide(a.Value, b.Value)), code) : null;

    private static StaticValue? Extreme(IReadOnlyList<StaticValue> arguments, Code code, Func<Dim, Dim, Dim> ofDims, Func<double, double, double> ofFloats)
    {
        var items = arguments is [ListValue list] ? list.Items : arguments;
        if (arguments is [SymbolicListValue symbolic])
            return symbolic.ItemType == StaticType.Int ? Unknown(code) : new FloatValue(null, code);
        if (items.Count == 0 || !items.All(IsNumber))
            return null;
        if (items.All(i => i is IntValue))
            return new IntValue(items.Select(i => ((IntValue)i).Value).Aggregate(ofDims), code);
        return new FloatValue(items.Select(Number).Aggregate((x, y) => x is { } a && y is { } b ? ofFloats(a, b) : null), code) { Settled = SettledCall(code, items) };
    }

    /// <summary>An int that an instantiation will tell; equal code is equal.</summary>
    private static IntValue Unknown(Code code) => new(Dim.Symbol(new DimSymbol(CodeText.Of(code), DimKind.Opaque, code)), code);

    private static StaticValue? Fold(
        IReadOnlyList<StaticValue> arguments, Code code, Dim start, Func<Dim, Dim, Dim> ofDims, double from, Func<double, double, double> ofFloats)
    {
        if (arguments is [SymbolicListValue symbolic])
            return symbolic.ItemType == StaticType.Int ? Unknown(code) : new FloatValue(null, code);
        if (arguments is not [ListValue list] || !list.Items.All(IsNumber))
            return null;
        if (list.Items.All(i => i is IntValue))
            return new IntValue(list.Items.Select(i => ((IntValue)i).Value).Aggregate(start, ofDims), code);
        return new FloatValue(list.Items.Select(Number).Aggregate((double?)from, (x, y) => x is { } a && y is { } b ? ofFloats(a, b) : null), code);
    }

    private static StaticValue? Unary(IReadOnlyList<StaticValue> arguments, Code code, Func<double, double> function) =>
        arguments is [var a] && IsNumber(a) ? new FloatValue(Number(a) is { } x ? function(x) : null, code) { Settled = SettledCall(code, arguments) } : null;

    private static StaticValue? Rounded(IReadOnlyList<StaticValue> arguments, Code code, Func<double, double> function) => arguments switch
    {
        [IntValue a] => a with { Code = code },
        [FloatValue { Value: { } x }] when Math.Abs(x) < 9e15 => new IntValue(Dim.Constant((long)function(x)), code),
        [FloatValue { Value: null }] => Unknown(code),
        _ => null,
    };

    private static StaticValue? Linspace(IReadOnlyList<StaticValue> arguments, Code code, Assumptions known)
    {
        if (arguments is not [var from, var to, IntValue count] || !IsNumber(from) || !IsNumber(to))
            return null;
        if (count.Value.Value is not { } n)
            return new SymbolicListValue(CodeText.Of(code), count.Value, StaticType.Float, code);
        if (n < 0)
            return null;
        // One item too many is refused as any list is.
        n = Math.Min(n, Limits.ListItems + 1);
        var items = new List<StaticValue>();
        for (var i = 0; i < n; i++)
        {
            double? value = Number(from) is { } a && Number(to) is { } b ? (n == 1 ? a : a + (b - a) * i / (n - 1)) : null;
            items.Add(new FloatValue(value, new CodeIndex(code, new CodeInt(i))));
        }
        return new ListValue(items, StaticType.Float, code);
    }

    private static StaticValue? CumulativeSum(IReadOnlyList<StaticValue> arguments, Code code)
    {
        if (arguments is [SymbolicListValue symbolic])
            return symbolic with { Name = CodeText.Of(code), Code = code };
        if (arguments is not [ListValue list] || !list.Items.All(i => i is IntValue))
            return null;
        var sum = Dim.Zero;
        var items = new List<StaticValue>();
        foreach (var item in list.Items)
        {
            sum += ((IntValue)item).Value;
            items.Add(new IntValue(sum, new CodeIndex(code, new CodeInt(items.Count))));
        }
        return new ListValue(items, StaticType.Int, code);
    }

    private static StaticValue? Truth(IReadOnlyList<StaticValue> arguments, Code code, bool isAll)
    {
        if (arguments is [SymbolicListValue { ItemType: var type }] && type == StaticType.Bool)
            return new BoolValue(null, code);
        if (arguments is not [ListValue list] || !list.Items.All(i => i is BoolValue))
            return null;
        var values = list.Items.Select(i => ((BoolValue)i).Value).ToArray();
        if (values.Any(v => v == !isAll))
            return new BoolValue(!isAll, code);
        return new BoolValue(values.Any(v => v is null) ? null : isAll, code);
    }

    private static StaticValue? Contains(IReadOnlyList<StaticValue> arguments, Code code, Assumptions known)
    {
        if (arguments is [SymbolicListValue, IntValue])
            return new BoolValue(null, code);
        if (arguments is not [ListValue list, IntValue item] || !list.Items.All(i => i is IntValue))
            return null;
        var proofs = list.Items.Select(i => known.Equal(((IntValue)i).Value, item.Value)).ToArray();
        return new BoolValue(proofs.Contains(Proof.True) ? true : proofs.All(p => p == Proof.False) ? false : null, code);
    }
}
