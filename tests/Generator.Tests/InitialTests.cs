using System;
using System.IO;
using System.Linq;
using ArchGen.Dsl.Shapes;
using ArchGen.Runtime.Generated;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests;

/// <summary>Learned tensors start as the spec says: which statement counts, and what it fills a tensor with.</summary>
public class InitialTests
{
    private static readonly Lazy<nn.Module> s_net = new(() =>
    {
        manual_seed(7);
        var text = File.ReadAllText(Path.Combine(References.Metadata("Baselines"), "Starts.arch"));
        return (nn.Module)new Execution(("/project/Starts.arch", text)).New("Demo.Starts.Starts", 64L);
    });

    private static float[] Values(string key) => Values(s_net.Value, key);

    private static float[] Values(nn.Module net, string key) => [.. net.state_dict()[key].data<float>()];

    private static double Deviation(float[] values) => Math.Sqrt(values.Select(v => (double)v * v).Average() - Math.Pow(values.Average(), 2));

    [Fact]
    public void All_layers_of_a_kind_start_as_the_model_says()
    {
        var hidden = Values("hidden.weight");
        Assert.InRange(hidden.Min(), -0.6f, -0.55f);
        Assert.InRange(hidden.Max(), 0.55f, 0.6f);
        // A normal distribution of deviation 0.5 cut off at ±1.2 deviations has a deviation of 0.3141.
        Assert.InRange(Deviation(hidden), 0.3141 * 0.98, 0.3141 * 1.02);
        Assert.InRange(hidden.Average(), -0.01, 0.01);
        // 4 × 4 × 64 connections of an input.
        Assert.InRange(Deviation(Values("stem.weight")), Math.Sqrt(2.0 / 1024) * 0.95, Math.Sqrt(2.0 / 1024) * 1.05);
        // Depthwise: 3 × 3.
        Assert.InRange(Deviation(Values("stages.0.dw.weight")), Math.Sqrt(2.0 / 9) * 0.9, Math.Sqrt(2.0 / 9) * 1.1);
    }

    [Fact]
    public void The_later_of_two_statements_counts_for_the_tensors_that_it_names()
    {
        Assert.All(Values("hidden.bias"), v => Assert.Equal(-1, v));
        Assert.All(Values("stem.bias"), v => Assert.Equal(0.25f, v));
    }

    [Fact]
    public void A_layers_own_goes_before_every_statement()
    {
        Assert.All(Values("head.weight"), v => Assert.Equal(0, v));
        Assert.All(Values("head.bias"), v => Assert.Equal(-1, v));
        Assert.InRange(Deviation(Values("stages.0.dw.bias")), 0.0007, 0.0013);
        var rows = s_net.Value.state_dict()["stages.1.mix.conv1.weight"].reshape(64, 9);
        // 64 rows of 9: the columns are at right angles, of length 2.
        using var columns = rows.t().matmul(rows);
        using var expected = eye(9) * 4;
        Assert.True(columns.allclose(expected, atol: 1e-4));
        Assert.InRange(Values("stages.1.mix.conv1.bias").Max(), 0.05f, 0.1f);
    }

    [Fact]
    public void An_inner_blocks_goes_before_an_outer_ones_each_tensor_for_itself()
    {
        Assert.InRange(Deviation(Values("stages.0.mix.conv2.weight")), 0.0095, 0.0105);
        Assert.All(Values("stages.0.mix.conv2.bias"), v => Assert.Equal(0.25f, v));
    }

    [Fact]
    public void Components_and_raw_tensors_have_their_own()
    {
        Assert.All(Values("norm.weight"), v => Assert.Equal(0.5f, v));
        Assert.All(Values("norm.bias"), v => Assert.Equal(0, v));
        Assert.All(Values("stages.0.mix.norm.weight"), v => Assert.Equal(0, v));
        Assert.InRange(Values("tokens").Max(), 0.25f, 0.3163f);
        Assert.InRange(Values("tokens").Min(), -0.3163f, -0.25f);
    }

    [Fact]
    public void Every_parameter_goes_on_learning()
    {
        Assert.All(s_net.Value.named_parameters(), p => Assert.True(p.parameter.requires_grad && p.parameter.is_leaf, p.name));
        using var outer = NewDisposeScope();
        ((nn.Module<Tensor, Tensor>)s_net.Value).call(rand(2, 3, 8, 8)).sum().backward();
        Assert.All(s_net.Value.named_parameters(), p => Assert.NotNull(p.parameter.grad));
    }

    [Fact]
    public void Modules_written_in_csharp_are_reached_and_may_keep_their_own()
    {
        var harness = new Harness(("/project/E.arch", """
            namespace Demo.E;
            extern block Open(dim: int) : [N, dim] -> same
            extern block Closed(dim: int) : [N, dim] -> same
            model M() : [N, 4] -> same { init linear(weight: 3, bias: 5); a: Open(4); b: Closed(4) }
            """));
        const string module = """
            public sealed class NAME : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>
            {
                public TorchSharp.Modules.Linear fc { get; }
                public NAME(long dim) : base("NAME")
                {
                    fc = TorchSharp.torch.nn.Linear(dim, dim);
                    register_module("fc", fc);
                    LAST
                }
                public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor x) => fc.call(x);
                protected override void RegisterComponents() { }
            }
            """;
        harness.AddCSharp("#pragma warning disable CS1591\nnamespace Demo.E;\n" + module.Replace("NAME", "Open").Replace("LAST", "")
            + module.Replace("NAME", "Closed").Replace("LAST", "TorchSharp.torch.nn.init.zeros_(fc.weight); ArchGen.Runtime.Generated.LayerInit.Keep(this);"));
        nn.Module net = new Execution(harness.Run().MustBeClean()).New("Demo.E.M");
        Assert.All(Values(net, "a.fc.weight"), v => Assert.Equal(3, v));
        Assert.All(Values(net, "a.fc.bias"), v => Assert.Equal(5, v));
        Assert.All(Values(net, "b.fc.weight"), v => Assert.Equal(0, v));
        Assert.DoesNotContain(5, Values(net, "b.fc.bias"));
    }

    [Fact]
    public void Layers_without_a_bias_are_passed_over()
    {
        nn.Module net = new Execution(("/project/B.arch", """
            namespace Demo.B;
            block B(bias: bool = false) : [N, C] -> same { init linear(bias: 1); a: linear(C, bias: bias, bias_init: 2); b: linear(C, bias: bias); c: linear(C) }
            """)).New("Demo.B.B", 4L);
        Assert.Equal(["a.weight", "b.weight", "c.bias", "c.weight"], net.state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.All(Values(net, "c.bias"), v => Assert.Equal(1, v));
    }

    [Fact]
    public void Every_kind_that_can_be_told_is_known_where_it_runs() =>
        Assert.Equal(
            OperatorTable.All.Where(o => o.Parameters.Any(p => p.Kind == OperatorParameterKind.Initial)).Select(o => o.Name).Order(StringComparer.Ordinal),
            LayerInit.Kinds.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_initialiser_is_tried() =>
        Assert.All(InitialTable.All.Where(i => i.Name != "dirac"), i => Assert.Contains(Distributions, row => ((string)row[0]).StartsWith(i.Name, StringComparison.Ordinal)));

    /// <summary>An initialiser, and the mean, deviation and largest amount of a 300 × 200 matrix.</summary>
    public static TheoryData<string, double, double, double> Distributions => new()
    {
        { "zeros", 0, 0, 0 },
        { "ones", 1, 0, 1 },
        { "3", 3, 0, 3 },
        { "normal", 0, 1, 6 },
        { "normal(2, 0.5)", 2, 0.5, 6 },
        { "trunc_normal", 0, 0.8796, 2 },
        { "trunc_normal(0.02)", 0, 0.02, 0.12 },
        { "trunc_normal(std: 0.02, a: -0.04, b: 0.04)", 0, 0.02 * 0.8796, 0.04 },
        { "uniform(low: -3, high: 3)", 0, Math.Sqrt(3), 3 },
        { "xavier_uniform", 0, Math.Sqrt(2.0 / 500), Math.Sqrt(6.0 / 500) },
        { "xavier_normal(gain: 2)", 0, 2 * Math.Sqrt(2.0 / 500), 1 },
        { "kaiming_uniform(a: 2)", 0, Math.Sqrt(0.4 / 200), Math.Sqrt(1.2 / 200) },
        { "kaiming_normal", 0, 0.1, 0.6 },
        { "kaiming_normal(mode: fan_out, nonlinearity: linear)", 0, Math.Sqrt(1.0 / 300), 0.4 },
        { "kaiming_normal(fan_out_per_group, tanh)", 0, 5.0 / 3 / Math.Sqrt(300), 0.6 },
        { "lecun_normal", 0, Math.Sqrt(1.0 / 200), 2 * Math.Sqrt(1.0 / 200) / 0.8796 },
        { "orthogonal", 0, Math.Sqrt(1.0 / 300), 1 },
        { "eye", 1.0 / 300, Math.Sqrt(1.0 / 300), 1 },
        { "if wide then normal(std: 2) else zeros", 0, 2, 12 },
    };

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Initialisers_have_their_spread(string start, double mean, double deviation, double most)
    {
        manual_seed(3);
        var execution = new Execution(("/project/D.arch", $$"""
            namespace Demo.D;
            block D(wide: bool = true) : [N, 200] -> [N, 300] { param raw: [300, 200] = {{start}}; fc: linear(300, weight_init: {{start}}); it + sum(raw){{(start.Contains("wide") ? "" : "; if wide { relu }")}} }
            """));
        nn.Module net = execution.New("Demo.D.D");
        foreach (var key in new[] { "raw", "fc.weight" })
        {
            var values = Values(net, key);
            Assert.InRange(values.Average(), mean - Math.Max(deviation, 0.01) * 0.03, mean + Math.Max(deviation, 0.01) * 0.03);
            Assert.InRange(Deviation(values), deviation * 0.98 - 1e-6, deviation * 1.02 + 1e-6);
            Assert.True(values.Max(Math.Abs) <= most + 1e-6, $"{start}: {values.Max(Math.Abs)}");
        }
    }

    [Theory]
    [InlineData("fan_in", 18)]
    [InlineData("fan_out", 36 * 200)]
    [InlineData("fan_out_per_group", 36)]
    public void A_grouped_convolutions_fans(string mode, int fan)
    {
        manual_seed(5);
        nn.Module net = new Execution(("/project/G.arch", $$"""
            namespace Demo.G;
            block G() : [N, 400, H, W] -> [N, 800, H, W] { init conv2d(weight: kaiming_normal(mode: {{mode}})); conv: conv2d(800, 3, padding: 1, groups: 200) }
            """)).New("Demo.G.G");
        Assert.InRange(Deviation(Values(net, "conv.weight")), Math.Sqrt(2.0 / fan) * 0.97, Math.Sqrt(2.0 / fan) * 1.03);
    }

    [Fact]
    public void Dirac_hands_a_map_on()
    {
        nn.Module<Tensor, Tensor> block = new Execution(("/project/I.arch", """
            namespace Demo.I;
            block I() : [N, 4, H, W] -> same { conv: conv2d(4, 3, padding: 1, weight_init: dirac, bias_init: zeros) }
            """)).New("Demo.I.I");
        using var x = rand(1, 4, 5, 5);
        using var y = block.call(x);
        Assert.True(x.allclose(y));
    }

    [Fact]
    public void An_unknown_kind_is_refused() =>
        Assert.Contains("'lineal'", Assert.Throws<ArgumentException>(() => LayerInit.Below(nn.Linear(2, 2), "lineal", weight: 0)).Message);
}
