using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>What a selection grows to.</summary>
internal static class Selections
{
    public static IReadOnlyList<TextSpan> Around(SemanticModel model, int offset)
    {
        bool Holds(TextSpan span) => span.Start <= offset && offset <= span.End && span.Length > 0;
        var spans = new List<TextSpan> { new(0, model.Source.Text.Length) };
        SyntaxNode? node = model.Syntax;
        while (node is not null)
        {
            spans.Add(node.Span);
            node = SyntaxParts.Of(node).FirstOrDefault(n => Holds(n.Span));
        }
        var tokens = model.Tokens;
        for (var i = 0; i < tokens.Tokens.Count; i++)
        {
            var token = tokens.At(i);
            if (token.Span.Start > offset)
                break;
            spans.Add(token.Span);
            spans.AddRange(token.Leading.Where(t => t.Kind is not (TriviaKind.Whitespace or TriviaKind.LineBreak)).Select(t => t.Span));
            if (SyntaxFacts.IsOpener(token.Kind) && tokens.PartnerOf(i) is var end and > 0)
            {
                spans.Add(TextSpan.FromBounds(token.Span.Start, tokens.At(end).Span.End));
                spans.Add(TextSpan.FromBounds(token.Span.End, tokens.At(end).Span.Start));
            }
        }
        var nested = new List<TextSpan>();
        foreach (var span in spans.Where(Holds).Distinct().OrderBy(s => s.Length))
        {
            if (nested.Count == 0 || (nested[nested.Count - 1] is var inner && span.Start <= inner.Start && inner.End <= span.End))
                nested.Add(span);
        }
        return nested;
    }
}
