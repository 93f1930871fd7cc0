using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using static ArchGen.Dsl.Shapes.Operators.Define;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>Operators between positions and channels, or between grids: pixel shuffling, unfolding, interpolation.</summary>
internal static class Spaces
{
    public static IEnumerable<Operator> All =>
    [
        Function(
            "pixel_shuffle", OperatorInputs.One, "[…, C·f², H, W] to […, C, H·f, W·f].", PixelShuffle,
            Int("factor", "How much larger height and width become.")),
        Function(
            "pixel_unshuffle", OperatorInputs.One, "[…, C, H·f, W·f] to […, C·f², H, W].", PixelUnshuffle,
            Int("factor", "How much smaller height and width become.")),
        Function(
            "unfold", OperatorInputs.One, "What a 2-D kernel sees at each position: [N, C, H, W] to [N, C·kh·kw, positions].", Unfold,
            PerAxis("kernel_size", "The kernel's size."),
            PerAxis("stride", 1, "The step between positions."),
            PerAxis("padding", 0, "Zeros added at both ends of each axis."),
            PerAxis("dilation", 1, "The step between the kernel's entries.")),
        Function(
            "interpolate", OperatorInputs.One, "Gives the axes from 2 on other sizes.", Interpolate,
            Optional("scale_factor", OperatorParameterKind.IntPerAxis, "How much larger."),
            Optional("size", OperatorParameterKind.IntPerAxis, "The sizes, in place of a factor."),
            Symbol("mode", "How what lies between is made.", "nearest", "linear", "bilinear", "bicubic", "trilinear", "area"),
            Bool("align_corners", false, "Whether the outer elements' centres stay the outer ones (not for nearest and area).")),
    ];

    private static OperatorResult? PixelShuffle(Call call)
    {
        if (!call.RequireRank(3, int.MaxValue) || !call.TryInt("factor", 1, out var factor))
            return null;
        var input = call.Input;
        var (c, square) = (input.Rank - 3, factor.Size * factor.Size);
        if (!Divides(call, square, c))
            return null;
        return Call.Result(
        [
            .. input.Axes.Take(c), call.Sized(Dim.Quotient(input[c].Size, square)),
            call.Sized(input[c + 1].Size * factor.Size), call.Sized(input[c + 2].Size * factor.Size),
        ]);
    }

    private static OperatorResult? PixelUnshuffle(Call call)
    {
        if (!call.RequireRank(3, int.MaxValue) || !call.TryInt("factor", 1, out var factor))
            return null;
        var input = call.Input;
        var c = input.Rank - 3;
        if (!Divides(call, factor.Size, c + 1) || !Divides(call, factor.Size, c + 2))
            return null;
        return Call.Result(
        [
            .. input.Axes.Take(c), call.Sized(input[c].Size * factor.Size * factor.Size),
            call.Sized(Dim.Quotient(input[c + 1].Size, factor.Size)), call.Sized(Dim.Quotient(input[c + 2].Size, factor.Size)),
        ]);
    }

    private static bool Divides(Call call, Dim divisor, int axis)
    {
        var size = call.Input[axis];
        return call.Context.RequireDivides(
            divisor, size, Catalog.SizeNotDivisible, CallPlace.Of("factor"), call.Name, axis, divisor, Call.Show(size), "");
    }

    private static OperatorResult? Unfold(Call call)
    {
        if (!call.RequireRank(4, 4) || !call.TryPerAxis("kernel_size", 2, 1, out var kernel) || !call.TryPerAxis("stride", 2, 1, out var stride))
            return null;
        if (!call.TryPerAxis("padding", 2, 0, out var padding) || !call.TryPerAxis("dilation", 2, 1, out var dilation))
            return null;
        var input = call.Input;
        var positions = Dim.One;
        for (var i = 0; i < 2; i++)
        {
            var size = input[i + 2].Size;
            var slack = Windows.Slack(size, kernel[i].Size, padding[i].Size, dilation[i].Size);
            if (!call.RequireRoom(i + 2, slack, Windows.Describe(kernel[i], padding[i], dilation[i])))
                return null;
            positions *= Windows.Positions(size, kernel[i].Size, stride[i].Size, padding[i].Size, dilation[i].Size);
        }
        return Call.Result([input[0], call.Sized(input[1].Size * kernel[0].Size * kernel[1].Size), call.Sized(positions)]);
    }

    private static OperatorResult? Interpolate(Call call)
    {
        if (call.Has("scale_factor") == call.Has("size"))
        {
            call.ReportCall(Catalog.ConflictingArguments, [], call.Name, "'scale_factor' or 'size'" + (call.Has("size") ? ", not both" : ""));
            return null;
        }
        if (!call.RequireRank(3, 5) || !RequireMode(call, call.Symbol("mode") ?? "nearest"))
            return null;
        var input = call.Input;
        var axes = input.Axes.ToArray();
        if (!call.TryPerAxis(call.Has("size") ? "size" : "scale_factor", axes.Length - 2, 1, out var values))
            return null;
        for (var i = 2; i < axes.Length; i++)
            axes[i] = call.Has("size") ? values[i - 2] : call.Sized(input[i].Size * values[i - 2].Size);
        return Call.Result(axes) with { Inferred = [Call.InferRank(input)] };
    }

    private static bool RequireMode(Call call, string mode)
    {
        var rank = mode switch
        {
            "linear" => 3,
            "bilinear" or "bicubic" => 4,
            "trilinear" => 5,
            _ => 0,
        };
        var input = call.Input;
        if (rank != 0 && rank != input.Rank)
        {
            string[] fitting = ["linear", "bilinear", "trilinear"];
            call.Report(
                Catalog.InterpolateMode, "mode", mode, Call.Count(rank, "axis", "axes"), input.Rank, input, $"{fitting[input.Rank - 3]} fits");
            return false;
        }
        if (rank == 0 && call.Bool("align_corners", otherwise: false))
        {
            call.Report(Catalog.ConflictingArguments, "align_corners", call.Name, $"'align_corners' with a linear or cubic mode only, not with {mode}");
            return false;
        }
        return true;
    }
}
