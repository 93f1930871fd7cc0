using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests;

/// <summary>An index of several safetensors files is one file of weights.</summary>
public sealed class ShardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Index => _folder.File("model.safetensors.index.json");

    [Fact]
    public void All_of_its_files_are_loaded()
    {
        using var source = new SmallNet();
        using var net = new SmallNet();
        Write(source, map => map);
        var result = Checkpoint.Load(net, Index);
        Assert.Equal(CheckpointFormat.ShardedSafetensors, result.Format);
        Assert.Equal("123", result.Metadata["total_size"]);
        Assert.Equal(Values(source), Values(net));
        using var file = CheckpointFile.Open(Index);
        Assert.Equal(["0.safetensors: 5 tensors", "1.safetensors: 4 tensors"], file.Parts.Select(p => $"{p.Path}: {p.What}"));
    }

    [Theory]
    [InlineData("../0.safetensors", "it names the file '../0.safetensors'; files must stand in its own folder")]
    [InlineData("/etc/passwd", "it names the file '/etc/passwd'")]
    [InlineData("sub/0.safetensors", "it names the file 'sub/0.safetensors'")]
    [InlineData("..", "it names the file '..'")]
    [InlineData("", "it names the file ''")]
    [InlineData("C:x", "it names the file 'C:x'")]
    [InlineData("none.safetensors", "of its files, 'none.safetensors' isn't there")]
    [InlineData("model.safetensors.index.json", "of its files, 'model.safetensors.index.json' can't be read")]
    [InlineData("0.safetensors", "'head.weight' should be in '0.safetensors', and isn't")]
    public void Files_elsewhere_missing_or_other_are_refused(string name, string what)
    {
        using var source = new SmallNet();
        Write(source, map => map.ToDictionary(p => p.Key, p => p.Key == "head.weight" ? name : p.Value));
        Assert.Contains(what, Assert.Throws<CheckpointException>(() => CheckpointFile.Open(Index)).Message);
    }

    [Fact]
    public void Tensors_that_the_index_leaves_out_are_told()
    {
        using var source = new SmallNet();
        Write(source, map => map.Where(p => p.Key != "head.weight").ToDictionary());
        using var file = CheckpointFile.Open(Index);
        Assert.Equal(source.state_dict().Count - 1, file.Entries.Count);
        Assert.Equal(["head.weight"], file.LeftOut.Select(l => l.Path));
    }

    [Fact]
    public void Damage_in_one_file_loads_nothing()
    {
        using var source = new SmallNet();
        using var net = new SmallNet();
        var before = Values(net);
        Write(source, map => map);
        var bytes = File.ReadAllBytes(_folder.File("1.safetensors"));
        bytes[^1] ^= 1;
        File.WriteAllBytes(_folder.File("1.safetensors"), bytes);
        Assert.Contains("1.safetensors' is damaged", Assert.Throws<CheckpointException>(() => Checkpoint.Load(net, Index)).Message);
        Assert.Equal(before, Values(net));
    }

    public void Dispose() => _folder.Dispose();

    private void Write(nn.Module model, Func<Dictionary<string, string>, Dictionary<string, string>> change)
    {
        var parts = model.state_dict().OrderBy(p => p.Key, StringComparer.Ordinal).Select((p, i) => (p.Key, p.Value, File: $"{i % 2}.safetensors")).ToArray();
        foreach (var file in parts.GroupBy(p => p.File))
            Safetensors.Write(_folder.File(file.Key), file.Select(p => KeyValuePair.Create(p.Key, p.Value)));
        var map = change(parts.ToDictionary(p => p.Key, p => p.File));
        File.WriteAllText(Index, JsonSerializer.Serialize(new { metadata = new { total_size = 123 }, weight_map = map }));
    }

    private static Dictionary<string, double[]> Values(nn.Module model) => model.state_dict().ToDictionary(p => p.Key, p => Fixture.Values(p.Value));
}
