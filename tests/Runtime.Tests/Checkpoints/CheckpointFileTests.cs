using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests;

/// <summary>Files as PyTorch writes them hold what PyTorch says they do.</summary>
public sealed class CheckpointFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, CheckpointFormat, string, string> Good { get; } = new()
    {
        { "types.zip.pth", CheckpointFormat.TorchZip, "", "" },
        { "types.legacy.pth", CheckpointFormat.TorchLegacy, "", "" },
        { "protocol1.zip.pth", CheckpointFormat.TorchZip, "", "" },
        { "protocol1.legacy.pth", CheckpointFormat.TorchLegacy, "", "" },
        { "protocol3.zip.pth", CheckpointFormat.TorchZip, "", "" },
        { "protocol3.legacy.pth", CheckpointFormat.TorchLegacy, "", "" },
        { "protocol4.zip.pth", CheckpointFormat.TorchZip, "", "" },
        { "protocol4.legacy.pth", CheckpointFormat.TorchLegacy, "", "" },
        { "protocol5.zip.pth", CheckpointFormat.TorchZip, "", "" },
        { "protocol5.legacy.pth", CheckpointFormat.TorchLegacy, "", "" },
        { "net.zip.pth", CheckpointFormat.TorchZip, "", "" },
        { "net.legacy.pth", CheckpointFormat.TorchLegacy, "", "" },
        { "training.zip.pth", CheckpointFormat.TorchZip, "model", "module." },
        { "training.legacy.pth", CheckpointFormat.TorchLegacy, "model", "module." },
        { "mixed.zip.pth", CheckpointFormat.TorchZip, "state_dict", "" },
        { "mixed.legacy.pth", CheckpointFormat.TorchLegacy, "state_dict", "" },
        { "big.pth", CheckpointFormat.TorchZip, "", "" },
        { "old.pth", CheckpointFormat.TorchLegacy, "", "" },
        { "adapt.pth", CheckpointFormat.TorchZip, "", "" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void Every_tensor_is_as_PyTorch_wrote_it(string name, CheckpointFormat format, string under, string takenOff)
    {
        // The extension says nothing.
        var path = _folder.File("copy.bin");
        File.Copy(Fixture.PathOf(name), path);
        var expected = Fixture.Of(name);
        Assert.NotEmpty(expected);
        using var file = CheckpointFile.Open(path, new CheckpointOptions { Ignore = ["argparse.Namespace"] });
        Assert.Equal((format, under, takenOff), (file.Format, file.FoundUnder, file.TakenOff));
        Assert.Equal(expected.Select(e => e.Key), file.Entries.Select(e => e.Key));
        foreach (var (want, entry) in expected.Zip(file.Entries))
        {
            Assert.Equal(want.Type, entry.Type);
            Assert.Equal(want.Shape, entry.Shape);
            using var scope = NewDisposeScope();
            var read = file.Read(entry.Key);
            Assert.Equal((want.Type, entry.Bytes), (read.dtype, read.numel() * read.ElementSize));
            Assert.Equal(want.Shape, read.shape);
            Assert.Equal(want.Values, Fixture.Values(read));
            var into = zeros(want.Shape, dtype: want.Type);
            file.ReadInto(entry.Key, into);
            Assert.Equal(want.Values, Fixture.Values(into));
            read.Dispose();
        }
    }

    [Fact]
    public void Reading_into_a_tensor_of_another_type_or_order_converts()
    {
        using var scope = NewDisposeScope();
        using var file = CheckpointFile.Open(Fixture.PathOf("types.zip.pth"));
        var want = Fixture.Of("types.zip.pth").Single(e => e.Key == "tied").Values;
        var doubles = zeros(4, 6, dtype: ScalarType.Float64);
        file.ReadInto("tied", doubles);
        Assert.Equal(want, Fixture.Values(doubles));
        var turned = zeros(6, 4).t();
        file.ReadInto("tied", turned);
        Assert.Equal(want, Fixture.Values(turned));
        Assert.Contains("'tied' is [4, 6]", Assert.Throws<CheckpointException>(() => file.ReadInto("tied", zeros(24))).Message);
        Assert.Contains("Did you mean 'tied'?", Assert.Throws<CheckpointException>(() => file.Read("tide")).Message);
    }

    [Fact]
    public void What_is_no_tensor_is_told()
    {
        using var file = CheckpointFile.Open(Fixture.PathOf("mixed.zip.pth"));
        Assert.Equal(["version: the number 3", "size: a tuple of 2", "on: the text 'cpu'"], file.LeftOut.Select(l => $"{l.Path}: {l.What}"));
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("legacy")]
    public void What_stands_where_is_told(string kind)
    {
        using var file = CheckpointFile.Open(Fixture.PathOf($"training.{kind}.pth"), new CheckpointOptions { Ignore = ["argparse.*"] });
        Assert.Equal(["model_ema"], file.AlsoUnder);
        var parts = file.Parts.ToDictionary(p => p.Path, p => p.What);
        Assert.StartsWith("7 tensors, ", parts["model"]);
        Assert.StartsWith("7 tensors, ", parts["model_ema"]);
        Assert.Equal("a dictionary of 2", parts["optimizer"]);
        Assert.Equal("the number 299", parts["epoch"]);
        Assert.Equal("argparse.Namespace, left out", parts["args"]);
        Assert.Equal("the text 'größer'", parts["name"]);
        Assert.Equal("the number 1208925819614629174706176", parts["big"]);
    }

    [Theory]
    [InlineData("training.zip.pth", "model_ema", "conv.weight conv.bias norm.weight norm.bias norm.running_mean norm.running_var norm.num_batches_tracked")]
    [InlineData("mixed.legacy.pth", "state_dict.backbone.norm", "weight bias running_mean running_var num_batches_tracked")]
    [InlineData("net.zip.pth", "conv", "weight bias")]
    [InlineData("several.zip.pth", "critic", "a")]
    public void A_place_can_be_named(string name, string under, string keys)
    {
        using var file = CheckpointFile.Open(Fixture.PathOf(name), new CheckpointOptions { Under = under, Ignore = ["argparse.Namespace"] });
        Assert.Equal(keys.Split(' '), file.Entries.Select(e => e.Key));
        Assert.Equal(under, file.FoundUnder);
    }

    [Fact]
    public void A_place_can_be_named_in_safetensors_too()
    {
        using var net = new SmallNet();
        Checkpoint.Save(net, _folder.File("m"));
        using var file = CheckpointFile.Open(_folder.File("m"), new CheckpointOptions { Under = "head" });
        Assert.Equal(["bias", "weight"], file.Entries.Select(e => e.Key).Order(StringComparer.Ordinal));
        Assert.Contains("no keys that begin with 'tail.'", Assert.Throws<CheckpointException>(() => CheckpointFile.Open(_folder.File("m"), new CheckpointOptions { Under = "tail" })).Message);
    }

    [Theory]
    [InlineData("training.zip.pth", "'argparse.Namespace' at byte ", "--ignore argparse.Namespace")]
    [InlineData("training.legacy.pth", "'argparse.Namespace' at byte ", "--ignore argparse.Namespace")]
    [InlineData("module.pth", "'__main__.Net' at byte ", "save the state dict alone")]
    [InlineData("several.zip.pth", "tensors in several places: generator, critic", "--under generator")]
    [InlineData("several.legacy.pth", "tensors in several places: generator, critic", "--under generator")]
    [InlineData("list.pth", "it holds a list of 1", "save a state dict")]
    [InlineData("expanded.zip.pth", "claims 1000 elements, and its storage has 1", "call contiguous()")]
    [InlineData("expanded.legacy.pth", "claims 1000 elements, and its storage has 1", "call contiguous()")]
    [InlineData("compressed.pth", "is compressed, which PyTorch never does to weights", "without compression")]
    [InlineData("script.pt", "is a TorchScript program", "state_dict()")]
    public void What_cant_be_read_is_named_with_what_to_do(string name, string what, string advice)
    {
        var message = Assert.Throws<CheckpointException>(() => CheckpointFile.Open(Fixture.PathOf(name))).Message;
        Assert.Contains(name, message);
        Assert.Contains(what, message);
        Assert.Contains(advice, message);
    }

    [Fact]
    public void A_file_that_is_cut_short_under_it_is_an_error()
    {
        using var net = new SmallNet();
        Checkpoint.Save(net, _folder.File("m"));
        using var file = CheckpointFile.Open(_folder.File("m"));
        // As another program would: .NET's own opening respects that the file is being read.
        using (var cut = System.Diagnostics.Process.Start("truncate", ["-s", "200", _folder.File("m")]))
            cut.WaitForExit();
        Assert.Contains("was cut short while it was read", Assert.Throws<CheckpointException>(() => file.Read(file.Entries[^1].Key)).Message);
        Assert.Contains("was cut short while it was read", Assert.Throws<CheckpointException>(file.RequireUndamaged).Message);
    }

    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "git lfs pull")]
    [InlineData("  <!DOCTYPE html><html>", "a web page")]
    [InlineData("", "it is empty")]
    [InlineData("hello, this is text", "it begins with the bytes 68656c6c6f2c2074")]
    [InlineData("{\"a\": 1}", "no \"weight_map\"")]
    public void What_is_no_file_of_weights_is_told(string text, string what)
    {
        File.WriteAllText(_folder.File("f.safetensors"), text);
        Assert.Contains(what, Assert.Throws<CheckpointException>(() => CheckpointFile.Open(_folder.File("f.safetensors"))).Message);
    }

    public void Dispose() => _folder.Dispose();
}
