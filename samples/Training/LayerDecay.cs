using System;

namespace ArchGen.Samples.Training;

/// <summary>The learning rate falls from the head to the stem, by a factor for each block: for fine-tuning.</summary>
internal static class LayerDecay
{
    public static void Show(Drawings drawings)
    {
        var result = drawings.Fit(Drawings.Options with { LayerDecay = 0.75 });
        // Six depths: the stem, four blocks (down goes with the third) and the head.
        Console.WriteLine($"the stem learns at {Math.Pow(0.75, 5):0.00} of the rate of the head; {result.Accuracy:0%}");
    }
}
