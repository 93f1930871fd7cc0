using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Runtime.Generated;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ArchGen.Runtime.Inference.Operations;

/// <summary>One operation of a described network. It runs on the plain operators of TorchSharp; what it gives is always a tensor of its own.</summary>
internal abstract record Operation
{
    /// <summary>What it is called in listings.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>The tensors that it holds besides its inputs.</summary>
    public virtual IEnumerable<Tensor> Held => [];

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

/// <summary>The same function of each entry.</summary>
internal sealed record Elementwise(string Title, Func<Tensor, Tensor> Function) : Operation
{
    public override string Name => Title;

    public override Tensor Run(Tensor[] x) => Function(x[0]);
}

/// <summary>x · factor + offset.</summary>
internal sealed record Scaled(double Factor, double Offset) : Operation
{
    public override Tensor Run(Tensor[] x)
    {
        if (Offset == 0)
            return x[0] * Factor;
        if (Factor == 1)
            return x[0] + Offset;
        var product = x[0] * Factor;
        return product.add_(Offset);
    }
}

/// <summary>Activations that other operations take in.</summary>
internal enum Activation
{
    None, Gelu, GeluTanh, Silu, Relu, Hardswish, Sigmoid,
}

/// <summary>An activation by itself.</summary>
internal sealed record Activate(Activation Kind) : Operation
{
    public override string Name => Kind.ToString();

    public override Tensor Run(Tensor[] x) => Kernels.Activate(x[0], Kind);

    /// <summary>By the plain operators.</summary>
    public static Tensor Apply(Tensor x, Activation kind) => kind switch
    {
        Activation.Gelu => F.gelu(x),
        Activation.GeluTanh => F.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh),
        Activation.Silu => F.silu(x),
        Activation.Relu => F.relu(x),
        Activation.Hardswish => F.hardswish(x),
        Activation.Sigmoid => x.sigmoid(),
        _ => x.alias(),
    };
}

/// <summary>Operations of two tensors, entry by entry.</summary>
internal enum BinaryKind
{
    Add, Subtract, Multiply, Divide, Power, Maximum, Minimum,
}

/// <summary>One of them.</summary>
internal sealed record Binary(BinaryKind Kind) : Operation
{
    public override string Name => Kind.ToString();

    public override Tensor Run(Tensor[] x) => Kind switch
    {
        BinaryKind.Add => x[0] + x[1],
        BinaryKind.Subtract => x[0] - x[1],
        BinaryKind.Multiply => x[0] * x[1],
        BinaryKind.Divide => x[0] / x[1],
        BinaryKind.Power => x[0].pow(x[1]),
        BinaryKind.Maximum => torch.maximum(x[0], x[1]),
        _ => torch.minimum(x[0], x[1]),
    };
}

/// <summary>A factor and a summand for each entry of the last axis.</summary>
internal sealed record AffineRows(Tensor? Scale, Tensor? Shift) : Operation
{
    public override IEnumerable<Tensor> Held => new[] { Scale, Shift }.OfType<Tensor>();

    public override Tensor Run(Tensor[] x) => (Scale, Shift) switch
    {
        (null, null) => x[0].alias(),
        (null, _) => x[0] + Shift,
        (_, null) => x[0] * Scale,
        _ => torch.addcmul(Shift, x[0], Scale, 1),
    };
}

/// <summary>x + scale · (x − common), with a factor for each entry of the last axis: what MogaNet does with what features have in common.</summary>
internal sealed record Spread(Tensor Scale) : Operation
{
    private readonly Tensor _own = Rewriting.Folding.New(() => Scale + 1);
    private readonly Tensor _common = Rewriting.Folding.New(() => -Scale);

    public override IEnumerable<Tensor> Held => [Scale, _own, _common];

    public override Tensor Run(Tensor[] x)
    {
        using var common = x[1] * _common;
        return torch.addcmul(common, x[0], _own, 1);
    }
}

/// <summary>A reduction over axes.</summary>
internal sealed record ReduceAxes(string Title, int[] Axes, bool Keeps, Func<Tensor, long[], Tensor> Function) : Operation
{
    public override string Name => Title;

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
    public override Tensor Run(Tensor[] x) => torch.matmul(x[0], x[1]);
}
