using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <content>Members whose structure is changed: their models are copies, written anew, which are compiled as any other is.</content>
internal sealed partial class Compilation
{
    private readonly Dictionary<AblationSymbol, EditedCopies> _copies = [];
    private readonly Dictionary<VariantSymbol, EditedModel> _edited = [];
    private readonly Dictionary<(AblationSymbol, string), (ElaboratedVariant? Variant, Diagnostic? Problem)> _unchanged = [];

    /// <summary>A member's network without its changes, its model with them (null where they can't be made) and what is wrong with them.</summary>
    private sealed record EditedModel(BlockSymbol? Model, StepPaths? Before, IReadOnlyList<BlockSymbol> Copies, IReadOnlyList<EditFault> Faults);

    private static IReadOnlyList<StructureEdit> EditsOf(AblationSymbol ablation, IReadOnlyList<OptionSyntax> options) =>
        [.. options.SelectMany(o => o.Edits).Select(e => new StructureEdit(e, ablation.File))];

    /// <summary>The variant that options make, its structure changed as they say. Its model is made when it is first asked for.</summary>
    private VariantSymbol MemberOf(AblationSymbol ablation, string name, IReadOnlyList<ArgumentSyntax> arguments, IReadOnlyList<OptionSyntax> options)
    {
        var plain = VariantOf(ablation, name, arguments);
        if (options.All(o => o.Edits.Count == 0))
            return plain;
        VariantSymbol? member = null;
        return member = new VariantSymbol(plain.File, plain.Syntax) { Edited = new(() => (_edited[member!] = Edit(ablation, plain, options)).Model) };
    }

    /// <summary>A member as it is without its changes. Members that differ in these alone have it in common.</summary>
    private (ElaboratedVariant? Variant, Diagnostic? Problem) TryUnchanged(AblationSymbol ablation, VariantSymbol member)
    {
        var key = (ablation, string.Join(" ", member.Syntax.Arguments.Select(a => a.Span.Start.ToString(CultureInfo.InvariantCulture))));
        if (_unchanged.TryGetValue(key, out var known))
            return known;
        var tried = Try(VariantOf(ablation, member.Name, member.Syntax.Arguments));
        // What is wrong is said of each by its own name.
        if (tried.Problem is null)
            _unchanged[key] = tried;
        return tried;
    }

    private EditedModel Edit(AblationSymbol ablation, VariantSymbol plain, IReadOnlyList<OptionSyntax> options)
    {
        if (TryUnchanged(ablation, plain).Variant is not { } before || _elaborator.ModelSymbolOf(plain) is not { } model)
            return new EditedModel(null, null, [], []);
        var edits = EditsOf(ablation, options);
        var (paths, faults) = StepPaths.Find(before.Root, edits);
        if (faults.Count > 0)
            return new EditedModel(null, paths, [], faults);
        if (!_copies.TryGetValue(ablation, out var copies))
        {
            var seen = _keys is null ? ablation.Name : _keys.Replacements(ablation).ToString(CultureInfo.InvariantCulture);
            _copies[ablation] = copies = new EditedCopies(ablation, seen);
        }
        copies.Stem = ablation.Name + string.Concat(options.Where(o => o.Edits.Count > 0).Select(o => StudyModes.Pascal(o.Name.Text)));
        var editor = new ModelEditor(paths, copies, Current);
        var made = editor.Edit(model, before.Root, "");
        return editor.Fault is { } fault ? new EditedModel(null, paths, [], [fault]) : new EditedModel(made, paths, editor.Made, []);
    }

    // A network that was made in a compilation before speaks of that one's blocks.
    private BlockSymbol Current(BlockSymbol block) => _cache is null ? block
        : Definitions<BlockSymbol>().FirstOrDefault(b => b.Name == block.Name && b.File.Namespace == block.File.Namespace) ?? block;

    /// <summary>Reports, once for each change, what keeps a member's changes from being made. True where something does.</summary>
    private bool ReportFaults(AblationSymbol ablation, VariantSymbol member, HashSet<EditSyntax> reported)
    {
        if (member.Edited is null || member.Edited.Value is not null)
            return false;
        foreach (var fault in _edited[member].Faults.Where(f => reported.Add(f.Edit)))
        {
            if (fault.IsUnmatched)
                _diagnostics.Report(Catalog.NoSuchStep, ablation.File.Source.Path, fault.Edit.Path.Span, member.Name, fault.Edit.Path.Text, fault.Message);
            else
                ReportEdit(ablation, fault.Edit, member, fault.Message, fault.At is { } at ? [new RelatedPlace(at.Path, at.Place, "the step")] : []);
        }
        return true;
    }

    private void ReportEdit(AblationSymbol ablation, EditSyntax edit, VariantSymbol member, string why, IReadOnlyList<RelatedPlace> related) => _diagnostics.Report(
        Catalog.EditFails, ablation.File.Source.Path, edit.Path.Span, related, edit.Path.Text, edit.IsRemoval ? "removed" : "replaced", member.Name, why);

    /// <summary>Whether what stands for each changed step gives what the step gave. False after a report.</summary>
    private bool CheckReplaced(AblationSymbol ablation, VariantSymbol member, ElaboratedVariant variant, HashSet<EditSyntax> reported)
    {
        if (member.Edited is null)
            return true;
        var before = _edited[member].Before!;
        var after = StepPaths.Of(variant.Root);
        var fits = true;
        foreach (var (path, edit) in before.Meant.Select(m => (m.Key, m.Value.Syntax)))
        {
            var step = before.At(path)!;
            var stands = after.At(path);
            var why = edit.IsRemoval || step.Output is not { } wanted || (stands?.Output is { } given && StepPaths.SameSizes(wanted, given)) ? null
                : $"'{path}' gives {wanted}, and what stands for it gives {stands?.Output?.ToString() ?? "several tensors"}";
            if (why is null)
                continue;
            fits = false;
            if (reported.Add(edit))
                ReportEdit(ablation, edit, member, why, [new RelatedPlace(step.Path, step.Place, "the step")]);
        }
        return fits;
    }

    /// <summary>One error for a network that doesn't compile once it is changed: at the change that fails by itself, else at the last.</summary>
    private void ReportChanged(AblationSymbol ablation, Candidate candidate, Diagnostic problem, HashSet<EditSyntax> reported)
    {
        var options = candidate.Options.Where(o => o.Edits.Count > 0).ToArray();
        var guilty = options.Length == 1 ? options[0] : options.FirstOrDefault(FailsAlone) ?? options[options.Length - 1];
        var edit = guilty.Edits.FirstOrDefault(e => guilty.Edits.Count > 1 && e.By is { } by && problem.Path == ablation.File.Source.Path && by.Span.Start <= problem.Span.Start && problem.Span.End <= by.Span.End)
            ?? guilty.Edits[guilty.Edits.Count - 1];
        if (!reported.Add(edit))
            return;
        var related = new List<RelatedPlace> { new(problem.Path, problem.Span, "where it fails") };
        related.AddRange(problem.Related.Where(r => r.Span != ablation.Syntax.Name.Span));
        // Nobody wrote the names of copies.
        var why = _edited[candidate.Symbol].Copies.OrderByDescending(c => c.Name.Length).Aggregate(problem.Message, (text, copy) => text.Replace($"'{copy.Name}'", $"'{copy.Original!.Name}'"));
        ReportEdit(ablation, edit, candidate.Symbol, why, related);

        bool FailsAlone(OptionSyntax option) => Try(MemberOf(ablation, candidate.Symbol.Name, candidate.Symbol.Syntax.Arguments, [option])).Problem is not null;
    }
}
