using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Elaboration;

/// <summary>Which other files may have what is lacking: whoever compiles specs reads them then, and else doesn't.</summary>
public class LackingTests
{
    [Theory]
    [InlineData("block A() : [N, C] -> same { b: Other(3) }", true)]
    [InlineData("import std;\nblock A() : [N, C, H, W] -> same { b: SqueezeExcite(deep: 3) }", true)] // the library has one of that name, too
    [InlineData("model Net() : [N, 4] -> same { relu }\nkeys K of Net { \"fc.**\" = \"head.**\" }\nvariant V = Net()", true)] // variants have keys
    [InlineData("block A() : [N, C] -> same { r }", false)]
    [InlineData("block A() : [N, C] -> same { Others(3) }", false)]
    [InlineData("block Other(k: int) : [N, C] -> same { linear(C + k) }", false)]
    public void Another_file_is_needed_where_it_declares_what_stands_here(string text, bool expected)
    {
        var result = ArchCompiler.Compile([new SourceText("a.arch", "namespace A\n" + text)]);
        Assert.True(result.HasErrors);
        var other = new SourceText("b.arch", "namespace A\nblock Other(k: int) : [N, C] -> same { relu }\nmixer SqueezeExcite(deep: int) : [N, C, H, W] -> same { conv: conv2d(C, deep, padding: same) }\nblock\n");
        Assert.Equal(expected, result.MayLack(other));
    }
}
