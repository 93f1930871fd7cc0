using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Cli.Ablate.Report.Statistics;
using Xunit;

namespace ArchGen.Cli.Tests.Ablate;

/// <summary>What a report works out, against numbers worked out by hand and against the definitions, pair by pair.</summary>
public sealed class StatisticsTests
{
    [Fact]
    public void A_spread_is_a_mean_and_the_deviation_of_a_sample()
    {
        // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares from it 9+1+1+1+0+0+4+16 = 32, over 7
        var spread = Spread.Of([2, 4, 4, 4, 5, 5, 7, 9])!;
        Assert.Equal((5, 8), (spread.Mean, spread.Count));
        Assert.Equal(2.13808993529939, spread.Deviation!.Value, 12);
        Assert.Equal(new Spread(0.9, null, 1), Spread.Of([0.9]));
        Assert.Equal(0, Spread.Of([0.25, 0.25, 0.25])!.Deviation);
        Assert.Null(Spread.Of([]));
    }

    [Fact]
    public void A_front_is_what_no_other_beats()
    {
        // The second costs as much as the first and gains less; the fourth costs more and gains as much as the third.
        Assert.Equal([true, false, true, false, true], ParetoFront.Of([(1, 0.5), (1, 0.4), (2, 0.7), (3, 0.7), (4, 0.8)]));
        Assert.Equal([true, true], ParetoFront.Of([(1, 0.5), (1, 0.5)]));
        Assert.Equal([false, true, false], ParetoFront.Of([(null, 0.9), (5, 0.1), (1, null)]));
        Assert.Empty(ParetoFront.Of([]));
    }

    [Fact]
    public void Fronts_of_random_points_are_those_of_the_definition()
    {
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            // Few values, so that many points are equal in one or in both.
            (double? Cost, double? Gain)[] points =
                [.. Enumerable.Range(0, random.Next(0, 14)).Select(_ => (random.Next(8) == 0 ? (double?)null : random.Next(6), random.Next(8) == 0 ? (double?)null : random.Next(6) / 6.0))];
            bool Beats((double? Cost, double? Gain) a, (double? Cost, double? Gain) b) => a.Cost <= b.Cost && a.Gain >= b.Gain && (a.Cost < b.Cost || a.Gain > b.Gain);
            Assert.Equal(points.Select(p => p.Cost is not null && p.Gain is not null && !points.Any(other => Beats(other, p))), ParetoFront.Of(points));
        }
    }

    [Fact]
    public void Effects_of_a_crossed_study_are_means_of_paired_differences()
    {
        // gate (off, on) × kernel (3, 7) over two seeds; the accuracy of each, in tenths of a percent
        var runs = new List<Observation>();
        void Add(int gate, int kernel, string seed, int? accuracy) =>
            runs.Add(new(2 * gate + kernel, [gate, kernel], seed, 100 + 10 * gate + 5 * kernel, 1000 + 100 * gate * (1 + kernel), accuracy / 1000.0));
        Add(0, 0, "1", 800);
        Add(0, 0, "2", 810);
        Add(0, 1, "1", 805);
        Add(0, 1, "2", 819);
        Add(1, 0, "1", 820);
        Add(1, 0, "2", 826);
        Add(1, 1, "1", 831);
        Add(1, 1, "2", null);
        var effects = AxisEffects.Of(["gate", "kernel"], runs);
        Assert.Equal(2, effects.Count);

        // gate: seed 1 gives +20 and +26, seed 2 only +16: mean 62/3; seeds 23 and 16: their deviation is 7/√2
        var gate = effects[0];
        Assert.Equal((0, 1, 0, true, 3), (gate.Axis, gate.Option, gate.Reference, gate.IsOverSeeds, gate.Pairs.Count));
        Assert.Equal(0.062 / 3, gate.Difference!.Mean, 12);
        Assert.Equal(0.007 / Math.Sqrt(2), gate.Difference.Deviation!.Value, 12);
        Assert.Equal(2, gate.Difference.Count);
        Assert.Equal([10L, 10L], gate.Parameters!);
        Assert.Equal([100L, 200L], gate.Macs!);

        // kernel: +5, +11 with seed 1, +9 with seed 2: mean 25/3; seeds 8 and 9
        var kernel = effects[1];
        Assert.Equal(0.025 / 3, kernel.Difference!.Mean, 12);
        Assert.Equal(0.001 / Math.Sqrt(2), kernel.Difference.Deviation!.Value, 12);
        Assert.Equal([(0, 1, "1"), (0, 1, "2"), (2, 3, "1")], kernel.Pairs.Select(p => (p.From, p.To, p.Seed!)));
        Assert.Equal([0L, 100L], kernel.Macs!);
    }

    [Fact]
    public void Effects_without_seeds_have_no_spread()
    {
        var effect = Assert.Single(AxisEffects.Of(["gate"], [new(0, [0], null, 1, null, 0.5), new(1, [1], null, 2, null, 0.75)]));
        Assert.Equal(new Spread(0.25, null, 1), effect.Difference);
        Assert.False(effect.IsOverSeeds);
        Assert.Null(effect.Macs);
    }

    [Fact]
    public void Effects_that_no_pair_tells_have_a_reason()
    {
        // Zipped: both axes change at once.
        Observation[] zip = [new(0, [0, 0], null, 1, 1, 0.5), new(1, [1, 1], null, 2, 2, 0.6)];
        Assert.All(AxisEffects.Of(["gate", "kernel"], zip), e => Assert.Null(e.Difference));
        Assert.Equal(["changes together with kernel, and can’t be told apart", "changes together with gate, and can’t be told apart"], AxisEffects.Of(["gate", "kernel"], zip).Select(e => e.Reason));
        // Paired, but one of the two failed: what it costs is known all the same.
        var failed = Assert.Single(AxisEffects.Of(["gate"], [new(0, [0], null, 1, 1, 0.5), new(1, [1], null, 3, 1, null)]));
        Assert.Equal(("no pair has finished", 2L), (failed.Reason, failed.Parameters![0]));
        // The corners that would make pairs are left out.
        Observation[] corners = [new(0, [0, 0, 0], null, 1, 1, 0.5), new(1, [1, 1, 0], null, 1, 1, 0.5), new(2, [1, 0, 1], null, 1, 1, 0.5)];
        Assert.Equal("no two members differ in this axis alone", AxisEffects.Of(["a", "b", "c"], corners)[0].Reason);
    }

    [Fact]
    public void Effects_of_random_studies_are_those_of_the_definition()
    {
        var random = new Random(2);
        for (var round = 0; round < 100; round++)
        {
            int[] options = [random.Next(1, 4), random.Next(1, 4), random.Next(1, 3)];
            var seeds = random.Next(0, 4);
            Observation[] runs =
            [
                .. from a in Enumerable.Range(0, options[0]) from b in Enumerable.Range(0, options[1]) from c in Enumerable.Range(0, options[2]) from s in Enumerable.Range(0, Math.Max(1, seeds))
                   where random.Next(6) > 0
                   select new Observation(100 * a + 10 * b + c, [a, b, c], seeds == 0 ? null : $"{s}", random.Next(100), random.Next(100), random.Next(5) == 0 ? null : random.NextDouble()),
            ];
            foreach (var effect in AxisEffects.Of(["a", "b", "c"], runs))
            {
                var pairs = (from with in runs from without in runs
                             where with.Seed == without.Seed && with.Choices[effect.Axis] == effect.Option && without.Choices[effect.Axis] == effect.Reference
                                 && Enumerable.Range(0, 3).All(i => i == effect.Axis || with.Choices[i] == without.Choices[i])
                             select (with, without)).ToArray();
                var finished = pairs.Where(p => p.with.Accuracy is not null && p.without.Accuracy is not null).Select(p => (p.with.Seed, Difference: p.with.Accuracy!.Value - p.without.Accuracy!.Value)).ToArray();
                Assert.Equal(runs.Min(r => r.Choices[effect.Axis]), effect.Reference);
                Assert.Equal(finished.Length, effect.Pairs.Count);
                Assert.Equal(finished.Length == 0, effect.Difference is null);
                Assert.Equal(effect.Difference is null, effect.Reason is not null);
                Assert.Equal(pairs.Length == 0 ? null : (long[])[pairs.Min(p => p.with.Parameters - p.without.Parameters), pairs.Max(p => p.with.Parameters - p.without.Parameters)], effect.Parameters);
                if (effect.Difference is null)
                    continue;
                Assert.Equal(finished.Sum(p => p.Difference) / finished.Length, effect.Difference.Mean, 12);
                var means = finished.Select(p => p.Seed).Distinct().Select(s => finished.Where(p => p.Seed == s).Average(p => p.Difference)).ToArray();
                Assert.Equal(means.Length > 1 ? Math.Sqrt(means.Select(m => Math.Pow(m - means.Average(), 2)).Sum() / (means.Length - 1)) : null, effect.Difference.Deviation is { } d ? d : (double?)null, new Near());
            }
        }
    }

    private sealed class Near : IEqualityComparer<double?>
    {
        public bool Equals(double? x, double? y) => x is null ? y is null : y is not null && Math.Abs(x.Value - y.Value) < 1e-12;

        public int GetHashCode(double? number) => 0;
    }
}
