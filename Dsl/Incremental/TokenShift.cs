using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Incremental;

/// <summary>
/// Where the tokens of a part are in a file whose text is the same but for comments, blank lines and indentation: places in the part become places in the file by the token that
/// they are in.
/// </summary>
/// <param name="before">The tokens in the part.</param>
/// <param name="now">The same tokens in the file.</param>
/// <param name="doc">What the file has as the documentation of the part's one definition, where that isn't part of what the part is known by.</param>
internal sealed class TokenShift(IReadOnlyList<TextSpan> before, IReadOnlyList<TextSpan> now, Documentation? doc = null)
{
    private static readonly HashSet<string> s_placed = ["block", "mixer", "model", "variant", "ablation"];

    public Documentation? Doc => doc;

    /// <summary>True for a definition whose code says where it is from: there its documentation is put in at the end, and is no part of what it is known by.</summary>
    public static bool HasDocApart(Token first, bool forCode) => forCode && s_placed.Contains(first.Text);

    /// <summary>
    /// What tells some tokens from others: their texts, their line breaks and the blanks within lines, which messages quote. <paramref name="forCode"/>: and what generated code
    /// quotes, which is documentation (but for what <see cref="HasDocApart"/> says), and all that stands within headers and brackets.
    /// </summary>
    public static string KeyOf(SourceText source, IReadOnlyList<Token> tokens, int first, int end, bool forCode)
    {
        var key = new StringBuilder();
        var (isHeader, depth) = (true, 0);
        for (var i = first; i < end; i++)
        {
            if (i > first && (!tokens[i].StartsLine || (forCode && (isHeader || depth > 0))))
                key.Append(source.Text, tokens[i - 1].Span.End, tokens[i].Span.Start - tokens[i - 1].Span.End);
            if (tokens[i].StartsLine)
                key.Append('\n');
            // A blank line ends what is documentation.
            if (forCode && !(i == first && HasDocApart(tokens[i], forCode)) && tokens[i].Leading.Where(t => t.Kind == TriviaKind.DocComment).Select(t => t.Span.Start).DefaultIfEmpty(-1).First() is >= 0 and var start)
                key.Append(source.Text, start, tokens[i].Span.Start - start);
            key.Append(tokens[i].Text);
            isHeader &= tokens[i].Kind != TokenKind.OpenBrace;
            depth += tokens[i].Kind is TokenKind.OpenParen or TokenKind.OpenBracket ? 1 : tokens[i].Kind is TokenKind.CloseParen or TokenKind.CloseBracket ? -1 : 0;
        }
        return key.ToString();
    }

    public TextSpan Map(TextSpan span)
    {
        var start = At(span.Start);
        if (span.Length == 0)
            return new TextSpan(start, 0);
        return TextSpan.FromBounds(start, Math.Max(start, At(span.End - 1) + 1));
    }

    private int At(int offset)
    {
        int low = 0, high = before.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (before[middle].Start <= offset)
                low = middle;
            else
                high = middle - 1;
        }
        // Behind a token is what a span ends with that has nothing in it.
        return now[low].Start + Math.Min(Math.Max(0, offset - before[low].Start), before[low].Length);
    }
}

/// <summary>A definition's documentation; null for none.</summary>
internal sealed record Documentation(string? Text);
