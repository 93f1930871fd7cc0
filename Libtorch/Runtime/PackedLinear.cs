using System;
using static TorchSharp.torch;

namespace ArchGen.Libtorch;

/// <summary>A linear layer's or 1×1 convolution's weights.</summary>
public sealed class PackedLinear : PackedWeights
{
    /// <summary>Packs [out, in] (or [out, in, 1, 1]) and a bias [out].</summary>
    public PackedLinear(Tensor weight, Tensor? bias = null) : base(Pack(weight, bias), linear: true)
    {
        OutChannels = weight.size(0);
        InChannels = weight.size(1);
    }

    /// <summary>The channels of a row that goes in.</summary>
    public long InChannels { get; }

    /// <summary>The channels of a row that comes out.</summary>
    public long OutChannels { get; }

    private static nint Pack(Tensor weight, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var plain = Plain(weight, nameof(weight), "the weight");
        if (plain.dim() < 2 || plain.numel() != plain.size(0) * plain.size(1) || plain.numel() == 0)
            throw new ArgumentException($"the weight is [{string.Join(", ", plain.shape)}]; [out, in] is expected, or that with axes of 1 behind", nameof(weight));
        return PackRows(plain, bias);
    }
}
