using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace ArchGen.Dsl.Shapes;

/// <summary>What can be said of a claim about all values of the symbols.</summary>
public enum Proof
{
    /// <summary>It holds for all values.</summary>
    True,

    /// <summary>It holds for no values.</summary>
    False,

    /// <summary>Neither is known.</summary>
    Unknown,
}

/// <summary>
/// What is known of symbols. Immutable: a new fact gives new assumptions. Facts about divisibility become substitutions (with <c>H % 32 == 0</c>, H is 32 times a new
/// unknown), so that comparing normal forms decides most questions. What is claimed holds for every assignment that satisfies the facts and makes every divisor positive.
/// </summary>
public sealed partial class Assumptions
{
    private const int MaxPasses = 4;
    private const int MaxKept = 5_000;

    private CopyOnWrite<Dictionary<DimAtom, Dim>> _bindings;
    private CopyOnWrite<HashSet<DimAtom>> _kept;
    private CopyOnWrite<Dictionary<DimAtom, DimRange>> _ranges;
    private CopyOnWrite<List<Dim>> _nonNegative;
    private CopyOnWrite<List<Dim>> _zero;
    private CopyOnWrite<List<Dim>> _nonZero;
    private CopyOnWrite<List<(Dim Dividend, Dim Divisor)>> _divisions;
    private CopyOnWrite<Dictionary<string, bool>> _conditions;
    private DimRule[] _rules = [];
    private bool _remembers;

    // Answers, each kind from the first on that is kept.
    private Answers<Dim, Dim>? _simplified;
    private Answers<Dim, bool>? _atLeastZero;
    private Answers<(Question, Dim, Dim), Proof>? _proofs;
    private Answers<(Question, Dim, Dim, Dim), Assumptions>? _next;
    private Answers<(bool, Dim, Dim), Dim>? _extremes;

    private Assumptions()
    {
        _bindings = new([], all => new(all));
        _kept = new([], all => [.. all]);
        _ranges = new([], all => new(all));
        _nonNegative = new([], all => [.. all]);
        _zero = new([], all => [.. all]);
        _nonZero = new([], all => [.. all]);
        _divisions = new([], all => [.. all]);
        _conditions = new(new(StringComparer.Ordinal), all => new(all, StringComparer.Ordinal));
    }

    private Assumptions(Assumptions other)
    {
        _bindings = other._bindings.Lend();
        _kept = other._kept.Lend();
        _ranges = other._ranges.Lend();
        _nonNegative = other._nonNegative.Lend();
        _zero = other._zero.Lend();
        _nonZero = other._nonZero.Lend();
        _divisions = other._divisions.Lend();
        _conditions = other._conditions.Lend();
        _rules = other._rules;
        _open = other._open;
        IsContradictory = other.IsContradictory;
        _remembers = other._remembers;
    }

    /// <summary>Nothing but the symbols' own minima.</summary>
    public static Assumptions None { get; } = new();

    /// <summary>True where the facts can't all hold. (False doesn't mean that they can.)</summary>
    public bool IsContradictory { get; private set; }

    /// <summary>Nothing either, for whoever sees to it that symbols of the same name have the same minimum: answers are then kept from the first.</summary>
    internal static Assumptions Remembering() => new() { _remembers = true };

    private bool Remembers => _remembers || HasFacts;

    private bool HasFacts => _bindings.Value.Count > 0 || _ranges.Value.Count > 0 || _nonNegative.Value.Count > 0 || _rules.Length > 0 || _conditions.Value.Count > 0;

    /// <summary>True for the same facts. (False doesn't mean that something else follows from them.)</summary>
    internal bool SaysTheSameAs(Assumptions other) =>
        ReferenceEquals(this, other)
        || (_open.Count == 0 && other._open.Count == 0 && IsContradictory == other.IsContradictory
            && AreSame(_bindings.Value, other._bindings.Value) && AreSame(_ranges.Value, other._ranges.Value) && AreSame(_conditions.Value, other._conditions.Value)
            && _kept.Value.SetEquals(other._kept.Value) && _nonNegative.Value.SequenceEqual(other._nonNegative.Value) && _zero.Value.SequenceEqual(other._zero.Value)
            && _nonZero.Value.SequenceEqual(other._nonZero.Value) && _divisions.Value.SequenceEqual(other._divisions.Value));

    private static bool AreSame<TKey, TValue>(Dictionary<TKey, TValue> left, Dictionary<TKey, TValue> right)
        where TKey : notnull => ReferenceEquals(left, right) || left.Count == right.Count && left.All(l => right.TryGetValue(l.Key, out var value) && EqualityComparer<TValue>.Default.Equals(l.Value, value));

    /// <summary>The dim in normal form, by all that is known.</summary>
    public Dim Simplify(Dim dim)
    {
        if (!HasFacts || dim.IsConstant)
            return dim;
        if (_simplified is { } known && known.TryGet(dim, out var done))
            return done;
        var result = dim;
        for (int pass = 0; pass < MaxPasses; pass++)
        {
            var next = new DimRewriter(this).Rewrite(result);
            if (next.Equals(result))
                break;
            result = next;
        }
        (_simplified ??= new(MaxKept)).Add(dim, result);
        return result;
    }

    // Answers are kept as long as the assumptions are: for the many uses of blocks under one variant, and from one compilation to the next. Without facts nothing is kept:
    // symbols of the same name in different blocks may have different minima.
    private Proof Kept(Question question, Dim left, Dim right)
    {
        if (!Remembers)
            return Answer(question, left, right);
        var proofs = _proofs ??= new(MaxKept);
        if (!proofs.TryGet((question, left, right), out var proof))
            proofs.Add((question, left, right), proof = Answer(question, left, right));
        return proof;
    }

    private Assumptions Next(Question question, Dim left, Dim right, Dim? other = null)
    {
        if (!Remembers)
            return Assume(question, left, right, other);
        var key = (question, left, right, other ?? Dim.Zero);
        var known = _next ??= new(MaxKept);
        if (!known.TryGet(key, out var next))
            known.Add(key, next = Assume(question, left, right, other));
        return next;
    }

    /// <summary>The lesser, by what symbols' own minima tell.</summary>
    internal Dim Least(Dim left, Dim right) => Extreme(false, left, right);

    /// <summary>The greater, by the same.</summary>
    internal Dim Greatest(Dim left, Dim right) => Extreme(true, left, right);

    private Dim Extreme(bool isMax, Dim left, Dim right)
    {
        if (!Remembers)
            return isMax ? Dim.Max(left, right) : Dim.Min(left, right);
        var known = _extremes ??= new(MaxKept);
        if (!known.TryGet((isMax, left, right), out var extreme))
            known.Add((isMax, left, right), extreme = isMax ? Dim.Max(left, right) : Dim.Min(left, right));
        return extreme;
    }

    /// <summary>The dim as an author would write it, simplified.</summary>
    public string Describe(Dim dim) => Simplify(dim).ToString();

    /// <summary>What stands for an atom; null where its parts are to be looked at.</summary>
    internal Dim? Replacement(DimAtom atom)
    {
        if (_bindings.Value.TryGetValue(atom, out var value))
            return value;
        return _kept.Value.Contains(atom) ? Dim.Of(atom) : null;
    }

    /// <summary>True for an unknown that a fact brought in, which is to be kept as it is.</summary>
    internal bool IsKept(DimAtom atom) => _kept.Value.Contains(atom);

    /// <summary>What is asked, or assumed, of dims.</summary>
    private enum Question
    {
        Equal,
        NotEqual,
        AtLeast,
        Divides,
        Remainder,
    }
}
