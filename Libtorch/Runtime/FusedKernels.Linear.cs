using System;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace ArchGen.Libtorch;

public static unsafe partial class FusedKernels
{
    /// <summary>
    /// residual + multiply · activation(norm(x) Wᵀ + b), in one pass over each row. With <paramref name="normEps"/>, a row goes through a layer norm of that
    /// epsilon first, without affine.
    /// </summary>
    public static Tensor Linear(
        Tensor x, PackedLinear packed, FusedActivation activation = FusedActivation.None, Tensor? multiply = null, Tensor? residual = null,
        double? normEps = null, Tensor? output = null)
    {
        ArgumentNullException.ThrowIfNull(packed);
        ExpectKnown(activation);
        var call = new LinearCall { NormEps = Eps(normEps), Activation = (int)activation };
        var result = Describe(ref call, x, packed.InChannels, packed.OutChannels, multiply, residual, output, inPlace: false);
        var native = packed.Enter();
        try
        {
            Bindings.Check(Bindings.atg_kernel_linear(native, &call));
        }
        finally
        {
            packed.Leave();
        }

        KeepAlive(x, multiply, residual, result);
        return result;
    }

    /// <summary>
    /// residual + multiply · (activation(norm(x) W₁ᵀ + b₁) W₂ᵀ + b₂), by blocks of rows whose hidden activations stay in the cache. With
    /// <paramref name="normEps"/>, a row goes through a layer norm of that epsilon first, without affine. The output may be <paramref name="x"/> itself.
    /// </summary>
    public static Tensor Mlp(
        Tensor x, PackedLinear first, PackedLinear second, FusedActivation activation, Tensor? multiply = null, Tensor? residual = null,
        double? normEps = null, Tensor? output = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ExpectKnown(activation);
        if (first.OutChannels != second.InChannels)
            throw new ArgumentException($"the second layer takes {second.InChannels} channels, and the first gives {first.OutChannels}", nameof(second));
        var call = new LinearCall { NormEps = Eps(normEps), Activation = (int)activation };
        var result = Describe(ref call, x, first.InChannels, second.OutChannels, multiply, residual, output, inPlace: true);
        var (nativeFirst, nativeSecond) = (first.Enter(), (nint)0);
        try
        {
            nativeSecond = second.Enter();
            Bindings.Check(Bindings.atg_kernel_mlp(nativeFirst, nativeSecond, &call));
        }
        finally
        {
            first.Leave();
            if (nativeSecond != 0) second.Leave();
        }

        KeepAlive(x, multiply, residual, result);
        return result;
    }

    private static Tensor Describe(
        ref LinearCall call, Tensor x, long inChannels, long outChannels, Tensor? multiply, Tensor? residual, Tensor? output, bool inPlace)
    {
        var from = new KernelOperand(x, nameof(x));
        if (from.Channels != inChannels) throw new ArgumentException($"x is {from}; its last axis must be the {inChannels} channels that the weights take", nameof(x));
        call.X = from.Data;
        call.Rows = from.Rows(out call.XStride);
        var result = OutputLike(output, from, outChannels);
        var to = new KernelOperand(result, nameof(output));
        to.ExpectLike(from, outChannels);
        from.ExpectApart(to, sameIsFine: inPlace);
        call.Y = to.Data;
        to.Rows(out call.YStride);
        if (multiply is not null) call.Multiply = Beside(multiply, nameof(multiply), to, out call.MultiplyStride);
        if (residual is not null) call.Residual = Beside(residual, nameof(residual), to, out call.ResidualStride);
        return result;
    }

    private static float* Beside(Tensor tensor, string name, in KernelOperand output, out long stride)
    {
        var operand = new KernelOperand(tensor, name);
        operand.ExpectLike(output, output.Channels);
        operand.ExpectApart(output, sameIsFine: true);
        operand.Rows(out stride);
        return operand.Data;
    }

    private static void KeepAlive(Tensor x, Tensor? multiply, Tensor? residual, Tensor output)
    {
        GC.KeepAlive(x);
        GC.KeepAlive(multiply);
        GC.KeepAlive(residual);
        GC.KeepAlive(output);
    }
}
