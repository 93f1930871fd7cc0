using System.Linq;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Formatting;

/// <summary>
/// Sets a region line by line. A line that is too long is broken where the outermost thing on it may be, and tried again. Breaks are only ever added, and those
/// that were added are the author's when the result is formatted again: it comes out the same.
/// </summary>
internal sealed class LineBreaker(Layout layout, GapText gaps, string?[] texts)
{
    private readonly TokenStream _stream = layout.Stream;
    private readonly int[] _ends = new int[texts.Length];

    /// <summary>Writes the text before each token of a region.</summary>
    public void Break(int first, int last)
    {
        for (var i = first + 1; i <= last; i++)
        {
            if (StartsLine(i))
                BreakBehindOpener(i);
        }
        for (var start = first; start <= last;)
        {
            _stream.Cancellation.ThrowIfCancellationRequested();
            var next = Set(start, last);
            while (_ends[next - 1] > Formatter.Width && Wrap(start, next))
                next = Set(start, last);
            start = next;
        }
    }

    // Sets one line; gives the token that the next one begins with.
    private int Set(int start, int last)
    {
        var indent = layout.IndentOf(start);
        var isCloser = SyntaxFacts.IsCloser(_stream.At(start).Kind);
        texts[start] = gaps.Broken(start, indent, isCloser ? indent + Layout.Indent : indent);
        (layout.LineStart[start], layout.LineIndent[start]) = (start, indent);
        var column = indent + _stream.At(start).Span.Length;
        _ends[start] = column;
        var token = start + 1;
        for (; token <= last && !StartsLine(token) && !IsBraceOfMany(token, start); token++)
        {
            texts[token] = gaps.Joined(token);
            column += texts[token]!.Length + _stream.At(token).Span.Length;
            _ends[token] = column;
            (layout.LineStart[token], layout.LineIndent[token]) = (start, indent);
        }
        return token;
    }

    private bool StartsLine(int token) => layout.Gaps[token].IsBroken || gaps.IsBrokenByComment(token);

    private bool IsBraceOfMany(int token, int start) => layout.Gaps[token].IsBodyBrace && layout.Gaps[token].Anchor < start;

    private bool Wrap(int start, int next)
    {
        BreakGroup? best = null;
        for (var i = start + 1; i < next; i++)
        {
            if (MayBreak(i, start) && (best is null || layout.Gaps[i].Group!.Rank < best.Rank))
                best = layout.Gaps[i].Group;
        }
        if (best is null)
            return false;
        var places = best.Tokens.Where(t => t > start && (best.IsTogether || t < next) && MayBreak(t, start)).ToList();
        if (!best.IsTogether)
            places = [places.LastOrDefault(t => _ends[t - 1] <= Formatter.Width) is var fitting and > 0 ? fitting : places[0]];
        foreach (var place in places)
        {
            layout.Gaps[place].IsBroken = true;
            BreakBehindOpener(place);
        }
        return true;
    }

    private bool MayBreak(int token, int start)
    {
        var gap = layout.Gaps[token];
        if (gap.Group is null || gap.IsBroken)
            return false;
        var opener = layout.BracketOf(token);
        return opener < 0 || opener + 1 == token || StartsLine(opener + 1) || (opener + 1 > start && layout.CanStartLine(opener + 1));
    }

    // What is broken inside parentheses or brackets is broken behind the opener, too.
    private void BreakBehindOpener(int token)
    {
        var opener = layout.BracketOf(token);
        if (opener >= 0 && layout.CanStartLine(opener + 1))
            layout.Gaps[opener + 1].IsBroken = true;
    }
}
