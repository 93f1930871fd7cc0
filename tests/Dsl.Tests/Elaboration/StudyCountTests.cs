using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Elaboration;

/// <summary>Studies by chance, held against every combination tried one by one; and studies too large to try.</summary>
public class StudyCountTests
{
    private const string Model = "namespace T\nmodel M(p0: int = 1, p1: int = 1, p2: int = 1, p3: int = 1) : [N, 3] -> [N, p3] { a: linear(p0); b: linear(p1); c: linear(p2); d: linear(p3) }\n";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Members_are_those_of_every_combination_tried(int seed)
    {
        var random = new Random(seed);
        var mode = new[] { "cross", "one_at_a_time", "leave_one_out", "cumulative", "zip" }[random.Next(5)];
        var length = random.Next(1, 4);
        var axes = Enumerable.Range(0, random.Next(1, 5)).Select(i => Enumerable.Range(0, mode == "zip" ? length : random.Next(1, 4)).Select(_ => random.Next(1, 6)).ToArray()).ToArray();
        var conditions = Enumerable.Range(0, random.Next(3)).Select(_ => Condition(random, axes, 2)).ToArray();

        var text = new StringBuilder(Model).Append("ablation A of M {\n");
        for (var i = 0; i < axes.Length; i++)
            text.Append($"    axis p{i}: {string.Join(", ", axes[i].Select((value, o) => $"a{i}o{o} = {value}"))}\n");
        text.Append($"    mode: {mode}\n");
        foreach (var condition in conditions)
            text.Append($"    where {condition.Text}\n");
        text.Append('}');

        var seen = new HashSet<string>();
        var left = Tried(mode, axes).Where(c => conditions.All(condition => condition.Holds(c, Parameters(axes, c)))).ToArray();
        var expected = left.Where(c => seen.Add(string.Join(" ", c.Select((o, i) => axes[i][o])))).Select(c => $"{string.Join(" ", c.Select((o, i) => $"a{i}o{o}"))}: {Parameters(axes, c)}").ToArray();
        var result = ArchCompiler.Compile([new SourceText("a.arch", text.ToString())]);
        var found = result.Files[0].Diagnostics;
        if (left.Length == 0)
        {
            Assert.Equal("ARCH0404", Assert.Single(found, d => d.Severity == Severity.Error).Code);
            return;
        }
        Assert.DoesNotContain(found, d => d.Severity == Severity.Error);
        Assert.Equal(left.Length - expected.Length, found.Where(d => d.Code == "ARCH0405").Sum(d => d.Message.Split("is the same network as").Length - 1));
        Assert.Equal(expected, Assert.Single(result.Ablations).Members.Select(m => $"{string.Join(" ", m.Choices.Select(c => c.Option))}: {m.Facts.Parameters}"));
    }

    [Fact]
    public void Exactly_the_members_that_fail_are_flagged()
    {
        var random = new Random(5);
        var failing = Enumerable.Range(0, 200).OrderBy(_ => random.Next()).Take(50).Order().ToArray();
        var where = string.Join(", ", failing.Select(i => $"a != {i / 20} or b != {i % 20}"));
        var result = ArchCompiler.Compile([new SourceText("a.arch", $$"""
            namespace T
            model M(a: int = 99, b: int = 1) : [N, 3] -> [N, b + 1] where {{where}} { one: linear(a + 1); two: linear(b + 1) }
            ablation A of M {
                axis a: {{string.Join(", ", Enumerable.Range(0, 10).Select(i => $"a{i} = {i}"))}}
                axis b: {{string.Join(", ", Enumerable.Range(0, 20).Select(i => $"b{i} = {i}"))}}
            }
            """)]);
        Flags(failing.Select(i => $"A.A{i / 20}B{i % 20}"), result, 150);
    }

    [Fact]
    public void Exactly_the_removals_that_do_not_fit_are_flagged()
    {
        var random = new Random(7);
        var failing = Enumerable.Range(0, 200).OrderBy(_ => random.Next()).Take(50).ToHashSet();
        var options = Enumerable.Range(0, 200).Select(i =>
        {
            var dims = Enumerable.Range(0, 5).Select(_ => random.Next(1, 9)).ToArray();
            var at = random.Next(1, 5);
            dims[at] = failing.Contains(i) ? dims[at - 1] + 1 : dims[at - 1];
            return $"o{i} = (remove layers.{at}, dims: [{string.Join(", ", dims)}], last: {100 + i})";
        });
        var result = ArchCompiler.Compile([new SourceText("a.arch", $$"""
            namespace T
            model M(dims: int[5] = [1, 2, 3, 4, 5], last: int = 7) : [N, 3] -> [N, last] {
                for i in 0..5 { layers[i]: linear(dims[i]) }
                head: linear(last)
            }
            ablation A of M { axis s: {{string.Join(", ", options)}} }
            """)]);
        Flags(failing.Order().Select(i => $"A.O{i}"), result, 150);
    }

    [Fact]
    public void A_study_of_a_million_millions_is_refused_with_the_count_at_once()
    {
        var watch = Stopwatch.StartNew();
        var parameters = string.Join(", ", Enumerable.Range(0, 12).Select(i => $"p{i}: int = 1"));
        var axes = string.Join("\n", Enumerable.Range(0, 12).Select(i => $"axis p{i}: {string.Join(", ", Enumerable.Range(0, 10).Select(o => $"o{o} = {o}"))}"));
        var body = string.Join("; ", Enumerable.Range(0, 12).Select(i => $"l{i}: linear(p{i} + 1)"));
        var result = ArchCompiler.Compile([new SourceText("a.arch", $"namespace T\nmodel M({parameters}) : [N, 3] -> [N, p11 + 1] {{ {body} }}\nablation A of M {{\n{axes}\n}}")]);
        var refused = Assert.Single(result.Files[0].Diagnostics);
        Assert.Equal("ARCH0407", refused.Code);
        Assert.Contains("1000000000000 members", refused.Message);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), watch.Elapsed.ToString());
    }

    private static void Flags(IEnumerable<string> failing, CompilationResult result, int left)
    {
        var errors = result.Files[0].Diagnostics.Where(d => d.Severity == Severity.Error).ToArray();
        Assert.Equal(failing.Order(), errors.SelectMany(e => e.Message.Split('\'').Where(w => w.StartsWith("A.", StringComparison.Ordinal))).Order());
        Assert.Equal(left, Assert.Single(result.Ablations).Members.Count);
    }

    private static long Parameters(int[][] axes, int[] taken)
    {
        var sizes = Enumerable.Range(0, 4).Select(i => i < axes.Length ? axes[i][taken[i]] : 1).Prepend(3).ToArray();
        return Enumerable.Range(1, 4).Sum(i => (long)(sizes[i - 1] + 1) * sizes[i]);
    }

    // Every tuple of options, and of these the ones that a mode's description fits.
    private static IEnumerable<int[]> Tried(string mode, int[][] axes)
    {
        var all = axes.Aggregate((IEnumerable<int[]>)[[]], (made, axis) => made.SelectMany(m => Enumerable.Range(0, axis.Length).Select(o => (int[])[.. m, o])));
        bool First(int[] c, int i) => c[i] == 0;
        bool Last(int[] c, int i) => c[i] == axes[i].Length - 1;
        var indices = Enumerable.Range(0, axes.Length).ToArray();
        return mode switch
        {
            "one_at_a_time" => all.Where(c => indices.Count(i => !First(c, i)) <= 1).OrderBy(c => Array.FindIndex(c, o => o > 0)),
            "zip" => all.Where(c => c.Distinct().Count() == 1),
            // Axes of one option make the same row again, which is merged: they count for the rows that are said to be equal.
            "leave_one_out" => indices.Prepend(-1).Select(left => all.Single(c => indices.All(i => i == left ? First(c, i) : Last(c, i)))),
            "cumulative" => indices.Prepend(-1).Select(added => all.Single(c => indices.All(i => i <= added ? Last(c, i) : First(c, i)))),
            _ => all,
        };
    }

    private static (string Text, Func<int[], long, bool> Holds) Condition(Random random, int[][] axes, int depth)
    {
        if (depth > 0 && random.Next(3) > 0)
        {
            var (a, b) = (Condition(random, axes, depth - 1), Condition(random, axes, depth - 1));
            return random.Next(3) switch
            {
                0 => ($"({a.Text} and {b.Text})", (c, p) => a.Holds(c, p) && b.Holds(c, p)),
                1 => ($"({a.Text} or {b.Text})", (c, p) => a.Holds(c, p) || b.Holds(c, p)),
                _ => ($"not ({a.Text})", (c, p) => !a.Holds(c, p)),
            };
        }
        var axis = random.Next(axes.Length);
        var option = random.Next(axes[axis].Length);
        var number = random.Next(1, 60);
        return random.Next(4) switch
        {
            0 => ($"p{axis} == a{axis}o{option}", (c, _) => c[axis] == option),
            1 => ($"p{axis} != a{axis}o{option}", (c, _) => c[axis] != option),
            2 => ($"p{axis} < {number % 6}", (c, _) => axes[axis][c[axis]] < number % 6),
            _ => ($"params > {number}", (_, p) => p > number),
        };
    }
}
