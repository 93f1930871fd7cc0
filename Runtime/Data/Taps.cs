using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;

namespace ArchGen.Runtime;

/// <summary>For each new row or column, the old ones that it is made of, and by how much. Where an image shrinks, the filter is as much wider, so that nothing is passed over.</summary>
internal sealed class Taps
{
    /// <summary>Whole weights are parts of two to the power of this.</summary>
    public const int WholeBits = 22;

    // Images of any size have parts of any size: what is kept is some 32 MB, then begun anew.
    private const long MostKept = 1 << 22;

    private static readonly ConcurrentDictionary<(int From, int To, bool IsCubic, int Begin, int Count), Taps> s_known = new();
    private static long s_kept;

    private readonly int[] _first;
    private readonly float[][] _weights;
    private readonly int[][] _whole;

    private Taps(int from, int to, bool isCubic, int begin, int count)
    {
        (_first, _weights, _whole) = (new int[count], new float[count][], new int[count][]);
        var scale = (double)from / to;
        var stretch = Math.Max(scale, 1);
        var reach = (isCubic ? 2 : 1) * stretch;
        for (var i = 0; i < count; i++)
        {
            var centre = (begin + i + 0.5) * scale;
            var (low, high) = (Math.Max(0, (int)(centre - reach + 0.5)), Math.Min(from, (int)(centre + reach + 0.5)));
            var weights = new double[high - low];
            double sum = 0;
            for (var t = 0; t < weights.Length; t++)
                sum += weights[t] = isCubic ? Cubic((low + t + 0.5 - centre) / stretch) : Math.Max(0, 1 - Math.Abs((low + t + 0.5 - centre) / stretch));
            _first[i] = low;
            _weights[i] = Array.ConvertAll(weights, w => (float)(w / sum));
            _whole[i] = Array.ConvertAll(weights, w => (int)Math.Round(w / sum * (1 << WholeBits), MidpointRounding.AwayFromZero));
        }
    }

    /// <summary>From one size to another. Those of a run's crops come again and again.</summary>
    public static Taps For(int from, int to, bool isCubic) => For(from, to, isCubic, 0, to);

    /// <summary>The same for some of the new ones alone, which count from <paramref name="begin"/>.</summary>
    public static Taps For(int from, int to, bool isCubic, int begin, int count)
    {
        var key = (from, to, isCubic, begin, count);
        if (s_known.TryGetValue(key, out var known))
            return known;
        var made = new Taps(from, to, isCubic, begin, count);
        if (Interlocked.Add(ref s_kept, made.Size) > MostKept)
        {
            s_known.Clear();
            Interlocked.Exchange(ref s_kept, made.Size);
        }

        s_known[key] = made;
        return made;
    }

    /// <summary>How many weights all that are kept have: a test looks at it.</summary>
    public static long Kept => Interlocked.Read(ref s_kept);

    public int First(int i) => _first[i];

    public int Count(int i) => _weights[i].Length;

    public float Weight(int i, int tap) => _weights[i][tap];

    public ReadOnlySpan<int> Whole(int i) => _whole[i];

    private long Size => _whole.Sum(w => w.Length + 8L);

    // Keys' cubic of -1/2.
    private static double Cubic(double at)
    {
        at = Math.Abs(at);
        return at < 1 ? (1.5 * at - 2.5) * at * at + 1 : at < 2 ? ((at - 5) * at + 8) * at * -0.5 + 2 : 0;
    }
}
