using System;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Generated;

/// <summary>How raw tensors of specs start. The result belongs to no scope: its module keeps it.</summary>
public static class InitialTensor
{
    /// <summary>Every element the same.</summary>
    public static Tensor Constant(long[] shape, double value) => Kept(() => torch.full(shape, value, dtype: ScalarType.Float32));

    /// <summary>Drawn from a normal distribution.</summary>
    public static Tensor Normal(long[] shape, double mean = 0, double std = 1) => Drawn(shape, t => nn.init.normal_(t, mean, std));

    /// <summary>Drawn from a normal distribution around 0, redrawn beyond 2.</summary>
    public static Tensor TruncNormal(long[] shape, double std = 1) => Drawn(shape, t => nn.init.trunc_normal_(t, 0, std));

    /// <summary>Drawn evenly from a range.</summary>
    public static Tensor Uniform(long[] shape, double low = 0, double high = 1) => Drawn(shape, t => nn.init.uniform_(t, low, high));

    /// <summary>Computed, and brought to the declared shape.</summary>
    public static Tensor Computed(long[] shape, Func<Tensor> compute) => Kept(() =>
    {
        using var gradients = torch.no_grad();
        var value = compute();
        return value.shape.SequenceEqual(shape) ? value.contiguous() : value.expand(shape).contiguous();
    });

    private static Tensor Drawn(long[] shape, Func<Tensor, Tensor> draw) => Kept(() =>
    {
        using var gradients = torch.no_grad();
        return draw(torch.empty(shape, dtype: ScalarType.Float32));
    });

    private static Tensor Kept(Func<Tensor> make)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Detach(make());
    }
}
