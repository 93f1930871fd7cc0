using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Formatting;

/// <summary>One change of a text: <paramref name="NewText"/> instead of what <paramref name="Span"/> covers.</summary>
public sealed record TextEdit(TextSpan Span, string NewText);

/// <summary>What formatting changes in a text.</summary>
/// <param name="Edits">The changes, in order of place; none touches another, and none touches a token.</param>
/// <param name="Untouched">The definitions that stay as they are written, because they can't be understood: where the name or keyword of each stands.</param>
public sealed record FormatResult(IReadOnlyList<TextEdit> Edits, IReadOnlyList<TextSpan> Untouched);

/// <summary>
/// The one style of specs. Changes only what stands between tokens: blanks, line breaks, and where a comment begins. The author's line breaks stay where the
/// style has any; lines that are too long get more. A definition with a mistake in its syntax stays as it is written. Line ends become <c>\n</c>.
/// </summary>
public static class Formatter
{
    /// <summary>The columns that a line may have. Comments are never broken.</summary>
    public const int Width = 140;

    /// <summary>A text in the one style. Formatting the result changes nothing.</summary>
    public static string Format(SourceText source, CancellationToken cancellation = default) => Apply(source.Text, Run(source, cancellation).Edits);

    /// <summary>The changes that formatting makes, each as small as can be.</summary>
    public static FormatResult Run(SourceText source, CancellationToken cancellation = default)
    {
        // What is never parsed isn't understood.
        if (source.Text.Length > Limits.FileLength)
            return new FormatResult([], [default]);
        var stream = new TokenStream(source, Lexer.Lex(source, cancellation).Tokens, cancellation);
        var regions = Regions.Of(stream, Parser.Parse(source, cancellation));
        var layout = new Layout(stream);
        var gaps = new GapText(layout);
        var texts = new string?[stream.Tokens.Count];
        foreach (var region in regions.Where(r => r.IsUnderstood))
        {
            LayoutWalker.Walk(layout, region);
            new LineBreaker(layout, gaps, texts).Break(region.First, region.Last);
        }
        return new FormatResult(
            Edits(stream, regions, gaps, texts),
            [.. regions.Where(r => !r.IsUnderstood).Select(r => stream.At(r.First).Span)]);
    }

    /// <summary>
    /// The changes in the lines that a span touches: for a selection, or for the line that was just written. A line that begins inside the span is one of
    /// them. Any part of the changes is as good as all: none depends on another for what the text means.
    /// </summary>
    public static IReadOnlyList<TextEdit> EditsIn(SourceText source, TextSpan span, CancellationToken cancellation = default)
    {
        var first = source.PositionOf(span.Start).Line;
        var last = source.PositionOf(span.End).Line;
        return [.. Run(source, cancellation).Edits.Where(e => source.PositionOf(e.Span.End).Line >= first && source.PositionOf(e.Span.End).Line <= last)];
    }

    /// <summary>A text with some changes made to it, which are in order and don't overlap.</summary>
    public static string Apply(string text, IReadOnlyList<TextEdit> edits)
    {
        var result = new StringBuilder(text.Length + 64);
        var at = 0;
        foreach (var edit in edits)
        {
            result.Append(text, at, edit.Span.Start - at).Append(edit.NewText);
            at = edit.Span.End;
        }
        return result.Append(text, at, text.Length - at).ToString();
    }

    private static List<TextEdit> Edits(TokenStream stream, IReadOnlyList<Region> regions, GapText gaps, string?[] texts)
    {
        var edits = new List<TextEdit>();
        var end = stream.Tokens.Count - 1;
        var start = 0;
        for (var i = 0; i <= end; i++)
        {
            var span = TextSpan.FromBounds(start, stream.At(i).Span.Start);
            start = stream.At(i).Span.End;
            var written = stream.Source.Slice(span);
            var isLast = i == end;
            var wanted = texts[i] ?? (isLast && (regions.Count == 0 || regions[regions.Count - 1].IsUnderstood) ? gaps.AtEnd(i) : LineEnds(written));
            if (isLast && (i > 0 || wanted.Length > 0) && !wanted.EndsWith("\n", System.StringComparison.Ordinal))
                wanted += "\n";
            if (wanted != written)
                edits.Add(Smallest(span.Start, written, wanted));
        }
        return edits;
    }

    /// <summary>A text whose lines all end with <c>\n</c>.</summary>
    internal static string LineEnds(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n');

    private static TextEdit Smallest(int start, string written, string wanted)
    {
        var shorter = written.Length < wanted.Length ? written.Length : wanted.Length;
        var before = 0;
        while (before < shorter && written[before] == wanted[before])
            before++;
        var after = 0;
        while (after < shorter - before && written[written.Length - 1 - after] == wanted[wanted.Length - 1 - after])
            after++;
        return new TextEdit(new TextSpan(start + before, written.Length - before - after), wanted.Substring(before, wanted.Length - before - after));
    }
}
