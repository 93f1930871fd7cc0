using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using static ArchGen.Dsl.Shapes.Operators.Define;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>Operators that make one tensor of several.</summary>
internal static class Joins
{
    public static IEnumerable<Operator> All =>
    [
        Function("concat", OperatorInputs.Many, "Joins tensors along an axis; their other axes agree.", Concat, Int("dim", 1, "The axis.")),
        Function("stack", OperatorInputs.Many, "Joins tensors of one shape along a new axis.", Stack, Int("dim", 0, "The new axis's place.")),
    ];

    private static OperatorResult? Concat(Call call) => Join(call, isNew: false);

    private static OperatorResult? Stack(Call call) => Join(call, isNew: true);

    private static OperatorResult? Join(Call call, bool isNew)
    {
        var items = new List<Item>();
        foreach (var input in call.Context.Inputs)
            items.AddRange(Items(input));
        if (items.Count == 0)
        {
            call.ReportCall(Catalog.NothingToJoin, [], call.Name);
            return null;
        }
        var first = items[0];
        if (!call.TryAxis("dim", first.Axes.Count + (isNew ? 1 : 0), out var axis))
            return null;
        var axes = first.Axes.ToArray();
        var total = Dim.Zero;
        for (var k = 0; k < items.Count; k++)
        {
            var item = items[k];
            if (item.Axes.Count != first.Axes.Count)
            {
                call.ReportCall(Catalog.ConcatRankMismatch, [], call.Name, first.Text, k + 1, item.Text);
                return null;
            }
            for (var i = 0; i < axes.Length; i++)
            {
                if (!isNew && i == axis)
                    continue;
                if (!TryAgree(call, axes[i], item, i, k))
                    return null;
                if (axes[i] is null || (!axes[i]!.Size.IsConstant && item.Axes[i]!.Size.IsConstant))
                    axes[i] = item.Axes[i];
            }
            total += isNew ? item.Count : item.Sums[axis];
        }
        var joined = call.Sized(total);
        var known = axes.Select(a => a ?? joined);
        return Call.Result(isNew ? [.. known.Take(axis), joined, .. known.Skip(axis)] : known.Select((a, i) => i == axis ? joined : a));
    }

    private static bool TryAgree(Call call, Axis? agreed, Item item, int axis, int index)
    {
        if (item.Axes[axis] is not { } own)
        {
            call.ReportCall(Catalog.ConcatMismatch, [], call.Name, axis, "sizes that differ", index + 1, "an unknown number of them");
            return false;
        }
        return agreed is null || call.Context.RequireEqual(
            agreed, own, Catalog.ConcatMismatch, CallPlace.Call, call.Name, axis, Call.Show(agreed), index + 1, Call.Show(own));
    }

    private static IEnumerable<Item> Items(TensorValue value) => value switch
    {
        SingleTensor { Shape: { } shape } => [Item.Of(shape)],
        KnownTensors list => list.Items.Select(i => Item.Of(i.Shape!)),
        SummarizedTensors summary =>
        [
            new Item([.. summary.Common.Select(c => c is null ? null : new Axis(c))], summary.Sums, summary.Count, "a list of " + summary.Count + " tensors"),
        ],
        _ => [],
    };

    /// <summary>A tensor, or a list of tensors of unknown length; an axis is null where the list's entries differ.</summary>
    private sealed record Item(IReadOnlyList<Axis?> Axes, IReadOnlyList<Dim> Sums, Dim Count, string Text)
    {
        public static Item Of(Shape shape) => new(shape.Axes, [.. shape.Axes.Select(a => a.Size)], Dim.One, shape.ToString());
    }
}
