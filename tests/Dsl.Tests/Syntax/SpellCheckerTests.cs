using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Syntax;

public class SpellCheckerTests
{
    [Theory]
    [InlineData("blok", "block")]
    [InlineData("bolck", "block")]
    [InlineData("Block", "block")]
    [InlineData("bloxk", "block")]
    [InlineData("moddel", "model")]
    [InlineData("layr_nrom", "layer_norm")]
    [InlineData("block", null)]
    [InlineData("b", null)]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public void Finds_the_nearest_word(string written, string? nearest) =>
        Assert.Equal(nearest, SpellChecker.Nearest(written, ["model", "block", "layer_norm"]));

    [Fact]
    public void Of_equally_near_words_takes_the_first_in_ordinal_order() =>
        Assert.Equal("cat", SpellChecker.Nearest("aat", ["hat", "cat", "rat"]));
}
