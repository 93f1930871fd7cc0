using System;
using ArchGen.Runtime;
using TorchSharp;

namespace ArchGen.Samples.Training;

/// <summary>A model's accuracy on any images.</summary>
internal static class Evaluating
{
    public static void Show(Drawings drawings)
    {
        torch.manual_seed(1);
        using var model = TinyPlain.Create();
        var before = Evaluation.Accuracy(model, drawings.Test);
        new Trainer(model, Drawings.Options).Fit(drawings.Train);
        Console.WriteLine($"{before:0%} before training, {Evaluation.Accuracy(model, drawings.Test, batchSize: 60):0%} after");
    }
}
