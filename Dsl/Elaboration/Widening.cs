using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Elaboration;

/// <summary>
/// Finds what a loop changes: each dim or int that differs after an iteration becomes a symbol, and where every iteration adds the same, that symbol
/// has a closed form.
/// </summary>
internal sealed class Widening(Assumptions known, DimSymbol index, Func<string, bool, string> freshLocal, Func<string, string> freshName)
{
    private readonly Dictionary<string, Slot> _slots = [];

    /// <summary>A dim that the loop changes.</summary>
    public sealed class Slot(DimSymbol symbol, string name, Dim initial)
    {
        public DimSymbol Symbol { get; } = symbol;

        public string Name { get; } = name;

        public Dim Initial { get; } = initial;

        public Dim Update { get; set; } = initial;

        /// <summary>What an iteration adds, where that is the same in each.</summary>
        public Dim? Step { get; set; }

        /// <summary>True where a dim is made of it, be it in the code of a size that is known no further.</summary>
        public bool IsIn(Dim dim) => Widening.IsIn(Symbol, dim);
    }

    /// <summary>True where a dim is made of a local, be it as an index of a list, or in the code of a size that is known no further.</summary>
    public static bool IsIn(DimSymbol local, Dim dim) =>
        dim.Mentions(local) || dim.Symbols.Any(s => s.Code is not (CodeName or CodeInt) && DimText.Contains(s.Code, local.Code));

    /// <summary>True once an iteration changes nothing but known slots.</summary>
    public bool IsStable { get; private set; }

    /// <summary>The values before an iteration, made general enough to hold before every iteration.</summary>
    public IReadOnlyList<Value?> Generalize(State before, State after)
    {
        IsStable = true;
        var values = new List<Value?>();
        var a = before.Values;
        var b = after.Values;
        for (var i = 0; i < a.Count; i++)
            values.Add(Generalize(i == 0 ? "channels" : before.Variables[i - 1].Variable.Name, a[i], b[i]));
        return values;
    }

    /// <summary>Settles which slots have a closed form.</summary>
    public void Close()
    {
        foreach (var slot in _slots.Values)
        {
            var step = known.Simplify(slot.Update - Dim.Symbol(slot.Symbol));
            if (!_slots.Values.Any(s => s.IsIn(step)) && !IsIn(index, step) && !step.IsOpaque)
                slot.Step = step;
        }
    }

    /// <summary>The values with closed slots replaced by what they are after <paramref name="iterations"/>.</summary>
    public IReadOnlyList<Value?> At(IReadOnlyList<Value?> values, Dim iterations)
    {
        var map = _slots.Values.Where(s => s.Step is not null).ToDictionary(s => s.Symbol, s => known.Simplify(s.Initial + s.Step! * iterations));
        return map.Count == 0 ? values : values.Select(v => Values.MapDims(v, d => d.Substitute(map))).ToArray();
    }

    /// <summary>
    /// The values after the loop: a closed slot's last value; for a slot that each iteration sets anew, what the last one sets (or what there was, where there may be
    /// none). What the body's own locals (<paramref name="inBody"/>) say is gone after it: there the carried local remains.
    /// </summary>
    public IReadOnlyList<Value?> After(IReadOnlyList<Value?> values, Dim trips, Dim from, Dim to, ICollection<string> inBody)
    {
        var map = new Dictionary<DimSymbol, Dim>();
        foreach (var slot in _slots.Values)
        {
            if (slot.Step is not null)
            {
                map.Add(slot.Symbol, known.Simplify(slot.Initial + slot.Step * trips));
                continue;
            }
            if (_slots.Values.Any(s => s.IsIn(slot.Update)) || (inBody.Count > 0 && slot.Update.Symbols.Any(s => LocalSearch.Finds(s.Code, inBody))))
                continue;
            var last = InLast(slot.Update, index, to - 1);
            map.Add(
                slot.Symbol,
                known.AtLeast(trips, 1) == Proof.True ? last
                    : Dim.Conditional(new CodeOperation(">", [to.ToCode(), from.ToCode()], false), last, slot.Initial));
        }
        return map.Count == 0 ? values : values.Select(v => Values.MapDims(v, d => d.Substitute(map))).ToArray();
    }

    /// <summary>
    /// The locals that hold the slots: declared before the loop, and given their next values at an iteration's end, all from values before it. What nothing uses is pruned later.
    /// </summary>
    public void Lower(SourcePlace place, List<Step> before, List<Step> body)
    {
        var slots = _slots.Values.ToList();
        var assignments = new List<Step>();
        for (var i = 0; i < slots.Count; i++)
        {
            var (slot, next) = (slots[i], slots[i].Update.ToCode());
            before.Add(new CarriedDim(place, slot.Name, slot.Initial.ToCode(), false));
            if (slots.Take(i).Any(earlier => earlier.IsIn(slot.Update)))
            {
                var held = freshLocal("next_" + slot.Name, false);
                body.Add(new CarriedDim(place, held, next, false));
                next = new CodeName(held, CodeNameKind.Local);
            }
            assignments.Add(new CarriedDim(place, slot.Name, next, true));
        }
        body.AddRange(assignments);
    }

    /// <summary>A dim in the last iteration, list entries picked by the index included.</summary>
    private static Dim InLast(Dim dim, DimSymbol index, Dim last)
    {
        var code = last.ToCode();
        var map = new Dictionary<DimSymbol, Dim> { [index] = last };
        foreach (var symbol in dim.Symbols.Distinct())
        {
            var rewritten = new IndexRewriter(index.Code, code).Visit(symbol.Code);
            if (!symbol.Equals(index) && !rewritten.Equals(symbol.Code))
                map[symbol] = Dim.Symbol(new DimSymbol(symbol.Name.Replace(index.Name, last.ToString()), symbol.Kind, rewritten, symbol.Minimum));
        }
        return dim.Substitute(map);
    }

    private sealed class LocalSearch(ICollection<string> names) : CodeRewriter
    {
        private bool _found;

        public static bool Finds(Code code, ICollection<string> names)
        {
            var search = new LocalSearch(names);
            search.Visit(code);
            return search._found;
        }

        public override Code Visit(Code code)
        {
            _found |= code is CodeName { Kind: CodeNameKind.Local } local && names.Contains(local.Name);
            return base.Visit(code);
        }
    }

    private sealed class IndexRewriter(Code index, Code replacement) : CodeRewriter
    {
        public override Code Visit(Code code) => code.Equals(index) ? replacement : base.Visit(code);
    }

    private Value? Generalize(string name, Value? before, Value? after)
    {
        switch (before, after)
        {
            case (Flow { Tensor: SingleTensor { Shape: { } a } first } flow, Flow { Tensor: SingleTensor { Shape: { } b } second }) when a.Rank == b.Rank:
                return flow with
                {
                    Tensor = new SingleTensor(new Shape(a.Axes.Zip(b.Axes, (x, y) => x with { Size = Slotted(name, x.Size, y.Size) }).ToArray()))
                    {
                        Elements = Elements.Either(first.Elements, second.Elements),
                    },
                };
            case (Flow { Tensor: SingleTensor } flow, Flow):
                return flow with { Tensor = new SingleTensor(null) };
            case (Flow { Tensor: var a } flow, Flow { Tensor: var b }):
                return flow with { Tensor = GeneralizeList(name, a, b) };
            case (Known { Static: IntValue a } known, Known { Static: IntValue b }):
                return known with { Static = Values.Changed(a, Slotted(name, a.Value, b.Value, isVar: true)) };
            case (Known { Static: FloatValue a } known, Known { Static: FloatValue b }) when a.Value != b.Value:
                return Unstable(known with { Static = a with { Value = null } }, a.Value is not null);
            case (Known { Static: BoolValue a } known, Known { Static: BoolValue b }) when a.Value != b.Value:
                return Unstable(known with { Static = a with { Value = null } }, a.Value is not null);
            case (Known { Static: ListValue a } known, Known { Static: ListValue b }) when !a.Items.SequenceEqual(b.Items):
                return Unstable(
                    known with { Static = new SymbolicListValue(freshName(name), Dim.Symbol(new DimSymbol(freshName("len"), DimKind.Opaque, new CodeCall("len", [a.Code], false), 0)), a.ItemType, a.Code) },
                    true);
            default:
                return before;
        }
    }

    private Value Unstable(Value value, bool changed)
    {
        IsStable &= !changed;
        return value;
    }

    private TensorValue GeneralizeList(string name, TensorValue before, TensorValue after)
    {
        if (before is KnownTensors a && after is KnownTensors b && a.Items.Count == b.Items.Count)
        {
            return new KnownTensors(a.Items.Zip(b.Items, (x, y) => x.Shape is null || y.Shape is null || x.Shape.Rank != y.Shape.Rank
                ? new SingleTensor(null)
                : new SingleTensor(new Shape(x.Shape.Axes.Zip(y.Shape.Axes, (p, q) => p with { Size = Slotted(name, p.Size, q.Size) }).ToArray()))).ToArray());
        }
        if (Values.Summarize(after, null, known) is not { } then || Values.Summarize(before, then, known) is not { } first || first.Rank != then.Rank)
            return new SingleTensor(null);
        // Of what changes from one iteration to the next, each entry has its own.
        var common = first.Common.Zip(then.Common, (x, y) => x is not null && y is not null && !IsIn(index, y) && !_slots.Values.Any(s => s.IsIn(y))
            && known.Equal(x, y) == Proof.True ? x : null).ToArray();
        IsStable &= common.Zip(first.Common, (x, y) => (x is null) == (y is null)).All(same => same);
        return new SummarizedTensors(
            Slotted(name, first.Count, then.Count), first.Rank, common,
            first.Sums.Zip(then.Sums, (x, y) => Slotted(name, x, y)).ToArray());
    }

    private Dim Slotted(string name, Dim before, Dim after, bool isVar = false)
    {
        var slot = _slots.Values.FirstOrDefault(s => before.Equals(Dim.Symbol(s.Symbol)));
        if (slot is not null)
        {
            slot.Update = after;
            return before;
        }
        if (before.Equals(after) || known.Equal(before, after) == Proof.True)
            return before;
        IsStable = false;
        var local = freshLocal(name, isVar);
        var symbol = new DimSymbol(freshName(local), DimKind.Opaque, new CodeName(local, CodeNameKind.Local));
        _slots.Add(symbol.Name, new Slot(symbol, local, before) { Update = after });
        return Dim.Symbol(symbol);
    }
}
