using System;

namespace ArchGen.Samples.Training;

/// <summary>A batch in four parts, whose gradients are added up: the memory of eight images, the step of 32 (but for batch norms).</summary>
internal static class Accumulation
{
    public static void Show(Drawings drawings)
    {
        var (whole, parts) = (drawings.Fit(Drawings.Options), drawings.Fit(Drawings.Options with { Accumulate = 4 }));
        Console.WriteLine($"loss {whole.Loss:0.000} of whole batches, {parts.Loss:0.000} of batches in four parts");
    }
}
