using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using static ArchGen.Dsl.Shapes.Operators.Define;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>Layers with a learned matrix or slope: linear, embedding, prelu.</summary>
internal static class Projections
{
    public static IEnumerable<Operator> All =>
    [
        Learned(
            "linear", "A linear map of the last axis.", Linear,
            Int("out_features", "The last axis's new size."),
            Bool("bias", true, "Whether a learned vector is added."),
            WeightInit(2),
            BiasInit),
        Learned(
            "embedding", "A learned vector for each entry of a tensor of ints from 0 to num_embeddings - 1.", Embedding,
            Int("num_embeddings", "How many vectors there are."),
            Int("embedding_dim", "Their size, which becomes the last axis."),
            WeightInit(2)),
        Learned(
            "prelu", "ReLU with a learned slope for negative values: one, or one a channel (axis 1).", Prelu,
            Int("num_parameters", 1, "1, or the number of channels."),
            Float("init", 0.25, "Where the slope starts.")),
    ];

    private static OperatorResult? Linear(Call call)
    {
        if (!call.RequireRank(1, int.MaxValue) || !call.TryInt("out_features", 1, out var features))
            return null;
        var input = call.Input;
        var last = input.Rank - 1;
        var output = input.With(last, features);
        var owned = new List<OwnedTensor> { new("weight", Shape.Of(features.Size, input[last].Size), IsBuffer: false) };
        if (call.Bool("bias", otherwise: true))
            owned.Add(new OwnedTensor("bias", Shape.Of(features.Size), IsBuffer: false));
        return Call.Result(output) with
        {
            Macs = output.Count * input[last].Size,
            Owned = owned,
            Inferred = [Call.Infer("in_features", input[last].Size)],
        };
    }

    private static OperatorResult? Embedding(Call call)
    {
        if (!call.TryInt("num_embeddings", 1, out var count) || !call.TryInt("embedding_dim", 1, out var size))
            return null;
        return Call.Result(call.Input.Axes.Append(size)) with
        {
            Owned = [new OwnedTensor("weight", Shape.Of(count.Size, size.Size), IsBuffer: false)],
        };
    }

    private static OperatorResult? Prelu(Call call)
    {
        if (!call.TryInt("num_parameters", 1, out var count))
            return null;
        if (count.Size.Value != 1)
        {
            if (!call.RequireRank(2, int.MaxValue))
                return null;
            var channels = call.Input[1];
            if (!call.Context.RequireEqual(
                channels, count, Catalog.ParameterCountMismatch, CallPlace.Of("num_parameters"), Call.Show(channels), Call.Show(count)))
                return null;
        }
        return Call.Result(call.Input) with { Owned = [new OwnedTensor("weight", Shape.Of(count.Size), IsBuffer: false)] };
    }
}
