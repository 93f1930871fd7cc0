using System;
using System.Linq;
using System.Threading.Tasks;
using ArchGen.Runtime.Generated;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static ArchGen.Runtime.Tests.Inference.PlanCases;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests.Inference;

public sealed class InferenceTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public InferenceTests() => manual_seed(3);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Norms_scales_activations_and_the_residual_go_into_the_linear_layers()
    {
        var (conv, norm, first, second) = (nn.Conv2d(8, 8, 7L, padding: 3L, groups: 8), new ChannelsFirstLayerNorm(8), nn.Linear(8, 32), nn.Linear(32, 8));
        var gamma = randn(8);
        Shake(norm);
        using var model = new DescribedModule(
            x => x + (second.call(nn.functional.gelu(first.call(norm.call(conv.call(x)).permute(0, 2, 3, 1)))) * gamma).permute(0, 3, 1, 2),
            x => x + (GraphLayers.Call(second, GraphFunctional.gelu(GraphLayers.Call(first, GraphLayers.Call(norm, GraphLayers.Call(conv, x)).permute(0, 2, 3, 1)))) * GraphTensor.Of(gamma)).permute(0, 3, 1, 2),
            conv, norm, first, second);
        Same(model, randn(2, 8, 9, 7), "Permute", "Depthwise", "Mlp norm Gelu add", "Permute");
    }

    [Fact]
    public void A_batch_norm_goes_into_the_convolution_before_it_and_its_activation_too()
    {
        var (conv, norm) = (nn.Conv2d(6, 10, 1L), nn.BatchNorm2d(10));
        Shake(norm);
        using var model = new DescribedModule(
            x => nn.functional.silu(norm.call(conv.call(x))), x => GraphFunctional.silu(GraphLayers.Call(norm, GraphLayers.Call(conv, x))), conv, norm);
        Same(model, randn(2, 6, 5, 5), "Permute", "Linear Silu", "Permute");
    }

    [Fact]
    public void A_batch_norm_goes_into_the_linear_layer_behind_it_but_not_into_a_padded_convolution()
    {
        var (norm, point, deep) = (nn.BatchNorm2d(6), nn.Conv2d(6, 10, 1L), nn.Conv2d(6, 6, 3L, padding: 1L, groups: 6));
        Shake(norm);
        using var folded = new DescribedModule(x => point.call(norm.call(x)), x => GraphLayers.Call(point, GraphLayers.Call(norm, x)), norm, point);
        Same(folded, randn(2, 6, 5, 5), "Permute", "Linear", "Permute");
        using var kept = new DescribedModule(x => deep.call(norm.call(x)), x => GraphLayers.Call(deep, GraphLayers.Call(norm, x)), norm, deep);
        Same(kept, randn(2, 6, 5, 5), "Permute", "AffineRows", "Depthwise", "Permute");
    }

    [Fact]
    public void The_identity_beside_a_depthwise_convolution_goes_into_its_middle()
    {
        var conv = nn.Conv2d(5, 5, 3L, padding: 1L, groups: 5);
        using var model = new DescribedModule(x => x + conv.call(x), x => x + GraphLayers.Call(conv, x), conv);
        Same(model, randn(1, 5, 6, 4), "Permute", "Depthwise", "Permute");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(24)]
    public void A_group_norm_is_right_where_groups_vary_little_around_a_large_mean(long groups)
    {
        var (conv, norm) = (nn.Conv2d(3, 24, 1L), nn.GroupNorm(groups, 24));
        Shake(norm);
        using (no_grad())
        {
            conv.weight!.mul_(2e-2);
            conv.bias!.uniform_(0.4, 0.6);
        }
        using var model = new DescribedModule(x => norm.call(conv.call(x)), x => GraphLayers.Call(norm, GraphLayers.Call(conv, x)), conv, norm);
        Same(model, randn(2, 3, 10, 10), "Permute", "Linear", "Permute", "NormalizeGroups", "Permute", "AffineRows", "Permute");
    }

    [Fact]
    public void Rows_that_become_a_map_stay_as_they_lie()
    {
        var norm = nn.LayerNorm(8, elementwise_affine: false);
        using var model = new DescribedModule(
            x => nn.functional.silu(norm.call(x).reshape(2, 2, 3, 8)), x => GraphFunctional.silu(GraphLayers.Call(norm, x).reshape(2, 2, 3, 8)), norm);
        Same(model, randn(2, 6, 8), "NormalizeRows", "Reshape", "Silu");
    }

    [Fact]
    public void What_two_need_stays_for_both()
    {
        var (norm, a, b) = (nn.LayerNorm(8), nn.Linear(8, 8), nn.Linear(8, 8));
        Shake(norm);
        using var model = new DescribedModule(
            x => { var y = norm.call(x); return a.call(y) * b.call(y); },
            x => { var y = GraphLayers.Call(norm, x); return GraphLayers.Call(a, y) * GraphLayers.Call(b, y); }, norm, a, b);
        Same(model, randn(2, 4, 8), "NormalizeRows", "Linear", "Linear multiply");
    }

    [Fact]
    public void Attention_is_found_with_its_scale_and_bias()
    {
        var qkv = nn.Linear(12, 36);
        var bias = randn(1, 3, 5, 5);
        using var model = new DescribedModule(
            x =>
            {
                var parts = qkv.call(x).reshape(x.size(0), 5, 3, 3, 4).permute(2, 0, 3, 1, 4).unbind(0);
                return matmul((matmul(parts[0] * 0.5, parts[1].transpose(-2, -1)) + bias).softmax(-1), parts[2]).transpose(1, 2).reshape(x.size(0), 5, 12);
            },
            x =>
            {
                var parts = GraphLayers.Call(qkv, x).reshape(x.size(0), 5, 3, 3, 4).permute(2, 0, 3, 1, 4).unbind(0);
                return GraphTorch.matmul((GraphTorch.matmul(parts[0] * 0.5, parts[1].transpose(-2, -1)) + GraphTensor.Of(bias)).softmax(-1), parts[2]).transpose(1, 2).reshape(x.size(0), 5, 12);
            },
            qkv);
        Assert.Contains("Attend", Same(model, randn(2, 5, 12)));
    }

    [Fact]
    public void What_features_have_in_common_goes_into_the_layer_behind_and_beside()
    {
        var (common, last) = (nn.Linear(6, 1), nn.Linear(6, 4));
        var sigma = randn(6);
        using var model = new DescribedModule(
            x => { var h = nn.functional.relu(x); var y = h + (h - nn.functional.gelu(common.call(h))) * sigma; return x.narrow(-1, 0, 4) + last.call(y); },
            x =>
            {
                var h = GraphFunctional.relu(x);
                var y = h + (h - GraphFunctional.gelu(GraphLayers.Call(common, h))) * GraphTensor.Of(sigma);
                return x.slice(-1, 0, 4, 1) + GraphLayers.Call(last, y);
            },
            common, last);
        Same(model, randn(2, 5, 6), "Relu", "Slice", "Mlp Gelu add", "Linear add");
        using var mean = new DescribedModule(
            x => nn.functional.silu(x + (x - x.mean([1L], keepdim: true)) * sigma), x => GraphFunctional.silu(x + (x - x.mean([1], keepdim: true)) * GraphTensor.Of(sigma)));
        Same(mean, randn(2, 5, 6), "mean", "Spread", "Silu");
    }

    [Fact]
    public void What_only_sizes_go_into_is_worked_out_once()
    {
        var position = nn.Linear(2, 6);
        using var model = new DescribedModule(
            x => x + position.call(stack([arange(x.size(1), dtype: ScalarType.Float32), arange(x.size(1), dtype: ScalarType.Float32).sin()], -1)),
            x => x + GraphLayers.Call(position, GraphTorch.stack([GraphTorch.arange(0, x.size(1), 1, ScalarType.Float32), GraphTorch.arange(0, x.size(1), 1, ScalarType.Float32).sin()], -1)),
            position);
        Same(model, randn(3, 7, 6), "Add");
    }

    [Fact]
    public void A_layer_that_nothing_is_known_of_runs_by_itself()
    {
        var (norm, linear) = (nn.PReLU(6), nn.Conv2d(6, 4, 1L));
        using var model = new DescribedModule(x => linear.call(norm.call(x)), x => GraphLayers.Call(linear, GraphLayers.Call(norm, x)), norm, linear);
        Same(model, randn(2, 6, 3, 3), "PReLU", "Permute", "Linear", "Permute");
    }

    [Fact]
    public void The_weights_are_those_of_the_moment_whatever_becomes_of_the_model()
    {
        var linear = nn.Linear(4, 4);
        using var model = new DescribedModule(x => linear.call(x), x => GraphLayers.Call(linear, x), linear);
        var x = randn(2, 4);
        using var plans = new InferencePlans(model);
        var before = model.call(x).detach();
        using (no_grad())
            linear.weight.add_(1);
        Assert.True(plans.Run(x)[0].allclose(before, 1e-5, 1e-6));
        Assert.True(plans.Run(x.repeat(2, 1))[0].allclose(before.repeat(2, 1), 1e-5, 1e-6));
        Assert.False(model.call(x).allclose(before, 1e-5, 1e-6));
    }

    [Fact]
    public void Results_are_tensors_of_their_own()
    {
        var x = randn(2, 3, 4);
        using var plans = new InferencePlans(new Twice());
        var results = plans.Run(x);
        results[0].Dispose();
        Assert.True(results[1].allclose(x.transpose(1, 2)));
        using (inference_mode())
            results[2].add_(1);
        Assert.False(results[2].allclose(x));
    }

    [Fact]
    public void Threads_and_shapes_share_a_model()
    {
        var (first, second) = (nn.Linear(16, 64), nn.Linear(64, 16));
        using var model = new DescribedModule(
            x => second.call(nn.functional.gelu(first.call(x))), x => GraphLayers.Call(second, GraphFunctional.gelu(GraphLayers.Call(first, x))), first, second);
        using var plans = new InferencePlans(model);
        var inputs = Enumerable.Range(1, 12).Select(n => randn(n, 16)).ToArray();
        var expected = inputs.Select(i => model.call(i).detach()).ToArray();
        Parallel.For(0, 240, i =>
        {
            using var scope = NewDisposeScope();
            Assert.True(plans.Run(inputs[i % 12])[0].allclose(expected[i % 12], 1e-4, 1e-5));
        });
    }

    [Fact]
    public void A_module_that_cannot_say_what_it_does_is_named()
    {
        var pair = new TwoResults();
        using var model = new DescribedModule(x => pair.call(x).Item1, x => GraphLayers.Call2(pair, x).Item1, pair);
        using var plans = new InferencePlans(model);
        var error = Assert.Throws<NotSupportedException>(() => plans.Run(randn(1, 2)));
        Assert.Contains("TwoResults gives 2 results", error.Message);
        Assert.Contains("IDescribed", error.Message);
    }

#if TORCH_SYSTEM
    [Fact]
    public void Nothing_is_left_behind_by_a_run()
    {
        var (conv, linear) = (nn.Conv2d(4, 4, 3L, padding: 1L, groups: 4), nn.Linear(4, 4));
        using var model = new DescribedModule(
            x => linear.call(conv.call(x).permute(0, 2, 3, 1)).mean([1L, 2L]), x => GraphLayers.Call(linear, GraphLayers.Call(conv, x).permute(0, 2, 3, 1)).mean([1, 2]), conv, linear);
        using var plans = new InferencePlans(model);
        var x = randn(2, 4, 6, 6);
        plans.Run(x)[0].Dispose();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 20; i++)
            plans.Run(x)[0].Dispose();
        Assert.Equal(before, Tensor.TotalCount);
    }
#endif

    private sealed class Twice : nn.Module, IDescribed
    {
        public Twice()
            : base(nameof(Twice))
        {
        }

        public GraphTensor[] Describe(GraphTensor[] inputs) => [inputs[0].transpose(1, 2), inputs[0].transpose(1, 2), inputs[0]];
    }

    private sealed class TwoResults : nn.Module<Tensor, (Tensor, Tensor)>
    {
        public TwoResults()
            : base(nameof(TwoResults))
        {
        }

        public override (Tensor, Tensor) forward(Tensor x) => (x, x);
    }
}
