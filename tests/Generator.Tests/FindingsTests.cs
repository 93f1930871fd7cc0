using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;
using Microsoft.CodeAnalysis;
using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>Every finding of a project is reported once, whichever file it is in and whichever file leads to it.</summary>
public class FindingsTests
{
    private const string Blocks = """
        namespace Demo.Blocks;

        /// Compiles by itself: what it needs of its input is for those to see to who use it.
        block Patches(size: int) : [N, C, H, W] -> [N, C, H - size + 1, W - size + 1] {
            conv: conv2d(C, size)
        }

        model Net(size: int = 4) : image [N, 3, H, W] -> [N, 3, H - size + 1, W - size + 1]
            where H >= 4, W >= 4
        {
            patches: Patches(size)
        }
        """;

    private static readonly (string Path, string Text)[] s_project =
    [
        ("/project/Blocks.arch", Blocks),
        ("/project/A.arch", "namespace Demo.A;\n\nimport Demo.Blocks;\n\nvariant NetA = Net(size: 9)\n"),
        ("/project/Z.arch", "namespace Demo.Z;\n\nimport Demo.Blocks;\n\nvariant NetZ = Net(size: 11)\n"),
    ];

    [Fact]
    public void One_that_a_variant_causes_in_another_file_is_not_lost()
    {
        var found = new Harness(s_project[0], s_project[1]).Run().Diagnostics;
        var inModel = Assert.Single(found, d => d.Location.GetLineSpan().Path == "/project/Blocks.arch");
        Assert.Contains("/project/A.arch", inModel.AdditionalLocations.Select(l => l.GetLineSpan().Path));
    }

    [Fact]
    public void Of_two_variants_that_cause_one_it_says_so() => Assert.Contains("(also for NetZ)", Assert.Single(new Harness(s_project).Run().Diagnostics).GetMessage());

    [Fact]
    public void Files_compiled_apart_give_what_files_compiled_together_give()
    {
        var together = ArchCompiler.Compile([.. s_project.Select(f => new SourceText(f.Path, f.Text))]).Files.SelectMany(f => f.Diagnostics)
            .Select(d => (d.Path, d.Span.Start, d.Span.Length, d.Code, d.Message)).Order().ToList();
        Assert.NotEmpty(together);
        var apart = new Harness(s_project).Run().Diagnostics
            .Select(d => (d.Location.GetLineSpan().Path, d.Location.SourceSpan.Start, d.Location.SourceSpan.Length, d.Id, d.GetMessage())).Order().ToList();
        Assert.Equal(together, apart);
    }

    [Theory]
    [InlineData("true", "true", false)]
    [InlineData("True", "true", false)]
    [InlineData("true", "", true)]
    [InlineData("", "true", true)]
    [InlineData("false", "true", true)]
    [InlineData("true", "false", true)]
    public void They_are_left_out_in_an_editor_s_background_build_alone(string designTime, string server, bool areReported)
    {
        var properties = new Dictionary<string, string> { ["build_property.DesignTimeBuild"] = designTime, ["build_property.ArchGenLanguageServer"] = server };
        var harness = new Harness(new ArchGenerator(), properties, s_project).Run();
        Assert.Equal(areReported, !harness.Diagnostics.IsEmpty);
        Assert.Contains("Blocks.g.cs", harness.Generated.Keys);
    }

    [Fact]
    public void A_model_that_uses_a_block_with_an_error_hides_it_from_no_one()
    {
        const string spec = """
            namespace Demo;

            block Bad(dim: int) : [N, dim] -> same { fc: liner(dim) }

            model Net(dims: int[2], classes: int = 10) : [N, 3] -> logits [N, classes] {
                stem: linear(dims[0])
                for i in 0..2 {
                    stages[i]: { for j in 0..2 { [j]: Bad(dims[i]) } }
                    down[i]: linear(dims[i])
                }
                head: linear(classes)
            }
            """;
        var harness = new Harness(("/project/Net.arch", spec)).Run();
        Assert.Equal("ARCH0100", Assert.Single(harness.Diagnostics).Id);
        Assert.Contains("class Net ", harness.Generated["Net.g.cs"]);
    }
}
