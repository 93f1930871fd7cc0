using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <content>Ablations: every combination of the options of some axes, each elaborated as a variant is.</content>
internal sealed partial class Compilation
{
    private static readonly string[] s_costs = ["params", "macs", "activations"];

    private readonly Dictionary<AblationSymbol, AblationModel> _ablations = [];

    /// <summary>A combination: its name in the ablation, an option of each axis, and the variant that these make.</summary>
    private sealed record Candidate(string Name, IReadOnlyList<OptionSyntax> Options, VariantSymbol Symbol);

    private List<ElaboratedAblation> ElaborateAblations(IReadOnlyList<ElaboratedVariant> variants)
    {
        var ablations = new List<ElaboratedAblation>();
        foreach (var symbol in Definitions<AblationSymbol>().Where(a => !a.File.IsContext))
        {
            Guard(symbol.File.Source, () =>
            {
                var (ablation, members) = KeptWithNames(symbol, () => (Elaborate(symbol, variants, out var made), made));
                if (ablation is null)
                    return;
                ablations.Add(ablation);
                var candidates = Candidates(symbol).ToDictionary(c => c.Name);
                foreach (var (name, variant) in members)
                    _symbols[variant] = candidates[name].Symbol;
            });
        }
        return ablations;
    }

    private ElaboratedAblation? Elaborate(AblationSymbol ablation, IReadOnlyList<ElaboratedVariant> variants, out IReadOnlyList<(string Name, ElaboratedVariant Variant)> made)
    {
        made = [];
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
        var count = syntax.Axes.Aggregate(BigInteger.One, (product, axis) => product * axis.Options.Count);
        if (count > Limits.Members)
        {
            _diagnostics.Report(Catalog.TooManyMembers, path, syntax.Name.Span, ablation.Name, count, Limits.Members);
            return null;
        }
        var candidates = Candidates(ablation);
        if (!CheckNames(ablation, candidates))
            return null;
        var members = new List<(Candidate Candidate, ElaboratedVariant Variant)>();
        var failing = new List<(Candidate Candidate, Diagnostic Problem)>();
        var reported = new HashSet<EditSyntax>();
        foreach (var candidate in candidates)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (candidate.Symbol.Edited is not null && Try(VariantOf(ablation, candidate.Symbol.Name, candidate.Symbol.Syntax.Arguments)).Problem is { } unchanged)
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
        foreach (var (candidate, problem) in failing)
            ReportFailing(ablation, candidate, problem, option => members.All(m => !m.Candidate.Options.Contains(option)));
        ReportEqual(ablation, [.. members.Select(m => m.Candidate)]);
        foreach (var (candidate, variant) in members)
            _symbols.Add(variant, candidate.Symbol);
        made = [.. members.Select(m => (m.Candidate.Name, m.Variant))];
        var all = members.Count;
        var kept = Filter(ablation, members, out var shape);
        shape ??= baseVariant is null ? null : ExpectedShape(_symbols[baseVariant]);
        var elaborated = kept.Select(m => new ElaboratedMember(
            m.Variant, [.. syntax.Axes.Zip(m.Candidate.Options, (axis, option) => new AblationChoice(axis.Name.Text, option.Name.Text))],
            FactsOf(m.Candidate.Symbol, m.Variant, shape))).ToArray();
        _usedCopies[ablation] = [.. kept.Where(m => m.Candidate.Symbol.Edited is not null).SelectMany(m => _edited[m.Candidate.Symbol].Copies).Distinct()];
        _ablations[ablation] = new AblationModel(
            ablation.Name, syntax.Doc, syntax.Target.Text, model.Name, model.File.Namespace,
            [.. kept.Zip(elaborated, (m, e) => _elaborator.Factory(m.Candidate.Symbol) is var (_, arguments)
                ? new AblationMemberModel(m.Candidate.Name, m.Candidate.Symbol.Name, e.Choices, arguments, e.Facts) { Edited = m.Candidate.Symbol.Edited?.Value?.Name } : null).OfType<AblationMemberModel>()],
            PlaceOf(ablation.File, syntax.Name.Span))
        {
            Inputs = model.Syntax.Signature.Inputs.Count,
            Outputs = model.Syntax.Signature.Outputs.Count,
        };
        return new ElaboratedAblation(
            ablation.Name, syntax.Target.Text, baseVariant, ablation.File.Namespace, path, syntax.Name.Span,
            [.. syntax.Axes.Select(a => a.Name.Text)], elaborated, all - kept.Count);
    }

    private IReadOnlyList<AblationModel> AblationsOf(FileSymbol file) => file.IsContext
        // Its name is all that others need of it.
        ? [.. file.Definitions.OfType<AblationSymbol>().Select(a => new AblationModel(a.Name, null, a.Syntax.Target.Text, "", "", [], PlaceOf(file, a.Definition.Name.Span)))]
        : [.. file.Definitions.OfType<AblationSymbol>().Where(_ablations.ContainsKey).Select(a => _ablations[a])];

    private static VariantSymbol VariantOf(AblationSymbol ablation, string name, IReadOnlyList<ArgumentSyntax> arguments)
    {
        var written = ablation.Syntax.Name.Span;
        return new VariantSymbol(ablation.File, new VariantSyntax(written, new NameSyntax(written, name), ablation.Syntax.Doc, ablation.Syntax.Target, arguments, []));
    }

    private static IReadOnlyList<ArgumentSyntax> ArgumentsOf(AxisSyntax axis, OptionSyntax option) =>
        option.Settings ?? [new ArgumentSyntax(option.Span, new NameSyntax(axis.Name.Span, axis.Name.Text), option.Value!)];

    /// <summary>Whether axes and options are sound, each by itself. False after a report.</summary>
    private bool CheckAxes(AblationSymbol ablation, BlockSymbol model)
    {
        var path = ablation.File.Source.Path;
        var syntax = ablation.Syntax;
        if (_diagnostics.HasErrorNear(path, syntax.Span))
            return false;
        if (syntax.Axes.Count == 0)
        {
            _diagnostics.Report(Catalog.NoAxis, path, syntax.Name.Span, ablation.Name);
            return false;
        }
        var ok = true;
        var parameters = model.Syntax.Parameters.Select(p => p.Name.Text).ToArray();
        var axes = new HashSet<string>();
        var setBy = new Dictionary<string, AxisSyntax>();
        foreach (var axis in syntax.Axes)
        {
            if (!axes.Add(axis.Name.Text))
            {
                _diagnostics.Report(Catalog.OptionTwice, path, axis.Name.Span, axis.Name.Text, "an axis of this ablation");
                ok = false;
                continue;
            }
            if (axis.Options.Any(o => o.Value is not null) && !parameters.Contains(axis.Name.Text))
            {
                var near = SpellChecker.Nearest(axis.Name.Text, parameters);
                _diagnostics.Report(Catalog.AxisIsNoParameter, path, axis.Name.Span, model.Name, axis.Name.Text, near is null ? "" : $" (did you mean '{near}'?)");
                ok = false;
                continue;
            }
            var options = new HashSet<string>();
            foreach (var option in axis.Options)
            {
                if (!options.Add(option.Name.Text))
                {
                    _diagnostics.Report(Catalog.OptionTwice, path, option.Name.Span, option.Name.Text, "an option of this axis");
                    ok = false;
                }
                if (_elaborator.Settings(ablation, model, ArgumentsOf(axis, option)) is not { } settings)
                {
                    ok = false;
                    continue;
                }
                foreach (var parameter in settings)
                {
                    if (!setBy.TryGetValue(parameter, out var other))
                        setBy.Add(parameter, axis);
                    if (other is null || other == axis)
                        continue;
                    var place = option.Settings?.FirstOrDefault(s => s.Name?.Text == parameter)?.Name ?? axis.Name;
                    _diagnostics.Report(Catalog.ParameterInTwoAxes, path, place.Span, parameter, other.Name.Text);
                    ok = false;
                }
            }
        }
        return ok;
    }

    private List<Candidate> Candidates(AblationSymbol ablation)
    {
        var axes = ablation.Syntax.Axes;
        IEnumerable<IReadOnlyList<OptionSyntax>> combinations = [[]];
        foreach (var axis in axes)
            combinations = combinations.SelectMany(c => axis.Options.Select(o => (IReadOnlyList<OptionSyntax>)[.. c, o]));
        return [.. combinations.Select(options =>
        {
            var name = string.Concat(options.Select(o => Pascal(o.Name.Text)));
            var arguments = axes.Zip(options, ArgumentsOf).SelectMany(a => a).ToArray();
            return new Candidate(name, options, MemberOf(ablation, ablation.Name + "." + name, arguments, options));
        })];
    }

    /// <summary><c>no_bias</c>: <c>NoBias</c>.</summary>
    private static string Pascal(string name)
    {
        var words = name.Split(['_'], StringSplitOptions.RemoveEmptyEntries).Select(w => char.ToUpperInvariant(w[0]) + w.Substring(1)).ToArray();
        // Digits that only an underscore keeps apart stay apart.
        return string.Concat(words.Select((w, i) => i > 0 && char.IsDigit(w[0]) && char.IsDigit(words[i - 1][words[i - 1].Length - 1]) ? "_" + w : w));
    }

    private bool CheckNames(AblationSymbol ablation, IReadOnlyList<Candidate> candidates)
    {
        var taken = new Dictionary<string, string> { ["All"] = "the list of all members", [ablation.Name] = "the ablation's own name" };
        foreach (var candidate in candidates)
        {
            var choices = Choices(candidate);
            if (candidate.Name.Length > Limits.NameLength)
            {
                _diagnostics.Report(
                    Catalog.BeyondLimit, ablation.File.Source.Path, ablation.Definition.Name.Span, $"The name of the member of {choices} has {candidate.Name.Length} characters", Findings.NameLimit);
                return false;
            }
            if (candidate.Name.Length > 0 && !taken.ContainsKey(candidate.Name))
            {
                taken.Add(candidate.Name, "the member of " + choices);
                continue;
            }
            _diagnostics.Report(
                Catalog.MemberName, ablation.File.Source.Path, candidate.Options[candidate.Options.Count - 1].Name.Span, choices, candidate.Name,
                candidate.Name.Length == 0 ? "no name" : taken[candidate.Name]);
            return false;
        }
        return true;
    }

    private static string Choices(Candidate candidate) => string.Join(" and ", candidate.Options.Select(o => $"'{o.Name.Text}'"));

    /// <summary>Elaborates a combination without reporting; the first error where it fails.</summary>
    private (ElaboratedVariant? Variant, Diagnostic? Problem) Try(VariantSymbol symbol)
    {
        var bag = NewBag();
        if (new Elaborator(bag, _cancellation, _elaborator).Elaborate(symbol, null) is { } variant)
            return (variant, null);
        return (null, _binder.Files.SelectMany(f => bag.In(f.Source.Path)).FirstOrDefault(d => d.Severity == Severity.Error));
    }

    /// <summary>
    /// One error: at the option with which every member fails (of several, at the one that fails by itself on what is varied), else at the last, which speaks of the others.
    /// </summary>
    private void ReportFailing(AblationSymbol ablation, Candidate candidate, Diagnostic problem, Func<OptionSyntax, bool> alwaysFails)
    {
        var path = ablation.File.Source.Path;
        var guilty = ablation.Syntax.Axes.Zip(candidate.Options, (axis, option) => (Axis: axis, Option: option)).Where(c => alwaysFails(c.Option)).ToArray();
        var alone = guilty.Length <= 1 ? guilty.FirstOrDefault().Option : guilty.FirstOrDefault(FailsAlone).Option;
        var at = alone ?? candidate.Options[candidate.Options.Count - 1];
        var related = new List<RelatedPlace>();
        if (alone is null)
            related.AddRange(candidate.Options.Where(o => o != at).Select(o => new RelatedPlace(path, o.Name.Span, $"with '{o.Name.Text}'")));
        if (problem.Path != path || problem.Span != ablation.Syntax.Name.Span)
            related.Add(new RelatedPlace(problem.Path, problem.Span, "where it fails"));
        related.AddRange(problem.Related.Where(r => r.Span != ablation.Syntax.Name.Span));
        _diagnostics.Report(
            Catalog.MemberFails, path, at.Name.Span, related,
            alone is null ? $"'{candidate.Symbol.Name}'" : $"'{candidate.Symbol.Name}', as every member with '{alone.Name.Text}',", problem.Message);

        bool FailsAlone((AxisSyntax Axis, OptionSyntax Option) choice) =>
            Try(VariantOf(ablation, candidate.Symbol.Name, ArgumentsOf(choice.Axis, choice.Option))).Problem is { } found && found.Code == problem.Code && found.Span == problem.Span;
    }

    private void ReportEqual(AblationSymbol ablation, IReadOnlyList<Candidate> candidates)
    {
        var seen = new Dictionary<string, Candidate>();
        foreach (var candidate in candidates)
        {
            if (_elaborator.Fingerprint(candidate.Symbol) is not { } fingerprint)
                continue;
            if (!seen.TryGetValue(fingerprint, out var other))
            {
                seen.Add(fingerprint, candidate);
                continue;
            }
            var differing = candidate.Options.Zip(other.Options, (mine, theirs) => (mine, theirs)).First(o => o.mine != o.theirs).mine;
            _diagnostics.Report(Catalog.SameMember, ablation.File.Source.Path, differing.Name.Span, $"'{candidate.Symbol.Name}'", $"'{other.Symbol.Name}'");
        }
    }

    /// <summary>The members that satisfy the conditions; <paramref name="shape"/> is the first that these name.</summary>
    private IReadOnlyList<(Candidate Candidate, ElaboratedVariant Variant)> Filter(
        AblationSymbol ablation, IReadOnlyList<(Candidate Candidate, ElaboratedVariant Variant)> members, out IReadOnlyList<long>? shape)
    {
        shape = null;
        var left = members;
        for (var i = 0; i < ablation.Syntax.Where.Count; i++)
        {
            var condition = ablation.Syntax.Where[i];
            if (CostsOf(ablation, condition, members, ref shape) is not { } costs)
                return members;
            var satisfies = members.Select((m, index) => _elaborator.Satisfies(ablation, m.Candidate.Symbol, condition.Condition, costs[index])).ToArray();
            if (satisfies.Any(s => s is null))
                return members;
            var before = left;
            left = [.. left.Where(m => satisfies[members.ToList().FindIndex(other => other.Candidate == m.Candidate)] == true)];
            if (left.Count > 0 || members.Count == 0)
                continue;
            var conditions = satisfies.Any(s => s == true) ? ablation.Syntax.Where.Take(i + 1) : [condition];
            _diagnostics.Report(
                Catalog.NoMember, ablation.File.Source.Path, condition.Span, members.Count, ablation.Name,
                string.Join(", ", conditions.Select(c => ablation.File.Source.Slice(c.Span))), Ranges(condition, costs));
            return before;
        }
        return left;
    }

    private static string Ranges(CostConditionSyntax condition, IReadOnlyList<Dictionary<string, Dim>> costs)
    {
        var parts = s_costs.Where(c => Elaborator.Mentions(condition.Condition, c)).Select(cost =>
        {
            var values = costs.Select(c => c[cost].Value ?? 0).ToArray();
            return $"{cost} {(values.Min() == values.Max() ? "is" : $"goes from {Number(values.Min())} to")} {Number(values.Max())}";
        }).ToArray();
        return parts.Length == 0 ? "" : ": " + string.Join(", ", parts);
    }

    /// <summary>What a condition may speak of, for each member; null after a report.</summary>
    private IReadOnlyList<Dictionary<string, Dim>>? CostsOf(
        AblationSymbol ablation, CostConditionSyntax condition, IReadOnlyList<(Candidate Candidate, ElaboratedVariant Variant)> members, ref IReadOnlyList<long>? preferred)
    {
        var path = ablation.File.Source.Path;
        var sized = s_costs.Skip(1).FirstOrDefault(c => Elaborator.Mentions(condition.Condition, c));
        if (sized is not null && condition.At is null)
        {
            _diagnostics.Report(Catalog.MissingArgument, path, condition.Condition.Span, $"'{sized}'", ExampleShape);
            return null;
        }
        var costs = members.Select(m => new Dictionary<string, Dim> { ["params"] = m.Variant.Root.Parameters }).ToArray();
        if (condition.At is not { } at)
            return costs;
        if (ShapeOf(VariantOf(ablation, ablation.Name, []), at) is not { } shape)
            return null;
        for (var i = 0; i < members.Count; i++)
        {
            if (SizesAt(members[i].Candidate.Symbol, members[i].Variant, shape) is { } sizes)
            {
                costs[i].Add("macs", sizes.Of(members[i].Variant.Root.Macs));
                costs[i].Add("activations", sizes.Of(members[i].Variant.Root.Activations));
                continue;
            }
            if (At(members[i].Candidate.Symbol, [shape], out var problem) is not { } sizedMember)
            {
                _diagnostics.Report(Catalog.IllegalExpectShape, path, at.Span, members[i].Variant.Name, ablation.File.Source.Slice(at.Span), problem ?? "the spec has errors");
                return null;
            }
            costs[i].Add("macs", sizedMember.Root.Macs);
            costs[i].Add("activations", sizedMember.Root.Activations);
        }
        preferred ??= shape;
        return costs;
    }
}
