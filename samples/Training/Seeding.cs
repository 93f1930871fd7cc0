using System;
using ArchGen.Runtime;

namespace ArchGen.Samples.Training;

/// <summary>Weights, order and every random draw follow from the seed.</summary>
internal static class Seeding
{
    public static void Show(Drawings drawings)
    {
        var options = Drawings.Options with { Seed = 7, Mixing = new Mixing { CutMix = 1 } };
        var (first, second, other) = (drawings.Fit(options), drawings.Fit(options), drawings.Fit(options with { Seed = 8 }));
        Console.WriteLine($"losses {first.Loss:R} and {second.Loss:R} with one seed, {other.Loss:0.000} with another");
        if (first.Loss != second.Loss)
            throw new InvalidOperationException("The same seed must give the same numbers.");
    }
}
