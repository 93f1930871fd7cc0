using System;

namespace ArchGen.Runtime;

/// <summary>Where training stands, told after each step and after each epoch's test.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Step">Steps done, over all epochs.</param>
/// <param name="Steps">All steps.</param>
/// <param name="Loss">The loss, smoothed over some steps.</param>
/// <param name="Accuracy">The share of this epoch's training images named rightly.</param>
/// <param name="TestAccuracy">The test accuracy after the last whole epoch; null before.</param>
/// <param name="LearningRate">The step's learning rate.</param>
/// <param name="Elapsed">Time so far.</param>
/// <param name="Remaining">Time that the rest will probably take.</param>
/// <param name="IsEpochEnd">True after an epoch's test; its last step was told before.</param>
public sealed record TrainingProgress(
    int Epoch, int Epochs, long Step, long Steps, double Loss, double Accuracy, double? TestAccuracy, double LearningRate, TimeSpan Elapsed, TimeSpan Remaining,
    bool IsEpochEnd)
{
    /// <summary>The test accuracy of the averaged weights (<see cref="TrainingOptions.EmaDecay"/>) after the last whole epoch; null before, or without.</summary>
    public double? EmaAccuracy { get; init; }

    /// <summary>The norm of all gradients in the last step, before they were clipped; null where they aren't.</summary>
    public double? GradientNorm { get; init; }

    /// <summary>The part of this epoch's time so far in which the training waited for images.</summary>
    public double Waited { get; init; }
}

/// <summary>How training ended.</summary>
/// <param name="Steps">Steps done in all, earlier runs included.</param>
/// <param name="Accuracy">The test accuracy, 0…1; null without a test set or where it was stopped before the first test.</param>
/// <param name="Loss">The last smoothed loss.</param>
/// <param name="WasStopped">True where the cancellation token stopped it; the checkpoint has the weights of that moment.</param>
/// <param name="Elapsed">The time it took.</param>
public sealed record TrainingResult(long Steps, double? Accuracy, double Loss, bool WasStopped, TimeSpan Elapsed)
{
    /// <summary>The test accuracy of the averaged weights; null without them or a test set.</summary>
    public double? EmaAccuracy { get; init; }

    /// <summary>The part of the steps' time in which they waited for images, since this run began or was resumed.</summary>
    public double Waited { get; init; }
}
