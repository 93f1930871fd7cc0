using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Cli.Ablate.Journal;
using ArchGen.Cli.Ablate.Report.Statistics;

namespace ArchGen.Cli.Ablate.Report.Model;

/// <summary>Reads a study's folder, as far as it is run, and works out all that a report says of it.</summary>
internal static class ReportBuilder
{
    private const string SeedAxis = "seed";
    private const string SetByStudy = "as the study sets it";

    /// <summary>The report of a study and its members' journals.</summary>
    public static StudyReport Of(StudyFile study, Func<StudyMember, MemberJournal> journalOf)
    {
        var seeds = study.Axes.FirstOrDefault(a => a.Kind == "setting" && a.Name == SeedAxis);
        StudyAxis[] axes = [.. study.Axes.Where(a => a != seeds)];
        var members = study.Members.Select(m => (Member: m, Journal: journalOf(m))).Select(m => (m.Member, Run: ReportRuns.Of(m.Member, SeedOf(m.Member, seeds), m.Journal), m.Journal)).ToArray();
        // Members that differ in nothing but the seed are the runs of one variant.
        var groups = members.GroupBy(m => string.Join(',', ChoicesOf(m.Member, axes))).Select(g => g.ToArray()).ToArray();
        var origin = groups.FirstOrDefault(g => g.Any(m => m.Member.Name == study.Base));
        var fronts = Fronts(groups.Select(g => (g[0].Member, Accuracy: Spread.Of(Accuracies(g.Select(m => m.Run)))?.Mean)).ToArray());
        ReportVariant[] variants =
        [
            .. groups.Select((g, i) => Variant(
                [.. g.Select(m => m.Member)], [.. g.Select(m => m.Run)], [.. ChoicesOf(g[0].Member, axes)], seeds?.Name, g == origin, [.. origin?.Select(m => m.Run) ?? []], fronts[i])),
        ];
        Observation[] observations =
        [
            .. groups.SelectMany((g, i) => g.Select(m => new Observation(i, variants[i].Choices, m.Run.Seed, m.Member.Parameters, m.Member.Macs, m.Run.State == RunState.Finished ? m.Run.Accuracy : null))),
        ];
        var states = members.GroupBy(m => m.Run.State).ToDictionary(g => g.Key, g => g.Count());
        var counts = Enum.GetValues<RunState>().ToDictionary(s => s.ToString().ToLowerInvariant(), s => states.GetValueOrDefault(s));
        counts["all"] = members.Length;
        return new StudyReport(
            study.Study, study.Of, study.Mode, members.SelectMany(m => m.Journal.Events).Select(e => (DateTime?)e.Time).Max(), counts,
            new ReportRecipe(study.Recipe.Name ?? "", [.. study.Recipe.Values.Select(v => new ReportFact(v.Key, study.Members.Any(m => m.Settings.ContainsKey(v.Key)) ? SetByStudy : RecipeOptions.Text(v.Value)))]),
            new ReportData(study.Data.Name, study.Data.Train, study.Data.Test, study.Data.Classes),
            study.Members.Select(m => m.MacsAt).Distinct(s_shapes).ToArray() is [{ } one] ? one : null,
            [.. axes.Select(a => new ReportAxis(a.Name, a.Kind, [.. a.Options.Select(o => new ReportOption(o.Name, o.Label ?? o.Name))]))],
            seeds is null ? [] : [.. members.Select(m => m.Run.Seed!).Distinct()], variants, AxisEffects.Of([.. axes.Select(a => a.Name)], observations));
    }

    private static ReportVariant Variant(
        StudyMember[] members, ReportRun[] runs, int[] choices, string? seedAxis, bool isBase, ReportRun[] baseRuns, Fronts fronts)
    {
        var first = members[0];
        // Seed by seed, as the effects: a seed that only one of the two has says nothing of the difference.
        double[] over = [.. runs.SelectMany(r => baseRuns.Where(b => b.Seed == r.Seed).SelectMany(b => Accuracies([r]).SelectMany(mine => Accuracies([b]).Select(theirs => mine - theirs))))];
        double[] seconds = [.. runs.Where(r => r.State == RunState.Finished && r.Seconds is not null).Select(r => r.Seconds!.Value)];
        return new ReportVariant(
            MemberNames.Name(members, seedAxis), MemberNames.Label(members, seedAxis), choices, first.Parameters, first.Macs, first.LegalInput, isBase, ReportRuns.Together(runs),
            Spread.Of(Accuracies(runs)), Spread.Of(over), seconds.Length == 0 ? null : seconds.Average(), fronts, runs, isBase || first.Diff is null ? null : Diff(first.Diff));
    }

    private static double[] Accuracies(IEnumerable<ReportRun> runs) => [.. runs.Where(r => r.State == RunState.Finished && r.Accuracy is not null).Select(r => r.Accuracy!.Value)];

    private static Fronts[] Fronts((StudyMember Member, double? Accuracy)[] variants)
    {
        var byParameters = ParetoFront.Of([.. variants.Select(v => ((double?)v.Member.Parameters, v.Accuracy))]);
        var byMacs = ParetoFront.Of([.. variants.Select(v => ((double?)v.Member.Macs, v.Accuracy))]);
        return [.. byParameters.Zip(byMacs, (p, m) => new Fronts(p, m))];
    }

    private static ReportDiff Diff(StudyDiff diff) =>
        new(diff.Against, [.. diff.Parts.Select(p => new ReportPart(p.Change, p.Path, p.From, p.To, p.Parameters, p.Macs))], diff.Parameters, diff.Macs);

    private static string? SeedOf(StudyMember member, StudyAxis? seeds) =>
        member.Choices.FirstOrDefault(c => c.Axis == seeds?.Name) is { } choice ? choice.Value is null ? choice.Option : RecipeOptions.Text(choice.Value) : null;

    private static IEnumerable<int> ChoicesOf(StudyMember member, StudyAxis[] axes) =>
        axes.Select(a => member.Choices.FirstOrDefault(c => c.Axis == a.Name) is { } choice && a.Options.ToList().FindIndex(o => o.Name == choice.Option) is >= 0 and var at ? at
            : throw new CliException($"'study.json' says of {member.Name} no option that its axis '{a.Name}' has: the file was changed by hand. Restore it, or run the study anew in another folder."));

    private static readonly IEqualityComparer<IReadOnlyList<long>?> s_shapes =
        EqualityComparer<IReadOnlyList<long>?>.Create((a, b) => a is null || b is null ? a == b : a.SequenceEqual(b), s => s?.Count ?? 0);
}
