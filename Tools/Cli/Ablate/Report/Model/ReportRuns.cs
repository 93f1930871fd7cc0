using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Cli.Ablate.Journal;

namespace ArchGen.Cli.Ablate.Report.Model;

/// <summary>What a member's journal comes to.</summary>
internal static class ReportRuns
{
    /// <summary>How a member stands, and its curves.</summary>
    public static ReportRun Of(StudyMember member, string? seed, MemberJournal journal)
    {
        var (epochs, finished, failed) = (journal.Epochs, journal.Finished, journal.Failed);
        var last = epochs.LastOrDefault();
        return new ReportRun(
            member.Name, seed, StateOf(journal.State), last?.Epoch, last?.Epochs, Number(finished?.Accuracy), finished?.Seconds ?? last?.Seconds, finished?.PeakMemoryBytes, failed?.Error,
            failed is { Details.Length: > 0 } ? failed.Details : null,
            new ReportCurve(
                [.. epochs.Select(e => e.Epoch)], [.. epochs.Select(e => Number(e.TestAccuracy))], [.. epochs.Select(e => Number(e.TrainAccuracy))], [.. epochs.Select(e => Number(e.Loss))],
                [.. epochs.Select(e => Number(e.LearningRate))]));
    }

    /// <summary>The state of several runs together.</summary>
    public static RunState Together(IReadOnlyCollection<ReportRun> runs)
    {
        if (runs.Select(r => r.State).Distinct().ToArray() is [var one])
            return one;
        return runs.Any(r => r.State == RunState.Finished) ? RunState.Partly : runs.Any(r => r.State == RunState.Unfinished) ? RunState.Unfinished : RunState.Failed;
    }

    private static RunState StateOf(MemberState state) => state switch
    {
        MemberState.Finished => RunState.Finished,
        MemberState.Failed => RunState.Failed,
        MemberState.Waiting => RunState.Waiting,
        _ => RunState.Unfinished,
    };

    // Six digits are more than a picture shows, and a tenth of the page; what is no number has no place in it.
    private static double? Number(double? value) =>
        value is { } number && double.IsFinite(number) ? double.Parse(number.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;
}
