using System;
using ArchGen.Runtime;

namespace ArchGen.Samples.Training;

/// <summary>Batches are made ahead by threads of their own; how long steps wait for them is measured.</summary>
internal static class Loading
{
    public static void Show(Drawings drawings)
    {
        var options = Drawings.Options with { Augmentation = new Augmentation { Crop = 0.35, RandAugment = 9, Erase = 0.25, EraseMode = EraseMode.Pixel } };
        var (none, ahead) = (drawings.Fit(options with { Loaders = 0 }), drawings.Fit(options with { Loaders = 1 }));
        Console.WriteLine($"steps wait for {none.Waited:0.0%} of their time without, {ahead.Waited:0.0%} with a thread that loads");
    }
}
