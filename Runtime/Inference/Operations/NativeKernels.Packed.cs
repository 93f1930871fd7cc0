#if TORCH_SYSTEM
using System;
using ArchGen.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Inference.Operations;

/// <summary>The operations with weights, which are packed for the kernels.</summary>
internal static partial class NativeKernels
{
    private sealed record PackedLinearRows : Operation, IDisposable
    {
        private readonly PackedLinear _packed;
        private readonly FusedActivation _activation;
        private readonly bool _multiplies, _adds;
        private readonly double? _norm;

        public PackedLinearRows(LinearRows linear)
        {
            _packed = new PackedLinear(linear.Weight, linear.Bias);
            (_activation, _multiplies, _adds, _norm) = (Kind(linear.Activation), linear.Multiplies, linear.Adds, linear.Norm);
        }

        public override Tensor Run(Tensor[] x)
        {
            using var scope = torch.NewDisposeScope();
            return FusedKernels.Linear(Rows(x[0]), _packed, _activation, At(x, _multiplies, 1), At(x, _adds, x.Length - 1), _norm).MoveToOuterDisposeScope();
        }

        public void Dispose() => _packed.Dispose();
    }

    private sealed record PackedMlpRows : Operation, IDisposable
    {
        private readonly PackedLinear _first, _second;
        private readonly FusedActivation _activation;
        private readonly bool _adds;
        private readonly double? _norm;

        public PackedMlpRows(MlpRows mlp)
        {
            _first = new PackedLinear(mlp.First.Weight, mlp.First.Bias);
            _second = new PackedLinear(mlp.Second.Weight, mlp.Second.Bias);
            (_activation, _adds, _norm) = (Kind(mlp.First.Activation), mlp.Second.Adds, mlp.First.Norm);
        }

        public override Tensor Run(Tensor[] x)
        {
            using var scope = torch.NewDisposeScope();
            return FusedKernels.Mlp(Rows(x[0]), _first, _second, _activation, residual: At(x, _adds, x.Length - 1), normEps: _norm).MoveToOuterDisposeScope();
        }

        public void Dispose()
        {
            _first.Dispose();
            _second.Dispose();
        }
    }

    private sealed record PackedPatchRows : Operation, IDisposable
    {
        private readonly PackedPatches _packed;
        private readonly FusedActivation _activation;
        private readonly bool _multiplies, _adds;
        private readonly double? _norm;

        public PackedPatchRows(PatchRows patches)
        {
            using var mode = torch.no_grad();
            using var scope = torch.NewDisposeScope();
            var (linear, height, width) = (patches.Linear, patches.Patches.Height, patches.Patches.Width);
            var kernels = linear.Weight.view(linear.Weight.size(0), height, width, linear.Weight.size(1) / (height * width)).permute(0, 3, 1, 2);
            _packed = new PackedPatches(kernels, linear.Bias, patches.IsChannelsFirst);
            (_activation, _multiplies, _adds, _norm) = (Kind(linear.Activation), linear.Multiplies, linear.Adds, patches.Norm);
        }

        public override Tensor Run(Tensor[] x)
        {
            using var scope = torch.NewDisposeScope();
            return FusedKernels.Patches(Pixels(x[0]), _packed, _activation, At(x, _multiplies, 1), At(x, _adds, x.Length - 1), _norm).MoveToOuterDisposeScope();
        }

        public void Dispose() => _packed.Dispose();
    }

    private sealed record PackedDepthwiseRows : Operation, IDisposable
    {
        private readonly PackedDepthwise _packed;
        private readonly (long, long) _stride, _padding, _dilation;
        private readonly FusedActivation _activation;
        private readonly bool _adds;

        public PackedDepthwiseRows(DepthwiseRows depthwise)
        {
            var convolution = depthwise.Convolution;
            _packed = new PackedDepthwise(convolution.Weight, convolution.Bias);
            (_stride, _padding, _dilation) = (Pair(convolution.Stride), Pair(convolution.Padding), Pair(convolution.Dilation));
            (_activation, _adds) = (Kind(depthwise.Activation), depthwise.Adds);
        }

        public override Tensor Run(Tensor[] x)
        {
            using var scope = torch.NewDisposeScope();
            return FusedKernels.Depthwise(Pixels(x[0]), _packed, _stride, _padding, _dilation, _activation, residual: _adds ? Pixels(x[^1]) : null).MoveToOuterDisposeScope();
        }

        public void Dispose() => _packed.Dispose();

        private static (long, long) Pair(long[] values) => (values[0], values[1]);
    }
}
#endif
