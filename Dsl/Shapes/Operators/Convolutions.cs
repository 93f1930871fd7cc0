using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using static ArchGen.Dsl.Shapes.Operators.Define;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>Convolutions over one, two or three axes.</summary>
internal static class Convolutions
{
    public static IEnumerable<Operator> All => new[] { 1, 2, 3 }.SelectMany(axes => new[] { Convolution(axes), Transposed(axes) });

    private static Operator Convolution(int axes) => Learned(
        $"conv{axes}d", $"A convolution over the last {Call.Count(axes, "axis", "axes")}.", call => Apply(call, axes),
        Int("out_channels", "How many channels come out."),
        PerAxis("kernel_size", "The kernel's size."),
        PerAxis("stride", 1, "The step between positions."),
        new OperatorParameter(
            "padding", OperatorParameterKind.IntPerAxisOrSymbol, IntValue.Of(0), Options: ["same", "same_upper", "valid"],
            Doc: "Zeros added at both ends of each axis. `same` keeps sizes (stride 1); `same_upper` divides them by the stride, rounding up, as TensorFlow does."),
        PerAxis("dilation", 1, "The step between the kernel's entries."),
        Int("groups", 1, "Parts that the channels fall into, convolved apart."),
        Bool("bias", true, "Whether a learned number is added to each channel."),
        WeightInit(axes + 2),
        BiasInit);

    private static Operator Transposed(int axes) => Learned(
        $"conv_transpose{axes}d", $"A transposed convolution over the last {Call.Count(axes, "axis", "axes")}.", call => ApplyTransposed(call, axes),
        Int("out_channels", "How many channels come out."),
        PerAxis("kernel_size", "The kernel's size."),
        PerAxis("stride", 1, "The step between positions, in the output."),
        PerAxis("padding", 0, "What is cut off at both ends of each axis."),
        PerAxis("output_padding", 0, "What is added at one end of each axis."),
        Int("groups", 1, "Parts that the channels fall into, convolved apart."),
        Bool("bias", true, "Whether a learned number is added to each channel."),
        PerAxis("dilation", 1, "The step between the kernel's entries."),
        WeightInit(axes + 2),
        BiasInit);

    private static OperatorResult? Apply(Call call, int axes)
    {
        if (!call.RequireRank(axes + 2, axes + 2) || !call.TryInt("out_channels", 1, out var channels))
            return null;
        if (!call.TryPerAxis("kernel_size", axes, 1, out var kernel) || !call.TryPerAxis("stride", axes, 1, out var stride))
            return null;
        if (!call.TryPerAxis("dilation", axes, 1, out var dilation) || !TryGroups(call, channels, out var groups))
            return null;
        if (Spatial(call, axes, kernel, stride, dilation) is not { } spatial)
            return null;
        var input = call.Input;
        var perGroup = call.Sized(Dim.FloorDiv(input[1].Size, groups));
        var output = new Shape([input[0], channels, .. spatial]);
        return Call.Result(output) with
        {
            Macs = output.Count * perGroup.Size * Product(kernel),
            Owned = Tensors(call, channels, [Bare(channels), perGroup, .. kernel.Select(Bare)]),
            Inferred = [Call.Infer("in_channels", input[1].Size)],
        };
    }

    private static OperatorResult? ApplyTransposed(Call call, int axes)
    {
        if (!call.RequireRank(axes + 2, axes + 2) || !call.TryInt("out_channels", 1, out var channels))
            return null;
        if (!call.TryPerAxis("kernel_size", axes, 1, out var kernel) || !call.TryPerAxis("stride", axes, 1, out var stride))
            return null;
        if (!call.TryPerAxis("padding", axes, 0, out var padding) || !call.TryPerAxis("output_padding", axes, 0, out var extra))
            return null;
        if (!call.TryPerAxis("dilation", axes, 1, out var dilation) || !TryGroups(call, channels, out var groups))
            return null;
        var input = call.Input;
        var spatial = new Axis[axes];
        for (var i = 0; i < axes; i++)
        {
            var room = Dim.Max(stride[i].Size, dilation[i].Size) - extra[i].Size;
            if (!call.Context.RequireAtLeast(
                room, 1, Catalog.OutputPaddingTooLarge, CallPlace.Of("output_padding"), call.Name, extra[i], stride[i], dilation[i]))
                return null;
            var size = (input[i + 2].Size - 1) * stride[i].Size - 2 * padding[i].Size + dilation[i].Size * (kernel[i].Size - 1) + extra[i].Size + 1;
            spatial[i] = call.Sized(size);
            if (!call.RequireRoom(i + 2, size, new Later(() => $"a padding of {padding[i]}")))
                return null;
        }
        var perGroup = call.Sized(Dim.FloorDiv(channels.Size, groups));
        return Call.Result(new Shape([input[0], channels, .. spatial])) with
        {
            Macs = input.Count * perGroup.Size * Product(kernel),
            Owned = Tensors(call, channels, [Bare(input[1]), perGroup, .. kernel.Select(Bare)]),
            Inferred = [Call.Infer("in_channels", input[1].Size)],
        };
    }

    private static Axis[]? Spatial(Call call, int axes, IReadOnlyList<Axis> kernel, IReadOnlyList<Axis> stride, IReadOnlyList<Axis> dilation)
    {
        var mode = call.Symbol("padding");
        IReadOnlyList<Axis> padding = [.. Enumerable.Repeat(new Axis(Dim.Zero), axes)];
        if (mode is null && !call.TryPerAxis("padding", axes, 0, out padding))
            return null;
        var spatial = new Axis[axes];
        for (var i = 0; i < axes; i++)
        {
            var size = call.Input[i + 2];
            if (mode == "same" && !call.Context.RequireEqual(
                stride[i], new Axis(Dim.One), Catalog.SameNeedsStrideOne, CallPlace.Of("padding"), call.Name, Call.Show(stride[i])))
                return null;
            spatial[i] = mode switch
            {
                "same" => size,
                "same_upper" when stride[i].Size.Value == 1 => size,
                "same_upper" => call.Sized(Dim.CeilDiv(size.Size, stride[i].Size)),
                _ => call.Sized(Windows.Positions(size.Size, kernel[i].Size, stride[i].Size, padding[i].Size, dilation[i].Size)),
            };
            var slack = Windows.Slack(size.Size, kernel[i].Size, padding[i].Size, dilation[i].Size);
            if (mode is null or "valid" && !call.RequireRoom(i + 2, slack, Windows.Describe(kernel[i], padding[i], dilation[i])))
                return null;
        }
        return spatial;
    }

    private static bool TryGroups(Call call, Axis channels, out Dim groups)
    {
        groups = Dim.One;
        if (!call.TryInt("groups", 1, out var given))
            return false;
        groups = given.Size;
        var input = call.Input[1];
        return call.Context.RequireDivides(
                groups, input, Catalog.ChannelsNotDivisible, CallPlace.Of("groups"),
                "groups", Call.Show(input), Call.Show(given), Call.DivisorsHint(input.Size, groups))
            && call.Context.RequireDivides(
                groups, channels, Catalog.OutChannelsNotDivisible, CallPlace.Of("out_channels"),
                Call.Show(channels), Call.Show(given), Call.DivisorsHint(channels.Size, groups));
    }

    private static Axis Bare(Axis axis) => axis with { Origin = null };

    private static Dim Product(IReadOnlyList<Axis> sizes) => sizes.Aggregate(Dim.One, (product, size) => product * size.Size);

    private static IReadOnlyList<OwnedTensor> Tensors(Call call, Axis channels, Axis[] weight)
    {
        var tensors = new List<OwnedTensor> { new("weight", new Shape(weight), IsBuffer: false) };
        if (call.Bool("bias", otherwise: true))
            tensors.Add(new OwnedTensor("bias", Shape.Of(channels.Size), IsBuffer: false));
        return tensors;
    }
}
