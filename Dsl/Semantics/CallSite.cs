using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>
/// The brackets around an offset, by tokens alone: they are there before anything else of an unfinished line is. <paramref name="Tokens"/> are the openers' indices, innermost
/// last.
/// </summary>
internal sealed record OpenBrackets(IReadOnlyList<int> Tokens)
{
    public static OpenBrackets At(TokenStream stream, int offset)
    {
        var open = new List<int>();
        for (var i = 0; i < stream.Tokens.Count && stream.At(i).Span.End <= offset; i++)
        {
            var kind = stream.At(i).Kind;
            if (stream.IsDefinitionStart(i))
                open.Clear();
            if (SyntaxFacts.IsOpener(kind))
                open.Add(i);
            else if (SyntaxFacts.IsCloser(kind) && open.FindLastIndex(o => SyntaxFacts.CloserOf(stream.At(o).Kind) == kind) is >= 0 and var opener)
                open.RemoveRange(opener, open.Count - opener);
            // A new step in a body closes what the one before left open.
            else if (open.Count > 0 && IsStatementStart(stream, i) && open.FindLastIndex(o => stream.At(o).Kind == TokenKind.OpenBrace) is >= 0 and var brace && brace + 1 < open.Count && stream.PartnerOf(open[brace + 1]) < 0)
                open.RemoveRange(brace + 1, open.Count - brace - 1);
        }
        return new OpenBrackets(open);
    }

    private static bool IsStatementStart(TokenStream stream, int i) =>
        stream.At(i).StartsLine && (LabelGrammar.IsLabel(stream, i) && stream.At(i - 1).Kind is not (TokenKind.Comma or TokenKind.OpenParen) || SyntaxFacts.StatementKeywords.Contains(stream.At(i).Text) && stream.At(i + 1).IsWord);
}

/// <summary>A call around an offset, finished or not.</summary>
/// <param name="Callee">The callee's token; for <c>init linear(</c>, the kind of layer.</param>
/// <param name="IsInit">True for <c>init</c>.</param>
/// <param name="Position">How many arguments stand before the one at the offset.</param>
/// <param name="Argument">The name of that argument, where it is written.</param>
/// <param name="Given">The names of all arguments that are written, other than that one.</param>
/// <param name="Unnamed">The first token of each argument before it that has no name.</param>
internal sealed record CallSite(Token Callee, bool IsInit, int Position, string? Argument, IReadOnlyList<string> Given, IReadOnlyList<Token> Unnamed)
{
    /// <summary>The innermost call around an offset, through lists but not out of a body; null where there is none.</summary>
    public static CallSite? At(TokenStream stream, int offset)
    {
        var open = OpenBrackets.At(stream, offset).Tokens;
        for (var o = open.Count - 1; o >= 0; o--)
        {
            var opener = open[o];
            if (stream.At(opener).Kind == TokenKind.OpenBrace)
                return null;
            if (stream.At(opener).Kind != TokenKind.OpenParen || opener == 0 || stream.At(opener - 1) is not { IsWord: true } callee)
                continue;
            var before = opener > 1 ? stream.At(opener - 2) : null;
            if (before is not null && stream.IsDefinitionStart(opener - 2))
                return null;
            if (callee.Text == "block" && before?.Kind is TokenKind.Colon or TokenKind.OpenParen)
                return null;
            return Of(stream, opener, offset, callee, before?.Is("init") == true && before.StartsLine);
        }
        return null;
    }

    private static CallSite Of(TokenStream stream, int opener, int offset, Token callee, bool isInit)
    {
        var (position, current) = (0, (string?)null);
        var unnamed = new List<Token>();
        var first = stream.At(opener + 1);
        var given = new List<string>();
        var isFirst = true;
        var isBefore = true;
        for (var i = opener + 1; i < stream.Tokens.Count - 1; i++)
        {
            var token = stream.At(i);
            isBefore = token.Span.End <= offset;
            if (SyntaxFacts.IsCloser(token.Kind) || stream.IsDefinitionStart(i) || token.Kind == TokenKind.OpenBrace || (!isBefore && token.StartsLine && stream.PartnerOf(opener) < 0))
                break;
            if (isFirst && NameAt(stream, i) is { } name)
            {
                if (isBefore)
                    current = name;
                given.Add(name);
            }
            isFirst = false;
            if (stream.PartnerOf(i) > i && stream.At(stream.PartnerOf(i)).Span.End <= offset)
                i = stream.PartnerOf(i);
            else if (stream.PartnerOf(i) > i && !isBefore)
                i = stream.PartnerOf(i);
            else if (token.Kind == TokenKind.Comma)
            {
                isFirst = true;
                if (!isBefore)
                    continue;
                position++;
                if (current is null)
                    unnamed.Add(first);
                first = stream.At(i + 1);
                current = null;
            }
        }
        return new CallSite(callee, isInit, position, current, [.. given.Where(g => g != current)], unnamed);
    }

    // `name:`, or an item of a list in a variant, `name[0]:`.
    private static string? NameAt(TokenStream stream, int i)
    {
        if (!stream.At(i).IsWord)
            return null;
        var next = i + 1;
        if (stream.At(next).Kind == TokenKind.OpenBracket && stream.PartnerOf(next) > 0)
            next = stream.PartnerOf(next) + 1;
        return stream.At(next).Kind == TokenKind.Colon ? stream.At(i).Text : null;
    }
}
