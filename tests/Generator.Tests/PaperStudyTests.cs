using System.Collections;
using System.IO;
using System.Linq;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests;

/// <summary>The papers' ablations: every member is the network that it is counted as, and runs.</summary>
public class PaperStudyTests
{
    private const int Side = 32;
    private const int Frames = 2;

    [Theory]
    [InlineData("edgenext", "EdgeNeXt", 27, "Components", "Hybrid", "Stages", "Place", "Norms", "Scales")]
    [InlineData("moganet", "MogaNet", 31, "Modules", "Channels", "Kernels", "Splits")]
    [InlineData("uniformer", "UniFormer", 22, "Design", "VideoDesign", "Tube", "Transfer")]
    [InlineData("uninext", "UniNeXt", 30, "Mixers", "Parts", "DenseParts", "Windows", "DenseWindows")]
    public void Every_member_is_as_counted_and_runs(string folder, string paper, int count, params string[] studies)
    {
        var specs = new Execution([.. Directory.GetFiles(Path.Combine(References.Metadata("Repository"), "specs", folder)).Order().Select(f => ("/project/" + Path.GetFileName(f), File.ReadAllText(f)))]);
        var members = studies.SelectMany(s => ((IEnumerable)specs.Value($"ArchGen.Specs.{paper}.{paper}{s}", "All")!).Cast<dynamic>()).ToArray();
        Assert.Equal(count, members.Length);
        using var quiet = no_grad();
        Assert.All(members, member =>
        {
            using var scope = NewDisposeScope();
            using nn.Module net = member.Create();
            Assert.Equal((long)member.Parameters, net.parameters().Sum(p => p.numel()));
            net.eval();
            var input = rand(((System.Collections.Generic.IReadOnlyList<long>)member.InputShape).Count == 5 ? [1, 3, Frames, Side, Side] : [1, 3, Side, Side]);
            if (net is nn.Module<Tensor, Tensor> classifier)
            {
                var logits = classifier.call(input);
                Assert.Equal((1, 2), (logits.shape[0], logits.shape.Length));
                Assert.True(logits.isfinite().all().item<bool>(), (string)member.Name);
            }
            else
            {
                var maps = ((nn.Module<Tensor, (Tensor, Tensor, Tensor, Tensor)>)net).call(input);
                Assert.Equal([1, Side / 32, Side / 32], new[] { maps.Item4.shape[0], maps.Item4.shape[2], maps.Item4.shape[3] });
                Assert.True(maps.Item4.isfinite().all().item<bool>(), (string)member.Name);
            }
        });
    }
}
