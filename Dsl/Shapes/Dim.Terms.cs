using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace ArchGen.Dsl.Shapes;

/// <content>The polynomial.</content>
public sealed partial class Dim
{
    /// <summary>The greatest common divisor of the coefficients; 0 for zero.</summary>
    internal BigInteger Content => ContentOf(Terms.Length);

    /// <summary>That of the coefficients other than the constant's.</summary>
    internal BigInteger VaryingContent => ContentOf(Terms.Length - (Terms.Length > 0 && Terms[Terms.Length - 1].Monomial.IsOne ? 1 : 0));

    /// <summary>True for a number of few digits, which makes no product too large.</summary>
    private static bool IsSmall(BigInteger value) => value < int.MaxValue && value > int.MinValue;

    /// <summary>True where something other than symbols is among the factors.</summary>
    internal bool HasOperations
    {
        get
        {
            foreach (var term in Terms)
            {
                foreach (var factor in term.Monomial.Factors)
                {
                    if (factor.Atom is not SymbolAtom)
                        return true;
                }
            }
            return false;
        }
    }

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

    internal static Dim Of(DimAtom atom) => atom.AsDim;

    /// <summary>A new dim that is just an atom: <see cref="Of(DimAtom)"/> makes one of each.</summary>
    internal static Dim Alone(DimAtom atom)
    {
        var dim = new Dim([new DimTerm(atom.AsMonomial, BigInteger.One)]);
        return atom is { Depth: > Limits.FormulaDepth } and not NestedAtom { IsSealed: true } ? Of(NestedAtom.Seal(dim)) : dim;
    }

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
        if (factor.IsZero)
            return Zero;
        if (IsConstant)
            return Constant(ConstantPart * factor);
        var terms = new DimTerm[Terms.Length];
        for (int i = 0; i < terms.Length; i++)
            terms[i] = new DimTerm(Terms[i].Monomial, Terms[i].Coefficient * factor);
        return new(terms);
    }

    /// <summary>Divides by a number that divides every coefficient.</summary>
    internal Dim Unscale(BigInteger divisor)
    {
        if (divisor.IsOne)
            return this;
        var terms = new DimTerm[Terms.Length];
        for (int i = 0; i < terms.Length; i++)
            terms[i] = new DimTerm(Terms[i].Monomial, Terms[i].Coefficient / divisor);
        return new(terms);
    }

    /// <summary>The dim less its constant part.</summary>
    internal Dim WithoutConstant() => ConstantPart.IsZero ? this : new(Terms.Take(Terms.Length - 1).ToArray());

    /// <summary>The factor common to all monomials.</summary>
    internal DimMonomial CommonMonomial()
    {
        if (Terms.Length == 0)
            return DimMonomial.One;
        var common = Terms[0].Monomial;
        for (int i = 1; i < Terms.Length && !common.IsOne; i++)
            common = DimMonomial.CommonFactor(common, Terms[i].Monomial);
        return common;
    }

    /// <summary>Divides by a common factor.</summary>
    internal Dim DivideMonomial(DimMonomial divisor)
    {
        if (divisor.IsOne)
            return this;
        var terms = new DimTerm[Terms.Length];
        for (int i = 0; i < terms.Length; i++)
            terms[i] = new DimTerm(Terms[i].Monomial.Divide(divisor)!, Terms[i].Coefficient);
        return Sum(terms);
    }

    /// <summary>This dim as one atom, whatever it is.</summary>
    internal Dim Nest() => Of(new NestedAtom(this, 0));

    /// <summary>True where some atom, however deep, satisfies a predicate.</summary>
    internal bool Any(Func<DimAtom, bool> predicate)
    {
        HashSet<DimAtom>? seen = null;
        return Any(this, predicate, ref seen);
    }

    // Symbols are looked at as often as they occur; whatever has parts, once.
    private static bool Any(Dim dim, Func<DimAtom, bool> predicate, ref HashSet<DimAtom>? seen)
    {
        foreach (var term in dim.Terms)
        {
            foreach (var factor in term.Monomial.Factors)
            {
                var parts = factor.Atom.Parts;
                if (parts.Length > 0 && !(seen ??= []).Add(factor.Atom))
                    continue;
                if (predicate(factor.Atom))
                    return true;
                for (int i = 0; i < parts.Length; i++)
                {
                    if (Any(parts[i], predicate, ref seen))
                        return true;
                }
            }
        }
        return false;
    }

    private BigInteger ContentOf(int count)
    {
        var content = BigInteger.Zero;
        for (int i = 0; i < count && !content.IsOne; i++)
            content = BigInteger.GreatestCommonDivisor(content, Terms[i].Coefficient);
        return content;
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
