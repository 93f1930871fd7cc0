using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests;

public sealed class TrainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ImageDataset _train = TestData.Corners(320, 1);
    private readonly ImageDataset _test;

    public TrainerTests() => _test = TestData.Corners(100, 2).NormalisedAs(_train);

    private TrainingOptions Options => new() { Epochs = 3, BatchSize = 32, LearningRate = 0.02, CheckpointPath = _folder.File("m.safetensors"), Seed = 5 };

    [Fact]
    public void Learns_reports_and_leaves_a_checkpoint_of_the_same_accuracy()
    {
        using var model = Net();
        var seen = new List<TrainingProgress>();
        var result = new Trainer(model, Options with { Epochs = 8 }).Fit(_train, _test, seen.Add);
        Assert.False(result.WasStopped);
        Assert.True(result.Accuracy > 0.8, $"accuracy {result.Accuracy}");
        Assert.Equal(80, result.Steps);
        Assert.Equal(88, seen.Count);
        Assert.Equal(8, seen.Count(p => p.IsEpochEnd));
        Assert.True(seen[^1].Loss < seen[0].Loss);

        using var fresh = new SmallNet();
        var notes = Checkpoint.Load(fresh, Options.CheckpointPath!).Metadata;
        Assert.Equal(result.Accuracy, Evaluation.Accuracy(fresh, _test));
        Assert.Equal("80 of 80", notes["archgen.step"]);
        Assert.Equal(["m.safetensors"], Directory.EnumerateFiles(_folder.Path).Select(f => Path.GetFileName(f)!));
    }

    [Fact]
    public void Same_seed_same_weights()
    {
        using var first = Net();
        using var second = Net();
        new Trainer(first, Options).Fit(_train);
        new Trainer(second, Options).Fit(_train);
        Assert.Equal(Weights(first), Weights(second));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(25)]
    public void Stopped_run_leaves_usable_weights_and_resumes_to_the_same_end(int after)
    {
        using var whole = Net();
        new Trainer(whole, Options with { CheckpointPath = null }).Fit(_train, _test);

        using var stopped = Net();
        using var cancellation = new CancellationTokenSource();
        var result = new Trainer(stopped, Options).Fit(_train, _test, p => { if (p.Step == after) cancellation.Cancel(); }, cancellation.Token);
        Assert.True(result.WasStopped);
        Assert.Equal(after, result.Steps);
        using var loaded = new SmallNet();
        Checkpoint.Load(loaded, Options.CheckpointPath!);
        Assert.Equal(Weights(stopped), Weights(loaded));

        using var resumed = new SmallNet();
        var end = new Trainer(resumed, Options with { Resume = true }).Fit(_train, _test);
        Assert.Equal(30, end.Steps);
        Assert.Equal(Weights(whole), Weights(resumed));
        Assert.False(File.Exists(Options.CheckpointPath + ".resume"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(17)]
    [InlineData(30)]
    public void A_run_that_dies_goes_on_from_the_last_state_to_the_same_numbers(int after)
    {
        using var whole = Net();
        var expected = new List<TrainingProgress>();
        var end = new Trainer(whole, Options with { CheckpointPath = null }).Fit(_train, _test, expected.Add);

        var options = Options with { SaveEvery = TimeSpan.Zero, Resume = true, KeepState = true };
        using var dead = Net();
        Assert.Throws<InvalidDataException>(() => { new Trainer(dead, options).Fit(_train, _test, p => { if (p.Step > after || (p.Step == 30 && p.IsEpochEnd)) throw new InvalidDataException("as if killed"); }); });
        Assert.True(Trainer.CanResume(Options.CheckpointPath!, out var step));
        Assert.Equal(after, step);

        using var resumed = new SmallNet();
        var told = new List<TrainingProgress>();
        var result = new Trainer(resumed, options).Fit(_train, _test, told.Add);
        Assert.Equal(Weights(whole), Weights(resumed));
        Assert.Equal((end.Steps, end.Loss, end.Accuracy), (result.Steps, result.Loss, result.Accuracy));
        static IEnumerable<object> Epochs(IEnumerable<TrainingProgress> all, long from) =>
            all.Where(p => p.IsEpochEnd && p.Step >= from).Select(p => (object)(p.Epoch, p.Step, p.Loss, p.Accuracy, p.TestAccuracy, p.LearningRate));
        Assert.Equal(Epochs(expected, after == 10 ? 11 : after), Epochs(told, 0));
        Assert.True(Trainer.CanResume(Options.CheckpointPath!, out step));
        Trainer.Forget(Options.CheckpointPath!);
        Assert.False(Trainer.CanResume(Options.CheckpointPath!, out _));
    }

    [Fact]
    public void Resuming_with_other_options_is_refused()
    {
        using var model = Net();
        using var cancellation = new CancellationTokenSource();
        new Trainer(model, Options).Fit(_train, null, _ => cancellation.Cancel(), cancellation.Token);
        var error = Assert.Throws<CheckpointException>(() => new Trainer(model, Options with { Resume = true, BatchSize = 16 }).Fit(_train));
        Assert.Contains("Delete", error.Message);
    }

    [Fact]
    public void Training_keeps_no_tensors()
    {
        using var model = Net();
        var options = Options with { CheckpointPath = null };
        new Trainer(model, options).Fit(_train, _test);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        new Trainer(model, options).Fit(_train, _test);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Schedule_rises_then_falls()
    {
        var options = new TrainingOptions { LearningRate = 1, WarmUp = 0.1 };
        Assert.Equal(0.1, options.LearningRateAt(0, 100), 1e-9);
        Assert.Equal(1, options.LearningRateAt(10, 100), 1e-9);
        Assert.Equal(0.5, options.LearningRateAt(55, 100), 1e-9);
        Assert.True(options.LearningRateAt(99, 100) < 0.01);
        var between = options with { WarmUpFrom = 0.2, LeastLearningRate = 0.1 };
        Assert.Equal([0.28, 1, 1, 0.55], new[] { 0L, 9, 10, 55 }.Select(s => Math.Round(between.LearningRateAt(s, 100), 9)));
        Assert.Equal(0.1, between.LearningRateAt(100, 100), 1e-9);
    }

    [Fact]
    public void Senseless_options_are_refused() =>
        Assert.Contains("BatchSize is 0", Assert.Throws<ArgumentException>(() => new Trainer(new SmallNet(), new TrainingOptions { BatchSize = 0 })).Message);

    [Fact]
    public void Progress_is_one_line_an_epoch_in_a_file()
    {
        var output = new StringWriter();
        using (var progress = new ConsoleProgress(output, isTerminal: false))
        {
            using var model = Net();
            new Trainer(model, Options).Fit(_train, _test, progress.Report, progress.Cancellation);
        }

        Assert.Equal(3, output.ToString().Split('\n').Count(l => l.Contains("100%") || l.Contains("test")));
        Assert.Contains("epoch 3/3", output.ToString());
    }

    public void Dispose() => _folder.Dispose();

    private static SmallNet Net()
    {
        manual_seed(11);
        return new SmallNet();
    }

    private static Dictionary<string, float[]> Weights(nn.Module model) =>
        model.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().to(ScalarType.Float32).data<float>().ToArray());
}
