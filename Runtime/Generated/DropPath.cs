using System;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Generated;

/// <summary>Stochastic depth: in training, zeroes whole entries of axis 0 at random and scales the others up; otherwise the input itself.</summary>
public sealed class DropPath : nn.Module<Tensor, Tensor>
{
    /// <summary>Drops each entry with probability <paramref name="p"/>.</summary>
    public DropPath(double p)
        : base(nameof(DropPath))
    {
        if (p is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability is from 0 to 1.");
        P = p;
    }

    /// <summary>The probability of an entry to go.</summary>
    public double P { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (!training || P == 0)
            return input;
        using var scope = torch.NewDisposeScope();
        var keep = 1 - P;
        var shape = new long[input.dim()];
        Array.Fill(shape, 1);
        shape[0] = input.size(0);
        var mask = torch.rand(shape, dtype: ScalarType.Float32, device: input.device).lt(keep).to(input.dtype);
        return scope.MoveToOuter(P == 1 ? input * 0 : input * (mask / keep));
    }

    /// <summary>There is nothing to register.</summary>
    protected override void RegisterComponents()
    {
    }
}
