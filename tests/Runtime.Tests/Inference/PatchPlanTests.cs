using System;
using ArchGen.Runtime.Generated;
using TorchSharp;
using Xunit;
using static ArchGen.Runtime.Tests.Inference.PlanCases;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests.Inference;

/// <summary>Convolutions whose kernel is their stride.</summary>
public sealed class PatchPlanTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public PatchPlanTests() => manual_seed(5);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void They_are_one_operation_and_the_batch_norm_before_goes_into_it()
    {
        var (norm, conv) = (nn.BatchNorm2d(3), nn.Conv2d(3, 8, 2L, stride: 2L));
        Shake(norm);
        using var model = new DescribedModule(x => conv.call(norm.call(x)), x => GraphLayers.Call(conv, GraphLayers.Call(norm, x)), norm, conv);
        Same(model, randn(2, 3, 8, 6), "Patches linear", "Permute");
        // A row is left over: the convolution itself knows what to do with it.
        Same(model, randn(2, 3, 9, 6), "Permute", "AffineRows", "Convolution (channels last)", "Permute");
    }

    [Fact]
    public void An_image_may_lie_in_memory_in_any_way()
    {
        var conv = nn.Conv2d(3, 10, (4L, 2L), stride: (4L, 2L));
        using var model = new DescribedModule(x => nn.functional.gelu(conv.call(x)), x => GraphFunctional.gelu(GraphLayers.Call(conv, x)), conv);
        var wide = randn(2, 3, 8, 12);
        foreach (var x in new[] { wide, wide.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2), wide.transpose(2, 3).contiguous().transpose(2, 3), wide.narrow(3, 2, 6), wide.narrow(2, 4, 4), wide.slice(3, 0, 12, 2) })
            Same(model, x, "Patches linear Gelu", "Permute");
    }

    [Fact]
    public void The_norm_of_the_pixels_before_them_goes_into_them()
    {
        var (deep, norm, conv) = (nn.Conv2d(6, 6, 3L, padding: 1L, groups: 6), new ChannelsFirstLayerNorm(6), nn.Conv2d(6, 10, 2L, stride: 2L, bias: false));
        Shake(norm);
        using var model = new DescribedModule(
            x => conv.call(norm.call(deep.call(x))), x => GraphLayers.Call(conv, GraphLayers.Call(norm, GraphLayers.Call(deep, x))), deep, norm, conv);
        Same(model, randn(2, 6, 8, 6), "Permute", "Depthwise", "Patches linear norm", "Permute");
    }

    [Fact]
    public void A_norm_that_another_needs_stays_for_both()
    {
        var (norm, conv, point) = (new ChannelsFirstLayerNorm(6), nn.Conv2d(6, 10, 2L, stride: 2L), nn.Conv2d(6, 10, 1L));
        Shake(norm);
        using var model = new DescribedModule(
            x => { var y = norm.call(x); return conv.call(y).mean([2L, 3L]) + point.call(y).mean([2L, 3L]); },
            x => { var y = GraphLayers.Call(norm, x); return GraphLayers.Call(conv, y).mean([2, 3]) + GraphLayers.Call(point, y).mean([2, 3]); }, norm, conv, point);
        Same(model, randn(2, 6, 8, 6), "Permute", "NormalizeRows", "Patches linear", "mean", "Linear", "mean", "Add");
    }

    [Fact]
    public void A_gate_and_a_sum_behind_them_go_into_them()
    {
        var (conv, gate, beside) = (nn.Conv2d(5, 12, 2L, stride: 2L), nn.Conv2d(5, 12, 2L, stride: 2L), nn.AvgPool2d(2L));
        using var model = new DescribedModule(
            x => (nn.functional.silu(conv.call(x)) * gate.call(x)) + beside.call(x).repeat(1, 3, 1, 1).narrow(1, 0, 12),
            x => (GraphFunctional.silu(GraphLayers.Call(conv, x)) * GraphLayers.Call(gate, x)) + GraphTorch.cat([GraphLayers.Call(beside, x), GraphLayers.Call(beside, x), GraphLayers.Call(beside, x)], 1).slice(1, 0, 12, 1),
            conv, gate, beside);
        Assert.Contains("Patches linear multiply add", Same(model, randn(2, 5, 8, 6)));
    }
}
