using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Dsl.Shapes;

/// <summary>The operations that aren't polynomial, brought to normal form by what is known of the symbols.</summary>
internal static class DimMath
{
    private const int MaxDivisionSteps = 400;
    private const int MaxExtremumParts = 12;

    /// <summary><paramref name="dividend"/> over <paramref name="divisor"/>, rounded down.</summary>
    public static Dim FloorDiv(Dim dividend, Dim divisor, Assumptions known, bool isExact = false)
    {
        if (dividend.IsConstant && divisor.IsConstant && !divisor.IsZero)
            return Dim.Constant(Floor(dividend.ConstantPart, divisor.ConstantPart));
        var whole = Dim.Zero;
        while (true)
        {
            if (divisor.IsZero)
                return whole + Dim.Of(new FloorAtom(dividend, divisor, isExact));
            whole += Reduce(ref dividend, ref divisor);
            if (dividend.IsZero)
                return whole;
            if (KnownFloor(dividend, divisor, known) is { } floor)
                return whole + Dim.Constant(floor);
            if (known.ExactQuotient(dividend, divisor) is { } exact)
                return whole + exact;
            if (Unnest(dividend, divisor, known) is var (inner, product, isInnerExact))
            {
                // Half of what is rounded may be whole without anything having been so before it was rounded.
                isExact &= isInnerExact;
                (dividend, divisor) = (inner, product);
                continue;
            }
            if (!IsBetterNegated(dividend, divisor))
                return whole + Dim.Of(new FloorAtom(dividend, divisor, isExact));
            return isExact
                ? whole - FloorDiv(-dividend, divisor, known, isExact)
                : whole - Dim.One - FloorDiv(-dividend - Dim.One, divisor, known);
        }
    }

    /// <summary>The least or greatest of some dims.</summary>
    public static Dim Extremum(bool isMax, IEnumerable<Dim> operands, Assumptions known)
    {
        var parts = operands.ToList();
        var shared = Shared(parts);
        if (!shared.IsZero)
            return shared + Extremum(isMax, parts.Select(p => p - shared), known);
        for (int i = 0; i < parts.Count && parts.Count <= MaxExtremumParts; i++)
        {
            if (Flatten(isMax, parts[i]) is not { } flat)
                continue;
            parts[i--] = flat[0];
            parts.AddRange(flat.Skip(1));
        }
        for (int i = 0; i < parts.Count; i++)
        {
            for (int j = parts.Count - 1; j > i; j--)
            {
                var difference = isMax ? parts[i] - parts[j] : parts[j] - parts[i];
                if (known.IsAtLeastZero(difference))
                {
                    parts.RemoveAt(j);
                }
                else if (known.IsAtLeastZero(-difference))
                {
                    parts[i] = parts[j];
                    parts.RemoveAt(j);
                    j = parts.Count;
                }
            }
        }
        if (parts.Count == 1)
            return parts[0];
        if (parts.Count > MaxExtremumParts)
            return Dim.Of(NestedAtom.Seal(Dim.Of(new ExtremumAtom(isMax, parts.ToArray()))));
        var common = Shared(parts) + Dim.Constant(parts.Min(p => p.ConstantPart));
        var rest = parts.Select(p => p - common).ToArray();
        var content = rest.Aggregate(BigInteger.Zero, (gcd, part) => BigInteger.GreatestCommonDivisor(gcd, part.Content));
        rest = Array.ConvertAll(rest, p => p.Unscale(content));
        Array.Sort(rest, (a, b) => a.CompareTo(b));
        return common + Dim.Of(new ExtremumAtom(isMax, rest)).Scale(content);
    }

    /// <summary>A choice.</summary>
    public static Dim Conditional(Code condition, Dim then, Dim otherwise)
    {
        then = Under(condition, true, then);
        otherwise = Under(condition, false, otherwise);
        if (then.Equals(otherwise))
            return then;
        if (IsSpecialCase(condition, then, otherwise))
            return otherwise;
        return DimText.Evaluate(condition) switch
        {
            true => then,
            false => otherwise,
            null => Dim.Of(new ConditionalAtom(condition, then, otherwise)),
        };
    }

    /// <summary>True for <c>if i == 0 then dims[0] else dims[i]</c>: the first is what the second is there.</summary>
    private static bool IsSpecialCase(Code condition, Dim then, Dim otherwise) =>
        condition is CodeOperation { Operator: "==", IsFloat: false, Operands: [CodeName name, CodeInt value] }
        && DimText.AreEqual(DimText.Replace(otherwise.ToCode(), code => code is CodeName { Name: var other } && other == name.Name ? value : null), then.ToCode());

    /// <summary>A side of a choice: where it is a choice by the same condition, that is made already.</summary>
    private static Dim Under(Code condition, bool holds, Dim dim) =>
        dim.Any(atom => atom is ConditionalAtom) ? Assumptions.None.Assume([new ConditionFact(condition, holds)]).Simplify(dim) : dim;

    /// <summary>Takes out the whole part, and what the dividend and the divisor have in common, until nothing is left of either.</summary>
    public static Dim Reduce(ref Dim dividend, ref Dim divisor)
    {
        var whole = Dim.Zero;
        while (true)
        {
            if (divisor.IsConstant && divisor.ConstantPart.Sign < 0)
                (dividend, divisor) = (-dividend, -divisor);
            var (quotient, rest) = Divide(dividend, divisor);
            whole += quotient;
            dividend = rest;
            if (rest.IsZero)
                return whole;
            var content = BigInteger.GreatestCommonDivisor(divisor.Content, dividend.VaryingContent);
            if (content > BigInteger.One)
            {
                // floor((g*a + r) / (g*b)) = floor((a + floor(r / g)) / b)
                var constant = Floor(dividend.ConstantPart, content);
                dividend = dividend.WithoutConstant().Unscale(content) + Dim.Constant(constant);
                divisor = divisor.Unscale(content);
                continue;
            }
            var monomial = DimMonomial.CommonFactor(dividend.CommonMonomial(), divisor.CommonMonomial());
            if (monomial.IsOne)
                return whole;
            dividend = dividend.DivideMonomial(monomial);
            divisor = divisor.DivideMonomial(monomial);
        }
    }

    /// <summary>The quotient where polynomial division leaves nothing, null elsewhere.</summary>
    public static Dim? DivideExactly(Dim dividend, Dim divisor)
    {
        if (divisor.IsZero)
            return null;
        var (quotient, rest) = Divide(dividend, divisor);
        return rest.IsZero ? quotient : null;
    }

    public static BigInteger Floor(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        return !rest.IsZero && (rest.Sign < 0) != (divisor.Sign < 0) ? quotient - 1 : quotient;
    }

    public static BigInteger Ceiling(BigInteger dividend, BigInteger divisor) => -Floor(-dividend, divisor);

    /// <summary>Polynomial division: what the divisor goes into, and the rest, whose leading coefficients are those of remainders.</summary>
    private static (Dim Quotient, Dim Remainder) Divide(Dim dividend, Dim divisor)
    {
        var lead = divisor.Terms[0];
        if (!lead.Monomial.IsOne && !Array.Exists(dividend.Terms, t => t.Monomial.Divide(lead.Monomial) is not null))
            return (Dim.Zero, dividend);
        var quotient = new List<DimTerm>();
        var rest = new List<DimTerm>();
        var work = dividend;
        for (int steps = 0; !work.IsZero; steps++)
        {
            if (steps == MaxDivisionSteps)
                return (Dim.Zero, dividend);
            var term = work.Terms[0];
            if (term.Monomial.Divide(lead.Monomial) is { } monomial && Floor(term.Coefficient, lead.Coefficient) is { IsZero: false } times)
            {
                quotient.Add(new DimTerm(monomial, times));
                work -= Dim.Of(monomial, times) * divisor;
                if (work.IsZero || !work.Terms[0].Monomial.Equals(term.Monomial))
                    continue;
            }
            rest.Add(work.Terms[0]);
            work -= Dim.Of(work.Terms[0].Monomial, work.Terms[0].Coefficient);
        }
        return quotient.Count == 0 ? (Dim.Zero, dividend) : (Dim.Sum([.. quotient]), Dim.Sum([.. rest]));
    }

    /// <summary>The quotient, where bounds leave one only.</summary>
    private static BigInteger? KnownFloor(Dim dividend, Dim divisor, Assumptions known)
    {
        if (divisor.IsConstant)
        {
            var range = known.RangeOf(dividend);
            if (range.Min is { } min && range.Max is { } max && Floor(min, divisor.ConstantPart) == Floor(max, divisor.ConstantPart))
                return Floor(min, divisor.ConstantPart);
            return null;
        }
        if (known.IsAtLeastZero(dividend))
            return known.IsAtLeastZero(divisor - dividend - Dim.One) ? BigInteger.Zero : null;
        if (known.IsAtLeastZero(-dividend - Dim.One) && known.IsAtLeastZero(divisor + dividend))
            return BigInteger.MinusOne;
        return null;
    }

    /// <summary>floor((floor(a / m) + r) / n) = floor((a + m*r) / (m*n)).</summary>
    private static (Dim Dividend, Dim Divisor, bool IsExact)? Unnest(Dim dividend, Dim divisor, Assumptions known)
    {
        foreach (var term in dividend.Terms)
        {
            if (!term.Coefficient.IsOne || term.Monomial.Single is not { } atom || known.IsKept(atom))
                continue;
            var (inner, m) = atom switch
            {
                FloorAtom floor => (floor.Dividend, floor.Divisor),
                QuotientAtom quotient => (quotient.Dividend, quotient.Divisor),
                _ => (null, null),
            };
            if (inner is not null && m is not null && m.IsConstant && m.ConstantPart.Sign > 0)
                return (inner + m * (dividend - Dim.Of(atom)), m * divisor, atom.IsExact);
        }
        return null;
    }

    /// <summary>floor(r / b) = -1 - floor((-r - 1) / b): of the two, one is taken.</summary>
    private static bool IsBetterNegated(Dim dividend, Dim divisor)
    {
        var lead = divisor.Terms[0];
        var term = dividend.Terms[0];
        if (term.Monomial.IsOne)
            return false;
        return term.Monomial.Divide(lead.Monomial) is null ? term.Coefficient.Sign < 0 : term.Coefficient * 2 > lead.Coefficient;
    }

    /// <summary>max(max(a, b) + c, d) = max(a + c, b + c, d), where it is one.</summary>
    private static Dim[]? Flatten(bool isMax, Dim part)
    {
        foreach (var term in part.Terms)
        {
            if (term.Monomial.Single is not ExtremumAtom extremum || (extremum.IsMax == isMax) != (term.Coefficient.Sign > 0))
                continue;
            var rest = part - Dim.Of(term.Monomial, term.Coefficient);
            return extremum.Parts.Select(p => p.Scale(term.Coefficient) + rest).ToArray();
        }
        return null;
    }

    /// <summary>The terms other than constants that all parts have.</summary>
    private static Dim Shared(IReadOnlyList<Dim> parts) => Dim.Sum(parts[0].Terms.Where(t => !t.Monomial.IsOne
        && parts.Skip(1).All(p => p.Terms.Any(o => o.Coefficient == t.Coefficient && o.Monomial.Equals(t.Monomial)))).ToArray());
}
