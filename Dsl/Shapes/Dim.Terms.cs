using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace ArchGen.Dsl.Shapes;

/// <content>The polynomial.</content>
public sealed partial class Dim
{
    /// <summary>The greatest common divisor of the coefficients; 0 for zero.</summary>
    internal BigInteger Content => Terms.Aggregate(BigInteger.Zero, (gcd, term) => BigInteger.GreatestCommonDivisor(gcd, term.Coefficient));

    /// <summary>That of the coefficients other than the constant's.</summary>
    internal BigInteger VaryingContent =>
        Terms.Where(t => !t.Monomial.IsOne).Aggregate(BigInteger.Zero, (gcd, term) => BigInteger.GreatestCommonDivisor(gcd, term.Coefficient));

    private long Degree => Terms.Length == 0 ? 0 : Terms[0].Monomial.Degree;

    private long Bits => Terms.Length == 0 ? 0 : Terms.Max(t => BitsOf(t.Coefficient));

    internal static Dim Constant(BigInteger value) => value.IsZero ? Zero : new([new DimTerm(DimMonomial.One, value)]);

    internal static Dim Of(DimAtom atom) => atom is { Depth: > Limits.FormulaDepth } and not NestedAtom { IsSealed: true } ? Of(NestedAtom.Seal(new([new DimTerm(DimMonomial.Of(atom), BigInteger.One)]))) : new([new DimTerm(DimMonomial.Of(atom), BigInteger.One)]);

    internal static Dim Of(DimMonomial monomial, BigInteger coefficient) => coefficient.IsZero ? Zero : new([new DimTerm(monomial, coefficient)]);

    /// <summary>Adds up terms in any order.</summary>
    internal static Dim Sum(IReadOnlyCollection<DimTerm> terms)
    {
        var sums = new Dictionary<DimMonomial, BigInteger>(terms.Count);
        foreach (var term in terms)
        {
            sums.TryGetValue(term.Monomial, out var sum);
            sums[term.Monomial] = sum + term.Coefficient;
        }
        var result = sums.Where(s => !s.Value.IsZero).Select(s => new DimTerm(s.Key, s.Value)).ToArray();
        Array.Sort(result, (a, b) => b.Monomial.CompareTo(a.Monomial));
        return Bounded(result);
    }

    internal Dim Scale(BigInteger factor)
    {
        if (factor.IsOne || IsZero)
            return this;
        return factor.IsZero ? Zero : new(Array.ConvertAll(Terms, t => new DimTerm(t.Monomial, t.Coefficient * factor)));
    }

    /// <summary>Divides by a number that divides every coefficient.</summary>
    internal Dim Unscale(BigInteger divisor) =>
        divisor.IsOne ? this : new(Array.ConvertAll(Terms, t => new DimTerm(t.Monomial, t.Coefficient / divisor)));

    /// <summary>The dim less its constant part.</summary>
    internal Dim WithoutConstant() => ConstantPart.IsZero ? this : new(Terms.Take(Terms.Length - 1).ToArray());

    /// <summary>The factor common to all monomials.</summary>
    internal DimMonomial CommonMonomial() =>
        Terms.Length == 0 ? DimMonomial.One : Terms.Skip(1).Aggregate(Terms[0].Monomial, (common, term) => DimMonomial.CommonFactor(common, term.Monomial));

    /// <summary>Divides by a common factor.</summary>
    internal Dim DivideMonomial(DimMonomial divisor) => divisor.IsOne ? this : Sum(Array.ConvertAll(Terms, t => new DimTerm(t.Monomial.Divide(divisor)!, t.Coefficient)));

    /// <summary>This dim as one atom, whatever it is.</summary>
    internal Dim Nest() => Of(new NestedAtom(this, 0));

    /// <summary>True where some atom, however deep, satisfies a predicate.</summary>
    internal bool Any(Func<DimAtom, bool> predicate)
    {
        var seen = new HashSet<DimAtom>();
        bool Visit(Dim dim) => dim.Terms.Any(t => t.Monomial.Factors.Any(f => seen.Add(f.Atom) && (predicate(f.Atom) || f.Atom.Parts.Any(Visit))));
        return Visit(this);
    }

    private static Dim Combine(Dim left, Dim right, BigInteger sign)
    {
        if (right.IsZero)
            return left;
        if (left.IsZero)
            return right.Scale(sign);
        if (left.IsConstant && right.IsConstant)
            return Constant(left.ConstantPart + sign * right.ConstantPart);
        var merged = new List<DimTerm>(left.Terms.Length + right.Terms.Length);
        int i = 0, j = 0;
        while (i < left.Terms.Length && j < right.Terms.Length)
        {
            var (a, b) = (left.Terms[i], right.Terms[j]);
            var order = a.Monomial.CompareTo(b.Monomial);
            if (order > 0)
            {
                merged.Add(a);
                i++;
                continue;
            }
            j++;
            if (order < 0)
            {
                merged.Add(new DimTerm(b.Monomial, sign * b.Coefficient));
                continue;
            }
            i++;
            var sum = a.Coefficient + sign * b.Coefficient;
            if (!sum.IsZero)
                merged.Add(new DimTerm(a.Monomial.ExactCount >= b.Monomial.ExactCount ? a.Monomial : b.Monomial, sum));
        }
        for (; i < left.Terms.Length; i++)
            merged.Add(left.Terms[i]);
        for (; j < right.Terms.Length; j++)
            merged.Add(new DimTerm(right.Terms[j].Monomial, sign * right.Terms[j].Coefficient));
        return Bounded(merged.ToArray());
    }

    /// <summary>A dim of sorted terms, sealed where there are too many.</summary>
    private static Dim Bounded(DimTerm[] terms)
    {
        if (terms.Length == 0)
            return Zero;
        var dim = new Dim(terms);
        return dim.Terms.Length <= Limits.FormulaTerms && dim.Weight <= MaxWeight && dim.Depth <= Limits.FormulaDepth ? dim : Of(NestedAtom.Seal(dim));
    }

    private static long BitsOf(BigInteger value)
    {
        var magnitude = BigInteger.Abs(value);
        return magnitude <= long.MaxValue ? (long)Math.Log((double)magnitude + 1, 2) + 1 : (long)BigInteger.Log(magnitude, 2) + 1;
    }
}
