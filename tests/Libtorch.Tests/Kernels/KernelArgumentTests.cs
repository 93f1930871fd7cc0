using System;
using System.Threading.Tasks;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static ArchGen.Libtorch.Tests.Kernels.KernelCases;

namespace ArchGen.Libtorch.Tests.Kernels;

/// <summary>A wrong argument is told in words before any memory is touched.</summary>
[Collection(nameof(KernelCollection))]
public sealed class KernelArgumentTests
{
    private static void Refused<T>(string says, Func<Tensor> call) where T : Exception
    {
        var error = Assert.ThrowsAny<T>(call);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfALayer() => Each(_ =>
    {
        using var packed = new PackedLinear(randn(5, 4), randn(5));
        using var other = new PackedLinear(randn(3, 6));
        var x = randn(7, 4);
        Refused<ArgumentException>("x is Float64", () => FusedKernels.Linear(x.to(ScalarType.Float64), packed));
        Refused<ArgumentException>("the 4 channels that the weights take", () => FusedKernels.Linear(randn(7, 3), packed));
        Refused<ArgumentException>("without gaps", () => FusedKernels.Linear(randn(4, 7).transpose(0, 1), packed));
        Refused<ArgumentException>("evenly apart", () => FusedKernels.Linear(randn(3, 7, 4).narrow(1, 0, 5), packed));
        Refused<ArgumentException>("residual is [7, 4]", () => FusedKernels.Linear(x, packed, residual: x));
        Refused<ArgumentException>("multiply is [6, 5]", () => FusedKernels.Linear(x, packed, multiply: randn(6, 5)));
        Refused<ArgumentException>("[7, 5] is expected", () => FusedKernels.Linear(x, packed, output: empty(7, 6)));
        Refused<ArgumentException>("overlaps x", () => { var b = randn(7, 8); return FusedKernels.Linear(b.narrow(1, 0, 4), packed, output: b.narrow(1, 3, 5)); });
        Refused<ArgumentException>("overlaps residual", () => { var b = randn(8, 5); return FusedKernels.Linear(x, packed, residual: b.narrow(0, 0, 7), output: b.narrow(0, 1, 7)); });
        Refused<ArgumentException>("the second layer takes 6 channels, and the first gives 5", () => FusedKernels.Mlp(x, packed, other, FusedActivation.Gelu));
        Refused<ArgumentOutOfRangeException>("no such activation", () => FusedKernels.Linear(x, packed, (FusedActivation)99));
        Refused<ArgumentOutOfRangeException>("negative", () => FusedKernels.Linear(x, packed, normEps: -1));
        using (enable_grad()) Refused<InvalidOperationException>("gradients", () => FusedKernels.Linear(randn(7, 4, requires_grad: true), packed));
        packed.Dispose();
        Assert.Throws<ObjectDisposedException>(() => FusedKernels.Linear(x, packed));
    });

    [Fact]
    public void OfPackedWeights() => Each(_ =>
    {
        Assert.Contains("[out, in] is expected", Assert.Throws<ArgumentException>(() => new PackedLinear(randn(3, 4, 3, 3))).Message, StringComparison.Ordinal);
        Assert.Contains("[3] is expected", Assert.Throws<ArgumentException>(() => new PackedLinear(randn(3, 4), randn(4))).Message, StringComparison.Ordinal);
        Assert.Contains("Float32", Assert.Throws<ArgumentException>(() => new PackedLinear(randn(3, 4, dtype: ScalarType.Float64))).Message, StringComparison.Ordinal);
        Assert.Contains("[channels, 1, height, width]", Assert.Throws<ArgumentException>(() => new PackedDepthwise(randn(3, 4, 3, 3))).Message, StringComparison.Ordinal);
    });

    [Fact]
    public void OfAConvolution() => Each(_ =>
    {
        using var packed = new PackedDepthwise(randn(6, 1, 5, 5));
        var x = randn(1, 8, 8, 6);
        Refused<ArgumentException>("[N, H, W, 6] is expected", () => FusedKernels.Depthwise(randn(1, 6, 8, 8), packed, (1, 1), (2, 2), (1, 1)));
        Refused<ArgumentException>("reaches over 13 rows", () => FusedKernels.Depthwise(x, packed, (1, 1), (2, 2), (3, 1)));
        Refused<ArgumentOutOfRangeException>("a stride is at least 1", () => FusedKernels.Depthwise(x, packed, (0, 1), (2, 2), (1, 1)));
        Refused<ArgumentException>("overlaps x", () => FusedKernels.Depthwise(x, packed, (1, 1), (2, 2), (1, 1), output: x));
        Refused<ArgumentException>("[1, 8, 8, 6] is expected", () => FusedKernels.Depthwise(x, packed, (1, 1), (2, 2), (1, 1), output: empty(1, 4, 4, 6)));
    });

    [Fact]
    public void OfAttentionAndRows() => Each(_ =>
    {
        var (q, k) = (randn(2, 9, 2, 4), randn(2, 9, 2, 4));
        Refused<ArgumentException>("[N, L, heads, d] is expected", () => FusedKernels.Attention(randn(9, 2, 4), k, k, 1));
        Refused<ArgumentException>("k is [2, 9, 2, 5]", () => FusedKernels.Attention(q, randn(2, 9, 2, 5), k, 1));
        Refused<ArgumentException>("[9, 9] is expected", () => FusedKernels.Attention(q, k, k, 1, randn(9, 8)));
        Refused<ArgumentException>("a divisor of the batch of 2", () => FusedKernels.Attention(q, k, k, 1, randn(3, 1, 9, 9)));
        Refused<ArgumentException>("contiguous tensor is expected", () => FusedKernels.Activate(randn(3, 8).narrow(1, 0, 4), FusedActivation.Relu));
        Refused<ArgumentException>("[8] is expected", () => FusedKernels.NormRows(randn(3, 8), 1e-5, randn(7)));
    });

    [Fact]
    public void WithoutKernelsThePlainOperatorsAreNamed()
    {
        var best = FusedKernels.InstructionSet;
        try
        {
            Assert.True(FusedKernels.Use("none"));
            Assert.False(FusedKernels.IsAvailable);
            Assert.Equal("none", FusedKernels.InstructionSet);
            Assert.Contains("plain operators", Assert.Throws<NotSupportedException>(() => new PackedLinear(randn(3, 4))).Message, StringComparison.Ordinal);
            Assert.Throws<NotSupportedException>(() => FusedKernels.Activate(randn(3), FusedActivation.Relu));
            Assert.False(FusedKernels.Use("sse9"));
        }
        finally
        {
            FusedKernels.Use(best);
        }
    }

    [Fact]
    public void PackedWeightsAreSharedByThreadsAndFreedAtLast() => Each(set =>
    {
        var weight = randn(64, 32);
        var packed = new PackedLinear(weight);
        var x = randn(50, 32);
        var expected = FusedKernels.Linear(x, packed);
        Parallel.For(0, 40, _ =>
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            Assert.True(FusedKernels.Linear(x, packed).equal(expected).ToBoolean(), set);
        });
        packed.Dispose();
        packed.Dispose();
    });
}
