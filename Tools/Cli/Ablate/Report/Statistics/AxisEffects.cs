using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Cli.Ablate.Report.Statistics;

/// <summary>A run as the effects see it: which variant it is of, the option that it takes on each axis, its seed, what it costs, and how well it did; null where that isn't known.</summary>
internal sealed record Observation(int Variant, IReadOnlyList<int> Choices, string? Seed, long Parameters, long? Macs, double? Accuracy);

/// <summary>Two runs that differ in one axis alone.</summary>
internal sealed record Pair(int From, int To, string? Seed, double Difference);

/// <summary>What an option does beside the reference on its axis.</summary>
/// <param name="Axis">The axis, by its place.</param>
/// <param name="Option">The option on it.</param>
/// <param name="Reference">The option that it is set beside: the first that any run takes.</param>
/// <param name="Difference">The mean over the pairs of the accuracy with the option less that with the reference. Its deviation is over seeds, its count theirs where there are several.</param>
/// <param name="IsOverSeeds">Whether there is more than one seed among the pairs.</param>
/// <param name="Pairs">The finished pairs.</param>
/// <param name="Parameters">The least and the most that the option adds in parameters, over all pairs, finished or not.</param>
/// <param name="Macs">The same in multiply-accumulates.</param>
/// <param name="Reason">Why there is no difference to be told.</param>
internal sealed record AxisEffect(
    int Axis, int Option, int Reference, Spread? Difference, bool IsOverSeeds, IReadOnlyList<Pair> Pairs, long[]? Parameters, long[]? Macs, string? Reason);

/// <summary>
/// The effect of each axis by paired differences: a run with an option is set beside the run that takes the axis's first option, all other axes and the seed being the same. So whatever else moves accuracy is
/// the same on both sides, and no model of it is needed; what has no partner takes no part. Each seed's pairs are averaged, and the spread is that of these averages.
/// </summary>
internal static class AxisEffects
{
    /// <summary>An effect for every option but the reference, axis by axis.</summary>
    public static IReadOnlyList<AxisEffect> Of(IReadOnlyList<string> axes, IReadOnlyList<Observation> runs)
    {
        var byPlace = new Dictionary<string, Observation>();
        foreach (var run in runs)
            byPlace.TryAdd(Key(run.Choices, run.Seed), run);
        var effects = new List<AxisEffect>();
        for (var axis = 0; axis < axes.Count; axis++)
        {
            var here = axis;
            var options = runs.Select(r => r.Choices[here]).Distinct().Order().ToArray();
            effects.AddRange(options.Skip(1).Select(option => One(axes, runs, byPlace, here, option, options[0])));
        }

        return effects;
    }

    private static AxisEffect One(IReadOnlyList<string> axes, IReadOnlyList<Observation> runs, Dictionary<string, Observation> byPlace, int axis, int option, int reference)
    {
        var matched = runs.Where(r => r.Choices[axis] == option)
            .Select(with => (With: with, Without: byPlace.GetValueOrDefault(Key([.. with.Choices.Select((c, i) => i == axis ? reference : c)], with.Seed))))
            .Where(p => p.Without is not null).Select(p => (p.With, Without: p.Without!)).ToArray();
        Pair[] pairs =
        [
            .. matched.Where(p => p.With.Accuracy is not null && p.Without.Accuracy is not null)
                .Select(p => new Pair(p.Without.Variant, p.With.Variant, p.With.Seed, p.With.Accuracy!.Value - p.Without.Accuracy!.Value)),
        ];
        var seeds = pairs.GroupBy(p => p.Seed).Select(g => g.Average(p => p.Difference)).ToArray();
        var difference = pairs.Length == 0 ? null : new Spread(pairs.Average(p => p.Difference), Spread.DeviationOf(seeds), seeds.Length);
        return new AxisEffect(
            axis, option, reference, difference, seeds.Length > 1, pairs,
            Bounds(matched.Select(p => (long?)(p.With.Parameters - p.Without.Parameters))), Bounds(matched.Select(p => p.With.Macs - p.Without.Macs)),
            difference is not null ? null : matched.Length > 0 ? "no pair has finished" : Reason(axes, runs, axis, option, reference));
    }

    // The axes that are never the same where the option and the reference are taken.
    private static string Reason(IReadOnlyList<string> axes, IReadOnlyList<Observation> runs, int axis, int option, int reference)
    {
        var (with, without) = (runs.Where(r => r.Choices[axis] == option).ToArray(), runs.Where(r => r.Choices[axis] == reference).ToArray());
        var others = axes.Where((_, i) => i != axis && !with.Any(w => without.Any(o => o.Choices[i] == w.Choices[i]))).ToArray();
        return others.Length == 0
            ? "no two members differ in this axis alone"
            : $"changes together with {(others.Length == 1 ? others[0] : string.Join(", ", others[..^1]) + " and " + others[^1])}, and can’t be told apart";
    }

    private static long[]? Bounds(IEnumerable<long?> values)
    {
        var known = values.ToArray();
        return known.Length == 0 || known.Any(v => v is null) ? null : [known.Min()!.Value, known.Max()!.Value];
    }

    private static string Key(IReadOnlyList<int> choices, string? seed) => string.Join(',', choices) + ":" + seed;
}
