using System.Threading;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>Measures a classifier.</summary>
public static class Evaluation
{
    /// <summary>The share of images whose class has the largest logit, 0…1. Runs in evaluation and inference mode, and leaves the model's mode as it was.</summary>
    public static double Accuracy(
        nn.Module<Tensor, Tensor> model, ImageDataset data, int batchSize = 500, CancellationToken cancellation = default)
    {
        var wasTraining = model.training;
        model.eval();
        try
        {
            using var inference = inference_mode();
            var device = DeviceOf(model);
            long right = 0;
            foreach (var batch in new ImageBatches(data, batchSize).Epoch(0))
            {
                using var owned = batch;
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
