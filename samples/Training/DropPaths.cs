using System;

namespace ArchGen.Samples.Training;

/// <summary>Drop path is the model's own: the spec says where, and how its rate grows with the depth.</summary>
internal static class DropPaths
{
    public static void Show(Drawings drawings)
    {
        var (plain, dropped) = (drawings.Fit(Drawings.Options), drawings.Fit(Drawings.Options, TinyDropped.Create));
        Console.WriteLine($"loss {plain.Loss:0.000} without, {dropped.Loss:0.000} with blocks passed over; tested, no block is: {dropped.Accuracy:0%}");
    }
}
