using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Shapes.Fields;

/// <content>What moves elements, leaves some out or adds some.</content>
internal static partial class FieldRules
{
    private static Field Transpose(FieldCall call)
    {
        var (a, b) = (call.Axis("dim0", call.Shape.Rank), call.Axis("dim1", call.Shape.Rank));
        return call.Field.With(call.Field.Axes.Select((digits, i) => i == a ? call.Field.Axes[b] : i == b ? call.Field.Axes[a] : digits));
    }

    private static Field? Reshape(FieldCall call)
    {
        // Axes that stay at either end keep their digits; what is between is laid out anew.
        var (from, to) = (call.Shape, call.Output);
        bool Stays(int a, int b) => call.Known.Equal(from[a].Size, to[b].Size) == Proof.True;
        var front = 0;
        while (front < from.Rank && front < to.Rank && Stays(front, front))
            front++;
        var back = 0;
        while (back < from.Rank - front && back < to.Rank - front && Stays(from.Rank - 1 - back, to.Rank - 1 - back))
            back++;
        var between = call.Field.Axes.Skip(front).Take(from.Rank - front - back).SelectMany(a => a).ToArray();
        var sizes = to.Axes.Skip(front).Take(to.Rank - front - back).Select(a => a.Size).ToArray();
        if (sizes.Length == 0)
            return call.Field.With([.. call.Field.Axes.Take(front), .. call.Field.Axes.Skip(from.Rank - back)]);
        return call.Axes.Split(call.Field, between, sizes) is var (field, parts)
            ? field.With([.. field.Axes.Take(front), .. parts, .. field.Axes.Skip(from.Rank - back)])
            : Field.Unknown(to, call.Field.Reaches.Count, call.Because("parts an axis whose sizes can't be followed"));
    }

    private static Field Unsqueeze(FieldCall call)
    {
        var axes = call.Field.Axes.ToList();
        axes.Insert(call.Axis("dim", call.Output.Rank), []);
        return call.Field.With(axes);
    }

    private static Field Expand(FieldCall call)
    {
        var (field, added) = (call.Field, call.Output.Rank - call.Shape.Rank);
        for (var i = 0; i < call.Shape.Rank; i++)
        {
            if (call.Shape[i].Size.Value == 1 && call.Output[i + added].Size.Value != 1)
                field = field.Select(i, 0, call.Cause).With(i, Field.Fresh(call.Output[i + added]));
        }
        return field.With([.. call.Output.Axes.Take(added).Select(a => a.Size.Value == 1 ? [] : Field.Fresh(a)), .. field.Axes]);
    }

    private static Field Slice(FieldCall call)
    {
        var axis = call.Axis("dim", call.Shape.Rank);
        var (size, result) = (call.Shape[axis].Size, call.Output[axis]);
        var from = call.Size("from") is { } start ? call.Known.Simplify(start.Value < 0 ? start + size : start) : Dim.Zero;
        var step = call.Int("step");
        if (from.Value == 0 && step == 1 && call.Known.Equal(size, result.Size) == Proof.True)
            return call.Field;
        // The same few positions of every input, however large, are no pattern that goes on.
        var isFixed = result.Size.Value is not null && size.Value is null;
        var sampling = from.Value is { } first && step is { } by and <= Reach.MostCells && !isFixed ? Sampling.From(first, by) : null;
        return call.Sample(call.Field, axis, sampling, result, "takes positions at places that depend on the input's size, or the same few of any input");
    }

    private static Field Select(FieldCall call)
    {
        var axis = call.Axis("dim", call.Shape.Rank);
        var index = call.Size("index") is { } at ? call.Known.Simplify(at.Value < 0 ? at + call.Shape[axis].Size : at).Value : null;
        var field = index is { } place
            ? call.Field.Select(axis, place, call.Cause)
            : call.Field.Lose(axis, call.Shape[axis], call.Because("takes a position whose place depends on the input's size"));
        return field.Without([axis], keep: false);
    }

    /// <summary>Which entries are taken is in a tensor; those of one that doesn't depend on the input, a table, don't either.</summary>
    private static Field Take(FieldCall call)
    {
        var axis = call.Axis("dim", call.Shape.Rank);
        var field = call.Field.Lose(axis, call.Shape[axis], call.Because("picks positions by a tensor"));
        var index = call.FieldOf(1).Renew();
        return new Field([.. field.Axes.Take(axis), .. index.Axes, .. field.Axes.Skip(axis + 1)], Field.Merge(field, index, call.Cause));
    }

    private static Field Roll(FieldCall call)
    {
        var (field, shifts) = (call.Field, call.Ints("shifts") ?? []);
        var axes = call.AxisList("dims", call.Shape.Rank);
        for (var i = 0; i < axes.Count; i++)
        {
            var sampling = shifts[i] is { } shift ? Sampling.From(-shift) with { Border = Border.Wraps } : null;
            field = call.Sample(field, axes[i], sampling, call.Output[axes[i]], "moves positions by a distance that depends on the input's size");
        }
        return field;
    }

    private static Field Flip(FieldCall call)
    {
        var field = call.Field;
        foreach (var axis in call.AxisList("dims", call.Shape.Rank))
        {
            var moves = field.Reaches.Any(r => r.Moving is { } moving && field.Axes[axis].Contains(moving));
            var sampling = !moves && call.Shape[axis].Size.Value is { } size and <= Reach.MostCells
                ? new Sampling((int)size, (int)size, [.. Enumerable.Range(0, (int)size).Select(r => (IReadOnlyList<long>)[size - 1 - r])])
                : null;
            field = call.Sample(field, axis, sampling, call.Output[axis], "reverses positions");
        }
        return field;
    }

    private static Field RepeatInterleave(FieldCall call)
    {
        var axis = call.Axis("dim", call.Shape.Rank);
        var sampling = call.Int("repeats") is { } times and <= Reach.MostCells
            ? new Sampling((int)times, 1, [.. Enumerable.Repeat((IReadOnlyList<long>)[0L], (int)times)])
            : null;
        return call.Sample(call.Field, axis, sampling, call.Output[axis], "repeats positions by a number that isn't known");
    }

    private static Field Pad(FieldCall call)
    {
        var (field, sizes) = (call.Field, call.Ints("sizes") ?? []);
        var border = call.Word("mode") switch { "circular" => Border.Wraps, "replicate" => Border.Repeats, "reflect" => Border.Mirrors, _ => Border.Nothing };
        for (var k = 0; k < sizes.Count / 2; k++)
        {
            var axis = call.Shape.Rank - 1 - k;
            if (sizes[2 * k] == 0 && sizes[2 * k + 1] == 0)
                continue;
            var sampling = sizes[2 * k] is { } before ? Sampling.From(-before) with { Border = border } : null;
            field = call.Sample(field, axis, sampling, call.Output[axis], "pads the start by a number that depends on the input's size");
        }
        return field;
    }

    private static Field PadToMultiple(FieldCall call)
    {
        var field = call.Field;
        for (var axis = 0; axis < call.Shape.Rank; axis++)
        {
            var added = call.Known.Simplify(call.Output[axis].Size - call.Shape[axis].Size);
            if (added.Value == 0)
                continue;
            var before = call.Word("side") switch { "start" => added.Value, "both" => added.Value / 2, _ => 0 };
            field = call.Sample(
                field, axis, before is { } start ? Sampling.From(-start) : null, call.Output[axis], "pads the start by a number that depends on the input's size");
        }
        return field;
    }

    private static IReadOnlyList<Field>? Pieces(FieldCall call)
    {
        var axis = call.Axis("dim", call.Shape.Rank);
        var (pieces, from) = (new List<Field>(), (long?)0);
        foreach (var output in call.Outputs)
        {
            var moves = call.Field.Reaches.Any(r => r.Moving is { } moving && call.Field.Axes[axis].Contains(moving));
            var sampling = from is { } first && (!moves || call.Outputs.Count == 1) ? Sampling.From(first) : null;
            pieces.Add(call.Sample(call.Field, axis, sampling, output[axis], "takes a part of the positions"));
            from += output[axis].Size.Value;
        }
        return pieces;
    }

    private static IReadOnlyList<Field>? Unstack(FieldCall call)
    {
        var axis = call.Axis("dim", call.Shape.Rank);
        return [.. call.Outputs.Select((_, i) => call.Field.Select(axis, i, call.Cause).Without([axis], keep: false))];
    }
}
