using System;
using System.Runtime.InteropServices;
using System.Text;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace ArchGen.Libtorch;

/// <summary>
/// Native kernels that do in one pass what takes several operators: float32, on the CPU, for inference. The last axis of every tensor is its channels,
/// without gaps; the axes before it are its rows or pixels, which may lie further apart than their channels (a slice of a wider tensor's channels).
/// Results don't depend on the number of threads.
/// </summary>
/// <remarks>
/// There are kernels for AVX-512 and for AVX2 with FMA; the machine is asked which it has. Elsewhere <see cref="IsAvailable"/> is false, and the caller
/// takes plain operators. The environment variable <c>ARCHGEN_KERNELS</c> names others than the best: <c>avx2</c>, or <c>none</c>.
/// An <c>output</c> that is given is written to and returned; it may be the very tensor given as <c>residual</c> or <c>multiply</c>.
/// </remarks>
public static unsafe partial class FusedKernels
{
    internal const string Unavailable = "this machine has no fused kernels: ask FusedKernels.IsAvailable, and take plain operators where it is false";

    /// <summary>Whether there are kernels for this machine.</summary>
    public static bool IsAvailable => Bindings.atg_kernel_name() != null;

    /// <summary>The instructions in use: <c>avx512</c>, <c>avx2</c> or <c>none</c>.</summary>
    public static string InstructionSet => Marshal.PtrToStringUTF8((nint)Bindings.atg_kernel_name()) ?? "none";

    /// <summary>Takes the kernels of that name from now on; false where the machine lacks them. What was packed before must be packed anew.</summary>
    internal static bool Use(string name)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(name + "\0")) return Bindings.atg_kernel_use(text) != 0;
    }

    // The output that was given, or a new tensor of the first operand's sizes with other channels.
    private static Tensor OutputLike(Tensor? output, in KernelOperand x, long channels)
    {
        if (output is not null) return output;
        var sizes = new long[x.Dim];
        for (var axis = 0; axis < sizes.Length - 1; axis++) sizes[axis] = x.Size(axis);
        sizes[^1] = channels;
        return empty(sizes, ScalarType.Float32);
    }

    private static void ExpectKnown(FusedActivation activation)
    {
        if ((uint)activation > (uint)FusedActivation.Sigmoid) throw new ArgumentOutOfRangeException(nameof(activation), activation, "no such activation");
    }

    private static float Eps(double? normEps)
    {
        if (normEps is null) return -1;
        return normEps >= 0 ? (float)normEps.Value : throw new ArgumentOutOfRangeException(nameof(normEps), normEps, "the layer norm's epsilon is negative");
    }
}
