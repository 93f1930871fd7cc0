using System;
using System.Linq;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ArchGen.Libtorch.Tests.Kernels;

/// <summary>The instructions in use are the process's, so these tests come one after another.</summary>
[CollectionDefinition(nameof(KernelCollection), DisableParallelization = true)]
public sealed class KernelCollection;

/// <summary>What the kernels' tests share: each instruction set in turn, references in double, comparison.</summary>
internal static class KernelCases
{
    internal static readonly FusedActivation[] Activations = Enum.GetValues<FusedActivation>();

    /// <summary>Channel counts around the sizes of vectors and tiles.</summary>
    internal static readonly long[] Channels = [1, 3, 8, 16, 17, 31, 33, 48, 64, 100, 300];

    /// <summary>Runs the body once with every instruction set that this machine has.</summary>
    internal static void Each(Action<string> body)
    {
        var best = FusedKernels.InstructionSet;
        try
        {
            var ran = 0;
            foreach (var set in (string[])["avx512", "avx2"])
            {
                if (!FusedKernels.Use(set)) continue;
                using var scope = NewDisposeScope();
                using var quiet = no_grad();
                manual_seed(1);
                body(set);
                ran++;
            }

            // A machine without kernels has nothing to test here; one that has some must have tested the best.
            Assert.Equal(best != "none", ran > 0);
        }
        finally
        {
            FusedKernels.Use(best);
        }
    }

    /// <summary>The activation by plain operators.</summary>
    internal static Tensor Plain(Tensor x, FusedActivation activation) => activation switch
    {
        FusedActivation.Gelu => 0.5 * x * (1 + (x / Math.Sqrt(2)).erf()),
        FusedActivation.GeluTanh => 0.5 * x * (1 + (Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)).tanh()),
        FusedActivation.Silu => x * x.sigmoid(),
        FusedActivation.Relu => x.relu(),
        FusedActivation.Hardswish => x * (x + 3).clamp(0, 6) / 6,
        FusedActivation.Sigmoid => x.sigmoid(),
        _ => x,
    };

    internal static Tensor Norm(Tensor x, double? eps) => eps is null ? x : F.layer_norm(x, [x.size(-1)], null, null, eps.Value);

    /// <summary>Random rows; with a gap, a slice of the channels of wider rows.</summary>
    internal static Tensor Rows(long rows, long channels, int gap = 0) =>
        gap == 0 ? randn(rows, channels) : randn(rows, channels + gap + 3).narrow(1, 3, channels);

    /// <summary>The same sizes, and elements off by no more than the tolerance times the greater of 1 and what is expected.</summary>
    internal static void Near(Tensor expected, Tensor actual, string what, double tolerance = 1e-5)
    {
        Assert.True(expected.shape.SequenceEqual(actual.shape), $"{what}: [{string.Join(", ", actual.shape)}] instead of [{string.Join(", ", expected.shape)}]");
        var error = ((actual.to(ScalarType.Float64) - expected).abs() / expected.abs().clamp_min(1)).max().ToDouble();
        Assert.True(error <= tolerance, $"{what}: off by {error:g3}");
    }
}
