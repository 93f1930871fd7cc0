using System;
using System.Collections.Generic;
using System.Numerics;

namespace ArchGen.Dsl.Shapes;

/// <summary>An atom to a positive power.</summary>
internal readonly struct DimFactor(DimAtom atom, int exponent)
{
    public DimAtom Atom { get; } = atom;

    public int Exponent { get; } = exponent;
}

/// <summary>A monomial with its coefficient, which isn't zero.</summary>
internal readonly struct DimTerm(DimMonomial monomial, BigInteger coefficient)
{
    public DimMonomial Monomial { get; } = monomial;

    public BigInteger Coefficient { get; } = coefficient;
}

/// <summary>A product of powers of atoms, sorted by atom.</summary>
internal sealed class DimMonomial : IEquatable<DimMonomial>, IComparable<DimMonomial>
{
    /// <summary>The empty product.</summary>
    public static readonly DimMonomial One = new([]);

    private readonly int _hash;

    private DimMonomial(DimFactor[] factors)
    {
        Factors = factors;
        var hash = 17;
        foreach (var factor in factors)
        {
            Degree += factor.Exponent;
            Weight += factor.Atom.Weight;
            Depth = System.Math.Max(Depth, factor.Atom.Depth);
            HasSealed |= factor.Atom.HasSealed;
            ExactCount += factor.Atom.IsExact ? 1 : 0;
            hash = unchecked((hash * 31 + factor.Atom.GetHashCode()) * 31 + factor.Exponent);
        }
        _hash = hash;
    }

    public DimFactor[] Factors { get; }

    public long Degree { get; }

    /// <summary>How much there is to it, with all that is nested.</summary>
    public long Weight { get; }

    /// <summary>How deep the deepest atom is nested.</summary>
    public int Depth { get; }

    /// <summary>True where an atom became too complex to reason about.</summary>
    public bool HasSealed { get; }

    /// <summary>How many of the atoms are divisions known to be exact, which is not part of equality.</summary>
    public int ExactCount { get; }

    public bool IsOne => Factors.Length == 0;

    /// <summary>The only atom, when the monomial is just that.</summary>
    public DimAtom? Single => Factors.Length == 1 && Factors[0].Exponent == 1 ? Factors[0].Atom : null;

    public static DimMonomial Of(DimAtom atom, int exponent = 1) => new([new DimFactor(atom, exponent)]);

    public static DimMonomial Multiply(DimMonomial left, DimMonomial right)
    {
        if (left.IsOne)
            return right;
        if (right.IsOne)
            return left;
        var merged = new DimFactor[left.Factors.Length + right.Factors.Length];
        int i = 0, j = 0, count = 0;
        while (i < left.Factors.Length && j < right.Factors.Length)
        {
            var order = left.Factors[i].Atom.CompareTo(right.Factors[j].Atom);
            if (order < 0)
                merged[count++] = left.Factors[i++];
            else if (order > 0)
                merged[count++] = right.Factors[j++];
            else
                merged[count++] = new DimFactor(left.Factors[i].Atom, left.Factors[i++].Exponent + right.Factors[j++].Exponent);
        }
        for (; i < left.Factors.Length; i++)
            merged[count++] = left.Factors[i];
        for (; j < right.Factors.Length; j++)
            merged[count++] = right.Factors[j];
        if (count < merged.Length)
            Array.Resize(ref merged, count);
        return new DimMonomial(merged);
    }

    /// <summary>This monomial over another; null when that isn't a factor of it.</summary>
    public DimMonomial? Divide(DimMonomial divisor)
    {
        if (divisor.IsOne)
            return this;
        if (divisor.Degree > Degree || divisor.Factors.Length > Factors.Length)
            return null;
        if (ReferenceEquals(this, divisor))
            return One;
        // Most don't divide, which is known without anything made.
        foreach (var factor in divisor.Factors)
        {
            if (ExponentOf(factor.Atom) < factor.Exponent)
                return null;
        }
        var left = new List<DimFactor>(Factors.Length);
        var j = 0;
        foreach (var factor in Factors)
        {
            if (j == divisor.Factors.Length || !factor.Atom.Equals(divisor.Factors[j].Atom))
            {
                left.Add(factor);
                continue;
            }
            var exponent = factor.Exponent - divisor.Factors[j++].Exponent;
            if (exponent < 0)
                return null;
            if (exponent > 0)
                left.Add(new DimFactor(factor.Atom, exponent));
        }
        if (j < divisor.Factors.Length)
            return null;
        return left.Count == 0 ? One : new DimMonomial(left.ToArray());
    }

    /// <summary>The greatest common factor.</summary>
    public static DimMonomial CommonFactor(DimMonomial left, DimMonomial right)
    {
        if (left.IsOne || right.IsOne)
            return One;
        var common = new List<DimFactor>();
        foreach (var factor in left.Factors)
        {
            var exponent = Math.Min(factor.Exponent, right.ExponentOf(factor.Atom));
            if (exponent > 0)
                common.Add(new DimFactor(factor.Atom, exponent));
        }
        return common.Count == 0 ? One : new DimMonomial(common.ToArray());
    }

    /// <summary>An atom's exponent, 0 where it doesn't occur.</summary>
    public int ExponentOf(DimAtom atom)
    {
        foreach (var factor in Factors)
        {
            if (factor.Atom.Equals(atom))
                return factor.Exponent;
        }
        return 0;
    }

    /// <summary>By degree, then lexicographically: an order that multiplication keeps.</summary>
    public int CompareTo(DimMonomial? other)
    {
        if (other is null)
            return 1;
        if (ReferenceEquals(this, other))
            return 0;
        if (Degree != other.Degree)
            return Degree.CompareTo(other.Degree);
        for (int i = 0; i < Factors.Length && i < other.Factors.Length; i++)
        {
            var order = Factors[i].Atom.CompareTo(other.Factors[i].Atom);
            if (order != 0)
                return -order;
            order = Factors[i].Exponent.CompareTo(other.Factors[i].Exponent);
            if (order != 0)
                return order;
        }
        return 0;
    }

    public bool Equals(DimMonomial? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || _hash != other._hash || Factors.Length != other.Factors.Length)
            return false;
        for (int i = 0; i < Factors.Length; i++)
        {
            if (Factors[i].Exponent != other.Factors[i].Exponent || !Factors[i].Atom.Equals(other.Factors[i].Atom))
                return false;
        }
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as DimMonomial);

    public override int GetHashCode() => _hash;
}
