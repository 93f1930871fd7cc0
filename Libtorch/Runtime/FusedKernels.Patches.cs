using System;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace ArchGen.Libtorch;

public static unsafe partial class FusedKernels
{
    /// <summary>
    /// residual + multiply · activation(convolution of norm(x) + b), where the kernel is the stride: of maps [N, H, W, C], or [N, C, H, W] where the weights were
    /// packed for these, to [N, H / height, W / width, out]. With <paramref name="normEps"/>, each pixel's channels go through a layer norm of that epsilon first,
    /// without affine.
    /// </summary>
    public static Tensor Patches(
        Tensor x, PackedPatches packed, FusedActivation activation = FusedActivation.None, Tensor? multiply = null, Tensor? residual = null,
        double? normEps = null, Tensor? output = null)
    {
        ArgumentNullException.ThrowIfNull(packed);
        ExpectKnown(activation);
        var from = new KernelOperand(x, nameof(x));
        var (channelAxis, rowAxis) = packed.ChannelsFirst ? (1, 2) : (3, 1);
        if (from.Dim != 4 || from.Size(channelAxis) != packed.InChannels)
            throw new ArgumentException($"x is {from}; {(packed.ChannelsFirst ? $"[N, {packed.InChannels}, H, W]" : $"[N, H, W, {packed.InChannels}]")} is expected", nameof(x));
        if (normEps is not null && packed.ChannelsFirst)
            throw new ArgumentException("a layer norm of the channels needs maps [N, H, W, C], and the weights were packed for [N, C, H, W]", nameof(normEps));
        var (height, width) = (from.Size(rowAxis) / packed.KernelHeight, from.Size(rowAxis + 1) / packed.KernelWidth);
        if (height == 0 || width == 0)
            throw new ArgumentException($"x is {from}; patches of {packed.KernelHeight}×{packed.KernelWidth} don't fit", nameof(x));
        var result = output ?? empty([from.Size(0), height, width, packed.OutChannels], ScalarType.Float32);
        var to = new KernelOperand(result, nameof(output));
        to.Expect([from.Size(0), height, width, packed.OutChannels]);
        from.ExpectApart(to, sameIsFine: false);
        var call = new PatchesCall
        {
            Channels = packed.InChannels, KernelH = packed.KernelHeight, KernelW = packed.KernelWidth, OutHeight = height, OutWidth = width,
            Image = from.Stride(0), Row = from.Stride(rowAxis), Pixel = from.Stride(rowAxis + 1), Channel = from.Stride(channelAxis),
            ChannelsFirst = packed.ChannelsFirst ? 1 : 0,
        };
        ref var linear = ref call.Linear;
        (linear.NormEps, linear.Activation) = (Eps(normEps), (int)activation);
        linear.X = from.Data;
        linear.Y = to.Data;
        linear.Rows = to.Rows(out linear.YStride);
        if (multiply is not null) linear.Multiply = Beside(multiply, nameof(multiply), to, out linear.MultiplyStride);
        if (residual is not null) linear.Residual = Beside(residual, nameof(residual), to, out linear.ResidualStride);
        var native = packed.Enter();
        try
        {
            Bindings.Check(Bindings.atg_kernel_patches(native, &call));
        }
        finally
        {
            packed.Leave();
        }

        KeepAlive(x, multiply, residual, result);
        return result;
    }
}
