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

    private long Bits
    {
        get
        {
            long bits = 0;
            foreach (var term in Terms)
                bits = Math.Max(bits, BitsOf(term.Coefficient));
            return bits;
        }
    }

    internal static Dim Constant(BigInteger value) =>
        value.IsZero ? Zero
        : value.Sign > 0 && value < s_small.Length ? s_small[(int)value] ??= new([new DimTerm(DimMonomial.One, value)])
        : new([new DimTerm(DimMonomial.One, value)]);

    internal static Dim Of(DimAtom atom) => atom is { Depth: > Limits.FormulaDepth } and not NestedAtom { IsSealed: true } ? Of(NestedAtom.Seal(new([new DimTerm(DimMonomial.Of(atom), BigInteger.One)]))) : new([new DimTerm(DimMonomial.Of(atom), BigInteger.One)]);

    internal static Dim Of(DimMonomial monomial, BigInteger coefficient) => coefficient.IsZero ? Zero : new([new DimTerm(monomial, coefficient)]);

    /// <summary>Adds up terms in any order, which are the callee's from then on.</summary>
    internal static Dim Sum(DimTerm[] terms)
    {
        if (terms.Length > 1)
            Array.Sort(terms, (a, b) => b.Monomial.CompareTo(a.Monomial));
        var count = 0;
        foreach (var term in terms)
        {
            if (count > 0 && terms[count - 1].Monomial.Equals(term.Monomial))
                terms[count - 1] = Added(terms[count - 1], term, term.Coefficient);
            else
                terms[count++] = term;
            if (terms[count - 1].Coefficient.IsZero)
                count--;
        }
        return Bounded(terms, count);
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
        var merged = new DimTerm[left.Terms.Length + right.Terms.Length];
        int i = 0, j = 0, count = 0;
        while (i < left.Terms.Length || j < right.Terms.Length)
        {
            var order = i == left.Terms.Length ? -1 : j == right.Terms.Length ? 1 : left.Terms[i].Monomial.CompareTo(right.Terms[j].Monomial);
            merged[count] = order > 0 ? left.Terms[i++]
                : order < 0 ? new DimTerm(right.Terms[j].Monomial, sign * right.Terms[j++].Coefficient)
                : Added(left.Terms[i++], right.Terms[j], sign * right.Terms[j++].Coefficient);
            if (!merged[count].Coefficient.IsZero)
                count++;
        }
        return Bounded(merged, count);
    }

    /// <summary>Two terms of the same monomial, whose divisions are as exact as those of either.</summary>
    private static DimTerm Added(in DimTerm left, in DimTerm right, BigInteger coefficient) =>
        new(left.Monomial.ExactCount >= right.Monomial.ExactCount ? left.Monomial : right.Monomial, left.Coefficient + coefficient);

    /// <summary>A dim of some sorted terms, sealed where there are too many.</summary>
    private static Dim Bounded(DimTerm[] terms, int count)
    {
        if (count == 0)
            return Zero;
        if (count < terms.Length)
            Array.Resize(ref terms, count);
        var dim = new Dim(terms);
        return dim.Terms.Length <= Limits.FormulaTerms && dim.Weight <= MaxWeight && dim.Depth <= Limits.FormulaDepth ? dim : Of(NestedAtom.Seal(dim));
    }

    private static long BitsOf(BigInteger value)
    {
        if (value.IsOne)
            return 2;
        var magnitude = BigInteger.Abs(value);
        return magnitude <= long.MaxValue ? (long)Math.Log((double)magnitude + 1, 2) + 1 : (long)BigInteger.Log(magnitude, 2) + 1;
    }
}
