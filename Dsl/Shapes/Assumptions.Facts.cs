using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace ArchGen.Dsl.Shapes;

/// <content>New facts.</content>
public sealed partial class Assumptions
{
    private const int MaxDepth = 12;

    /// <summary>How often facts that follow from facts are pursued; then they are forgotten, which is less known but not wrong.</summary>
    private const int MaxRebinding = 24;

    /// <summary>These and <paramref name="left"/> == <paramref name="right"/>.</summary>
    public Assumptions AssumeEqual(Dim left, Dim right) => Next(Question.Equal, left, right);

    /// <summary>These and <paramref name="left"/> != <paramref name="right"/>.</summary>
    public Assumptions AssumeNotEqual(Dim left, Dim right) => Next(Question.NotEqual, left, right);

    /// <summary>These and <paramref name="left"/> >= <paramref name="right"/>.</summary>
    public Assumptions AssumeAtLeast(Dim left, Dim right) => Next(Question.AtLeast, left, right);

    /// <summary>These and <paramref name="dividend"/> % <paramref name="divisor"/> == 0.</summary>
    public Assumptions AssumeDivides(Dim divisor, Dim dividend) => AssumeRemainder(dividend, divisor, Dim.Zero);

    /// <summary>These and <paramref name="dividend"/> % <paramref name="divisor"/> == <paramref name="remainder"/>.</summary>
    public Assumptions AssumeRemainder(Dim dividend, Dim divisor, Dim remainder) => Next(Question.Remainder, dividend, divisor, remainder);

    private Assumptions Assume(Question fact, Dim left, Dim right, Dim? remainder)
    {
        var next = new Assumptions(this);
        switch (fact)
        {
            case Question.Equal:
                next.AddZero(left - right, 0);
                break;
            case Question.NotEqual:
                next.AddNonZero(left - right);
                break;
            case Question.AtLeast:
                next.AddNonNegative(left - right, 0);
                break;
            default:
                if (remainder is { IsZero: false })
                {
                    next.AddNonNegative(remainder, 0);
                    next.AddNonNegative(right - remainder - Dim.One, 0);
                }
                next.AddDivision(left - (remainder ?? Dim.Zero), right, 0);
                break;
        }
        return next.Settled();
    }

    private void AddZero(Dim dim, int depth)
    {
        var zero = Simplify(dim);
        if (zero.IsZero || depth > MaxRebinding)
            return;
        if (IsNeverZero(zero))
        {
            IsContradictory = true;
            return;
        }
        zero = zero.Unscale(zero.Content);
        var candidates = Unknowns(zero).ToArray();
        foreach (var (atom, coefficient) in candidates)
        {
            if (BigInteger.Abs(coefficient).IsOne)
            {
                Bind(atom, Dim.Of(atom) - zero.Scale(coefficient), depth);
                return;
            }
        }
        if (candidates.Length > 0 && depth < MaxDepth)
        {
            // 3a = 2b: 3 divides 2b, which makes b a multiple of 3.
            var (atom, coefficient) = candidates.OrderBy(c => BigInteger.Abs(c.Coefficient)).First();
            var before = _bindings.Value.Count;
            AddDivision(zero - Dim.Of(atom).Scale(coefficient), Dim.Constant(BigInteger.Abs(coefficient)), depth + 1);
            if (_bindings.Value.Count > before)
            {
                AddZero(zero, depth + 1);
                return;
            }
        }
        _zero.Own().Add(zero);
        Changed();
    }

    private void AddNonZero(Dim dim)
    {
        var nonZero = Simplify(dim);
        if (nonZero.IsZero)
            IsContradictory = true;
        else if (!nonZero.IsConstant)
            _nonZero.Own().Add(Primitive(nonZero));
    }

    private void AddDivision(Dim dividend, Dim divisor, int depth)
    {
        var under = Simplify(divisor);
        var over = Simplify(dividend);
        if (under.IsZero)
        {
            IsContradictory = true;
            return;
        }
        if (depth > MaxRebinding)
            return;
        var rest = over - under * DimMath.FloorDiv(over, under, this);
        if (rest.IsZero)
            return;
        if (IsNeverZero(rest))
        {
            IsContradictory = true;
            return;
        }
        if (under.IsConstant ? SolveCongruence(over, under.ConstantPart, depth) : SolveMultiple(over, under, depth))
            return;
        DimMath.Reduce(ref over, ref under);
        _divisions.Own().Add((over, under));
        Changed();
    }

    /// <summary>over = 0 (mod m), solved for an unknown.</summary>
    private bool SolveCongruence(Dim over, BigInteger m, int depth)
    {
        m = BigInteger.Abs(m);
        foreach (var (atom, coefficient) in Unknowns(over))
        {
            var rest = over - Dim.Of(atom).Scale(coefficient);
            var content = BigInteger.GreatestCommonDivisor(m, coefficient);
            if (content == m || rest.Terms.Any(t => !(t.Coefficient % content).IsZero))
                continue;
            // coefficient/g * x = -rest/g (mod m/g)
            var modulus = m / content;
            var inverse = Inverse(coefficient / content, modulus);
            var residue = -rest.Unscale(content).Scale(inverse);
            residue = Dim.Sum(System.Array.ConvertAll(residue.Terms, t => new DimTerm(t.Monomial, t.Coefficient - modulus * DimMath.Floor(t.Coefficient, modulus))));
            BindMultiple(atom, Dim.Constant(modulus), residue, depth);
            return true;
        }
        return false;
    }

    /// <summary>over = 0 (mod under), solved for an unknown.</summary>
    private bool SolveMultiple(Dim over, Dim under, int depth)
    {
        foreach (var (atom, coefficient) in Unknowns(over))
        {
            if (!BigInteger.Abs(coefficient).IsOne || Mentions(under, atom))
                continue;
            BindMultiple(atom, under, (Dim.Of(atom).Scale(coefficient) - over).Scale(coefficient), depth);
            return true;
        }
        return false;
    }

    /// <summary>atom := divisor * q + residue.</summary>
    private void BindMultiple(DimAtom atom, Dim divisor, Dim residue, int depth)
    {
        var (dividend, under) = (Dim.Of(atom) - residue, divisor);
        // A quotient of a quotient is one by the product: (H / 32) / 5 = H / 160.
        if (atom is QuotientAtom q && q.Divisor.IsConstant && divisor.IsConstant)
            (dividend, under) = (q.Dividend - q.Divisor * residue, q.Divisor * divisor);
        var quotient = new QuotientAtom(dividend, under);
        _kept.Own().Add(quotient);
        Bind(atom, divisor * Dim.Of(quotient) + residue, depth);
    }

    /// <summary>atom := value, everywhere.</summary>
    private void Bind(DimAtom atom, Dim value, int depth)
    {
        var range = AtomRange(atom, 0);
        List<Dim> nonNegative = [.. _nonNegative.Value], zero = [.. _zero.Value], nonZero = [.. _nonZero.Value];
        List<(Dim Dividend, Dim Divisor)> divisions = [.. _divisions.Value];
        _nonNegative.Own().Clear();
        _zero.Own().Clear();
        _nonZero.Own().Clear();
        _divisions.Own().Clear();
        if (_kept.Value.Contains(atom))
            _kept.Own().Remove(atom);
        var bindings = _bindings.Own();
        bindings[atom] = value;
        Changed();
        var rewriter = new DimRewriter(this);
        foreach (var bound in bindings.Keys.ToArray())
            bindings[bound] = bound.Equals(atom) ? value : rewriter.Rewrite(bindings[bound]);
        foreach (var ranged in _ranges.Value.Keys.Where(a => a is not SymbolAtom && !_kept.Value.Contains(a) && !bindings.ContainsKey(a)).ToArray())
        {
            // The atom is now another, perhaps.
            Bound(nonNegative, Dim.Of(ranged), _ranges.Value[ranged]);
            _ranges.Own().Remove(ranged);
        }
        Changed();
        Bound(nonNegative, value, range);
        foreach (var fact in zero)
            AddZero(fact, depth + 1);
        foreach (var (dividend, divisor) in divisions)
            AddDivision(dividend, divisor, depth + 1);
        foreach (var fact in nonNegative)
            AddNonNegative(fact, depth + 1);
        foreach (var fact in nonZero)
            AddNonZero(fact);
    }

    private static void Bound(List<Dim> nonNegative, Dim dim, DimRange range)
    {
        if (range.Min is { } min)
            nonNegative.Add(dim - Dim.Constant(min));
        if (range.Max is { } max)
            nonNegative.Add(Dim.Constant(max) - dim);
    }

    /// <summary>Forgets what followed from fewer facts.</summary>
    private void Changed()
    {
        (_simplified, _atLeastZero, _proofs, _next) = (null, null, null, null);
        _rules = _zero.Value.Count + _divisions.Value.Count == 0 ? []
            : [.. _zero.Value.Select(DimRule.Zero).OfType<DimRule>(), .. _divisions.Value.Select(d => DimRule.Quotient(d.Dividend, d.Divisor))];
    }

    private void AddNonNegative(Dim dim, int depth)
    {
        var fact = Simplify(dim);
        if (dim.Terms.Length is 1 or 2 && dim.Terms[0].Monomial.Single is { } bound && _bindings.Value.ContainsKey(bound))
            Narrow(bound, dim.Terms[0].Coefficient, dim.ConstantPart, dim.WithoutConstant());
        if (IsAtLeastZero(fact))
            return;
        if (IsAtLeastZero(-fact - Dim.One))
        {
            IsContradictory = true;
            return;
        }
        var content = fact.VaryingContent;
        if (content > BigInteger.One)
            fact = fact.WithoutConstant().Unscale(content) + Dim.Constant(DimMath.Floor(fact.ConstantPart, content));
        var varying = fact.WithoutConstant();
        if (varying.Terms.Length == 1 && varying.Terms[0] is { Monomial.Single: ExtremumAtom extremum, Coefficient: var sign } && extremum.IsMax == sign.Sign < 0)
        {
            // min(a, b) >= c: each is.
            foreach (var part in extremum.Parts)
                AddNonNegative(part.Scale(sign) + Dim.Constant(fact.ConstantPart), depth + 1);
            return;
        }
        if (varying.Terms.Length == 1 && varying.Terms[0].Monomial.Single is { } atom)
        {
            Narrow(atom, varying.Terms[0].Coefficient, fact.ConstantPart, varying);
            var range = AtomRange(atom, 0);
            if (!IsContradictory && range.Min is { } value && range.Min == range.Max && (atom is SymbolAtom || _kept.Value.Contains(atom)) && depth < MaxDepth)
                Bind(atom, Dim.Constant(value), depth + 1);
            return;
        }
        _nonNegative.Own().Add(fact);
        Changed();
    }

    /// <summary>coefficient * atom + constant >= 0.</summary>
    private void Narrow(DimAtom atom, BigInteger coefficient, BigInteger constant, Dim varying)
    {
        if (varying.Terms.Length != 1)
            return;
        var range = AtomRange(atom, 0).Intersect(coefficient.Sign > 0
            ? new(DimMath.Ceiling(-constant, coefficient), null)
            : new(null, DimMath.Floor(constant, -coefficient)));
        if (range.IsEmpty)
        {
            IsContradictory = true;
            return;
        }
        _ranges.Own()[atom] = range;
        Changed();
    }

    /// <summary>The unknowns that a dim is linear in, those first that are better expressed by others.</summary>
    private IEnumerable<(DimAtom Atom, BigInteger Coefficient)> Unknowns(Dim dim) =>
        from term in dim.Terms
        let atom = term.Monomial.Single
        where atom is SymbolAtom || atom is not null && _kept.Value.Contains(atom)
        where !Mentions(dim - Dim.Of(term.Monomial, term.Coefficient), atom)
        orderby atom is SymbolAtom { Symbol.Kind: var kind } ? 5 - (int)kind : 6
        select (atom, term.Coefficient);

    /// <summary>True where an atom occurs, other than in the definition of an unknown.</summary>
    private bool Mentions(Dim dim, DimAtom atom) =>
        dim.Terms.Any(t => t.Monomial.Factors.Any(f => f.Atom.Equals(atom) || !_kept.Value.Contains(f.Atom) && f.Atom.Parts.Any(p => Mentions(p, atom))));

    private static BigInteger Inverse(BigInteger value, BigInteger modulus)
    {
        var (previous, current) = (modulus, ((value % modulus) + modulus) % modulus);
        var (x, y) = (BigInteger.Zero, BigInteger.One);
        while (current > BigInteger.One)
        {
            var quotient = previous / current;
            (previous, current) = (current, previous - quotient * current);
            (x, y) = (y, x - quotient * y);
        }
        return ((y % modulus) + modulus) % modulus;
    }
}
