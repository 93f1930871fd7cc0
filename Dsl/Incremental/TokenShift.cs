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
internal sealed class TokenShift(IReadOnlyList<TextSpan> before, IReadOnlyList<TextSpan> now)
{
    /// <summary>
    /// What tells some tokens from others: their texts, their line breaks and the blanks within lines, which messages quote. <paramref name="forCode"/>: and what generated code
    /// quotes, which is documentation, and all that stands within headers and brackets.
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
            if (forCode && tokens[i].Leading.Where(t => t.Kind == TriviaKind.DocComment).Select(t => t.Span.Start).DefaultIfEmpty(-1).First() is >= 0 and var start)
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
