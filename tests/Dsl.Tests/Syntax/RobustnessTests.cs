using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Syntax;

public class RobustnessTests
{
    private const string Body = Source.BodyStart;

    [Theory]
    [InlineData(Samples.Tiny)]
    [InlineData(Samples.Everything)]
    public void Every_beginning_of_a_file_parses(string text)
    {
        for (var length = 0; length <= text.Length; length++)
            CheckSane(text[..length]);
    }

    [Theory]
    [InlineData(Samples.Tiny, 1)]
    [InlineData(Samples.Everything, 2)]
    public void Files_with_mistakes_parse(string text, int seed)
    {
        var random = new Random(seed);
        var tokens = Lexer.Lex(new SourceText("", text + Samples.Everything)).Tokens.Select(t => t.Text).Where(t => t.Length > 0).Distinct().ToArray();
        for (var run = 0; run < 1500; run++)
        {
            var mutated = new StringBuilder(text);
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                var at = random.Next(mutated.Length);
                var count = Math.Min(random.Next(8), mutated.Length - at);
                switch (random.Next(4))
                {
                    case 0: mutated.Remove(at, count); break;
                    case 1: mutated.Insert(at, " " + tokens[random.Next(tokens.Length)] + " "); break;
                    case 2: mutated.Insert(at, mutated.ToString(at, count)); break;
                    default: mutated[at] = (char)random.Next(1, 400); break;
                }
            }
            CheckSane(mutated.ToString());
        }
    }

    [Fact]
    public void Heaps_of_tokens_parse()
    {
        var random = new Random(3);
        var tokens = Lexer.Lex(new SourceText("", Samples.Everything + "\n§ ' \" ) ] }")).Tokens.Select(t => t.Text).Append("\n").ToArray();
        for (var run = 0; run < 1500; run++)
            CheckSane(string.Join(' ', Enumerable.Range(0, random.Next(80)).Select(_ => tokens[random.Next(tokens.Length)])));
    }

    [Theory]
    [InlineData(Samples.Tiny)]
    [InlineData(Samples.Everything)]
    public void One_token_too_few_or_too_many_is_about_one_error(string text)
    {
        var (files, many) = (0, 0);
        foreach (var token in Lexer.Lex(new SourceText("", text)).Tokens)
        {
            foreach (var changed in new[] { text.Remove(token.Span.Start, token.Span.Length), text.Insert(token.Span.End, " " + token.Text) })
            {
                var count = Source.Parse(changed).Diagnostics.Count;
                Assert.True(count <= 3, $"{count} errors for:\n{changed}");
                files++;
                many += count > 1 ? 1 : 0;
            }
        }
        Assert.True(many * 40 <= files, $"{many} of {files} mistakes are reported more than once");
    }

    public static TheoryData<string, string, string> Towers => new()
    {
        { "const X = ", "(", "" },
        { "const X = ", "[", "" },
        { "const X = ", "f(", "" },
        { "const X = ", "x[", "" },
        { "const X = ", "-", "1" },
        { "const X = ", "not ", "a" },
        { "const X = ", "2 ** ", "1" },
        { "const X = 1", " + 1", "" },
        { "const X = x", "()", "" },
        { "const X = x", "[0]", "" },
        { "const X = ", "if a then b else ", "c" },
        { "const X = a", " |> b", "" },
        { Body, "{", "" },
        { Body, "{\n", "\n}" },
        { Body, "a: {", "" },
        { Body, "residual { ", "" },
        { Body, "x |> residual(a: ", "" },
        { Body, "if a { b } ", "" },
        { Body + "if a { b }\n", "else if a { b }\n", "}" },
        { Body, "for i in x { ", "" },
        { Body, "a[b[c: ", "" },
        { Body, "({[f(-", "" },
        { "block A(a: int", "[]", ") : [N] -> same { x }" },
        { "block A(a: ", "(", "" },
        { "block A", "(", "" },
        { "", "block A ", "" },
        { "", "}", "" },
        { "", "const ", "" },
    };

    [Theory]
    [MemberData(nameof(Towers))]
    public void Ten_thousand_levels_are_a_diagnostic(string start, string level, string end)
    {
        var text = start + string.Concat(Enumerable.Repeat(level, 10_000)) + end;
        // With less stack than any thread has by default.
        ParseResult? result = null;
        var thread = new Thread(() => result = Source.Parse(text), 1 << 20);
        var watch = Stopwatch.StartNew();
        thread.Start();
        thread.Join();
        Assert.InRange(result!.Diagnostics.Count, 1, level == "}" ? 10_000 : 2);
        Assert.True(watch.Elapsed.TotalSeconds < 10, watch.Elapsed.ToString());
    }

    [Fact]
    public void Nesting_up_to_the_limit_is_fine()
    {
        var depth = Limits.Nesting - 1;
        Source.File("const X = " + new string('(', depth) + "1" + new string(')', depth));
        Source.File("const X = 1" + string.Concat(Enumerable.Repeat(" + 1", Limits.ChainLength - 2)));
    }

    [Fact]
    public void A_balanced_tower_is_one_error()
    {
        var depth = Limits.Nesting;
        var text = "const X = " + new string('(', 10_000) + "1" + new string(')', 10_000) + "\nconst Y = 1";
        var result = Source.Parse(text);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(("ARCH0019", 10 + depth), (diagnostic.Code, diagnostic.Span.Start));
        Assert.Equal(2, result.File.Definitions.Count);
    }

    [Fact]
    public void Cancellation_escapes() =>
        Assert.ThrowsAny<OperationCanceledException>(() => Parser.Parse(new SourceText("", Samples.Tiny), new CancellationToken(true)));

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void Results_do_not_depend_on_the_culture(string culture)
    {
        const string text = Samples.Everything + "\nINT IF = 1e-6\nvarıant İ = 5.5M x\nconst X = 0.25 + 1.2345K + 99999999999999999999\nBLOCK Foo() { i I }";
        var expected = Summary(text);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.Equal(expected, Summary(text));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Equal_texts_give_equal_diagnostics()
    {
        const string text = "const X = f(a b\nblok Y = 2 × 3";
        Assert.Equal(Source.Parse(text).Diagnostics, Source.Parse(text).Diagnostics);
    }

    private static string Summary(string text)
    {
        var result = Source.Parse(text);
        return SyntaxPrinter.Print(result.File) + string.Concat(result.Diagnostics.Select(d => $"\n{d.Code} {d.Span} {d.Message}"));
    }

    // Parses, points into the text, in order, and doesn't drown the user.
    private static void CheckSane(string text)
    {
        var watch = Stopwatch.StartNew();
        var result = Source.Parse(text);
        var last = 0;
        foreach (var diagnostic in result.Diagnostics)
        {
            Assert.InRange(diagnostic.Span.Start, last, text.Length);
            Assert.InRange(diagnostic.Span.End, diagnostic.Span.Start, text.Length);
            Assert.NotEmpty(diagnostic.Message);
            last = diagnostic.Span.Start;
        }
        SyntaxPrinter.Print(result.File);
        Assert.True(watch.Elapsed.TotalSeconds < 5, $"{watch.Elapsed} for:\n{text}");
    }
}
