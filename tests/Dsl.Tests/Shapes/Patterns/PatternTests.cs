using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Patterns;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Shapes.Patterns;

public class PatternTests
{
    private static readonly Dim N = Symbol("N", DimKind.InputSize), H = Symbol("H", DimKind.InputSize), W = Symbol("W", DimKind.InputSize);

    private static readonly Dim C = Symbol("dim", DimKind.Parameter), Heads = Symbol("heads", DimKind.Parameter);

    [Fact]
    public void A_permutation_is_one_step()
    {
        var plan = Plan("rearrange(n c h w -> n h w c)", [N, C, H, W]);
        Assert.Equal("[N, H, W, dim]", plan.Output.ToString());
        Assert.Equal([0, 2, 3, 1], plan.Permutation);
        Assert.Equal("- - -", Steps(plan));
    }

    [Fact]
    public void Tokens_are_one_reshape_after_a_permutation()
    {
        var plan = Plan("rearrange(n c h w -> n (h w) c)", [N, C, H, W]);
        Assert.Equal("[N, H * W, dim]", plan.Output.ToString());
        Assert.Equal([0, 2, 3, 1], plan.Permutation);
        Assert.Equal("- - [#0, -1, dim]", Steps(plan));
    }

    [Fact]
    public void Tokens_back_to_a_grid_read_the_sizes_given()
    {
        var plan = Plan("rearrange(n (h w) c -> n c h w)", [N, H * W, C], ("h", H), ("w", W));
        Assert.Equal("[N, dim, H, W]", plan.Output.ToString());
        Assert.Equal("[#0, H, W, dim] - -", Steps(plan));
    }

    [Fact]
    public void Heads_are_split_by_what_is_known_when_built()
    {
        var plan = Plan("rearrange(n l (three heads d) -> three n heads d l)", [N, H * W, 3 * C], ("three", 3), ("heads", Heads));
        Assert.Equal("[3, N, heads, dim / heads, H * W]", plan.Output.ToString());
        Assert.Equal([2, 0, 3, 4, 1], plan.Permutation);
        Assert.Equal("[#0, #1, 3, heads, dim / heads] - -", Steps(plan));
    }

    [Fact]
    public void Windows_are_split_and_joined()
    {
        var plan = Plan("rearrange(n (h p) (w q) c -> (n h w) (p q) c)", [N, 7 * H, 7 * W, C], ("p", 7), ("q", 7));
        Assert.Equal("[N * H * W, 49, dim]", plan.Output.ToString().Replace("H * N * W", "N * H * W"));
        Assert.Equal([0, 1, 3, 2, 4, 5], plan.Permutation);
        Assert.Equal("[#0, -1, 7, #2 / 7, 7, dim] - [-1, 49, dim]", Steps(plan));
    }

    [Fact]
    public void Splitting_without_moving_is_one_reshape()
    {
        var plan = Plan("rearrange(n (h w) c -> n h (w c))", [N, H * W, C], ("w", W));
        Assert.Null(plan.Permutation);
        Assert.StartsWith("- - [#0, ", Steps(plan));
    }

    [Fact]
    public void A_mean_over_positions_is_a_reduction()
    {
        var plan = Plan("reduce(n c h w -> n c)", [N, C, H, W]);
        Assert.Equal([2, 3], plan.Reduced);
        Assert.Equal("- - -", Steps(plan));
        Assert.Equal("[N, dim, 1, 1]", Plan("reduce(n c h w -> n c 1 1)", [N, C, H, W]).Output.ToString());
        Assert.Equal("[N, dim]", Plan("reduce(n c .. -> n c)", [N, C, H, W]).Output.ToString());
    }

    [Fact]
    public void Pooling_by_a_pattern()
    {
        var plan = Plan("reduce(n c (h 2) (w 2) -> n c h w)", [N, C, 2 * H, 2 * W]);
        Assert.Equal("[N, dim, H, W]", plan.Output.ToString());
        Assert.Equal([3, 5], plan.Reduced);
    }

    [Fact]
    public void Repeating_expands()
    {
        var plan = Plan("repeat(h d -> h w d)", [H, C], ("w", W));
        Assert.Equal("[H, W, dim]", plan.Output.ToString());
        Assert.Equal([1], plan.Added);
        Assert.Equal("- [_, W, _] -", Steps(plan));
    }

    [Fact]
    public void Dots_keep_the_other_axes()
    {
        Assert.Equal("[N, H, W, dim]", Plan("rearrange(n c .. -> n .. c)", [N, C, H, W]).Output.ToString());
        Assert.Equal("[N, H * W, dim]", Plan("rearrange(n c .. -> n (..) c)", [N, C, H, W]).Output.ToString());
    }

    [Fact]
    public void What_is_carried_over_a_loop_is_read_from_the_tensor()
    {
        var carried = Symbol("c", DimKind.Local);
        Assert.Equal("- - [#0, -1]", Steps(Plan("rearrange(n c h -> n (c h))", [N, carried, H])));
        Assert.Equal("- - [#0 * #1, #2]".Replace("#0 * #1", "-1"), Steps(Plan("rearrange(n c h -> (n c) h)", [N, carried, H])));
    }

    public static TheoryData<string, string, string, string> Refusals => new()
    {
        { "rearrange(n c h -> n h c)", "", "n c h", "ARCH0350: The pattern has 3 axes, but its input has 4: [2, 12, 4, 6]" },
        { "rearrange(n c h w x .. -> n h c w x ..)", "", "n c h w x ..", "ARCH0350: The pattern has at least 5 axes, but its input has 4: [2, 12, 4, 6]" },
        { "rearrange(n c h w -> n h c)", "", "w", "ARCH0351: 'w' is on the left side only; 'rearrange' keeps every axis; 'reduce' can drop one" },
        { "rearrange(n c h w -> n c h w k)", "", "k", "ARCH0351: 'k' is on the right side only; 'rearrange' adds no axis; 'repeat' can add one" },
        { "reduce(n c h w -> n c k)", "", "k", "ARCH0351: 'k' is on the right side only; 'reduce' adds no axis" },
        { "repeat(n c h w -> n c h)", "", "w", "ARCH0351: 'w' is on the left side only; 'repeat' keeps every axis" },
        { "rearrange(n c h h -> n c h)", "", "h", "ARCH0352: 'h' is twice on the left side" },
        { "rearrange(n (a b) h w -> n a b h w)", "", "b", "ARCH0353: The size of 'b' isn't known: give it as an argument, b: size" },
        { "repeat(n c h w -> n c h w k)", "", "k", "ARCH0353: The size of 'k' isn't known: give it as an argument, k: size" },
        { "rearrange(n (a b) h w -> n a b h w)", "b=5", "(a b)", "ARCH0354: Axis 1 has 12, which is not divisible by 5 (b); 2, 3, 4, 6 or 12 divide it" },
        { "rearrange(n (a b) h w -> n a b h w)", "a=2;b=5", "(a b)", "ARCH0355: 'a b' is 10 in the pattern, but axis 1 has 12" },
        { "rearrange(1 c h w -> c h w)", "", "1", "ARCH0355: '1' is 1 in the pattern, but axis 0 has 2" },
        { "rearrange(n c h w -> n h w c)", "p=2", "", "ARCH0356: There is no 'p' in the pattern" },
        { "rearrange(n c .. -> n c)", "", "..", "ARCH0357: '..' is on the left side only: its axes have to be somewhere in the result" },
        { "rearrange(n c h w -> n c h w ..)", "", "..", "ARCH0357: '..' is on the right side only: there are no axes that it stands for" },
        { "rearrange(n (c ..) h w -> n c h w)", "", "..", "ARCH0357: '..' can't be part of an axis of the input: write it beside the others" },
        { "rearrange(n c h w -> n c h w 2)", "", "2", "ARCH0358: '2' can't stand here: without a letter, an axis can only be 1 here" },
        { "repeat(n c h w -> n c h w 0)", "", "0", "ARCH0358: '0' can't stand here: an axis has at least 1 entry" },
        { "repeat(n c h w -> n c h w k)", "k=0", "", "ARCH0306: 'k' of 'repeat' must be at least 1, but it is 0" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Refuses(string pattern, string sizes, string at, string message)
    {
        var probe = new PatternProbe(Assumptions.None);
        (string, Dim)[] given = [.. sizes.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(s => (s[..1], Dim.Constant(long.Parse(s[2..], null))))];
        Assert.Null(probe.Plan(pattern, Shape.Of(2, 12, 4, 6), PatternReduction.Mean, given));
        Assert.Equal(message, Assert.Single(probe.Messages));
        Assert.Equal(at, pattern.Substring(probe.Spans[0].Start, probe.Spans[0].Length));
    }

    [Fact]
    public void Random_plans_do_what_patterns_mean()
    {
        var random = new Random(7);
        for (var round = 0; round < 1500; round++)
        {
            var (text, sizes, letters, given) = RandomPattern(random);
            var reduction = (PatternReduction)random.Next(4);
            var isSymbolic = random.Next(2) == 0;
            var probe = new PatternProbe(Assumptions.None);
            var plan = probe.Plan(text, Shape.Of([.. sizes.Select(s => Dim.Constant(s))]), reduction, given);
            Assert.True(plan is not null, $"{text}: {string.Join(" ", probe.Messages)}");
            if (isSymbolic)
                plan = ReadFromTensor(text, sizes, given, reduction);
            var input = Dense.Counting(sizes);
            var expected = input.Reference(PatternProbe.Parse(text), letters, reduction);
            var found = input.Run(plan);
            Assert.True(expected.Sizes.SequenceEqual(found.Sizes), $"{text}: {string.Join(",", found.Sizes)}");
            Assert.True(expected.Values.Zip(found.Values).All(p => Math.Abs(p.First - p.Second) < 1e-9), text);
            if (!isSymbolic)
                Assert.Equal(expected.Sizes.Select(s => (long?)s), plan.Output.Axes.Select(a => a.Size.Value));
        }
    }

    /// <summary>The same plan, with every size of the input known only when it runs.</summary>
    private static PatternPlan ReadFromTensor(string text, int[] sizes, (string Name, Dim Size)[] given, PatternReduction reduction)
    {
        var axes = sizes.Select((size, i) => (Symbol: new DimSymbol("S" + i, DimKind.InputSize, new CodeName("S" + i, CodeNameKind.InputSize), 1), Size: size)).ToArray();
        var known = axes.Aggregate(Assumptions.None, (a, s) => a.AssumeEqual(Dim.Symbol(s.Symbol), s.Size));
        return new PatternProbe(known).Plan(text, Shape.Of([.. axes.Select(a => Dim.Symbol(a.Symbol))]), reduction, given)!;
    }

    private static (string Text, int[] Sizes, Dictionary<string, int> Letters, (string, Dim)[] Given) RandomPattern(Random random)
    {
        var op = new[] { "rearrange", "reduce", "repeat" }[random.Next(3)];
        string[] names = ["a", "b", "c", "d", "e", "f"];
        var letters = names.Take(random.Next(1, 6)).ToDictionary(n => n, _ => random.Next(1, 4));
        var left = Group(random, [.. letters.Keys], op == "reduce");
        var right = letters.Keys.OrderBy(_ => random.Next()).ToList();
        if (random.Next(3) == 0)
            right = [.. letters.Keys];
        if (op == "reduce")
            right = [.. right.Where(_ => random.Next(3) > 0)];
        if (op == "repeat" && random.Next(2) == 0)
        {
            letters["z"] = random.Next(1, 4);
            right.Insert(random.Next(right.Count + 1), "z");
        }
        var result = Group(random, right, op == "repeat");
        if (result.Count == 0)
            result.Add(["1"]);
        int Size(string name) => letters.TryGetValue(name, out var size) ? size : int.Parse(name, null);
        int[] sizes = [.. left.Select(axis => axis.Aggregate(1, (p, n) => p * Size(n)))];
        var given = left.SelectMany(axis => axis.Where(n => letters.ContainsKey(n)).Skip(1)).Concat(right.Where(n => n == "z"));
        return (
            $"{op}({Write(left)} -> {Write(result)})", sizes, letters, [.. given.Select(n => (n, Dim.Constant(letters[n])))]);
    }

    private static List<List<string>> Group(Random random, List<string> names, bool takesNumbers)
    {
        var axes = new List<List<string>>();
        foreach (var name in names)
        {
            if (axes.Count == 0 || random.Next(3) > 0)
                axes.Add([]);
            axes[^1].Add(name);
            if (random.Next(8) == 0)
                axes[random.Next(axes.Count)].Add(takesNumbers && random.Next(2) == 0 ? "2" : "1");
        }
        if (random.Next(6) == 0)
            axes.Insert(random.Next(axes.Count + 1), ["1"]);
        return axes;
    }

    private static string Write(List<List<string>> axes) => string.Join(" ", axes.Select(a => a.Count == 1 ? a[0] : $"({string.Join(" ", a)})"));

    private static PatternPlan Plan(string text, Dim[] sizes, params (string, Dim)[] given)
    {
        var probe = new PatternProbe(Assumptions.None.AssumeDivides(Heads, C));
        var plan = probe.Plan(text, Shape.Of(sizes), PatternReduction.Mean, given);
        Assert.Empty(probe.Messages);
        return plan!;
    }

    private static string Steps(PatternPlan plan) =>
        $"{PatternProbe.Text(plan.Split)} {PatternProbe.Text(plan.Expanded)} {PatternProbe.Text(plan.Merge)}";

    private static Dim Symbol(string name, DimKind kind) => Dim.Symbol(new DimSymbol(name, kind, new CodeName(name, CodeNameKind.Local), 1));
}
