using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using ArchGen.Runtime;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Cli.Tests;

/// <summary><c>archgen inspect</c> and <c>archgen convert</c> on files that PyTorch wrote.</summary>
public sealed class WeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Out => Path.Combine(_folder.Path, "out.safetensors");

    [Fact]
    public void Inspect_shows_what_is_in_a_file_and_what_was_made_of_it()
    {
        var run = Cli.Run("inspect", Pth("training.zip"), "--ignore", "argparse.Namespace");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("training.zip.pth is a PyTorch file of ", run.Output);
        Assert.Contains("taken from 'model'; there is also 'model_ema' (--under)\n'module.' is taken off every key\n", run.Output);
        Assert.Matches(@"\n\s*conv\.weight\s+2×1×3×3\s+Float32\s+72\s*\n", run.Output);
        Assert.Contains("7 tensors, 29 elements, 120 bytes\n", run.Output);
        Assert.Contains("\n  epoch: the number 299\n", run.Output);
        Assert.Contains("\n  args: argparse.Namespace, left out\n", run.Output);
    }

    [Fact]
    public void Inspect_writes_json()
    {
        var run = Cli.Run("inspect", Pth("mixed.legacy"), "--under", "state_dict.backbone", "--format", "json");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var json = JsonNode.Parse(run.Output)!;
        Assert.Equal(("torch-legacy", "state_dict.backbone", ""), ((string)json["format"]!, (string)json["under"]!, (string)json["takenOff"]!));
        Assert.Equal("conv.weight [2,1,3,3] Float32 72", string.Join(' ', json["tensors"]![0]!.AsObject().Select(p => p.Value!.ToJsonString().Trim('"'))));
        var whole = JsonNode.Parse(Cli.Run("inspect", Pth("mixed.legacy"), "--format", "json").Output)!;
        Assert.Equal(["version", "size", "on"], whole["leftOut"]!.AsArray().Select(l => (string)l!["path"]!));
    }

    [Fact]
    public void Inspect_writes_the_contract_that_a_spec_expects()
    {
        var run = Cli.Run("inspect", Pth("net.zip"), "--format", "arch");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var list = _folder.Write("net.arch", run.Output);
        var spec = _folder.Write("official.arch", Spec.Replace("namespace Official", "namespace Official\nimport Net") + "\nvariant Held = Small() expect tensors NetTensors through Torch\n");
        Assert.DoesNotContain("ARCH0433", Cli.Run("check", spec).Output);
        Assert.Equal(0, Cli.Run("fmt", "--check", list).Code);
        File.WriteAllText(list, run.Output.Replace("conv.weight [2, 1, 3, 3]", "conv.weight [2, 1, 5, 5]"));
        Assert.Contains("official.arch(3,52): error ARCH0433: Held is expected to have the tensors of NetTensors, but 'stem.weight' ('conv.weight') is [2, 1, 3, 3] here and [2, 1, 5, 5] there", Cli.Run("check", spec).Output);
    }

    [Theory]
    [InlineData("training.zip", "asks for more than tensors: 'argparse.Namespace' at byte ")]
    [InlineData("hostile-system.zip", "asks for more than tensors: 'posix.system' at byte ")]
    [InlineData("none", "There is no checkpoint at ")]
    public void What_cant_be_read_is_one_line(string name, string what)
    {
        foreach (var command in new[] { new[] { "inspect" }, ["convert", Out] })
        {
            var run = Cli.Run([command[0], Pth(name), .. command[1..]]);
            Assert.Equal((ExitCode.Usage, ""), (run.Code, run.Output));
            Assert.Contains(what, run.Error);
            Assert.Equal(1, run.Error.Count(c => c == '\n'));
        }

        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Theory]
    [InlineData("types.zip")]
    [InlineData("types.legacy")]
    [InlineData("training.zip")]
    [InlineData("mixed.legacy")]
    public void Convert_keeps_every_byte(string name)
    {
        string[] ignore = ["--ignore", "argparse.Namespace"];
        var run = Cli.Run(["convert", Pth(name), Out, .. ignore]);
        Assert.True(run.Code == 0, run.Error);
        Assert.StartsWith($"{Out}: ", run.Output);
        using var from = CheckpointFile.Open(Pth(name), new CheckpointOptions { Ignore = ["argparse.Namespace"] });
        using var to = CheckpointFile.Open(Out);
        Assert.Equal(CheckpointFormat.Safetensors, to.Format);
        to.RequireUndamaged();
        Assert.Equal(from.Entries.Select(e => e.Key).Order(StringComparer.Ordinal), to.Entries.Select(e => e.Key).Order(StringComparer.Ordinal));
        foreach (var entry in from.Entries)
        {
            using var scope = NewDisposeScope();
            Tensor a = from.Read(entry.Key), b = to.Read(entry.Key);
            Assert.Equal((a.dtype, Convert.ToHexString(a.bytes)), (b.dtype, Convert.ToHexString(b.bytes)));
            Assert.Equal(a.shape, b.shape);
            a.Dispose();
            b.Dispose();
        }

        Assert.Equal(name.StartsWith("mixed", StringComparison.Ordinal), run.Error.Contains("3 no tensors, left out: 'version', 'size', 'on'", StringComparison.Ordinal));
        Assert.Equal([Path.GetFileName(Out)], Directory.EnumerateFiles(_folder.Path).Select(f => Path.GetFileName(f)!));
    }

    private const string Spec = """
        namespace Official
        model Net() : [N, 1, H, W] -> [N, 2, H, W] { stem: conv2d(2, 3, padding: 1); bn: batch_norm }
        variant Small = Net()
        keys Torch of Net { "stem.**" = "conv.**"; "bn.**" = "norm.**" }
        """;

    [Fact]
    public void Convert_takes_a_key_map_of_a_spec()
    {
        var spec = _folder.Write("official.arch", Spec);
        foreach (var map in new[] { "Torch", "Net.Torch", "NetKeys.Torch" })
        {
            var run = Cli.Run("convert", Pth("net.zip"), Out, "--keys", map, "--spec", spec);
            Assert.True(run.Code == 0, run.Error);
            Assert.Contains("keys by 'Torch'", run.Output);
            using var to = CheckpointFile.Open(Out);
            Assert.Equal("bn.bias bn.num_batches_tracked bn.running_mean bn.running_var bn.weight stem.bias stem.weight", string.Join(' ', to.Entries.Select(e => e.Key).Order(StringComparer.Ordinal)));
            File.Delete(Out);
        }

        Assert.Contains("There is no key map 'Other'. There are: Net.Torch.", Cli.Run("convert", Pth("net.zip"), Out, "--keys", "Other", "--spec", spec).Error);
        Assert.Contains("give both, or neither", Cli.Run("convert", Pth("net.zip"), Out, "--keys", "Torch").Error);
        Assert.Contains("give both, or neither", Cli.Run("convert", Pth("net.zip"), Out, "--spec", spec).Error);
        Assert.False(File.Exists(Out));
    }

    [Fact]
    public void Convert_writes_nothing_where_a_key_has_no_name()
    {
        var spec = _folder.Write("official.arch", Spec);
        using var weight = zeros(1);
        var input = Path.Combine(_folder.Path, "in.safetensors");
        Safetensors.Write(input, new Dictionary<string, Tensor> { ["bn.weight"] = weight, ["norm.weight"] = weight });
        var run = Cli.Run("convert", input, Out, "--keys", "Torch", "--spec", spec);
        Assert.Contains("By the key map 'Torch', no tensor is called 'bn.weight'", run.Error);
        Assert.Contains("is what is read", Cli.Run("convert", input, input).Error);
        Assert.Contains("doesn't end in .safetensors", Cli.Run("convert", input, input + ".pth").Error);
        Assert.False(File.Exists(Out));
    }

    public void Dispose() => _folder.Dispose();

    private static string Pth(string name) => Path.Combine(Cli.Root, "tests", "Runtime.Tests", "Checkpoints", "Fixtures", name + ".pth");
}
