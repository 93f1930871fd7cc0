using System.Collections.Concurrent;
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
    private const int MaxKept = 20_000;

    private readonly Dictionary<DimAtom, Dim> _bindings = [];
    private readonly HashSet<DimAtom> _kept = [];
    private readonly Dictionary<DimAtom, DimRange> _ranges = [];
    private readonly ConcurrentDictionary<Dim, Dim> _simplified = new();
    private readonly ConcurrentDictionary<Dim, bool> _atLeastZero = new();
    private readonly ConcurrentDictionary<(Question, Dim, Dim), Proof> _proofs = new();
    private readonly ConcurrentDictionary<(Question, Dim, Dim, Dim), Assumptions> _next = new();
    private readonly ConcurrentDictionary<(bool, Dim, Dim), Dim> _extremes = new();
    private List<Dim> _nonNegative = [];
    private List<Dim> _zero = [];
    private List<Dim> _nonZero = [];
    private List<(Dim Dividend, Dim Divisor)> _divisions = [];
    private DimRule[] _rules = [];
    private bool _remembers;

    private Assumptions()
    {
    }

    private Assumptions(Assumptions other)
    {
        foreach (var binding in other._bindings)
            _bindings.Add(binding.Key, binding.Value);
        foreach (var range in other._ranges)
            _ranges.Add(range.Key, range.Value);
        _kept.UnionWith(other._kept);
        _nonNegative.AddRange(other._nonNegative);
        _zero.AddRange(other._zero);
        _nonZero.AddRange(other._nonZero);
        _divisions.AddRange(other._divisions);
        _rules = other._rules;
        foreach (var condition in other._conditions)
            _conditions.Add(condition.Key, condition.Value);
        _open.AddRange(other._open);
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

    private bool HasFacts => _bindings.Count > 0 || _ranges.Count > 0 || _nonNegative.Count > 0 || _rules.Length > 0 || _conditions.Count > 0;

    /// <summary>True for the same facts. (False doesn't mean that something else follows from them.)</summary>
    internal bool SaysTheSameAs(Assumptions other) =>
        ReferenceEquals(this, other)
        || (_open.Count == 0 && other._open.Count == 0 && IsContradictory == other.IsContradictory
            && AreSame(_bindings, other._bindings) && AreSame(_ranges, other._ranges) && AreSame(_conditions, other._conditions) && _kept.SetEquals(other._kept)
            && _nonNegative.SequenceEqual(other._nonNegative) && _zero.SequenceEqual(other._zero) && _nonZero.SequenceEqual(other._nonZero)
            && _divisions.SequenceEqual(other._divisions));

    private static bool AreSame<TKey, TValue>(Dictionary<TKey, TValue> left, Dictionary<TKey, TValue> right)
        where TKey : notnull => left.Count == right.Count && left.All(l => right.TryGetValue(l.Key, out var value) && EqualityComparer<TValue>.Default.Equals(l.Value, value));

    /// <summary>The dim in normal form, by all that is known.</summary>
    public Dim Simplify(Dim dim)
    {
        if (!HasFacts || dim.IsConstant)
            return dim;
        if (_simplified.TryGetValue(dim, out var done))
            return done;
        var result = dim;
        for (int pass = 0; pass < MaxPasses; pass++)
        {
            var next = new DimRewriter(this).Rewrite(result);
            if (next.Equals(result))
                break;
            result = next;
        }
        Keep(_simplified, dim, result);
        return result;
    }

    /// <summary>
    /// Answers are kept as long as the assumptions are: for the many uses of blocks under one variant, and from one compilation to the next. Without facts nothing is kept:
    /// symbols of the same name in different blocks may have different minima.
    /// </summary>
    private static void Keep<TKey, TValue>(ConcurrentDictionary<TKey, TValue> answers, TKey key, TValue answer)
        where TKey : notnull
    {
        if (answers.Count > MaxKept)
            answers.Clear();
        answers[key] = answer;
    }

    private Proof Kept(Question question, Dim left, Dim right)
    {
        if (!Remembers)
            return Answer(question, left, right);
        if (!_proofs.TryGetValue((question, left, right), out var proof))
            Keep(_proofs, (question, left, right), proof = Answer(question, left, right));
        return proof;
    }

    private Assumptions Next(Question question, Dim left, Dim right, Dim? other = null)
    {
        if (!Remembers)
            return Assume(question, left, right, other);
        var key = (question, left, right, other ?? Dim.Zero);
        if (!_next.TryGetValue(key, out var next))
            Keep(_next, key, next = Assume(question, left, right, other));
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
        if (!_extremes.TryGetValue((isMax, left, right), out var extreme))
            Keep(_extremes, (isMax, left, right), extreme = isMax ? Dim.Max(left, right) : Dim.Min(left, right));
        return extreme;
    }

    /// <summary>The dim as an author would write it, simplified.</summary>
    public string Describe(Dim dim) => Simplify(dim).ToString();

    /// <summary>What stands for an atom; null where its parts are to be looked at.</summary>
    internal Dim? Replacement(DimAtom atom)
    {
        if (_bindings.TryGetValue(atom, out var value))
            return value;
        return _kept.Contains(atom) ? Dim.Of(atom) : null;
    }

    /// <summary>True for an unknown that a fact brought in, which is to be kept as it is.</summary>
    internal bool IsKept(DimAtom atom) => _kept.Contains(atom);

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
