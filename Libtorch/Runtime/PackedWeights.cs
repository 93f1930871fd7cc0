using System;
using System.Runtime.InteropServices;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace ArchGen.Libtorch;

/// <summary>
/// Weights laid out anew for one of <see cref="FusedKernels"/>, in native memory of their own: the tensors they came from aren't needed any more. They
/// never change, so any threads may share them.
/// </summary>
public abstract class PackedWeights : IDisposable
{
    private readonly NativeHandle handle;

    private protected PackedWeights(nint handle, bool linear) => this.handle = new NativeHandle(handle, linear);

    /// <summary>Frees the memory, once no call uses it.</summary>
    public void Dispose()
    {
        handle.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The native pointer, which stays valid until <see cref="Leave"/>.</summary>
    internal nint Enter()
    {
        var entered = false;
        handle.DangerousAddRef(ref entered);
        return handle.DangerousGetHandle();
    }

    internal void Leave() => handle.DangerousRelease();

    private protected static Tensor Plain(Tensor tensor, string name, string what)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        if (!FusedKernels.IsAvailable) throw new NotSupportedException(FusedKernels.Unavailable);
        if (tensor.dtype != ScalarType.Float32 || !tensor.is_cpu())
            throw new ArgumentException($"{what} is {tensor.dtype} on {tensor.device}; Float32 on the CPU is expected", name);
        return tensor.detach().contiguous();
    }

    private protected static void ExpectBias(Tensor? bias, long channels)
    {
        if (bias is not null && (bias.dim() != 1 || bias.size(0) != channels))
            throw new ArgumentException($"the bias is [{string.Join(", ", bias.shape)}]; [{channels}] is expected, one for each output channel of the weights", nameof(bias));
    }

    // Packs a contiguous [out, in].
    private protected static unsafe nint PackRows(Tensor plain, Tensor? bias)
    {
        ExpectBias(bias, plain.size(0));
        var plainBias = bias is null ? null : Plain(bias, nameof(bias), "the bias");
        var handle = Bindings.atg_kernel_pack_linear((float*)plain.Describe().Data, plainBias is null ? null : (float*)plainBias.Describe().Data, plain.size(0), plain.size(1));
        GC.KeepAlive(plain);
        GC.KeepAlive(plainBias);
        return handle != 0 ? handle : throw Bindings.LastError();
    }

    private sealed class NativeHandle : SafeHandle
    {
        private readonly bool linear;

        internal NativeHandle(nint handle, bool linear) : base(0, ownsHandle: true)
        {
            this.linear = linear;
            SetHandle(handle);
        }

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            if (linear) Bindings.atg_kernel_free_linear(handle);
            else Bindings.atg_kernel_free_depthwise(handle);
            return true;
        }
    }
}
