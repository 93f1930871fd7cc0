using System.Collections.Generic;
using System.Linq;
using ArchGen.Cli.Verify;
using ArchGen.Dsl.Elaboration;
using Xunit;

namespace ArchGen.Cli.Tests;

public class VariantMatcherTests
{
    private static readonly string[] Names =
    [
        "EdgeNeXtXXSmall", "EdgeNeXtXXSmallBnHs", "EdgeNeXtXSmall", "EdgeNeXtSmall", "EdgeNeXtSmallBnHs", "MogaNetTiny", "MogaNetXTiny", "MogaNetFeatTiny",
        "MogaNetLarge", "MogaNetXLarge", "UniFormer3DSmall", "UniFormerSmallPlusDim64Tl", "UniFormerSmallPlus", "UniNeXtT", "UniNeXtDenseAblationCpeT", "UniformerBaseLs",
    ];

    [Theory]
    [InlineData("edgenext_xx_small_256", "EdgeNeXtXXSmall")]
    [InlineData("edgenext_xx_small_bn_hs_256", "EdgeNeXtXXSmallBnHs")]
    [InlineData("edgenext_x_small_256", "EdgeNeXtXSmall")]
    [InlineData("edgenext_small_320", "EdgeNeXtSmall")]
    [InlineData("edgenext_small", "EdgeNeXtSmall")]
    [InlineData("moganet_xtiny_256", "MogaNetXTiny")]
    [InlineData("moganet_feat_tiny_256x320", "MogaNetFeatTiny")]
    [InlineData("moganet_large_224_scaled", "MogaNetLarge")]
    [InlineData("moganet_xlarge_224_scaled", "MogaNetXLarge")]
    [InlineData("uniformer3d_small_k400_8x112", "UniFormer3DSmall")]
    [InlineData("uniformer_small_plus_dim64_tl_224", "UniFormerSmallPlusDim64Tl")]
    [InlineData("uniformer_small_plus_224_scaled", "UniFormerSmallPlus")]
    [InlineData("uniformer_base_ls_224", "UniformerBaseLs")]
    [InlineData("uninext_t_224", "UniNeXtT")]
    [InlineData("uninext_tiny_224", "UniNeXtT")]
    [InlineData("uninext_dense_ablation_cpe_t_256x320", "UniNeXtDenseAblationCpeT")]
    public void Finds_the_longest_match(string fixture, string expected) =>
        Assert.Equal(expected, VariantMatcher.Find(Variants(Names), fixture, out _)?.Name);

    [Fact]
    public void Namespace_may_be_part_of_the_name() =>
        Assert.Equal("Small", VariantMatcher.Find([.. Variants("Small", "Base").Select(v => v with { Namespace = "Specs.EdgeNeXt" })], "edgenext_small_256", out _)?.Name);

    [Fact]
    public void No_match_names_the_nearest()
    {
        Assert.Null(VariantMatcher.Find(Variants("EdgeNeXtSmall", "ResNet"), "edgenext_huge_256", out var problem));
        Assert.Contains("EdgeNeXtSmall", problem);
    }

    [Fact]
    public void Two_matches_name_both()
    {
        var twice = Variants("EdgeNeXtSmall").Concat(Variants("EdgeNeXtSmall").Select(v => v with { Namespace = "Other" })).ToList();
        Assert.Null(VariantMatcher.Find(twice, "edgenext_small_256", out var problem));
        Assert.Contains("Specs.EdgeNeXtSmall, Other.EdgeNeXtSmall", problem);
    }

    private static IReadOnlyList<ElaboratedVariant> Variants(params string[] names) =>
        [.. names.Select(n => new ElaboratedVariant(n, "Model", "Specs", "a.arch", default, [], [], new GraphNode("", "Model", "a.arch", default), ""))];
}
