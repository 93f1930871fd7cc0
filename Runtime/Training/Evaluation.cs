using System;
using System.Threading;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>Measures a classifier.</summary>
public static class Evaluation
{
    // Numbers a batch: of large images, fewer make one, for several are held at once.
    private const int MostNumbers = 1 << 23;

    /// <summary>The share of images whose class has the largest logit, 0…1. Runs in evaluation and inference mode, and leaves the model's mode as it was. Batches of at most <paramref name="batchSize"/> are made ahead by <paramref name="loaders"/> threads (<see cref="TrainingOptions.Loaders"/>).</summary>
    public static double Accuracy(
        nn.Module<Tensor, Tensor> model, ImageSet data, int batchSize = 500, CancellationToken cancellation = default, int? loaders = null)
    {
        var wasTraining = model.training;
        model.eval();
        try
        {
            using var inference = inference_mode();
            var device = DeviceOf(model);
            long right = 0;
            var batches = new ImageBatches(data, Math.Clamp(MostNumbers / data.ImageSize, 1, batchSize));
            using var loader = new BatchLoader(batches, 0, batches.Count, loaders);
            for (var i = 0; i < batches.Count; i++)
            {
                using var batch = loader.Take();
                using var scope = NewDisposeScope();
                cancellation.ThrowIfCancellationRequested();
                right += Right(model.call(batch.Images.to(device)), batch.Labels.to(device));
            }

            return (double)right / data.Count;
        }
        finally
        {
            model.train(wasTraining);
        }
    }

    /// <summary>How many rows of logits have their largest entry at their label.</summary>
    internal static long Right(Tensor logits, Tensor labels) => logits.argmax(1).eq(labels).sum().item<long>();

    /// <summary>Where a model's parameters are.</summary>
    internal static Device DeviceOf(nn.Module model)
    {
        foreach (var parameter in model.parameters())
            return parameter.device;
        return CPU;
    }
}
