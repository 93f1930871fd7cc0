using System;
using System.IO;
using System.Linq;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests;

/// <summary>The specs' networks start as the papers' code has them start.</summary>
public class OfficialStartTests
{
    private static Execution Load(params string[] files) => new(
        [.. files.Select(f => ("/project/" + f, File.ReadAllText(Path.Combine(References.Metadata("Repository"), "specs", f))))]);

    private static double Deviation(Tensor tensor) => tensor.std(unbiased: false).item<float>();

    private static float Most(Tensor tensor) => tensor.abs().max().item<float>();

    private static void IsNear(double expected, Tensor tensor, string name)
    {
        // Five times the standard error of a standard deviation.
        var slack = 5 / Math.Sqrt(2.0 * tensor.numel());
        Assert.True(Math.Abs(Deviation(tensor) / expected - 1) < slack, $"{name}: {Deviation(tensor)}, not {expected}");
    }

    [Theory]
    [InlineData("edgenext/edgenext.arch", "ArchGen.Specs.EdgeNeXt.EdgeNeXt", new long[] { 24, 48, 88, 168 })]
    [InlineData("families/convnext.arch", "ArchGen.Specs.ConvNeXt.ConvNeXt", new long[] { 24, 48, 88, 168 })]
    public void All_truncated_normal(string file, string type, long[] dims)
    {
        nn.Module net = Load(file).New(type, dims, new long[] { 1, 1, 1, 1 });
        foreach (var (name, tensor) in net.named_parameters().Where(p => p.name.EndsWith(".weight") && p.parameter.dim() > 1))
            IsNear(0.02, tensor, name);
        Assert.All(net.named_parameters().Where(p => p.name.EndsWith(".bias")), p => Assert.Equal(0, Most(p.parameter)));
    }

    [Fact]
    public void MogaNet_counts_a_groups_outputs()
    {
        nn.Module net = Load("moganet/moganet.arch").New("ArchGen.Specs.MogaNet.MogaNet", new long[] { 32, 64, 96, 192 }, new long[] { 1, 1, 1, 1 });
        foreach (var (name, tensor) in net.named_parameters().Where(p => p.name.EndsWith(".weight") && p.parameter.dim() == 4))
        {
            var (outputs, inputs, kernel) = (tensor.size(0), tensor.size(1), tensor.size(2) * tensor.size(3));
            IsNear(Math.Sqrt(2.0 / (kernel * (inputs == 1 ? 1 : outputs))), tensor, name);
        }
        IsNear(0.02, net.get_parameter("head.weight"), "head");
        Assert.All(net.named_parameters().Where(p => p.name.EndsWith(".bias")), p => Assert.Equal(0, Most(p.parameter)));
    }

    [Fact]
    public void UniFormers_temporal_attention_is_nothing_at_first()
    {
        var dims = new long[] { 16, 16, 32, 32 };
        nn.Module<Tensor, Tensor> net = Load("uniformer/blocks.arch", "uniformer/video.arch").New("ArchGen.Specs.UniFormer.UniFormerVideo", dims, new long[] { 1, 1, 1, 1 }, 16L, 400L, 4L, 0.0, true);
        foreach (var block in new[] { "blocks3.0", "blocks4.0" })
        {
            Assert.Equal(0, Most(net.get_parameter(block + ".t_attn.qkv.weight")));
            Assert.Equal(0, Most(net.get_parameter(block + ".t_attn.qkv.bias")));
            Assert.Equal(0, Most(net.get_parameter(block + ".t_attn.proj.weight") - 1));
            Assert.Equal(0, Most(net.get_parameter(block + ".t_attn.proj.bias")));
            IsNear(0.02, net.get_parameter(block + ".attn.qkv.weight"), block);
            Assert.Equal(0, Most(net.get_parameter(block + ".mlp.fc1.bias")));
        }
        // Convolutions keep PyTorch's start.
        Assert.InRange(Most(net.get_parameter("blocks1.0.conv1.bias")), 0.05f, 0.25f);
    }

    [Fact]
    public void ResNets_blocks_are_their_shortcuts_at_first()
    {
        nn.Module net = Load("families/resnet.arch").New("ArchGen.Specs.ResNet.ResNet", new long[] { 1, 1, 1, 1 }, new long[] { 64, 64, 128, 128 });
        Assert.Equal(0, Most(net.get_parameter("layer1.0.bn3.weight")));
        Assert.Equal(1, net.get_parameter("layer1.0.bn2.weight").min().item<float>());
        IsNear(Math.Sqrt(2.0 / (64 * 49)), net.get_parameter("conv1.weight"), "conv1");
    }
}
