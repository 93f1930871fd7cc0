using System.Numerics;

namespace ArchGen.Dsl.Shapes;

/// <summary>The integers from <paramref name="Min"/> to <paramref name="Max"/>; null for no bound.</summary>
internal readonly record struct DimRange(BigInteger? Min, BigInteger? Max)
{
    public static readonly DimRange All = new(null, null);

    public bool IsEmpty => Min > Max;

    public DimRange Intersect(DimRange other) => new(Greater(Min, other.Min), Lesser(Max, other.Max));

    public DimRange Union(DimRange other) => new(
        Min is { } a && other.Min is { } b ? BigInteger.Min(a, b) : null,
        Max is { } c && other.Max is { } d ? BigInteger.Max(c, d) : null);

    public static DimRange operator +(DimRange left, DimRange right) => new(left.Min + right.Min, left.Max + right.Max);

    public DimRange Scale(BigInteger factor)
    {
        if (factor.IsZero)
            return new(BigInteger.Zero, BigInteger.Zero);
        return factor.Sign > 0 ? new(Min * factor, Max * factor) : new(Max * factor, Min * factor);
    }

    /// <summary>All products: the extremes are products of ends.</summary>
    public static DimRange operator *(DimRange left, DimRange right)
    {
        BigInteger? min = null, max = null;
        var (isUnboundedBelow, isUnboundedAbove) = (false, false);
        for (int i = 0; i < 4; i++)
        {
            var isLeftMin = i % 2 == 0;
            var isRightMin = i < 2;
            var a = isLeftMin ? left.Min : left.Max;
            var b = isRightMin ? right.Min : right.Max;
            if (a is { } x && b is { } y)
            {
                min = Lesser(min, x * y);
                max = Greater(max, x * y);
                continue;
            }
            var sign = (a?.Sign ?? (isLeftMin ? -1 : 1)) * (b?.Sign ?? (isRightMin ? -1 : 1));
            isUnboundedBelow |= sign < 0;
            isUnboundedAbove |= sign > 0;
            if (sign == 0)
            {
                min = Lesser(min, BigInteger.Zero);
                max = Greater(max, BigInteger.Zero);
            }
        }
        return new(isUnboundedBelow ? null : min, isUnboundedAbove ? null : max);
    }

    public DimRange Power(int exponent)
    {
        if (exponent == 1)
            return this;
        if (exponent > 64)
            return Min is { Sign: >= 0 } ? new(Min, null) : All;
        if (exponent % 2 == 0 && Min is not { Sign: >= 0 })
        {
            var magnitude = Max is { Sign: <= 0 } ? Scale(-1) : new DimRange(BigInteger.Zero, Greater(-Min, Max, bothNeeded: true));
            return magnitude.Power(exponent);
        }
        return new(Min is { } min ? BigInteger.Pow(min, exponent) : null, Max is { } max ? BigInteger.Pow(max, exponent) : null);
    }

    private static BigInteger? Greater(BigInteger? a, BigInteger? b, bool bothNeeded = false) =>
        a is { } x && b is { } y ? BigInteger.Max(x, y) : bothNeeded ? null : a ?? b;

    private static BigInteger? Lesser(BigInteger? a, BigInteger? b, bool bothNeeded = false) =>
        a is { } x && b is { } y ? BigInteger.Min(x, y) : bothNeeded ? null : a ?? b;
}
