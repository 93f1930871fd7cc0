using System;
using System.Collections.Generic;
using ArchGen.Cli.Ablate.Report.Statistics;

namespace ArchGen.Cli.Ablate.Report.Model;

/// <summary>How far a run is, or the runs of a variant together.</summary>
internal enum RunState
{
    /// <summary>Trained.</summary>
    Finished,

    /// <summary>Some of a variant's runs are trained.</summary>
    Partly,

    /// <summary>Begun.</summary>
    Unfinished,

    /// <summary>It can't be trained.</summary>
    Failed,

    /// <summary>Not begun.</summary>
    Waiting,
}

/// <summary>All that a report says of a study, whatever form it is written in. <c>Tools/ReportPage/src/data.ts</c> has the same for the page.</summary>
/// <param name="Study">The ablation's name.</param>
/// <param name="Of">What is varied.</param>
/// <param name="Mode">Which combinations there are.</param>
/// <param name="Written">When the last of what is told happened, in UTC; null where nothing did.</param>
/// <param name="Members">How many members are in each state, and how many there are.</param>
/// <param name="Recipe">How they are trained.</param>
/// <param name="Data">What they are trained on.</param>
/// <param name="MacsAt">The input at which multiply-accumulates are counted.</param>
/// <param name="Axes">All axes but the seeds.</param>
/// <param name="Seeds">The seeds; none where the study has no axis of them.</param>
/// <param name="Variants">The combinations of options, in the study's order.</param>
/// <param name="Effects">What each option does.</param>
internal sealed record StudyReport(
    string Study,
    string Of,
    string Mode,
    DateTime? Written,
    IReadOnlyDictionary<string, int> Members,
    ReportRecipe Recipe,
    ReportData Data,
    IReadOnlyList<long>? MacsAt,
    IReadOnlyList<ReportAxis> Axes,
    IReadOnlyList<string> Seeds,
    IReadOnlyList<ReportVariant> Variants,
    IReadOnlyList<AxisEffect> Effects);

/// <summary>A recipe's name and values, as text.</summary>
internal sealed record ReportRecipe(string Name, IReadOnlyList<ReportFact> Values);

/// <summary>A name and its value.</summary>
internal sealed record ReportFact(string Name, string Value);

/// <summary>A data set.</summary>
internal sealed record ReportData(string Name, int Train, int Test, int Classes);

/// <summary>An axis and its options.</summary>
internal sealed record ReportAxis(string Name, string Kind, IReadOnlyList<ReportOption> Options);

/// <summary>An option and what tables call it.</summary>
internal sealed record ReportOption(string Name, string Label);

/// <summary>Which fronts a variant is on.</summary>
internal sealed record Fronts(bool Parameters, bool Macs);

/// <summary>A combination of options, with its runs over the seeds.</summary>
internal sealed record ReportVariant(
    string Name,
    string Label,
    IReadOnlyList<int> Choices,
    long Parameters,
    long? Macs,
    string LegalInput,
    bool IsBase,
    RunState State,
    Spread? Accuracy,
    Spread? OverBase,
    double? Seconds,
    Fronts OnFront,
    IReadOnlyList<ReportRun> Runs,
    ReportDiff? Diff);

/// <summary>One member of the study.</summary>
internal sealed record ReportRun(
    string Member,
    string? Seed,
    RunState State,
    int? Epoch,
    int? Epochs,
    double? Accuracy,
    double? Seconds,
    long? PeakMemoryBytes,
    string? Error,
    string? Details,
    ReportCurve Curve);

/// <summary>What was measured after each epoch; null where it is no number.</summary>
internal sealed record ReportCurve(
    IReadOnlyList<int> Epoch, IReadOnlyList<double?> TestAccuracy, IReadOnlyList<double?> TrainAccuracy, IReadOnlyList<double?> Loss, IReadOnlyList<double?> LearningRate);

/// <summary>What a variant has that the base hasn't.</summary>
internal sealed record ReportDiff(string Against, IReadOnlyList<ReportPart> Parts, long? Parameters, long? Macs);

/// <summary>A part that differs.</summary>
internal sealed record ReportPart(string Change, string Path, string? From, string? To, long? Parameters, long? Macs);
