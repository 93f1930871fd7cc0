using System;
using System.Collections.Generic;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>
/// What the elaborator saw in one block that it checked on its own, for an editor. Places count from the block's start, so that a block that only moved keeps its records.
/// Loops are looked at several times, each iteration and then any: the first look and the last are kept.
/// </summary>
internal sealed class BodyRecords(int start)
{
    private readonly Dictionary<TextSpan, Seen> _results = [];
    private readonly Dictionary<TextSpan, Meaning> _names = [];
    private readonly Dictionary<TextSpan, Variable> _declared = [];
    private readonly Dictionary<TextSpan, List<Use>> _applied = [];
    private readonly Dictionary<TextSpan, Cost> _costs = [];

    /// <summary>Where the block began when it was checked.</summary>
    public int Start { get; } = start;

    private TextSpan At(TextSpan span) => new(span.Start - Start, span.Length);

    /// <summary>The same of a block whose tokens are at other places, and which begins at <paramref name="now"/>.</summary>
    public BodyRecords At(Func<TextSpan, TextSpan> place, int now)
    {
        var moved = new BodyRecords(now);
        Move(_results, moved._results);
        Move(_names, moved._names);
        Move(_declared, moved._declared);
        Move(_applied, moved._applied);
        Move(_costs, moved._costs);
        return moved;

        void Move<T>(Dictionary<TextSpan, T> from, Dictionary<TextSpan, T> to)
        {
            foreach (var entry in from)
                to[moved.At(place(new TextSpan(entry.Key.Start + Start, entry.Key.Length)))] = entry.Value;
        }
    }

    /// <summary>An expression's result, and what was known then.</summary>
    public void Result(TextSpan span, Value? value, Assumptions known)
    {
        if (value is not null)
            _results[At(span)] = _results.TryGetValue(At(span), out var seen) ? seen with { Last = value, Known = known } : new Seen(value, value, known);
    }

    /// <summary>A name's use, and what it held then.</summary>
    public void Name(TextSpan span, Variable variable) => _names[At(span)] = new Meaning(variable, variable.Value);

    /// <summary>A name's declaration.</summary>
    public void Declared(Variable variable) => _declared[At(variable.Span)] = variable;

    /// <summary>Something applied to tensors; a pattern has no callee.</summary>
    public void Applied(TextSpan span, string name, Callable? callee, IReadOnlyList<Flow> inputs, Flow? result, Assumptions known)
    {
        if (!_applied.TryGetValue(At(span), out var list))
            _applied[At(span)] = list = [];
        var before = list.FindIndex(a => a.Name == name);
        if (before < 0)
            list.Add(new Use(name, callee, inputs, result, known));
        else
            list[before] = new Use(name, callee, inputs, result, known);
    }

    /// <summary>What a statement added to the block's costs, at the first look; another iteration of a loop may add something else.</summary>
    public void Costs(TextSpan span, CostsNow before, CostsNow after) =>
        _costs[At(span)] = _costs.TryGetValue(At(span), out var first) ? first with { Later = new Cost(before, after) } : new Cost(before, after);

    /// <summary>The results seen at a place now, whose block begins at <paramref name="now"/>.</summary>
    public Seen? ResultAt(TextSpan span, int now) => _results.TryGetValue(new TextSpan(span.Start - now, span.Length), out var seen) ? seen : null;

    /// <summary>What a name at a place meant.</summary>
    public Meaning? NameAt(TextSpan span, int now) => _names.TryGetValue(new TextSpan(span.Start - now, span.Length), out var meaning) ? meaning : null;

    /// <summary>What was declared at a place.</summary>
    public Variable? DeclaredAt(TextSpan span, int now) => _declared.TryGetValue(new TextSpan(span.Start - now, span.Length), out var variable) ? variable : null;

    /// <summary>What was applied at a place, the sign or call itself before what joins it to others.</summary>
    public IReadOnlyList<Use> AppliedAt(TextSpan span, int now) => _applied.TryGetValue(new TextSpan(span.Start - now, span.Length), out var list) ? list : [];

    /// <summary>What a statement at a place costs.</summary>
    public Cost? CostAt(TextSpan span, int now) => _costs.TryGetValue(new TextSpan(span.Start - now, span.Length), out var cost) ? cost : null;

    /// <summary>An expression's results: at the first look and at the last.</summary>
    public sealed record Seen(Value First, Value Last, Assumptions Known);

    /// <summary>A name's variable, and what that held where the name stands.</summary>
    public sealed record Meaning(Variable Variable, Value? Value);

    /// <summary>A callee, what it was fed with and what it gave; null where it couldn't be applied.</summary>
    public sealed record Use(string Name, Callable? Callee, IReadOnlyList<Flow> Inputs, Flow? Result, Assumptions Known);

    /// <summary>A block's costs at a moment.</summary>
    public readonly record struct CostsNow(Dim Parameters, Dim Macs, bool IsOpen, int Components)
    {
        /// <summary>Those of a tally.</summary>
        public static CostsNow Of(Tally tally) => new(tally.Parameters, tally.Macs, tally.IsOpen, tally.Components.Count);
    }

    /// <summary>Costs before and after; the difference is taken when it is asked for.</summary>
    public sealed record Cost(CostsNow Before, CostsNow After)
    {
        /// <summary>What it added at the last look.</summary>
        public Cost? Later { get; init; }

        /// <summary>True where that is something else.</summary>
        public bool Varies => Later is { } later && (!later.Parameters.Equals(Parameters) || !later.Macs.Equals(Macs));

        /// <summary>Learned parameters.</summary>
        public Dim Parameters => After.Parameters - Before.Parameters;

        /// <summary>Multiply-accumulates.</summary>
        public Dim Macs => After.Macs - Before.Macs;

        /// <summary>True where a part is in it whose cost isn't known here.</summary>
        public bool IsOpen => After.IsOpen && !Before.IsOpen;

        /// <summary>True where a component's cost comes on top.</summary>
        public bool HasComponents => After.Components > Before.Components;
    }
}
