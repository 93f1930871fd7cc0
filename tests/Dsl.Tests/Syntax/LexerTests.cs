using System;
using System.Linq;
using System.Text;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Syntax;

public class LexerTests
{
    [Theory]
    [InlineData("a _b C9", "Identifier Identifier Identifier")]
    [InlineData("block it by notes", "Keyword Keyword Keyword Identifier")]
    [InlineData("1 1_000 5.59M 2K", "Integer Integer Integer Integer")]
    [InlineData("0.5 1e-6 1E5 2.5e+3", "Float Float Float Float")]
    [InlineData("0..n", "Integer DotDot Identifier")]
    [InlineData("a.b", "Identifier Dot Identifier")]
    [InlineData("-> |> == != <= >= **", "Arrow Pipe Equal NotEqual LessOrEqual GreaterOrEqual StarStar")]
    [InlineData("( ) [ ] { } , ; : = < > + - * / % @", "OpenParen CloseParen OpenBracket CloseBracket OpenBrace CloseBrace Comma Semicolon Colon Assign Less Greater Plus Minus Star Slash Percent At")]
    [InlineData("\"a b\" x", "String Identifier")]
    [InlineData("a//b\n/*c*/d", "Identifier Identifier")]
    [InlineData("2 -1", "Integer Minus Integer")]
    public void Tells_tokens_apart(string text, string kinds) =>
        Assert.Equal(kinds + " EndOfFile", string.Join(' ', Lex(text).Tokens.Select(t => t.Kind)));

    [Theory]
    [InlineData("64", 64, 1)]
    [InlineData("31_000", 31000, 1)]
    [InlineData("5.59M", 5590000, 10000)]
    [InlineData("1.26G", 1260000000, 10000000)]
    [InlineData("2K", 2000, 1000)]
    [InlineData("1.5000K", 1500, 1)]
    [InlineData("0.250T", 250000000000, 1000000000)]
    [InlineData("0M", 0, 1000000)]
    [InlineData("9223372036854775807", long.MaxValue, 1)]
    public void Reads_integers(string text, long value, long step)
    {
        var number = Assert.IsType<IntSyntax>(Source.Expression(text));
        Assert.Equal((value, step), (number.Value, number.Step));
    }

    [Theory]
    [InlineData("0.5", 0.5)]
    [InlineData("1e-6", 1e-6)]
    [InlineData("1_0.2_5e1", 102.5)]
    public void Reads_floats(string text, double value) =>
        Assert.Equal(value, Assert.IsType<FloatSyntax>(Source.Expression(text)).Value);

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"a\\n\\t\\\\\\\"b\"", "a\n\t\\\"b")]
    [InlineData("\"n × m, é\"", "n × m, é")]
    public void Reads_strings(string text, string value) =>
        Assert.Equal(value, Assert.IsType<StringSyntax>(Source.Expression(text)).Value);

    [Theory]
    [InlineData("const X = {|ARCH0005:12abc|}")]
    [InlineData("const X = {|ARCH0005:1.2345K|}")]
    [InlineData("const X = {|ARCH0005:0x10|}")]
    [InlineData("const X = {|ARCH0005:1e5M|}")]
    [InlineData("const X = {|ARCH0006:9223372036854775808|}")]
    [InlineData("const X = {|ARCH0006:9_300_000T|}")]
    [InlineData("const X = {|ARCH0006:1e999|}")]
    [InlineData("const X = {|ARCH0003:\"abc|}\nconst Y = 1")]
    [InlineData("const X = \"a{|ARCH0004:\\q|}b\"")]
    [InlineData("const X = {|ARCH0001:'abc'|}")]
    [InlineData("const X = 1 {|ARCH0002:/*|} never")]
    [InlineData("const X = {|ARCH0007:größe|} + 1")]
    [InlineData("const X = a {|ARCH0001:×|} b")]
    [InlineData("const X = a {|ARCH0001:&&|} b")]
    [InlineData("const X = {|ARCH0001:!|}a")]
    [InlineData("const X = {|ARCH0001:😀😀|}")]
    [InlineData("{|ARCH0001:#|} a comment of another language\nconst X = 1")]
    [InlineData("const X = {|ARCH0007:٣|}")]
    [InlineData("const X = x[{|ARCH0001:...|}, 0]")]
    public void Reports_bad_spelling_once(string marked) => Source.Check(marked);

    [Theory]
    [InlineData("const X = a × b", "*")]
    [InlineData("const X = a && b", "and")]
    [InlineData("const X = 'abc'", "\"abc\"")]
    public void Offers_the_sign_that_was_meant(string text, string meant) =>
        Assert.Equal(meant, Assert.Single(Source.Parse(text).Diagnostics).Fix!.NewText);

    [Theory]
    [InlineData("a b", false)]
    [InlineData("a\nb", true)]
    [InlineData("a\r\nb", true)]
    [InlineData("a\rb", true)]
    [InlineData("a // x\nb", true)]
    [InlineData("a /* x */ b", false)]
    [InlineData("a /* x\n */ b", true)]
    public void Knows_which_tokens_start_a_line(string text, bool starts) => Assert.Equal(starts, Lex(text).Tokens[1].StartsLine);

    [Theory]
    [InlineData(Samples.Tiny)]
    [InlineData(Samples.Everything)]
    [InlineData("")]
    [InlineData("\uFEFFconst X = 1 // end")]
    [InlineData("/* never closed")]
    public void Loses_nothing(string text) => Assert.Equal(text, Rebuilt(text));

    [Fact]
    public void Loses_nothing_of_random_text()
    {
        const string alphabet = "ab_Z019 \t\n\r.,:;()[]{}<>=!|&+-*/%@#\"'\\^~`$é×٣\u2028\uFEFF\0\uD83D\uDE00";
        var random = new Random(20240607);
        for (var run = 0; run < 2000; run++)
        {
            var text = new StringBuilder();
            for (var i = random.Next(60); i > 0; i--)
                text.Append(alphabet[random.Next(alphabet.Length)]);
            Assert.Equal(text.ToString(), Rebuilt(text.ToString()));
        }
    }

    private static LexResult Lex(string text) => Lexer.Lex(new SourceText("test.arch", text));

    private static string Rebuilt(string text)
    {
        var rebuilt = new StringBuilder();
        var end = 0;
        foreach (var token in Lex(text).Tokens)
        {
            foreach (var span in token.Leading.Select(t => t.Span).Append(token.Span))
            {
                Assert.Equal(end, span.Start);
                rebuilt.Append(text, span.Start, span.Length);
                end = span.End;
            }
            Assert.Equal(text.Substring(token.Span.Start, token.Span.Length), token.Text);
        }
        return rebuilt.ToString();
    }
}
