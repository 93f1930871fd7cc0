using System;
using static TorchSharp.torch;

namespace ArchGen.Libtorch;

/// <summary>The weights of a convolution whose kernel is its stride and which has no padding.</summary>
public sealed class PackedPatches : PackedWeights
{
    /// <summary>Packs [out, channels, height, width] and a bias [out], for maps [N, H, W, C], or [N, C, H, W] where the channels come first.</summary>
    public PackedPatches(Tensor weight, Tensor? bias = null, bool channelsFirst = false) : base(Pack(weight, bias, channelsFirst), linear: true)
    {
        (OutChannels, InChannels, KernelHeight, KernelWidth) = (weight.size(0), weight.size(1), weight.size(2), weight.size(3));
        ChannelsFirst = channelsFirst;
    }

    /// <summary>The channels of a map that goes in.</summary>
    public long InChannels { get; }

    /// <summary>The channels of a map that comes out.</summary>
    public long OutChannels { get; }

    /// <summary>The rows of a patch.</summary>
    public long KernelHeight { get; }

    /// <summary>The columns of a patch.</summary>
    public long KernelWidth { get; }

    /// <summary>Whether the maps that go in are [N, C, H, W].</summary>
    public bool ChannelsFirst { get; }

    private static nint Pack(Tensor weight, Tensor? bias, bool channelsFirst)
    {
        using var scope = NewDisposeScope();
        var plain = Plain(weight, nameof(weight), "the weight");
        if (plain.dim() != 4 || plain.numel() == 0)
            throw new ArgumentException($"the weight is [{string.Join(", ", plain.shape)}]; [out, channels, height, width] is expected", nameof(weight));
        return PackRows((channelsFirst ? plain : plain.permute(0, 2, 3, 1)).reshape(plain.size(0), -1).contiguous(), bias);
    }
}
