using System;
using ArchGen.Runtime;
using TorchSharp;

namespace ArchGen.Samples.Training;

/// <summary>Gradients whose common norm is beyond a limit are scaled down to it.</summary>
internal static class Clipping
{
    public static void Show(Drawings drawings)
    {
        torch.manual_seed(1);
        using var model = TinyPlain.Create();
        var (steps, clipped) = (0, 0);
        new Trainer(model, Drawings.Options with { ClipNorm = 1 }).Fit(drawings.Train, null, progress =>
        {
            if (!progress.IsEpochEnd)
                (steps, clipped) = (steps + 1, clipped + (progress.GradientNorm > 1 ? 1 : 0));
        });
        Console.WriteLine($"{clipped} of {steps} steps were clipped");
    }
}
