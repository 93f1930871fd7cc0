using System;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace ArchGen.Libtorch;

public static unsafe partial class FusedKernels
{
    /// <summary>residual + multiply · activation(depthwise convolution of x + b), on maps [N, H, W, C]; the border counts as zeros.</summary>
    public static Tensor Depthwise(
        Tensor x, PackedDepthwise packed, (long Height, long Width) stride, (long Height, long Width) padding, (long Height, long Width) dilation,
        FusedActivation activation = FusedActivation.None, Tensor? multiply = null, Tensor? residual = null, Tensor? output = null)
    {
        ArgumentNullException.ThrowIfNull(packed);
        ExpectKnown(activation);
        var from = new KernelOperand(x, nameof(x));
        if (from.Dim != 4 || from.Channels != packed.Channels)
            throw new ArgumentException($"x is {from}; [N, H, W, {packed.Channels}] is expected, as the weights have {packed.Channels} channels", nameof(x));
        if (stride.Height < 1 || stride.Width < 1) throw new ArgumentOutOfRangeException(nameof(stride), stride, "a stride is at least 1");
        if (padding.Height < 0 || padding.Width < 0) throw new ArgumentOutOfRangeException(nameof(padding), padding, "a padding is at least 0");
        if (dilation.Height < 1 || dilation.Width < 1) throw new ArgumentOutOfRangeException(nameof(dilation), dilation, "a dilation is at least 1");
        var height = Outputs(from.Size(1), packed.KernelHeight, stride.Height, padding.Height, dilation.Height, "rows");
        var width = Outputs(from.Size(2), packed.KernelWidth, stride.Width, padding.Width, dilation.Width, "columns");
        var result = output ?? empty([from.Size(0), height, width, packed.Channels], ScalarType.Float32);
        var to = new KernelOperand(result, nameof(output));
        to.Expect([from.Size(0), height, width, packed.Channels]);
        from.ExpectApart(to, sameIsFine: false);
        var call = new DepthwiseCall
        {
            Batch = from.Size(0), Channels = packed.Channels, Height = from.Size(1), Width = from.Size(2), OutHeight = height, OutWidth = width,
            KernelH = packed.KernelHeight, KernelW = packed.KernelWidth, StrideH = stride.Height, StrideW = stride.Width,
            PadH = padding.Height, PadW = padding.Width, DilationH = dilation.Height, DilationW = dilation.Width,
            InPixel = from.Stride(2), InRow = from.Stride(1), InImage = from.Stride(0), OutPixel = to.Stride(2), OutRow = to.Stride(1), OutImage = to.Stride(0),
            X = from.Data, Y = to.Data, Activation = (int)activation,
        };
        if (multiply is not null)
        {
            var factor = new KernelOperand(multiply, nameof(multiply));
            factor.ExpectLike(to, to.Channels);
            factor.ExpectApart(to, sameIsFine: true);
            call.Multiply = factor.Data;
            (call.MultiplyPixel, call.MultiplyRow, call.MultiplyImage) = (factor.Stride(2), factor.Stride(1), factor.Stride(0));
        }

        if (residual is not null)
        {
            var term = new KernelOperand(residual, nameof(residual));
            term.ExpectLike(to, to.Channels);
            term.ExpectApart(to, sameIsFine: true);
            call.Residual = term.Data;
            (call.ResidualPixel, call.ResidualRow, call.ResidualImage) = (term.Stride(2), term.Stride(1), term.Stride(0));
        }

        var native = packed.Enter();
        try
        {
            Bindings.Check(Bindings.atg_kernel_depthwise(native, &call));
        }
        finally
        {
            packed.Leave();
        }

        KeepAlive(x, multiply, residual, result);
        return result;
    }

    private static long Outputs(long size, long kernel, long stride, long padding, long dilation, string what)
    {
        var reach = dilation * (kernel - 1) + 1;
        if (size + 2 * padding < reach) throw new ArgumentException($"a kernel that reaches over {reach} {what} doesn't fit the {size + 2 * padding} of the padded map");
        return (size + 2 * padding - reach) / stride + 1;
    }
}
