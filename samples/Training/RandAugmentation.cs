using System;
using ArchGen.Runtime;

namespace ArchGen.Samples.Training;

/// <summary>Two operations of fifteen are drawn for each image: rand-m9-mstd0.5-inc1 in the words of timm.</summary>
internal static class RandAugmentation
{
    public static void Show(Drawings drawings)
    {
        var augmentation = new Augmentation { RandAugment = 9, RandAugmentNoise = 0.5, RandAugmentIncreasing = true, Interpolation = Interpolation.Random };
        var (plain, augmented) = (drawings.Fit(Drawings.Options), drawings.Fit(Drawings.Options with { Augmentation = augmentation }));
        Console.WriteLine($"loss {plain.Loss:0.000} without, {augmented.Loss:0.000} with it");
    }
}
