using System;
using System.Linq;
using ArchGen.Runtime;

namespace ArchGen.Samples.Training;

/// <summary>Batches are blended with themselves in reverse, or exchange rectangles; the targets are mixed by the same shares.</summary>
internal static class MixupAndCutMix
{
    public static void Show(Drawings drawings)
    {
        var mixing = new Mixing { Mixup = 0.8, CutMix = 1, Probability = 0.9, Switch = 0.5 };
        var batches = new ImageBatches(drawings.Train, 32, shuffle: true, seed: 1, new BatchOptions { Mixing = mixing });
        Console.Write($"shares of the first batches: {string.Join(", ", batches.Epoch(0).Take(4).Select(b => $"{b.Share:0.00}"))}; ");
        var result = drawings.Fit(Drawings.Options with { Mixing = mixing, LabelSmoothing = 0.1 });
        Console.WriteLine($"{result.Accuracy:0%}");
    }
}
