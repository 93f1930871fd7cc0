using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>One run of a training, from where it begins or goes on to its end or a stop.</summary>
internal sealed class TrainingRun : IDisposable
{
    private const double Smoothing = 0.95;

    private readonly nn.Module<Tensor, Tensor> _model;
    private readonly TrainingOptions _options;
    private readonly ImageSet? _test;
    private readonly Action<TrainingProgress>? _progress;
    private readonly BatchLoader _batches;
    private readonly ParameterGroups _groups;
    private readonly WeightAverage? _average;
    private readonly TrainingStep _taking;
    private readonly TrainingLog? _log;
    private readonly string _fingerprint;
    private readonly TrainingCounts _begun;
    private readonly long _steps;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _step, _right, _seen;
    private double _loss;
    private double? _accuracy, _emaAccuracy, _norm;
    private TimeSpan _saved, _epochTime, _epochWait, _allTime, _allWait;

    public TrainingRun(
        nn.Module<Tensor, Tensor> model, TrainingOptions options, Func<Tensor, TokenLogits>? tokens, ImageSet train, ImageSet? test, Action<TrainingProgress>? progress)
    {
        (_model, _options, _test, _progress) = (model, options, test, progress);
        var batches = new ImageBatches(train, options.BatchSize, true, options.Seed, new BatchOptions
        {
            Augmentation = options.Augmentation, Mixing = options.Mixing, Repeats = options.Repeats, TokenMix = options.Tokens.Mix,
        });
        _steps = (long)batches.Count * options.Epochs;
        _groups = new ParameterGroups(model, options);
        _average = options.EmaDecay is { } decay ? new WeightAverage(model, decay, options.EmaWarmUp) : null;
        _fingerprint = options.Fingerprint(train.Count);
        _begun = options is { Resume: true, CheckpointPath: { } path } ? TrainingState.Load(path, model, _groups.Optimizer, _average, _fingerprint) : TrainingCounts.None;
        if (_begun == TrainingCounts.None && options.StartFrom is { } start)
        {
            Started = WeightTransfer.Apply(model, start.Path, start.Keys, start.Fresh);
            _average?.Restore(model.state_dict());
        }

        (_step, _loss, _right, _seen) = (_begun.Step, _begun.Loss, _begun.Right, _begun.Seen);
        _taking = new TrainingStep(model, options, tokens, _groups, Evaluation.DeviceOf(model));
        _log = options.LogFolder is { } folder ? new TrainingLog(folder, _step, IsBeforeTest(batches.Count)) : null;
        _batches = new BatchLoader(batches, _step, _steps, options.Loaders);
    }

    public WeightTransfer? Started { get; }

    public TrainingResult Go(CancellationToken cancellation)
    {
        var first = IsBeforeTest(_batches.PerEpoch) ? _step / _batches.PerEpoch - 1 : _step / _batches.PerEpoch;
        for (var epoch = (int)first; epoch < _options.Epochs; epoch++)
        {
            _model.train();
            (_epochTime, _epochWait) = (TimeSpan.Zero, TimeSpan.Zero);
            while (_step < (epoch + 1L) * _batches.PerEpoch)
            {
                if (cancellation.IsCancellationRequested)
                    return Stop();
                Step(epoch);
            }

            try
            {
                Test(cancellation);
            }
            catch (OperationCanceledException)
            {
                return Stop();
            }

            // Told before it counts as done: who is ended between the two hears it twice.
            var told = State(epoch, _options.LearningRateAt(_step, _steps), true);
            _log?.Epoch(told);
            _progress?.Invoke(told);
            (_right, _seen) = (0, 0);
            Save();
        }

        if (_accuracy is null)
            Test(CancellationToken.None); // resumed after its last epoch
        if (_options is { CheckpointPath: { } done, KeepState: false })
            TrainingState.Delete(done);
        return Result(false);
    }

    public void Dispose()
    {
        _batches.Dispose();
        _log?.Dispose();
        _average?.Dispose();
        _groups.Dispose();
    }

    // A state at an epoch's end may be of before its test, or of a stop in it.
    private bool IsBeforeTest(int batches) => _begun.Seen > 0 && _begun.Step % batches == 0;

    private void Step(int epoch)
    {
        var began = _clock.Elapsed;
        using var batch = _batches.Take();
        var waited = _clock.Elapsed - began;
        var rate = _options.LearningRateAt(_step, _steps);
        var taken = _taking.Take(batch, rate, _step);
        _average?.Update(_step + 1);
        _loss = double.IsNaN(_loss) ? taken.Loss : Smoothing * _loss + (1 - Smoothing) * taken.Loss;
        (_right, _seen, _step, _norm) = (_right + taken.Right, _seen + batch.Labels.size(0), _step + 1, taken.GradientNorm);
        var took = _clock.Elapsed - began;
        (_epochTime, _epochWait, _allTime, _allWait) = (_epochTime + took, _epochWait + waited, _allTime + took, _allWait + waited);
        _log?.Step(_step, epoch + 1, taken.Loss, rate, taken.GradientNorm, took, waited);
        _progress?.Invoke(State(epoch, rate, false));
        if (!double.IsFinite(taken.Loss))
            throw new InvalidOperationException($"The loss became {taken.Loss} at step {_step}. Lower the learning rate (it is {_options.LearningRate}).");
        if (_options.SaveEvery is { } pause && _clock.Elapsed - _saved >= pause)
            SaveState();
    }

    private void Test(CancellationToken cancellation)
    {
        if (_test is null)
            return;
        var accuracy = Evaluation.Accuracy(_model, _test, cancellation: cancellation, loaders: _options.Loaders);
        _emaAccuracy = _average?.InPlace(() => Evaluation.Accuracy(_model, _test, cancellation: cancellation, loaders: _options.Loaders));
        _accuracy = accuracy;
    }

    private TrainingResult Stop()
    {
        Save();
        return Result(true);
    }

    private TrainingResult Result(bool isStopped) =>
        new(_step, _accuracy, _loss, isStopped, Elapsed()) { EmaAccuracy = _emaAccuracy, Waited = Share(_allWait, _allTime) };

    private void Save()
    {
        if (_options.CheckpointPath is not { } checkpoint)
            return;
        Checkpoint.Save(_model, checkpoint, Notes(_accuracy));
        _average?.InPlace(() =>
        {
            Checkpoint.Save(_model, Trainer.EmaPath(checkpoint), Notes(_emaAccuracy));
            return true;
        });
        SaveState();
    }

    private void SaveState()
    {
        if (_options.CheckpointPath is { } checkpoint)
            TrainingState.Save(checkpoint, _model, _groups.Optimizer, _average, new TrainingCounts(_step, _loss, _right, _seen, Elapsed().TotalSeconds), _fingerprint);
        _saved = _clock.Elapsed;
    }

    private TimeSpan Elapsed() => _clock.Elapsed + TimeSpan.FromSeconds(_begun.Seconds);

    private static double Share(TimeSpan part, TimeSpan whole) => whole == TimeSpan.Zero ? 0 : part / whole;

    private TrainingProgress State(int epoch, double rate, bool isEpochEnd)
    {
        var remaining = _clock.Elapsed * ((double)(_steps - _step) / Math.Max(1, _step - _begun.Step));
        return new TrainingProgress(epoch + 1, _options.Epochs, _step, _steps, _loss, (double)_right / _seen, _accuracy, rate, Elapsed(), remaining, isEpochEnd)
        {
            EmaAccuracy = _emaAccuracy, GradientNorm = _norm, Waited = Share(_epochWait, _epochTime),
        };
    }

    private Dictionary<string, string> Notes(double? accuracy)
    {
        var notes = new Dictionary<string, string>
        {
            ["archgen.step"] = string.Create(CultureInfo.InvariantCulture, $"{_step} of {_steps}"),
        };
        if (accuracy is { } value)
            notes["archgen.accuracy"] = value.ToString("0.####", CultureInfo.InvariantCulture);
        return notes;
    }
}
