using System;
using System.IO;
using ArchGen.Runtime;

namespace ArchGen.Samples.Training;

/// <summary>The weights are averaged along the way; the averages are tested too, and saved beside the checkpoint.</summary>
internal static class Averaging
{
    public static void Show(Drawings drawings)
    {
        var path = Path.Combine(Drawings.Folder(), "tiny.safetensors");
        var result = drawings.Fit(Drawings.Options with { EmaDecay = 0.9, EmaWarmUp = true, CheckpointPath = path });
        using var averaged = TinyPlain.Create();
        Checkpoint.Load(averaged, Trainer.EmaPath(path));
        Console.WriteLine($"{result.Accuracy:0%}; averaged {result.EmaAccuracy:0%}, loaded back {Evaluation.Accuracy(averaged, drawings.Test):0%}");
    }
}
