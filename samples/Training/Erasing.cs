using System;
using ArchGen.Runtime;

namespace ArchGen.Samples.Training;

/// <summary>Rectangles of images are erased: with the mean, a colour, or random pixels.</summary>
internal static class Erasing
{
    public static void Show(Drawings drawings)
    {
        foreach (var mode in Enum.GetValues<EraseMode>())
        {
            var result = drawings.Fit(Drawings.Options with { Augmentation = new Augmentation { Erase = 0.25, EraseMode = mode, EraseCount = 2 } });
            Console.Write($"{mode} {result.Accuracy:0%}  ");
        }

        Console.WriteLine();
    }
}
