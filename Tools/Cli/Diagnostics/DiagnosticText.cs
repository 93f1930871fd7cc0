using System;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using Spectre.Console;

namespace ArchGen.Cli.Diagnostics;

/// <summary>Prints findings for people: the source line with the span marked, the places that the message speaks of with theirs, and the line as the fix would leave it.</summary>
internal sealed class DiagnosticText(CliConsole console, Places places)
{
    /// <summary>Prints one finding.</summary>
    public void Print(Diagnostic diagnostic)
    {
        var (word, colour) = diagnostic.Severity switch
        {
            Severity.Error => ("error", "red"),
            Severity.Warning => ("warning", "yellow"),
            _ => ("info", "blue"),
        };
        var snippet = new Snippet(Snippet.Margin(diagnostic.Related.Select(r => places.Of(r.Path, r.Span).EndLine).Append(places.Of(diagnostic.Path, diagnostic.Span).EndLine)));
        console.Markup(
            $"[bold]{Plain(diagnostic.Path)}{Plain(places.Of(diagnostic.Path, diagnostic.Span).Text)}[/]: "
            + $"[bold {colour}]{word} [link={diagnostic.Descriptor.Page}]{diagnostic.Code}[/][/]: {Plain(diagnostic.Message)}");
        Show(snippet, diagnostic.Path, diagnostic.Span, '^', colour);
        foreach (var related in diagnostic.Related)
        {
            console.Markup($"  [blue]note:[/] {Plain(related.Path)}{Plain(places.Of(related.Path, related.Span).Text)}: {Plain(related.Message)}");
            if (related.Path != diagnostic.Path || related.Span != diagnostic.Span)
                Show(snippet, related.Path, related.Span, '-', "blue");
        }

        if (diagnostic.Fix is { } fix)
        {
            console.Markup($"  [green]help:[/] {Plain(fix.Title)}");
            if (places.TextOf(diagnostic.Path) is { } source)
                Mended(snippet, source, fix);
        }

        console.Markup("");
    }

    private void Show(Snippet snippet, string path, TextSpan span, char mark, string colour)
    {
        if (places.TextOf(path) is not { } source)
            return;
        foreach (var row in snippet.Of(source, span, mark, colour))
            console.Markup(row);
    }

    // What the edit puts in is marked; what it only takes out isn't there to be.
    private void Mended(Snippet snippet, SourceText source, Fix fix)
    {
        var text = new SourceText(source.Path, source.Text[..fix.Span.Start] + fix.NewText + source.Text[fix.Span.End..]);
        var at = fix.Span.Start + fix.NewText.TakeWhile(char.IsWhiteSpace).Count();
        var span = TextSpan.FromBounds(at, Math.Max(at, fix.Span.Start + fix.NewText.TrimEnd().Length));
        foreach (var row in snippet.Of(text, span, '+', "green"))
            console.Markup(row);
    }

    private static string Plain(string text) => Markup.Escape(Cells.Plain(text));
}
