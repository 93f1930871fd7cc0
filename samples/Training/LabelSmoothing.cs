using System;
using ArchGen.Runtime;
using static TorchSharp.torch;

namespace ArchGen.Samples.Training;

/// <summary>A part of each target is spread over all classes.</summary>
internal static class LabelSmoothing
{
    public static void Show(Drawings drawings)
    {
        using var targets = Losses.Targets(tensor([2L]), classes: 4, smoothing: 0.1);
        Console.Write($"the target of class 2: {string.Join(" ", targets.data<float>())}; ");
        Console.WriteLine($"{drawings.Fit(Drawings.Options with { LabelSmoothing = 0.1 }).Accuracy:0%}");
    }
}
