using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Syntax;

/// <summary>Parses pieces of the language by putting them where they belong.</summary>
internal static class Source
{
    public const string BodyStart = "block B(dim: int) : [N, dim] -> same {\n";

    public static ParseResult Parse(string text) => Parser.Parse(new SourceText("test.arch", text));

    /// <summary>A text without mistakes.</summary>
    public static FileSyntax File(string text)
    {
        var result = Parse(text);
        Assert.True(result.Diagnostics.Count == 0, new Markup(text, []).Compare(result.Diagnostics));
        return result.File;
    }

    public static ExpressionSyntax Expression(string text) =>
        Assert.IsType<ConstSyntax>(Assert.Single(File("const X = " + text).Definitions)).Value;

    public static IReadOnlyList<StatementSyntax> Statements(string text) =>
        Assert.IsType<BlockSyntax>(Assert.Single(File(BodyStart + text + "\n}").Definitions)).Body!.Statements;

    /// <summary>A text's statements as s-expressions, with <c>; </c> between them.</summary>
    public static string Body(string text) => string.Join("; ", Statements(text).Select(SyntaxPrinter.Print));

    /// <summary>Checks that a text gives the diagnostics that it is marked up with, and no others.</summary>
    public static FileSyntax Check(string marked)
    {
        var markup = Markup.Parse(marked);
        var result = Parse(markup.Text);
        var problem = markup.Compare(result.Diagnostics);
        Assert.True(problem is null, problem);
        return result.File;
    }

    /// <summary>The same for statements; gives what was made of them.</summary>
    public static string CheckBody(string marked)
    {
        var file = Check(BodyStart + marked + "\n}");
        var block = Assert.IsType<BlockSyntax>(file.Definitions[0]);
        return string.Join("; ", block.Body!.Statements.Select(SyntaxPrinter.Print));
    }
}
