using System.Linq;
using System.Numerics;

namespace ArchGen.Dsl.Shapes;

/// <content>Facts that don't solve for one unknown.</content>
public sealed partial class Assumptions
{
    /// <summary>The quotient of a reduced division, where a fact says that it leaves nothing; null elsewhere.</summary>
    internal Dim? ExactQuotient(Dim dividend, Dim divisor)
    {
        foreach (var rule in _rules)
        {
            // dividend / divisor = dividend/a * b/divisor * (a / b), for the fact that b divides a.
            if (rule.Exact is { } exact
                && DimMath.DivideExactly(dividend, exact.Dividend) is { } times
                && DimMath.DivideExactly(exact.Divisor, divisor) is { } over)
            {
                return times * over * Dim.Of(exact);
            }
        }
        return null;
    }

    /// <summary>The dim rewritten by facts that don't solve for one unknown.</summary>
    internal Dim ReduceByRules(Dim dim)
    {
        if (_rules.Length == 0)
            return dim;
        for (int pass = 0; pass < 4; pass++)
        {
            var reduced = _rules.Aggregate(dim, (d, rule) => rule.Apply(d));
            if (reduced.Equals(dim))
                return dim;
            dim = reduced;
        }
        return dim;
    }

    /// <summary>The dim over its content, its leading coefficient positive.</summary>
    private static Dim Primitive(Dim dim) => dim.IsZero ? dim : dim.Unscale(dim.Terms[0].Coefficient.Sign < 0 ? -dim.Content : dim.Content);
}
