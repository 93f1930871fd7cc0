using System;
using System.Linq;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;
using static ArchGen.Libtorch.Tests.Kernels.KernelCases;

namespace ArchGen.Libtorch.Tests.Kernels;

[Collection(nameof(KernelCollection))]
public sealed class DepthwiseKernelTests
{
    private static readonly (long H, long W)[] Kernels = [(1, 1), (2, 2), (3, 3), (5, 5), (7, 7), (9, 9), (1, 7), (7, 1), (11, 1), (1, 21), (3, 4)];

    [Fact]
    public void EqualsConv2dOverKernelsStridesDilationsAndSlices() => Each(set =>
    {
        var random = new Random(7);
        foreach (var kernel in Kernels)
        {
            foreach (var channels in Channels)
            {
                using var scope = NewDisposeScope();
                var stride = ((long)random.Next(1, 3), (long)random.Next(1, 3));
                if (random.Next(2) == 0) stride = (1, 1);
                var dilation = ((long)random.Next(1, 4), (long)random.Next(1, 4));
                var padding = ((long)random.Next(0, 5), (long)random.Next(0, 5));
                long height = random.Next(1, 20), width = random.Next(1, 30);
                if (height + 2 * padding.Item1 <= dilation.Item1 * (kernel.H - 1)) height += dilation.Item1 * kernel.H;
                if (width + 2 * padding.Item2 <= dilation.Item2 * (kernel.W - 1)) width += dilation.Item2 * kernel.W;
                var activation = Activations[random.Next(Activations.Length)];
                var weight = randn(channels, 1, kernel.H, kernel.W) / Math.Sqrt(kernel.H * kernel.W);
                var bias = random.Next(3) > 0 ? randn(channels) : null;
                using var packed = new PackedDepthwise(weight, bias);
                var (before, behind) = (random.Next(2) * 5, random.Next(2) * 6);
                var x = randn(2, height, width, channels + before + behind).narrow(3, before, channels);
                var y = F.conv2d(
                    x.permute(0, 3, 1, 2).to(ScalarType.Float64), weight.to(ScalarType.Float64), bias?.to(ScalarType.Float64), [stride.Item1, stride.Item2],
                    [padding.Item1, padding.Item2], [dilation.Item1, dilation.Item2], channels);
                y = Plain(y, activation).permute(0, 2, 3, 1).contiguous();
                var multiply = random.Next(3) == 0 ? randn(y.shape) : null;
                var residual = random.Next(3) == 0 ? randn(y.shape) : null;
                if (multiply is not null) y = y * multiply.to(ScalarType.Float64);
                if (residual is not null) y = y + residual.to(ScalarType.Float64);
                var buffer = full([y.size(0), y.size(1), y.size(2), channels + 8], 7f);
                var output = random.Next(2) == 0 ? buffer.narrow(3, 5, channels) : null;
                var actual = FusedKernels.Depthwise(x, packed, stride, padding, dilation, activation, multiply, residual, output);
                Near(y, actual, $"{set} {kernel} stride {stride} padding {padding} dilation {dilation} on {height}x{width}x{channels} {activation}");
                if (output is null) continue;
                Assert.True((buffer.narrow(3, 0, 5) == 7f).all().ToBoolean() && (buffer.narrow(3, channels + 5, 3) == 7f).all().ToBoolean(), "memory beside the output was written to");
            }
        }
    });

    [Fact]
    public void EveryWidthIsCovered() => Each(set =>
    {
        foreach (var kernel in (long[])[3, 5, 7, 9])
        {
            var weight = randn(20, 1, kernel, kernel) / kernel;
            using var packed = new PackedDepthwise(weight);
            for (long width = 1; width < 36; width++)
            {
                foreach (var (dilation, stride) in ((long, long)[])[(1, 1), (2, 1), (3, 1), (1, 2)])
                {
                    using var scope = NewDisposeScope();
                    var pad = dilation * (kernel / 2);
                    var x = randn(1, 3, width, 20);
                    var y = F.conv2d(x.permute(0, 3, 1, 2).to(ScalarType.Float64), weight.to(ScalarType.Float64), null, [1, stride], [pad, pad], [dilation, dilation], 20);
                    Near(y.permute(0, 2, 3, 1), FusedKernels.Depthwise(x, packed, (1, stride), (pad, pad), (dilation, dilation)), $"{set} {kernel} dilation {dilation} stride {stride} width {width}");
                }
            }
        }
    });

    [Fact]
    public void SlicesOfOneBufferMayLieBetweenEachOther() => Each(_ =>
    {
        var weight = randn(16, 1, 3, 3);
        using var packed = new PackedDepthwise(weight);
        var buffer = randn(1, 6, 6, 48);
        var (x, output) = (buffer.narrow(3, 0, 16), buffer.narrow(3, 16, 16));
        var expected = F.conv2d(x.permute(0, 3, 1, 2).to(ScalarType.Float64), weight.to(ScalarType.Float64), null, [1, 1], [1, 1], [1, 1], 16);
        FusedKernels.Depthwise(x, packed, (1, 1), (1, 1), (1, 1), output: output);
        Near(expected.permute(0, 2, 3, 1), output, "beside its input");
    });

    [Fact]
    public void ThreadsDoNotChangeABit() => Each(set =>
    {
        var threads = get_num_threads();
        try
        {
            using var packed = new PackedDepthwise(randn(100, 1, 7, 7), randn(100));
            var x = randn(2, 40, 40, 100);
            var results = ((int[])[1, 2, 5]).Select(count =>
            {
                set_num_threads(count);
                return FusedKernels.Depthwise(x, packed, (1, 1), (3, 3), (1, 1), FusedActivation.Silu);
            }).ToList();
            Assert.All(results, result => Assert.True(result.equal(results[0]).ToBoolean(), $"{set}: depends on the threads"));
        }
        finally
        {
            set_num_threads(threads);
        }
    });

    [Fact]
    public void NotANumberReachesItsNeighboursOnly() => Each(set =>
    {
        using var packed = new PackedDepthwise(ones(5, 1, 3, 3));
        var x = randn(1, 8, 8, 5);
        x[0, 4, 4, 2] = float.NaN;
        var bad = FusedKernels.Depthwise(x, packed, (1, 1), (1, 1), (1, 1), FusedActivation.Gelu).isnan();
        Assert.Equal(9, bad.sum().ToInt64());
        Assert.True(bad[0].narrow(0, 3, 3).narrow(1, 3, 3)[TensorIndex.Ellipsis, 2].all().ToBoolean(), set);
    });
}
