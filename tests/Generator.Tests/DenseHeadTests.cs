using System;
using System.IO;
using System.Linq;
using System.Reflection;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests;

/// <summary>The papers' dense models, as generated, at sizes that their backbones take. What the heads give is held against official code in Cli.Tests.</summary>
public class DenseHeadTests
{
    private static readonly Execution s_specs = new(
    [
        .. new[] { "dense", "edgenext", "moganet", "uniformer", "uninext" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Specs, folder), "*.arch").Order(StringComparer.Ordinal))
            .Select(file => (file, File.ReadAllText(file))),
    ]);

    private static string Specs => Path.Combine(
        typeof(DenseHeadTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Repository").Value!, "specs");

    private static nn.Module Create(string variant)
    {
        var model = (nn.Module)s_specs.Assembly.GetType($"ArchGen.Specs.Dense.{variant}", true)!.GetMethod("Create")!.Invoke(null, null)!;
        Assert.Equal(s_specs.Value($"ArchGen.Specs.Dense.{variant}", "Parameters"), model.parameters().Sum(p => p.numel()));
        model.eval();
        return model;
    }

    [Theory]
    [InlineData("MogaNetTinySemanticFpn", "64x64 37x50 96x33")]
    [InlineData("UniFormerSmallHybrid32SemanticFpn", "64x64 45x70")]
    [InlineData("UniNeXtTUperNet", "64x96")]
    public void A_class_map_has_the_images_size(string variant, string sizes)
    {
        using var inference = inference_mode();
        using var model = (nn.Module<Tensor, Tensor>)Create(variant);
        foreach (var size in sizes.Split(' ').Select(s => s.Split('x').Select(long.Parse).ToArray()))
        {
            using var scope = NewDisposeScope();
            var before = scope.DisposablesCount;
            Assert.Equal([2, 150, size[0], size[1]], model.call(rand(2, 3, size[0], size[1])).shape);
            Assert.Equal(before + 2, scope.DisposablesCount);
        }
    }

    [Fact]
    public void The_auxiliary_class_map_is_made_for_who_asks_for_it()
    {
        using var inference = inference_mode();
        dynamic model = Create("UniNeXtTUperNet");
        using var image = rand(1, 3, 64, 64);
        var maps = model.Features(image);
        Assert.Equal([1, 150, 64, 64], ((Tensor)maps.auxiliary).shape);
        Assert.True(((nn.Module<Tensor, Tensor>)model).call(image).allclose((Tensor)maps.logits));
    }

    [Theory]
    [InlineData(64, 96, 6 * (4 * 6 + 2 * 3 + 1 * 2 + 1 + 1 + 1))]
    [InlineData(320, 320, 6 * (400 + 100 + 25 + 9 + 4 + 1))]
    public void Anchors_are_those_of_all_six_maps(long height, long width, long anchors)
    {
        using var inference = inference_mode();
        using var model = (nn.Module<Tensor, (Tensor, Tensor)>)Create("EdgeNeXtSmallSsdLite");
        var (boxes, logits) = model.call(rand(1, 3, height, width));
        Assert.Equal([1, anchors, 4], boxes.shape);
        Assert.Equal([1, anchors, 91], logits.shape);
    }

    [Fact]
    public void A_pyramid_halves_from_level_to_level()
    {
        using var inference = inference_mode();
        using var model = (nn.Module<Tensor, (Tensor, Tensor, Tensor, Tensor, Tensor)>)Create("MogaNetTinyPyramid");
        var (p2, p3, p4, p5, p6) = model.call(rand(1, 3, 37, 130));
        Assert.Equal(
            ["10x33", "5x17", "3x9", "2x5", "1x3"],
            new[] { p2, p3, p4, p5, p6 }.Select(p => $"{p.shape[2]}x{p.shape[3]}"));
    }
}
