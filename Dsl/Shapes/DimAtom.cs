using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Dsl.Shapes;

/// <summary>What polynomials are made of: symbols, and operations that aren't polynomial.</summary>
internal abstract class DimAtom : IEquatable<DimAtom>, IComparable<DimAtom>
{
    private readonly int _hash;
    private DimMonomial? _monomial;
    private Dim? _dim;

    /// <param name="rank">Its kind, in the order of kinds.</param>
    /// <param name="hash">The hash of what it is, beside its kind.</param>
    /// <param name="parts">The dims that it is made of.</param>
    /// <param name="isSealed">True for one that became too complex to reason about.</param>
    protected DimAtom(int rank, int hash, Dim[] parts, bool isSealed = false)
    {
        (Rank, Parts, _hash) = (rank, parts, unchecked(hash * 31 + rank));
        (Weight, HasSealed) = (1, isSealed);
        if (isSealed)
            return;
        foreach (var part in parts)
        {
            Weight += part.Weight;
            Depth = Math.Max(Depth, 1 + part.Depth);
            HasSealed |= part.HasSealed;
        }
    }

    /// <summary>How much there is to it, with all that is nested.</summary>
    public long Weight { get; }

    /// <summary>How deep it is nested: 0 for a symbol, one more than its deepest part for anything else.</summary>
    public int Depth { get; }

    /// <summary>True where it, or a part of it, became too complex to reason about.</summary>
    public bool HasSealed { get; }

    /// <summary>True for a division that is known to leave no remainder.</summary>
    public virtual bool IsExact => false;

    /// <summary>The dims that it is made of.</summary>
    public Dim[] Parts { get; }

    /// <summary>The product that is just this.</summary>
    public DimMonomial AsMonomial => _monomial ??= DimMonomial.Of(this);

    /// <summary>The dim that is just this.</summary>
    public Dim AsDim => _dim ??= Dim.Alone(this);

    /// <summary>Evaluates the operation again on rewritten parts.</summary>
    public abstract Dim Rewrite(DimRewriter rewriter);

    public int CompareTo(DimAtom? other)
    {
        if (other is null)
            return 1;
        if (ReferenceEquals(this, other))
            return 0;
        var order = Rank.CompareTo(other.Rank);
        return order != 0 ? order : CompareParts(other);
    }

    public bool Equals(DimAtom? other) =>
        ReferenceEquals(this, other) || other is not null && _hash == other._hash && Rank == other.Rank && CompareParts(other) == 0;

    public override bool Equals(object? obj) => Equals(obj as DimAtom);

    public override int GetHashCode() => _hash;

    /// <summary>Orders atoms of different kinds.</summary>
    protected int Rank { get; }

    /// <summary>Orders atoms of this kind.</summary>
    protected virtual int CompareParts(DimAtom other)
    {
        var (left, right) = (Parts, other.Parts);
        if (left.Length != right.Length)
            return left.Length.CompareTo(right.Length);
        for (int i = 0; i < left.Length; i++)
        {
            // As for monomials, what is alphabetically first is the greater dim.
            var order = right[i].CompareTo(left[i]);
            if (order != 0)
                return order;
        }
        return 0;
    }

    protected static int HashOf(Dim[] parts)
    {
        var hash = 19;
        foreach (var part in parts)
            hash = unchecked(hash * 31 + part.GetHashCode());
        return hash;
    }
}

/// <summary>A symbol.</summary>
internal sealed class SymbolAtom(DimSymbol symbol) : DimAtom(0, symbol.GetHashCode(), [])
{
    public DimSymbol Symbol { get; } = symbol;

    public override Dim Rewrite(DimRewriter rewriter) => Dim.Of(this);

    protected override int CompareParts(DimAtom other) => string.CompareOrdinal(Symbol.Name, ((SymbolAtom)other).Symbol.Name);
}

/// <summary>
/// An exact division that a fact brought in: with <c>H % 32 == 0</c> every H is 32 times this. Unlike <see cref="FloorAtom"/> it is kept as it is,
/// like a symbol, as long as <see cref="Assumptions"/> say so.
/// </summary>
internal sealed class QuotientAtom(Dim dividend, Dim divisor)
    : DimAtom(1, unchecked(dividend.GetHashCode() * 31 + divisor.GetHashCode()), [dividend, divisor])
{
    public Dim Dividend => Parts[0];

    public Dim Divisor => Parts[1];

    public override bool IsExact => true;

    public override Dim Rewrite(DimRewriter rewriter) =>
        DimMath.FloorDiv(rewriter.Rewrite(Dividend), rewriter.Rewrite(Divisor), rewriter.Known, isExact: true);
}

/// <summary>A division rounded down. Whether it is known to be exact is not part of equality.</summary>
internal sealed class FloorAtom(Dim dividend, Dim divisor, bool isExact)
    : DimAtom(2, unchecked(dividend.GetHashCode() * 31 + divisor.GetHashCode()), [dividend, divisor])
{
    public Dim Dividend => Parts[0];

    public Dim Divisor => Parts[1];

    public override bool IsExact => isExact;

    public override Dim Rewrite(DimRewriter rewriter) =>
        DimMath.FloorDiv(rewriter.Rewrite(Dividend), rewriter.Rewrite(Divisor), rewriter.Known, isExact);
}

/// <summary>The least or the greatest of two or more dims.</summary>
internal sealed class ExtremumAtom(bool isMax, Dim[] parts) : DimAtom(isMax ? 4 : 3, HashOf(parts), parts)
{
    public bool IsMax { get; } = isMax;

    public override Dim Rewrite(DimRewriter rewriter)
    {
        var rewritten = new Dim[Parts.Length];
        for (int i = 0; i < rewritten.Length; i++)
            rewritten[i] = rewriter.Rewrite(Parts[i]);
        return DimMath.Extremum(IsMax, rewritten, rewriter.Known);
    }
}

/// <summary>A choice by a condition that isn't known yet.</summary>
internal sealed class ConditionalAtom(Code condition, Dim then, Dim otherwise)
    : DimAtom(5, unchecked(then.GetHashCode() * 31 + otherwise.GetHashCode()), [then, otherwise])
{
    private readonly string _text = DimText.Print(condition);

    public Code Condition { get; } = condition;

    public Dim Then => Parts[0];

    public Dim Otherwise => Parts[1];

    public override Dim Rewrite(DimRewriter rewriter)
    {
        var condition = rewriter.RewriteCode(Condition);
        return rewriter.Known.Truth(condition) switch
        {
            true => rewriter.Rewrite(Then),
            false => rewriter.Rewrite(Otherwise),
            null => DimMath.Conditional(condition, rewriter.Rewrite(Then), rewriter.Rewrite(Otherwise)),
        };
    }

    protected override int CompareParts(DimAtom other)
    {
        var order = string.CompareOrdinal(_text, ((ConditionalAtom)other)._text);
        return order != 0 ? order : base.CompareParts(other);
    }
}

/// <summary>
/// A dim that is left unexpanded because it would grow too large: as itself (identity 0), or, when even comparing it would cost too much, as a value equal only
/// to itself.
/// </summary>
internal sealed class NestedAtom(Dim inner, long identity) : DimAtom(6, identity == 0 ? inner.GetHashCode() : identity.GetHashCode(), [inner], isSealed: identity != 0)
{
    private static long s_last;

    public Dim Inner => Parts[0];

    /// <summary>True for a value equal only to itself.</summary>
    public bool IsSealed => Identity != 0;

    private long Identity { get; } = identity;

    public static NestedAtom Seal(Dim inner) => new(inner, Interlocked.Increment(ref s_last));

    public override Dim Rewrite(DimRewriter rewriter)
    {
        var inner = rewriter.Rewrite(Inner);
        if (inner.Equals(Inner))
            return Dim.Of(this);
        return inner.Weight * 2 < Inner.Weight || inner.IsConstant ? inner : Dim.Of(new NestedAtom(inner, 0));
    }

    protected override int CompareParts(DimAtom other)
    {
        var order = Identity.CompareTo(((NestedAtom)other).Identity);
        return order != 0 || Identity != 0 ? order : base.CompareParts(other);
    }
}
