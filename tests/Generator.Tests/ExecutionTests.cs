using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Runtime.Generated;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests;

/// <summary>Generated modules run: keys, shapes, scopes, constraints.</summary>
public class ExecutionTests
{
    private static readonly (string, string)[] s_net = [("/project/Encoder.arch", Specs.Encoder), ("/project/Net.arch", Specs.Net)];

    private static string[] Keys(nn.Module module) => [.. module.state_dict().Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void Keys_are_the_steps_names()
    {
        nn.Module net = new Execution(s_net).New("Demo.Nets.Net", new long[] { 16, 32 }, new long[] { 1, 2 });
        string[] layers = ["dwconv", "norm", "pwconv1", "pwconv2"];
        string[] expected =
        [
            .. new[] { "downsample.0.0", "downsample.0.1", "downsample.1.0", "downsample.1.1", "head" },
            .. new[] { "stages.0.0", "stages.1.0", "stages.1.1" }.SelectMany(b => layers.Select(l => b + "." + l)),
        ];
        Assert.Equal(expected.SelectMany(k => new[] { k + ".bias", k + ".weight" }).Order(StringComparer.Ordinal), Keys(net));
    }

    [Fact]
    public void A_forward_pass_gives_the_declared_shape_and_leaks_nothing()
    {
        using var outer = NewDisposeScope();
        nn.Module<Tensor, Tensor> net = new Execution(s_net).New("Demo.Nets.Net", new long[] { 16, 32 }, new long[] { 1, 2 });
        using var image = rand(2, 3, 32, 32);
        net.call(image).Dispose();
        var before = outer.DisposablesCount;
        var logits = net.call(image);
        Assert.Equal([2, 10], logits.shape);
        Assert.Equal(before + 1, outer.DisposablesCount);
        logits.Dispose();
    }

    [Fact]
    public void Gradients_reach_every_parameter()
    {
        nn.Module<Tensor, Tensor> net = new Execution(s_net).New("Demo.Nets.Net", new long[] { 16, 32 }, new long[] { 1, 2 });
        net.call(rand(2, 3, 32, 32)).sum().backward();
        Assert.All(net.named_parameters(), p => Assert.NotNull(p.parameter.grad));
    }

    [Fact]
    public void An_input_that_comes_out_stays_where_it_was()
    {
        nn.Module<Tensor, Tensor> block = new Execution(("/project/I.arch", """
            namespace Demo.I;
            block I(n: int = 0) : [N, L] -> same { for i in 0..n { relu } }
            """)).New("Demo.I.I", 0L);
        using var outer = NewDisposeScope();
        using (var inner = NewDisposeScope())
        {
            var x = rand(2, 3);
            var count = inner.DisposablesCount;
            Assert.Same(x, block.call(x));
            Assert.Equal(count, inner.DisposablesCount);
        }
        Assert.Equal(0, outer.DisposablesCount);
    }

    [Theory]
    [InlineData(new long[] { 2, 4 }, new long[] { 2, 3 })]
    [InlineData(new long[] { 2, 5, 4 }, new long[] { 2, 5, 3 })]
    [InlineData(new long[] { 2, 6, 5, 4 }, new long[] { 2, 6, 5, 3 })]
    public void What_acts_on_the_last_axis_runs_on_any_number_of_axes(long[] shape, long[] result)
    {
        nn.Module<Tensor, Tensor> block = new Execution(("/project/O.arch", """
            namespace Demo.O;
            import std;
            block O(wide: int) : [N, .., C] -> [N, .., wide] {
                residual { norm: layer_norm(eps: 1e-6); mlp: Mlp(expand: 2) }
                softmax(dim: -1)
                out: linear(wide)
            }
            """)).New("Demo.O.O", 4L, 3L);
        Assert.Equal(result, block.call(rand(shape)).shape);
    }

    [Fact]
    public void A_broken_constraint_says_which_and_with_what()
    {
        var fault = Assert.Throws<ArgumentException>(() => { _ = new Execution(("/project/Encoder.arch", Specs.Encoder)).New("Demo.Vision.Encoder", 8L, 4L); });
        Assert.Contains("kernel % 2 == 1", fault.Message);
        Assert.Contains("kernel is 4", fault.Message);
    }

    [Fact]
    public void Lists_with_holes_and_names_with_numbers_have_their_keys()
    {
        var execution = new Execution(("/project/Lists.arch", Baseline("Lists")));
        nn.Module<Tensor, Tensor> net = execution.New("Demo.Lists.Lists");
        var layers = Keys(net).Where(k => k.EndsWith(".weight")).Select(k => k[..^7]);
        Assert.Equal(
            new[]
            {
                "grid1_0", "grid1_1", "grid2_0", "grid2_1", "late.1", "patch_embed1", "patch_embed2", "stages.0.0", "stages.1.0", "stages.1.1", "tail.1", "tail.2",
                "train",
            },
            layers);
        Assert.Equal([1, 10], net.call(rand(1, 3, 32, 32)).shape);
    }

    [Fact]
    public void Exposed_tensors_come_by_name()
    {
        dynamic net = new Execution(("/project/Lists.arch", Baseline("Lists"))).New("Demo.Lists.Lists");
        using var image = rand(1, 3, 32, 32);
        using var outer = NewDisposeScope();
        var features = net.Features(image);
        Assert.Equal(new long[] { 1, 16, 8, 8 }, (long[])features.c2.shape);
        Assert.Equal(new long[] { 1, 10 }, (long[])features.logits.shape);
        Assert.Equal(3, outer.DisposablesCount);
    }

    [Fact]
    public void Variants_are_found_through_the_assembly()
    {
        var found = Assert.Single(VariantDescriptor.In(new Execution(("/project/Lists.arch", Baseline("Lists"))).Assembly));
        Assert.Equal("ListsSmall", found.Name);
        Assert.Equal(5130, found.Parameters);
        Assert.Equal([1, 3, 32, 32], found.InputShape);
        var net = found.Create();
        Assert.IsType(found.ModelType, net);
        Assert.Equal(found.Parameters, net.parameters().Sum(p => p.numel()));
        Assert.Contains(found.Stages, s => s.Name == "late.1");
    }

    [Fact]
    public void Several_inputs_and_outputs()
    {
        var execution = new Execution(("/project/Attention.arch", Baseline("Attention")));
        nn.Module<Tensor, Tensor, (Tensor, Tensor)> cross = execution.New("Demo.Attention.Cross", 16L);
        using var outer = NewDisposeScope();
        var (mixed, weights) = cross.call(rand(2, 5, 16), rand(2, 7, 16));
        Assert.Equal([2, 5, 16], mixed.shape);
        Assert.Equal([2, 4, 5, 7], weights.shape);
        Assert.Contains("temperature", Keys(cross));
        Assert.Contains("scale", Keys(cross));
        nn.Module<Tensor, Tensor, Tensor> pair = execution.New("Demo.Attention.Pair");
        Assert.Equal([2, 5, 16], pair.call(rand(2, 5, 16), rand(2, 7, 16)).shape);
    }

    [Fact]
    public void Moved_raw_tensors_are_used()
    {
        var execution = new Execution(("/project/Attention.arch", Baseline("Attention")));
        nn.Module<Tensor, Tensor, (Tensor, Tensor)> cross = execution.New("Demo.Attention.Cross", 16L);
        cross.to(ScalarType.Float64);
        var (mixed, _) = cross.call(rand(2, 5, 16, dtype: ScalarType.Float64), rand(2, 7, 16, dtype: ScalarType.Float64));
        Assert.Equal(ScalarType.Float64, mixed.dtype);
    }

    [Fact]
    public void Raw_tensors_may_depend_on_a_condition()
    {
        var execution = new Execution(("/project/I.arch", """
            namespace Demo.I;
            block I(dim: int, scaled: bool = false) : [N, dim] -> same
            {
                if scaled {
                    param gamma: [dim] = 2
                    it * gamma
                } else {
                    fc: linear(dim)
                }
            }
            """));
        nn.Module<Tensor, Tensor> scaled = execution.New("Demo.I.I", 4L, true);
        Assert.Equal(["gamma"], Keys(scaled));
        Assert.Equal(8f, scaled.call(ones(1, 4)).sum().item<float>());
        Assert.Equal(["fc.bias", "fc.weight"], Keys((nn.Module)execution.New("Demo.I.I", 4L)));
    }

    [Fact]
    public void Nothing_is_registered_twice()
    {
        nn.Module net = new Execution(s_net).New("Demo.Nets.Net", new long[] { 16, 32 }, new long[] { 1, 2 });
        var names = net.named_modules().Select(m => m.name).ToList();
        Assert.Equal(names.Distinct(), names);
        Assert.DoesNotContain(names, n => n.Contains('<'));
    }

    private static string Baseline(string name) =>
        System.IO.File.ReadAllText(System.IO.Path.Combine(References.Metadata("Baselines"), name + ".arch"));
}
