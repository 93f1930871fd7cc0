using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Elaboration;

/// <summary>Whatever the text, compiling it gives findings at places in it: no exception, no internal error, no long wait.</summary>
public class RobustnessTests
{
    /// <summary>The specs of the product, the families and the cases.</summary>
    private static readonly string[] s_specs =
    [
        Spec.Read("specs", "edgenext", "edgenext.arch"),
        .. Files("specs"),
        .. Files("tests", "Dsl.Tests", "Elaboration", "Families"),
        .. CaseTests.Sources,
    ];

    private static readonly string[] s_tokens =
        [.. s_specs.SelectMany(text => Lexer.Lex(new SourceText("", text)).Tokens).Select(t => t.Text).Where(t => t.Length > 0).Distinct(), "0", "-1", "9223372036854775807", "3.5"];

    private static IEnumerable<string> Files(params string[] folder) =>
        Directory.GetFiles(Spec.PathOf(folder), "*.arch", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    public void Specs_with_mistakes_give_findings(int seed, int mistakes)
    {
        var random = new Random(seed);
        for (var run = 0; run < 150; run++)
        {
            var text = s_specs[random.Next(s_specs.Length)];
            for (var mistake = 0; mistake < mistakes; mistake++)
                text = WithMistake(text, random);
            CheckSane(text);
        }
    }

    [Fact]
    public void Beginnings_of_specs_give_findings()
    {
        var random = new Random(4);
        foreach (var text in s_specs)
        {
            for (var run = 0; run < 2; run++)
                CheckSane(text[..random.Next(text.Length)]);
        }
    }

    [Fact]
    public void Specs_without_a_line_give_findings()
    {
        foreach (var text in s_specs.Take(3))
        {
            var lines = text.Split('\n');
            for (var line = 0; line < lines.Length; line += 9)
                CheckSane(string.Join('\n', lines.Where((_, i) => i != line)));
        }
    }

    public static TheoryData<string, string> Towers => new()
    {
        { "blocks", string.Concat(Enumerable.Range(0, 500).Select(i => $"block B{i}() : [N, C] -> same {{ b: B{i + 1} }}\n")) + "block B500() : [N, C] -> same { relu }\nmodel M() : [N, 3] -> same { b: B0 }\nvariant V = M()" },
        { "constants", string.Concat(Enumerable.Range(0, 5000).Select(i => $"const C{i} = C{i + 1} + 1\n")) + "const C5000 = 0" },
        { "functions", string.Concat(Enumerable.Range(0, 500).Select(i => $"fn f{i}(a: int) = f{i + 1}(a) + f{i + 1}(a)\n")) + "fn f500(a: int) = a\nconst A = f480(1)" },
        { "variants", string.Concat(Enumerable.Range(0, 300).Select(i => $"variant V{i} = V{i + 1}()\n")) + "model V300() : [N, 3] -> same { relu }" },
        { "recursion that branches", "block T(d: int) : [N, C] -> same { if d > 0 { a: T(d - 1); b: T(d - 1) } else { l: linear(C) } }\nmodel M() : [N, 3] -> same { t: T(60) }\nvariant V = M()" },
        { "loops", "model M() : [N, 3] -> same {" + string.Concat(Enumerable.Repeat("for i in 0..60 { ", 30).Select((s, i) => s.Replace("i in", $"i{i} in"))) + "relu" + new string('}', 31) },
        { "loops in a variant", "model M() : [N, 3] -> same {" + string.Concat(Enumerable.Repeat("for i in 0..60 { ", 8).Select((s, i) => s.Replace("i in", $"i{i} in"))) + "relu" + new string('}', 9) + "\nvariant V = M()" },
        { "conditions", "model M(c: bool) : [N, 3] -> same {" + string.Concat(Enumerable.Range(0, 200).Select(i => $"if c {{ a{i}: linear(3) }} else {{ a{i}: linear(3, bias: false) }}\n")) + "}\nvariant V = M(true)" },
        { "groups", "model M() : [N, 3] -> same {" + string.Concat(Enumerable.Range(0, 60).Select(i => $"g{i}: {{ ")) + "relu" + new string('}', 61) + "\nvariant V = M()" },
        { "dims", "model M(a: int, b: int, c: int) : [N, (a + b + c) ** 30] -> same { relu }\nvariant V = M(1, 2, 3)" },
        { "lists", "const A = [[i * j for i in 0..3000] for j in 0..3000]" },
        { "a long pipeline", "model M() : [N, 3] -> same {" + string.Concat(Enumerable.Range(0, 1500).Select(i => $"l{i}: linear({(i + 1) % 7 + 3})\n")) + " last: linear(3) }\nvariant V = M()" },
        { "sums of dims", "model M() : x [N, C, H, W] -> [N, H, W] {" + string.Concat(Enumerable.Range(0, 60).Select(_ => "it + concat(it, it[0..1], dim: 0)[1..]\n")) + "it[.., 0] }" },
    };

    [Theory]
    [MemberData(nameof(Towers))]
    public void Heaps_of_anything_end_soon(string what, string text)
    {
        _ = what;
        // With as little stack as a thread may be given.
        Exception? fault = null;
        var thread = new Thread(() => fault = Record.Exception(() => CheckSane(Spec.WholeFile(text), seconds: 20)), 1 << 20);
        thread.Start();
        thread.Join();
        Assert.Null(fault);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void The_machine_s_culture_changes_nothing(string culture)
    {
        var here = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            var expected = s_specs.Select(text => Spec.Show(Spec.Compile(text))).ToArray();
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.Equal(expected, s_specs.Select(text => Spec.Show(Spec.Compile(text))));
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }
    }

    [Fact]
    public void Two_runs_give_equal_findings()
    {
        var random = new Random(5);
        foreach (var text in s_specs)
        {
            var broken = WithMistake(text, random);
            Assert.Equal(Spec.Diagnose(broken), Spec.Diagnose(broken));
        }
    }

    [Fact]
    public void Cancellation_escapes()
    {
        var source = new SourceText("spec.arch", s_specs[0]);
        Assert.Throws<OperationCanceledException>(() => ArchCompiler.Compile([source], new CancellationToken(true)));
    }

    [Fact]
    public void EdgeNeXt_compiles_in_two_seconds()
    {
        var best = TimeSpan.MaxValue;
        for (var run = 0; run < 5 && best > TimeSpan.FromSeconds(2); run++)
        {
            var watch = Stopwatch.StartNew();
            Spec.Clean(s_specs[0]);
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }
        Assert.True(best < TimeSpan.FromSeconds(2), $"The fastest of five runs took {best}");
    }

    private static string WithMistake(string text, Random random)
    {
        var tokens = Lexer.Lex(new SourceText("", text)).Tokens.Where(t => t.Text.Length > 0).ToArray();
        if (tokens.Length == 0)
            return text;
        var here = tokens[random.Next(tokens.Length)];
        var other = random.Next(2) == 0 ? tokens[random.Next(tokens.Length)].Text : s_tokens[random.Next(s_tokens.Length)];
        var start = text[..here.Span.Start];
        var end = text[here.Span.End..];
        return random.Next(4) switch
        {
            0 => start + end,
            1 => $"{start}{here.Text} {other} {end}",
            _ => start + other + end,
        };
    }

    private static void CheckSane(string text, int seconds = 10)
    {
        var watch = Stopwatch.StartNew();
        CompilationResult result;
        try
        {
            result = ArchCompiler.Compile([new SourceText("spec.arch", text)]);
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"{fault.GetType().Name} for:\n{Cut(text)}", fault);
        }
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(seconds), $"{watch.Elapsed} for:\n{Cut(text)}");
        foreach (var diagnostic in result.Files[0].Diagnostics)
        {
            Assert.True(diagnostic.Code != Catalog.InternalError.Code, $"{diagnostic.Message}\n{Cut(text)}");
            Assert.True(diagnostic.Span.Start >= 0 && diagnostic.Span.End <= text.Length, $"{diagnostic.Code} {diagnostic.Span} for:\n{Cut(text)}");
            Assert.False(string.IsNullOrWhiteSpace(diagnostic.Message));
        }
        if (result.HasErrors)
            return;
        foreach (var variant in result.Variants)
        {
            var keys = variant.Root.StateDict().Select(entry => entry.Key).ToArray();
            Assert.True(keys.Distinct().Count() == keys.Length, $"One key twice in:\n{Cut(text)}");
            Assert.True(variant.Root.Parameters.Value >= 0, $"{variant.Root.Parameters} parameters in:\n{Cut(text)}");
        }
    }

    private static string Cut(string text) => text.Length > 20_000 ? text[..2000] + "…" : text;
}
