using System;
using System.Linq;
using ArchGen.Runtime;
using ArchGen.Samples.Fashion;
using TorchSharp;

// FashionMnist [--data DIR] [--epochs N] [--out FILE] [--resume]
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
var path = Option("--out") ?? "runs/fashion-mnist.safetensors";
var options = new TrainingOptions { Epochs = int.Parse(Option("--epochs") ?? "3"), BatchSize = 64, CheckpointPath = path, Resume = args.Contains("--resume") };
try
{
    var (train, test) = FashionMnist.Load(Option("--data"));
    torch.manual_seed(options.Seed);
    using var model = FashionNetSmall.Create();
    using var progress = new ConsoleProgress();
    var result = new Trainer(model, options).Fit(train, test, progress.Report, progress.Cancellation);
    if (result.WasStopped)
        return progress.Stopped(path);

    torch.manual_seed(options.Seed + 1);
    using var fresh = FashionNetSmall.Create();
    Checkpoint.Load(fresh, path);
    var again = Evaluation.Accuracy(fresh, test);
    Console.WriteLine($"test accuracy {100 * result.Accuracy:0.00}%; loaded back from {path}: {100 * again:0.00}%");
    return again == result.Accuracy ? 0 : 1;
}
catch (Exception e) when (e is DatasetException or CheckpointException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
