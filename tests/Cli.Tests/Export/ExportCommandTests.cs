using System;
using System.IO;
using System.Linq;
using ArchGen.Cli.Export.Onnx;
using ArchGen.Runtime;
using Xunit;

namespace ArchGen.Cli.Tests.Export;

/// <summary>What <c>archgen export</c> takes, refuses and writes.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private const string Spec = """
        namespace Exported;

        model Net(dim: int = 8) : image [N, 3, H, W] -> logits [N, 10]
            where H % 8 == 0, W % 8 == 0
        {
            stem: conv2d(dim, 4, stride: 4)
            expose stem = it
            norm: layer_norm(axis: 1)
            rearrange(n c h w -> n (h w) c)
            mean(dims: [1])
            head: linear(10)
        }

        variant Small = Net()
        variant Wide = Net(dim: 16)

        keys Official of Net { "head.**" = "classifier.**" }
        """;

    private readonly TemporaryFolder _folder = new();

    private string Path(string name) => System.IO.Path.Combine(_folder.Path, name);

    public void Dispose() => _folder.Dispose();

    private Cli Export(params string[] arguments)
    {
        var spec = File.Exists(Path("net.arch")) ? Path("net.arch") : _folder.Write("net.arch", Spec);
        return Cli.Run(["export", spec, "--onnx", .. arguments]);
    }

    private ModelProto Read(string name) => ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path(name)));

    private static string[] Sizes(ValueInfoProto value) => [.. value.Type.TensorType.Shape.Dim.Select(d => d.HasDimParam ? d.DimParam : d.DimValue.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    [Fact]
    public void A_model_says_where_it_comes_from_and_keeps_names_and_open_sizes()
    {
        var run = Export("-V", "small", "-o", Path("small.onnx"));
        Assert.Equal(0, run.Code);
        Assert.Contains("open sizes N, H, W; weights: initial, of seed 1", run.Output);
        var model = Read("small.onnx");
        Assert.Equal("ArchGen", model.ProducerName);
        var about = model.MetadataProps.ToDictionary(p => p.Key, p => p.Value);
        Assert.Equal("Exported.Small", about["variant"]);
        Assert.Equal("H and W multiples of 8", about["legal input"]);
        Assert.Equal("498", about["parameters"]);
        Assert.Equal(["N", "3", "H", "W"], Sizes(model.Graph.Input.Single()));
        Assert.Equal("image", model.Graph.Input.Single().Name);
        Assert.Equal(["N", "10"], Sizes(model.Graph.Output.Single()));
        Assert.Equal(["head.bias", "head.weight", "norm.bias", "norm.weight", "stem.bias", "stem.weight"], model.Graph.Initializer.Select(i => i.Name).Where(n => !n.StartsWith("constants/", StringComparison.Ordinal)).Order());
        Assert.Contains(model.Graph.Node, n => n.OpType == "Conv" && n.Output[0] == "stem");
        Assert.Equal(["net.arch", "small.onnx"], Directory.GetFileSystemEntries(_folder.Path).Select(System.IO.Path.GetFileName).Order());
    }

    [Fact]
    public void Initial_weights_follow_from_the_seed()
    {
        byte[] Weights(string name, string seed)
        {
            Assert.Equal(0, Export("-V", "Small", "-o", Path(name), "--seed", seed).Code);
            return Read(name).Graph.Initializer.Single(i => i.Name == "stem.weight").RawData.ToByteArray();
        }
        var one = Weights("1.onnx", "1");
        Assert.Equal(one, Weights("2.onnx", "1"));
        Assert.NotEqual(one, Weights("3.onnx", "2"));
    }

    [Fact]
    public void Sizes_are_settled_in_part_or_all()
    {
        Assert.Equal(0, Export("-V", "Small", "-o", Path("a.onnx"), "--batch", "2").Code);
        Assert.Equal(["2", "3", "H", "W"], Sizes(Read("a.onnx").Graph.Input.Single()));
        Assert.Equal(0, Export("-V", "Small", "-o", Path("b.onnx"), "--size", "64x32").Code);
        Assert.Equal(["N", "3", "64", "32"], Sizes(Read("b.onnx").Graph.Input.Single()));
        Assert.Equal(0, Export("-V", "Small", "-o", Path("c.onnx"), "--static").Code);
        var settled = Read("c.onnx");
        Assert.Equal(["1", "3", "224", "224"], Sizes(settled.Graph.Input.Single()));
        Assert.DoesNotContain(settled.Graph.Node, n => n.OpType is "Shape");
        Assert.Contains("at 1×3×224×224", settled.MetadataProps.Single(p => p.Key == "multiply-accumulates").Value);
    }

    [Fact]
    public void Features_are_outputs_where_they_are_asked_for()
    {
        Assert.Equal(0, Export("-V", "Small", "-o", Path("a.onnx"), "--features", "--test-data").Code);
        Assert.Equal(["logits", "stem"], Read("a.onnx").Graph.Output.Select(o => o.Name));
        var outcome = OnnxTools.RunAll([Path("a.onnx")])["a"];
        Assert.Equal("", outcome.Problem);
        Assert.True(outcome.Difference < 1e-4);
    }

    [Fact]
    public void Weights_may_lie_beside_the_model()
    {
        Assert.Equal(0, Export("-V", "Small", "-o", Path("a.onnx"), "--external-data", "--test-data", "--golden-weights").Code);
        Assert.All(Read("a.onnx").Graph.Initializer.Where(i => i.Name.EndsWith(".weight", StringComparison.Ordinal)), i => Assert.Equal(TensorProto.Types.DataLocation.External, i.DataLocation));
        Assert.Equal("", OnnxTools.CheckAll([Path("a.onnx")])["a"].Problem);
        var outcome = OnnxTools.RunAll([Path("a.onnx")])["a"];
        Assert.Equal("", outcome.Problem);
        Assert.True(outcome.Difference < 1e-4);
    }

    [Fact]
    public void Weights_of_a_file_are_taken_by_their_keys_and_through_a_map()
    {
        Assert.Equal(0, Export("-V", "Small", "-o", Path("a.onnx"), "--golden-weights").Code);
        var tensors = Read("a.onnx").Graph.Initializer.Where(i => i.Name.Contains(".weight", StringComparison.Ordinal) || i.Name.Contains(".bias", StringComparison.Ordinal)).ToDictionary(
            i => i.Name.Replace("head.", "classifier.", StringComparison.Ordinal),
            i => TorchSharp.torch.tensor(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(i.RawData.Span).ToArray()).reshape([.. i.Dims]));
        Safetensors.Write(Path("official.safetensors"), tensors);
        var refused = Export("-V", "Small", "-o", Path("b.onnx"), "--weights", Path("official.safetensors"));
        Assert.Equal(2, refused.Code);
        Assert.Contains("2 keys are missing from the file: 'head.bias'", refused.Error);
        Assert.Contains("2 keys are unknown to the model: 'classifier.bias'", refused.Error);
        Assert.False(File.Exists(Path("b.onnx")));
        var taken = Export("-V", "Small", "-o", Path("b.onnx"), "--weights", Path("official.safetensors"), "--keys", "Official");
        Assert.Equal(0, taken.Code);
        Assert.Contains("keys by 'Official'", taken.Output);
        Assert.Equal(
            Read("a.onnx").Graph.Initializer.Single(i => i.Name == "head.weight").RawData, Read("b.onnx").Graph.Initializer.Single(i => i.Name == "head.weight").RawData);
    }

    [Theory]
    [InlineData(1, "'Small' doesn't take 1×3×30×32: 'Small' requires H % 8 == 0, but H = 30", "-V", "Small", "--size", "30x32")]
    [InlineData(2, "--size wants 2 sizes, for the axes from 2 on, and 3 are given", "-V", "Small", "--size", "8x8x8")]
    [InlineData(2, "'8y8' isn't a size", "-V", "Small", "--size", "8y8")]
    [InlineData(2, "There is no variant 'Smal'. Did you mean 'Small'?", "-V", "Smal")]
    [InlineData(2, "The specs have 2 variants: Small, Wide. Name one (--variant NAME), or take them all (--all).")]
    [InlineData(2, "--batch is at least 1", "-V", "Small", "--batch", "0")]
    [InlineData(2, "--all takes every variant, --variant one", "-V", "Small", "--all")]
    [InlineData(2, "There is no checkpoint at 'none.pth'", "-V", "Small", "--weights", "none.pth")]
    [InlineData(2, "There is no key map 'Other'. There are: Net.Official.", "-V", "Small", "--weights", "none.pth", "--keys", "Other")]
    [InlineData(2, "--keys and --under say how --weights is read", "-V", "Small", "--keys", "Official")]
    public void What_is_wrong_is_said_and_nothing_written(int code, string message, params string[] arguments)
    {
        var run = Export([.. arguments, "-o", Path("out")]);
        Assert.Equal(code, run.Code);
        Assert.Contains(message, run.Error);
        Assert.False(Directory.Exists(Path("out")));
    }

    [Fact]
    public void All_variants_go_into_a_folder_and_one_that_is_no_folder_is_refused()
    {
        Assert.Equal(0, Export("--all", "-o", Path("out")).Code);
        Assert.Equal(["Small.onnx", "Wide.onnx"], Directory.GetFileSystemEntries(Path("out")).Select(System.IO.Path.GetFileName).Order());
        Assert.Contains("is one file, and --all writes one for each variant", Export("--all", "-o", Path("a.onnx")).Error);
        File.WriteAllText(Path("file"), "");
        Assert.Contains("is a file that doesn't end in .onnx", Export("-V", "Small", "-o", Path("file")).Error);
        Directory.CreateDirectory(Path("taken.onnx/inside"));
        Assert.Equal(0, Export("-V", "Small", "-o", Path("taken.onnx")).Code);
        Assert.True(File.Exists(Path("taken.onnx/Small.onnx")));
    }

    [Fact]
    public void What_only_its_own_code_knows_is_refused_at_its_place()
    {
        var spec = _folder.Write("extern.arch", "namespace E;\nextern mixer Quantize(bits: int = 8) : [N, C, H, W] -> same\nmodel Net() : image [N, 3, H, W] -> same {\n    rounded: Quantize(4)\n}\nvariant V = Net()\n");
        var run = Cli.Run("export", spec, "--onnx", "-o", Path("out"));
        Assert.Equal(1, run.Code);
        Assert.Contains("'extern' (rounded, ", run.Error);
        Assert.Contains("extern.arch:4) is Quantize, a block that is written in C#", run.Error);
        Assert.False(Directory.Exists(Path("out")));
    }
}
