using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace ArchGen.Libtorch.Tests;

/// <summary>Gradients against small differences, in double unless the fault that is guarded against is in float.</summary>
public class GradientTests
{
    private static Tensor Input(params long[] shape)
    {
        manual_seed(3);
        return randn(shape, float64);
    }

    [Fact]
    public void Of_a_convolution() => Expect.GradientMatchesDifferences(x => F.conv2d(x, Input(3, 2, 3, 3), padding: [1, 1]), Input(1, 2, 4, 4));

    [Fact]
    public void Of_layer_norm() => Expect.GradientMatchesDifferences(x => F.layer_norm(x, [4], Input(4), Input(4)), Input(2, 4));

    [Fact]
    public void Of_attention() => Expect.GradientMatchesDifferences(x => F.scaled_dot_product_attention(x, x, x), Input(1, 3, 4));

    [Fact]
    public void Of_an_indexed_view() => Expect.GradientMatchesDifferences(x => x[TensorIndex.Ellipsis, TensorIndex.Slice(1, null, 2)].pow(2), Input(2, 5));

    [Fact]
    public void Of_gelu_whose_incoming_gradient_is_permuted()
    {
        manual_seed(5);
        var x = randn(2, 3, 4, 5);
        var weights = randn(2, 4, 5, 3);
        var single = x.clone().requires_grad_();
        (F.gelu(single).permute(0, 2, 3, 1) * weights).sum().backward();
        var twice = x.to(float64).requires_grad_();
        (F.gelu(twice).permute(0, 2, 3, 1) * weights.to(float64)).sum().backward();
        Assert.True(single.grad!.to(float64).allclose(twice.grad!, 1e-4, 1e-5));
    }

    [Fact]
    public void Of_gelu_of_a_permuted_input_and_of_the_module()
    {
        manual_seed(6);
        var x = randn(2, 5, 6);
        var weights = randn(2, 6, 5);
        foreach (var dtype in (ScalarType[])[float32, float64])
        {
            Expect.GradientMatchesDifferences(v => GELU().call(v.permute(0, 2, 1)) * weights.to(v.dtype), x.to(float64));
            var leaf = x.to(dtype, copy: true).requires_grad_();
            var other = x.to(float64, copy: true).requires_grad_();
            (GELU().call(leaf.transpose(1, 2)) * weights.to(dtype)).sum().backward();
            (F.gelu(other.transpose(1, 2)) * weights.to(float64)).sum().backward();
            Assert.True(leaf.grad!.to(float64).allclose(other.grad!, 1e-4, 1e-5));
        }
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Of_batch_norm_at_batch_one_on_a_transposed_view(bool training) => Expect.GradientMatchesDifferences(
        x => F.batch_norm(
            x.reshape(1, 15, 4).transpose(1, 2).reshape(1, 4, 3, 5), zeros(4, float64), ones(4, float64), ones(4, float64), zeros(4, float64), training),
        Input(1, 3, 5, 4), tolerance: 1e-5);

    [Fact]
    public void Of_any_outputs_by_any_inputs()
    {
        var (a, b) = (tensor(2.0, requires_grad: true), tensor(3.0, requires_grad: true));
        var gradients = autograd.grad([a * a * b], [a, b], create_graph: true);
        Assert.Equal(12, gradients[0].ToDouble());
        Assert.Equal(4, gradients[1].ToDouble());
        Assert.Equal(6, autograd.grad([gradients[0]], [a])[0].ToDouble());
    }

    [Fact]
    public void Gather_over_backward_calls_and_go_by_zero_grad()
    {
        using var layer = Linear(2, 1, hasBias: false);
        layer.call(ones(1, 2)).sum().backward();
        layer.call(ones(1, 2)).sum().backward();
        Expect.Close([2, 2], layer.weight.grad!);
        layer.zero_grad(set_to_none: false);
        Expect.Close([0, 0], layer.weight.grad!);
        layer.zero_grad();
        Assert.Null(layer.weight.grad);
    }

    [Fact]
    public void Clipping_scales_them_to_the_norm()
    {
        var p = new Parameter(zeros(2));
        p.grad = tensor(new[] { 3f, 4f });
        Assert.Equal(5, utils.clip_grad_norm_([p], 1), 1e-5);
        Expect.Close([.6f, .8f], p.grad!);
    }
}
