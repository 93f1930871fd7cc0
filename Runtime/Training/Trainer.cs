using System;
using System.Threading;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>
/// Trains a classifier of images. The same seed, data and options give the same weights on the same machine, whether the run was interrupted and resumed or
/// not.
/// </summary>
public sealed class Trainer
{
    private readonly nn.Module<Tensor, Tensor> _model;
    private readonly TrainingOptions _options;
    private readonly Func<Tensor, TokenLogits>? _tokens;

    /// <summary>
    /// A trainer of <paramref name="model"/>, which takes [N, C, H, W] and gives [N, classes]. For training by token labels, <paramref name="tokens"/> gives the logits of both heads; without it, what the model
    /// exposes as <c>class_logits</c> and <c>token_logits</c> is taken. Throws where an option makes no sense.
    /// </summary>
    public Trainer(nn.Module<Tensor, Tensor> model, TrainingOptions? options = null, Func<Tensor, TokenLogits>? tokens = null)
    {
        _model = model;
        _options = options ?? new TrainingOptions();
        _options.Validate();
        _tokens = _options.Tokens.Weight > 0 ? tokens ?? TokenLogits.Of(model) : null;
    }

    /// <summary>What became of each tensor when training began with <see cref="TrainingOptions.StartFrom"/>; null before it did, and in a run that was resumed.</summary>
    public WeightTransfer? Started { get; private set; }

    /// <summary>
    /// Trains, tells <paramref name="progress"/> after each step, and tests after each epoch. Cancelling ends it after the step at hand: the checkpoint then
    /// has that step's weights, and a run with <see cref="TrainingOptions.Resume"/> goes on from there.
    /// </summary>
    public TrainingResult Fit(
        ImageSet train, ImageSet? test = null, Action<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var run = new TrainingRun(_model, _options, _tokens, train, test, progress);
        Started = run.Started;
        return run.Go(cancellation);
    }

    /// <summary>Deletes what is beside a checkpoint for an interrupted run to go on from, once a run that keeps it (<see cref="TrainingOptions.KeepState"/>) is done and noted.</summary>
    public static void Forget(string checkpoint) => TrainingState.Delete(checkpoint);

    /// <summary>True where an interrupted run left beside a checkpoint what it goes on from; gives its step.</summary>
    public static bool CanResume(string checkpoint, out long step) => TrainingState.TryPeek(checkpoint, out step);

    /// <summary>Where the averaged weights go (<see cref="TrainingOptions.EmaDecay"/>): beside the checkpoint.</summary>
    public static string EmaPath(string checkpoint) =>
        System.IO.Path.ChangeExtension(checkpoint, null) + ".ema" + System.IO.Path.GetExtension(checkpoint);
}
