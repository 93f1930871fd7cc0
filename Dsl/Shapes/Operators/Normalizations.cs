using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using static ArchGen.Dsl.Shapes.Operators.Define;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>Layers that normalise; all keep their input's shape.</summary>
internal static class Normalizations
{
    public static IEnumerable<Operator> All =>
    [
        Learned(
            "layer_norm", "Normalises each position over one axis, or over several.", LayerNorm,
            Float("eps", 1e-5, "Added to the variance."),
            Int("axis", -1, "The axis: 1 is the channels of [N, C, H, W]."),
            Bool("affine", true, "Whether a learned scale and shift follow."),
            Optional("axes", OperatorParameterKind.Ints, "The axes, in place of one: the last ones, in order."),
            Bool("bias", true, "Whether there is a learned shift beside the scale."),
            WeightInit(1),
            BiasInit),
        Learned(
            "rms_norm", "Divides each position by its root mean square over one axis.", RmsNorm,
            Float("eps", 1e-5, "Added to the mean square."),
            Int("axis", -1, "The axis."),
            Bool("affine", true, "Whether a learned scale follows."),
            WeightInit(1)),
        Learned(
            "batch_norm", "Normalises each channel (axis 1) over the batch; with running statistics, by these in evaluation.", BatchNorm,
            Float("eps", 1e-5, "Added to the variance."),
            Float("momentum", 0.1, "How much a batch changes the running statistics."),
            Bool("affine", true, "Whether a learned scale and shift follow."),
            Bool("track_running_stats", true, "Whether running statistics are kept."),
            WeightInit(1),
            BiasInit),
        Learned(
            "group_norm", "Normalises each image over groups of channels (axis 1).", GroupNorm,
            Int("num_groups", "How many groups the channels fall into."),
            Float("eps", 1e-5, "Added to the variance."),
            Bool("affine", true, "Whether a learned scale and shift follow."),
            WeightInit(1),
            BiasInit),
        Learned(
            "instance_norm", "Normalises each channel (axis 1) of each image.", InstanceNorm,
            Float("eps", 1e-5, "Added to the variance."),
            Bool("affine", false, "Whether a learned scale and shift follow."),
            WeightInit(1),
            BiasInit),
    ];

    private static OperatorResult? LayerNorm(Call call)
    {
        if (!call.RequireRank(1, int.MaxValue) || !RequireEps(call) || !TryTrailing(call, out var axes))
            return null;
        return Keep(call, axes, call.Bool("bias", otherwise: true));
    }

    private static OperatorResult? RmsNorm(Call call)
    {
        if (!call.RequireRank(1, int.MaxValue) || !RequireEps(call) || !call.TryAxis("axis", call.Input.Rank, out var axis))
            return null;
        return Keep(call, [axis], hasBias: false);
    }

    private static OperatorResult Keep(Call call, IReadOnlyList<int> axes, bool hasBias)
    {
        var sizes = axes.Select(a => call.Input[a].Size).ToArray();
        return Call.Result(call.Input) with
        {
            Owned = call.Bool("affine", otherwise: true) ? Affine(Shape.Of(sizes), hasBias) : [],
            Inferred =
            [
                new NamedCode("normalized_shape", new CodeList([.. sizes.Select(s => s.ToCode())], StaticType.Int)),
                Call.InferRank(call.Input),
            ],
        };
    }

    private static bool TryTrailing(Call call, out IReadOnlyList<int> axes)
    {
        var rank = call.Input.Rank;
        if (!call.Has("axes"))
        {
            axes = [];
            if (!call.TryAxis("axis", rank, out var axis))
                return false;
            axes = [axis];
            return true;
        }
        if (!call.TryAxes("axes", rank, out axes))
            return false;
        if (axes.Count > 0 && axes.SequenceEqual(Enumerable.Range(rank - axes.Count, axes.Count)))
            return true;
        call.Report(Catalog.ConflictingArguments, "axes", call.Name, $"its axes in order and up to the last: [{string.Join(", ", axes)}] is not, of {rank}");
        return false;
    }

    private static OperatorResult? BatchNorm(Call call)
    {
        if (!call.RequireRank(2, 5) || !RequireEps(call))
            return null;
        var channels = Shape.Of(call.Input[1].Size);
        var owned = new List<OwnedTensor>();
        if (call.Bool("affine", otherwise: true))
            owned.AddRange(Affine(channels, hasBias: true));
        if (call.Bool("track_running_stats", otherwise: true))
        {
            owned.Add(new OwnedTensor("running_mean", channels, IsBuffer: true));
            owned.Add(new OwnedTensor("running_var", channels, IsBuffer: true));
            owned.Add(new OwnedTensor("num_batches_tracked", Shape.Of(), IsBuffer: true));
        }
        return Call.Result(call.Input) with
        {
            Owned = owned,
            Inferred = [Call.Infer("num_features", call.Input[1].Size), Call.InferRank(call.Input)],
        };
    }

    private static OperatorResult? GroupNorm(Call call)
    {
        if (!call.RequireRank(2, int.MaxValue) || !RequireEps(call) || !call.TryInt("num_groups", 1, out var groups))
            return null;
        var channels = call.Input[1];
        if (!call.Context.RequireDivides(
            groups.Size, channels, Catalog.ChannelsNotDivisible, CallPlace.Of("num_groups"),
            "num_groups", Call.Show(channels), Call.Show(groups), Call.DivisorsHint(channels.Size, groups.Size)))
            return null;
        return Call.Result(call.Input) with
        {
            Owned = call.Bool("affine", otherwise: true) ? Affine(Shape.Of(channels.Size), hasBias: true) : [],
            Inferred = [Call.Infer("num_channels", channels.Size)],
        };
    }

    private static OperatorResult? InstanceNorm(Call call)
    {
        if (!call.RequireRank(3, 5) || !RequireEps(call))
            return null;
        return Call.Result(call.Input) with
        {
            Owned = call.Bool("affine", otherwise: false) ? Affine(Shape.Of(call.Input[1].Size), hasBias: true) : [],
            Inferred = [Call.Infer("num_features", call.Input[1].Size), Call.InferRank(call.Input)],
        };
    }

    private static bool RequireEps(Call call) => call.RequireFloat("eps", e => e >= 0, "0 or more");

    private static IReadOnlyList<OwnedTensor> Affine(Shape shape, bool hasBias)
    {
        var weight = new OwnedTensor("weight", shape, IsBuffer: false);
        return hasBias ? [weight, new OwnedTensor("bias", shape, IsBuffer: false)] : [weight];
    }
}
