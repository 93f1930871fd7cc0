using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using static ArchGen.Dsl.Shapes.Operators.Define;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>Operators that keep the elements and arrange axes otherwise.</summary>
internal static class Layouts
{
    public static IEnumerable<Operator> All =>
    [
        Function(
            "transpose", OperatorInputs.One, "Swaps two axes.", Transpose,
            Int("dim0", -2, "One axis."),
            Int("dim1", -1, "The other.")),
        Function("permute", OperatorInputs.One, "Puts the axes in another order.", Permute, Ints("dims", "The input's axis at each place.")),
        Function(
            "flatten", OperatorInputs.One, "Makes one axis of several.", Flatten,
            Int("start_dim", 1, "The first of them."),
            Int("end_dim", -1, "The last of them.")),
        Function(
            "unflatten", OperatorInputs.One, "Makes several axes of one.", Unflatten,
            Int("dim", "The axis."),
            Ints("sizes", "The new sizes; one may be -1, for what is left.")),
        Function("reshape", OperatorInputs.One, "Gives the elements, in order, other axes.", Reshape, Ints("sizes", "The new sizes; one may be -1, for what is left.")),
        Function("squeeze", OperatorInputs.One, "Drops an axis of size 1.", Squeeze, Int("dim", "The axis.")),
        Function("unsqueeze", OperatorInputs.One, "Adds an axis of size 1.", Unsqueeze, Int("dim", "Its place among the result's axes.")),
        Function(
            "expand", OperatorInputs.One, "Repeats axes of size 1, and adds axes at the front.", Expand,
            Ints("sizes", "The new sizes; -1 leaves an axis as it is.")),
    ];

    private static OperatorResult? Transpose(Call call)
    {
        var input = call.Input;
        if (!call.TryAxis("dim0", input.Rank, out var first) || !call.TryAxis("dim1", input.Rank, out var second))
            return null;
        return Call.Result(input.With(first, input[second]).With(second, input[first]));
    }

    private static OperatorResult? Permute(Call call)
    {
        var input = call.Input;
        if (!call.TryAxes("dims", input.Rank, out var axes))
            return null;
        if (axes.Count == input.Rank)
            return Call.Result(axes.Select(a => input[a]));
        call.Report(Catalog.NotAPermutation, "dims", input.Rank, input, string.Join(", ", axes));
        return null;
    }

    private static OperatorResult? Flatten(Call call)
    {
        var input = call.Input;
        if (!call.TryAxis("start_dim", input.Rank, out var start) || !call.TryAxis("end_dim", input.Rank, out var end))
            return null;
        if (start > end)
        {
            call.Report(Catalog.ConflictingArguments, "end_dim", call.Name, $"a 'start_dim' that is not behind 'end_dim': {start} is behind {end}");
            return null;
        }
        if (start == end)
            return Call.Result(input);
        var merged = call.Sized(input.Axes.Skip(start).Take(end - start + 1).Aggregate(Dim.One, (product, axis) => product * axis.Size));
        return Call.Result([.. input.Axes.Take(start), merged, .. input.Axes.Skip(end + 1)]);
    }

    private static OperatorResult? Unflatten(Call call)
    {
        var input = call.Input;
        if (!call.TryAxis("dim", input.Rank, out var axis) || !call.TryInts("sizes", out var sizes))
            return null;
        return Sizes(call, sizes, [input[axis]]) is { } axes
            ? Call.Result([.. input.Axes.Take(axis), .. axes, .. input.Axes.Skip(axis + 1)])
            : null;
    }

    private static OperatorResult? Reshape(Call call) =>
        call.TryInts("sizes", out var sizes) && Sizes(call, sizes, call.Input.Axes) is { } axes ? Call.Result(axes) : null;

    /// <summary>The axes that sizes make of others, an open one (-1) settled.</summary>
    private static Axis[]? Sizes(Call call, IReadOnlyList<Axis> wanted, IReadOnlyList<Axis> from)
    {
        var open = wanted.Select((size, i) => (size, i)).Where(s => s.size.Size.Value == -1).Select(s => s.i).ToArray();
        if (open.Length > 1)
        {
            call.Report(Catalog.ReshapeTwoUnknowns, "sizes", "sizes", call.Name);
            return null;
        }
        if (!call.RequireMinimum("sizes", [.. wanted.Where((_, i) => !open.Contains(i))], 1))
            return null;
        var settled = wanted.Select((size, i) => open.Contains(i) ? size : Reuse(size, from)).ToArray();
        var (given, left) = Cancel([.. wanted.Where((_, i) => !open.Contains(i)).Select(s => s.Size)], [.. from.Select(a => a.Size)]);
        var shape = new Shape(from).ToString();
        if (open.Length == 0)
        {
            return call.Context.RequireEqual(
                new Axis(given), new Axis(left), Catalog.ReshapeCountMismatch, CallPlace.Of("sizes"),
                call.Name, Call.Show(wanted.Select(w => w.Size)), shape, given, left) ? settled : null;
        }
        if (!call.Context.RequireDivides(
            given, new Axis(left), Catalog.ReshapeNotDivisible, CallPlace.Of("sizes"),
            call.Name, Call.Show(wanted.Select(w => w.Size)), shape, left, given))
            return null;
        settled[open[0]] = call.Sized(Dim.Quotient(left, given));
        return settled;
    }

    /// <summary>The products of two lists of sizes without what they have in common.</summary>
    private static (Dim Left, Dim Right) Cancel(List<Dim> left, List<Dim> right)
    {
        foreach (var size in left.Where(s => !s.IsConstant).ToArray())
        {
            if (right.Remove(size))
                left.Remove(size);
        }
        return (left.Aggregate(Dim.One, (product, size) => product * size), right.Aggregate(Dim.One, (product, size) => product * size));
    }

    private static Axis Reuse(Axis size, IReadOnlyList<Axis> from) => from.FirstOrDefault(a => a.Size.Equals(size.Size)) ?? size;

    private static OperatorResult? Squeeze(Call call)
    {
        var input = call.Input;
        if (!call.TryAxis("dim", input.Rank, out var axis))
            return null;
        return call.Context.RequireEqual(
            input[axis], new Axis(Dim.One), Catalog.SqueezeNotOne, CallPlace.Of("dim"), axis, Call.Show(input[axis]))
            ? Call.Result(input.Axes.Where((_, i) => i != axis))
            : null;
    }

    private static OperatorResult? Unsqueeze(Call call)
    {
        var input = call.Input;
        return call.TryAxis("dim", input.Rank + 1, out var axis)
            ? Call.Result([.. input.Axes.Take(axis), new Axis(Dim.One), .. input.Axes.Skip(axis)])
            : null;
    }

    private static OperatorResult? Expand(Call call)
    {
        var input = call.Input;
        if (!call.TryInts("sizes", out var sizes))
            return null;
        if (sizes.Count < input.Rank)
        {
            call.Report(Catalog.WrongLength, "sizes", "sizes", call.Name, $"at least {input.Rank} sizes, one for each axis of {input}", sizes.Count);
            return null;
        }
        var added = sizes.Count - input.Rank;
        var axes = new Axis[sizes.Count];
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = i < added ? null : input[i - added];
            axes[i] = axis is not null && sizes[i].Size.Value == -1 ? axis : sizes[i];
            if (axis is null || axis.Size.Value == 1)
            {
                if (!call.RequireMinimum("sizes", axes[i], 1))
                    return null;
            }
            else if (!call.Context.RequireEqual(
                axis, axes[i], Catalog.ExpandMismatch, CallPlace.Of("sizes"), i - added, Call.Show(axis), Call.Show(axes[i])))
                return null;
        }
        return Call.Result(axes);
    }
}
