using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using Sprache;
using static ArchGen.Dsl.Syntax.Combinators;

namespace ArchGen.Dsl.Syntax;

/// <summary>What stands at a file's top level: its namespace, its imports, its definitions.</summary>
internal static class FileGrammar
{
    private static readonly Parser<NameSyntax> DottedName = Node(
        from first in Name("a namespace")
        from rest in Dots
        select first.Text + string.Concat(rest.Select(part => "." + part.Text)),
        (span, text) => new NameSyntax(span, text));

    private static readonly Parser<NameSyntax> Header =
        from keyword in Next
        from name in DottedName
        select name;

    /// <summary>A part of a file: its headers and definitions up to the token <paramref name="end"/>, after parts that left a file at <paramref name="before"/>.</summary>
    public static (FileSyntax Syntax, TokenInput Remainder) Part(TokenInput input, int end, HeaderState before)
    {
        var (name, imports, definitions) = (default(NameSyntax), new List<NameSyntax>(), new List<DefinitionSyntax>());
        while (input.Index < end)
        {
            input.Stream.Cancellation.ThrowIfCancellationRequested();
            var token = input.Token;
            var keyword = token.IsWord && SyntaxFacts.IsTopLevel(token.Text) ? token.Text : null;
            if (keyword is "namespace" or "import")
            {
                input = ReportOrder(input, keyword, before.Namespace ?? name?.Text, before.HasImports || imports.Count > 0, before.HasDefinitions || definitions.Count > 0);
                var header = Header(input);
                if (keyword == "import")
                    imports.Add(header.Value);
                else
                    name ??= header.Value;
                var rest = (TokenInput)header.Remainder;
                if (header.Value.Text.Length > Limits.NameLength && !rest.HasFaultSince(input))
                    rest = rest.Report(rest.Fault(Catalog.BeyondLimit, header.Value.Span, Findings.TooLongAName(header.Value.Text.Length), Findings.NameLimit));
                input = EndOfLine(rest);
            }
            else if ((keyword ?? MisspelledKeyword(input)) is { } meant)
            {
                var rule = DefinitionGrammar.Rule(meant, DocOf(input));
                var definition = (keyword is null ? BodyGrammar.Respelled(meant, rule) : rule)(input);
                definitions.Add(definition.Value);
                var after = (TokenInput)definition.Remainder;
                // After a mistake in a definition, what follows it is most likely a part of it.
                input = after.HasFaultSince(input) ? SkipToDefinition(after) : EndOfDefinition(definition.Value, after);
            }
            else
            {
                input = token.Kind == TokenKind.Semicolon ? input.Advance() : SkipExcess(input);
            }
        }
        var tokens = input.Stream.Tokens;
        var span = end == 0 ? new TextSpan(0, 0) : TextSpan.FromBounds(tokens[0].Span.Start, tokens[end - 1].Span.End);
        return (new FileSyntax(span, name, imports, definitions), input);
    }

    private static Parser<IReadOnlyList<NameSyntax>> Dots => i =>
    {
        var input = (TokenInput)i;
        var names = new List<NameSyntax>();
        while (input.Token.Kind == TokenKind.Dot)
        {
            var part = Name("a name after '.'")(input.Advance());
            names.Add(part.Value);
            input = (TokenInput)part.Remainder;
        }
        return Result.Success<IReadOnlyList<NameSyntax>>(names, input);
    };

    private static TokenInput ReportOrder(TokenInput at, string keyword, string? name, bool afterImport, bool afterDefinition)
    {
        if (keyword == "namespace" && name is not null)
            return at.Report(at.Fault(Catalog.SecondNamespace, at.Token.Span, name));
        if (afterDefinition)
            return at.Report(at.Fault(Catalog.HeaderOrder, at.Token.Span, keyword, "the file's definitions"));
        if (keyword == "namespace" && afterImport)
            return at.Report(at.Fault(Catalog.HeaderOrder, at.Token.Span, keyword, "the file's imports"));
        return at;
    }

    private static string? MisspelledKeyword(TokenInput at)
    {
        var following = at.Stream.At(at.Index + 1);
        if (at.Token.Kind != TokenKind.Identifier || !following.IsWord || following.StartsLine)
            return null;
        return SpellChecker.Nearest(at.Token.Text, SyntaxFacts.DefinitionKeywords);
    }

    private static TokenInput EndOfDefinition(DefinitionSyntax definition, TokenInput at) =>
        definition is BlockSyntax { IsExtern: false } ? at : EndOfLine(at);

    private static TokenInput EndOfLine(TokenInput at)
    {
        if (at.AtEnd || at.AtLineStart)
            return at;
        if (at.Token.Kind == TokenKind.Semicolon)
            return at.Advance();
        // `} block Foo` on one line reads well enough.
        if (at.Previous.Kind == TokenKind.CloseBrace)
            return at;
        at = at.Token.Kind == TokenKind.Assign
            ? at.Report(at.Fault(Catalog.InvalidAssignment, at.Token.Span))
            : at.Report(at.Fault(Catalog.MissingSeparator, at.Token.Span, at.Found));
        return SkipToDefinition(Skip(at));
    }

    // Reports what is no definition, and skips to where the next one begins.
    private static TokenInput SkipExcess(TokenInput at)
    {
        var token = at.Token;
        if (SyntaxFacts.IsCloser(token.Kind))
            at = at.Report(at.Fault(Catalog.UnmatchedBracket, token.Span, token.Text, SyntaxFacts.OpenerText(token.Kind)));
        else
            at = at.Report(at.Fault(Catalog.ExpectedDefinition, token.Span, "'" + (token.Text.Length > 40 ? token.Text.Substring(0, 40) + "…" : token.Text) + "'"));
        return SkipToDefinition(Skip(at));
    }

    private static TokenInput SkipToDefinition(TokenInput at)
    {
        while (!at.AtEnd && !BeginsDefinition(at))
            at = Skip(at);
        return at;
    }

    private static bool BeginsDefinition(TokenInput at)
    {
        if (at.Token.StartsLine)
            return at.Stream.IsDefinitionStart(at.Index) || MisspelledKeyword(at) is not null;
        return at.Previous.Kind is TokenKind.Semicolon or TokenKind.CloseBrace
            && at.Token.Kind == TokenKind.Keyword && SyntaxFacts.IsTopLevel(at.Token.Text) && at.Stream.At(at.Index + 1).IsWord;
    }

    private static string? DocOf(TokenInput at) => DocOf(at.Stream.Source, at.Token);

    /// <summary>A definition's documentation by its first token: the last run of <c>///</c> lines before it; a blank line ends a run.</summary>
    internal static string? DocOf(SourceText source, Token first)
    {
        var lines = new List<string>();
        var breaks = 0;
        foreach (var trivia in first.Leading)
        {
            breaks += trivia.Kind == TriviaKind.LineBreak ? 1 : 0;
            if (trivia.Kind != TriviaKind.DocComment)
                continue;
            if (breaks > 1)
                lines.Clear();
            breaks = 0;
            var text = source.Slice(trivia.Span).Substring(3);
            lines.Add((text.StartsWith(" ", System.StringComparison.Ordinal) ? text.Substring(1) : text).TrimEnd());
        }
        return lines.Count == 0 ? null : string.Join("\n", lines);
    }
}
