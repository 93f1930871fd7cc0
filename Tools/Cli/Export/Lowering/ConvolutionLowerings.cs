using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export.Lowering;

/// <summary>Convolutions over one, two or three axes.</summary>
internal static class ConvolutionLowerings
{
    public static void AddTo(Action<string, Func<OnnxCall, string>> add)
    {
        for (var axes = 1; axes <= 3; axes++)
        {
            var n = axes;
            add($"conv{n}d", c => Convolution(c, n));
            add($"conv_transpose{n}d", c => Transposed(c, n));
        }
    }

    private static string Convolution(OnnxCall c, int axes)
    {
        long[] kernel = c.Numbers("kernel_size", axes), stride = c.Numbers("stride", axes), dilation = c.Numbers("dilation", axes);
        var attributes = new List<(string, object)>
        {
            ("kernel_shape", kernel), ("strides", stride), ("dilations", dilation), ("group", c.Number(c.Node.Int("groups") ?? Dim.One, "groups")),
        };
        attributes.Add(Padding(c, kernel, stride, dilation) is { } pads ? ("pads", pads) : ("auto_pad", "SAME_UPPER"));
        return c.Add("Conv", Tensors(c), [.. attributes]);
    }

    /// <summary>What is added before and after each axis; null where only the input's size tells.</summary>
    private static long[]? Padding(OnnxCall c, long[] kernel, long[] stride, long[] dilation)
    {
        var axes = kernel.Length;
        switch (c.Node.Word("padding"))
        {
            case "valid":
                return new long[2 * axes];
            case "same":
            {
                long[] all = [.. kernel.Select((k, i) => dilation[i] * (k - 1))];
                return [.. all.Select(a => a / 2), .. all.Select(a => a - a / 2)];
            }
            case "same_upper":
            {
                Dim[] all = [.. kernel.Select((k, i) => c.Sizes.Of(Dim.Max(Dim.Zero, (c.Out[i + 2] - 1) * stride[i] + (dilation[i] * (k - 1) + 1) - c.In[i + 2])))];
                return all.All(a => a.Value is not null) ? [.. all.Select(a => a.Value!.Value / 2), .. all.Select(a => a.Value!.Value - a.Value!.Value / 2)] : null;
            }
            default:
            {
                var padding = c.Numbers("padding", axes);
                return [.. padding, .. padding];
            }
        }
    }

    private static string Transposed(OnnxCall c, int axes)
    {
        var padding = c.Numbers("padding", axes);
        return c.Add(
            "ConvTranspose", Tensors(c), ("kernel_shape", c.Numbers("kernel_size", axes)), ("strides", c.Numbers("stride", axes)), ("dilations", c.Numbers("dilation", axes)),
            ("group", c.Number(c.Node.Int("groups") ?? Dim.One, "groups")), ("pads", padding.Concat(padding)), ("output_padding", c.Numbers("output_padding", axes)));
    }

    private static IEnumerable<string> Tensors(OnnxCall c) => c.Has("bias") ? [c.X, c.Tensor("weight"), c.Tensor("bias")] : [c.X, c.Tensor("weight")];
}
