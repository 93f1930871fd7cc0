using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ArchGen.Dsl;
using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>Static expressions give in C# what the language says.</summary>
public class StaticTests
{
    private static readonly (string Expression, object Value)[] s_cases =
    [
        ("floor_div(a, 2)", -4L), ("ceil_div(a, 2)", -3L), ("a % 3", 2L), ("b % 3", 1L), ("b ** 3", 1000L), ("2 ** b", 1024L), ("-a", 7L),
        ("b - (a - 1)", 18L), ("b - a - 1", 16L), ("2 * (a + b) * 3", 18L), ("min(a, b)", -7L), ("max(a, b, 100)", 100L), ("max([1, b, 3])", 10L),
        ("sum([a, b, 1])", 4L), ("prod([a, b])", -70L), ("len([1, 2, 3] + [a])", 4L), ("abs(a)", 7L), ("sqrt(16.0)", 4.0), ("exp(0.0)", 1.0), ("log(1.0)", 0.0),
        ("float(b) / 4", 2.5), ("b * 0.25", 2.5), ("1.0 / 8", 0.125), ("int(-2.5)", -2L), ("floor(-2.5)", -3L), ("ceil(-2.5)", -2L), ("round(2.5)", 2L), ("round(3.5)", 4L),
        ("linspace(0, 1, 5)[1]", 0.25), ("cumsum([1, 2, b])[2]", 13L), ("reversed([1, 2, b])[0]", 10L), ("all([true, b > 3])", true), ("any([false, a > 3])", false),
        ("contains([1, 2, b], 10)", true), ("[i * i for i in 0..5][3]", 9L), ("sum([x + 1 for x in [1, 2, b]])", 16L), ("[1, 2, 3, b][-1]", 10L),
        ("sum([1, 2, 3, b][1..3])", 5L), ("sum([1, 2, 3, b][1..])", 15L), ("if b > 3 then 1 else 2", 1L), ("(if b > 30 then 1 else 2) + 1", 3L), ("not (b > 3 and a > 3)", true),
        ("b > 3 or a > 3", true), ("(b - a) % 5", 2L), ("a % 2 == 0", false), ("b % 2 == 0", true), ("50000 * 50000", 2_500_000_000L), ("1e-6", 1e-6), ("0.1 + 0.2", 0.1 + 0.2),
        ("1_000_000.5", 1000000.5), ("3K", 3000L),
    ];

    [Fact]
    public void Functions_agree_with_the_language()
    {
        var lines = s_cases.Select((c, i) => $"fn f{i}(a: int, b: int) = {c.Expression}");
        var execution = new Execution(("/project/S.arch", "namespace Demo.S;\nconst one = 1\n" + string.Join("\n", lines) + "\n"));
        var holder = execution.Assembly.GetType("Demo.S.SpecValues")!;
        for (var i = 0; i < s_cases.Length; i++)
            Assert.True(Equals(s_cases[i].Value, holder.GetMethod("f" + i)!.Invoke(null, [-7L, 10L])), $"{s_cases[i].Expression}: {holder.GetMethod("f" + i)!.Invoke(null, [-7L, 10L])}");
    }

    [Fact]
    public void Every_function_of_the_language_is_tried()
    {
        var type = typeof(ArchCompiler).Assembly.GetType("ArchGen.Dsl.Elaboration.StaticFunctions", throwOnError: true)!;
        var names = (IEnumerable<string>)type.GetProperty("Names", BindingFlags.Public | BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
        Assert.All(names, n => Assert.Contains(s_cases, c => c.Expression.Contains(n + "(")));
    }

    [Fact]
    public void Constants_and_functions_of_other_files_are_reached()
    {
        var execution = new Execution(
            ("/project/A.arch", "namespace Demo.A;\nconst widths = [8, 16]\nfn wide(n: int, by: int = 2) = n * by\n"),
            ("/project/B.arch", "namespace Demo.B;\nimport Demo.A;\nconst all = widths + [wide(16)]\nconst last = all[-1]\n"));
        Assert.Equal(new long[] { 8, 16, 32 }, execution.Value("Demo.B.SpecValues", "all"));
        Assert.Equal(32L, execution.Value("Demo.B.SpecValues", "last"));
    }
}
