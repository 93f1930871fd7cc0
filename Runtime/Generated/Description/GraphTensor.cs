using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Runtime.Inference;
using ArchGen.Runtime.Inference.Operations;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Generated;

/// <summary>
/// A tensor of a network that is described rather than run: what makes it, of what, and its shape. Generated modules describe themselves with it
/// (<see cref="IDescribed"/>) by the same calls that their forward pass makes, so that <c>ToInference()</c> can rewrite the network before it runs.
/// </summary>
public sealed partial class GraphTensor
{
    private readonly long[] _shape;
    private readonly List<GraphTensor> _permuted = [];

    internal GraphTensor(Operation operation, GraphTensor[] inputs, long[] shape, ScalarType type, Device place)
    {
        Operation = operation;
        Inputs = inputs;
        _shape = shape;
        dtype = type;
        device = place;
    }

    /// <summary>The type of its entries.</summary>
    public ScalarType dtype { get; }

    /// <summary>Where it will be.</summary>
    public Device device { get; }

    /// <summary>Its sizes.</summary>
    public long[] shape => [.. _shape];

    internal Operation Operation { get; }

    internal GraphTensor[] Inputs { get; }

    internal ReadOnlySpan<long> Sizes => _shape;

    internal int Rank => _shape.Length;

    internal Tensor? Value => (Operation as Constant)?.Value;

    /// <summary>The size of an axis; one below 0 counts from the end.</summary>
    public long size(int axis) => _shape[axis < 0 ? axis + _shape.Length : axis];

    /// <summary>How many axes it has.</summary>
    public long dim() => _shape.Length;

    /// <summary>A tensor that is known when the network is described, as weights are. It is copied: the description doesn't change with it.</summary>
    public static GraphTensor Of(Tensor value)
    {
        if (Making.Weight(value) is { } copy)
            return Known(copy);
        using var mode = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        return Known(Making.Keep(value.detach().clone()));
    }

    internal static GraphTensor Known(Tensor value) => new(new Constant(value), [], value.shape, value.dtype, value.device);

    /// <summary>
    /// What an operation makes of tensors. Where all of them are known, so is the result; else its shape is what the operation says, or, where it doesn't know, what comes of running it on
    /// tensors of one repeated zero, which take no memory, but the time of the operation.
    /// </summary>
    internal static GraphTensor Make(Operation operation, params GraphTensor[] inputs)
    {
        var isKnown = Array.TrueForAll(inputs, i => i.Value is not null);
        if (!isKnown && operation.Result(inputs) is { } said)
            return new GraphTensor(operation, inputs, said.Shape, said.Type, (Array.Find(inputs, i => i.Rank > 0) ?? inputs[0]).device);
        using var mode = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var result = operation.Run(Array.ConvertAll(inputs, i => i.Value ?? Zeros(i, i._shape)));
        return isKnown ? Known(Making.Keep(result)) : new GraphTensor(operation, inputs, result.shape, result.dtype, result.device);
    }

    /// <summary>A stand-in for a tensor: zeros of its type, where it will be.</summary>
    internal static Tensor Zeros(GraphTensor like, long[] sizes) => torch.zeros([1], dtype: like.dtype, device: like.device).expand(sizes);

    /// <summary>As <see cref="Make"/>, where the result's shape is known and it has its first input's type.</summary>
    internal static GraphTensor Shaped(Operation operation, long[] shape, params GraphTensor[] inputs) =>
        Array.TrueForAll(inputs, i => i.Value is not null) ? Make(operation, inputs) : new GraphTensor(operation, inputs, shape, inputs[0].dtype, inputs[0].device);

    private GraphTensor Function(string name, Func<Tensor, Tensor> function) => Make(new Opaque(name, x => function(x[0])), this);

    private int Axis(long axis) => (int)(axis < 0 ? axis + Rank : axis);
}
