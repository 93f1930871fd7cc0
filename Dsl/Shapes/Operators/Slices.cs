using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using static ArchGen.Dsl.Shapes.Operators.Define;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>Operators that keep some entries of an axis, or all in another order or number.</summary>
internal static class Slices
{
    public static IEnumerable<Operator> All =>
    [
        Function(
            "slice", OperatorInputs.One, "The entries of an axis from one index up to another, which is left out.", Slice,
            Int("dim", "The axis."),
            Int("from", 0, "The first; negative ones count from the end."),
            Optional("to", OperatorParameterKind.Int, "The one after the last; the end where it isn't given."),
            Int("step", 1, "The step between entries.")),
        Function(
            "select", OperatorInputs.One, "One entry of an axis, which goes.", Select,
            Int("dim", "The axis."),
            Int("index", "The entry; negative ones count from the end.")),
        Function(
            "take", OperatorInputs.Two,
            "The entries of an axis that a tensor of indices says; its axes take the axis's place. An index beyond either end is that end's.", Take,
            Int("dim", 0, "The axis.")),
        Function(
            "roll", OperatorInputs.One, "Moves entries along axes; what leaves at one end comes in at the other.", Roll,
            Ints("shifts", "How far, for each axis."),
            Ints("dims", "The axes.")),
        Function("flip", OperatorInputs.One, "Reverses axes.", Flip, Ints("dims", "The axes.")),
        Function(
            "repeat_interleave", OperatorInputs.One, "Repeats each entry of an axis, one after the other.", RepeatInterleave,
            Int("repeats", "How often."),
            Int("dim", "The axis.")),
    ];

    private static OperatorResult? Slice(Call call)
    {
        var input = call.Input;
        if (!call.TryAxis("dim", input.Rank, out var axis) || !call.TryInt("from", out var from) || !call.TryInt("step", 1, out var step))
            return null;
        var size = input[axis].Size;
        var start = FromEnd(from.Size, size);
        if (!InRange(call, axis, start, "from", from))
            return null;
        var end = size;
        if (call.TryInt("to", out var to))
        {
            end = FromEnd(to.Size, size);
            if (!InRange(call, axis, size - end, "to", to) || !InRange(call, axis, end - start - 1, "to", to))
                return null;
        }
        else if (!InRange(call, axis, size - start - 1, "from", from))
            return null;
        if (start.Value == 0 && end.Equals(size) && step.Size.Value == 1)
            return Call.Result(input);
        return Call.Result(input.With(axis, call.Sized(Dim.CeilDiv(end - start, step.Size))));
    }

    private static OperatorResult? Select(Call call)
    {
        var input = call.Input;
        if (!call.TryAxis("dim", input.Rank, out var axis) || !call.TryInt("index", out var index))
            return null;
        var size = input[axis].Size;
        var entry = FromEnd(index.Size, size);
        return InRange(call, axis, entry, "index", index) && InRange(call, axis, size - entry - 1, "index", index)
            ? Call.Result(input.Axes.Where((_, i) => i != axis))
            : null;
    }

    /// <summary>False, and reported, where the room that an index leaves to either end is negative.</summary>
    private static bool InRange(Call call, int axis, Dim room, string parameter, Axis value) => call.Context.RequireAtLeast(
        room, 0, Catalog.SliceOutOfRange, CallPlace.Of(parameter), axis, Call.Show(call.Input[axis]), parameter, Call.Show(value));

    private static Dim FromEnd(Dim index, Dim size) => index.Value < 0 ? index + size : index;

    private static OperatorResult? Take(Call call) => call.TryAxis("dim", call.Input.Rank, out var axis)
        ? Call.Result([.. call.Input.Axes.Take(axis), .. call.InputAt(1).Axes, .. call.Input.Axes.Skip(axis + 1)])
        : null;

    private static OperatorResult? Roll(Call call)
    {
        var input = call.Input;
        if (!call.TryAxes("dims", input.Rank, out var axes) || !call.TryInts("shifts", out var shifts))
            return null;
        if (shifts.Count == axes.Count && axes.Count > 0)
            return Call.Result(input);
        call.Report(
            Catalog.WrongLength, "shifts", "shifts", call.Name,
            axes.Count == 0 ? "at least one axis" : Call.Count(axes.Count, "number, for each axis of 'dims' one", "numbers, for each axis of 'dims' one"), shifts.Count);
        return null;
    }

    private static OperatorResult? Flip(Call call) => call.TryAxes("dims", call.Input.Rank, out _) ? Call.Result(call.Input) : null;

    private static OperatorResult? RepeatInterleave(Call call)
    {
        var input = call.Input;
        if (!call.TryAxis("dim", input.Rank, out var axis) || !call.TryInt("repeats", 1, out var repeats))
            return null;
        return Call.Result(input.With(axis, call.Sized(input[axis].Size * repeats.Size)));
    }
}
