using System;
using System.Collections.Generic;
using System.Globalization;

namespace ArchGen.Runtime;

/// <summary>A checkpoint, perhaps of another network, that training begins with.</summary>
/// <param name="Path">The checkpoint.</param>
public sealed record StartingWeights(string Path)
{
    /// <summary>What it calls the model's tensors, where it isn't what the model calls them.</summary>
    public KeyMap? Keys { get; init; }

    /// <summary>Which of the model's keys may be new or changed, <c>stages.*.mixer.**</c>; null for any.</summary>
    public IReadOnlyList<string>? Fresh { get; init; }
}

/// <summary>How a classifier is trained: AdamW with a linear warm-up and a cosine to nothing. The defaults suit small images.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training images.</summary>
    public int Epochs { get; init; } = 3;

    /// <summary>Images a step.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>The learning rate after the warm-up.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Weight decay of matrices and kernels; norms, biases and scales have none.</summary>
    public double WeightDecay { get; init; } = 0.05;

    /// <summary>The part of all steps in which the learning rate rises.</summary>
    public double WarmUp { get; init; } = 0.1;

    /// <summary>What the learning rate rises from.</summary>
    public double WarmUpFrom { get; init; }

    /// <summary>What the learning rate falls to.</summary>
    public double LeastLearningRate { get; init; }

    /// <summary>
    /// What the learning rate is multiplied by for each block, from the head down to the stem; 1 for the same in all. docs/training.md says what counts as a block.
    /// </summary>
    public double LayerDecay { get; init; } = 1;

    /// <summary>The most that the norm of all gradients together may be; what is beyond is scaled down. Null for no limit.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>
    /// Into how many parts a batch is cut, whose gradients are added up for its one step: less memory for the same step, but that a batch norm sees a part, and that drop path and dropout draw otherwise.
    /// </summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>The decay of the weights' moving average, which is tested too and written beside the checkpoint (<c>name.ema.safetensors</c>); null for none.</summary>
    public double? EmaDecay { get; init; }

    /// <summary>Whether the average follows faster at first: after n steps, its decay is at most 1 − n^(−2/3).</summary>
    public bool EmaWarmUp { get; init; }

    /// <summary>The part of each target spread over all classes.</summary>
    public double LabelSmoothing { get; init; } = 0.05;

    /// <summary>Random changes to the training images.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.None;

    /// <summary>How batches are mixed with themselves.</summary>
    public Mixing Mixing { get; init; } = Mixing.None;

    /// <summary>How many times in a row an image comes, each time changed anew; an epoch has as many times fewer different images.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Training by the labels of positions, for models with a head for them.</summary>
    public TokenLabelling Tokens { get; init; } = TokenLabelling.None;

    /// <summary>What the order of images and every random draw of a step follow from. Seed before building the model, too: its first weights are drawn then.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Where the weights go after each epoch and when training is stopped; null for nowhere.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>The weights that training begins with, as far as the model has tensors like them; null for the model's own. A run that is resumed goes on with what it had.</summary>
    public StartingWeights? StartFrom { get; init; }

    /// <summary>
    /// How often, beside the end of each epoch, everything that <see cref="Resume"/> needs is written beside <see cref="CheckpointPath"/>; null for at epochs' ends alone. It changes no number.
    /// </summary>
    public TimeSpan? SaveEvery { get; init; }

    /// <summary>Where each step's and each epoch's numbers go: <c>steps.csv</c>, <c>epochs.csv</c> and events for TensorBoard; null for nowhere. It changes no number.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Threads that make batches ahead; 0 for none, the training then makes each itself; null for what the machine has room for. It changes no number.</summary>
    public int? Loaders { get; init; }

    /// <summary>Leaves what <see cref="Resume"/> needs on the disk when training is done, for who notes the result down first; <see cref="Trainer.Forget"/> deletes it.</summary>
    public bool KeepState { get; init; }

    /// <summary>Goes on where an interrupted run with the same options stopped, if there was one.</summary>
    public bool Resume { get; init; }

    /// <summary>The learning rate at a step of <paramref name="steps"/>.</summary>
    public double LearningRateAt(long step, long steps)
    {
        var warm = (long)Math.Ceiling(WarmUp * steps);
        if (step < warm)
            return WarmUpFrom + (LearningRate - WarmUpFrom) * (step + 1) / warm;
        return LeastLearningRate + (LearningRate - LeastLearningRate) * 0.5 * (1 + Math.Cos(Math.PI * (step - warm) / Math.Max(1, steps - warm)));
    }

    /// <summary>What a resumed run must have in common with the one that it goes on with.</summary>
    internal string Fingerprint(int images) => string.Create(
        CultureInfo.InvariantCulture,
        $"epochs {Epochs}, batch size {BatchSize}, learning rate {LearningRate}, weight decay {WeightDecay}, warm-up {WarmUp} from {WarmUpFrom}, to {LeastLearningRate}, layer decay {LayerDecay}, " +
        $"clip norm {ClipNorm}, accumulate {Accumulate}, average {EmaDecay} {EmaWarmUp}, label smoothing {LabelSmoothing}, {Augmentation.Text}, {Mixing.Text}, repeats {Repeats}, {Tokens.Text}, " +
        $"seed {Seed}, {images} images") + (StartFrom is { } start ? $", weights from {start.Path}{(start.Keys is { } keys ? $" by {keys.Name}" : "")}" : "");

    internal void Validate()
    {
        OptionCheck.Require(Epochs > 0, nameof(Epochs), Epochs, "at least 1");
        OptionCheck.Require(BatchSize > 0, nameof(BatchSize), BatchSize, "at least 1");
        OptionCheck.Require(LearningRate > 0, nameof(LearningRate), LearningRate, "above 0");
        OptionCheck.Require(WeightDecay >= 0, nameof(WeightDecay), WeightDecay, "at least 0");
        OptionCheck.Require(WarmUp is >= 0 and < 1, nameof(WarmUp), WarmUp, "in 0 to 1, 1 excluded");
        OptionCheck.Require(WarmUpFrom >= 0 && WarmUpFrom <= LearningRate, nameof(WarmUpFrom), WarmUpFrom, "at least 0 and at most the learning rate");
        OptionCheck.Require(LeastLearningRate >= 0 && LeastLearningRate <= LearningRate, nameof(LeastLearningRate), LeastLearningRate, "at least 0 and at most the learning rate");
        OptionCheck.Require(LayerDecay is > 0 and <= 1, nameof(LayerDecay), LayerDecay, "above 0 and at most 1");
        OptionCheck.Require(ClipNorm is null or > 0, nameof(ClipNorm), ClipNorm ?? 0, "above 0");
        OptionCheck.Require(Accumulate >= 1 && Accumulate <= BatchSize, nameof(Accumulate), Accumulate, "at least 1 and at most the batch size");
        OptionCheck.Require(EmaDecay is null or (>= 0 and < 1), nameof(EmaDecay), EmaDecay ?? 0, "in 0 to 1, 1 excluded");
        OptionCheck.Require(LabelSmoothing is >= 0 and < 1, nameof(LabelSmoothing), LabelSmoothing, "in 0 to 1, 1 excluded");
        OptionCheck.Require(Repeats >= 1, nameof(Repeats), Repeats, "at least 1");
        OptionCheck.Require(Loaders is null or >= 0, nameof(Loaders), Loaders ?? 0, "at least 0");
        Augmentation.Validate();
        Mixing.Validate();
        Tokens.Validate(Mixing);
    }
}
