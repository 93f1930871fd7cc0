using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace ArchGen.Dsl.Shapes;

/// <summary>A term with divisions known to be exact: <c>Coefficient * Rest * Dividend / Divisor</c>.</summary>
internal readonly record struct DimFraction(BigInteger Coefficient, DimMonomial Rest, Dim Dividend, Dim Divisor);

/// <summary>What a division leaves, which occurs in dims that are shown only.</summary>
internal sealed class RemainderAtom(Dim dividend, Dim divisor)
    : DimAtom(7, unchecked(dividend.GetHashCode() * 31 + divisor.GetHashCode()), [dividend, divisor])
{
    public Dim Dividend => Parts[0];

    public Dim Divisor => Parts[1];

    public override Dim Rewrite(DimRewriter rewriter) => Dim.Mod(rewriter.Rewrite(Dividend), rewriter.Rewrite(Divisor));
}

/// <summary>Brings dims to the form that is shown. What it makes isn't in normal form.</summary>
internal static class DimFolding
{
    private const int MaxTerms = 40;

    /// <summary>
    /// The dim as a polynomial and fractions that stay. Undoes what facts about divisibility did (32 times <c>H / 32</c> is <c>H</c>), and the splitting that
    /// normal forms need: <c>dim - 7 * floor_div(dim, 7)</c> is <c>dim % 7</c>.
    /// </summary>
    public static (Dim Whole, List<DimFraction> Fractions) Fold(Dim dim)
    {
        var (whole, fractions) = FoldExact(dim);
        if (whole.Terms.Length > MaxTerms || !whole.HasOperations)
            return (whole, fractions);
        whole = FoldRemainders(Absorb(whole));
        return (Group(whole, fractions), fractions);
    }

    /// <summary>Terms with the same operation: <c>(scales - 1) * ceil_div(dim, scales)</c>.</summary>
    private static Dim Group(Dim whole, List<DimFraction> grouped)
    {
        foreach (var atom in whole.Terms.Where(t => t.Monomial.Factors.Count(f => f.Atom is not SymbolAtom) == 1)
            .SelectMany(t => t.Monomial.Factors).Where(f => f.Atom is not SymbolAtom && f.Exponent == 1).Select(f => f.Atom).Distinct())
        {
            var monomial = atom.AsMonomial;
            var terms = whole.Terms.Where(t => t.Monomial.ExponentOf(atom) == 1 && t.Monomial.Factors.All(f => f.Atom is SymbolAtom || f.Atom.Equals(atom))).ToArray();
            if (terms.Length < 2)
                continue;
            var factor = Dim.Sum(System.Array.ConvertAll(terms, t => new DimTerm(t.Monomial.Divide(monomial)!, t.Coefficient)));
            var content = factor.Terms[0].Coefficient.Sign < 0 ? -factor.Content : factor.Content;
            grouped.Add(new DimFraction(content, monomial, factor.Unscale(content), Dim.One));
            whole -= factor * Dim.Of(atom);
        }
        return whole;
    }

    /// <summary>A rounded division without exact ones in it where that is possible: <c>floor((H / 32) / 2)</c> is that of H by 64.</summary>
    public static (Dim Dividend, Dim Divisor) Flatten(Dim dividend, Dim divisor)
    {
        var (whole, fractions) = FoldExact(dividend);
        if (fractions.Count == 0)
            return (whole, divisor);
        if (!whole.IsZero || fractions.Count > 1 || !fractions[0].Divisor.IsConstant || !divisor.IsConstant)
            return (dividend, divisor);
        return (Dim.Of(fractions[0].Rest, fractions[0].Coefficient) * fractions[0].Dividend, fractions[0].Divisor * divisor);
    }

    private static (Dim Whole, List<DimFraction> Fractions) FoldExact(Dim dim)
    {
        var whole = dim;
        var fractions = new List<DimFraction>();
        for (int pass = 0; pass < 8 && HasExact(whole); pass++)
        {
            var next = Dim.Zero;
            foreach (var term in whole.Terms)
            {
                var fraction = FractionOf(term);
                if (fraction.Divisor.IsOne)
                    next += Dim.Of(fraction.Rest, fraction.Coefficient) * fraction.Dividend;
                else
                    fractions.Add(fraction);
            }
            whole = next;
        }
        return (whole, fractions);
    }

    private static bool HasExact(Dim dim)
    {
        foreach (var term in dim.Terms)
        {
            if (term.Monomial.ExactCount > 0)
                return true;
        }
        return false;
    }

    private static DimFraction FractionOf(DimTerm term)
    {
        if (term.Monomial.ExactCount == 0)
            return new DimFraction(term.Coefficient, term.Monomial, Dim.One, Dim.One);
        var (dividend, divisor, rest) = (Dim.One, Dim.One, DimMonomial.One);
        foreach (var factor in term.Monomial.Factors)
        {
            var (over, under) = factor.Atom switch
            {
                QuotientAtom q => (q.Dividend, q.Divisor),
                FloorAtom { IsExact: true } f => (f.Dividend, f.Divisor),
                _ => (null, null),
            };
            if (over is null || under is null)
            {
                rest = DimMonomial.Multiply(rest, DimMonomial.Of(factor.Atom, factor.Exponent));
                continue;
            }
            dividend *= Dim.Power(over, factor.Exponent);
            divisor *= Dim.Power(under, factor.Exponent);
        }
        var coefficient = term.Coefficient;
        if (!dividend.IsZero)
        {
            coefficient *= dividend.Content;
            dividend = dividend.Unscale(dividend.Content);
        }
        if (dividend.Terms.Length == 1)
        {
            coefficient *= dividend.Terms[0].Coefficient;
            rest = DimMonomial.Multiply(rest, dividend.Terms[0].Monomial);
            dividend = Dim.One;
            if (rest.ExactCount > 0)
            {
                // (8 * (H / 32)) / window
                var inner = FractionOf(new DimTerm(rest, coefficient));
                (coefficient, rest, dividend, divisor) = (inner.Coefficient, inner.Rest, inner.Dividend, inner.Divisor * divisor);
            }
        }
        var content = BigInteger.GreatestCommonDivisor(coefficient, divisor.Content);
        coefficient /= content;
        divisor = divisor.Unscale(content);
        var common = DimMonomial.CommonFactor(rest, divisor.CommonMonomial());
        rest = rest.Divide(common)!;
        divisor = divisor.DivideMonomial(common);
        common = DimMonomial.CommonFactor(dividend.CommonMonomial(), divisor.CommonMonomial());
        return new DimFraction(coefficient, rest, dividend.DivideMonomial(common), divisor.DivideMonomial(common));
    }

    /// <summary>n - d * floor(n / d) is a remainder.</summary>
    private static Dim FoldRemainders(Dim whole)
    {
        foreach (var term in whole.Terms)
        {
            foreach (var factor in term.Monomial.Factors)
            {
                if (factor.Atom is not FloorAtom { IsExact: false } floor || floor.Divisor.IsZero)
                    continue;
                var rest = term.Monomial.Divide(floor.AsMonomial)!;
                var (dividend, divisor) = Flatten(floor.Dividend, floor.Divisor);
                var lead = divisor.Terms[0];
                if (rest.Divide(lead.Monomial) is not { } monomial || !(term.Coefficient % lead.Coefficient).IsZero)
                    continue;
                var times = Dim.Of(monomial, -term.Coefficient / lead.Coefficient);
                var reduced = whole - times * (dividend - divisor * Dim.Of(floor));
                if (reduced.Terms.Length + 2 <= whole.Terms.Length)
                    return FoldRemainders(reduced + times * Dim.Of(new RemainderAtom(dividend, divisor)));
            }
        }
        return whole;
    }

    /// <summary>Terms taken into the operation beside them, where that makes less to read: <c>floor_div(x - 1, d) + 1</c> is <c>ceil_div(x, d)</c>.</summary>
    private static Dim Absorb(Dim whole)
    {
        foreach (var term in whole.Terms)
        {
            foreach (var factor in term.Monomial.Factors)
            {
                if (factor.Exponent != 1 || factor.Atom is not (FloorAtom { IsExact: false } or ExtremumAtom))
                    continue;
                var monomial = term.Monomial.Divide(factor.Atom.AsMonomial)!;
                var beside = whole.Terms.FirstOrDefault(t => t.Monomial?.Equals(monomial) == true);
                if (beside.Monomial is null || !(beside.Coefficient % term.Coefficient).IsZero)
                    continue;
                if (Absorb(factor.Atom, beside.Coefficient / term.Coefficient) is { } absorbed)
                {
                    var rest = whole - Dim.Of(term.Monomial, term.Coefficient) - Dim.Of(beside.Monomial, beside.Coefficient);
                    return Absorb(rest + Dim.Of(monomial, term.Coefficient) * Dim.Of(absorbed));
                }
            }
        }
        return whole;
    }

    private static DimAtom? Absorb(DimAtom atom, BigInteger constant)
    {
        if (atom is FloorAtom floor)
        {
            var dividend = floor.Dividend + floor.Divisor.Scale(constant);
            var isCeiling = constant.IsOne && floor.Dividend.ConstantPart == BigInteger.MinusOne && !floor.Divisor.IsConstant;
            var isShorter = floor.Divisor.IsConstant && BigInteger.Abs(dividend.ConstantPart) < BigInteger.Abs(floor.Dividend.ConstantPart);
            return isCeiling || isShorter || floor.Divisor.IsConstant && dividend.ConstantPart == -floor.Dividend.ConstantPart
                ? new FloorAtom(dividend, floor.Divisor, false)
                : null;
        }
        var extremum = (ExtremumAtom)atom;
        var parts = extremum.Parts.Select(p => p + Dim.Constant(constant)).ToArray();
        return parts.Sum(p => p.Terms.Length) <= extremum.Parts.Sum(p => System.Math.Max(1, p.Terms.Length)) + 1 ? new ExtremumAtom(extremum.IsMax, parts) : null;
    }
}
