using System;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace ArchGen.Libtorch;

/// <summary>A depthwise convolution's weights.</summary>
public sealed unsafe class PackedDepthwise : PackedWeights
{
    /// <summary>Packs [channels, 1, height, width] and a bias [channels].</summary>
    public PackedDepthwise(Tensor weight, Tensor? bias = null) : base(Pack(weight, bias), linear: false) =>
        (Channels, KernelHeight, KernelWidth) = (weight.size(0), weight.size(2), weight.size(3));

    /// <summary>The channels, each of which has a kernel.</summary>
    public long Channels { get; }

    /// <summary>The kernel's rows.</summary>
    public long KernelHeight { get; }

    /// <summary>The kernel's columns.</summary>
    public long KernelWidth { get; }

    private static nint Pack(Tensor weight, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var plain = Plain(weight, nameof(weight), "the weight");
        if (plain.dim() != 4 || plain.size(1) != 1 || plain.numel() == 0)
            throw new ArgumentException($"the weight is [{string.Join(", ", plain.shape)}]; [channels, 1, height, width] is expected", nameof(weight));
        ExpectBias(bias, plain.size(0));
        var plainBias = bias is null ? null : Plain(bias, nameof(bias), "the bias");
        var handle = Bindings.atg_kernel_pack_depthwise(
            (float*)plain.Describe().Data, plainBias is null ? null : (float*)plainBias.Describe().Data, plain.size(0), plain.size(2) * plain.size(3));
        GC.KeepAlive(plain);
        GC.KeepAlive(plainBias);
        return handle != 0 ? handle : throw Bindings.LastError();
    }
}
