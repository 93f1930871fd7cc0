using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Runtime.Generated;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Inference.Operations;

/// <summary>A reduction over axes.</summary>
internal sealed record ReduceAxes(string Title, int[] Axes, bool Keeps, Func<Tensor, long[], Tensor> Function) : Operation
{
    public override string Name => Title;

    public override (long[] Shape, ScalarType Type)? Result(GraphTensor[] x)
    {
        if (!torch.is_floating_point(x[0].dtype))
            return null;
        var sizes = new List<long>();
        for (var axis = 0; axis < x[0].Rank; axis++)
        {
            if (!Axes.Contains(axis))
                sizes.Add(x[0].Sizes[axis]);
            else if (Keeps)
                sizes.Add(1);
        }
        return ([.. sizes], x[0].dtype);
    }

    public override Tensor Run(Tensor[] x) => Function(x[0], [.. Axes.Select(a => (long)a)]);
}

/// <summary>A softmax over an axis.</summary>
internal sealed record Softmax(int Axis) : Operation
{
    public override Tensor Run(Tensor[] x) => x[0].softmax(Axis);
}

/// <summary>A product of matrices, or of batches of them.</summary>
internal sealed record MatrixProduct : Operation
{
    public override (long[] Shape, ScalarType Type)? Result(GraphTensor[] x)
    {
        var a = x[0].Sizes;
        var b = x[1].Sizes;
        return a.Length >= 2 && b.Length >= 2 && a[^1] == b[^2] && x[0].dtype == x[1].dtype && Binary.Broadcast(a[..^2], b[..^2]) is { } batch ? ([.. batch, a[^2], b[^1]], x[0].dtype) : null;
    }

    public override Tensor Run(Tensor[] x) => torch.matmul(x[0], x[1]);
}
