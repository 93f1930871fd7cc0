using System.Linq;
using ArchGen.Dsl.Formatting;
using ArchGen.Dsl.Tests.Syntax;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Formatting;

/// <summary>What an editor asks for.</summary>
public class EditTests
{
    [Fact]
    public void Edits_are_small_and_between_tokens()
    {
        var source = new SourceText("", "const A=1\nconst  B = 2");
        Assert.Equal(
            [new TextEdit(new TextSpan(7, 0), " "), new TextEdit(new TextSpan(8, 0), " "), new TextEdit(new TextSpan(16, 1), ""), new TextEdit(new TextSpan(22, 0), "\n")],
            Formatter.Run(source).Edits);
    }

    [Fact]
    public void A_formatted_text_has_no_edits() => Assert.Empty(Formatter.Run(new SourceText("", "const A = 1\n")).Edits);

    [Fact]
    public void A_line_s_edits_are_its_own()
    {
        const string text = "const A=1\n   const B=2\nconst C=3\n";
        var source = new SourceText("", text);
        Assert.Equal("const A=1\nconst B = 2\nconst C=3\n", Formatter.Apply(text, Formatter.EditsIn(source, new TextSpan(20, 0))));
        Assert.Equal("const A=1\nconst B = 2\nconst C = 3\n", Formatter.Apply(text, Formatter.EditsIn(source, TextSpan.FromBounds(15, text.Length))));
        Assert.Equal("const A = 1\nconst B = 2\nconst C = 3\n", Formatter.Apply(text, Formatter.EditsIn(source, new TextSpan(0, text.Length))));
    }

    [Theory]
    [InlineData(Samples.Tiny)]
    [InlineData(Samples.Everything)]
    public void Any_lines_can_be_formatted_alone(string text)
    {
        var before = SyntaxPrinter.Print(Source.File(text));
        var source = new SourceText("", text);
        for (var line = 0; line < source.LineCount; line++)
        {
            var start = text.Split('\n').Take(line).Sum(l => l.Length + 1);
            Assert.Equal(before, SyntaxPrinter.Print(Source.File(Formatter.Apply(text, Formatter.EditsIn(source, new TextSpan(start, 0))))));
        }
    }

    [Fact]
    public void A_definition_with_a_mistake_stays_and_is_told_of()
    {
        const string text = "const A=1\n\n\n\n  // kept\n  block  B( : [N]->same {\r\n x\t\n  }\n\n\n\nconst C=3";
        var result = Formatter.Run(new SourceText("", text));
        Assert.Equal("const A = 1\n\n\n\n  // kept\n  block  B( : [N]->same {\n x\t\n  }\n\nconst C = 3\n", Formatter.Apply(text, result.Edits));
        Assert.Equal([new TextSpan(text.IndexOf("block", System.StringComparison.Ordinal), 5)], result.Untouched);
    }

    [Theory]
    [InlineData("const A = \"open\nconst B=1", "const A = \"open\nconst B = 1\n")]
    [InlineData("const  A = 1 /* never\n closed ", "const  A = 1 /* never\n closed \n")]
    [InlineData("stray  words\nconst B=1", "stray  words\nconst B = 1\n")]
    [InlineData("const A=1\n}  }\nconst B=1", "const A=1\n}  }\nconst B = 1\n")]
    public void Mistakes_keep_to_themselves(string text, string expected) => Assert.Equal(expected, Formatted.Check(text));
}
