using System;
using ArchGen.Runtime;
using TorchSharp;

namespace ArchGen.Samples.Training;

/// <summary>A recipe of the spec: its options and a model are all that a trainer needs.</summary>
internal static class Recipe
{
    public static void Show(Drawings drawings)
    {
        torch.manual_seed(Quick.Options.Seed);
        using var model = TinyPlain.Create();
        var result = new Trainer(model, Quick.Options).Fit(drawings.Train, drawings.Test);
        Console.WriteLine($"{Quick.Options.Epochs} epochs of {Quick.Options.BatchSize} images a step: {result.Accuracy:0%}, with averaged weights {result.EmaAccuracy:0%}");
    }
}
