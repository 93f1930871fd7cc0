using System;
using System.Linq;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace ArchGen.Libtorch.Tests;

/// <summary>Where another form of an operator is computed because libtorch's is slow: the same numbers and gradients as in double, which takes libtorch's own way.</summary>
public class SlowPathTests
{
    [Theory, InlineData(false), InlineData(true)]
    public void Gelu_of_channels_last_maps_and_of_parts_of_a_tensor(bool inPlace)
    {
        manual_seed(1);
        foreach (var view in (Func<Tensor, Tensor>[])[x => x.permute(0, 3, 1, 2), x => x.transpose(0, 1), x => x.narrow(2, 1, 3).permute(0, 3, 1, 2), x => x[TensorIndex.Ellipsis, TensorIndex.Slice(0, null, 2)], x => x.narrow(0, 0, 1).expand(3, -1, -1, -1)])
        {
            if (inPlace && view(ones(2, 5, 6, 4)).size(0) == 3)
                continue; // elements that are one in memory can't be written
            var whole = randn(2, 5, 6, 4);
            var exact = F.gelu(view(whole.to(float64)));
            var x = view(whole);
            var strides = x.stride();
            var y = F.gelu(x, inplace: inPlace);
            Assert.Equal(x.shape, y.shape);
            Assert.True(y.to(float64).allclose(exact, 1e-5, 1e-6));
            if (!inPlace)
                continue;
            Assert.Equal(strides, y.stride());
            Assert.True(view(whole).to(float64).allclose(exact, 1e-5, 1e-6));
        }
    }

    [Fact]
    public void Gelu_keeps_the_channels_last()
    {
        var x = randn(2, 5, 6, 4).permute(0, 3, 1, 2);
        Assert.Equal(x.stride(), F.gelu(x).stride());
    }

    [Theory]
    [InlineData(7, 3, 14, 11, false), InlineData(7, 3, 7, 7, true), InlineData(5, 4, 9, 16, true), InlineData(3, 9, 20, 5, false), InlineData(7, 3, 24, 24, true), InlineData(7, 2, 8, 8, false)]
    public void Depthwise_convolution_with_a_wide_dilation(int kernel, int dilation, int height, int width, bool named)
    {
        manual_seed(2);
        const int channels = 6;
        var (input, weight, bias, seen) = (randn(2, 8, height, width), randn(channels, 1, kernel, kernel), randn(channels), randn(2, channels, height, width));
        foreach (var withBias in (bool[])[true, false])
        {
            var (single, twice) = (Run(float32, withBias), Run(float64, withBias));
            for (var i = 0; i < single.Length; i++)
                Assert.True(single[i].to(float64).allclose(twice[i], 1e-4, 1e-4), $"part {i}");
        }

        using (no_grad())
            Assert.True(Convolve(input.narrow(1, 1, channels), weight, bias).to(float64).allclose(Convolve(input.to(float64).narrow(1, 1, channels), weight.to(float64), bias.to(float64)), 1e-4, 1e-4));

        Tensor Convolve(Tensor x, Tensor w, Tensor? b) => named
            ? F.conv2d_padding(x, w, b, padding: Padding.Same, dilation: [dilation, dilation], groups: channels)
            : F.conv2d(x, w, b, padding: [dilation * (kernel / 2), dilation * (kernel / 2)], dilation: [dilation, dilation], groups: channels);

        Tensor[] Run(ScalarType dtype, bool withBias)
        {
            var leaves = ((Tensor[])[input, weight, bias]).AsSpan().ToArray();
            for (var i = 0; i < leaves.Length; i++)
                leaves[i] = leaves[i].to(dtype, copy: true).requires_grad_();
            var result = Convolve(leaves[0].narrow(1, 1, channels), leaves[1], withBias ? leaves[2] : null);
            (result * seen.to(dtype)).sum().backward();
            return withBias ? [result, leaves[0].grad!, leaves[1].grad!, leaves[2].grad!] : [result, leaves[0].grad!, leaves[1].grad!];
        }
    }

    [Fact]
    public void Linear_layers_of_more_axes_than_a_matrix_has()
    {
        manual_seed(3);
        var (weight, bias, seen) = (randn(7, 5), randn(7), randn(2, 3, 4, 7));
        foreach (var view in (Func<Tensor, Tensor>[])[x => x, x => x.permute(0, 2, 1, 3).contiguous().permute(0, 2, 1, 3), x => x.flip(1)])
        {
            var leaves = new[] { randn(2, 3, 4, 5), weight, bias }.Select(t => t.clone().requires_grad_()).ToArray();
            var again = leaves.Select(t => t.detach().clone().requires_grad_()).ToArray();
            var result = F.linear(view(leaves[0]), leaves[1], leaves[2]);
            var expected = matmul(view(again[0]), again[1].t()) + again[2];
            (result * seen).sum().backward();
            (expected * seen).sum().backward();
            Assert.Equal([2, 3, 4, 7], result.shape);
            Assert.True(result.allclose(expected, 1e-4, 1e-5));
            Assert.All(leaves.Zip(again), pair => Assert.True(pair.First.grad!.allclose(pair.Second.grad!, 1e-4, 1e-4)));
        }

        Assert.Equal([2, 0, 4, 7], F.linear(randn(2, 0, 4, 5), weight, bias).shape);
        Assert.Equal([4, 3, 7], F.linear(randn(3, 4, 5).transpose(0, 1), weight, bias).shape);
    }

    [Fact]
    public void Same_padding_makes_no_copy_for_backward_to_keep()
    {
        foreach (var (kernel, mode) in ((long, PaddingModes)[])[(3, PaddingModes.Zeros), (4, PaddingModes.Zeros), (3, PaddingModes.Reflect)])
        {
            var layer = Conv2d(4, 4, kernel, Padding.Same, padding_mode: mode, groups: 4);
            var x = randn(1, 4, 9, 9);
            var sides = new[] { (kernel - 1) / 2, kernel - 1 - (kernel - 1) / 2, (kernel - 1) / 2, kernel - 1 - (kernel - 1) / 2 };
            using var scope = NewDisposeScope();
            var made = DisposeScopeManager.Statistics.CreatedInScopeCount;
            var result = layer.call(x);
            made = DisposeScopeManager.Statistics.CreatedInScopeCount - made;
            Assert.Equal(kernel == 3 && mode == PaddingModes.Zeros ? 1 : 2, made);
            Assert.True(result.allclose(F.conv2d(F.pad(x, sides, mode == PaddingModes.Zeros ? PaddingModes.Constant : mode), layer.weight, layer.bias, groups: 4), 1e-4, 1e-5));
        }
    }

    [Fact]
    public void A_wide_dilation_that_changes_the_size_or_mixes_channels_is_left_to_libtorch()
    {
        var x = randn(1, 4, 30, 30);
        Assert.Equal([1, 4, 12, 12], F.conv2d(x, randn(4, 1, 7, 7), dilation: [3, 3], groups: 4).shape);
        Assert.Equal([1, 4, 15, 15], F.conv2d(x, randn(4, 1, 7, 7), strides: [2, 2], padding: [9, 9], dilation: [3, 3], groups: 4).shape);
        Assert.Equal([1, 2, 30, 30], F.conv2d(x, randn(2, 4, 7, 7), padding: [9, 9], dilation: [3, 3]).shape);
        Assert.Equal([1, 8, 30, 30], F.conv2d(x, randn(8, 1, 7, 7), padding: [9, 9], dilation: [3, 3], groups: 4).shape);
    }
}
