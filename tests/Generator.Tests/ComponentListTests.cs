using System;
using System.IO;
using System.Linq;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests;

/// <summary>Lists of components in generated code: the modules are those that the compiler counted, and they run.</summary>
public class ComponentListTests
{
    private static readonly string s_text = File.ReadAllText(Path.Combine(References.Metadata("Baselines"), "Mixers.arch")).Replace("\r\n", "\n");

    private static readonly Execution s_mixers = new(("/project/Mixers.arch", s_text));

    [Theory]
    [InlineData("Small")]
    [InlineData("Big")]
    public void A_variants_tensors_are_those_of_the_spec(string variant)
    {
        var expected = ArchCompiler.Compile([new SourceText("Mixers.arch", s_text)]).Variants.Single(v => v.Name == variant);
        nn.Module<Tensor, Tensor> net = Create(variant);
        Assert.Equal(
            expected.Root.StateDict().Select(e => $"{e.Key} {e.Tensor.Shape}").Order(StringComparer.Ordinal),
            net.state_dict().Select(e => $"{e.Key} [{string.Join(", ", e.Value.shape)}]").Order(StringComparer.Ordinal));
        foreach (var size in new[] { 4, 7 })
        {
            using var image = rand(2, 3, size, size + 1);
            using var result = net.call(image);
            Assert.Equal([2, variant == "Small" ? 8 : 6, size, size + 1], result.shape);
        }
    }

    [Fact]
    public void Factories_may_come_from_CSharp_and_are_told_the_channels()
    {
        Func<long, nn.Module<Tensor, Tensor>>[] parts = [c => nn.Conv2d(c, c, 1), _ => nn.ReLU(), c => nn.BatchNorm2d(c)];
        nn.Module<Tensor, Tensor> chain = s_mixers.New("Demo.Mixers.Chain", 6L, parts);
        string[] made = ["0.weight", "2.weight", "again.0.weight", "again.2.weight", "last.weight"];
        Assert.Equal(made, chain.state_dict().Keys.Where(k => k.EndsWith("weight", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal([1, 6, 5, 5], chain.call(rand(1, 6, 5, 5)).shape);
    }

    [Fact]
    public void Too_short_a_list_says_how_short()
    {
        var fault = Assert.Throws<ArgumentException>(() => { _ = s_mixers.New("Demo.Mixers.Chain", 6L, Array.Empty<Func<long, nn.Module<Tensor, Tensor>>>()); });
        Assert.Contains("len(parts) >= 1", fault.Message);
        Assert.Contains("parts is a list of 0", fault.Message);
    }

    [Fact]
    public void A_comprehension_keeps_its_items_in_a_variants_factory()
    {
        nn.Module net = (nn.Module)new Execution(("/project/L.arch", """
            namespace Demo.L;
            const KERNELS = [2 * i + 1 for i in 0..2]
            model L(dims: int[], kernels: int[] = KERNELS) : [N, 2, H, W] -> [N, 8, H, W] where len(kernels) >= 2, kernels[1] % 2 == 1 {
                for i in 0..len(dims) { p[i]: conv2d(dims[i], 1) }
                q: conv2d(8, kernels[1], padding: (kernels[1] - 1) / 2)
            }
            variant V = L([4 * i for i in 1..3])
            """)).Assembly.GetType("Demo.L.V")!.GetMethod("Create")!.Invoke(null, null)!;
        Assert.Equal([4, 2, 1, 1], net.state_dict()["p.0.weight"].shape);
        Assert.Equal([8, 4, 1, 1], net.state_dict()["p.1.weight"].shape);
        Assert.Equal([8, 8, 3, 3], net.state_dict()["q.weight"].shape);
    }

    private static dynamic Create(string variant) => s_mixers.Assembly.GetType("Demo.Mixers." + variant)!.GetMethod("Create")!.Invoke(null, null)!;
}
