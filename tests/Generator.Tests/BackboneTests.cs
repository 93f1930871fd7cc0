using System;
using System.Linq;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests;

/// <summary>Trunks that several models share, backbones handed to heads, and features by name.</summary>
public class BackboneTests
{
    private const string Trunk = """
        namespace Demo.Backbones;

        block Down(dim: int) : [N, C, H, W] -> [N, dim, ceil_div(H, 2), ceil_div(W, 2)] { conv: conv2d(dim, 3, stride: 2, padding: 1); gelu }

        block Trunk(dims: int[3]) : image [N, C, H, W]
            -> c1 [N, dims[0], ceil_div(H, 2), ceil_div(W, 2)], c2 [N, dims[1], ceil_div(H, 4), ceil_div(W, 4)], c3 [N, dims[2], ceil_div(H, 8), ceil_div(W, 8)]
            where dims[0] % 2 == 0
        {
            param gain: [C, 1, 1] = 1
            var maps = []
            let scale = 2
            image * gain * scale
            for i in 0..3 {
                stages[i]: Down(dims[i])
                maps = maps + [it]
            }
            return maps[0] + mean(image), maps[1], maps[2]
        }

        model Classifier(dims: int[3] = [4, 6, 8], classes: int = 5) : image [N, 3, H, W] -> logits [N, classes] {
            let scale = 3
            relu
            let c1, c2, c3 = inline Trunk(dims)
            expose c1, c2
            if classes > 3 { expose c3 }
            mean(c3, dims: [2, 3]) * scale
            head: linear(classes)
        }

        model Features(dims: int[3] = [4, 6, 8])
            : image [N, 3, H, W]
            -> c1 [N, dims[0], ceil_div(H, 2), ceil_div(W, 2)], c2 [N, dims[1], ceil_div(H, 4), ceil_div(W, 4)], c3 [N, dims[2], ceil_div(H, 8), ceil_div(W, 8)]
        {
            return inline Trunk(dims)
        }

        block Merge(dim: int) : low [N, A, H, W], high [N, B, P, Q] -> [N, dim, H, W] {
            let narrow = low |> lateral[0]: conv2d(dim, 1)
            narrow + interpolate(high |> lateral[1]: conv2d(dim, 1), size: [H, W])
        }

        model Segmenter(
            backbone: block() [N, 3, H, W] -> c1 [N, C1, H1, W1], c2 [N, C2, H2, W2], c3 [N, C3, H3, W3], dim: int = 7, classes: int = 4)
            : image [N, 3, H, W] -> scores [N, classes, H, W]
        {
            let c1, c2, c3 = backbone: backbone
            let low = merges[0]: Merge(c1, c2, dim)
            merges[1]: Merge(low, c3, dim)
            head: { proj: conv2d(classes, 1); interpolate(size: [H, W]) }
        }

        block Any(pair: block(C) [N, C, H, W] -> a [N, A, P, Q], b [N, B, R, S]) : [N, C, H, W] -> [N, 4, H, W] {
            let u, v = pair: pair
            let left = u |> near: { 0: conv2d(6, 1); gelu; 2: conv2d(4, 1) }
            let right = v |> far: conv2d(4, 1)
            interpolate(left, size: [H, W]) + interpolate(right, size: [H, W])
        }
        block Passes(pair: block(C) [N, C, H, W] -> a [N, A, P, Q], b [N, B, R, S]) : [N, C, H, W] -> [N, 4, H, W] { any: Any(pair) }
        block Two(a: int, b: int) : x [N, C, H, W] -> [N, a, H, W], [N, b, ceil_div(H, 2), ceil_div(W, 2)] {
            let p = one: conv2d(a, 1)
            return p, x |> two: Down(b)
        }
        model Pairs(pair: block(C) [N, C, H, W] -> a [N, A, P, Q], b [N, B, R, S] = Two(6, 7)) : [N, 3, H, W] -> [N, 4, H, W] {
            first: Passes(pair)
            second: Any(Two(1, 2))
            third: Any(pair)
        }

        variant Small = Classifier()
        variant Few = Classifier(classes: 2)
        variant SmallFeatures = Features(dims: [2, 3, 4])
        variant Segmenting = Segmenter(SmallFeatures)
        variant SegmentingWide = Segmenter(backbone: SmallFeatures(dims: [8, 9, 10]), dim: 11)
        variant PairsSmall = Pairs()
        variant PairsOther = Pairs(pair: Two(9, 10))
        """;

    private static readonly Execution s_backbones = new(("/project/Backbones.arch", Trunk));

    private static dynamic Create(string variant) => s_backbones.Assembly.GetType($"Demo.Backbones.{variant}", true)!.GetMethod("Create")!.Invoke(null, null)!;

    private static string[] Keys(nn.Module module) => [.. module.state_dict().Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void An_inlined_block_adds_no_segment_to_keys()
    {
        string[] trunk = ["gain", .. Enumerable.Range(0, 3).SelectMany(i => new[] { $"stages.{i}.conv.bias", $"stages.{i}.conv.weight" })];
        Assert.Equal(trunk, Keys((nn.Module)Create("SmallFeatures")));
        string[] classifier = [trunk[0], "head.bias", "head.weight", .. trunk[1..]];
        Assert.Equal(classifier, Keys((nn.Module)Create("Small")));
    }

    [Fact]
    public void An_inlined_block_keeps_its_names_to_itself()
    {
        dynamic classifier = Create("Small");
        dynamic features = s_backbones.New("Demo.Backbones.Features");
        using var none = no_grad();
        foreach (var (key, value) in ((nn.Module)features).state_dict())
            value.copy_(((nn.Module)classifier).state_dict()[key]);
        using var image = randn(2, 3, 17, 30);
        var given = classifier.Features(image);
        var (c1, c2, c3) = ((nn.Module<Tensor, (Tensor, Tensor, Tensor)>)features).call(image.relu());
        Assert.True(c1.allclose((Tensor)given.c1));
        Assert.True(c2.allclose((Tensor)given.c2));
        Assert.True(c3.allclose((Tensor)given.c3));
        Tensor logits = classifier.head.forward(c3.mean([2, 3]) * 3);
        Assert.True(logits.allclose((Tensor)given.logits));
    }

    [Fact]
    public void Features_that_arguments_leave_out_are_null_and_others_never()
    {
        using var image = randn(1, 3, 16, 16);
        Assert.Null(Create("Few").Features(image).c3);
        Assert.NotNull(Create("Small").Features(image).c3);
        var record = s_backbones.Assembly.GetType("Demo.Backbones.Classifier+FeatureMaps", true)!;
        var nullability = new System.Reflection.NullabilityInfoContext();
        Assert.Equal(
            ["logits NotNull", "c1 NotNull", "c2 NotNull", "c3 Nullable"],
            record.GetConstructors()[0].GetParameters().Select(p => $"{p.Name} {nullability.Create(p).ReadState}"));
    }

    [Fact]
    public void Channels_and_strides_are_constants()
    {
        object? Constant(string of, string name) => s_backbones.Assembly.GetType($"Demo.Backbones.{of}", true)!.GetField(name)?.GetRawConstantValue();
        Assert.Equal(3L, Constant("SmallFeatures+Features_+c2", "Channels"));
        Assert.Equal(4L, Constant("SmallFeatures+Features_+c2", "Stride"));
        Assert.Equal("[N, 8, ceil_div(H, 8), ceil_div(W, 8)]", Constant("Small+Features_+c3", "Shape"));
        Assert.Null(Constant("Small+Features_+logits", "Stride"));
    }

    [Theory]
    [InlineData("Segmenting", 4)]
    [InlineData("SegmentingWide", 4)]
    [InlineData("PairsSmall", 4)]
    [InlineData("PairsOther", 4)]
    public void A_head_is_built_for_what_its_backbone_gives(string variant, long channels)
    {
        nn.Module<Tensor, Tensor> net = Create(variant);
        Assert.Equal(s_backbones.Value($"Demo.Backbones.{variant}", "Parameters"), net.parameters().Sum(p => p.numel()));
        using var outer = NewDisposeScope();
        foreach (var (height, width) in new[] { (32L, 32L), (17L, 40L) })
        {
            var before = outer.DisposablesCount;
            var result = net.call(randn(2, 3, height, width));
            Assert.Equal([2, channels, height, width], result.shape);
            Assert.Equal(before + 2, outer.DisposablesCount);
        }
    }
}
