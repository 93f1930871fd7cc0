using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using static ArchGen.Dsl.Shapes.Operators.Define;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>Pooling over one, two or three axes.</summary>
internal static class Pooling
{
    public static IEnumerable<Operator> All =>
    [
        .. new[] { 1, 2, 3 }.SelectMany(axes => new[] { Average(axes), Maximum(axes), AdaptiveAverage(axes) }),
        Function(
            "adaptive_max_pool2d", OperatorInputs.One, "The largest value of each part of a grid with a given number of parts.", call => Adaptive(call, 2),
            PerAxis("output_size", "How many parts each axis has.")),
    ];

    private static Operator Average(int axes) => Function(
        $"avg_pool{axes}d", OperatorInputs.One, "The mean of what a kernel sees at each position.", call => Pool(call, axes, hasDilation: false),
        PerAxis("kernel_size", "The kernel's size."),
        Optional("stride", OperatorParameterKind.IntPerAxis, "The step between positions; the kernel's size where it isn't given."),
        PerAxis("padding", 0, "Zeros added at both ends of each axis, at most half of the kernel."),
        Bool("ceil_mode", false, "Whether a last kernel may reach beyond the end."),
        Bool("count_include_pad", true, "Whether added zeros count."));

    private static Operator Maximum(int axes) => Function(
        $"max_pool{axes}d", OperatorInputs.One, "The largest value that a kernel sees at each position.", call => Pool(call, axes, hasDilation: true),
        PerAxis("kernel_size", "The kernel's size."),
        Optional("stride", OperatorParameterKind.IntPerAxis, "The step between positions; the kernel's size where it isn't given."),
        PerAxis("padding", 0, "What is added at both ends of each axis, at most half of the kernel; it never is the largest."),
        PerAxis("dilation", 1, "The step between the kernel's entries."),
        Bool("ceil_mode", false, "Whether a last kernel may reach beyond the end."));

    private static Operator AdaptiveAverage(int axes) => Function(
        $"adaptive_avg_pool{axes}d", OperatorInputs.One, "The mean of each part of a grid with a given number of parts.", call => Adaptive(call, axes),
        PerAxis("output_size", "How many parts each axis has."));

    private static OperatorResult? Pool(Call call, int axes, bool hasDilation)
    {
        if (!call.RequireRank(axes + 2, axes + 2) || !call.TryPerAxis("kernel_size", axes, 1, out var kernel))
            return null;
        var stride = kernel;
        if (call.Has("stride") && !call.TryPerAxis("stride", axes, 1, out stride))
            return null;
        IReadOnlyList<Axis> dilation = [.. Enumerable.Repeat(new Axis(Dim.One), axes)];
        if (hasDilation && !call.TryPerAxis("dilation", axes, 1, out dilation))
            return null;
        if (!call.TryPerAxis("padding", axes, 0, out var padding) || !call.TryConstant("ceil_mode", out bool isCeil))
            return null;
        var input = call.Input;
        var output = input.Axes.ToArray();
        for (var i = 0; i < axes; i++)
        {
            var (size, k, s, p, d) = (input[i + 2].Size, kernel[i].Size, stride[i].Size, padding[i].Size, dilation[i].Size);
            if (!call.Context.RequireAtLeast(
                k - 2 * p, 0, Catalog.PoolPaddingTooLarge, CallPlace.Of("padding"), call.Name, Call.Show(padding[i]), Call.Show(kernel[i])))
                return null;
            if (call.Name == "avg_pool3d" && !call.RequireRoom(i + 2, size - k + 1, new Later(() => $"a kernel of {kernel[i]}, padding or not,")))
                return null;
            var slack = Windows.Slack(size, k, p, d);
            if (!call.RequireRoom(i + 2, isCeil ? slack + s - 1 : slack, Windows.Describe(kernel[i], padding[i], dilation[i])))
                return null;
            output[i + 2] = call.Sized(isCeil ? Windows.PositionsRoundedUp(size, k, s, p, d) : Windows.Positions(size, k, s, p, d));
        }
        return Call.Result(output);
    }

    private static OperatorResult? Adaptive(Call call, int axes)
    {
        if (!call.RequireRank(axes + 2, axes + 2) || !call.TryPerAxis("output_size", axes, 1, out var sizes))
            return null;
        return Call.Result([.. call.Input.Axes.Take(2), .. sizes]);
    }
}
