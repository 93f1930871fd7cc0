using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ArchGen.Dsl.Shapes;
using Xunit;

namespace ArchGen.Dsl.Tests.Shapes.Dims;

/// <summary>What is claimed of dims, compared with their values for many assignments.</summary>
public class DimPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Normal_forms_keep_values(int seed)
    {
        var random = new Random(seed);
        var dims = new RandomDims(random);
        var assignments = RandomDims.Assignments.ToArray();
        for (int i = 0; i < 1500; i++)
        {
            var dim = dims.Next(4);
            var code = dim.Dim.ToCode();
            for (int k = 0; k < 4; k++)
            {
                var values = assignments[random.Next(assignments.Length)];
                var expected = dim.Evaluate(values);
                if (expected is null)
                    continue;
                Check(dim.Dim, values, expected.Value, Assumptions.None);
                Assert.Equal(expected, RandomDims.Run(code, values));
            }
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Claims_hold_for_every_assignment_that_satisfies_the_facts(int seed)
    {
        var random = new Random(seed);
        var dims = new RandomDims(random);
        var (decided, unstable) = (0, 0);
        for (int i = 0; i < 150; i++)
        {
            var (known, satisfying) = Facts(random, dims);
            if (known.IsContradictory)
            {
                Assert.Empty(satisfying);
                continue;
            }
            var samples = satisfying.OrderBy(_ => random.Next()).Take(16).ToArray();
            if (samples.Length == 0)
                continue;
            for (int k = 0; k < 8; k++)
            {
                var (a, b) = (dims.Next(3), random.Next(2) == 0 ? dims.Next(3) : dims.Leaf());
                var divisor = dims.Divisor();
                var simplified = known.Simplify(a.Dim);
                unstable += simplified.Equals(known.Simplify(simplified)) ? 0 : 1;
                var code = simplified.ToCode();
                var bounds = known.Bounds(a.Dim);
                var claims = new (Proof Proof, Func<BigInteger, BigInteger, BigInteger, bool> Holds)[]
                {
                    (known.Equal(a.Dim, b.Dim), (x, y, _) => x == y),
                    (known.AtLeast(a.Dim, b.Dim), (x, y, _) => x >= y),
                    (known.Compare("<", a.Dim, b.Dim), (x, y, _) => x < y),
                    (known.Divides(divisor.Dim, a.Dim), (x, _, d) => (x % d).IsZero),
                };
                decided += claims.Count(c => c.Proof != Proof.Unknown);
                foreach (var values in samples)
                {
                    if (a.Evaluate(values) is not { } x || b.Evaluate(values) is not { } y)
                        continue;
                    Check(simplified, values, x, known);
                    Assert.Equal(x, RandomDims.Run(code, values));
                    Assert.True(!(x < bounds.Min) && !(x > bounds.Max), $"{a.Dim} is {x}, bounds {bounds}");
                    foreach (var (proof, holds) in claims)
                        Assert.True(proof == Proof.Unknown || (proof == Proof.True) == holds(x, y, divisor.Evaluate(values)!.Value), $"{a.Dim}, {b.Dim}, {divisor.Dim}: {proof} at {Text(values)}");
                }
            }
        }
        Assert.True(decided > 300, $"{decided} claims");
        Assert.True(unstable < 10, $"{unstable} dims simplify twice");
    }

    internal static (Assumptions Known, List<IReadOnlyDictionary<string, long>> Satisfying) Facts(Random random, RandomDims dims)
    {
        var known = Assumptions.None;
        var satisfying = RandomDims.Assignments.ToList();
        for (int count = random.Next(1, 5); count > 0; count--)
        {
            var (a, b) = (random.Next(3) == 0 ? dims.Next(2) : dims.Leaf(), random.Next(3) == 0 ? dims.Next(1) : dims.Leaf());
            var divisor = dims.Divisor();
            var (next, holds) = random.Next(6) switch
            {
                0 => (known.AssumeEqual(a.Dim, b.Dim), (Func<BigInteger, BigInteger, BigInteger, bool>)((x, y, _) => x == y)),
                1 or 2 => (known.AssumeDivides(divisor.Dim, a.Dim), (x, _, d) => (x % d).IsZero),
                3 => (known.AssumeRemainder(a.Dim, divisor.Dim, 1), (x, _, d) => x - d * RandomDims.Floor(x, d) == 1),
                4 => (known.AssumeAtLeast(a.Dim, b.Dim), (x, y, _) => x >= y),
                _ => (known.AssumeNotEqual(a.Dim, b.Dim), (x, y, _) => x != y),
            };
            known = next;
            satisfying = satisfying.Where(v => a.Evaluate(v) is { } x && b.Evaluate(v) is { } y && divisor.Evaluate(v) is { } d && holds(x, y, d)).ToList();
        }
        return (known, satisfying);
    }

    private static void Check(Dim dim, IReadOnlyDictionary<string, long> values, BigInteger expected, Assumptions known)
    {
        var value = dim.Substitute(RandomDims.Symbols.ToDictionary(s => s, s => Dim.Constant(values[s.Name])));
        Assert.True(value.Value == (long)expected, $"{dim} is {value}, not {expected}, at {Text(values)} (x = {known.Describe(Dim.Symbol(RandomDims.Symbols[0]))})");
    }

    private static string Text(IReadOnlyDictionary<string, long> values) => string.Join(", ", values.Select(v => $"{v.Key} = {v.Value}"));
}
