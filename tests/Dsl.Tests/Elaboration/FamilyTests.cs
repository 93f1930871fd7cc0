using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Elaboration;

/// <summary>Whole backbones against what their official PyTorch code has (<c>Families/official.tsv</c>): every key with its shape, parameters, costs.</summary>
public class FamilyTests
{
    public static TheoryData<string, string, string, long, long, int, string> Official
    {
        get
        {
            var data = new TheoryData<string, string, string, long, long, int, string>();
            foreach (var row in Spec.Read("tests", "Dsl.Tests", "Elaboration", "Families", "official.tsv").Split('\n').Where(l => l.Length > 0 && l[0] != '#'))
            {
                var cells = row.Split('\t');
                data.Add(cells[0], cells[1], cells[2], long.Parse(cells[3]), long.Parse(cells[4]), int.Parse(cells[5]), cells[6]);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Official))]
    public void Has_the_official_keys_shapes_and_costs(string file, string name, string input, long parameters, long macs, int tensors, string digest)
    {
        var result = Compile(file);
        Assert.Empty(result.Files[0].Diagnostics.Select(d => d.Code + " " + d.Message));
        var variant = result.Variants.Single(v => v.Name == name);
        var shape = input.Split('x').Select(long.Parse).ToArray();
        var at = ArchCompiler.At(result, variant, [shape], out var problem);

        Assert.True(at is not null, problem);
        Assert.Equal(parameters, variant.Root.Parameters.Value);
        Assert.Equal(parameters, at.Root.Parameters.Value);
        Assert.Equal(macs, at.Root.Macs.Value);
        Assert.Equal($"[{shape[0]}, 1000]", at.Outputs[0].Shape.ToString());
        var keys = Spec.Keys(variant).ToArray();
        Assert.Equal(tensors, keys.Length);
        Assert.Equal(digest, Digest(keys));
        Assert.Equal(keys, Spec.Keys(at));
    }

    /// <summary>The one that can be read.</summary>
    [Fact]
    public void EdgeNeXt_XXS_has_the_official_keys()
    {
        var official = Spec.Read("tests", "Dsl.Tests", "Elaboration", "Families", "edgenext_xx_small.keys").TrimEnd('\n').Split('\n');
        var keys = Spec.Keys(Compile("edgenext").Variants.Single(v => v.Name == "EdgeNeXtXXSmall"));
        Assert.Equal(official.Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1, 3, 250, 256)]
    [InlineData(1, 3, 256, 250)]
    [InlineData(1, 4, 256, 256)]
    [InlineData(3, 256, 256)]
    [InlineData(1, 3, 0, 256)]
    public void Sizes_that_the_signature_rules_out_are_refused_in_words(params int[] shape)
    {
        var result = Compile("edgenext");
        Assert.Null(ArchCompiler.At(result, result.Variants[0], [[.. shape.Select(s => (long)s)]], out var problem));
        Assert.False(string.IsNullOrWhiteSpace(problem));
    }

    private static CompilationResult Compile(string file) => ArchCompiler.Compile(
    [
        new SourceText(file + ".arch", file == "edgenext"
            ? Spec.Read("specs", "edgenext", "edgenext.arch")
            : Spec.Read("tests", "Dsl.Tests", "Elaboration", "Families", file + ".arch")),
    ]);

    private static string Digest(string[] keys) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join("\n", keys.Order(StringComparer.Ordinal)))))[..16];
}
