using System.Collections;
using System.Collections.Generic;
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
    [InlineData("EdgeNeXt", 27, "EdgeNeXtComponents", "EdgeNeXtHybrid", "EdgeNeXtStages", "EdgeNeXtPlace", "EdgeNeXtNorms", "EdgeNeXtScales")]
    [InlineData("MogaNet", 31, "MogaNetModules", "MogaNetChannels", "MogaNetKernels", "MogaNetSplits")]
    [InlineData("UniFormer", 22, "UniFormerDesign", "UniFormerVideoDesign", "UniFormerTube", "UniFormerTransfer")]
    [InlineData("UniNeXt", 30, "UniNeXtMixers", "UniNeXtParts", "UniNeXtDenseParts", "UniNeXtWindows", "UniNeXtDenseWindows")]
    [InlineData("Dense", 13, "UniFormerSmallStyle", "UniFormerBaseStyle", "UniFormerSmallUperNetStyle")]
    public void Every_member_is_as_counted_and_runs(string paper, int count, params string[] studies)
    {
        var specs = new Execution([.. Files(paper).Select(f => ("/project/" + Path.GetFileName(Path.GetDirectoryName(f)) + "/" + Path.GetFileName(f), File.ReadAllText(f)))]);
        var members = studies.SelectMany(s => ((IEnumerable)specs.Value($"ArchGen.Specs.{paper}.{s}", "All")!).Cast<dynamic>()).ToArray();
        Assert.Equal(count, members.Length);
        using var quiet = no_grad();
        Assert.All(members, member =>
        {
            using var scope = NewDisposeScope();
            using nn.Module net = member.Create();
            Assert.Equal((long)member.Parameters, net.parameters().Sum(p => p.numel()));
            net.eval();
            var isVideo = ((IReadOnlyList<long>)member.InputShape).Count == 5;
            var input = rand(isVideo ? [1, 3, Frames, Side, Side] : [1, 3, Side, Side]);
            var result = net is nn.Module<Tensor, Tensor> one ? one.call(input) : ((nn.Module<Tensor, (Tensor, Tensor, Tensor, Tensor)>)net).call(input).Item4;
            Assert.Equal(1, result.shape[0]);
            Assert.True(result.isfinite().all().item<bool>(), (string)member.Name);
        });
    }

    // What is dense stands on the papers' backbones.
    private static IEnumerable<string> Files(string paper)
    {
        var specs = Path.Combine(References.Metadata("Repository"), "specs");
        string[] folders = paper == "Dense" ? ["dense", "edgenext", "moganet", "uniformer", "uninext"] : [paper.ToLowerInvariant()];
        return folders.SelectMany(f => Directory.GetFiles(Path.Combine(specs, f), "*.arch").Order());
    }
}
