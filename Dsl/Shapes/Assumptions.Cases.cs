using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Dsl.Shapes;

/// <content>Conditions, and facts of which one or another holds.</content>
public sealed partial class Assumptions
{
    /// <summary>The most cases that a proof looks at.</summary>
    private const int MaxCases = 8;

    /// <summary>The most choices that are kept; more are forgotten, which is less known but not wrong.</summary>
    private const int MaxOpen = 16;

    private IReadOnlyList<CasesFact> _open = [];
    private IReadOnlyList<Assumptions>? _cases;

    /// <summary>What is known in each case, where one or another must hold; empty where there is nothing to choose between.</summary>
    internal IReadOnlyList<Assumptions> Cases => _cases ??= FindCases();

    /// <summary>These and some facts.</summary>
    internal Assumptions Assume(IEnumerable<Fact> facts) => facts.Aggregate(this, (known, fact) => fact switch
    {
        EqualFact f => known.AssumeEqual(f.Left, f.Right),
        DifferentFact f => known.AssumeNotEqual(f.Left, f.Right),
        AtLeastFact f => known.AssumeAtLeast(f.Left, f.Right),
        RemainderFact f => known.AssumeRemainder(f.Dividend, f.Divisor, f.Remainder),
        ConditionFact f => known.AssumeCondition(f.Condition, f.Holds),
        CasesFact f => known.AssumeCases(f),
        _ => known,
    });

    /// <summary>Whether a condition holds by what is assumed of conditions; null where that isn't known.</summary>
    internal bool? Truth(Code condition)
    {
        if (_conditions.Value.Count == 0)
            return null;
        var (key, isNegated) = KeyOf(condition);
        if (_conditions.Value.TryGetValue(key, out var known))
            return known != isNegated;
        return condition switch
        {
            CodeOperation { Operator: "not", Operands: { Count: 1 } one } => !Truth(one[0]),
            CodeOperation { Operator: "and", Operands: { Count: 2 } two } =>
                (Truth(two[0]), Truth(two[1])) switch { (false, _) or (_, false) => false, (true, true) => true, _ => null },
            CodeOperation { Operator: "or", Operands: { Count: 2 } two } =>
                (Truth(two[0]), Truth(two[1])) switch { (true, _) or (_, true) => true, (false, false) => false, _ => null },
            _ => null,
        };
    }

    private Assumptions AssumeCondition(Code condition, bool holds)
    {
        var next = new Assumptions(this);
        if (DimText.Evaluate(condition) is { } constant)
        {
            next.IsContradictory |= constant != holds;
            return next;
        }
        if (condition is CodeOperation { Operator: "and" or "or", Operands: { Count: 2 } two } pair && (pair.Operator == "and") == holds)
            return AssumeCondition(two[0], holds).AssumeCondition(two[1], holds);
        var (key, isNegated) = KeyOf(condition);
        next.IsContradictory |= Truth(condition) is { } known && known != holds;
        next._conditions.Own()[key] = holds != isNegated;
        return next.Settled();
    }

    private Assumptions AssumeCases(CasesFact fact)
    {
        if (fact.Cases.Count > MaxCases || _open.Count >= MaxOpen || fact.Cases.Any(c => c.Count == 0))
            return this;
        var next = new Assumptions(this);
        next._open = [.. _open, fact];
        return next.Settled();
    }

    /// <summary>The same with cases left out that can't be; the last one left is a fact.</summary>
    private Assumptions Settled()
    {
        if (_open.Count == 0 || IsContradictory)
            return this;
        var alone = Without(_open);
        foreach (var fact in _open)
        {
            var left = fact.Cases.Where(c => !alone.Assume(c).IsContradictory).ToArray();
            if (left.Length == fact.Cases.Count)
                continue;
            var next = Without([fact]);
            if (left.Length > 1)
                next._open = [.. next._open, new CasesFact(left)];
            next.IsContradictory |= left.Length == 0;
            return left.Length == 1 ? next.Assume(left[0]) : next.Settled();
        }
        return this;
    }

    private Assumptions Without(IReadOnlyList<CasesFact> facts) => new(this) { _open = ReferenceEquals(facts, _open) ? [] : [.. _open.Where(f => !facts.Contains(f))] };

    private IReadOnlyList<Assumptions> FindCases()
    {
        if (_open.Count == 0)
            return [];
        IReadOnlyList<Assumptions> cases = [Without(_open)];
        foreach (var fact in _open)
        {
            if (cases.Count * fact.Cases.Count > MaxCases)
                break;
            cases = cases.SelectMany(known => fact.Cases.Select(known.Assume)).Where(known => !known.IsContradictory).ToArray();
        }
        return cases;
    }

    /// <summary>A claim, or where it isn't known, what each case makes of it.</summary>
    private Proof ByCases(Func<Assumptions, Proof> claim)
    {
        var proof = claim(this);
        if (proof != Proof.Unknown || _open.Count == 0)
            return proof;
        Proof? all = null;
        foreach (var known in Cases)
        {
            var one = claim(known);
            if (one == Proof.Unknown || (all is not null && all != one))
                return Proof.Unknown;
            all = one;
        }
        return all ?? Proof.Unknown;
    }

    /// <summary>A condition's text, that of its opposite for <c>not</c>, and <c>!=</c>, <c>&lt;</c> and <c>&lt;=</c> of ints.</summary>
    private static (string Key, bool IsNegated) KeyOf(Code condition)
    {
        if (condition is CodeOperation { Operator: "not", Operands: { Count: 1 } one })
        {
            var (key, isNegated) = KeyOf(one[0]);
            return (key, !isNegated);
        }
        if (condition is not CodeOperation { IsFloat: false, Operator: "!=" or "<" or "<=" } comparison)
            return (DimText.Print(condition), false);
        var opposite = comparison.Operator switch { "!=" => "==", "<" => ">=", _ => ">" };
        return (DimText.Print(comparison with { Operator = opposite }), true);
    }
}
