using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>What is folded.</summary>
public enum FoldingKind
{
    /// <summary>What stands in brackets.</summary>
    Region,

    /// <summary>Comments.</summary>
    Comment,

    /// <summary>The imports.</summary>
    Imports,
}

/// <summary>A span over several lines: from an opening bracket to its end, from a comment's or an import's beginning to the last one's end.</summary>
public sealed record FoldingSpan(TextSpan Span, FoldingKind Kind);

/// <summary>Finds what spans several lines.</summary>
internal static class Folder
{
    public static IReadOnlyList<FoldingSpan> Of(SemanticModel model)
    {
        var found = new List<FoldingSpan>();
        var tokens = model.Tokens;
        for (var i = 0; i < tokens.Tokens.Count; i++)
        {
            foreach (var run in Comments(model.Source, tokens.At(i)))
                found.Add(new FoldingSpan(run, FoldingKind.Comment));
            if (SyntaxFacts.IsOpener(tokens.At(i).Kind) && tokens.PartnerOf(i) is var end and > 0)
                found.Add(new FoldingSpan(TextSpan.FromBounds(tokens.At(i).Span.Start, tokens.At(end).Span.End), FoldingKind.Region));
        }
        if (model.Syntax.Imports.Count > 1)
            found.Add(new FoldingSpan(TextSpan.FromBounds(model.Syntax.Imports[0].Span.Start, model.Syntax.Imports[model.Syntax.Imports.Count - 1].Span.End), FoldingKind.Imports));
        // Of those that begin in one line, an editor folds one: the longest.
        return [.. found.Where(f => Line(f.Span.Start) < Line(f.Span.End))
            .GroupBy(f => Line(f.Span.Start)).Select(g => g.OrderByDescending(f => f.Span.End).First()).OrderBy(f => f.Span.Start)];

        int Line(int offset) => model.Source.PositionOf(offset).Line;
    }

    /// <summary>Runs of comments that no blank line parts.</summary>
    private static IEnumerable<TextSpan> Comments(SourceText source, Token token)
    {
        TextSpan? run = null;
        foreach (var trivia in token.Leading.Where(t => t.Kind is TriviaKind.LineComment or TriviaKind.DocComment or TriviaKind.BlockComment))
        {
            if (run is { } before && source.PositionOf(trivia.Span.Start).Line <= source.PositionOf(before.End).Line + 1)
            {
                run = TextSpan.Cover(before, trivia.Span);
                continue;
            }
            if (run is { } done)
                yield return done;
            run = trivia.Span;
        }
        if (run is { } last)
            yield return last;
    }
}
