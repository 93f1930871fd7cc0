using System;
using System.Collections.Generic;
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
    /// <summary>What tells some tokens from others: their texts, their line breaks and the blanks within lines, which messages quote.</summary>
    public static string KeyOf(SourceText source, IReadOnlyList<Token> tokens, int first, int end)
    {
        var key = new StringBuilder();
        for (var i = first; i < end; i++)
        {
            if (tokens[i].StartsLine)
                key.Append('\n');
            else if (i > first)
                key.Append(source.Text, tokens[i - 1].Span.End, tokens[i].Span.Start - tokens[i - 1].Span.End);
            key.Append(tokens[i].Text);
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
