using System;
using System.Linq;
using ArchGen.Runtime;
using ArchGen.Samples.Hybrids.Halves;
using ArchGen.Samples.Hybrids.Transposed;
using ArchGen.Samples.Hybrids.Windows;
using TorchSharp;
using static TorchSharp.torch;
using Classifier = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

// Hybrids [--data DIR] [--steps N]: trains each hybrid briefly on Fashion-MNIST, padded to 32×32 and repeated to three channels.
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
var steps = int.Parse(Option("--steps") ?? "150");
var options = new TrainingOptions { Epochs = 1, BatchSize = 32 };
(string Name, Func<Classifier> Create)[] hybrids =
[
    ("HalfNet32", HalfNet32.Create), ("Transposed32", Transposed32.Create), ("TransposedWindows32", TransposedWindows32.Create),
    ("MogaWindows32", MogaWindows32.Create), ("MogaWindowsPlain32", MogaWindowsPlain32.Create),
];
try
{
    var (train, test) = FashionMnist.Load(Option("--data"));
    (train, test) = (Padded(train.Take(steps * options.BatchSize)).Measured(), Padded(test.Take(1000)));
    test = test.NormalisedAs(train);
    Console.WriteLine($"{steps} steps of {options.BatchSize} images; loss and accuracy on {test.Count} test images");
    foreach (var (name, create) in hybrids)
    {
        manual_seed(options.Seed);
        using var model = create();
        var before = (Loss: Loss(model), Accuracy: Evaluation.Accuracy(model, test, batchSize: 100));
        var result = new Trainer(model, options).Fit(train);
        Console.WriteLine(
            $"{name,-20} {model.parameters().Sum(p => p.numel()),8:N0} parameters: loss {before.Loss:0.000} -> {Loss(model):0.000}, "
            + $"accuracy {before.Accuracy:0.0%} -> {Evaluation.Accuracy(model, test, batchSize: 100):0.0%}, {result.Elapsed.TotalSeconds:0} s");
    }

    return 0;

    double Loss(Classifier model)
    {
        model.eval();
        using var inference = inference_mode();
        using var scope = NewDisposeScope();
        return new ImageBatches(test, 100).Epoch(0).Average(batch => nn.functional.cross_entropy(model.call(batch.Images), batch.Labels).item<float>());
    }
}
catch (DatasetException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

// A border of two black pixels, and the grey plane as red, green and blue.
static ImageDataset Padded(ImageDataset data)
{
    var pixels = new byte[data.Count * 3 * 32 * 32];
    for (var at = 0; at < data.Pixels.Length; at++)
    {
        var (image, row, column) = (at / data.ImageSize, at % data.ImageSize / data.Width + 2, at % data.Width + 2);
        for (var channel = 0; channel < 3; channel++)
            pixels[((image * 3 + channel) * 32 + row) * 32 + column] = data.Pixels[at];
    }

    return data with { Pixels = pixels, Channels = 3, Height = 32, Width = 32 };
}
