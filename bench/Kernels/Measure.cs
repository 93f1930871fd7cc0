using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Bench.Kernels;

/// <summary>Times the ways of computing one thing by turns, and prints a line: the median time, GFLOP/s, fraction of the peak, the median ratio to each other way; in
/// brackets, the same by the quickest of the runs, which tells more where other work takes the cores.</summary>
internal sealed class Measure(double peak, int rounds, Clock clock)
{
    private readonly List<double> toBest = [];

    /// <summary>Of each line, our quickest time by the quickest of the other ways'.</summary>
    internal IReadOnlyList<double> Ratios => toBest;

    internal void Line(string name, double operations, Func<Tensor> ours, params (string Name, Func<Tensor> Call)[] others)
    {
        var calls = new[] { ours }.Concat(others.Select(other => other.Call)).ToArray();
        var repeats = calls.Select(Repeats).ToArray();
        var times = calls.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
            for (var way = 0; way < calls.Length; way++)
                times[way].Add(Time(calls[way], repeats[way]));
        var medians = times.Select(Median).ToArray();
        var rate = operations / medians[0];
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{name,-46}{medians[0] * 1e6,9:F1} us {rate / 1e9,7:F1} GFLOP/s {rate / peak,6:P0} of peak ({operations / times[0].Min() / peak:P0})"));
        for (var other = 0; other < others.Length; other++)
        {
            var ratios = times[0].Zip(times[other + 1], (a, b) => a / b).ToList();
            Console.Write(string.Create(CultureInfo.InvariantCulture, $"   {others[other].Name} {Median(ratios):F2} ({times[0].Min() / times[other + 1].Min():F2})"));
        }

        Console.WriteLine();
        toBest.Add(times[0].Min() / times.Skip(1).Min(way => way.Min()));
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    // About 4 ms to a timing.
    private int Repeats(Func<Tensor> call)
    {
        Time(call, 3);
        return Math.Clamp((int)(4e-3 / Time(call, 3)), 1, 2000);
    }

    private double Time(Func<Tensor> call, int repeats)
    {
        var start = clock.Now();
        for (var i = 0; i < repeats; i++)
        {
            using var scope = NewDisposeScope();
            call();
        }

        return (clock.Now() - start) / repeats;
    }
}
