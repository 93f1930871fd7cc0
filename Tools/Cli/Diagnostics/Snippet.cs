using System;
using System.Collections.Generic;
using System.Globalization;
using ArchGen.Dsl.Text;
using Spectre.Console;

namespace ArchGen.Cli.Diagnostics;

/// <summary>Lines of source under a finding, with their numbers in a margin and marks under a span, in Spectre's markup.</summary>
internal sealed class Snippet(int margin)
{
    private const int Widest = 120, Before = 40, MostLines = 6;

    /// <summary>The margin that holds the numbers of these lines (1-based).</summary>
    public static int Margin(IEnumerable<int> lines)
    {
        var most = 1;
        foreach (var line in lines)
            most = Math.Max(most, line.ToString(CultureInfo.InvariantCulture).Length);
        return most;
    }

    /// <summary>The lines of a span.</summary>
    public IEnumerable<string> Of(SourceText source, TextSpan span, char mark, string colour)
    {
        var (start, end) = (source.PositionOf(span.Start), source.PositionOf(span.End));
        return start.Line == end.Line
            ? Line(start.Line, source.LineText(start.Line), start.Column, end.Column, mark, colour)
            : Lines(source, start, end, mark, colour);
    }

    /// <summary>One line with marks under a part of it; a long one is cut around that part.</summary>
    public IEnumerable<string> Line(int line, string text, int from, int to, char mark, string colour)
    {
        var cells = new Cells(text.TrimEnd());
        var (a, b) = (cells.At(from), Math.Max(cells.At(to), cells.At(from) + 1));
        var first = cells.Width <= Widest ? 0 : Math.Max(0, Math.Min(a - Before, cells.Width - Widest));
        var last = Math.Min(cells.Width, first + Widest);
        var lead = first > 0 ? "…" : "";
        b = Math.Max(Math.Min(b, Math.Max(last, a + 1)), a + 1);
        yield return Row(line + 1, Escape(lead + cells.Cut(first, last) + (last < cells.Width ? "…" : "")));
        yield return Row(null, new string(' ', lead.Length + a - first) + Coloured(new string(mark, b - a), colour));
    }

    // A bar at the left holds the lines together.
    private IEnumerable<string> Lines(SourceText source, LinePosition start, LinePosition end, char mark, string colour)
    {
        var bar = Coloured("|", colour);
        var first = new Cells(source.LineText(start.Line).TrimEnd());
        var isIndented = source.LineText(start.Line)[..Math.Min(start.Column, source.LineText(start.Line).Length)].Trim().Length == 0;
        yield return Row(start.Line + 1, (isIndented ? Coloured("/", colour) : " ") + " " + Whole(first));
        if (!isIndented)
            yield return Row(null, " " + Coloured(new string('_', first.At(start.Column) + 1) + mark, colour));
        var count = end.Line - start.Line + 1;
        for (var line = start.Line + 1; line <= end.Line; line++)
        {
            if (count > MostLines && line == start.Line + MostLines - 2)
            {
                yield return Row(null, bar + " [grey]…[/]", dots: true);
                line = end.Line;
            }
            yield return Row(line + 1, bar + " " + Whole(new Cells(source.LineText(line).TrimEnd())));
        }
        var last = new Cells(source.LineText(end.Line).TrimEnd());
        yield return Row(null, bar + Coloured(new string('_', Math.Min(Widest, Math.Max(1, last.At(end.Column)))) + mark, colour));
    }

    private string Row(int? line, string text, bool dots = false) =>
        $"  [grey]{(line?.ToString(CultureInfo.InvariantCulture) ?? (dots ? "…" : "")).PadLeft(margin)} |[/] {text}".TrimEnd();

    private static string Whole(Cells cells) => Escape(cells.Width <= Widest ? cells.Shown : cells.Cut(0, Widest) + "…");

    private static string Coloured(string text, string colour) => $"[{colour}]{Escape(text)}[/]";

    private static string Escape(string text) => Markup.Escape(text);
}
