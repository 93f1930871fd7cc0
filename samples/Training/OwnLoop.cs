using System;
using ArchGen.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Samples.Training;

/// <summary>A loop of one's own, for what the trainer doesn't do: batches, losses and averages are there for it.</summary>
internal static class OwnLoop
{
    public static void Show(Drawings drawings)
    {
        manual_seed(1);
        using var model = TinyPlain.Create();
        using var optimizer = optim.SGD(model.parameters(), 0.05, momentum: 0.9);
        using var average = new WeightAverage(model, 0.9);
        var steps = 0;
        foreach (var batch in new ImageBatches(drawings.Train, 32, shuffle: true, seed: 1, new BatchOptions { Mixing = new Mixing { Mixup = 0.2 } }).Epoch(0))
        {
            using var owned = batch;
            using var scope = NewDisposeScope();
            var (own, others) = (Losses.Targets(batch.Labels, 4, smoothing: 0.1), Losses.Targets(batch.Labels.flip(0), 4, smoothing: 0.1));
            var loss = Losses.SoftTarget(model.call(batch.Images), batch.Share * own + (1 - batch.Share) * others);
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            average.Update(++steps);
        }

        Console.WriteLine($"{steps} steps: {Evaluation.Accuracy(model, drawings.Test):0%}, averaged {average.InPlace(() => Evaluation.Accuracy(model, drawings.Test)):0%}");
    }
}
