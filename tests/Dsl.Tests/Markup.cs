using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Tests;

/// <summary>A diagnostic that a text's markup asks for; without a code, any will do.</summary>
public sealed record Expected(string? Code, TextSpan Span);

/// <summary>
/// Source text with the diagnostics that it should give written into it: <c>{|ARCH0012:span|}</c>, or <c>[|span|]</c> where
/// the code doesn't matter. Spans may be empty and may nest.
/// </summary>
public sealed record Markup(string Text, IReadOnlyList<Expected> Expected)
{
    /// <summary>Takes the markup out of a text.</summary>
    public static Markup Parse(string marked)
    {
        var text = new StringBuilder(marked.Length);
        var open = new Stack<(string? Code, int Start, string Closer)>();
        var expected = new List<Expected>();
        for (var i = 0; i < marked.Length;)
        {
            if (open.Count > 0 && string.CompareOrdinal(marked, i, open.Peek().Closer, 0, 2) == 0)
            {
                var (code, start, _) = open.Pop();
                expected.Add(new Expected(code, TextSpan.FromBounds(start, text.Length)));
                i += 2;
            }
            else if (string.CompareOrdinal(marked, i, "{|ARCH", 0, 6) == 0)
            {
                var colon = marked.IndexOf(':', i);
                open.Push((marked[(i + 2)..colon], text.Length, "|}"));
                i = colon + 1;
            }
            else if (string.CompareOrdinal(marked, i, "[|", 0, 2) == 0 && !(open.Count > 0 && string.CompareOrdinal(marked, i + 1, open.Peek().Closer, 0, 2) == 0))
            {
                open.Push((null, text.Length, "|]"));
                i += 2;
            }
            else
            {
                text.Append(marked[i++]);
            }
        }
        if (open.Count > 0)
            throw new ArgumentException("Markup is never closed: " + marked, nameof(marked));
        return new Markup(text.ToString(), [.. expected.OrderBy(e => e.Span.Start).ThenBy(e => e.Span.Length)]);
    }

    /// <summary>Null where the diagnostics are those expected; else both, written so that the second can be pasted into the test.</summary>
    public string? Compare(IEnumerable<Diagnostic> diagnostics)
    {
        var actual = diagnostics.OrderBy(d => d.Span.Start).ThenBy(d => d.Span.Length).ToList();
        var matches = actual.Count == Expected.Count
            && actual.Zip(Expected).All(pair => pair.First.Span == pair.Second.Span && (pair.Second.Code ?? pair.First.Code) == pair.First.Code);
        if (matches)
            return null;
        var messages = string.Concat(actual.Select(d => $"\n  {d.Code} [{d.Span.Start}..{d.Span.End}) {d.Message}"));
        return $"Diagnostics differ.\nExpected:\n{Write(Text, Expected)}\nActual:\n{Write(Text, actual.Select(d => new Expected(d.Code, d.Span)))}\nMessages:{messages}\n";
    }

    /// <summary>Puts markup into a text.</summary>
    public static string Write(string text, IEnumerable<Expected> spans)
    {
        // At one place: closers of spans that began before it, empty spans, closers of none, openers, the longest first.
        var marks = spans.SelectMany(span => new[]
        {
            (At: span.Span.Start, Order: span.Span.Length == 0 ? 1 : 2, Length: -span.Span.Length, Mark: span.Code is null ? "[|" : "{|" + span.Code + ":"),
            (At: span.Span.End, Order: span.Span.Length == 0 ? 1 : 0, Length: span.Span.Length, Mark: span.Code is null ? "|]" : "|}"),
        });
        var marked = new StringBuilder(text);
        var shift = 0;
        foreach (var (at, _, _, mark) in marks.OrderBy(m => m.At).ThenBy(m => m.Order).ThenBy(m => m.Length))
        {
            marked.Insert(at + shift, mark);
            shift += mark.Length;
        }
        return marked.ToString();
    }
}
