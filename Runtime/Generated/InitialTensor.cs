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

    /// <summary>As an initialiser fills it.</summary>
    public static Tensor Of(long[] shape, Initial start) => Kept(() =>
    {
        var tensor = torch.empty(shape, dtype: ScalarType.Float32);
        start.Fill(tensor);
        return tensor;
    });

    /// <summary>Computed, and brought to the declared shape.</summary>
    public static Tensor Computed(long[] shape, Func<Tensor> compute) => Kept(() =>
    {
        using var gradients = torch.no_grad();
        var value = compute();
        return value.shape.SequenceEqual(shape) ? value.contiguous() : value.expand(shape).contiguous();
    });

    private static Tensor Kept(Func<Tensor> make)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Detach(make());
    }
}
