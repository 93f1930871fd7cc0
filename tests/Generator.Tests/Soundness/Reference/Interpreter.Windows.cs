using System.Linq;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ArchGen.Generator.Tests.Soundness.Reference;

/// <summary>Operators whose windows go over a map's axes.</summary>
internal sealed partial class Interpreter
{
    private Tensor Convolution(Arguments a, Tensor x, string key, int axes)
    {
        Rank(x, axes + 2, axes + 2);
        var (to, groups) = (Positive(a, "out_channels"), Positive(a, "groups"));
        var (kernel, stride, dilation) = (a.PerAxis("kernel_size", axes, 1), a.PerAxis("stride", axes, 1), a.PerAxis("dilation", axes, 1));
        if (x.shape[1] % groups != 0 || to % groups != 0)
            throw new SpecFails($"{groups} groups of {x.shape[1]} and {to} channels");
        var weight = Weight(key + "weight", [to, x.shape[1] / groups, .. kernel]);
        var bias = a.Bool("bias") ? Weight(key + "bias", to) : null;
        var padding = new long[axes];
        switch (a.Symbol("padding"))
        {
            case null:
                padding = a.PerAxis("padding", axes, 0);
                break;
            case "same" when stride.Any(s => s != 1):
                throw new SpecFails("padding: same with a stride");
            case "same" or "same_upper":
                // Before what an axis lacks half of it, rounded down; the rest behind.
                for (var i = 0; i < axes; i++)
                {
                    var size = x.shape[2 + i];
                    var lacks = System.Math.Max(0, (((size + stride[i] - 1) / stride[i] - 1) * stride[i]) + (dilation[i] * (kernel[i] - 1)) + 1 - size);
                    var before = x.shape.ToArray();
                    before[2 + i] = lacks;
                    x = lacks == 0 ? x : cat([x, zeros(before)], 2 + i);
                }
                break;
        }
        return axes switch
        {
            1 => functional.conv1d(x, weight, bias, stride[0], padding[0], dilation[0], groups),
            2 => functional.conv2d(x, weight, bias, stride, padding, dilation, groups),
            _ => functional.conv3d(x, weight, bias, stride, padding, dilation, groups),
        };
    }

    private Tensor Transposed(Arguments a, Tensor x, string key)
    {
        Rank(x, 4, 4);
        var (to, groups) = (Positive(a, "out_channels"), Positive(a, "groups"));
        if (x.shape[1] % groups != 0 || to % groups != 0)
            throw new SpecFails("groups");
        var kernel = a.PerAxis("kernel_size", 2, 1);
        return functional.conv_transpose2d(
            x, Weight(key + "weight", [x.shape[1], to / groups, .. kernel]), a.Bool("bias") ? Weight(key + "bias", to) : null, a.PerAxis("stride", 2, 1), a.PerAxis("padding", 2, 0),
            a.PerAxis("output_padding", 2, 0), a.PerAxis("dilation", 2, 1), groups);
    }

    private static Tensor Windows(string name, Arguments a, Tensor x)
    {
        switch (name)
        {
            case "avg_pool2d" or "max_pool2d":
            {
                Rank(x, 4, 4);
                var kernel = a.PerAxis("kernel_size", 2, 1);
                var stride = a.Has("stride") ? a.PerAxis("stride", 2, 1) : kernel;
                return name == "avg_pool2d"
                    ? functional.avg_pool2d(x, kernel, stride, a.PerAxis("padding", 2, 0), a.Bool("ceil_mode"))
                    : functional.max_pool2d(x, kernel, stride, a.PerAxis("padding", 2, 0), a.PerAxis("dilation", 2, 1), a.Bool("ceil_mode"));
            }
            case "avg_pool1d" or "max_pool1d":
            {
                Rank(x, 3, 3);
                var kernel = a.PerAxis("kernel_size", 1, 1)[0];
                var stride = a.Has("stride") ? a.PerAxis("stride", 1, 1)[0] : kernel;
                var padding = a.PerAxis("padding", 1, 0)[0];
                var wide = x.unsqueeze(2);
                return name == "avg_pool1d"
                    ? functional.avg_pool2d(wide, [1, kernel], [1, stride], [0, padding], a.Bool("ceil_mode")).squeeze(2)
                    : functional.max_pool2d(wide, [1, kernel], [1, stride], [0, padding], [1, a.PerAxis("dilation", 1, 1)[0]], a.Bool("ceil_mode")).squeeze(2);
            }
            case "adaptive_avg_pool2d":
                Rank(x, 4, 4);
                return functional.adaptive_avg_pool2d(x, a.PerAxis("output_size", 2, 1));
            case "interpolate":
            {
                Rank(x, 3, 5);
                if (a.Has("size") == a.Has("scale_factor") || a.Symbol("mode") is not ("nearest" or null))
                    throw new Unjudged("a way of interpolating");
                var axes = (int)x.dim() - 2;
                var sizes = a.Has("size") ? a.PerAxis("size", axes, 1) : [.. a.PerAxis("scale_factor", axes, 1).Select((factor, i) => factor * x.shape[2 + i])];
                return functional.interpolate(x, sizes);
            }
            case "pixel_shuffle":
                return functional.pixel_shuffle(x, Positive(a, "factor"));
            case "pixel_unshuffle":
                return functional.pixel_unshuffle(x, Positive(a, "factor"));
            case "unfold":
            {
                Rank(x, 4, 4);
                var (kernel, stride, padding, dilation) = (a.PerAxis("kernel_size", 2, 1), a.PerAxis("stride", 2, 1), a.PerAxis("padding", 2, 0), a.PerAxis("dilation", 2, 1));
                return functional.unfold(x, (kernel[0], kernel[1]), (dilation[0], dilation[1]), (padding[0], padding[1]), (stride[0], stride[1]));
            }
            case "pad":
            {
                var mode = a.Symbol("mode") switch
                {
                    "reflect" => PaddingModes.Reflect,
                    "replicate" => PaddingModes.Replicate,
                    "circular" => PaddingModes.Circular,
                    _ => PaddingModes.Constant,
                };
                return functional.pad(x, a.Ints("sizes"), mode);
            }
            case "pad_to_multiple":
            {
                var dims = a.Has("dims") ? a.Ints("dims") : [.. Enumerable.Range(2, (int)x.dim() - 2).Select(i => (long)i)];
                var multiples = a.PerAxis("multiples", dims.Length, 1);
                foreach (var (dim, multiple) in dims.Zip(multiples))
                {
                    var axis = Axis(dim, x);
                    var lacking = x.shape.ToArray();
                    lacking[axis] = (multiple - (lacking[axis] % multiple)) % multiple;
                    x = lacking[axis] == 0 ? x : cat([x, zeros(lacking)], axis);
                }
                return x;
            }
            case "slice":
            {
                var axis = Axis(a.Int("dim"), x);
                var size = x.shape[axis];
                var (from, to) = (a.Int("from"), a.Has("to") ? a.Int("to") : size);
                (from, to) = (from < 0 ? from + size : from, to < 0 ? to + size : to);
                return from < 0 || to > size || from >= to ? throw new SpecFails($"{from}..{to} of {size}") : x.slice(axis, from, to, Positive(a, "step"));
            }
            case "select":
                return x.select(Axis(a.Int("dim"), x), a.Int("index"));
            default:
                throw new Unjudged($"operator {name}");
        }
    }
}
