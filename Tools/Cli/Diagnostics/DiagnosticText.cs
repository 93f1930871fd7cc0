using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ArchGen.Dsl;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using Spectre.Console;

namespace ArchGen.Cli.Diagnostics;

/// <summary>Prints findings for people: the source line, a caret under the span, the places that the message speaks of, the fix.</summary>
internal sealed class DiagnosticText(CliConsole console, CompilationResult result)
{
    private readonly Dictionary<string, SourceText> _sources = Sources(result);

    /// <summary>Prints one finding.</summary>
    public void Print(Diagnostic diagnostic)
    {
        var (word, colour) = diagnostic.Severity switch
        {
            Severity.Error => ("error", "red"),
            Severity.Warning => ("warning", "yellow"),
            _ => ("info", "blue"),
        };
        var place = Places.Of(_sources.GetValueOrDefault(diagnostic.Path), diagnostic.Span);
        console.Markup($"[bold]{Escape(diagnostic.Path)}{Escape(place.Text)}[/]: [bold {colour}]{word} {diagnostic.Code}[/]: {Escape(diagnostic.Message)}");
        Snippet(diagnostic.Path, diagnostic.Span, '^', colour);
        foreach (var related in diagnostic.Related)
        {
            var there = Places.Of(_sources.GetValueOrDefault(related.Path), related.Span);
            console.Markup($"  [blue]note:[/] {Escape(related.Path)}{Escape(there.Text)}: {Escape(related.Message)}");
            Snippet(related.Path, related.Span, '-', "blue");
        }

        if (diagnostic.Fix is { } fix)
            console.Markup($"  [green]fix:[/] {Escape(fix.Title)}" + (fix.NewText.Length is > 0 and < 60 && !fix.Title.Contains(fix.NewText) ? $": `{Escape(fix.NewText)}`" : ""));
        console.Markup("");
    }

    private void Snippet(string path, TextSpan span, char mark, string colour)
    {
        if (!_sources.TryGetValue(path, out var source))
            return; // the standard library's text isn't at hand
        var (start, end) = (source.PositionOf(span.Start), source.PositionOf(span.End));
        var line = source.LineText(start.Line);
        var until = end.Line == start.Line ? Math.Min(end.Column, line.Length) : line.TrimEnd().Length;
        var number = (start.Line + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var margin = new string(' ', number.Length);
        var pad = new StringBuilder();
        foreach (var c in line.AsSpan(0, Math.Min(start.Column, line.Length)))
            pad.Append(c == '\t' ? '\t' : ' ');
        var marks = new string(mark, Math.Max(1, until - start.Column));
        console.Markup($"  [grey]{number} |[/] {Escape(line)}");
        console.Markup($"  [grey]{margin} |[/] {pad}[{colour}]{marks}[/]" + (end.Line > start.Line ? "[grey]…[/]" : ""));
    }

    private static Dictionary<string, SourceText> Sources(CompilationResult result)
    {
        var sources = new Dictionary<string, SourceText>(StringComparer.Ordinal);
        foreach (var file in result.Files)
            sources[file.Source.Path] = file.Source;
        return sources;
    }

    private static string Escape(string text) => Markup.Escape(text);
}

/// <summary>1-based lines and columns; the end lies just after the last character.</summary>
internal readonly record struct Places(int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary><c>(12,5)</c>, empty where the place isn't known.</summary>
    public string Text => Line == 0 ? "" : $"({Line},{Column})";

    /// <summary>A span's place in its text; all zero where there is none.</summary>
    public static Places Of(SourceText? source, TextSpan span)
    {
        if (source is null)
            return default;
        var (start, end) = (source.PositionOf(span.Start), source.PositionOf(span.End));
        return new Places(start.Line + 1, start.Column + 1, end.Line + 1, end.Column + 1);
    }
}
