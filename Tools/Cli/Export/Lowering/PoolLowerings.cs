using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export.Lowering;

/// <summary>Pooling. Positions that <c>ceil_mode</c> adds are made by padding, since runtimes don't agree on how far they reach.</summary>
internal static class PoolLowerings
{
    public static void AddTo(Action<string, Func<OnnxCall, string>> add)
    {
        for (var axes = 1; axes <= 3; axes++)
        {
            var n = axes;
            add($"avg_pool{n}d", c => Average(c, n));
            add($"max_pool{n}d", c => Maximum(c, n));
            add($"adaptive_avg_pool{n}d", c => AdaptiveLowerings.Average(c, c.X, c.In, c.Out));
        }
        add("adaptive_max_pool2d", AdaptiveLowerings.Maximum);
    }

    /// <summary>A window's sizes.</summary>
    private sealed record Window(long[] Kernel, long[] Stride, long[] Padding, long[] Dilation)
    {
        public long[] BothPaddings => [.. Padding, .. Padding];
    }

    private static Window WindowOf(OnnxCall c, int axes, bool hasDilation)
    {
        var kernel = c.Numbers("kernel_size", axes);
        return new Window(
            kernel, c.Node.Ints("stride") is null ? kernel : c.Numbers("stride", axes), c.Numbers("padding", axes), hasDilation ? c.Numbers("dilation", axes) : [.. kernel.Select(_ => 1L)]);
    }

    /// <summary>How far the last positions reach beyond the padded ends.</summary>
    private static Dim[] Beyond(OnnxCall c, Window w) => [.. w.Kernel.Select((k, i) => c.Sizes.Of(Dim.Max(
        Dim.Zero, (c.Out[i + 2] - 1) * w.Stride[i] + (w.Dilation[i] * (k - 1) + 1) - c.In[i + 2] - 2 * w.Padding[i])))];

    /// <summary>True where one window is the whole map, whatever its size.</summary>
    private static bool IsWhole(OnnxCall c, int axes) =>
        c.PerAxis("kernel_size", axes).SequenceEqual(c.In.Skip(2)) && c.PerAxis("padding", axes).All(p => p.Value == 0);

    private static string Maximum(OnnxCall c, int axes)
    {
        if (IsWhole(c, axes) && c.PerAxis("dilation", axes).All(d => d.Value == 1))
            return c.Add("ReduceMax", [c.X], ("axes", Enumerable.Range(2, axes)), ("keepdims", 1));
        var w = WindowOf(c, axes, hasDilation: true);
        var x = c.X;
        if (c.Node.Bool("ceil_mode") && Beyond(c, w) is var beyond && beyond.Any(b => b.Value != 0))
            x = PaddingLowerings.Pad(c, x, Full(Dim.Zero, c.Rank), [Dim.Zero, Dim.Zero, .. beyond], value: c.To.Float(double.NegativeInfinity));
        return c.Add("MaxPool", [x], ("kernel_shape", w.Kernel), ("strides", w.Stride), ("pads", w.BothPaddings), ("dilations", w.Dilation));
    }

    private static string Average(OnnxCall c, int axes)
    {
        if (IsWhole(c, axes))
            return c.Add("ReduceMean", [c.X], ("axes", Enumerable.Range(2, axes)), ("keepdims", 1));
        var w = WindowOf(c, axes, hasDilation: false);
        var counts = c.Node.Bool("count_include_pad");
        if (c.Node.Bool("ceil_mode") && Beyond(c, w) is var beyond && beyond.Any(b => b.Value != 0))
            return Uneven(c, w, beyond, counts);
        return c.Add("AveragePool", [c.X], ("kernel_shape", w.Kernel), ("strides", w.Stride), ("pads", w.BothPaddings), ("count_include_pad", counts));
    }

    /// <summary>Windows of which not all are full: sums over counts, each of what is there and (by <paramref name="counts"/>) of the padding, never of what lies beyond.</summary>
    private static string Uneven(OnnxCall c, Window w, Dim[] beyond, bool counts)
    {
        var none = Full(Dim.Zero, c.Rank);
        Dim[] padding = [Dim.Zero, Dim.Zero, .. w.Padding.Select(Dim.Constant)];
        Dim[] far = [.. padding.Select((p, i) => i < 2 ? p : p + beyond[i - 2])];
        string Pool(string value) => c.Add("AveragePool", [value], ("kernel_shape", w.Kernel), ("strides", w.Stride));
        var zero = c.To.Float(0);
        var sums = Pool(PaddingLowerings.Pad(c, c.X, padding, far, value: zero));
        var ones = c.Add("Expand", [c.To.Filled(1, [.. Enumerable.Repeat(1L, c.Rank)]), c.Sizes.Vector([Dim.One, Dim.One, .. c.In.Skip(2)])]);
        if (counts)
            ones = PaddingLowerings.Pad(c, ones, padding, padding, value: c.To.Float(1));
        var there = Pool(PaddingLowerings.Pad(c, ones, counts ? none : padding, counts ? [Dim.Zero, Dim.Zero, .. beyond] : far, value: zero));
        return c.Add("Div", [sums, there]);
    }

    private static Dim[] Full(Dim size, int count) => [.. Enumerable.Repeat(size, count)];
}
