using System.Linq;
using System.Numerics;

namespace ArchGen.Dsl.Shapes;

/// <summary>A polynomial that is zero, as a rewriting: <see cref="Lead"/> becomes the rest, negated.</summary>
internal sealed class DimRule
{
    private const int MaxSteps = 64;

    private DimRule(Dim zero, DimTerm lead, FloorAtom? quotient)
    {
        Poly = lead.Coefficient.Sign < 0 ? -zero : zero;
        Lead = new DimTerm(lead.Monomial, BigInteger.Abs(lead.Coefficient));
        Exact = quotient;
    }

    /// <summary>What is zero.</summary>
    public Dim Poly { get; }

    /// <summary>The term that is replaced.</summary>
    public DimTerm Lead { get; }

    /// <summary>The exact division that the rule is about, if it is about one.</summary>
    public FloorAtom? Exact { get; }

    /// <summary>A dim that is zero; null where every term would come back in what replaces it.</summary>
    public static DimRule? Zero(Dim zero)
    {
        foreach (var term in zero.Terms.OrderByDescending(t => t.Monomial.Weight))
        {
            if (!term.Monomial.IsOne && !term.Monomial.Factors.All(f => zero.Any(atom => atom.Parts.Any(p => p.Any(f.Atom.Equals)))))
                return new(zero, term, null);
        }
        return null;
    }

    /// <summary>A division that leaves nothing: <c>divisor * (dividend / divisor) = dividend</c>.</summary>
    public static DimRule Quotient(Dim dividend, Dim divisor)
    {
        var quotient = new FloorAtom(dividend, divisor, isExact: true);
        var product = divisor * Dim.Of(quotient);
        return new(product - dividend, product.Terms[0], quotient);
    }

    /// <summary>The dim with the leading term replaced wherever it is a factor.</summary>
    public Dim Apply(Dim dim)
    {
        for (int step = 0; step < MaxSteps; step++)
        {
            var changed = false;
            foreach (var term in dim.Terms)
            {
                if (term.Monomial.Divide(Lead.Monomial) is not { } monomial)
                    continue;
                var times = DimMath.Floor(term.Coefficient, Lead.Coefficient);
                if (times.IsZero)
                    continue;
                dim -= Dim.Of(monomial, times) * Poly;
                changed = true;
                break;
            }
            if (!changed)
                return dim;
        }
        return dim;
    }
}
