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

    /// <summary>The part of all steps in which the learning rate rises from nothing.</summary>
    public double WarmUp { get; init; } = 0.1;

    /// <summary>The part of each target spread over all classes.</summary>
    public double LabelSmoothing { get; init; } = 0.05;

    /// <summary>Random changes to the training images.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.None;

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

    /// <summary>Leaves what <see cref="Resume"/> needs on the disk when training is done, for who notes the result down first; <see cref="Trainer.Forget"/> deletes it.</summary>
    public bool KeepState { get; init; }

    /// <summary>Goes on where an interrupted run with the same options stopped, if there was one.</summary>
    public bool Resume { get; init; }

    /// <summary>The learning rate at a step of <paramref name="steps"/>.</summary>
    public double LearningRateAt(long step, long steps)
    {
        var warm = (long)Math.Ceiling(WarmUp * steps);
        if (step < warm)
            return LearningRate * (step + 1) / warm;
        return LearningRate * 0.5 * (1 + Math.Cos(Math.PI * (step - warm) / Math.Max(1, steps - warm)));
    }

    /// <summary>What a resumed run must have in common with the one that it goes on with.</summary>
    internal string Fingerprint(int images) => string.Create(
        CultureInfo.InvariantCulture,
        $"epochs {Epochs}, batch size {BatchSize}, learning rate {LearningRate}, weight decay {WeightDecay}, warm-up {WarmUp}, " +
        $"label smoothing {LabelSmoothing}, flip {Augmentation.Flip}, shift {Augmentation.Shift}, seed {Seed}, {images} images") + (StartFrom is { } start ? $", weights from {start.Path}{(start.Keys is { } keys ? $" by {keys.Name}" : "")}" : "");

    internal void Validate()
    {
        Require(Epochs > 0, nameof(Epochs), Epochs, "at least 1");
        Require(BatchSize > 0, nameof(BatchSize), BatchSize, "at least 1");
        Require(LearningRate > 0, nameof(LearningRate), LearningRate, "above 0");
        Require(WeightDecay >= 0, nameof(WeightDecay), WeightDecay, "at least 0");
        Require(WarmUp is >= 0 and < 1, nameof(WarmUp), WarmUp, "in 0 to 1, 1 excluded");
        Require(LabelSmoothing is >= 0 and < 1, nameof(LabelSmoothing), LabelSmoothing, "in 0 to 1, 1 excluded");
        Require(Augmentation.Shift >= 0, "Augmentation.Shift", Augmentation.Shift, "at least 0");
    }

    private static void Require(bool holds, string name, double value, string range)
    {
        if (!holds)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be {range}."));
    }
}
