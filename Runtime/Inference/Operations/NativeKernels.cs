using System;
using System.Collections.Generic;
using ArchGen.Runtime.Generated;
using TorchSharp;
using static TorchSharp.torch;
#if TORCH_SYSTEM
using ArchGen.Libtorch;
#endif

namespace ArchGen.Runtime.Inference.Operations;

/// <summary>
/// The seam to the fused kernels of <c>Libtorch/</c>: operations on 32-bit floats on the processor run on them where the machine has them, everything else on the plain
/// operators of <see cref="Kernels"/>.
/// </summary>
internal static partial class NativeKernels
{
#if TORCH_SYSTEM
    /// <summary>An operation as it is best run here, its weights packed: what they were packed from isn't held.</summary>
    public static Operation Prepare(GraphTensor result)
    {
        if (result.dtype != ScalarType.Float32 || result.device.type != DeviceType.CPU || !FusedKernels.IsAvailable)
            return result.Operation;
        return result.Operation switch
        {
            LinearRows linear => new PackedLinearRows(linear),
            MlpRows { Second.Norm: null, Second.Multiplies: false } mlp => new PackedMlpRows(mlp),
            PatchRows { Linear.Norm: null } patches => new PackedPatchRows(patches),
            DepthwiseRows depthwise => new PackedDepthwiseRows(depthwise),
            NormalizeRows norm => new FastNormalizeRows(norm),
            Activate { Kind: not Activation.None } activate => new FastActivate(activate),
            Attend attend => new FastAttend(attend),
            var other => other,
        };
    }

    private static FusedActivation Kind(Activation activation) => activation switch
    {
        Activation.Gelu => FusedActivation.Gelu,
        Activation.GeluTanh => FusedActivation.GeluTanh,
        Activation.Silu => FusedActivation.Silu,
        Activation.Relu => FusedActivation.Relu,
        Activation.Hardswish => FusedActivation.Hardswish,
        Activation.Sigmoid => FusedActivation.Sigmoid,
        _ => FusedActivation.None,
    };

    /// <summary>A tensor whose rows lie evenly apart, each without gaps.</summary>
    private static Tensor Rows(Tensor x)
    {
        var rank = (int)x.dim();
        var even = rank > 0 && (x.size(-1) == 1 || x.stride(-1) == 1);
        var (known, step, rows) = (false, 0L, 1L);
        for (var axis = rank - 2; even && axis >= 0; axis--)
        {
            var size = x.size(axis);
            if (size == 1)
                continue;
            var stride = x.stride(axis);
            if (known)
                even = stride == rows * step;
            else
                (step, known) = (stride, true);
            rows *= size;
        }
        return even ? x : x.contiguous();
    }

    /// <summary>A tensor whose last axis lies without gaps.</summary>
    private static Tensor Pixels(Tensor x) => x.size(-1) == 1 || x.stride(-1) == 1 ? x : x.contiguous();

    private static Tensor? At(Tensor[] x, bool isThere, int index) => isThere ? Rows(x[index]) : null;

    private sealed record FastNormalizeRows(NormalizeRows Norm) : Operation
    {
        public override IEnumerable<Tensor> Held => Norm.Held;

        public override Tensor Run(Tensor[] x)
        {
            using var scope = torch.NewDisposeScope();
            return FusedKernels.NormRows(Rows(x[0]), Norm.Eps, Norm.Scale, Norm.Shift).MoveToOuterDisposeScope();
        }
    }

    private sealed record FastActivate(Activate Activation) : Operation
    {
        public override Tensor Run(Tensor[] x)
        {
            using var scope = torch.NewDisposeScope();
            return FusedKernels.Activate(x[0].contiguous(), Kind(Activation.Kind)).MoveToOuterDisposeScope();
        }
    }

    private sealed record FastAttend(Attend Attention) : Operation
    {
        public override Tensor Run(Tensor[] x)
        {
            using var scope = torch.NewDisposeScope();
            var (q, k, v) = (Pixels(x[0].transpose(1, 2)), Pixels(x[1].transpose(1, 2)), Pixels(x[2].transpose(1, 2)));
            var (heads, depth) = (x[2].size(1), x[2].size(3));
            var result = FusedKernels.Attention(q, k, v, Attention.Scale, Attention.HasBias ? x[3].contiguous() : null);
            return result.view(result.size(0), result.size(1), heads, depth).transpose(1, 2).MoveToOuterDisposeScope();
        }
    }
#else
    /// <summary>An operation as it is best run here.</summary>
    public static Operation Prepare(GraphTensor result) => result.Operation;
#endif
}
