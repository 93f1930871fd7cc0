using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>What a hint says.</summary>
public enum InlayKind
{
    /// <summary>The shape that a step gives.</summary>
    Shape,

    /// <summary>What a definition or a layer learns.</summary>
    Cost,
}

/// <summary>A short text shown in a line, at <paramref name="Offset"/>; <paramref name="Tooltip"/> is Markdown, or empty.</summary>
public sealed record InlayHint(int Offset, string Text, InlayKind Kind, string Tooltip);

/// <summary>Shapes behind steps, the last of each line; costs behind signatures and named layers.</summary>
internal static class Hints
{
    /// <summary>A text longer than this goes to the tooltip.</summary>
    private const int LongestShape = 90;

    private const int LongestCost = 60;

    public static IReadOnlyList<InlayHint> In(SemanticModel model, TextSpan range)
    {
        var hints = new List<InlayHint>();
        foreach (var block in model.File.Definitions.OfType<BlockSymbol>().Where(b => b.Syntax.Span.End >= range.Start && b.Syntax.Span.Start <= range.End))
        {
            if (model.Table.RecordsOf(block) is not { } records || block.Syntax.Body is not { } body)
                continue;
            var start = block.Syntax.Span.Start;
            if (Within(block.Syntax.Signature.Span.End, range) && Costs(model, block) is { } costs)
                hints.Add(costs);
            var lines = new Dictionary<int, (InlayHint Shape, TextSpan Span)>();
            foreach (var span in Steps(body, range))
            {
                if (!Within(span.End, range) || ShapeAt(records, span, start) is not { } hint)
                    continue;
                var line = model.Source.PositionOf(span.End).Line;
                if (!lines.TryGetValue(line, out var other) || other.Span.End <= span.End)
                    lines[line] = (hint, span);
            }
            hints.AddRange(lines.Values.Select(l => l.Shape));
            // In the middle of a line, a shape says enough.
            var ends = new HashSet<int>(lines.Values.Select(l => l.Shape.Offset));
            hints.AddRange(Layers(body, range).Where(l => ends.Contains(l.Span.End)).Select(l => CostAt(records, l, start)).OfType<InlayHint>());
        }
        return [.. hints.OrderBy(h => h.Offset).ThenBy(h => h.Kind)];
    }

    private static bool Within(int offset, TextSpan range) => range.Start <= offset && offset <= range.End;

    /// <summary>Every expression whose result is worth a hint: steps, the parts of pipes, what a let or an assignment holds.</summary>
    private static IEnumerable<TextSpan> Steps(SyntaxNode node, TextSpan range)
    {
        foreach (var part in SyntaxParts.Of(node).Where(p => p.Span.Start <= range.End && p.Span.End >= range.Start))
        {
            switch (part)
            {
                case StepSyntax step:
                    yield return step.Expression.Span;
                    break;
                case LetSyntax let:
                    yield return let.Value.Span;
                    break;
                case AssignSyntax assign:
                    yield return assign.Value.Span;
                    break;
                case PipeSyntax pipe:
                    yield return pipe.Left.Span;
                    yield return pipe.Right.Span;
                    break;
            }
            foreach (var below in Steps(part, range))
                yield return below;
        }
    }

    private static InlayHint? ShapeAt(BodyRecords records, TextSpan span, int start)
    {
        if (records.ResultAt(span, start) is not { Last: Flow last } seen || ValueText.Of(last.Tensor, seen.Known) is not { } any)
            return null;
        var first = ValueText.Of(seen.First, seen.Known) ?? any;
        var text = any.Length <= LongestShape ? any : first.Length <= LongestShape ? first + " …" : any.Substring(0, LongestShape - 1) + "…";
        var tooltip = first == any ? (text == any ? "" : any) : $"In the first iteration {first}, in any {any}";
        return new InlayHint(span.End, text, InlayKind.Shape, tooltip);
    }

    private static InlayHint? Costs(SemanticModel model, BlockSymbol block)
    {
        var info = model.Compilation?.InfoOf(block);
        if (info?.Model is not { IsBroken: false } made || made.Facts.FirstOrDefault(f => f.StartsWith(LearnedFact, System.StringComparison.Ordinal)) is not { } fact)
            return null;
        var (count, components) = (fact.Substring(LearnedFact.Length).TrimEnd('.'), "");
        if (count.IndexOf(", and those of ", System.StringComparison.Ordinal) is >= 0 and var comma)
            (count, components) = (count.Substring(0, comma), count.Substring(comma));
        return count == "0" || count.Length > LongestCost ? null
            : new InlayHint(block.Syntax.Signature.Span.End, count + " params" + components, InlayKind.Cost, string.Join("  \n", made.Facts));
    }

    private const string LearnedFact = "Learned parameters: ";

    /// <summary>The statements that apply one named layer.</summary>
    private static IEnumerable<StepSyntax> Layers(SyntaxNode node, TextSpan range) =>
        SyntaxParts.Below(node).OfType<StepSyntax>().Where(s => s.Expression is LabeledSyntax { Value: not GroupSyntax } && Within(s.Span.End, range));

    private static InlayHint? CostAt(BodyRecords records, StepSyntax step, int start)
    {
        if (records.CostAt(step.Span, start) is not { IsOpen: false, Varies: false } cost || cost.Parameters is not { } learned || learned == Dim.Zero)
            return null;
        var text = Diagnostics.DiagnosticBag.WithoutNumbers(learned.ToString());
        return text.Length > LongestCost ? null : new InlayHint(step.Span.End, text + " params", InlayKind.Cost, CostText.Of(cost));
    }
}
