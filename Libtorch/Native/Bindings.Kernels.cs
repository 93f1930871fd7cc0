using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The fused kernels' part of the C interface: plain pointers, whose sizes the caller has checked.</summary>
internal static unsafe partial class Bindings
{
    [DllImport(Library)] internal static extern byte* atg_kernel_name();
    [DllImport(Library)] internal static extern int atg_kernel_use(byte* name);

    [DllImport(Library)] internal static extern nint atg_kernel_pack_linear(float* weight, float* bias, long outChannels, long inChannels);
    [DllImport(Library)] internal static extern void atg_kernel_free_linear(nint packed);
    [DllImport(Library)] internal static extern int atg_kernel_linear(nint packed, LinearCall* call);
    [DllImport(Library)] internal static extern int atg_kernel_mlp(nint first, nint second, LinearCall* call);

    [DllImport(Library)] internal static extern int atg_kernel_patches(nint packed, PatchesCall* call);

    [DllImport(Library)] internal static extern nint atg_kernel_pack_depthwise(float* weight, float* bias, long channels, long taps);
    [DllImport(Library)] internal static extern void atg_kernel_free_depthwise(nint packed);
    [DllImport(Library)] internal static extern int atg_kernel_depthwise(nint packed, DepthwiseCall* call);

    [DllImport(Library)]
    internal static extern int atg_kernel_norm(long rows, long channels, float* x, long xStride, float eps, float* weight, float* bias, float* y, long yStride);
    [DllImport(Library)] internal static extern int atg_kernel_activate(long count, float* x, float* y, int activation);
    [DllImport(Library)] internal static extern int atg_kernel_attention(AttentionCall* call);
}

/// <summary>One linear layer's or pair's call, as <c>atg_linear_call</c> lays it out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LinearCall
{
    internal long Rows;
    internal float* X;
    internal long XStride;
    internal float* Multiply;
    internal long MultiplyStride;
    internal float* Residual;
    internal long ResidualStride;
    internal float* Y;
    internal long YStride;
    internal float NormEps;
    internal int Activation;
}

/// <summary>One convolution of patches, as <c>atg_patches_call</c> lays it out; the strides count elements.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PatchesCall
{
    internal LinearCall Linear;
    internal long Channels, KernelH, KernelW, OutHeight, OutWidth;
    internal long Image, Row, Pixel, Channel;
    internal int ChannelsFirst;
}

/// <summary>One depthwise convolution, as <c>atg_depthwise_call</c> lays it out; the strides count elements.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DepthwiseCall
{
    internal long Batch;
    internal long Channels, Height, Width, OutHeight, OutWidth;
    internal long KernelH, KernelW, StrideH, StrideW, PadH, PadW, DilationH, DilationW;
    internal long InPixel, InRow, InImage, OutPixel, OutRow, OutImage;
    internal long MultiplyPixel, MultiplyRow, MultiplyImage, ResidualPixel, ResidualRow, ResidualImage;
    internal float* X;
    internal float* Multiply;
    internal float* Residual;
    internal float* Y;
    internal int Activation;
}

/// <summary>One attention, as <c>atg_attention_call</c> lays it out; the strides count elements.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AttentionCall
{
    internal long Batch, Heads;
    internal long Queries, Keys, Depth, ValueDepth;
    internal long QRow, KRow, VRow, OutRow, BiasRow;
    internal float Scale;
    internal long QBatch, QHead, KBatch, KHead, VBatch, VHead, OutBatch, OutHead;
    internal long BiasBatches, BiasBatch, BiasHead;
    internal float* Q;
    internal float* K;
    internal float* V;
    internal float* Bias;
    internal float* Y;
}
