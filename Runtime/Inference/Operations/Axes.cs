using System;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Inference.Operations;

/// <summary>A permutation of axes.</summary>
internal sealed record Permute(int[] Axes) : Operation
{
    public override Tensor Run(Tensor[] x) => x[0].permute([.. Axes.Select(a => (long)a)]);

    /// <summary>From channels on axis 1 to channels on the last axis.</summary>
    public static int[] ToLast(int rank) => [0, .. Enumerable.Range(2, rank - 2), 1];

    /// <summary>From channels on the last axis to channels on axis 1.</summary>
    public static int[] ToFirst(int rank) => [0, rank - 1, .. Enumerable.Range(1, rank - 2)];

    public static int[] Inverse(int[] axes)
    {
        var inverse = new int[axes.Length];
        for (var i = 0; i < axes.Length; i++)
            inverse[axes[i]] = i;
        return inverse;
    }

    public static int[] Compose(int[] first, int[] second) => [.. second.Select(a => first[a])];

    public bool Is(int[] axes) => Axes.AsSpan().SequenceEqual(axes);
}

/// <summary>Other sizes for the same entries.</summary>
internal sealed record Reshape(long[] To) : Operation
{
    public override Tensor Run(Tensor[] x) => x[0].reshape(To);
}

/// <summary>A part of an axis.</summary>
internal sealed record Slice(int Axis, long From, long To, long Step) : Operation
{
    public override Tensor Run(Tensor[] x) => x[0].slice(Axis, From, To, Step);
}

/// <summary>One entry of an axis, which goes.</summary>
internal sealed record Select(int Axis, long Index) : Operation
{
    public override Tensor Run(Tensor[] x) => x[0].select(Axis, Index);
}

/// <summary>Tensors one behind another.</summary>
internal sealed record Concatenate(int Axis) : Operation
{
    public override Tensor Run(Tensor[] x) => torch.cat(x, Axis);
}
