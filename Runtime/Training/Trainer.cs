using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ArchGen.Runtime;

/// <summary>
/// Trains a classifier of images. The same seed, data and options give the same weights on the same machine, whether the run was interrupted and resumed or
/// not.
/// </summary>
public sealed class Trainer
{
    private const double Smoothing = 0.95;

    private readonly nn.Module<Tensor, Tensor> _model;
    private readonly TrainingOptions _options;

    /// <summary>A trainer of <paramref name="model"/>, which takes [N, C, H, W] and gives [N, classes]. Throws where an option makes no sense.</summary>
    public Trainer(nn.Module<Tensor, Tensor> model, TrainingOptions? options = null)
    {
        _model = model;
        _options = options ?? new TrainingOptions();
        _options.Validate();
    }

    /// <summary>What became of each tensor when training began with <see cref="TrainingOptions.StartFrom"/>; null before it did, and in a run that was resumed.</summary>
    public WeightTransfer? Started { get; private set; }

    /// <summary>
    /// Trains, tells <paramref name="progress"/> after each step, and tests after each epoch. Cancelling ends it after the step at hand: the checkpoint then
    /// has that step's weights, and a run with <see cref="TrainingOptions.Resume"/> goes on from there.
    /// </summary>
    public TrainingResult Fit(
        ImageDataset train, ImageDataset? test = null, Action<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var batches = new ImageBatches(train, _options.BatchSize, true, _options.Seed, new BatchOptions { Augmentation = _options.Augmentation });
        long steps = (long)batches.Count * _options.Epochs;
        using var optimizer = ParameterGroups.Optimizer(_model, _options);
        var fingerprint = _options.Fingerprint(train.Count);
        var begun = _options is { Resume: true, CheckpointPath: { } path } ? TrainingState.Load(path, _model, optimizer, fingerprint) : TrainingCounts.None;
        if (begun == TrainingCounts.None && _options.StartFrom is { } start)
            Started = WeightTransfer.Apply(_model, start.Path, start.Keys, start.Fresh);
        var device = Evaluation.DeviceOf(_model);
        var (step, loss, right, seen, clock) = (begun.Step, begun.Loss, begun.Right, begun.Seen, Stopwatch.StartNew());
        var (saved, accuracy) = (clock.Elapsed, default(double?));
        // A state at an epoch's end may be of before its test, or of a stop in it.
        var first = begun.Seen > 0 && step % batches.Count == 0 ? step / batches.Count - 1 : step / batches.Count;

        for (var epoch = (int)first; epoch < _options.Epochs; epoch++)
        {
            _model.train();
            foreach (var batch in batches.Epoch(epoch, (int)(step - (long)epoch * batches.Count)))
            {
                using var owned = batch;
                if (cancellation.IsCancellationRequested)
                    return Stop();
                var rate = _options.LearningRateAt(step, steps);
                var (stepLoss, stepRight) = Step(optimizer, batch, device, rate, step);
                loss = double.IsNaN(loss) ? stepLoss : Smoothing * loss + (1 - Smoothing) * stepLoss;
                (right, seen, step) = (right + stepRight, seen + batch.Labels.size(0), step + 1);
                progress?.Invoke(State(epoch, rate, (double)right / seen, false));
                if (!double.IsFinite(stepLoss))
                    throw new InvalidOperationException($"The loss became {stepLoss} at step {step}. Lower the learning rate (it is {_options.LearningRate}).");
                if (_options.SaveEvery is { } pause && clock.Elapsed - saved >= pause)
                    SaveState();
            }

            try
            {
                accuracy = test is null ? null : Evaluation.Accuracy(_model, test, cancellation: cancellation);
            }
            catch (OperationCanceledException)
            {
                return Stop();
            }

            // Told before it counts as done: who is ended between the two hears it twice.
            progress?.Invoke(State(epoch, _options.LearningRateAt(step, steps), (double)right / seen, true));
            (right, seen) = (0, 0);
            Save();
        }

        if (accuracy is null && test is not null)
            accuracy = Evaluation.Accuracy(_model, test, cancellation: CancellationToken.None); // resumed after its last epoch
        if (_options is { CheckpointPath: { } done, KeepState: false })
            TrainingState.Delete(done);
        return new TrainingResult(step, accuracy, loss, false, Elapsed());

        TrainingResult Stop()
        {
            Save();
            return new TrainingResult(step, accuracy, loss, true, Elapsed());
        }

        void Save()
        {
            if (_options.CheckpointPath is not { } checkpoint)
                return;
            Checkpoint.Save(_model, checkpoint, Notes(step, steps, accuracy));
            SaveState();
        }

        void SaveState()
        {
            if (_options.CheckpointPath is { } checkpoint)
                TrainingState.Save(checkpoint, _model, optimizer, new TrainingCounts(step, loss, right, seen, Elapsed().TotalSeconds), fingerprint);
            saved = clock.Elapsed;
        }

        TimeSpan Elapsed() => clock.Elapsed + TimeSpan.FromSeconds(begun.Seconds);

        TrainingProgress State(int epoch, double rate, double trainAccuracy, bool isEpochEnd)
        {
            var remaining = clock.Elapsed * ((double)(steps - step) / Math.Max(1, step - begun.Step));
            return new TrainingProgress(epoch + 1, _options.Epochs, step, steps, loss, trainAccuracy, accuracy, rate, Elapsed(), remaining, isEpochEnd);
        }
    }

    /// <summary>Deletes what is beside a checkpoint for an interrupted run to go on from, once a run that keeps it (<see cref="TrainingOptions.KeepState"/>) is done and noted.</summary>
    public static void Forget(string checkpoint) => TrainingState.Delete(checkpoint);

    /// <summary>True where an interrupted run left beside a checkpoint what it goes on from; gives its step.</summary>
    public static bool CanResume(string checkpoint, out long step) => TrainingState.TryPeek(checkpoint, out step);

    private (double Loss, long Right) Step(AdamW optimizer, ImageBatch batch, Device device, double rate, long step)
    {
        using var scope = NewDisposeScope();
        manual_seed(unchecked(_options.Seed * 1_000_003 + step));
        foreach (var group in optimizer.ParamGroups)
            group.LearningRate = rate;
        var labels = batch.Labels.to(device);
        var logits = _model.call(batch.Images.to(device));
        var loss = F.cross_entropy(logits, labels, label_smoothing: _options.LabelSmoothing);
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
        return (loss.item<float>(), Evaluation.Right(logits.detach(), labels));
    }

    private static Dictionary<string, string> Notes(long step, long steps, double? accuracy)
    {
        var notes = new Dictionary<string, string>
        {
            ["archgen.step"] = string.Create(CultureInfo.InvariantCulture, $"{step} of {steps}"),
        };
        if (accuracy is { } value)
            notes["archgen.accuracy"] = value.ToString("0.####", CultureInfo.InvariantCulture);
        return notes;
    }
}
