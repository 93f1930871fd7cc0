using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes.Patterns;
using ArchGen.Dsl.Syntax;
using Xunit;

namespace ArchGen.Dsl.Tests.Shapes.Patterns;

/// <summary>A dense tensor, on which a plan's steps are carried out.</summary>
internal sealed record Dense(int[] Sizes, double[] Values)
{
    public static Dense Counting(params int[] sizes) => new(sizes, [.. Enumerable.Range(0, Product(sizes)).Select(i => (double)i)]);

    public double this[IReadOnlyList<int> index] => Values[Offset(index)];

    public Dense Run(PatternPlan plan)
    {
        var x = this;
        if (plan.Split is { } split)
            x = x.Reshape(Evaluate(split, x.Values.Length));
        if (plan.Reduced is { } reduced)
            x = x.Reduce([.. reduced], plan.Reduction);
        if (plan.Permutation is { } permutation)
            x = x.Permute([.. permutation]);
        if (plan.Added is { } added)
        {
            var sizes = x.Sizes.ToList();
            foreach (var place in added)
                sizes.Insert(place, 1);
            x = x.Reshape([.. sizes]);
        }
        if (plan.Expanded is { } expanded)
            x = x.Expand([.. expanded.Select((s, i) => s is null ? x.Sizes[i] : Evaluate([s], 0)[0])]);
        if (plan.Merge is { } merge)
            x = x.Reshape(Evaluate(merge, x.Values.Length));
        return x;
    }

    /// <summary>What the pattern means, element by element.</summary>
    public Dense Reference(PatternCallSyntax call, IReadOnlyDictionary<string, int> letters, PatternReduction reduction)
    {
        var numbers = 0;
        string[][] left = [.. call.Left.Select(Names)], right = [.. call.Right.Select(Names)];
        var size = new Dictionary<string, int>(letters);
        foreach (var name in left.Concat(right).SelectMany(n => n))
            size.TryAdd(name, name.Contains('#') ? int.Parse(name[..name.IndexOf('#')], null) : 1);
        int[] output = [.. right.Select(axis => Product(axis.Select(n => size[n])))];
        var gathered = new List<double>[Product(output)];
        string[] all = [.. left.Concat(right).SelectMany(n => n).Distinct()];
        foreach (var index in Indices([.. all.Select(n => size[n])]))
        {
            var at = all.Zip(index).ToDictionary(p => p.First, p => p.Second);
            var value = this[[.. left.Select(axis => Flat(axis, at, size))]];
            var place = right.Aggregate(0, (offset, axis) => offset * Product(axis.Select(n => size[n])) + Flat(axis, at, size));
            (gathered[place] ??= []).Add(value);
        }
        return new Dense(output, [.. gathered.Select(v => Combine(v, reduction))]);

        string[] Names(PatternAxisSyntax axis) => [.. axis.Names.Select(n => char.IsDigit(n.Text[0]) ? $"{n.Text}#{numbers++}" : n.Text)];
    }

    private static int Flat(string[] axis, Dictionary<string, int> at, Dictionary<string, int> size) =>
        axis.Aggregate(0, (offset, name) => offset * size[name] + at[name]);

    private static double Combine(List<double> values, PatternReduction reduction) => reduction switch
    {
        PatternReduction.Sum => values.Sum(),
        PatternReduction.Max => values.Max(),
        PatternReduction.Min => values.Min(),
        _ => values.Average(),
    };

    /// <summary>Sizes in numbers: they are those of this tensor, for a reshape of <paramref name="count"/> elements.</summary>
    private int[] Evaluate(IReadOnlyList<PatternSize> sizes, int count)
    {
        var known = sizes.Select(s => s.IsOpen ? 0 : One(s)).ToArray();
        var open = Array.FindIndex(known, k => k == 0);
        if (open >= 0)
            known[open] = count / known.Where(k => k != 0).Aggregate(1, (a, b) => a * b);
        return known;

        int One(PatternSize size)
        {
            var product = size.InputAxes.Aggregate(size.Factor.Value!.Value, (p, axis) => p * Sizes[axis]);
            Assert.Equal(0, product % size.Divisor.Value!.Value);
            return (int)(product / size.Divisor.Value!.Value);
        }
    }

    private Dense Reshape(int[] sizes)
    {
        Assert.Equal(Values.Length, Product(sizes));
        return this with { Sizes = sizes };
    }

    private Dense Permute(int[] order)
    {
        int[] sizes = [.. order.Select(a => Sizes[a])];
        return new Dense(sizes, [.. Indices(sizes).Select(index => this[[.. Enumerable.Range(0, order.Length).Select(a => index[Array.IndexOf(order, a)])]])]);
    }

    private Dense Expand(int[] sizes) =>
        new(sizes, [.. Indices(sizes).Select(index => this[[.. index.Select((at, axis) => Sizes[axis] == 1 ? 0 : at)]])]);

    private Dense Reduce(int[] axes, PatternReduction reduction)
    {
        int[] kept = [.. Enumerable.Range(0, Sizes.Length).Except(axes)];
        int[] sizes = [.. kept.Select(a => Sizes[a])];
        return new Dense(sizes, [.. Indices(sizes).Select(index => Combine(
            [.. Indices(Sizes).Where(full => kept.Select(a => full[a]).SequenceEqual(index)).Select(full => this[full])], reduction))]);
    }

    private int Offset(IReadOnlyList<int> index) => index.Select((at, axis) => (at, axis)).Aggregate(0, (offset, p) => offset * Sizes[p.axis] + p.at);

    private static IEnumerable<int[]> Indices(int[] sizes)
    {
        for (var flat = 0; flat < Product(sizes); flat++)
        {
            var index = new int[sizes.Length];
            for (int axis = sizes.Length - 1, rest = flat; axis >= 0; axis--)
                (rest, index[axis]) = (rest / sizes[axis], rest % sizes[axis]);
            yield return index;
        }
    }

    private static int Product(IEnumerable<int> sizes) => sizes.Aggregate(1, (a, b) => a * b);
}
