using System;
using System.Linq;
using ArchGen.Runtime;

namespace ArchGen.Samples.Training;

/// <summary>An image comes three times in a row, each time changed anew.</summary>
internal static class RepeatedAugmentation
{
    public static void Show(Drawings drawings)
    {
        var options = new BatchOptions { Repeats = 3, Augmentation = new Augmentation { Crop = 0.35 } };
        using var batch = new ImageBatches(drawings.Train, 12, shuffle: true, seed: 1, options).Epoch(0).First();
        Console.Write($"classes of a batch: {string.Join(" ", batch.Labels.data<long>())}; ");
        Console.WriteLine($"{drawings.Fit(Drawings.Options with { Repeats = 3, Augmentation = options.Augmentation }).Accuracy:0%}");
    }
}
