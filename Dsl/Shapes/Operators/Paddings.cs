using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using static ArchGen.Dsl.Shapes.Operators.Define;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>Operators that add entries at an axis's ends.</summary>
internal static class Paddings
{
    public static IEnumerable<Operator> All =>
    [
        Function(
            "pad", OperatorInputs.One, "Adds entries at both ends of the last axes.", Pad,
            Ints("sizes", "How many: before and after, the last axis first. Negative ones cut off, where zeros would be added."),
            Symbol("mode", "What is added: a value, or what the axis has, mirrored, repeated or from its other end.", "constant", "reflect", "replicate", "circular"),
            Float("value", 0, "The value.")),
        Function(
            "pad_to_multiple", OperatorInputs.One, "Adds zeros so that each of some axes has a multiple of a number.", PadToMultiple,
            PerAxis("multiples", "The number, or one for each axis."),
            Optional("dims", OperatorParameterKind.Ints, "The axes; all from axis 2 on where they aren't given."),
            Symbol("side", "Where they are added; of `both`, the start gets half, rounded down.", "end", "both", "start")),
    ];

    private static OperatorResult? Pad(Call call)
    {
        var input = call.Input;
        if (!call.TryInts("sizes", out var sizes))
            return null;
        if (sizes.Count == 0 || sizes.Count % 2 == 1 || sizes.Count > 2 * input.Rank)
        {
            call.Report(Catalog.WrongLength, "sizes", "sizes", call.Name, $"two sizes an axis, for at most {Call.Count(input.Rank, "axis", "axes")}", sizes.Count);
            return null;
        }
        var mode = call.Symbol("mode") ?? "constant";
        var count = sizes.Count / 2;
        if (mode != "constant" && !RequireRepeatable(call, mode, count, sizes))
            return null;
        var axes = input.Axes.ToArray();
        for (var k = 0; k < count; k++)
        {
            var i = input.Rank - 1 - k;
            var (before, after) = (sizes[2 * k], sizes[2 * k + 1]);
            if (before.Size.Value == 0 && after.Size.Value == 0)
                continue;
            var size = input[i].Size + before.Size + after.Size;
            if (!RequireEnough(call, mode, i, before) || !RequireEnough(call, mode, i, after))
                return null;
            if (!call.RequireRoom(i, size, new Later(() => $"a padding of {before} and {after}")))
                return null;
            axes[i] = call.Sized(size);
        }
        return Call.Result(axes);
    }

    /// <summary>The modes that repeat take one to three axes behind the channels, and nothing negative.</summary>
    private static bool RequireRepeatable(Call call, string mode, int count, IReadOnlyList<Axis> sizes)
    {
        var least = mode == "circular" ? count + 2 : count + 1;
        if (count > 3)
        {
            call.Report(Catalog.WrongLength, "sizes", "sizes", $"{call.Name} with mode {mode}", "sizes for at most 3 axes", sizes.Count);
            return false;
        }
        return call.RequireRank(least, count + 2) && call.RequireMinimum("sizes", sizes, 0);
    }

    private static bool RequireEnough(Call call, string mode, int axis, Axis added)
    {
        if (mode is not ("reflect" or "circular"))
            return true;
        var size = call.Input[axis].Size;
        var most = mode == "reflect" ? size - 1 : size;
        return call.Context.RequireAtLeast(
            most - added.Size, 0, Catalog.PaddingTooLarge, CallPlace.Of("sizes"),
            mode, call.Context.Assumptions.Simplify(most), axis, Call.Show(call.Input[axis]), Call.Show(added));
    }

    private static OperatorResult? PadToMultiple(Call call)
    {
        var input = call.Input;
        IReadOnlyList<int> axes = [.. Enumerable.Range(2, input.Rank < 3 ? 0 : input.Rank - 2)];
        if (call.Has("dims"))
        {
            if (!call.TryAxes("dims", input.Rank, out axes))
                return null;
        }
        else if (!call.RequireRank(3, int.MaxValue))
            return null;
        if (!call.TryPerAxis("multiples", axes.Count, 1, out var multiples))
            return null;
        var sizes = input.Axes.ToArray();
        for (var k = 0; k < axes.Count; k++)
        {
            var (axis, multiple) = (input[axes[k]], multiples[k].Size);
            if (call.Context.Assumptions.Divides(multiple, axis.Size) != Proof.True)
                sizes[axes[k]] = call.Sized(Dim.CeilDiv(axis.Size, multiple) * multiple);
        }
        return Call.Result(sizes) with { Inferred = [Call.InferRank(input)] };
    }
}
