using System;
using System.Text.Json.Serialization;

namespace ArchGen.Cli.Ablate.Journal;

/// <summary>One line of a member's journal.</summary>
/// <param name="Time">When, in UTC.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(StartedEvent), "started")]
[JsonDerivedType(typeof(ResumedEvent), "resumed")]
[JsonDerivedType(typeof(EpochEvent), "epoch")]
[JsonDerivedType(typeof(FinishedEvent), "finished")]
[JsonDerivedType(typeof(FailedEvent), "failed")]
[JsonDerivedType(typeof(StoppedEvent), "stopped")]
internal abstract record JournalEvent(DateTime Time);

/// <summary>Training began with new weights.</summary>
internal sealed record StartedEvent(DateTime Time, string Host, int Process, int Attempt) : JournalEvent(Time);

/// <summary>Training went on at a step whose state was on the disk.</summary>
internal sealed record ResumedEvent(DateTime Time, string Host, int Process, int Attempt, long Step) : JournalEvent(Time);

/// <summary>An epoch is done and tested.</summary>
/// <param name="Time">When, in UTC.</param>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Step">Steps done, over all epochs.</param>
/// <param name="Steps">All steps.</param>
/// <param name="Loss">The training loss, smoothed over some steps.</param>
/// <param name="TrainAccuracy">The share of the epoch's training images named rightly.</param>
/// <param name="TestAccuracy">The share of the test images named rightly.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="Seconds">Time spent on the member, over all attempts, as far as it wasn't lost.</param>
internal sealed record EpochEvent(
    DateTime Time, int Epoch, int Epochs, long Step, long Steps, double Loss, double TrainAccuracy, double? TestAccuracy, double LearningRate, double Seconds) : JournalEvent(Time)
{
    /// <summary>The share named rightly by the averaged weights, where the recipe has them averaged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? EmaAccuracy { get; init; }
}

/// <summary>The member is trained; its weights are on the disk.</summary>
internal sealed record FinishedEvent(DateTime Time, double? Accuracy, double Loss, long Steps, double Seconds, long PeakMemoryBytes) : JournalEvent(Time)
{
    /// <summary>The share named rightly by the averaged weights, where the recipe has them averaged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? EmaAccuracy { get; init; }
}

/// <summary>The member can't be trained: one line of why, and all that is known.</summary>
internal sealed record FailedEvent(DateTime Time, string Error, string Details) : JournalEvent(Time);

/// <summary>Someone stopped the run; the state at a step is on the disk.</summary>
internal sealed record StoppedEvent(DateTime Time, long Step) : JournalEvent(Time);
