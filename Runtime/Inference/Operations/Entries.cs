using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Runtime.Generated;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ArchGen.Runtime.Inference.Operations;

/// <summary>The same function of each entry.</summary>
internal sealed record Elementwise(string Title, Func<Tensor, Tensor> Function) : Operation
{
    public override string Name => Title;

    public override (long[] Shape, ScalarType Type)? Result(GraphTensor[] x)
    {
        using var mode = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        return (x[0].shape, Function(GraphTensor.Zeros(x[0], x[0].Rank == 0 ? [] : [1])).dtype);
    }

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

    public override (long[] Shape, ScalarType Type)? Result(GraphTensor[] x)
    {
        if (Broadcast(x[0].Sizes, x[1].Sizes) is not { } shape)
            return null;
        if (x[0].dtype == x[1].dtype && torch.is_floating_point(x[0].dtype))
            return (shape, x[0].dtype);
        // Of types, and of numbers beside tensors, torch itself knows what comes out.
        using var mode = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        return (shape, Run(Array.ConvertAll(x, t => GraphTensor.Zeros(t, t.Rank == 0 ? [] : [1]) + 1)).dtype);
    }

    /// <summary>The shape that two have together; null where they don't fit.</summary>
    public static long[]? Broadcast(ReadOnlySpan<long> a, ReadOnlySpan<long> b)
    {
        var sizes = new long[Math.Max(a.Length, b.Length)];
        for (var fromEnd = 1; fromEnd <= sizes.Length; fromEnd++)
        {
            var (first, second) = (fromEnd <= a.Length ? a[^fromEnd] : 1, fromEnd <= b.Length ? b[^fromEnd] : 1);
            if (first != second && first != 1 && second != 1)
                return null;
            sizes[^fromEnd] = first == 1 ? second : first;
        }
        return sizes;
    }

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

    public override IEnumerable<Tensor> Held => [_own, _common];

    public override Tensor Run(Tensor[] x)
    {
        using var common = x[1] * _common;
        return torch.addcmul(common, x[0], _own, 1);
    }
}
