using System;
using System.IO;
using System.Linq;

namespace ArchGen.Runtime;

/// <summary>A training's numbers in a folder: <c>steps.csv</c>, <c>epochs.csv</c>, and the same as events for TensorBoard. A run that is resumed goes on in the files, from its step.</summary>
internal sealed class TrainingLog : IDisposable
{
    private static readonly string[] s_stepColumns = ["step", "epoch", "loss", "learning_rate", "gradient_norm", "seconds", "waited"];
    private static readonly string[] s_epochColumns = ["step", "epoch", "loss", "train_accuracy", "test_accuracy", "ema_accuracy", "learning_rate", "seconds", "waited"];

    private readonly CsvLog _steps, _epochs;
    private readonly EventFile _events;

    /// <summary>
    /// Opens a folder's files, with nothing in them of what came after <paramref name="step"/> steps; nor of the epoch that ended with them, where its end is to be told again.
    /// </summary>
    public TrainingLog(string folder, long step, bool tellsEpochAgain)
    {
        Directory.CreateDirectory(folder);
        _steps = new CsvLog(Path.Combine(folder, "steps.csv"), s_stepColumns, step);
        _epochs = new CsvLog(Path.Combine(folder, "epochs.csv"), s_epochColumns, tellsEpochAgain ? step - 1 : step);
        _events = EventFile.Open(folder, step, tellsEpochAgain ? "epoch/" : null);
    }

    /// <summary>A step: its own loss, and how long it took, the wait for its batch included.</summary>
    public void Step(long step, int epoch, double loss, double rate, double? gradientNorm, TimeSpan took, TimeSpan waited)
    {
        _steps.Add(step, epoch, loss, rate, gradientNorm, took.TotalSeconds, waited.TotalSeconds);
        Events(step, ("train/loss", loss), ("train/learning_rate", rate), ("train/gradient_norm", gradientNorm), ("time/step", took.TotalSeconds), ("time/waited", waited.TotalSeconds));
    }

    /// <summary>An epoch's end.</summary>
    public void Epoch(TrainingProgress progress)
    {
        _epochs.Add(
            progress.Step, progress.Epoch, progress.Loss, progress.Accuracy, progress.TestAccuracy, progress.EmaAccuracy, progress.LearningRate, progress.Elapsed.TotalSeconds, progress.Waited);
        Events(progress.Step, ("epoch/train_accuracy", progress.Accuracy), ("epoch/test_accuracy", progress.TestAccuracy), ("epoch/ema_accuracy", progress.EmaAccuracy), ("epoch/waited", progress.Waited));
    }

    public void Dispose()
    {
        _steps.Dispose();
        _epochs.Dispose();
        _events.Dispose();
    }

    private void Events(long step, params (string Tag, double? Value)[] numbers) =>
        _events.Add(step, numbers.Where(n => n.Value is not null).Select(n => (n.Tag, n.Value!.Value)));
}
