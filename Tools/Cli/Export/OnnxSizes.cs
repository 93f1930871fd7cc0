using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Graphs;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export;

/// <summary>Sizes in an ONNX graph: numbers where they are settled, else arithmetic over the inputs' shapes, each formula once.</summary>
internal sealed partial class OnnxSizes
{
    private readonly OnnxBuilder _to;
    private readonly Assumptions _known;
    private readonly Dictionary<DimSymbol, Dim> _settled;
    private readonly Dictionary<string, (string Input, int Axis)> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<Dim, Dim> _simple = [];
    private readonly Dictionary<Dim, string> _singles = [];
    private readonly Dictionary<string, string> _formulas = new(StringComparer.Ordinal);

    /// <summary>Sizes of a graph, of which some are settled by their names.</summary>
    public OnnxSizes(OnnxBuilder to, OperatorGraph graph, IReadOnlyDictionary<string, long> settled)
    {
        (_to, _known) = (to, graph.Assumptions);
        var symbols = graph.Inputs.SelectMany(i => i.Shape.Axes).SelectMany(a => a.Size.Symbols).DistinctBy(s => s.Name, StringComparer.Ordinal);
        _settled = symbols.Where(s => settled.ContainsKey(s.Name)).ToDictionary(s => s, s => Dim.Constant(settled[s.Name]));
        foreach (var input in graph.Inputs)
        {
            for (var axis = 0; axis < input.Shape.Rank; axis++)
            {
                // Only what stands alone says what a symbol is.
                if (input.Shape[axis].Size.Symbols.ToArray() is [var symbol] && input.Shape[axis].Size.Equals(Dim.Symbol(symbol)))
                    _places.TryAdd(symbol.Name, (input.Name, axis));
            }
        }
    }

    /// <summary>A size as it is here: with what is settled put in, in its simplest form.</summary>
    public Dim Of(Dim size)
    {
        if (size.IsConstant)
            return size;
        if (!_simple.TryGetValue(size, out var simple))
            _simple[size] = simple = _settled.Count == 0 ? _known.Simplify(size) : _known.Simplify(size).Substitute(_settled);
        return simple;
    }

    /// <summary>A shape's sizes.</summary>
    public Dim[] Of(Shape shape) => [.. shape.Axes.Select(a => Of(a.Size))];

    /// <summary>True where a size can be computed from the inputs.</summary>
    public bool CanCompute(Dim size) => Of(size) is var simple && !simple.IsOpaque && simple.Symbols.All(s => _places.ContainsKey(s.Name));

    /// <summary>Sizes as a tensor of ints in one axis.</summary>
    public string Vector(IReadOnlyList<Dim> sizes)
    {
        Dim[] all = [.. sizes.Select(Of)];
        if (all.All(s => s.Value is not null))
            return _to.Ints(all.Select(s => s.Value!.Value));
        var parts = new List<string>();
        for (var i = 0; i < all.Length;)
        {
            long[] run = [.. all.Skip(i).TakeWhile(s => s.Value is not null).Select(s => s.Value!.Value)];
            parts.Add(run.Length > 0 ? _to.Ints(run) : Single(all[i]));
            i += Math.Max(1, run.Length);
        }
        return parts.Count == 1 ? parts[0] : Compute("Concat", parts, ("axis", 0));
    }

    /// <summary>A size as a tensor of one int, in one axis.</summary>
    public string Single(Dim size)
    {
        var simple = Of(size);
        if (simple.Value is { } value)
            return _to.Ints(value);
        if (!_singles.TryGetValue(simple, out var name))
            _singles[simple] = name = Write(simple.ToCode());
        return name;
    }

    /// <summary>A size as an int without axes.</summary>
    public string Scalar(Dim size) => Of(size).Value is { } value ? _to.Int(value) : Compute("Squeeze", [Single(size), _to.Ints(0)]);

    /// <summary>A size as a number, to compute with.</summary>
    public string Float(Dim size) => Of(size).Value is { } value ? _to.Float(value) : Compute("Cast", [Scalar(size)], ("to", OnnxTypes.Float));

    /// <summary>
    /// What Reshape takes to make <paramref name="to"/> of <paramref name="from"/>: 0 for an axis that stays and -1 for one that is what the others leave, so that little is computed.
    /// </summary>
    public string Target(IReadOnlyList<Dim> from, IReadOnlyList<Dim> to)
    {
        Dim[] before = [.. from.Select(Of)], after = [.. to.Select(Of)];
        var isOpen = false;
        var sizes = new Dim[after.Length];
        // What costs most to compute is left to the reshape.
        var left = Enumerable.Range(0, after.Length).Where(i => after[i].Value is null && !Stays(i)).OrderByDescending(i => after[i].ToString().Length).Append(-1).First();
        for (var i = 0; i < after.Length; i++)
        {
            sizes[i] = after[i].Value is not null ? after[i] : Stays(i) ? Dim.Zero : i == left && !isOpen ? Dim.Constant(-1) : after[i];
            isOpen |= i == left;
        }
        return Vector(sizes);

        bool Stays(int i) => i < before.Length && before[i].Equals(after[i]);
    }

    private string Compute(string type, IEnumerable<string> inputs, params (string Name, object Value)[] attributes)
    {
        string[] all = [.. inputs];
        var formula = type + "(" + string.Join(",", all) + ")" + string.Join(",", attributes.Select(a => a.Name + "=" + a.Value));
        if (_formulas.TryGetValue(formula, out var known))
            return known;
        var label = _to.Label;
        _to.Label = "sizes";
        var name = _to.Add(type, all, attributes);
        _to.Label = label;
        return _formulas[formula] = name;
    }

    private string Write(Code code) => code switch
    {
        CodeInt number => _to.Ints(number.Value),
        CodeName name when _places.TryGetValue(name.Name, out var place) => Compute("Shape", [place.Input], ("start", place.Axis), ("end", place.Axis + 1)),
        CodeOperation { Operator: "neg", Operands: [var only] } => Compute("Neg", [Write(only)]),
        CodeOperation { Operator: "+", Operands: [var a, var b] } => Compute("Add", [Write(a), Write(b)]),
        CodeOperation { Operator: "-", Operands: [var a, var b] } => Compute("Sub", [Write(a), Write(b)]),
        CodeOperation { Operator: "*", Operands: [var a, var b] } => Compute("Mul", [Write(a), Write(b)]),
        CodeOperation { Operator: "/", Operands: [var a, var b] } => Compute("Div", [Write(a), Write(b)]),
        CodeOperation { Operator: "%", Operands: [var a, var b] } => Compute("Mod", [Write(a), Write(b)]),
        CodeOperation { Operator: "**", Operands: [var a, CodeInt { Value: var n }] } => Enumerable.Repeat(Write(a), (int)n).Aggregate((x, y) => Compute("Mul", [x, y])),
        CodeOperation { Operator: "floordiv", Operands: [var a, var b] } => FloorDiv(Write(a), Write(b), IsPositive(a)),
        CodeCall { Function: "floor_div", Arguments: [var a, var b] } => FloorDiv(Write(a), Write(b), IsPositive(a)),
        CodeCall { Function: "ceil_div", Arguments: [var a, var b] } =>
            FloorDiv(Compute("Add", [Write(a), Compute("Sub", [Write(b), _to.Ints(1)])]), Write(b), IsPositive(a)),
        CodeCall { Function: "min" or "max", Arguments: var parts } call => Compute(call.Function == "min" ? "Min" : "Max", parts.Select(Write)),
        _ => throw new CliException("A size in this network can't be computed from the input's shape. Settle the input's sizes with --batch and --size."),
    };

    // Div cuts off towards zero.
    private string FloorDiv(string a, string b, bool isPositive) => Compute("Div", [isPositive ? a : Compute("Sub", [a, Compute("Mod", [a, b])]), b]);

    private static bool IsPositive(Code code) => code switch
    {
        CodeInt number => number.Value >= 0,
        CodeName => true,
        CodeOperation { Operator: "+" or "*" or "/" or "%" or "**" or "floordiv", Operands: var operands } => operands.All(IsPositive),
        CodeCall { Arguments: var parts } => parts.All(IsPositive),
        _ => false,
    };
}
