using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Cli.Ablate.Report.Statistics;

/// <summary>A mean, the sample standard deviation (of n − 1) where there are two values or more, and how many there are.</summary>
internal sealed record Spread(double Mean, double? Deviation, int Count)
{
    /// <summary>The spread of some values; null where there are none.</summary>
    public static Spread? Of(IReadOnlyCollection<double> values) =>
        values.Count == 0 ? null : new Spread(values.Average(), DeviationOf(values), values.Count);

    /// <summary>The sample standard deviation; null of fewer than two values.</summary>
    public static double? DeviationOf(IReadOnlyCollection<double> values)
    {
        if (values.Count < 2)
            return null;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }
}
