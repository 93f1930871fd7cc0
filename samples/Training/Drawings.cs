using System;
using System.IO;
using System.Linq;
using ArchGen.Runtime;
using TorchSharp;

namespace ArchGen.Samples.Training;

/// <summary>Drawn images of four classes, 3×32×32: bars lying, standing, and in either slope, of any colour; and a training of a model on them.</summary>
internal sealed class Drawings
{
    public ImageDataset Train { get; } = Draw(320, 1).Measured();

    public ImageDataset Test => Draw(120, 2).NormalisedAs(Train);

    /// <summary>What the samples change one thing of.</summary>
    public static TrainingOptions Options => new() { Epochs = 3, BatchSize = 32, LearningRate = 1e-2 };

    /// <summary>Trains a new model, TinyPlain unless another is given, and gives what came of it.</summary>
    public TrainingResult Fit(TrainingOptions options, Func<torch.nn.Module<torch.Tensor, torch.Tensor>>? create = null)
    {
        torch.manual_seed(options.Seed);
        using var model = create is null ? TinyPlain.Create() : create();
        return new Trainer(model, options).Fit(Train, Test);
    }

    /// <summary>A new folder, for files that a sample writes.</summary>
    public static string Folder() => Directory.CreateTempSubdirectory("archgen-sample-").FullName;

    private static ImageDataset Draw(int count, int seed)
    {
        var random = new Random(seed);
        var (pixels, labels) = (new byte[count * 3 * 32 * 32], new int[count]);
        for (var image = 0; image < count; image++)
        {
            labels[image] = random.Next(4);
            var (phase, colour) = (random.Next(8), Enumerable.Range(0, 3).Select(_ => random.Next(120, 256)).ToArray());
            for (var at = 0; at < 3 * 32 * 32; at++)
            {
                var (channel, y, x) = (at / 1024, at / 32 % 32, at % 32);
                var along = labels[image] switch { 0 => y, 1 => x, 2 => x + y, _ => x - y + 32 };
                pixels[image * 3072 + at] = (byte)((along + phase) % 8 < 4 ? colour[channel] : random.Next(80));
            }
        }

        return new ImageDataset(pixels, labels, 3, 32, 32, ["lying", "standing", "falling", "rising"]);
    }
}
