using System;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace ArchGen.Libtorch;

public static unsafe partial class FusedKernels
{
    /// <summary>Layer norm of each row, with or without affine. The output may be <paramref name="x"/> itself.</summary>
    public static Tensor NormRows(Tensor x, double eps, Tensor? weight = null, Tensor? bias = null, Tensor? output = null)
    {
        if (!IsAvailable) throw new NotSupportedException(Unavailable);
        var from = new KernelOperand(x, nameof(x));
        var rows = from.Rows(out var stride);
        var result = OutputLike(output, from, from.Channels);
        var to = new KernelOperand(result, nameof(output));
        to.ExpectLike(from, from.Channels);
        from.ExpectApart(to, sameIsFine: true);
        to.Rows(out var outStride);
        Bindings.Check(Bindings.atg_kernel_norm(
            rows, from.Channels, from.Data, stride, Eps(eps), Affine(weight, nameof(weight), from.Channels), Affine(bias, nameof(bias), from.Channels), to.Data, outStride));
        KeepAlive(x, weight, bias, result);
        return result;
    }

    /// <summary>The activation of every element of a contiguous tensor. The output may be <paramref name="x"/> itself.</summary>
    public static Tensor Activate(Tensor x, FusedActivation activation, Tensor? output = null)
    {
        if (!IsAvailable) throw new NotSupportedException(Unavailable);
        ExpectKnown(activation);
        var from = new KernelOperand(x, nameof(x));
        var result = OutputLike(output, from, from.Channels);
        var to = new KernelOperand(result, nameof(output));
        to.ExpectLike(from, from.Channels);
        if (!x.is_contiguous()) throw new ArgumentException($"x is {from}; a contiguous tensor is expected", nameof(x));
        if (!result.is_contiguous()) throw new ArgumentException($"output is {to}; a contiguous tensor is expected", nameof(output));
        from.ExpectApart(to, sameIsFine: true);
        Bindings.Check(Bindings.atg_kernel_activate(x.numel(), from.Data, to.Data, (int)activation));
        KeepAlive(x, null, null, result);
        return result;
    }

    private static float* Affine(Tensor? tensor, string name, long channels)
    {
        if (tensor is null) return null;
        var operand = new KernelOperand(tensor, name);
        operand.Expect([channels]);
        return operand.Data;
    }
}
