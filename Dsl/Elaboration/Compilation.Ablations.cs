using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <content>Ablations: combinations of the options of some axes, each elaborated as a variant is.</content>
internal sealed partial class Compilation
{
    private readonly Dictionary<AblationSymbol, AblationCode> _ablations = [];

    /// <summary>An ablation as code, with the classes of blocks that it changes.</summary>
    private sealed record AblationCode(AblationModel Model, IReadOnlyList<ClassModel> Classes);

    /// <summary>A combination: its name in the ablation, an option of each axis, and the variant that these make.</summary>
    private sealed record Candidate(string Name, string Label, IReadOnlyList<OptionSyntax> Options, VariantSymbol Symbol);

    /// <summary>The errors so far.</summary>
    private IEnumerable<Diagnostic> Errors => _binder.Files.SelectMany(f => _diagnostics.In(f.Source.Path)).Where(d => d.Severity == Severity.Error);

    private List<ElaboratedAblation> ElaborateAblations(IReadOnlyList<ElaboratedVariant> variants)
    {
        var ablations = new List<ElaboratedAblation>();
        var checks = new List<Action>();
        foreach (var symbol in Definitions<AblationSymbol>().Where(a => !a.File.IsContext))
        {
            Guard(symbol.File.Source, () =>
            {
                var (ablation, members, code) = KeptWithNames(symbol, () => (Elaborate(symbol, variants, out var made, out var code), made, code));
                if (code is not null)
                    _ablations[symbol] = code;
                if (ablation is null)
                    return;
                ablations.Add(ablation);
                var candidates = Candidates(symbol).ToDictionary(c => c.Name);
                foreach (var (name, variant) in members)
                    _symbols[variant] = candidates[name].Symbol;
                checks.Add(() => Guard(symbol.File.Source, () => Kept("expectations", symbol, () => CheckExpectations(symbol, candidates, members))));
            });
        }
        // As of variants: numbers of a network with errors in it would be errors of their own.
        if (_diagnostics.ErrorCount == 0)
            checks.ForEach(check => check());
        return ablations;
    }

    private ElaboratedAblation? Elaborate(AblationSymbol ablation, IReadOnlyList<ElaboratedVariant> variants, out IReadOnlyList<(string Name, ElaboratedVariant Variant)> made, out AblationCode? code)
    {
        (made, code) = ([], null);
        var syntax = ablation.Syntax;
        if (_elaborator.TargetOf(VariantOf(ablation, ablation.Name, [])) is not { } model)
            return null;
        ElaboratedVariant? baseVariant = null;
        if (ablation.File.Visible[syntax.Target.Text] is VariantSymbol target)
        {
            baseVariant = variants.FirstOrDefault(v => _symbols[v] == target);
            if (baseVariant is null)
                return null;
        }
        var path = ablation.File.Source.Path;
        if (!CheckAxes(ablation, model))
            return null;
        var count = StudyModes.Count(syntax);
        if (count > Limits.Members)
        {
            _diagnostics.Report(Catalog.TooManyMembers, path, syntax.Name.Span, ablation.Name, count, Limits.Members);
            return null;
        }
        CheckRecipe(ablation, out var recipe);
        var combined = Candidates(ablation);
        if (!CheckNames(ablation, combined))
            return null;
        // What the conditions' words on options leave out needn't compile.
        var candidates = combined.Where(c => !OptionConditions.LeavesOut(syntax, c.Options)).ToArray();
        if (candidates.Length == 0)
        {
            _diagnostics.Report(
                Catalog.NoMember, path, syntax.Where[0].Span, combined.Count, ablation.Name, string.Join(", ", syntax.Where.Select(c => ablation.File.Source.Slice(c.Span))), "");
            return null;
        }
        var members = new List<(Candidate Candidate, ElaboratedVariant Variant)>();
        var failing = new List<(Candidate Candidate, Diagnostic Problem)>();
        var reported = new HashSet<EditSyntax>();
        foreach (var candidate in candidates)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (candidate.Symbol.Edited is not null && TryUnchanged(ablation, candidate.Symbol).Problem is { } unchanged)
            {
                failing.Add((candidate, unchanged));
                continue;
            }
            if (ReportFaults(ablation, candidate.Symbol, reported))
                continue;
            if (Try(candidate.Symbol) is var (variant, problem) && variant is not null)
            {
                if (CheckReplaced(ablation, candidate.Symbol, variant, reported))
                    members.Add((candidate, variant));
            }
            else if (problem is not null && candidate.Symbol.Edited is not null)
            {
                ReportChanged(ablation, candidate, problem, reported);
            }
            else if (problem is not null)
            {
                failing.Add((candidate, problem));
            }
        }
        // What a variant has told already has one cause.
        var told = new HashSet<(string, TextSpan, string)>(Errors.Select(d => (d.Path, d.Span, d.Code)));
        failing.RemoveAll(f => told.Contains((f.Problem.Path, f.Problem.Span, f.Problem.Code)));
        ReportFailing(ablation, failing, option => members.All(m => !m.Candidate.Options.Contains(option)));
        foreach (var (candidate, variant) in members)
            _symbols.Add(variant, candidate.Symbol);
        var all = members.Count + combined.Count - candidates.Length;
        var kept = Filter(ablation, members, out var shape);
        var leftOut = all - kept.Count;
        made = [.. kept.Select(m => (m.Candidate.Name, m.Variant))];
        kept = Distinct(ablation, kept);
        shape ??= kept.Select(m => ExpectedShape(m.Candidate.Symbol)).FirstOrDefault(s => s is not null) ?? (baseVariant is null ? null : ExpectedShape(_symbols[baseVariant]));
        var elaborated = kept.Select(m => new ElaboratedMember(
            m.Variant, [.. syntax.Axes.Zip(m.Candidate.Options, (axis, option) => ChoiceOf(ablation, axis, option))],
            FactsOf(m.Candidate.Symbol, m.Variant, ExpectedShape(m.Candidate.Symbol) ?? shape)) { Label = m.Candidate.Label, Settings = recipe is null ? [] : SettingsOf(ablation, m.Candidate.Options) }).ToArray();
        var copies = kept.Where(m => m.Candidate.Symbol.Edited is not null).SelectMany(m => _edited[m.Candidate.Symbol].Copies).Distinct();
        code = new AblationCode(new AblationModel(
            ablation.Name, syntax.Doc, syntax.Target.Text, model.Name, model.File.Namespace,
            [.. kept.Zip(elaborated, (m, e) => _elaborator.Factory(m.Candidate.Symbol) is var (_, arguments)
                ? new AblationMemberModel(m.Candidate.Name, m.Candidate.Symbol.Name, e.Choices, arguments, e.Facts) { Edited = m.Candidate.Symbol.Edited?.Value?.Name, Label = e.Label, Settings = e.Settings } : null).OfType<AblationMemberModel>()],
            PlaceOf(ablation.File, syntax.Name.Span))
        {
            Axes = [.. syntax.Axes.Select(a => new AblationAxisModel(a.Name.Text, a.IsSetting, [.. a.Options.Select(o => ChoiceOf(ablation, a, o))]))],
            Inputs = model.Syntax.Signature.Inputs.Count,
            Outputs = model.Syntax.Signature.Outputs.Count,
            Recipe = recipe is null || !_recipes.ContainsKey(recipe) ? null : (recipe.File.Namespace, recipe.Name),
        }, [.. copies.Select(c => _elaborator.Analyze(c).Model).OfType<ClassModel>()]);
        return new ElaboratedAblation(
            ablation.Name, syntax.Target.Text, baseVariant, ablation.File.Namespace, path, syntax.Name.Span,
            [.. syntax.Axes.Select(a => a.Name.Text)], elaborated, leftOut)
        {
            Mode = StudyModes.Of(syntax),
            Kinds = [.. syntax.Axes.Select(a => KindOf(model, a))],
            Options = [.. syntax.Axes.Select(a => (IReadOnlyList<AblationChoice>)[.. a.Options.Select(o => ChoiceOf(ablation, a, o))])],
            Recipe = recipe is not null && _recipes.TryGetValue(recipe, out var known) ? known : null,
        };
    }

    private IReadOnlyList<AblationModel> AblationsOf(FileSymbol file) => file.IsContext
        // Its name is all that others need of it.
        ? [.. file.Definitions.OfType<AblationSymbol>().Select(a => new AblationModel(a.Name, null, a.Syntax.Target.Text, "", "", [], PlaceOf(a.File, a.Definition.Name.Span)))]
        : [.. file.Definitions.OfType<AblationSymbol>().Where(_ablations.ContainsKey).Select(a => _ablations[a].Model)];

    private static VariantSymbol VariantOf(AblationSymbol ablation, string name, IReadOnlyList<ArgumentSyntax> arguments)
    {
        var written = ablation.Syntax.Name.Span;
        return new VariantSymbol(ablation.File, new VariantSyntax(
            written, new NameSyntax(written, name), ablation.Syntax.Doc, ablation.Syntax.Target, arguments,
            [.. ablation.Syntax.Expects.Where(e => $"{ablation.Name}.{e.Member.Text}" == name).SelectMany(e => e.Clauses)]));
    }

    private static IReadOnlyList<ArgumentSyntax> ArgumentsOf(AxisSyntax axis, OptionSyntax option) =>
        axis.IsSetting ? [] : option.Settings ?? [new ArgumentSyntax(option.Span, new NameSyntax(axis.Name.Span, axis.Name.Text), option.Value!)];

    private List<Candidate> Candidates(AblationSymbol ablation) => [.. StudyModes.Combinations(ablation.Syntax).Select(made => new Candidate(
        made.Name, made.Label, made.Options,
        MemberOf(ablation, ablation.Name + "." + made.Name, [.. ablation.Syntax.Axes.Zip(made.Options, ArgumentsOf).SelectMany(a => a)], made.Options)))];

    /// <summary>Elaborates a combination without reporting; the first error where it fails.</summary>
    private (ElaboratedVariant? Variant, Diagnostic? Problem) Try(VariantSymbol symbol)
    {
        var bag = NewBag();
        var elaborator = new Elaborator(bag, _cancellation, _elaborator);
        // Those that others are made with stand before these.
        foreach (var copy in symbol.Edited?.Value is null ? [] : _edited[symbol].Copies)
            Analyze(elaborator, copy);
        if (elaborator.Elaborate(symbol, null) is { } variant)
            return (variant, null);
        return (null, _binder.Files.SelectMany(f => bag.In(f.Source.Path)).FirstOrDefault(d => d.Severity == Severity.Error));
    }

    /// <summary>
    /// An error for each option with which every member fails (of several, for the one that fails by itself on what is varied), else at the last one of a combination that does, which speaks of the
    /// others and names all that fail there.
    /// </summary>
    private void ReportFailing(AblationSymbol ablation, IReadOnlyList<(Candidate Candidate, Diagnostic Problem)> failing, Func<OptionSyntax, bool> alwaysFails)
    {
        foreach (var there in failing.Select(f => (f.Candidate, f.Problem, Alone: Guilty(f.Candidate, f.Problem))).GroupBy(f => f.Alone ?? f.Candidate.Options[f.Candidate.Options.Count - 1]))
        {
            var (candidate, problem, alone) = there.First();
            var path = ablation.File.Source.Path;
            var related = new List<RelatedPlace>();
            if (alone is null)
                related.AddRange(candidate.Options.Where(o => o != there.Key).Select(o => new RelatedPlace(path, o.Name.Span, $"with '{o.Name.Text}'")));
            if (problem.Path != path || problem.Span != ablation.Syntax.Name.Span)
                related.Add(new RelatedPlace(problem.Path, problem.Span, "where it fails"));
            related.AddRange(problem.Related.Where(r => r.Span != ablation.Syntax.Name.Span));
            var others = alone is null ? there.Skip(1).Select(f => $"'{f.Candidate.Symbol.Name}'").ToArray() : [];
            _diagnostics.Report(
                Catalog.MemberFails, path, there.Key.Name.Span, related,
                alone is null ? $"'{candidate.Symbol.Name}'" : $"'{candidate.Symbol.Name}', as every member with '{alone.Name.Text}',",
                problem.Message + (others.Length == 0 ? "" : $"; {string.Join(", ", others)} {(others.Length == 1 ? "doesn't" : "don't")} either"));
        }

        OptionSyntax? Guilty(Candidate candidate, Diagnostic problem)
        {
            var guilty = ablation.Syntax.Axes.Zip(candidate.Options, (axis, option) => (Axis: axis, Option: option)).Where(c => alwaysFails(c.Option)).ToArray();
            return guilty.Length <= 1 ? guilty.FirstOrDefault().Option : guilty.FirstOrDefault(choice =>
                Try(VariantOf(ablation, candidate.Symbol.Name, ArgumentsOf(choice.Axis, choice.Option))).Problem is { } found && found.Code == problem.Code && found.Span == problem.Span).Option;
        }
    }

    /// <summary>The members without those that are the same network as one before them, each of which is said to be.</summary>
    private List<(Candidate Candidate, ElaboratedVariant Variant)> Distinct(AblationSymbol ablation, IReadOnlyList<(Candidate Candidate, ElaboratedVariant Variant)> members)
    {
        var seen = new Dictionary<string, Candidate>();
        var left = new List<(Candidate Candidate, ElaboratedVariant Variant)>();
        var equal = new List<(OptionSyntax At, string Text)>();
        foreach (var member in members)
        {
            var candidate = member.Candidate;
            var fingerprint = string.Join(" ", ablation.Syntax.Axes.Zip(candidate.Options, (axis, option) => axis.IsSetting ? ablation.File.Source.Slice(option.Value!.Span) : ""))
                + (_elaborator.Fingerprint(candidate.Symbol) ?? candidate.Name);
            if (!seen.TryGetValue(fingerprint, out var other))
            {
                seen.Add(fingerprint, candidate);
                left.Add(member);
                continue;
            }
            var differing = candidate.Options.Zip(other.Options, (mine, theirs) => (mine, theirs)).Where(o => o.mine != o.theirs).Select(o => o.mine).DefaultIfEmpty(candidate.Options[0]).First();
            equal.Add((differing, $"'{candidate.Symbol.Name}' is the same network as '{other.Symbol.Name}'"));
        }
        foreach (var there in equal.GroupBy(e => e.At))
            _diagnostics.Report(Catalog.SameMember, ablation.File.Source.Path, there.Key.Name.Span, string.Join(", ", there.Select(e => e.Text)), there.Count() == 1 ? "which stands" : "which stand");
        return left;
    }
}
