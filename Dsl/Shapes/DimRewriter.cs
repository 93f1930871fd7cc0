using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Dsl.Shapes;

/// <summary>Replaces atoms and puts what results in normal form, by what is known.</summary>
internal sealed class DimRewriter(Assumptions known, IReadOnlyDictionary<DimSymbol, Dim>? map = null)
{
    private Dictionary<DimAtom, Dim>? _memo;

    /// <summary>What is known of the result's symbols.</summary>
    public Assumptions Known => known;

    public Dim Rewrite(Dim dim)
    {
        Dim[]? rewritten = null;
        for (int i = 0; i < dim.Terms.Length; i++)
        {
            var product = Rewrite(dim.Terms[i].Monomial);
            if (product is null)
                continue;
            rewritten ??= new Dim[dim.Terms.Length];
            rewritten[i] = product.Scale(dim.Terms[i].Coefficient);
        }
        if (rewritten is null)
            return map is null ? known.ReduceByRules(dim) : dim;
        var terms = new List<DimTerm>();
        for (int i = 0; i < rewritten.Length; i++)
        {
            if (rewritten[i] is { } changed)
                terms.AddRange(changed.Terms);
            else
                terms.Add(dim.Terms[i]);
        }
        return map is null ? known.ReduceByRules(Dim.Sum([.. terms])) : Dim.Sum([.. terms]);
    }

    /// <summary>Replaces symbols in a condition.</summary>
    public Code RewriteCode(Code code) =>
        map is null ? code : DimText.Replace(code, part => map.FirstOrDefault(m => DimText.AreEqual(m.Key.Code, part)).Value?.ToCode());

    /// <summary>The rewritten product; null where nothing changed.</summary>
    private Dim? Rewrite(DimMonomial monomial)
    {
        Dim? product = null;
        for (int i = 0; i < monomial.Factors.Length; i++)
        {
            var factor = monomial.Factors[i];
            var replacement = Rewrite(factor.Atom);
            if (product is null && (ReferenceEquals(replacement, Dim.Of(factor.Atom)) || Equals(replacement.SingleAtom, factor.Atom) && replacement.SingleAtom!.IsExact == factor.Atom.IsExact))
                continue;
            product ??= monomial.Factors.Take(i).Aggregate(Dim.One, (p, f) => p * Dim.Of(DimMonomial.Of(f.Atom, f.Exponent), 1));
            product *= Dim.Power(replacement, factor.Exponent);
        }
        return product;
    }

    private Dim Rewrite(DimAtom atom)
    {
        if (atom is SymbolAtom)
            return Replacement(atom) ?? Dim.Of(atom);
        if (_memo is not null && _memo.TryGetValue(atom, out var done))
            return done;
        var result = Replacement(atom) ?? atom.Rewrite(this);
        (_memo ??= [])[atom] = result;
        return result;
    }

    private Dim? Replacement(DimAtom atom)
    {
        if (map is null)
            return known.Replacement(atom);
        return atom is SymbolAtom { Symbol: var symbol } && map.TryGetValue(symbol, out var value) ? value : null;
    }
}
