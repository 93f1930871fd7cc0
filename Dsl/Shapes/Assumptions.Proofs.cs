using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace ArchGen.Dsl.Shapes;

/// <content>Proofs.</content>
public sealed partial class Assumptions
{
    private const int MaxResidues = 16;

    /// <summary>Whether two dims are equal.</summary>
    public Proof Equal(Dim left, Dim right) => left.Equals(right) ? Proof.True : Kept(Question.Equal, left, right);

    private Proof Answer(Question question, Dim left, Dim right) => question switch
    {
        Question.Equal => ByCases(known => known.EqualHere(left, right)),
        Question.Divides => ByCases(known => known.DividesHere(left, right)),
        _ => ByCases(known => known.AtLeastHere(left, right)),
    };

    private Proof EqualHere(Dim left, Dim right)
    {
        var difference = Simplify(left - right);
        var proof = IsZero(difference);
        return proof != Proof.Unknown ? proof : ByResidues(difference, 0);
    }

    /// <summary>Whether two dims differ.</summary>
    public Proof NotEqual(Dim left, Dim right) => Not(Equal(left, right));

    /// <summary>Whether <paramref name="divisor"/> divides <paramref name="dividend"/>.</summary>
    public Proof Divides(Dim divisor, Dim dividend) => Kept(Question.Divides, divisor, dividend);

    private Proof DividesHere(Dim divisor, Dim dividend)
    {
        var (under, over) = (Simplify(divisor), Simplify(dividend));
        if (under.IsZero)
            return Proof.Unknown;
        var rest = Simplify(over - under * DimMath.FloorDiv(over, under, this));
        var proof = IsZero(rest);
        return proof != Proof.Unknown ? proof : ByResidues(rest, 0);
    }

    /// <summary>Whether <paramref name="left"/> >= <paramref name="right"/>.</summary>
    public Proof AtLeast(Dim left, Dim right) => Kept(Question.AtLeast, left, right);

    private Proof AtLeastHere(Dim left, Dim right)
    {
        var difference = Simplify(left - right);
        if (IsAtLeastZero(difference))
            return Proof.True;
        return IsAtLeastZero(-difference - Dim.One) ? Proof.False : Proof.Unknown;
    }

    /// <summary>A comparison by its operator: <c>== != &lt; &lt;= &gt; &gt;=</c>.</summary>
    public Proof Compare(string comparison, Dim left, Dim right) => comparison switch
    {
        "==" => Equal(left, right),
        "!=" => NotEqual(left, right),
        ">=" => AtLeast(left, right),
        "<=" => AtLeast(right, left),
        ">" => AtLeast(left, right + Dim.One),
        "<" => AtLeast(right, left + Dim.One),
        _ => Proof.Unknown,
    };

    /// <summary>True where a simplified dim is proven not to be zero.</summary>
    private bool IsNeverZero(Dim dim)
    {
        if (dim.IsConstant || IsPlainlyNotZero(dim))
            return !dim.IsZero;
        return _nonZero.Value.Count > 0 && _nonZero.Value.Contains(Primitive(dim)) || IsAtLeastZero(dim - Dim.One) || IsAtLeastZero(-dim - Dim.One);
    }

    /// <summary>True where no value fits by divisibility or by bounds.</summary>
    private bool IsPlainlyNotZero(Dim dim)
    {
        if (dim.IsConstant)
            return !dim.IsZero;
        return !(dim.ConstantPart % dim.VaryingContent).IsZero || RangeOf(dim) is { Min.Sign: > 0 } or { Max.Sign: < 0 };
    }

    private Proof IsZero(Dim difference)
    {
        if (difference.IsZero)
            return Proof.True;
        if (IsNeverZero(difference))
            return Proof.False;
        return IsAtLeastZero(difference) && IsAtLeastZero(-difference) ? Proof.True : Proof.Unknown;
    }

    /// <summary>
    /// Decides by cases what rounded divisions by numbers leave open: <c>floor_div(c, 2) + ceil_div(c, 2) == c</c> whether c is even or odd.
    /// </summary>
    private Proof ByResidues(Dim difference, int depth)
    {
        if (difference.IsOpaque)
            return Proof.Unknown;
        var divisions = difference.Terms.SelectMany(t => t.Monomial.Factors).Select(f => f.Atom).OfType<FloorAtom>()
            .Where(f => f.Divisor.IsConstant && f.Divisor.ConstantPart.Sign > 0 && f.Divisor.ConstantPart <= MaxResidues).ToArray();
        foreach (var unknown in divisions.SelectMany(f => Unknowns(f.Dividend)).Select(u => u.Atom).Distinct().Take(2))
        {
            var modulus = divisions.Where(f => Mentions(f.Dividend, unknown)).Select(f => f.Divisor.ConstantPart)
                .Aggregate(BigInteger.One, (lcm, d) => lcm / BigInteger.GreatestCommonDivisor(lcm, d) * d);
            if (modulus > MaxResidues || modulus.IsOne)
                continue;
            Proof? all = null;
            for (var residue = 0; residue < modulus && all != Proof.Unknown; residue++)
            {
                var one = AssumeRemainder(Dim.Of(unknown), Dim.Constant(modulus), Dim.Constant(residue));
                if (one.IsContradictory)
                    continue;
                var left = one.Simplify(difference);
                var proof = left.IsZero ? Proof.True : one.IsPlainlyNotZero(left) ? Proof.False : Proof.Unknown;
                if (proof == Proof.Unknown && depth == 0)
                    proof = one.ByResidues(left, 1);
                all = all is null || all == proof ? proof : Proof.Unknown;
            }
            if (all is Proof.True or Proof.False)
                return all.Value;
        }
        return Proof.Unknown;
    }

    private static Proof Not(Proof proof) => proof switch { Proof.True => Proof.False, Proof.False => Proof.True, _ => Proof.Unknown };
}
