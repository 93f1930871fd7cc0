using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests;

public sealed class KeyMapTests : IDisposable
{
    private static readonly KeyMap s_map = new("Official", [new("conv.**", "stem.0.**"), new("*.running_mean", "*.mean"), new("norm.**", "bn.**"), new("stage*.*.mix_*.**", "layers.*.*.*.**")]);

    private readonly TemporaryFolder _folder = new();

    private string Saved => _folder.File("official.safetensors");

    [Theory]
    [InlineData("conv.weight", "stem.0.weight")]
    [InlineData("norm.running_mean", "norm.mean")]
    [InlineData("norm.running_var", "bn.running_var")]
    [InlineData("head.bias", "head.bias")]
    [InlineData("stage1.2.mix_in.qkv.bias", "layers.1.2.in.qkv.bias")]
    public void The_first_rule_that_fits_wins(string ours, string theirs)
    {
        Assert.Equal(theirs, s_map.Map(ours));
        Assert.Equal(ours, s_map.Unmap(theirs));
    }

    [Theory]
    [InlineData("conv.weight")]
    [InlineData("norm.weight")]
    [InlineData("norm.running_mean")]
    public void What_no_tensor_is_called_has_no_key(string theirs) => Assert.Null(s_map.Unmap(theirs));

    [Theory]
    [InlineData("conv", "stem.0")]
    [InlineData("norm", "bn")]
    [InlineData("head", "head")]
    [InlineData("stage1.2.mix_in", "layers.1.2.in")]
    public void Modules_are_called_as_what_is_below_them(string ours, string theirs) => Assert.Equal(theirs, s_map.MapModule(ours));

    [Fact]
    public void A_checkpoint_of_other_keys_is_loaded_through_it()
    {
        using var model = new SmallNet();
        using var other = new SmallNet();
        Safetensors.Write(Saved, s_map.Apply(model));
        Checkpoint.Load(other, Saved, s_map);
        foreach (var (key, tensor) in model.state_dict())
            Assert.True(tensor.Equals(other.state_dict()[key]), key);
    }

    [Fact]
    public void What_is_missing_is_told_by_the_checkpoint_s_names()
    {
        using var model = new SmallNet();
        Checkpoint.Save(model, Saved);
        using var before = model.state_dict()["conv.weight"].clone();
        var message = Assert.Throws<CheckpointException>(() => { Checkpoint.Load(model, Saved, s_map); }).Message;
        Assert.Contains("through the key map 'Official'", message);
        Assert.Contains("'bn.bias'", message);
        Assert.True(before.Equals(model.state_dict()["conv.weight"]));
    }

    [Fact]
    public void Two_tensors_of_one_name_are_refused()
    {
        using var model = new SmallNet();
        var map = new KeyMap("Both", [new("conv.weight", "w"), new("head.weight", "w")]);
        Assert.Contains("'w'", Assert.Throws<CheckpointException>(() => { map.Apply(model); }).Message);
    }

    [Theory]
    [InlineData("a.*", "b.**")]
    [InlineData("a**", "b**")]
    [InlineData("", "")]
    public void Rules_that_are_none_are_refused(string ours, string theirs) =>
        Assert.Throws<ArgumentException>(() => { _ = new KeyMap("Bad", [new(ours, theirs)]); });

    [Fact]
    public void Weights_are_filled_by_the_official_names()
    {
        using var model = new SmallNet();
        var fixture = new GoldenFixture { Path = "", Name = "x", InputShape = [1, 1, 8, 8] };
        GoldenFill.Model(model, fixture, s_map);
        Assert.Equal(GoldenFill.Values("stem.0.weight", model.state_dict()["conv.weight"].shape)!, model.state_dict()["conv.weight"].data<float>().ToArray());
        GoldenFill.Model(model, fixture);
        Assert.Equal(GoldenFill.Values("conv.weight", model.state_dict()["conv.weight"].shape)!, model.state_dict()["conv.weight"].data<float>().ToArray());
    }

    public void Dispose() => _folder.Dispose();
}
