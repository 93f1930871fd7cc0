using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Syntax;

/// <summary>A file's tree, and what was wrong with its text, in order of place.</summary>
public sealed record ParseResult(FileSyntax File, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>What of a file's headers stands before a place: the order of headers is checked by it.</summary>
internal readonly record struct HeaderState(string? Namespace, bool HasImports, bool HasDefinitions)
{
    public HeaderState After(FileSyntax part) =>
        new(Namespace ?? part.Namespace?.Text, HasImports || part.Imports.Count > 0, HasDefinitions || part.Definitions.Count > 0);
}

/// <summary>Text in, syntax tree out. A file is parsed part by part, a part beginning with each definition, so that no mistake in one reaches the next.</summary>
public static class Parser
{
    /// <summary>The tokens of the next part that a part sees: they tell that a definition begins there.</summary>
    private const int Ahead = 2;

    /// <summary>Parses a file. Never fails on any text: what can't be understood is reported and left out; cancellation escapes.</summary>
    public static ParseResult Parse(SourceText source, CancellationToken cancellation = default)
    {
        if (source.Text.Length > Limits.FileLength)
        {
            var length = string.Format(CultureInfo.InvariantCulture, "A file of {0:N0} characters is too long", source.Text.Length);
            var limit = string.Format(CultureInfo.InvariantCulture, "{0:N0} characters; spread its definitions over several files", Limits.FileLength);
            return new ParseResult(new FileSyntax(default, null, [], []), [Findings.Make(Catalog.BeyondLimit, source.Path, default, length, limit)]);
        }
        var lexed = Lexer.Lex(source, cancellation);
        var diagnostics = new List<Diagnostic>(lexed.Diagnostics);
        var (name, imports, definitions) = (default(NameSyntax), new List<NameSyntax>(), new List<DefinitionSyntax>());
        var state = default(HeaderState);
        foreach (var (first, end) in PartsOf(lexed.Tokens))
        {
            var part = ParsePart(source, lexed.Tokens, first, end, state, diagnostics, cancellation);
            state = state.After(part);
            name ??= part.Namespace;
            imports.AddRange(part.Imports);
            definitions.AddRange(part.Definitions);
        }
        var tokens = lexed.Tokens;
        var span = tokens.Count == 1 ? new TextSpan(0, 0) : TextSpan.FromBounds(tokens[0].Span.Start, tokens[tokens.Count - 2].Span.End);
        return new ParseResult(new FileSyntax(span, name, imports, definitions), InOrder(diagnostics));
    }

    /// <summary>Parses one part, whose text is all of <paramref name="source"/> but what it sees ahead from <paramref name="length"/> on.</summary>
    internal static ParseResult ParsePart(SourceText source, int length, HeaderState before, CancellationToken cancellation)
    {
        var lexed = Lexer.Lex(source, cancellation);
        var end = lexed.Tokens.TakeWhile(t => t.Kind != TokenKind.EndOfFile && t.Span.Start < length).Count();
        var diagnostics = lexed.Diagnostics.Where(d => d.Span.Start < length).ToList();
        var syntax = ParsePart(source, lexed.Tokens, 0, end, before, diagnostics, cancellation);
        return new ParseResult(syntax, InOrder(diagnostics));
    }

    /// <summary>Where parts begin and end: every definition at the beginning of a line begins one.</summary>
    internal static IEnumerable<(int First, int End)> PartsOf(IReadOnlyList<Token> tokens)
    {
        var first = 0;
        for (var i = 1; i < tokens.Count; i++)
        {
            if (i < tokens.Count - 1 && !TokenStream.IsDefinitionStart(tokens, i))
                continue;
            yield return (first, i);
            first = i;
        }
    }

    /// <summary>Where what a part sees ahead ends.</summary>
    internal static int EndAhead(IReadOnlyList<Token> tokens, int end) => System.Math.Min(end + Ahead, tokens.Count - 1);

    private static FileSyntax ParsePart(
        SourceText source, IReadOnlyList<Token> tokens, int first, int end, HeaderState before, List<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var seen = new List<Token>();
        var last = EndAhead(tokens, end);
        for (var i = first; i < last; i++)
            seen.Add(tokens[i]);
        seen.Add(last == tokens.Count - 1 ? tokens[last] : new Token(TokenKind.EndOfFile, new TextSpan(tokens[last - 1].Span.End, 0), "", [], false));
        var (syntax, rest) = FileGrammar.Part(new TokenInput(new TokenStream(source, seen, cancellation)), end - first, before);
        var found = diagnostics.Count;
        for (var findings = rest.Findings; findings is not null; findings = findings.Before)
            diagnostics.Insert(found, findings.Last);
        return syntax;
    }

    // A stable sort, so that the same text gives the same list.
    private static Diagnostic[] InOrder(List<Diagnostic> diagnostics) => [.. diagnostics.OrderBy(d => d.Span.Start)];
}
