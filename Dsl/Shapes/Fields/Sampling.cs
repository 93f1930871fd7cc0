using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Shapes.Fields;

/// <summary>What happens at the ends of an axis that has some: a window's.</summary>
internal enum Border
{
    /// <summary>There is nothing behind them.</summary>
    Nothing,

    /// <summary>The axis goes on at its other end.</summary>
    Wraps,

    /// <summary>The entry at the end goes on.</summary>
    Repeats,

    /// <summary>The entries before the end come again, in reverse.</summary>
    Mirrors,
}

/// <summary>
/// Which entries of an axis an operator takes for each entry that it makes: for entry <c>Outputs · u + r</c>, the entries <c>Inputs · u + t</c> for every t in
/// <c>Taps[r]</c>.
/// </summary>
internal sealed record Sampling(int Outputs, int Inputs, IReadOnlyList<IReadOnlyList<long>> Taps)
{
    public static readonly Sampling Identity = new(1, 1, [[0]]);

    /// <summary>What happens at the ends of a window; the whole input is taken to have none.</summary>
    public Border Border { get; init; }

    public bool IsIdentity => Outputs == 1 && Inputs == 1 && Taps[0].Count == 1 && Taps[0][0] == 0;

    /// <summary>A kernel that slides.</summary>
    public static Sampling Kernel(long size, long stride, long padding, long dilation) =>
        new(1, (int)stride, [[.. Enumerable.Range(0, (int)size).Select(j => j * dilation - padding)]]);

    /// <summary>A kernel's taps, spread from each input: a transposed convolution.</summary>
    public static Sampling Spread(long size, long stride, long padding, long dilation) => new((int)stride, 1,
        [.. Enumerable.Range(0, (int)stride).Select(r => (IReadOnlyList<long>)[
            .. Enumerable.Range(0, (int)size).Select(j => r + padding - j * dilation).Where(at => at % stride == 0).Select(at => at / stride)])]);

    /// <summary>Entries from one on.</summary>
    public static Sampling From(long first, long step = 1) => new(1, (int)step, [[first]]);

    /// <summary>As many equal parts (or as equal as may be) of an axis, each from its first entry to its last: adaptive pooling.</summary>
    public static Sampling Parts(int outputs, int inputs) => new(outputs, inputs,
        [.. Enumerable.Range(0, outputs).Select(r =>
        {
            var (from, to) = (Floor((long)r * inputs, outputs), -Floor(-(r + 1L) * inputs, outputs));
            return (IReadOnlyList<long>)[.. Enumerable.Range(0, (int)(to - from)).Select(t => from + t)];
        })]);

    /// <summary>Another resolution: <paramref name="outputs"/> entries for <paramref name="inputs"/>.</summary>
    public static Sampling Resized(int outputs, int inputs, string mode) => mode == "area" ? Parts(outputs, inputs) : new(outputs, inputs,
        [.. Enumerable.Range(0, outputs).Select(r =>
        {
            if (mode == "nearest")
                return (IReadOnlyList<long>)[Floor((long)r * inputs, outputs)];
            // Between the centres of entries: (r + 1/2) · inputs / outputs - 1/2.
            var (place, unit) = ((2L * r + 1) * inputs - outputs, 2L * outputs);
            var at = Floor(place, unit);
            return place == at * unit ? [at] : mode == "bicubic" ? [at - 1, at, at + 1, at + 2] : [at, at + 1];
        })])
    { Border = Border.Repeats };

    public static long Floor(long dividend, long divisor) =>
        dividend / divisor - (dividend % divisor != 0 && dividend < 0 != divisor < 0 ? 1 : 0);

    /// <summary>The entry of a window of <paramref name="size"/> that an index means; null where there is none.</summary>
    public long? Within(long index, long size)
    {
        if (index >= 0 && index < size)
            return index;
        switch (Border)
        {
            case Border.Wraps:
                return index - Floor(index, size) * size;
            case Border.Repeats:
                return index < 0 ? 0 : size - 1;
            case Border.Mirrors when size > 1:
                var turn = index - Floor(index, 2 * size - 2) * (2 * size - 2);
                return turn < size ? turn : 2 * size - 2 - turn;
            default:
                return null;
        }
    }
}
