using System;

namespace ArchGen.Runtime.Generated;

/// <summary>The functions of specs over static values that .NET has no equal of.</summary>
public static class StaticMath
{
    /// <summary>The quotient rounded down.</summary>
    public static long FloorDiv(long dividend, long divisor)
    {
        var quotient = dividend / divisor;
        return dividend % divisor != 0 && (dividend < 0) != (divisor < 0) ? quotient - 1 : quotient;
    }

    /// <summary>The quotient rounded up.</summary>
    public static long CeilDiv(long dividend, long divisor) => -FloorDiv(-dividend, divisor);

    /// <summary>What is left of a division rounded down: it has the divisor's sign.</summary>
    public static long Mod(long dividend, long divisor) => dividend - divisor * FloorDiv(dividend, divisor);

    /// <summary>What is left of a division rounded down: it has the divisor's sign.</summary>
    public static double Mod(double dividend, double divisor) => dividend - divisor * Math.Floor(dividend / divisor);

    /// <summary>An integer power; the exponent isn't negative.</summary>
    public static long Pow(long value, long exponent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        long result = 1;
        for (; exponent > 0; exponent--)
            result = checked(result * value);
        return result;
    }

    /// <summary>The sum of a list.</summary>
    public static long Sum(long[] list)
    {
        long sum = 0;
        foreach (var item in list)
            sum += item;
        return sum;
    }

    /// <summary>The sum of a list.</summary>
    public static double Sum(double[] list)
    {
        double sum = 0;
        foreach (var item in list)
            sum += item;
        return sum;
    }

    /// <summary>The product of a list.</summary>
    public static long Prod(long[] list)
    {
        long product = 1;
        foreach (var item in list)
            product *= item;
        return product;
    }

    /// <summary>The product of a list.</summary>
    public static double Prod(double[] list)
    {
        double product = 1;
        foreach (var item in list)
            product *= item;
        return product;
    }

    /// <summary>The least of a list that isn't empty.</summary>
    public static long Min(params long[] list) => Best(list, Math.Min);

    /// <summary>The least of a list that isn't empty.</summary>
    public static double Min(params double[] list) => Best(list, Math.Min);

    /// <summary>The largest of a list that isn't empty.</summary>
    public static long Max(params long[] list) => Best(list, Math.Max);

    /// <summary>The largest of a list that isn't empty.</summary>
    public static double Max(params double[] list) => Best(list, Math.Max);

    /// <summary>The largest integer that isn't above a number.</summary>
    public static long Floor(double value) => (long)Math.Floor(value);

    /// <summary>The least integer that isn't below a number.</summary>
    public static long Ceil(double value) => (long)Math.Ceiling(value);

    /// <summary>The nearest integer, halves to the even one.</summary>
    public static long Round(double value) => (long)Math.Round(value, MidpointRounding.ToEven);

    /// <summary>True when every item is true.</summary>
    public static bool All(bool[] list) => Array.TrueForAll(list, item => item);

    /// <summary>True when an item is true.</summary>
    public static bool Any(bool[] list) => Array.Exists(list, item => item);

    private static T Best<T>(T[] list, Func<T, T, T> better)
    {
        ArgumentOutOfRangeException.ThrowIfZero(list.Length, nameof(list));
        var best = list[0];
        foreach (var item in list)
            best = better(best, item);
        return best;
    }

    /// <summary><paramref name="count"/> numbers at equal distances from one to another, both included.</summary>
    public static double[] Linspace(double from, double to, long count)
    {
        var list = new double[count];
        for (var i = 0; i < list.Length; i++)
            list[i] = count == 1 ? from : from + (to - from) * i / (count - 1);
        return list;
    }

    /// <summary>The running sums of a list.</summary>
    public static long[] Cumsum(long[] list)
    {
        long sum = 0;
        return Array.ConvertAll(list, item => sum += item);
    }

    /// <summary>The running sums of a list.</summary>
    public static double[] Cumsum(double[] list)
    {
        double sum = 0;
        return Array.ConvertAll(list, item => sum += item);
    }

    /// <summary>A list back to front.</summary>
    public static T[] Reversed<T>(T[] list)
    {
        var copy = (T[])list.Clone();
        Array.Reverse(copy);
        return copy;
    }

    /// <summary>True when a list has an item.</summary>
    public static bool Contains<T>(T[] list, T item) => Array.IndexOf(list, item) >= 0;

    /// <summary>Lists joined.</summary>
    public static T[] Concat<T>(params T[][] lists)
    {
        var joined = new T[Sum(Array.ConvertAll(lists, list => (long)list.Length))];
        var at = 0;
        foreach (var list in lists)
        {
            list.CopyTo(joined, at);
            at += list.Length;
        }
        return joined;
    }

    /// <summary>A part of a list; negative ends count from the list's.</summary>
    public static T[] Slice<T>(T[] list, long? from, long? to)
    {
        var start = Place(from ?? 0, list.Length);
        var end = Place(to ?? list.Length, list.Length);
        return list[start..Math.Max(start, end)];
    }

    private static int Place(long index, int length) => (int)Math.Clamp(index < 0 ? index + length : index, 0, length);

    /// <summary>A list of an item for each number of a range.</summary>
    public static T[] Map<T>(long from, long to, Func<long, T> item)
    {
        var list = new T[Math.Max(0, to - from)];
        for (var i = 0; i < list.Length; i++)
            list[i] = item(from + i);
        return list;
    }

    /// <summary>A list of an item for each of another's.</summary>
    public static TOut[] Map<TIn, TOut>(TIn[] list, Func<TIn, TOut> item) => Array.ConvertAll(list, entry => item(entry));
}
