using System;
using System.Collections.Generic;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using Sprache;

namespace ArchGen.Dsl.Syntax;

/// <content>How the parse goes on after a mistake: <c>Close</c> makes up what is missing, <c>Recover</c> skips what is too much.</content>
internal static partial class Combinators
{
    /// <summary>What stands between an opener, which is the next token, and its closer.</summary>
    public static Parser<T> Bracketed<T>(Func<int, Parser<T>> content) => i =>
    {
        var start = (TokenInput)i;
        var opener = start.Index;
        var result = content(opener)(start.Advance().WithLines(start.Token.Kind == TokenKind.OpenBrace));
        var rest = Close(start)(result.Remainder);
        return Result.Success(result.Value, ((TokenInput)rest.Remainder).WithLines(start.LinesMatter));
    };

    /// <summary>Items with commas between an opener, which is the next token, and its closer.</summary>
    public static Parser<IReadOnlyList<T>> Delimited<T>(Parser<T> item, string itemName) =>
        Bracketed(opener => Items(opener, item, itemName, []));

    /// <summary>
    /// Takes the closer of the bracket at <paramref name="opener"/>; where it is missing, reports that. After a mistake between
    /// the two, parentheses and brackets are left in peace.
    /// </summary>
    public static Parser<bool> Close(TokenInput opener) => i =>
    {
        var input = (TokenInput)i;
        var open = opener.Token;
        var isExcused = open.Kind != TokenKind.OpenBrace && input.HasFaultSince(opener);
        if (input.Token.Kind == SyntaxFacts.CloserOf(open.Kind))
            return Result.Success(true, input.Advance());
        var partner = input.Stream.PartnerOf(opener.Index);
        if (partner > input.Index)
        {
            input = isExcused ? input : input.Report(Catalog.ExpectedToken, "'" + SyntaxFacts.CloserText(open.Kind) + "'", input.Found);
            return Result.Success(true, input.MoveTo(partner + 1));
        }
        if (isExcused)
            return Result.Success(false, input);
        var fault = input.Fault(Catalog.UnclosedBracket, open.Span, open.Text, SyntaxFacts.CloserText(open.Kind), input.Found);
        var place = new RelatedPlace(input.Stream.Source.Path, input.FaultSpan, "expected '" + SyntaxFacts.CloserText(open.Kind) + "' here");
        return Result.Success(false, input.Report(fault with { Related = new EquatableArray<RelatedPlace>([place]) }));
    };

    /// <summary>
    /// Skips to the next line, <c>;</c>, closing brace or definition, bracketed parts as one; gives the span skipped, or null.
    /// </summary>
    public static readonly Parser<Skipped?> Recover = RecoverTo(_ => false);

    /// <summary>Skips like <see cref="Recover"/>, but stops where <paramref name="stop"/> says so.</summary>
    public static Parser<Skipped?> RecoverTo(Func<Token, bool> stop) => i =>
    {
        var start = (TokenInput)i;
        var input = start;
        while (!EndsLine(input) && !stop(input.Token))
            input = Skip(input);
        return Result.Success(input.Index == start.Index ? null : new Skipped(SpanBetween(start, input)), input);
    };

    /// <summary>Skips over line breaks too, to a token that <paramref name="stop"/> asks for; a brace, a definition or the end stop it as well.</summary>
    public static TokenInput SkipTo(TokenInput input, Func<Token, bool> stop)
    {
        while (!input.AtEnd && input.Token.Kind is not (TokenKind.OpenBrace or TokenKind.CloseBrace) && !stop(input.Token) && !input.Stream.IsDefinitionStart(input.Index))
            input = Skip(input);
        return input;
    }

    /// <summary>The items up to the closer, or to one of the <paramref name="stops"/>; a comma after the last one is fine.</summary>
    public static Parser<IReadOnlyList<T>> Items<T>(int opener, Parser<T> item, string itemName, string[] stops) => i =>
    {
        var input = (TokenInput)i;
        var closer = SyntaxFacts.CloserOf(input.Stream.At(opener).Kind);
        var isClosed = input.Stream.PartnerOf(opener) >= 0;
        var items = new List<T>();
        var lacksComma = false;
        bool Ends(TokenInput at) => at.Token.Kind == closer || at.AtEnd || at.Token.Kind == TokenKind.CloseBrace
            || at.Stream.IsDefinitionStart(at.Index) || (at.Token.IsWord && Array.IndexOf(stops, at.Token.Text) >= 0);

        while (!Ends(input))
        {
            input.Stream.Cancellation.ThrowIfCancellationRequested();
            var start = input;
            var result = item(input);
            items.Add(result.Value);
            input = (TokenInput)result.Remainder;
            if (lacksComma)
                input = input.WithFindingsOf(start);
            if (input.Token.Kind == TokenKind.Comma)
            {
                input = input.Advance();
                lacksComma = false;
                continue;
            }
            // In a bracket that nothing closes, what doesn't fit comes after the missing closer.
            if (Ends(input) || !isClosed)
                break;
            var isExcused = lacksComma || input.HasFaultSince(start);
            if (!isExcused)
                input = input.Report(Catalog.ExpectedToken, "',' or '" + SyntaxFacts.CloserText(input.Stream.At(opener).Kind) + "' after " + itemName, input.Found + (input.Token.Kind == TokenKind.Colon && itemName == "an index" ? "; a range is 'a..b'" : ""));
            // A forgotten comma, if what follows could be an item; else skip to where the next one begins.
            lacksComma = input.Index > start.Index && StartsValue(input.Token) && (lacksComma || !isExcused);
            if (lacksComma)
                continue;
            while (!Ends(input) && input.Token.Kind != TokenKind.Comma)
                input = Skip(input);
            if (input.Token.Kind == TokenKind.Comma)
                input = input.Advance();
        }
        return Result.Success<IReadOnlyList<T>>(items, input);
    };

    /// <summary>True for tokens that an expression can begin with.</summary>
    public static bool StartsValue(Token token) => token.Kind switch
    {
        TokenKind.Identifier or TokenKind.Integer or TokenKind.Float or TokenKind.String => true,
        TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.Minus or TokenKind.DotDot => true,
        TokenKind.Keyword => token.Text is "true" or "false" or "not" or "if" || !SyntaxFacts.IsReserved(token.Text),
        _ => false,
    };

    // One token, or a bracket with all that it holds.
    public static TokenInput Skip(TokenInput input)
    {
        input.Stream.Cancellation.ThrowIfCancellationRequested();
        var partner = input.Stream.PartnerOf(input.Index);
        return partner > input.Index ? input.MoveTo(partner + 1) : input.Advance();
    }

    // A line that begins with an operator goes on with the one before, also where that one is skipped.
    private static bool EndsLine(TokenInput input) =>
        input.AtEnd || (input.AtLineStart && SyntaxFacts.BinaryOperatorOf(input.Token) is null && input.Token.Kind != TokenKind.Pipe) || input.Token.Kind is TokenKind.CloseBrace or TokenKind.Semicolon
        || input.Stream.IsDefinitionStart(input.Index);

    private static TokenInput SkipOperand(TokenInput input)
    {
        while (!EndsLine(input) && input.Token.Kind != TokenKind.Comma && !(SyntaxFacts.IsCloser(input.Token.Kind) && input.Stream.PartnerOf(input.Index) >= 0))
            input = Skip(input);
        return input;
    }
}

/// <summary>A run of tokens that nothing could be made of.</summary>
internal sealed record Skipped(TextSpan Span);
