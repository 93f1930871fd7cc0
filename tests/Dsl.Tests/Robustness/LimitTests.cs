using System;
using System.Globalization;
using System.IO;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Tests.Documentation;
using ArchGen.Dsl.Tests.Elaboration;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Robustness;

/// <summary>Each limit of the compiler: at it all is well, one more is its finding, and a thousand times as much costs little.</summary>
public class LimitTests
{
    private static readonly (string What, long Most, DiagnosticDescriptor Finding, Func<long, string> Make)[] s_limits =
    [
        ("characters of a file", Limits.FileLength, Catalog.BeyondLimit, n => "const A = 1\n//" + new string('x', (int)n - 26)),
        ("characters of a name", Limits.NameLength, Catalog.BeyondLimit, n => $"const {new string('a', (int)n)} = 1"),
        ("brackets in one another", Limits.Nesting - 1, Catalog.NestedTooDeeply, n => $"const A = {new string('(', (int)n)}1{new string(')', (int)n)}"),
        ("groups in one another", Limits.Nesting, Catalog.NestedTooDeeply, n => $"block B() : [N, C] -> same {Repeated("{ ", n)}relu{Repeated(" }", n)}"),
        ("operators in a row", Limits.ChainLength, Catalog.NestedTooDeeply, n => "const A = 1" + Repeated(" + 1", n)),
        ("blocks in blocks", Limits.Depth - 2, Catalog.TooDeep, n => $"block T(d: int) : [N, C] -> same {{ if d > 0 {{ t: T(d - 1) }} else {{ relu }} }}\nmodel M() : [N, 3] -> same {{ t: T({n}) }}\nvariant V = M()"),
        ("calls in calls", Limits.Depth - 1, Catalog.TooDeep, n => $"fn f(n: int) = if n <= 0 then 0 else 1 + f(n - 1)\nconst A = f({n})"),
        ("variants of variants", Limits.VariantChain, Catalog.TooDeep, n => "model M(c: int = 1) : [N, 3] -> [N, c] { l: linear(c) }\nvariant V1 = M()\n" + string.Concat(Enumerable.Range(2, (int)Math.Min(n, 800) - 1).Select(i => $"variant V{i} = V{i - 1}(c: {i})\n"))),
        ("items of a list", Limits.ListItems, Catalog.BeyondLimit, n => $"const A = [i for i in 0..{n}]"),
        ("items of a schedule", Limits.ListItems, Catalog.BeyondLimit, n => $"const A = linspace(0, 1, {n})"),
        ("axes of a tensor", Limits.Axes, Catalog.BeyondLimit, n => $"block B() : [{string.Join(", ", Enumerable.Range(0, (int)n).Select(i => "a" + i))}] -> same {{ relu }}"),
        ("terms of a size", Limits.FormulaTerms, Catalog.BeyondLimit, n => $"block B({string.Join(", ", Enumerable.Range(0, 16).Select(i => $"a{i}: int"))}) : [N, C] -> same {{ let s = {Sum(n)}; it + s }}"),
        ("choices in a size", Limits.FormulaDepth, Catalog.BeyondLimit, n => "block B(a: int) : [N, C] -> same {\n    var v = a\n" + Repeated("    v = floor_div(v * a, 7)\n", n) + "    it + v\n}"),
        ("members of an ablation", Limits.Members, Catalog.TooManyMembers, n => $"model M(c: int = 1) : [N, 3] -> [N, c] {{ l: linear(c) }}\nablation S of M {{ axis c: {string.Join(", ", Enumerable.Range(1, (int)n).Select(i => $"x{i} = {i}"))} }}"),
    ];

    public static TheoryData<string> All => [.. s_limits.Select(l => l.What)];

    [Theory]
    [MemberData(nameof(All))]
    public void One_more_is_a_finding(string what)
    {
        var (_, most, finding, make) = s_limits.Single(l => l.What == what);
        Assert.DoesNotContain(Diagnose(make(most)), d => d.Severity == Severity.Error);
        var found = Assert.Single(Diagnose(make(most + 1)).Select(d => d.Code).Distinct());
        Assert.Equal(finding.Code, found);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Far_more_costs_little(string what)
    {
        var (_, most, finding, make) = s_limits.Single(l => l.What == what);
        var text = make(Math.Min(1000 * most, what.StartsWith("characters", StringComparison.Ordinal) ? 2 * most : 200_000));
        using var watched = new Watched();
        Assert.Null(watched.Problem(() => Assert.Contains(Diagnose(text), d => d.Code == finding.Code)));
        Assert.InRange(watched.Bytes, 0, 2L << 30);
    }

    [Fact]
    public void Steps_without_end_are_a_finding()
    {
        var within = Diagnose($"model M() : [N, 3] -> same {{ for i in 0..{Limits.Steps / 4} {{ relu }} }}\nvariant V = M()");
        Assert.DoesNotContain(within, d => d.Severity == Severity.Error);
        using var watched = new Watched();
        Assert.Null(watched.Problem(() => Assert.Contains(
            Diagnose("model M(n: int) : [N, 3] -> same { for i in 0..n { for j in 0..n { for k in 0..n { relu } } } }\nvariant V = M(5_000)"), d => d.Code == Catalog.TooDeep.Code)));
    }

    /// <summary>Variants that are each within their limit, and too much together.</summary>
    [Fact]
    public void All_together_have_a_limit_too()
    {
        using var watched = new Watched();
        var variants = string.Concat(Enumerable.Range(0, 200).Select(i => $"variant V{i} = M(a: {i})\n"));
        Assert.Null(watched.Problem(() => Assert.Contains(
            Diagnose("model M(a: int) : [N, 3] -> same { for i in 0..60_000 { it = it }; it + a }\n" + variants), d => d.Code == Catalog.TooDeep.Code && d.Message.StartsWith("All that", StringComparison.Ordinal))));
    }

    /// <summary>The page's table is the compiler's.</summary>
    [Fact]
    public void The_language_page_has_them()
    {
        var section = Page.Section(Spec.Read("docs", "language.md"), "Limits");
        foreach (var limit in typeof(Limits).GetFields().Select(f => (f.Name, Value: Convert.ToInt64(f.GetRawConstantValue(), CultureInfo.InvariantCulture))))
            Assert.True(section.Contains(limit.Value.ToString("N0", CultureInfo.InvariantCulture), StringComparison.Ordinal), $"{limit.Name}, {limit.Value:N0}, isn't on the page");
        foreach (var code in s_limits.Select(l => l.Finding.Code).Append(Catalog.TooDeep.Code).Distinct())
            Assert.Contains(code, section, StringComparison.Ordinal);
    }

    private static string Repeated(string text, long count) => string.Concat(Enumerable.Repeat(text, (int)count));

    // Products of two of sixteen names, each another term.
    private static string Sum(long terms)
    {
        var pairs = from a in Enumerable.Range(0, 16) from b in Enumerable.Range(0, 16) from c in Enumerable.Range(0, 16) where a <= b && b <= c select $"a{a} * a{b} * a{c}";
        return string.Join(" + ", pairs.Take((int)Math.Min(terms, 800)).Chunk(100).Select(some => $"({string.Join(" + ", some)})"));
    }

    private static System.Collections.Generic.IReadOnlyList<Diagnostic> Diagnose(string text) => ArchCompiler.Compile([new SourceText("spec.arch", "namespace T\n" + text)]).Files[0].Diagnostics;
}
