using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests;

/// <summary>How much of a model a file must be, and what is made of what differs.</summary>
public sealed class LoadModeTests : IDisposable
{
    private static readonly CheckpointOptions s_ignoring = new() { Ignore = ["argparse.Namespace"] };

    private readonly TemporaryFolder _folder = new();

    private string Saved => _folder.File("m.safetensors");

    [Theory]
    [InlineData("net.zip.pth")]
    [InlineData("net.legacy.pth")]
    [InlineData("training.zip.pth")]
    [InlineData("training.legacy.pth")]
    public void A_state_dict_of_PyTorch_is_loaded(string name)
    {
        using var net = new OfPyTorch();
        var result = Checkpoint.Load(net, Fixture.PathOf(name), options: new LoadOptions { File = s_ignoring });
        AssertHas(net, name);
        if (!name.StartsWith("training", StringComparison.Ordinal))
            return;
        Assert.Equal(("model", "module."), (result.FoundUnder, result.TakenOff));
        Assert.Contains("taken from 'model'; there is also 'model_ema'", result.Describe());
        Assert.Contains("'module.' taken off every key", result.Describe());
    }

    [Fact]
    public void Strict_lists_all_that_differs_and_loads_nothing()
    {
        using var net = new SmallNet();
        var before = Values(net);
        var message = Assert.Throws<CheckpointException>(() => Checkpoint.Load(net, Fixture.PathOf("training.zip.pth"), options: new LoadOptions { File = s_ignoring })).Message;
        Assert.Contains("2 keys are missing from the file: 'head.bias' [4]; 'head.weight' [4, 8]", message);
        Assert.Contains("6 keys are of another shape or type: 'conv.bias' is [2] in the file, [8] in the model", message);
        Assert.Contains("taken from 'model'; there is also 'model_ema'", message);
        Assert.Contains("LoadMode.Lenient", message);
        Assert.Equal(before, Values(net));
    }

    [Fact]
    public void Lenient_takes_what_both_have_and_converts()
    {
        using var source = new SmallNet();
        using var net = new SmallNet();
        var before = Values(net);
        var tensors = source.state_dict().Where(p => p.Key != "head.bias").ToDictionary(p => p.Key, p => p.Key == "conv.weight" ? p.Value.detach().to(ScalarType.Float64) : p.Value);
        tensors["extra"] = zeros(2);
        Safetensors.Write(Saved, tensors);
        var result = Checkpoint.Load(net, Saved, options: new LoadOptions { Mode = LoadMode.Lenient });
        Assert.Equal(["head.bias"], result.Missing);
        Assert.Equal(["extra"], result.Unexpected);
        Assert.Equal(["conv.weight"], result.Converted);
        var (after, theirs) = (Values(net), Values(source));
        Assert.All(after, p => Assert.Equal(p.Key == "head.bias" ? before[p.Key] : theirs[p.Key], p.Value));
        Assert.Contains("1 missing from the file: 'head.bias'", result.Describe());
        Assert.Throws<CheckpointException>(() => Checkpoint.Load(net, Saved));
    }

    [Theory]
    [InlineData("shape")]
    [InlineData("whole numbers")]
    [InlineData("nothing")]
    public void Lenient_refuses_what_no_conversion_mends(string what)
    {
        using var net = new SmallNet();
        var before = Values(net);
        var tensors = net.state_dict().ToDictionary(p => what == "nothing" ? "other." + p.Key : p.Key, p => p.Value);
        if (what == "shape")
            tensors["head.bias"] = zeros(5);
        if (what == "whole numbers")
            tensors["head.bias"] = zeros(4, dtype: ScalarType.Int32);
        Safetensors.Write(Saved, tensors);
        Assert.Contains("doesn't fit the model 'SmallNet'", Assert.Throws<CheckpointException>(() => Checkpoint.Load(net, Saved, options: new LoadOptions { Mode = LoadMode.Lenient })).Message);
        Assert.Equal(before, Values(net));
    }

    [Fact]
    public void A_damaged_file_loads_nothing_in_any_mode()
    {
        using var source = new SmallNet();
        using var net = new SmallNet();
        var before = Values(net);
        Checkpoint.Save(source, Saved);
        var bytes = System.IO.File.ReadAllBytes(Saved);
        bytes[^1] ^= 1;
        System.IO.File.WriteAllBytes(Saved, bytes);
        foreach (var mode in Enum.GetValues<LoadMode>())
            Assert.Contains("its checksum is wrong", Assert.Throws<CheckpointException>(() => Checkpoint.Load(net, Saved, options: new LoadOptions { Mode = mode })).Message);
        Assert.Equal(before, Values(net));
    }

    /// <summary>The numbers are those of the official code's own steps, run in PyTorch.</summary>
    [Fact]
    public void Transfer_adapts_shapes_in_the_known_ways()
    {
        using var net = new Adapted();
        var fresh = Values(net)["head.weight"];
        var result = Checkpoint.Load(net, Fixture.PathOf("adapt.pth"), options: new LoadOptions { Mode = LoadMode.Transfer });
        var plan = result.Transfer!;
        Assert.Equal(5, plan.Of(TensorFate.Adapted).Count());
        Assert.Equal(["head.weight"], plan.Of(TensorFate.New).Select(t => t.Key));
        var values = Values(net);
        foreach (var want in Fixture.Of("adapted"))
        {
            Assert.Equal(want.Shape, net.state_dict()[want.Key].shape);
            Assert.All(want.Values.Zip(values[want.Key]), p => Assert.Equal(p.First, p.Second, 1e-6));
        }

        Assert.Equal(fresh, values["head.weight"]);
        Assert.Contains("'conv.weight' is [2, 3, 4, 3, 3], was [2, 3, 3, 3]: inflated to 4 frames, divided by 4", result.Describe());
        Assert.Contains("'cls.pos_embed' is [1, 10, 2], was [1, 5, 2]: interpolated from 2×2 to 3×3 positions, 1 before them kept", plan.Describe());
    }

    [Fact]
    public void Inflation_at_the_middle_frame_leaves_the_others_zero()
    {
        using var net = new Adapted();
        Checkpoint.Load(net, Fixture.PathOf("adapt.pth"), options: new LoadOptions { Mode = LoadMode.Transfer, Inflation = Inflation.Centre });
        var weight = net.state_dict()["conv.weight"];
        using var scope = NewDisposeScope();
        Assert.Equal(Fixture.Of("adapt.pth").Single(e => e.Key == "conv.weight").Values, Fixture.Values(weight.detach().select(2, 2)));
        Assert.Equal(0, weight.detach().abs().sum([0, 1, 3, 4])[3].item<float>());
    }

    [Theory]
    [InlineData("conv.weight", "2 3 3 3", "2 4 4 3 3", null)]
    [InlineData("conv.weight", "2 3 3 3", "2 3 0 3 3", null)]
    [InlineData("conv.weight", "2 3 3 3", "2 3 5 5", null)]
    [InlineData("pos_embed", "1 9 4", "1 16 5", null)]
    [InlineData("pos_embed", "1 9 4", "1 15 4", null)]
    [InlineData("pos_embed", "1 198 4", "1 27 4", "interpolated from 14×14 to 5×5 positions, 2 before them kept")]
    [InlineData("a.position_embedding", "1 3 2 2", "1 3 4 5", "interpolated from 2×2 to 4×5 positions")]
    [InlineData("mlp.weight", "1 9 4", "1 16 4", null)]
    [InlineData("relative_position_bias_table", "9 2", "25 3", null)]
    public void Only_known_ways_are_taken(string key, string from, string to, string? how)
    {
        long[] Shape(string text) => [.. text.Split(' ').Select(long.Parse)];
        Assert.Equal(how, ShapeAdaptation.Of(key, new StateEntry(Shape(from), ScalarType.Float32), new StateEntry(Shape(to), ScalarType.Float32))?.How);
        Assert.Null(ShapeAdaptation.Of(key, new StateEntry(Shape(from), ScalarType.Int64), new StateEntry(Shape(to), ScalarType.Float32)));
    }

    [Fact]
    public void Transfer_from_half_precision_is_reckoned_in_single()
    {
        using var net = new Adapted();
        using var scope = NewDisposeScope();
        var tokens = randn(1, 9, 4);
        Safetensors.Write(Saved, new Dictionary<string, Tensor> { ["pos_embed"] = tokens.to(ScalarType.Float16), ["head.weight"] = ones(1, 1, dtype: ScalarType.BFloat16) });
        var result = Checkpoint.Load(net, Saved, options: new LoadOptions { Mode = LoadMode.Transfer });
        Assert.Equal(["head.weight", "pos_embed"], result.Transfer!.Of(TensorFate.Adapted).Select(t => t.Key).Order(StringComparer.Ordinal));
        Assert.Equal([1.0], Values(net)["head.weight"]);
        var grid = nn.functional.interpolate(tokens.to(ScalarType.Float16).to(ScalarType.Float32).reshape(1, 3, 3, 4).permute(0, 3, 1, 2), [5, 5], mode: InterpolationMode.Bicubic, align_corners: false);
        Assert.Equal(Fixture.Values(grid.permute(0, 2, 3, 1)), Values(net)["pos_embed"]);
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertHas(nn.Module net, string name)
    {
        var values = Values(net);
        Assert.Equal(Fixture.Of(name).Select(e => e.Key).Order(StringComparer.Ordinal), values.Keys.Order(StringComparer.Ordinal));
        Assert.All(Fixture.Of(name), e => Assert.Equal(e.Values, values[e.Key]));
    }

    private static Dictionary<string, double[]> Values(nn.Module model) => model.state_dict().ToDictionary(p => p.Key, p => Fixture.Values(p.Value));

    /// <summary>The net that <c>fixtures.py</c> saves.</summary>
    private sealed class OfPyTorch : nn.Module<Tensor, Tensor>
    {
        private readonly Conv2d _conv = nn.Conv2d(1, 2, 3L);
        private readonly BatchNorm2d _norm = nn.BatchNorm2d(2);

        public OfPyTorch()
            : base(nameof(OfPyTorch))
        {
            register_module("conv", _conv);
            register_module("norm", _norm);
        }

        public override Tensor forward(Tensor input) => _norm.call(_conv.call(input));
    }

    /// <summary>Tensors of the shapes that those of <c>adapt.pth</c> become.</summary>
    private sealed class Adapted : nn.Module<Tensor, Tensor>
    {
        public Adapted()
            : base(nameof(Adapted))
        {
            Add("conv.weight", 2, 3, 4, 3, 3);
            Add("pos_embed", 1, 25, 4);
            Add("cls.pos_embed", 1, 10, 2);
            Add("grid.pos_embed", 1, 5, 4, 4);
            Add("attn.relative_position_bias_table", 25, 2);
            Add("head.weight", 1, 1);
        }

        public override Tensor forward(Tensor input) => input.alias();

        private void Add(string key, params long[] shape) => register_parameter(key, new Parameter(randn(shape)));
    }
}
