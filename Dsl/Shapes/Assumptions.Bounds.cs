using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace ArchGen.Dsl.Shapes;

/// <content>Bounds.</content>
public sealed partial class Assumptions
{
    private const int MaxRangeDepth = 6;
    private const int MaxShiftedTerms = 32;
    private const int MaxShiftedDegree = 6;
    private const int MaxProofDepth = 2;
    private const int MaxProofSteps = 48;
    private const int MaxProofWeight = 400;
    private const int MaxRangeWeight = 800;

    /// <summary>The least and the greatest value as far as known; null for none known (or one that doesn't fit).</summary>
    public (long? Min, long? Max) Bounds(Dim dim)
    {
        var simplified = Simplify(dim);
        var range = RangeOf(simplified);
        return (Fit(Least(simplified, range.Min)), Fit(-Least(-simplified, -range.Max)));
    }

    /// <summary>The range of a simplified dim.</summary>
    internal DimRange RangeOf(Dim dim)
    {
        if (dim.Weight > MaxRangeWeight)
            return DimRange.All;
        var range = RangeOf(dim, 0);
        if (dim.Terms.Length < 2 || range.Min is not null && range.Max is not null)
            return range;
        var shifted = ShiftedMin(dim);
        var negated = ShiftedMin(-dim);
        return range.Intersect(new(shifted, -negated));
    }

    /// <summary>True where a simplified dim is proven not to be negative.</summary>
    internal bool IsAtLeastZero(Dim dim)
    {
        if (dim.IsConstant)
            return dim.ConstantPart.Sign >= 0;
        var budget = MaxProofSteps;
        if (!Remembers)
            return IsAtLeastZero(dim, 0, ref budget);
        if (_atLeastZero is { } known && known.TryGet(dim, out var done))
            return done;
        var result = IsAtLeastZero(dim, 0, ref budget);
        (_atLeastZero ??= new(MaxKept)).Add(dim, result);
        return result;
    }

    private static long? Fit(BigInteger? value) => value is { } v && v >= long.MinValue && v <= long.MaxValue ? (long)v : null;

    /// <summary>A lower bound, made better by proofs where it may be.</summary>
    private BigInteger? Least(Dim dim, BigInteger? min)
    {
        foreach (var atom in dim.Terms.Select(t => t.Monomial.Single).OfType<FloorAtom>().Where(f => f.Divisor.IsConstant && f.Divisor.ConstantPart.Sign > 0))
        {
            var (factor, rest) = Split(dim, atom);
            if (!factor.IsConstant)
                continue;
            var least = factor.ConstantPart.Sign < 0 || atom.IsExact ? atom.Dividend : atom.Dividend - atom.Divisor + Dim.One;
            if (RangeOf(factor * least + atom.Divisor * rest).Min is { } bound && !(DimMath.Ceiling(bound, atom.Divisor.ConstantPart) <= min))
                min = DimMath.Ceiling(bound, atom.Divisor.ConstantPart);
        }
        if (min is not { Sign: >= 0 } && IsAtLeastZero(dim))
            min = BigInteger.Zero;
        if (min is { IsZero: true } && IsAtLeastZero(dim - Dim.One))
            min = BigInteger.One;
        return min;
    }

    private bool IsAtLeastZero(Dim dim, int depth, ref int budget)
    {
        if (budget-- <= 0 || dim.Weight > MaxRangeWeight)
            return false;
        if (RangeOf(dim, 0).Min is { Sign: >= 0 } || ShiftedMin(dim) is { Sign: >= 0 })
            return true;
        if (depth > MaxProofDepth || dim.Terms.Length > MaxShiftedTerms)
            return false;
        return BySplitting(dim, depth, ref budget) || ByFacts(dim, depth, ref budget);
    }

    /// <summary>With facts that are at least zero taken off, as often as takes a term away.</summary>
    private bool ByFacts(Dim dim, int depth, ref int budget)
    {
        foreach (var fact in _nonNegative.Value)
        {
            foreach (var term in dim.Terms)
            {
                foreach (var other in fact.Terms)
                {
                    if (other.Monomial.IsOne || term.Coefficient.Sign != other.Coefficient.Sign
                        || term.Monomial.Divide(other.Monomial) is not { } monomial || RangeOf(Dim.Of(monomial, 1), 0).Min is not { Sign: >= 0 })
                    {
                        continue;
                    }
                    // a*dim - b*m*fact >= 0, where a, b > 0 and m >= 0.
                    var left = dim.Scale(BigInteger.Abs(other.Coefficient)) - fact * Dim.Of(monomial, BigInteger.Abs(term.Coefficient));
                    if (IsAtLeastZero(left, depth + 1, ref budget))
                        return true;
                }
            }
        }
        return false;
    }

    /// <summary>dim = factor * atom + rest, for an atom that occurs once in a monomial.</summary>
    private static (Dim Factor, Dim Remaining) Split(Dim dim, DimAtom atom)
    {
        var monomial = atom.AsMonomial;
        var (with, without) = (new List<DimTerm>(), new List<DimTerm>());
        foreach (var term in dim.Terms)
        {
            if (term.Monomial.Divide(monomial) is { } divided)
                with.Add(new DimTerm(divided, term.Coefficient));
            else
                without.Add(term);
        }
        return (Dim.Sum([.. with]), Dim.Sum([.. without]));
    }

    /// <summary>Through what is known of an operation: n - d &lt; d*floor(n/d) &lt;= n; a minimum, a maximum or a choice is one of its parts.</summary>
    private bool BySplitting(Dim dim, int depth, ref int budget)
    {
        if (!dim.HasOperations)
            return false;
        foreach (var atom in dim.Terms.SelectMany(t => t.Monomial.Factors).Where(f => f.Exponent == 1 && f.Atom is not SymbolAtom).Select(f => f.Atom).Distinct().Take(4))
        {
            if (dim.Terms.Any(t => t.Monomial.ExponentOf(atom) > 1))
                continue;
            var (factor, rest) = Split(dim, atom);
            var holds = atom switch
            {
                FloorAtom floor => ByRounding(factor, rest, floor, depth, ref budget),
                ExtremumAtom or ConditionalAtom => ByParts(factor, rest, atom, depth, ref budget),
                _ => false,
            };
            if (holds)
                return true;
        }
        return false;
    }

    /// <summary>factor * atom + rest >= 0 whichever part the atom is.</summary>
    private bool ByParts(Dim factor, Dim rest, DimAtom atom, int depth, ref int budget)
    {
        // A minimum is at most each of its parts, so that one is enough where it is taken off.
        var range = RangeOf(factor, 0);
        var isOneEnough = atom is ExtremumAtom extremum && (extremum.IsMax ? range.Min is { Sign: >= 0 } : range.Max is { Sign: <= 0 });
        foreach (var part in atom.Parts)
        {
            if (IsAtLeastZero(factor * part + rest, depth + 1, ref budget) == isOneEnough)
                return isOneEnough;
        }
        return !isOneEnough;
    }

    private bool ByRounding(Dim factor, Dim rest, FloorAtom floor, int depth, ref int budget)
    {
        if (RangeOf(floor.Divisor, 0).Min is not { Sign: > 0 })
            return false;
        Dim least;
        if (floor.IsExact || RangeOf(factor, 0).Max is { Sign: <= 0 })
            least = floor.Dividend;
        else if (RangeOf(factor, 0).Min is { Sign: >= 0 })
            least = floor.Dividend - floor.Divisor + Dim.One;
        else
            return false;
        // d*dim > -d is enough.
        var product = factor * least + floor.Divisor * rest + floor.Divisor - Dim.One;
        return product.Weight < MaxProofWeight && IsAtLeastZero(product, depth + 1, ref budget);
    }

    private DimRange RangeOf(Dim dim, int depth)
    {
        var sum = new DimRange(BigInteger.Zero, BigInteger.Zero);
        foreach (var term in dim.Terms)
        {
            var product = new DimRange(BigInteger.One, BigInteger.One);
            foreach (var factor in term.Monomial.Factors)
                product *= AtomRange(factor.Atom, depth).Power(factor.Exponent);
            sum += product.Scale(term.Coefficient);
            if (sum.Min is null && sum.Max is null)
                return DimRange.All;
        }
        return sum;
    }

    /// <summary>
    /// The least value by what unknowns exceed their minima: with h and w at least 1, h*w - h is (1 + a)(1 + b) - (1 + a) = b + a*b, where a and b are at least 0.
    /// </summary>
    private BigInteger? ShiftedMin(Dim dim)
    {
        if (dim.Terms.Length < 2 || dim.Terms.Length > MaxShiftedTerms || dim.Terms[0].Monomial.Degree > MaxShiftedDegree)
            return null;
        var shifts = new List<Shift>();
        foreach (var term in dim.Terms)
        {
            foreach (var factor in term.Monomial.Factors)
            {
                if (IndexOf(shifts, factor.Atom) < 0)
                    shifts.Add(new Shift(factor.Atom, AtomRange(factor.Atom, 0)));
            }
        }
        var sum = Dim.Zero;
        foreach (var term in dim.Terms)
        {
            var product = Dim.Constant(term.Coefficient);
            foreach (var factor in term.Monomial.Factors)
                product *= Dim.Power(shifts[IndexOf(shifts, factor.Atom)].Shifted, factor.Exponent);
            sum += product;
        }
        var least = BigInteger.Zero;
        foreach (var term in sum.Terms)
        {
            var range = new DimRange(BigInteger.One, BigInteger.One);
            foreach (var factor in term.Monomial.Factors)
            {
                // Where something was too large to multiply out, an atom turns up that isn't a shifted one.
                if (IndexOf(shifts, factor.Atom) is not (>= 0 and var shift))
                    return null;
                range *= shifts[shift].Range.Power(factor.Exponent);
            }
            if (range.Scale(term.Coefficient).Min is not { } min)
                return null;
            least += min;
        }
        return least;
    }

    private static int IndexOf(List<Shift> shifts, DimAtom atom)
    {
        for (int i = 0; i < shifts.Count; i++)
        {
            if (shifts[i].Atom.Equals(atom))
                return i;
        }
        return -1;
    }

    private DimRange AtomRange(DimAtom atom, int depth)
    {
        var range = _ranges.Value.Count > 0 && _ranges.Value.TryGetValue(atom, out var stored) ? stored : DimRange.All;
        if (depth > MaxRangeDepth)
            return range;
        return range.Intersect(atom switch
        {
            SymbolAtom { Symbol.Minimum: { } minimum } => new(minimum, null),
            FloorAtom f => QuotientRange(f.Dividend, f.Divisor, f.IsExact, depth + 1),
            QuotientAtom q => QuotientRange(q.Dividend, q.Divisor, true, depth + 1),
            ExtremumAtom e => ExtremumRange(e, depth + 1),
            ConditionalAtom c => RangeOf(c.Then, depth + 1).Union(RangeOf(c.Otherwise, depth + 1)),
            NestedAtom n => RangeOf(n.Inner, depth + 1),
            _ => DimRange.All,
        });
    }

    private DimRange ExtremumRange(ExtremumAtom atom, int depth)
    {
        var range = RangeOf(atom.Parts[0], depth);
        for (int i = 1; i < atom.Parts.Length; i++)
            range = Extremum(atom.IsMax, range, RangeOf(atom.Parts[i], depth));
        return range;
    }

    private static DimRange Extremum(bool isMax, DimRange a, DimRange b)
    {
        var (all, both) = (a.Union(b), a.Intersect(b));
        return isMax ? new(both.Min, all.Max) : new(all.Min, both.Max);
    }

    private DimRange QuotientRange(Dim dividend, Dim divisor, bool isExact, int depth)
    {
        var (over, under) = (RangeOf(dividend, depth), RangeOf(divisor, depth));
        if (under.Min is not { Sign: > 0 } least)
            return DimRange.All;
        BigInteger? min = over.Min switch
        {
            null => null,
            { Sign: < 0 } m => DimMath.Floor(m, least),
            { } m => under.Max is { } greatest ? DimMath.Floor(m, greatest) : BigInteger.Zero,
        };
        BigInteger? max = over.Max switch
        {
            null => null,
            { Sign: >= 0 } m => DimMath.Floor(m, least),
            { } m => under.Max is { } greatest ? DimMath.Floor(m, greatest) : BigInteger.MinusOne,
        };
        if (isExact && over.Min is { Sign: > 0 } && min is { Sign: <= 0 })
            min = BigInteger.One;
        return new(min, max);
    }

    /// <summary>An unknown, put as what it exceeds its least value by or falls short of its greatest; and what values that has.</summary>
    private sealed class Shift
    {
        public Shift(DimAtom atom, DimRange range)
        {
            var excess = Dim.Of(atom);
            (Atom, Range, Shifted) = range switch
            {
                { Min: { } min } => (atom, new(BigInteger.Zero, range.Max - min), excess + Dim.Constant(min)),
                { Max: { } max } => (atom, new(BigInteger.Zero, null), Dim.Constant(max) - excess),
                _ => (atom, DimRange.All, excess),
            };
        }

        public DimAtom Atom { get; }

        public DimRange Range { get; }

        public Dim Shifted { get; }
    }
}
