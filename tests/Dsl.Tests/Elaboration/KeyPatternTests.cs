using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Elaboration;

public class KeyPatternTests
{
    [Theory]
    [InlineData("stem.**", "stem.0.weight", "0.weight")]
    [InlineData("stem.**", "stem", null)]
    [InlineData("stem.**", "stems.0", null)]
    [InlineData("stages.*.blocks.*.**", "stages.0.blocks.1.dwconv.weight", "0|1|dwconv.weight")]
    [InlineData("**.gamma", "a.b.gamma", "a.b")]
    [InlineData("**.gamma", "gamma", null)]
    [InlineData("a.**.b.*", "a.x.y.b.c", "x.y|c")]
    [InlineData("a.**.b.*", "a.b.c", null)]
    [InlineData("a.b", "a.b", "")]
    [InlineData("*", "a.b", null)]
    [InlineData("**", "a.b", "a.b")]
    [InlineData("stage*.*.post.**", "stage12.3.post.lepe.weight", "12|3|lepe.weight")]
    [InlineData("stage*.**", "stage.3.weight", null)]
    [InlineData("stage*.**", "stages1x.3", "s1x|3")]
    [InlineData("*_conv.w", "a_conv.w", "a")]
    [InlineData("*_conv.w", "_conv.w", null)]
    [InlineData("a*a.w", "aa.w", null)]
    [InlineData("a*a.w", "aaa.w", "a")]
    [InlineData("a*c.w", "abd.w", null)]
    public void Fits(string pattern, string key, string? wildcards)
    {
        var read = KeyPattern.Parse(pattern, out _)!;
        var found = read.Match(key);
        Assert.Equal(wildcards, found is null ? null : string.Join("|", found));
        if (found is not null)
            Assert.Equal(key, read.Fill(found));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a..b", "empty segment")]
    [InlineData(".a", "empty segment")]
    [InlineData("a b", "blank")]
    [InlineData("a*b*.c", "'a*b*'")]
    [InlineData("***", "'***'")]
    [InlineData("a.x**", "'x**'")]
    [InlineData("**.a.**", "more than once")]
    public void Is_none(string pattern, string why)
    {
        Assert.Null(KeyPattern.Parse(pattern, out var problem));
        Assert.Contains(why, problem);
    }
}
