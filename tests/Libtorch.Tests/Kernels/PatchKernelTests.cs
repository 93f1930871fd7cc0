using System;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;
using static ArchGen.Libtorch.Tests.Kernels.KernelCases;

namespace ArchGen.Libtorch.Tests.Kernels;

[Collection(nameof(KernelCollection))]
public sealed class PatchKernelTests
{
    [Fact]
    public void EqualsConv2dOfEitherLayout() => Each(set =>
    {
        var random = new Random(11);
        foreach (var (kernelH, kernelW, channels, outputs) in ((long, long, long, long)[])[(4, 4, 3, 48), (2, 2, 17, 33), (2, 2, 48, 96), (1, 3, 5, 7), (3, 2, 1, 1), (2, 2, 160, 304)])
        {
            foreach (var first in (bool[])[false, true])
            {
                using var scope = NewDisposeScope();
                var weight = randn(outputs, channels, kernelH, kernelW) / Math.Sqrt(channels * kernelH * kernelW);
                var bias = randn(outputs);
                using var packed = new PackedPatches(weight, bias, first);
                long height = (kernelH * 5) + 1, width = kernelW * 9;
                var x = first ? randn(2, channels, height, width) : randn(2, height, width, channels + 4).narrow(3, 2, channels);
                double? eps = first || channels == 1 ? null : 1e-6;
                var activation = Activations[random.Next(Activations.Length)];
                var wide = x.to(ScalarType.Float64);
                var planes = first ? wide : Norm(wide, eps).permute(0, 3, 1, 2);
                var expected = Plain(F.conv2d(planes, weight.to(ScalarType.Float64), bias.to(ScalarType.Float64), [kernelH, kernelW]), activation).permute(0, 2, 3, 1);
                var residual = randn(expected.shape);
                expected = expected + residual.to(ScalarType.Float64);
                Near(expected, FusedKernels.Patches(x, packed, activation, residual: residual, normEps: eps), $"{set} {kernelH}x{kernelW} {channels}->{outputs} {activation} channels first: {first}");
                Assert.Same(residual, FusedKernels.Patches(x, packed, activation, residual: residual, normEps: eps, output: residual));
                Near(expected, residual, $"{set} {kernelH}x{kernelW} in place");
            }
        }
    });

    [Fact]
    public void WrongMapsAreToldOf() => Each(_ =>
    {
        using var last = new PackedPatches(randn(8, 3, 4, 4));
        using var first = new PackedPatches(randn(8, 3, 4, 4), channelsFirst: true);
        Assert.Contains("[N, H, W, 3] is expected", Assert.Throws<ArgumentException>(() => FusedKernels.Patches(randn(1, 3, 8, 8), last)).Message, StringComparison.Ordinal);
        Assert.Contains("[N, 3, H, W] is expected", Assert.Throws<ArgumentException>(() => FusedKernels.Patches(randn(1, 8, 8, 3), first)).Message, StringComparison.Ordinal);
        Assert.Contains("4×4 don't fit", Assert.Throws<ArgumentException>(() => FusedKernels.Patches(randn(1, 3, 8, 3), last)).Message, StringComparison.Ordinal);
        Assert.Contains("packed for [N, C, H, W]", Assert.Throws<ArgumentException>(() => FusedKernels.Patches(randn(1, 3, 8, 8), first, normEps: 1e-5)).Message, StringComparison.Ordinal);
    });
}
