using System.Collections.Generic;

namespace ArchGen.Cli.Bench;

/// <summary>What is asked of a measurement.</summary>
internal sealed record BenchOptions(long Batch, IReadOnlyList<long>? Size, int? Threads, bool Inference, double Seconds, int Depth);

/// <summary>A part of the network, or a kind of operator.</summary>
/// <param name="Level">How deep it lies; 0 for kinds of operators.</param>
/// <param name="Name">Its key, or its kind.</param>
/// <param name="What">What it is.</param>
/// <param name="Calls">How many calls a pass makes of it.</param>
/// <param name="Milliseconds">A pass's; null where it isn't a module that is called.</param>
/// <param name="Macs">Its multiply-accumulates at this shape.</param>
internal sealed record BenchRow(int Level, string Name, string What, int Calls, double? Milliseconds, long Macs)
{
    /// <summary>Achieved GFLOP/s: two for each multiply-accumulate.</summary>
    public double? Rate => Milliseconds > 0 && Macs > 0 ? 2 * Macs / Milliseconds / 1e6 : null;
}

/// <summary>All that was measured of a variant.</summary>
internal sealed record BenchResult
{
    public required string Variant { get; init; }

    public required string Model { get; init; }

    public required IReadOnlyList<IReadOnlyList<long>> Inputs { get; init; }

    public required BenchOptions Options { get; init; }

    public required int Threads { get; init; }

    public required string Settings { get; init; }

    public required long Macs { get; init; }

    public required long WeightBytes { get; init; }

    /// <summary>The most memory above the model itself, in bytes; null where the system doesn't tell.</summary>
    public required long? PeakBytes { get; init; }

    /// <summary>Milliseconds of each pass, in order of length.</summary>
    public required IReadOnlyList<double> Passes { get; init; }

    /// <summary>Milliseconds of a pass while its parts were timed.</summary>
    public required double Watched { get; init; }

    public required MachinePeak Peak { get; init; }

    public required IReadOnlyList<BenchRow> Stages { get; init; }

    public required IReadOnlyList<BenchRow> Operators { get; init; }

    public double Median => At(0.5);

    public double NinetyFifth => At(0.95);

    public double Throughput => Inputs[0][0] * 1000.0 / Median;

    /// <summary>Achieved GFLOP/s.</summary>
    public double Rate => 2 * Macs / Median / 1e6;

    private double At(double share) => Passes[(int)System.Math.Ceiling(share * Passes.Count) - 1];
}
