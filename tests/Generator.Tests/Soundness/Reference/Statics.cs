using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Generator.Tests.Soundness.Reference;

/// <summary>Arithmetic and functions of static values, as the language page says them.</summary>
internal static class Statics
{
    public static object Binary(BinaryOperator sign, object left, object right)
    {
        if (left is List<object> first && right is List<object> second && sign == BinaryOperator.Add)
            return first.Concat(second).ToList();
        if (left is bool a && right is bool b)
        {
            return sign switch
            {
                BinaryOperator.And => a && b,
                BinaryOperator.Or => a || b,
                BinaryOperator.Equal => a == b,
                BinaryOperator.NotEqual => a != b,
                _ => throw new Unjudged($"{sign} of bools"),
            };
        }
        if (left is string s && right is string t)
            return sign == BinaryOperator.Equal ? s == t : sign == BinaryOperator.NotEqual ? s != t : throw new Unjudged($"{sign} of strings");
        if (left is long x && right is long y)
            return Ints(sign, x, y);
        return Floats(sign, Of.Float(left, "an operand"), Of.Float(right, "an operand"));
    }

    public static bool Has(string name) => name is "floor_div" or "ceil_div" or "min" or "max" or "sum" or "prod" or "cumsum" or "len" or "reversed" or "contains" or "linspace"
        or "all" or "any" or "int" or "float" or "floor" or "ceil" or "round" or "abs" or "sqrt" or "exp" or "log";

    public static object Call(string name, List<object> given)
    {
        List<object> Items() => given is [List<object> list] ? list : given;
        return name switch
        {
            "floor_div" => Floor(Of.Int(given[0], name), Of.Int(given[1], name)),
            "ceil_div" => -Floor(-Of.Int(given[0], name), Of.Int(given[1], name)),
            "min" => Extreme(Items(), smallest: true),
            "max" => Extreme(Items(), smallest: false),
            "sum" => Items().Aggregate((object)0L, (sum, item) => Binary(BinaryOperator.Add, sum, item)),
            "prod" => Items().Aggregate((object)1L, (sum, item) => Binary(BinaryOperator.Multiply, sum, item)),
            "cumsum" => Sums(Items()),
            "len" => (long)Items().Count,
            "reversed" => Enumerable.Reverse(Items()).ToList(),
            "contains" => ((List<object>)given[0]).Contains(given[1]),
            "linspace" => Linspace(Of.Float(given[0], name), Of.Float(given[1], name), Of.Int(given[2], name)),
            "all" => Items().All(i => (bool)i),
            "any" => Items().Any(i => (bool)i),
            "int" => (long)Math.Truncate(Of.Float(given[0], name)),
            "float" => Of.Float(given[0], name),
            "floor" => (long)Math.Floor(Of.Float(given[0], name)),
            "ceil" => (long)Math.Ceiling(Of.Float(given[0], name)),
            "round" => (long)Math.Round(Of.Float(given[0], name), MidpointRounding.ToEven),
            "abs" => given[0] is long whole ? Math.Abs(whole) : Math.Abs(Of.Float(given[0], name)),
            "sqrt" => Math.Sqrt(Of.Float(given[0], name)),
            "exp" => Math.Exp(Of.Float(given[0], name)),
            "log" => Math.Log(Of.Float(given[0], name)),
            _ => throw new Unjudged(name),
        };
    }

    public static long Floor(long a, long b)
    {
        if (b == 0)
            throw new SpecFails("division by zero");
        var quotient = a / b;
        return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
    }

    private static object Ints(BinaryOperator sign, long a, long b)
    {
        try
        {
            return sign switch
            {
                BinaryOperator.Add => checked(a + b),
                BinaryOperator.Subtract => checked(a - b),
                BinaryOperator.Multiply => checked(a * b),
                BinaryOperator.Divide => b == 0 || a % b != 0 ? throw new SpecFails($"{a} / {b} isn't exact") : a / b,
                BinaryOperator.Remainder => a - (b * Floor(a, b)),
                BinaryOperator.Power => b is < 0 or > 62 ? throw new SpecFails($"{a} ** {b}") : Enumerable.Repeat(a, (int)b).Aggregate(1L, (product, factor) => checked(product * factor)),
                _ => Compared(sign, a.CompareTo(b)),
            };
        }
        catch (OverflowException)
        {
            throw new SpecFails($"{a} {sign} {b} is too large");
        }
    }

    private static object Floats(BinaryOperator sign, double a, double b) => sign switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        BinaryOperator.Divide => a / b,
        BinaryOperator.Power => Math.Pow(a, b),
        BinaryOperator.Remainder => throw new Unjudged("% of floats"),
        _ => Compared(sign, a.CompareTo(b)),
    };

    private static object Compared(BinaryOperator sign, int order) => sign switch
    {
        BinaryOperator.Equal => order == 0,
        BinaryOperator.NotEqual => order != 0,
        BinaryOperator.Less => order < 0,
        BinaryOperator.LessOrEqual => order <= 0,
        BinaryOperator.Greater => order > 0,
        BinaryOperator.GreaterOrEqual => order >= 0,
        _ => throw new Unjudged($"{sign} of numbers"),
    };

    private static object Extreme(List<object> items, bool smallest)
    {
        if (items.Count == 0)
            throw new SpecFails("the least or largest of none");
        return items.Aggregate((best, item) => (bool)Binary(smallest ? BinaryOperator.Less : BinaryOperator.Greater, item, best) ? item : best);
    }

    private static List<object> Sums(List<object> items)
    {
        object sum = 0L;
        return [.. items.Select(item => sum = Binary(BinaryOperator.Add, sum, item))];
    }

    private static List<object> Linspace(double from, double to, long count) =>
        [.. Enumerable.Range(0, (int)count).Select(i => (object)(count == 1 ? from : from + ((to - from) * i / (count - 1))))];
}
