using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using static ArchGen.Dsl.Shapes.Operators.Define;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>What makes one number of the entries along axes.</summary>
internal static class Reductions
{
    public static IEnumerable<Operator> All =>
    [
        Reduction("mean", "The mean"),
        Reduction("sum", "The sum"),
        Reduction("max", "The largest value"),
        Reduction("min", "The least value"),
        Reduction("var", "The variance", Bool("unbiased", true, "Whether the divisor is the count less one.")),
        Reduction("std", "The standard deviation", Bool("unbiased", true, "Whether the divisor is the count less one.")),
        Reduction("logsumexp", "The logarithm of the sum of the exponentials"),
        Single("prod", "The product"),
        Single("argmax", "The index of the largest value"),
    ];

    private static Operator Reduction(string name, string doc, params OperatorParameter[] more) => Function(
        name, OperatorInputs.One, doc + " over one axis, over several, or over all.", Reduce,
        [
            Optional("dims", OperatorParameterKind.Ints, "The axes; all where neither is given."),
            Optional("dim", OperatorParameterKind.Int, "The one axis."),
            Bool("keep", false, "Whether the axes stay, with size 1."),
            .. more,
        ]);

    private static Operator Single(string name, string doc) => Function(
        name, OperatorInputs.One, doc + " along an axis.", ReduceOne,
        Int("dim", "The axis."),
        Bool("keep", false, "Whether the axis stays, with size 1."));

    private static OperatorResult? Reduce(Call call)
    {
        if (call.Has("dims") && call.Has("dim"))
        {
            call.Report(Catalog.ConflictingArguments, "dim", call.Name, "'dim' or 'dims', not both");
            return null;
        }
        if (!call.TryConstant("keep", out bool keep))
            return null;
        var rank = call.Input.Rank;
        IReadOnlyList<int> axes = [.. Enumerable.Range(0, rank)];
        if (call.Has("dims") && !call.TryAxes("dims", rank, out axes))
            return null;
        if (call.Has("dim"))
        {
            if (!call.TryAxis("dim", rank, out var axis))
                return null;
            axes = [axis];
        }
        return Result(call, axes.Count == 0 ? [.. Enumerable.Range(0, rank)] : axes, keep);
    }

    private static OperatorResult? ReduceOne(Call call) =>
        call.TryConstant("keep", out bool keep) && call.TryAxis("dim", call.Input.Rank, out var axis) ? Result(call, [axis], keep) : null;

    private static OperatorResult Result(Call call, IReadOnlyList<int> axes, bool keep) => Call.Result(
        call.Input.Axes.Select((axis, i) => axes.Contains(i) ? new Axis(Dim.One) : axis).Where((_, i) => keep || !axes.Contains(i)));
}
