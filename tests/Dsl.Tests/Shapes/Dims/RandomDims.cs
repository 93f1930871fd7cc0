using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Tests.Shapes.Dims;

/// <summary>A dim with an independent way to compute it; null where a divisor isn't positive.</summary>
internal sealed record RandomDim(Dim Dim, Func<IReadOnlyDictionary<string, long>, BigInteger?> Evaluate);

/// <summary>Random dims over x, y, z (x and y at least 1), and what they are for given values.</summary>
internal sealed class RandomDims(Random random)
{
    public static readonly string[] Names = ["x", "y", "z"];

    public static readonly DimSymbol[] Symbols =
    [
        new("x", DimKind.InputSize, new CodeName("x", CodeNameKind.InputSize), 1),
        new("y", DimKind.Parameter, new CodeName("y", CodeNameKind.Parameter), 1),
        new("z", DimKind.Local, new CodeName("z", CodeNameKind.Local)),
    ];

    public static IEnumerable<IReadOnlyDictionary<string, long>> Assignments { get; } = (
        from x in Enumerable.Range(1, 13)
        from y in Enumerable.Range(1, 7)
        from z in Enumerable.Range(-3, 9)
        select new Dictionary<string, long> { ["x"] = x, ["y"] = y, ["z"] = z }).ToArray();

    public RandomDim Next(int depth)
    {
        if (depth == 0 || random.Next(6) == 0)
            return Leaf();
        return random.Next(9) switch
        {
            0 or 1 => Binary(depth, (a, b) => a + b, (a, b) => a + b),
            2 => Binary(depth, (a, b) => a - b, (a, b) => a - b),
            3 => Binary(depth, (a, b) => a * b, (a, b) => a * b),
            4 => Divide(depth, Dim.FloorDiv, Floor),
            5 => Divide(depth, Dim.CeilDiv, (a, b) => -Floor(-a, b)),
            6 => Divide(depth, Dim.Mod, (a, b) => a - b * Floor(a, b)),
            7 => Binary(depth, Dim.Min, BigInteger.Min),
            _ => Binary(depth, Dim.Max, BigInteger.Max),
        };
    }

    public RandomDim Leaf()
    {
        if (random.Next(3) == 0)
        {
            var value = random.Next(-4, 9);
            return new(Dim.Constant(value), _ => value);
        }
        var symbol = Symbols[random.Next(Symbols.Length)];
        var factor = random.Next(4) == 0 ? random.Next(1, 5) : 1;
        return new(factor * Dim.Symbol(symbol), values => factor * values[symbol.Name]);
    }

    public RandomDim Divisor()
    {
        var value = random.Next(1, 9);
        return random.Next(4) switch
        {
            0 => new(Dim.Symbol(Symbols[1]), values => values["y"]),
            1 => new(value * Dim.Symbol(Symbols[1]), values => value * values["y"]),
            _ => new(Dim.Constant(value), _ => value),
        };
    }

    public static BigInteger Floor(BigInteger a, BigInteger b)
    {
        var quotient = BigInteger.DivRem(a, b, out var rest);
        return !rest.IsZero && (rest.Sign < 0) != (b.Sign < 0) ? quotient - 1 : quotient;
    }

    /// <summary>Runs generated code; an exact division must be exact.</summary>
    public static BigInteger Run(Code code, IReadOnlyDictionary<string, long> values)
    {
        BigInteger Of(Code c) => Run(c, values);
        switch (code)
        {
            case CodeInt i:
                return i.Value;
            case CodeName n:
                return values[n.Name];
            case CodeOperation { Operator: "neg" } o:
                return -Of(o.Operands[0]);
            case CodeOperation o:
                var (a, b) = (Of(o.Operands[0]), Of(o.Operands[1]));
                if (o.Operator == "/" && !(a % b).IsZero)
                    throw new InvalidOperationException($"{a} / {b} isn't exact");
                return o.Operator switch
                {
                    "+" => a + b,
                    "-" => a - b,
                    "*" => a * b,
                    "/" or "floordiv" => Floor(a, b),
                    "%" => a - b * Floor(a, b),
                    "**" => BigInteger.Pow(a, (int)b),
                    _ => throw new InvalidOperationException(o.Operator),
                };
            case CodeCall c:
                var arguments = c.Arguments.Select(Of).ToArray();
                return c.Function switch
                {
                    "min" => arguments.Aggregate(BigInteger.Min),
                    "max" => arguments.Aggregate(BigInteger.Max),
                    "ceil_div" => -Floor(-arguments[0], arguments[1]),
                    _ => throw new InvalidOperationException(c.Function),
                };
            default:
                throw new InvalidOperationException(code.ToString());
        }
    }

    private RandomDim Binary(int depth, Func<Dim, Dim, Dim> dim, Func<BigInteger, BigInteger, BigInteger> evaluate)
    {
        var (a, b) = (Next(depth - 1), Next(depth - 1));
        return Combine(a, b, dim, evaluate);
    }

    private RandomDim Divide(int depth, Func<Dim, Dim, Dim> dim, Func<BigInteger, BigInteger, BigInteger> evaluate) =>
        Combine(Next(depth - 1), Divisor(), dim, evaluate);

    private static RandomDim Combine(RandomDim a, RandomDim b, Func<Dim, Dim, Dim> dim, Func<BigInteger, BigInteger, BigInteger> evaluate) =>
        new(dim(a.Dim, b.Dim), values => a.Evaluate(values) is { } x && b.Evaluate(values) is { } y ? evaluate(x, y) : null);
}
