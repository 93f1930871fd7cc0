using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Formatting;

/// <summary>
/// The tokens from one thing at a file's top level up to the next one: a definition, or a name after <c>namespace</c> or <c>import</c>; null for what is
/// neither. One that isn't understood stays as it is written, with what stands before it.
/// </summary>
internal sealed record Region(int First, int Last, SyntaxNode? Item, bool IsUnderstood);

/// <summary>Finds out which parts of a file can be formatted.</summary>
internal static class Regions
{
    /// <summary>All of a file's tokens but its end, region by region.</summary>
    public static IReadOnlyList<Region> Of(TokenStream stream, ParseResult parsed)
    {
        var end = stream.Tokens.Count - 1;
        if (end == 0)
            return [];
        var starts = Starts(stream, parsed.File);
        if (starts.Count == 0 || starts[0].Token > 0)
            starts.Insert(0, (0, null));
        var faults = Faults(stream, parsed.Diagnostics);
        var regions = new List<Region>();
        for (var i = 0; i < starts.Count; i++)
        {
            var (first, item) = starts[i];
            var last = (i + 1 < starts.Count ? starts[i + 1].Token : end) - 1;
            // A mistake found at the token behind a region may be one of what is missing in it.
            var isUnderstood = item is not null && !faults.Any(f => f >= first && f <= last + 1) && IsPaired(stream, first, last)
                && !HasStepsInHeader(stream, first, item)
                && (i == 0 || regions[i - 1].IsUnderstood || stream.At(first).StartsLine);
            regions.Add(new Region(first, last, item, isUnderstood));
        }
        return regions;
    }

    private static List<(int Token, SyntaxNode? Item)> Starts(TokenStream stream, FileSyntax file)
    {
        var starts = new List<(int Token, SyntaxNode? Item)>();
        if (file.Namespace is { } name)
            starts.Add((stream.IndexAt(name.Span.Start) - 1, name));
        foreach (var import in file.Imports)
            starts.Add((stream.IndexAt(import.Span.Start) - 1, import));
        foreach (var definition in file.Definitions)
            starts.Add((stream.IndexAt(definition.Span.Start), definition));
        starts.Sort((a, b) => a.Token.CompareTo(b.Token));
        return starts;
    }

    // The tokens that were reported. After too much nesting nothing more is, so that from there on nothing is sure.
    private static List<int> Faults(TokenStream stream, IReadOnlyList<Diagnostic> diagnostics)
    {
        var faults = diagnostics.Select(d => stream.IndexAt(d.Span.Start)).ToList();
        var tooDeep = diagnostics.FirstOrDefault(d => d.Code == Catalog.NestedTooDeeply.Code);
        if (tooDeep is not null)
            faults.AddRange(Enumerable.Range(stream.IndexAt(tooDeep.Span.Start), stream.Tokens.Count - stream.IndexAt(tooDeep.Span.Start)));
        return faults;
    }

    // Steps where a size or a condition belongs: the checker refuses them, and no style is made for them.
    private static bool HasStepsInHeader(TokenStream stream, int first, SyntaxNode item) =>
        item is BlockSyntax { Body: { } body } && Enumerable.Range(first, stream.IndexAt(body.Span.Start) - first).Any(i => stream.At(i).Kind == TokenKind.OpenBrace);

    private static bool IsPaired(TokenStream stream, int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            var kind = stream.At(i).Kind;
            var isBracket = SyntaxFacts.IsOpener(kind) || SyntaxFacts.IsCloser(kind);
            if (kind == TokenKind.Bad || (isBracket && (stream.PartnerOf(i) < first || stream.PartnerOf(i) > last)))
                return false;
        }
        return true;
    }

    /// <summary>The index of the token at an offset, or, where none is, of the next one.</summary>
    public static int IndexAt(this TokenStream stream, int offset)
    {
        var (low, high) = (0, stream.Tokens.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (stream.At(middle).Span.End > offset)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}
