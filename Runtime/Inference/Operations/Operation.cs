using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Runtime.Generated;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Inference.Operations;

/// <summary>One operation of a described network. It runs on the plain operators of TorchSharp; what it gives is always a tensor of its own.</summary>
internal abstract record Operation
{
    /// <summary>What it is called in listings.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>The tensors that it runs with besides its inputs.</summary>
    public virtual IEnumerable<Tensor> Held => [];

    /// <summary>The shape and the type of what it makes of tensors, where it can say so without being run.</summary>
    public virtual (long[] Shape, ScalarType Type)? Result(GraphTensor[] x) => null;

    /// <summary>Computes it.</summary>
    public abstract Tensor Run(Tensor[] x);
}

/// <summary>A model's input.</summary>
internal sealed record Input(int Index) : Operation
{
    public override Tensor Run(Tensor[] x) => throw new InvalidOperationException("An input isn't computed.");
}

/// <summary>A tensor that is known: a weight, or what only weights and sizes go into.</summary>
internal sealed record Constant(Tensor Value) : Operation
{
    public override IEnumerable<Tensor> Held => [Value];

    public override Tensor Run(Tensor[] x) => Value.alias();
}

/// <summary>Anything that nothing more is known of.</summary>
internal sealed record Opaque(string Title, Func<Tensor[], Tensor> Function) : Operation
{
    public override string Name => Title;

    public override Tensor Run(Tensor[] x) => Function(x);
}

/// <summary>Something on [N, C, …] that keeps the order of memory: pooling, resampling.</summary>
internal sealed record Spatial(string Title, Func<Tensor, Tensor> Function) : Operation
{
    public override string Name => Title;

    /// <summary>Each channel of each image is one's own affair: one is tried.</summary>
    public override (long[] Shape, ScalarType Type)? Result(GraphTensor[] x)
    {
        using var mode = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var one = Function(GraphTensor.Zeros(x[0], [1, 1, .. x[0].Sizes[2..]]));
        return ([.. x[0].Sizes[..2], .. one.shape.AsSpan(2)], one.dtype);
    }

    public override Tensor Run(Tensor[] x) => Function(x[0]);
}

/// <summary>A <see cref="Spatial"/> operation or convolution whose tensors have their channels on the last axis.</summary>
internal sealed record ChannelsLast(Operation Inner) : Operation
{
    public override string Name => Inner.Name + " (channels last)";

    public override IEnumerable<Tensor> Held => Inner.Held;

    public override Tensor Run(Tensor[] x)
    {
        using var scope = torch.NewDisposeScope();
        var rank = (int)x[0].dim();
        var first = x[0].contiguous().permute([.. Permute.ToFirst(rank).Select(a => (long)a)]);
        return Inner.Run([first, .. x.Skip(1)]).permute([.. Permute.ToLast(rank).Select(a => (long)a)]).MoveToOuterDisposeScope();
    }
}
