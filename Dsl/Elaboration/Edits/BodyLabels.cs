using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>A step or a declared layer of a body that has a label; <paramref name="Value"/> is what is labelled.</summary>
internal sealed record LabelledStep(TextSpan Span, LabelSyntax Label, ExpressionSyntax Value, bool IsDeclared)
{
    private Regex? _form;

    /// <summary>True for what isn't an expression of its own, but steps.</summary>
    public bool IsGroup => Value is GroupSyntax or ResidualSyntax or ParallelSyntax;

    /// <summary>
    /// The parts of the label that are computed, each with the number that it has in a key; null where the key isn't of this label.
    /// </summary>
    public IReadOnlyList<(ExpressionSyntax Value, long Number)>? NumbersIn(string key)
    {
        _form ??= new Regex("^" + string.Concat(Label.Parts.Select((p, i) =>
            (p.Kind == LabelPartKind.Index && i > 0 ? "\\." : "") + (p.Value is null ? Regex.Escape(p.Text) : "(-?[0-9]+)"))) + "$", RegexOptions.CultureInvariant);
        var match = _form.Match(key);
        if (!match.Success)
            return null;
        var numbers = new List<(ExpressionSyntax, long)>();
        foreach (var part in Label.Parts.Where(p => p.Value is not null))
        {
            if (!long.TryParse(match.Groups[numbers.Count + 1].Value, out var number))
                return null;
            numbers.Add((part.Value!, number));
        }
        return numbers;
    }
}

/// <summary>Finds the labelled steps of a body.</summary>
internal static class BodyLabels
{
    /// <summary>Every labelled step, those in groups, loops and expressions too, in order.</summary>
    public static IReadOnlyList<LabelledStep> Of(BlockSyntax block) => block.Body is null ? [] : [.. SyntaxParts.Below(block.Body).Select(Step).OfType<LabelledStep>()];

    private static LabelledStep? Step(SyntaxNode node) => node switch
    {
        LabeledSyntax labeled => new LabelledStep(labeled.Span, labeled.Label, labeled.Value, false),
        LayerSyntax layer => new LabelledStep(layer.Span, layer.Label, layer.Value, true),
        _ => null,
    };
}
