using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <content>What is asked of an ablation before any of its members is made.</content>
internal sealed partial class Compilation
{
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
        var ok = CheckMode(ablation) & CheckConditions(ablation, model) & CheckRecipe(ablation, out var recipe);
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
            if (axis.IsSetting)
            {
                ok &= CheckSetting(ablation, model, axis) && (recipe is null || CheckRecipeSetting(ablation, axis, recipe));
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

    private bool CheckSetting(AblationSymbol ablation, BlockSymbol model, AxisSyntax axis)
    {
        var path = ablation.File.Source.Path;
        if (model.Syntax.Parameters.Any(p => p.Name.Text == axis.Name.Text))
        {
            _diagnostics.Report(Catalog.BadSetting, path, axis.Name.Span, axis.Name.Text, $"is a parameter of '{model.Name}', which a setting doesn't change: write 'axis {axis.Name.Text}: …'");
            return false;
        }
        var options = new HashSet<string>();
        foreach (var option in axis.Options)
        {
            var isNew = options.Add(option.Name.Text);
            if (!isNew)
                _diagnostics.Report(Catalog.OptionTwice, path, option.Name.Span, option.Name.Text, "an option of this axis");
            else if (option.Value is not { } value || _elaborator.ValueOf(ablation, value) is null)
                _diagnostics.Report(Catalog.BadSetting, path, (option.Value ?? (SyntaxNode)option.Name).Span, option.Name.Text, "is no value of a setting, which is a number, a string, true or false and changes nothing of the network");
            else
                continue;
            return false;
        }
        return true;
    }

    private bool CheckMode(AblationSymbol ablation)
    {
        var (path, axes) = (ablation.File.Source.Path, ablation.Syntax.Axes);
        if (ablation.Syntax.Mode is not { Name: var mode })
            return true;
        if (!StudyModes.All.Contains(mode.Text))
        {
            var near = SpellChecker.Nearest(mode.Text, StudyModes.All);
            _diagnostics.Report(Catalog.NoSuchMode, path, mode.Span, mode.Text, near is null ? "" : $" (did you mean '{near}'?)");
            return false;
        }
        if (mode.Text != StudyModes.Zip || axes.FirstOrDefault(a => a.Options.Count != axes[0].Options.Count) is not { } uneven)
            return true;
        _diagnostics.Report(Catalog.UnevenZip, path, uneven.Name.Span, axes[0].Name.Text, axes[0].Options.Count, uneven.Name.Text, uneven.Options.Count);
        return false;
    }

    /// <summary>Whether what conditions compare axes with are options of theirs, or something that the model's parameters and costs may be compared with.</summary>
    private bool CheckConditions(AblationSymbol ablation, BlockSymbol model)
    {
        var ok = true;
        foreach (var (axis, option) in ablation.Syntax.Where.SelectMany(w => OptionConditions.In(w.Condition, ablation.Syntax.Axes)))
        {
            var isValue = model.Syntax.Parameters.Any(p => p.Name.Text == axis.Name.Text) && (model.Syntax.Parameters.Any(p => p.Name.Text == option.Name) || ablation.File.Visible.ContainsKey(option.Name));
            if (isValue || axis.Options.Any(o => o.Name.Text == option.Name))
                continue;
            var near = SpellChecker.Nearest(option.Name, axis.Options.Select(o => o.Name.Text));
            _diagnostics.Report(Catalog.NoSuchOption, ablation.File.Source.Path, option.Span, axis.Name.Text, option.Name, near is null ? ": it has " + string.Join(", ", axis.Options.Select(o => $"'{o.Name.Text}'")) : $" (did you mean '{near}'?)");
            ok = false;
        }
        return ok;
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

    /// <summary>Holds members to what is expected of them, where the ablation has no errors. One that its conditions leave out is none.</summary>
    private void CheckExpectations(AblationSymbol ablation, IReadOnlyDictionary<string, Candidate> candidates, IReadOnlyList<(string Name, ElaboratedVariant Variant)> members)
    {
        foreach (var name in ablation.Syntax.Expects.Select(e => e.Member).Where(m => !m.IsMissing && members.All(made => made.Name != m.Text)))
        {
            var near = SpellChecker.Nearest(name.Text, members.Select(m => m.Name));
            _diagnostics.Report(
                Catalog.NoSuchMember, ablation.File.Source.Path, name.Span, ablation.Name, name.Text,
                candidates.ContainsKey(name.Text) ? ": its conditions leave that one out" : near is null ? $": its members are called '{members[0].Name}' and the like" : $" (did you mean '{near}'?)");
        }
        foreach (var (name, variant) in members)
            CheckExpectations(candidates[name].Symbol, variant);
    }

    private static string Choices(Candidate candidate) => string.Join(" and ", candidate.Options.Select(o => $"'{o.Name.Text}'"));
}
