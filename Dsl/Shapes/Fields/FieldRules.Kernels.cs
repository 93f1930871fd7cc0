using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Shapes.Fields;

/// <content>What slides over positions, or changes their resolution.</content>
internal static partial class FieldRules
{
    private static Field? Convolution(FieldCall call)
    {
        var axes = call.Shape.Rank - 2;
        if (Numbers(call, "kernel_size", axes) is not { } kernel || Numbers(call, "stride", axes) is not { } stride || Numbers(call, "dilation", axes) is not { } dilation)
            return null;
        var isTransposed = call.Name.StartsWith("conv_transpose", System.StringComparison.Ordinal);
        var field = call.Field;
        for (var i = 0; i < axes; i++)
        {
            var padding = PaddingOf(call, i, kernel[i], stride[i], dilation[i]);
            var sampling = padding is not { } before ? null
                : isTransposed ? Sampling.Spread(kernel[i], stride[i], before, dilation[i])
                : Sampling.Kernel(kernel[i], stride[i], before, dilation[i]);
            field = call.Sample(field, i + 2, sampling, call.Output[i + 2], "pads by the remainder of a size that isn't known");
        }
        return Channels(call, field, call.Int("groups") ?? 1, call.Output[1]);
    }

    /// <summary>Channels mixed within groups, and new ones made of each.</summary>
    private static Field? Channels(FieldCall call, Field field, long groups, Axis output)
    {
        if (groups == 1 || !field.IsUsed(1))
            return field.Mix([1], call.Cause).With(1, Field.Fresh(output));
        if (call.Axes.Split(field, field.Axes[1], [Dim.Constant(groups), Dim.Quotient(call.Shape[1].Size, groups)]) is not var (split, parts))
            return null;
        var perGroup = call.Known.Simplify(Dim.Quotient(output.Size, groups));
        return split.Mix(parts[1], call.Cause).With(1, [.. parts[0], .. perGroup.Value == 1 ? [] : new[] { new Digit(perGroup) }]);
    }

    /// <summary>How many zeros come before an axis; null where that depends on a size.</summary>
    private static long? PaddingOf(FieldCall call, int axis, long kernel, long stride, long dilation)
    {
        var reach = dilation * (kernel - 1);
        switch (call.Word("padding"))
        {
            case "same":
                return reach / 2;
            case "valid":
                return 0;
            case "same_upper":
            {
                var size = call.Shape[axis + 2].Size;
                var rest = stride == 1 ? 0 : call.Known.Divides(Dim.Constant(stride), size) == Proof.True ? 0 : size.Value % stride;
                return rest is { } known ? System.Math.Max(reach + 1 - (known == 0 ? stride : known), 0) / 2 : null;
            }
            default:
                return Numbers(call, "padding", call.Shape.Rank - 2)?[axis];
        }
    }

    private static Field? Pool(FieldCall call)
    {
        var axes = call.Shape.Rank - 2;
        if (Numbers(call, "kernel_size", axes) is not { } kernel || Numbers(call, "padding", axes) is not { } padding)
            return null;
        var stride = call.Has("stride") ? Numbers(call, "stride", axes) : kernel;
        var dilation = call.Has("dilation") ? Numbers(call, "dilation", axes) : [.. Enumerable.Repeat(1L, axes)];
        if (stride is null || dilation is null)
            return null;
        var field = call.Field;
        for (var i = 0; i < axes; i++)
            field = field.Sample(i + 2, Sampling.Kernel(kernel[i], stride[i], padding[i], dilation[i]), call.Output[i + 2], call.Cause);
        return field;
    }

    private static Field? Adaptive(FieldCall call)
    {
        var field = call.Field;
        for (var axis = 2; axis < call.Shape.Rank; axis++)
        {
            var (size, parts) = (call.Shape[axis].Size, call.Output[axis]);
            // Parts of an axis without an end have none.
            if (size.Value is { } from && parts.Size.Value is { } to && to > 1 && from <= Reach.MostCells && to <= Reach.MostCells)
                field = field.Sample(axis, Sampling.Parts((int)(to / Gcd(from, to)), (int)(from / Gcd(from, to))), parts, call.Cause);
            else
                field = field.Mix([axis], call.Cause).With(axis, parts.Size.Value == 1 ? [] : Field.Fresh(parts));
        }
        return field;
    }

    private static Field? Unfold(FieldCall call)
    {
        if (Numbers(call, "kernel_size", 2) is not { } kernel || Numbers(call, "stride", 2) is not { } stride
            || Numbers(call, "padding", 2) is not { } padding || Numbers(call, "dilation", 2) is not { } dilation)
            return null;
        var field = call.Field;
        var taps = kernel.Select(k => new Digit(Dim.Constant(k))).ToArray();
        for (var i = 0; i < 2; i++)
        {
            var size = Operators.Windows.Positions(call.Shape[i + 2].Size, kernel[i], stride[i], padding[i], dilation[i]);
            field = field.Sample(
                i + 2, Sampling.Kernel(kernel[i], stride[i], padding[i], dilation[i]), new Axis(call.Known.Simplify(size)), call.Cause, taps[i]);
            if (field.Axes[i + 2].Count == 0)
                return null;
        }
        return field.With([field.Axes[0], [.. field.Axes[1], .. taps], [.. field.Axes[2], .. field.Axes[3]]]);
    }

    private static Field? Interpolate(FieldCall call)
    {
        var mode = call.Word("mode") ?? "nearest";
        var field = call.Field;
        for (var axis = 2; axis < call.Shape.Rank; axis++)
        {
            var (from, to) = (call.Shape[axis].Size, call.Output[axis].Size);
            if (call.Known.Equal(from, to) == Proof.True)
                continue;
            var ratio = call.Truth("align_corners") ? null : Ratio(call, from, to);
            field = call.Sample(
                field, axis, ratio is var (outputs, inputs) ? Sampling.Resized(outputs, inputs, mode) : null, call.Output[axis],
                "changes the resolution by no fixed ratio, so that what a position depends on differs from place to place");
        }
        return field;
    }

    /// <summary>One size over another as a fraction of numbers; null where it is none.</summary>
    private static (int Outputs, int Inputs)? Ratio(FieldCall call, Dim from, Dim to)
    {
        if (from.Value is { } a && to.Value is { } b)
            return a <= Reach.MostCells && b <= Reach.MostCells ? ((int)(b / Gcd(a, b)), (int)(a / Gcd(a, b))) : null;
        if (call.Known.Simplify(Dim.FloorDiv(to, from)).Value is { } up and > 0 and <= 1024 && call.Known.Equal(from * up, to) == Proof.True)
            return ((int)up, 1);
        if (call.Known.Simplify(Dim.FloorDiv(from, to)).Value is { } down and > 0 and <= 1024 && call.Known.Equal(to * down, from) == Proof.True)
            return (1, (int)down);
        return null;
    }

    private static Field? PixelShuffle(FieldCall call)
    {
        var c = call.Shape.Rank - 3;
        if (call.Size("factor") is not { } factor || call.Axes.Split(call.Field, call.Field.Axes[c], [call.Output[c].Size, factor, factor]) is not var (field, parts))
            return null;
        return field.With(field.Axes.Select((a, i) => i == c ? parts[0] : i == c + 1 ? [.. a, .. parts[1]] : i == c + 2 ? [.. a, .. parts[2]] : a));
    }

    private static Field? PixelUnshuffle(FieldCall call)
    {
        var c = call.Shape.Rank - 3;
        if (call.Size("factor") is not { } factor || call.Axes.Split(call.Field, call.Field.Axes[c + 1], [call.Output[c + 1].Size, factor]) is not var (tall, rows)
            || call.Axes.Split(tall, tall.Axes[c + 2], [call.Output[c + 2].Size, factor]) is not var (field, columns))
            return null;
        return field.With(field.Axes.Select((a, i) => i == c ? [.. a, .. rows[1], .. columns[1]] : i == c + 1 ? rows[0] : i == c + 2 ? columns[0] : a));
    }

    /// <summary>Numbers for each of some axes; null where one isn't known, or is larger than any network's.</summary>
    private static IReadOnlyList<long>? Numbers(FieldCall call, string argument, int count) =>
        call.Ints(argument, count) is { } values && values.Count == count && values.All(v => v is <= Reach.MostCells) ? [.. values.Select(v => v!.Value)] : null;

    private static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);
}
