using System;
using System.Linq;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;
using static ArchGen.Libtorch.Tests.Kernels.KernelCases;

namespace ArchGen.Libtorch.Tests.Kernels;

[Collection(nameof(KernelCollection))]
public sealed class RowKernelTests
{
    [Fact]
    public void NormEqualsLayerNorm() => Each(set =>
    {
        foreach (var channels in Channels.Where(count => count > 1))
        {
            foreach (var affine in (bool[])[false, true])
            {
                var x = Rows(37, channels, affine ? 5 : 0) * 3 + 1;
                var (weight, bias) = affine ? (randn(channels), randn(channels)) : (null, null);
                var expected = F.layer_norm(x.to(ScalarType.Float64), [channels], weight?.to(ScalarType.Float64), bias?.to(ScalarType.Float64), 1e-6);
                Near(expected, FusedKernels.NormRows(x, 1e-6, weight, bias), $"{set} {channels} channels");
                Assert.Same(x, FusedKernels.NormRows(x, 1e-6, weight, bias, output: x));
                Near(expected, x, $"{set} {channels} channels in place");
            }
        }
    });

    [Fact]
    public void ActivationsOfAnyCount() => Each(set =>
    {
        foreach (var count in (long[])[1, 7, 8, 15, 16, 17, 63, 64, 65, 1000, 100_003])
        {
            foreach (var activation in Activations)
            {
                using var scope = NewDisposeScope();
                var x = randn(count) * 4;
                var expected = Plain(x.to(ScalarType.Float64), activation);
                Near(expected, FusedKernels.Activate(x, activation), $"{set} {activation} of {count}", 2e-6);
                Near(expected, FusedKernels.Activate(x, activation, x), $"{set} {activation} of {count} in place", 2e-6);
            }
        }
    });

    [Fact]
    public void NotANumberAndInfinityStayThatWay() => Each(set =>
    {
        var x = tensor([float.NaN, float.PositiveInfinity, 1f, 2f, 3f]).repeat(7);
        foreach (var activation in Activations)
        {
            var y = FusedKernels.Activate(x, activation).view(7, 5);
            Assert.True(y.select(1, 0).isnan().all().ToBoolean(), $"{set} {activation}");
            if (activation == FusedActivation.Sigmoid) Assert.True((y.select(1, 1) == 1f).all().ToBoolean(), $"{set} {activation}");
            else Assert.True(y.select(1, 1).isposinf().all().ToBoolean(), $"{set} {activation}");
            Assert.True(y.narrow(1, 2, 3).isfinite().all().ToBoolean(), $"{set} {activation}");
        }

        Assert.True(FusedKernels.NormRows(x.view(7, 5), 1e-5).isnan().all().ToBoolean(), set);
    });
}
