using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export.Lowering;

/// <summary>Between positions and channels, or between grids.</summary>
internal static class SpaceLowerings
{
    public static void AddTo(Action<string, Func<OnnxCall, string>> add)
    {
        add("pixel_shuffle", PixelShuffle);
        add("pixel_unshuffle", PixelUnshuffle);
        add("unfold", Unfold);
        add("interpolate", Interpolate);
    }

    private static string PixelShuffle(OnnxCall c)
    {
        var factor = c.Number(c.Node.Int("factor") ?? Dim.One, "factor");
        if (c.Rank == 4)
            return c.Add("DepthToSpace", [c.X], ("blocksize", factor), ("mode", "CRD"));
        var at = c.Rank - 3;
        Dim f = factor;
        Dim[] apart = [.. c.In.Take(at), c.Out[at], f, f, c.In[at + 1], c.In[at + 2]];
        int[] order = [.. Enumerable.Range(0, at + 1), at + 3, at + 1, at + 4, at + 2];
        return c.Reshape(c.Transpose(c.Reshape(c.X, c.In, apart), order), [.. order.Select(i => apart[i])], c.Out);
    }

    private static string PixelUnshuffle(OnnxCall c)
    {
        Dim f = c.Number(c.Node.Int("factor") ?? Dim.One, "factor");
        var at = c.Rank - 3;
        Dim[] apart = [.. c.In.Take(at + 1), c.Out[at + 1], f, c.Out[at + 2], f];
        int[] order = [.. Enumerable.Range(0, at + 1), at + 2, at + 4, at + 1, at + 3];
        return c.Reshape(c.Transpose(c.Reshape(c.X, c.In, apart), order), [.. order.Select(i => apart[i])], c.Out);
    }

    /// <summary>A depthwise convolution whose kernels each pick one entry.</summary>
    private static string Unfold(OnnxCall c)
    {
        long[] kernel = c.Numbers("kernel_size", 2), padding = c.Numbers("padding", 2);
        var channels = c.Number(c.In[1], "number of channels");
        var entries = kernel[0] * kernel[1];
        var picks = new float[channels * entries * entries];
        for (var i = 0L; i < channels * entries; i++)
            picks[i * entries + i % entries] = 1;
        var seen = c.Add(
            "Conv", [c.X, c.To.Floats(picks, [channels * entries, 1, kernel[0], kernel[1]])], ("kernel_shape", kernel), ("strides", c.Numbers("stride", 2)),
            ("dilations", c.Numbers("dilation", 2)), ("pads", padding.Concat(padding)), ("group", channels));
        return c.Add("Reshape", [seen, c.To.Ints(0, channels * entries, -1)]);
    }

    private static string Interpolate(OnnxCall c)
    {
        var mode = c.Node.Word("mode") ?? "nearest";
        if (mode == "area")
            return AdaptiveLowerings.Average(c, c.X, c.In, c.Out);
        if (c.In.SequenceEqual(c.Out) && mode == "nearest")
            return c.X;
        // Runtimes resize along two axes or three, not along one.
        var isFlat = c.Rank == 3 && mode != "nearest";
        var x = isFlat ? c.Add("Unsqueeze", [c.X, c.To.Ints(2)]) : c.X;
        string scales = "", sizes = "";
        if (c.Node.Ints("scale_factor") is not null)
        {
            float[] factors = [1, 1, .. isFlat ? [1f] : Array.Empty<float>(), .. c.Numbers("scale_factor", c.Rank - 2).Select(f => (float)f)];
            scales = c.To.Floats(factors, [factors.Length]);
        }
        else
        {
            sizes = c.Sizes.Vector([.. c.Out.Take(2), .. isFlat ? [Dim.One] : Array.Empty<Dim>(), .. c.Out.Skip(2)]);
        }
        (string, object)[] how = mode switch
        {
            "nearest" => [("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")],
            "bicubic" => [("mode", "cubic"), ("cubic_coeff_a", -0.75), Corners(c)],
            _ => [("mode", "linear"), Corners(c)],
        };
        var resized = c.Add("Resize", [x, "", scales, sizes], how);
        return isFlat ? c.Add("Squeeze", [resized, c.To.Ints(2)]) : resized;
    }

    private static (string, object) Corners(OnnxCall c) => ("coordinate_transformation_mode", c.Node.Bool("align_corners") ? "align_corners" : "half_pixel");
}
