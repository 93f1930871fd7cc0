using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Dsl.Shapes;

/// <summary>Writes dims as an author would: <c>H / 4</c>, <c>2 * dim</c>, <c>ceil_div(dim, scales)</c>.</summary>
internal sealed class DimPrinter(Func<DimSymbol, Code> name, bool isText)
{
    private const string AxisOrder = "NBTCDHWL";

    private readonly Dictionary<Dim, Code> _memo = [];

    public Code Print(Dim dim)
    {
        if (_memo.TryGetValue(dim, out var done))
            return done;
        var code = PrintTerms(dim);
        _memo[dim] = code;
        return code;
    }

    private static Code Operation(string op, params Code[] operands) => new CodeOperation(op, operands, false);

    private static Code Negate(Code code) => code is CodeInt i ? new CodeInt(-i.Value) : Operation("neg", code);

    private static Code Call(string function, params Code[] arguments) => new CodeCall(function, arguments, false);

    private Code PrintTerms(Dim dim)
    {
        if (dim.IsConstant && dim.ConstantPart is { Sign: >= 0 } number)
            return Number(number);
        if (dim.SingleAtom is SymbolAtom { Symbol: var alone })
            return name(alone);
        var (whole, fractions) = DimFolding.Fold(dim);
        var terms = whole.Terms.Where(t => !t.Monomial.IsOne)
            .Select(t => new DimFraction(t.Coefficient, t.Monomial, Dim.One, Dim.One)).Concat(fractions)
            .OrderByDescending(f => f.Coefficient.Sign).ThenBy(OrderOf)
            .Select(f => (f.Coefficient.Sign, Code: PrintFraction(f))).ToList();
        var constant = whole.ConstantPart;
        // The constant is last, but 1 - x rather than -x + 1.
        if (!constant.IsZero || terms.Count == 0)
            terms.Insert(constant.Sign > 0 && terms.All(t => t.Sign < 0) ? 0 : terms.Count, (constant.Sign, Number(BigInteger.Abs(constant))));
        var sum = terms[0].Sign < 0 ? Negate(terms[0].Code) : terms[0].Code;
        return terms.Skip(1).Aggregate(sum, (s, t) => Operation(t.Sign < 0 ? "-" : "+", s, t.Code));
    }

    /// <summary>The term without its sign.</summary>
    private Code PrintFraction(DimFraction term)
    {
        var magnitude = BigInteger.Abs(term.Coefficient);
        if (term is { Dividend.IsOne: true, Divisor.IsOne: true, Rest.Single: ExtremumAtom extremum } && !magnitude.IsOne && extremum.Parts.Any(p => DimFolding.Fold(p).Fractions.Count > 0))
            return PrintExtremum(extremum.IsMax, extremum.Parts.Select(p => p.Scale(magnitude)));
        var factors = Factors(term.Rest);
        if (!term.Dividend.IsOne)
            factors.Insert(term.Rest.Factors.Count(f => f.Atom is SymbolAtom), Print(term.Dividend));
        if (!magnitude.IsOne || factors.Count == 0)
            factors.Insert(0, Number(magnitude));
        var product = factors.Aggregate((a, b) => Operation("*", a, b));
        return term.Divisor.IsOne ? product : Operation("/", product, Print(term.Divisor));
    }

    private List<Code> Factors(DimMonomial monomial) => monomial.Factors
        .OrderBy(f => OrderOf(f.Atom))
        .Select(f => f.Exponent == 1 ? PrintAtom(f.Atom) : Operation("**", PrintAtom(f.Atom), new CodeInt(f.Exponent)))
        .ToList();

    /// <summary>Parameters before sizes, sizes in the order of axes, what changes in a loop last.</summary>
    private static int OrderOf(DimAtom atom) => atom switch
    {
        SymbolAtom { Symbol: { Kind: DimKind.InputSize, Name: { Length: 1 } axis } } => 100 + AxisOrder.IndexOf(axis[0]),
        SymbolAtom { Symbol.Kind: var kind } => (int)kind * 100 + 50,
        _ => 1000,
    };

    /// <summary>Symbols before operations, and what is simple before products.</summary>
    private static long OrderOf(DimFraction term) =>
        term.Rest.Degree + term.Dividend.Terms.Max(t => t.Monomial.Degree) + (term.Rest.Factors.Any(f => f.Atom is not SymbolAtom) ? 1000 : 0);

    private Code Number(BigInteger value)
    {
        if (value <= long.MaxValue)
            return new CodeInt((long)value);
        return isText ? new CodeName(value.ToString(CultureInfo.InvariantCulture), CodeNameKind.Local) : new CodeInt(long.MaxValue);
    }

    private Code PrintAtom(DimAtom atom) => atom switch
    {
        SymbolAtom s => name(s.Symbol),
        QuotientAtom q => Operation("/", Print(q.Dividend), Print(q.Divisor)),
        FloorAtom { IsExact: true } f => Operation("/", Print(f.Dividend), Print(f.Divisor)),
        FloorAtom f => PrintFloor(f.Dividend, f.Divisor),
        RemainderAtom r => Operation("%", Print(r.Dividend), Print(r.Divisor)),
        ExtremumAtom e => PrintExtremum(e.IsMax, e.Parts),
        ConditionalAtom c => new CodeConditional(c.Condition, Print(c.Then), Print(c.Otherwise)),
        NestedAtom { IsSealed: true } when isText => new CodeName("…", CodeNameKind.Local),
        NestedAtom n => Print(n.Inner),
        _ => throw new InvalidOperationException("An atom that can't be printed."),
    };

    private Code PrintExtremum(bool isMax, IEnumerable<Dim> parts) => Call(isMax ? "max" : "min", parts.Reverse().Select(Print).ToArray());

    private Code PrintFloor(Dim dividend, Dim divisor)
    {
        // What stays a ceiling: (x + d - 1) / d.
        var raised = dividend - divisor + Dim.One;
        var isCeiling = raised.Terms.Length < dividend.Terms.Length;
        var (over, under) = DimFolding.Flatten(isCeiling ? raised : dividend, divisor);
        return isCeiling ? Call("ceil_div", Print(over), Print(under)) : Operation("floordiv", Print(over), Print(under));
    }
}
