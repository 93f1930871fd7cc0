using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Dsl.Shapes;

/// <summary>
/// An integer that may depend on symbols, in a normal form: a polynomial with integer coefficients over symbols and over the operations that aren't
/// polynomial (floor division, minimum, maximum, choice). Coefficients are unbounded; what would grow too large is kept unexpanded, so that nothing
/// overflows or throws. Divisors are taken to be positive, as every one in a legal spec is.
/// </summary>
public sealed partial class Dim : IEquatable<Dim>
{
    private const long MaxWeight = 3000;
    private const int MaxProductTerms = 4096;
    private const int MaxBits = 4096;
    private const long MaxDegree = 1 << 16;

    /// <summary>Small numbers, made once. (Before whatever uses them.)</summary>
    private static readonly Dim?[] s_small = new Dim?[4097];

    private readonly int _hash;
    private Code? _code;
    private string? _text;

    private Dim(DimTerm[] terms)
    {
        Terms = terms;
        var hash = 23;
        foreach (var term in terms)
        {
            Weight += 1 + term.Monomial.Weight;
            Depth = Math.Max(Depth, term.Monomial.Depth);
            HasSealed |= term.Monomial.HasSealed;
            hash = unchecked((hash * 31 + term.Monomial.GetHashCode()) * 31 + term.Coefficient.GetHashCode());
        }
        _hash = hash;
    }

    /// <summary>0.</summary>
    public static Dim Zero { get; } = new([]);

    /// <summary>1.</summary>
    public static Dim One { get; } = Constant(1);

    /// <summary>True for a number.</summary>
    public bool IsConstant => Terms.Length == 0 || Terms.Length == 1 && Terms[0].Monomial.IsOne;

    /// <summary>The number; null where it depends on symbols, or doesn't fit.</summary>
    public long? Value
    {
        get
        {
            if (!IsConstant)
                return null;
            var value = ConstantPart;
            return value >= long.MinValue && value <= long.MaxValue ? (long)value : null;
        }
    }

    /// <summary>True where a symbol of kind <see cref="DimKind.Opaque"/> occurs, or the dim became too complex to reason about.</summary>
    public bool IsOpaque => Any(atom => atom is SymbolAtom { Symbol.Kind: DimKind.Opaque } or NestedAtom { IsSealed: true });

    /// <summary>The symbols that occur, each once, by name. Those that occur in a condition only are not among them.</summary>
    public IEnumerable<DimSymbol> Symbols
    {
        get
        {
            if (IsConstant)
                return [];
            if (SingleAtom is SymbolAtom { Symbol: var alone })
                return [alone];
            var found = new Dictionary<string, DimSymbol>(StringComparer.Ordinal);
            Any(atom =>
            {
                if (atom is SymbolAtom { Symbol: var symbol } && !found.ContainsKey(symbol.Name))
                    found.Add(symbol.Name, symbol);
                return false;
            });
            return found.Values.OrderBy(s => s.Name, StringComparer.Ordinal).ToArray();
        }
    }

    /// <summary>The terms, largest monomial first.</summary>
    internal DimTerm[] Terms { get; }

    /// <summary>How much there is to it.</summary>
    internal long Weight { get; }

    /// <summary>How deep it is nested.</summary>
    internal int Depth { get; }

    /// <summary>True where it, or a part of it, became too complex to reason about.</summary>
    internal bool HasSealed { get; }

    internal bool IsZero => Terms.Length == 0;

    internal bool IsOne => IsConstant && ConstantPart.IsOne;

    internal BigInteger ConstantPart => Terms.Length > 0 && Terms[Terms.Length - 1] is { Monomial.IsOne: true, Coefficient: var c } ? c : BigInteger.Zero;

    /// <summary>The atom, when the dim is just that.</summary>
    internal DimAtom? SingleAtom => Terms.Length == 1 && Terms[0].Coefficient.IsOne ? Terms[0].Monomial.Single : null;

    /// <summary>A number.</summary>
    public static Dim Constant(long value) => Constant((BigInteger)value);

    /// <summary>A symbol's value.</summary>
    public static Dim Symbol(DimSymbol symbol) => symbol.AsDim;

    /// <summary>A number.</summary>
    public static implicit operator Dim(long value) => Constant(value);

    /// <summary>The sum.</summary>
    public static Dim operator +(Dim left, Dim right) => Combine(left, right, BigInteger.One);

    /// <summary>The difference.</summary>
    public static Dim operator -(Dim left, Dim right) => Combine(left, right, BigInteger.MinusOne);

    /// <summary>The negation.</summary>
    public static Dim operator -(Dim operand) => operand.Scale(BigInteger.MinusOne);

    /// <summary>The product.</summary>
    public static Dim operator *(Dim left, Dim right)
    {
        if (left.IsZero || right.IsZero)
            return Zero;
        if (left.IsOne)
            return right;
        if (right.IsOne)
            return left;
        if (left.Terms.Length * (long)right.Terms.Length > MaxProductTerms)
            return left.Terms.Length >= right.Terms.Length ? left.Nest() * right : left * right.Nest();
        // Small numbers need no look at how large the product is.
        if (left.Terms.Length == 1 && right.Terms.Length == 1 && (left.IsConstant || right.IsConstant) && IsSmall(left.Terms[0].Coefficient) && IsSmall(right.Terms[0].Coefficient))
            return Product(left, right.Terms[0]);
        if (left.Degree + right.Degree > MaxDegree || left.Bits + right.Bits > MaxBits)
            return Of(DimMonomial.Multiply(DimMonomial.Of(new NestedAtom(left, 0)), DimMonomial.Of(new NestedAtom(right, 0))), BigInteger.One);
        if (left.IsConstant)
            return right.Scale(left.ConstantPart);
        if (right.IsConstant)
            return left.Scale(right.ConstantPart);
        // Multiplication keeps the order of monomials, and different ones different.
        if (right.Terms.Length == 1)
            return Product(left, right.Terms[0]);
        if (left.Terms.Length == 1)
            return Product(right, left.Terms[0]);
        var terms = new DimTerm[left.Terms.Length * right.Terms.Length];
        var count = 0;
        foreach (var a in left.Terms)
        {
            foreach (var b in right.Terms)
                terms[count++] = Product(a, b);
        }
        return Sum(terms);
    }

    private static Dim Product(Dim dim, in DimTerm factor)
    {
        if (dim.IsConstant && factor.Monomial.IsOne)
            return Constant(dim.Terms[0].Coefficient * factor.Coefficient);
        var terms = new DimTerm[dim.Terms.Length];
        for (int i = 0; i < terms.Length; i++)
            terms[i] = Product(dim.Terms[i], factor);
        return Bounded(terms, terms.Length);
    }

    private static DimTerm Product(in DimTerm left, in DimTerm right) => new(DimMonomial.Multiply(left.Monomial, right.Monomial), left.Coefficient * right.Coefficient);

    /// <summary>The quotient rounded down.</summary>
    public static Dim FloorDiv(Dim dividend, Dim divisor) => DimMath.FloorDiv(dividend, divisor, Assumptions.None);

    /// <summary>The quotient rounded up.</summary>
    public static Dim CeilDiv(Dim dividend, Dim divisor) => FloorDiv(dividend + divisor - One, divisor);

    /// <summary>The quotient of a division that the caller knows to be exact: as <see cref="FloorDiv"/>, but shown as <c>a / b</c>.</summary>
    public static Dim Quotient(Dim dividend, Dim divisor) => DimMath.FloorDiv(dividend, divisor, Assumptions.None, isExact: true);

    /// <summary>What the division rounded down leaves.</summary>
    public static Dim Mod(Dim dividend, Dim divisor) => dividend - divisor * FloorDiv(dividend, divisor);

    /// <summary>The lesser.</summary>
    public static Dim Min(Dim left, Dim right) => DimMath.Extremum(false, [left, right], Assumptions.None);

    /// <summary>The greater.</summary>
    public static Dim Max(Dim left, Dim right) => DimMath.Extremum(true, [left, right], Assumptions.None);

    /// <summary>One of two, by a condition that isn't known.</summary>
    public static Dim Conditional(Code condition, Dim then, Dim otherwise) => DimMath.Conditional(condition, then, otherwise);

    /// <summary>A power. A negative exponent is taken as 0: it is the caller's to refuse it.</summary>
    public static Dim Power(Dim value, int exponent)
    {
        if (exponent <= 0 || value.IsOne)
            return One;
        if (exponent == 1 || value.IsZero)
            return value;
        if (value.IsConstant && value.ConstantPart == BigInteger.MinusOne)
            return exponent % 2 == 0 ? One : value;
        if (value.Degree * exponent > MaxDegree || value.Bits * exponent > MaxBits || value.Terms.Length > 1 && exponent > 12)
            return Of(DimMonomial.Of(new NestedAtom(value, 0), exponent), BigInteger.One);
        var result = value;
        for (int i = 1; i < exponent; i++)
            result *= value;
        return result;
    }

    /// <summary>True where a symbol occurs, be it in a condition.</summary>
    public bool Mentions(DimSymbol symbol) =>
        Any(atom => atom is SymbolAtom s && s.Symbol.Equals(symbol) || atom is ConditionalAtom c && DimText.Contains(c.Condition, symbol.Code));

    /// <summary>The dim with symbols replaced (all at once), in normal form.</summary>
    public Dim Substitute(IReadOnlyDictionary<DimSymbol, Dim> map) => map.Count == 0 ? this : new DimRewriter(Assumptions.None, map).Rewrite(this);

    /// <summary>The generated code that computes it. A number that doesn't fit in 64 bits is clamped.</summary>
    public Code ToCode() => _code ??= new DimPrinter(symbol => symbol.Code, isText: false).Print(this);

    /// <summary>The dim as an author would write it.</summary>
    public override string ToString() => Value is { } number ? number.ToString(CultureInfo.InvariantCulture) : _text ??= DimText.Print(new DimPrinter(symbol => new CodeName(symbol.Name, CodeNameKind.Local), isText: true).Print(this));

    /// <summary>True when the normal forms are the same: then the dims are equal for all values of the symbols.</summary>
    public bool Equals(Dim? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || _hash != other._hash || Terms.Length != other.Terms.Length)
            return false;
        for (int i = 0; i < Terms.Length; i++)
        {
            if (Terms[i].Coefficient != other.Terms[i].Coefficient || !Terms[i].Monomial.Equals(other.Terms[i].Monomial))
                return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Dim);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>An order of the normal forms, not of the values.</summary>
    internal int CompareTo(Dim? other)
    {
        if (other is null)
            return 1;
        if (ReferenceEquals(this, other))
            return 0;
        for (int i = 0; i < Terms.Length && i < other.Terms.Length; i++)
        {
            var order = Terms[i].Monomial.CompareTo(other.Terms[i].Monomial);
            if (order == 0)
                order = Terms[i].Coefficient.CompareTo(other.Terms[i].Coefficient);
            if (order != 0)
                return order;
        }
        return Terms.Length.CompareTo(other.Terms.Length);
    }

    /// <summary>Same normal form.</summary>
    public static bool operator ==(Dim? left, Dim? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Different normal forms.</summary>
    public static bool operator !=(Dim? left, Dim? right) => !(left == right);
}
