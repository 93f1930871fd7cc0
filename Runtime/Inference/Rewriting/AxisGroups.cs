using System.Collections.Generic;

namespace ArchGen.Runtime.Inference.Rewriting;

/// <summary>Which axes of a shape become which of another with the same entries.</summary>
internal static class AxisGroups
{
    /// <summary>The smallest runs of axes that hold the same number of entries, in order; null where a size is 0.</summary>
    public static List<(int[] From, int[] To)>? Of(long[] from, long[] to)
    {
        var groups = new List<(int[] From, int[] To)>();
        var (i, j) = (0, 0);
        while (i < from.Length || j < to.Length)
        {
            var (first, second) = (new List<int>(), new List<int>());
            var (a, b) = (1L, 1L);
            if (i < from.Length)
                a = Take(from, ref i, first);
            if (j < to.Length)
                b = Take(to, ref j, second);
            while (a != b)
            {
                if (a == 0 || b == 0)
                    return null;
                if (a < b && i < from.Length)
                    a *= Take(from, ref i, first);
                else if (b < a && j < to.Length)
                    b *= Take(to, ref j, second);
                else
                    return null;
            }
            groups.Add(([.. first], [.. second]));
        }
        return groups;
    }

    private static long Take(long[] sizes, ref int at, List<int> axes)
    {
        axes.Add(at);
        return sizes[at++];
    }
}
