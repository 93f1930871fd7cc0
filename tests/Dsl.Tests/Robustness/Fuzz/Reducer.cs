using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Tests.Robustness;

/// <summary>Makes a text small that shows a fault: leaves out lines, then tokens, then characters, in runs that get shorter.</summary>
public static class Reducer
{
    private const int MostTries = 1500;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    /// <summary>The smallest text found for which <paramref name="shows"/> still says yes.</summary>
    public static string Reduce(string text, Func<string, bool> shows)
    {
        var tries = 0;
        var clock = Stopwatch.StartNew();
        bool Shows(string smaller) => tries++ < MostTries && clock.Elapsed < s_longest && shows(smaller);
        foreach (var split in new Func<string, IReadOnlyList<string>>[] { Lines, Tokens, Lines, Tokens })
            text = Without(split(text), Shows);
        return text.Length < 200 ? Without([.. text.Select(c => c.ToString())], Shows) : text;
    }

    private static string Without(IReadOnlyList<string> parts, Func<string, bool> shows)
    {
        var kept = parts.ToList();
        for (var run = Math.Max(1, kept.Count / 2); run > 0; run /= 2)
        {
            for (var at = 0; at < kept.Count;)
            {
                var length = Math.Min(run, kept.Count - at);
                if (shows(string.Concat(kept.Take(at).Concat(kept.Skip(at + length)))))
                    kept.RemoveRange(at, length);
                else
                    at += run;
            }
        }
        return string.Concat(kept);
    }

    private static IReadOnlyList<string> Lines(string text) => [.. text.Split('\n').Select((line, i) => i == 0 ? line : "\n" + line)];

    private static IReadOnlyList<string> Tokens(string text)
    {
        var start = 0;
        var parts = new List<string>();
        foreach (var token in Lexer.Lex(new SourceText("", text)).Tokens)
        {
            parts.Add(text[start..token.Span.End]);
            start = token.Span.End;
        }
        return parts;
    }
}
