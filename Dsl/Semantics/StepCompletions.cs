using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>The path of a step behind <c>remove</c> or <c>replace</c>, as far as it is written: what stands before the segment that the cursor is in.</summary>
/// <param name="Keyword">The index of the token <c>remove</c> or <c>replace</c>.</param>
/// <param name="Before">The segments before the cursor's, with dots between; empty for the first.</param>
/// <param name="Segment">The cursor's segment.</param>
internal sealed record StepPathPlace(int Keyword, string Before, TextSpan Segment)
{
    /// <summary>The path at an offset, which needn't lex as one: <c>stages.0.1</c> is a word and a number. Null where there is none.</summary>
    public static StepPathPlace? At(TokenStream stream, SourceText source, int offset)
    {
        var text = source.Text;
        var (start, end) = (offset, offset);
        while (start > 0 && IsPart(text[start - 1]))
            start--;
        while (end < text.Length && IsPart(text[end]) && text[end] != '.')
            end++;
        var keyword = -1;
        while (stream.At(keyword + 1) is { Kind: not TokenKind.EndOfFile } next && next.Span.End <= start)
            keyword++;
        if (keyword < 0 || !(stream.At(keyword).Is("remove") || stream.At(keyword).Is("replace")) || stream.At(keyword).Span.End == start
            || source.PositionOf(stream.At(keyword).Span.End).Line != source.PositionOf(start).Line)
            return null;
        var dot = text.LastIndexOf('.', Math.Max(0, offset - 1), offset - start);
        var from = dot < start ? start : dot + 1;
        return new StepPathPlace(keyword, dot < start ? "" : text.Substring(start, dot - start), TextSpan.FromBounds(from, end));
    }

    private static bool IsPart(char c) => c is '_' or '.' or '*' or >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9';
}

/// <summary>What a path's next segment may be: the keys of a network's steps, level by level.</summary>
internal static class StepCompletions
{
    /// <summary>The segments that stand behind those before, in the order of the steps; first <c>*</c>, where the entries of a list stand there.</summary>
    public static IEnumerable<CompletionItem> At(GraphNode root, string before)
    {
        KeyPattern? pattern = null;
        if (before.Length > 0 && (pattern = KeyPattern.Parse(before, out _)) is null)
            yield break;
        var next = new List<(string Segment, string Path, GraphNode? Step)>();
        var steps = StepPaths.Of(root);
        foreach (var path in steps.All)
        {
            var segments = path.Split('.');
            for (var taken = pattern is null ? 0 : 1; taken < (pattern is null ? 1 : segments.Length); taken++)
            {
                if (pattern is null || pattern.Match(string.Join(".", segments.Take(taken))) is not null)
                    next.Add((segments[taken], string.Join(".", segments.Take(taken + 1)), taken == segments.Length - 1 ? steps.At(path) : null));
            }
        }
        var byName = next.GroupBy(n => n.Segment).ToArray();
        var entries = byName.Where(n => n.Key.All(char.IsDigit)).ToArray();
        if (entries.Length > 1)
            yield return Item("*", $"each of {string.Join(", ", entries.Take(6).Select(e => e.Key))}{(entries.Length > 6 ? ", …" : "")}");
        foreach (var name in byName)
        {
            var places = name.Select(n => n.Path).Distinct().Count();
            var step = name.Select(n => n.Step).FirstOrDefault(s => s is not null);
            var kind = step is null ? "a list" : StructuralDiff.KindOf(step);
            yield return Item(name.Key, (places > 1 ? $"{kind}, in {places} places" : step?.Output is { } output ? $"{kind} -> {output}" : kind));
        }
        if (!before.Split('.').Contains("**"))
            yield return Item("**", "any steps, of at least one level");
    }

    private static CompletionItem Item(string segment, string detail) => new(segment, CompletionKind.Component, detail, "", segment);
}
