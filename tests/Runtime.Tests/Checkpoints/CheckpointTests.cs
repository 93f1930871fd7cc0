using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Saved => _folder.File("m.safetensors");

    [Fact]
    public void Loading_gives_back_what_was_saved()
    {
        using var model = new SmallNet();
        using var other = new SmallNet();
        Checkpoint.Save(model, Saved, new Dictionary<string, string> { ["note"] = "größer" });
        var notes = Checkpoint.Load(other, Saved).Metadata;
        Assert.Equal("größer", notes["note"]);
        AssertSame(model, other);
        Assert.Equal(["m.safetensors"], Directory.EnumerateFiles(_folder.Path).Select(f => Path.GetFileName(f)!));
    }

    [Fact]
    public void Header_is_that_of_the_safetensors_format()
    {
        using var model = new SmallNet();
        Checkpoint.Save(model, Saved);
        var bytes = File.ReadAllBytes(Saved);
        var length = (int)BitConverter.ToInt64(bytes);
        Assert.Equal(0, length % 8);
        using var header = System.Text.Json.JsonDocument.Parse(bytes.AsMemory(8, length));
        var conv = header.RootElement.GetProperty("conv.weight");
        Assert.Equal("F32", conv.GetProperty("dtype").GetString());
        Assert.Equal("[8,1,3,3]", conv.GetProperty("shape").GetRawText());
        Assert.Equal("I64", header.RootElement.GetProperty("norm.num_batches_tracked").GetProperty("dtype").GetString());
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("flipped")]
    [InlineData("longer")]
    [InlineData("text")]
    [InlineData("empty")]
    [InlineData("header")]
    public void Damage_is_found_and_nothing_is_loaded(string damage)
    {
        using var model = new SmallNet();
        Checkpoint.Save(model, Saved);
        var bytes = File.ReadAllBytes(Saved);
        var header = (int)BitConverter.ToInt64(bytes);
        if (damage == "flipped")
            bytes[header + 8 + 100] ^= 1;
        File.WriteAllBytes(Saved, damage switch
        {
            "cut" => bytes[..^10],
            "longer" => [.. bytes, 0],
            "text" => Encoding.UTF8.GetBytes("this is not a checkpoint at all"),
            "empty" => [],
            "header" => bytes[..(header / 2)],
            _ => bytes,
        });
        using var other = new SmallNet();
        var before = Values(other);
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(other, Saved));
        Assert.Contains(Saved, error.Message);
        Assert.Equal(before, Values(other));
    }

    [Fact]
    public void Missing_file_says_what_to_do() =>
        Assert.Contains("Train first", Assert.Throws<CheckpointException>(() => Checkpoint.Load(new SmallNet(), _folder.File("none"))).Message);

    [Fact]
    public void Shapes_are_not_stretched()
    {
        using var model = new SmallNet();
        var tensors = model.state_dict().ToDictionary(p => p.Key, p => p.Value);
        tensors["head.bias"] = zeros(1);
        Safetensors.Write(Saved, tensors);
        using var other = new SmallNet();
        var before = Values(other);
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(other, Saved));
        Assert.Contains("'head.bias' is [1] in the file, [4] in the model", error.Message);
        Assert.Equal(before, Values(other));
    }

    [Fact]
    public void Keys_that_differ_are_named_with_the_nearest()
    {
        using var model = new SmallNet();
        var tensors = model.state_dict().ToDictionary(p => p.Key.Replace("head.", "heads."), p => p.Value);
        tensors["conv.bias"] = tensors["conv.bias"].to(ScalarType.Float64);
        Safetensors.Write(Saved, tensors);
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(model, Saved)).Message;
        Assert.Contains("2 keys are missing from the file: 'head.bias' [4] (perhaps 'heads.bias')", error);
        Assert.Contains("2 keys are unknown to the model", error);
        Assert.Contains("'conv.bias' is [8] of Float64 in the file, [8] in the model", error);
    }

    [Fact]
    public void Failed_write_leaves_the_earlier_file()
    {
        File.WriteAllText(Saved, "before");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(Saved, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));
        Assert.Equal("before", File.ReadAllText(Saved));
        Assert.Single(Directory.EnumerateFiles(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertSame(nn.Module a, nn.Module b) => Assert.Equal(Values(a), Values(b));

    private static Dictionary<string, double[]> Values(nn.Module model) =>
        model.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().to(ScalarType.Float64).data<double>().ToArray());
}
