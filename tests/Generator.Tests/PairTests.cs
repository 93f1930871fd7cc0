using System;
using System.Collections;
using System.IO;
using System.Linq;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests;

/// <summary>Every spatial mixer of the four papers in every block of theirs: it is built as it was counted, runs at two sizes and learns.</summary>
public class PairTests
{
    private static readonly string[] s_specs =
        ["specs/edgenext/edgenext.arch", "specs/moganet/moganet.arch", "specs/uniformer/blocks.arch", "specs/uninext/uninext.arch", "samples/Hybrids/pairs.arch"];

    [Fact]
    public void Any_mixer_goes_into_any_block()
    {
        var root = References.Metadata("Repository");
        var pairs = new Execution([.. s_specs.Select(s => ("/project/" + Path.GetFileName(s), File.ReadAllText(Path.Combine(root, s))))]);
        using var outer = NewDisposeScope();
        var members = ((IEnumerable)pairs.Value("ArchGen.Samples.Hybrids.Pairs.Pairs", "All")!).Cast<dynamic>().ToArray();
        Assert.Equal(13 * 6, members.Length);
        Assert.All(members, member =>
        {
            using var inner = NewDisposeScope();
            nn.Module<Tensor, Tensor> net = member.Create();
            Assert.Equal((long)member.Parameters, net.parameters().Sum(p => p.numel()));
            Assert.Equal([1, 10], net.call(rand(1, 3, 24, 40)).shape);
            var logits = net.call(rand(2, 3, 32, 24));
            Assert.Equal([2, 10], logits.shape);
            logits.square().sum().backward();
            Assert.All(net.named_parameters(), p => Assert.True(p.parameter.grad is not null, $"{(string)member.Name}: {p.name} learns nothing"));
        });
    }
}
