using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using ArchGen.Cli.Specs;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using Spectre.Console;

namespace ArchGen.Cli.Diagnostics;

/// <summary>Writes what was found, in one of the forms of <c>--format</c>.</summary>
internal static class DiagnosticReport
{
    /// <summary>The forms.</summary>
    public static readonly string[] Formats = ["text", "json", "github"];

    /// <summary>Writes all findings; true when there is no error.</summary>
    public static bool Write(CliConsole console, LoadedSpecs specs, string format)
    {
        var all = specs.Diagnostics.ToList();
        switch (format)
        {
            case "json":
                Json(console, specs, all);
                break;
            case "github":
                Github(console, specs, all);
                break;
            default:
                Text(console, specs, all);
                break;
        }

        return all.TrueForAll(d => d.Severity != Severity.Error);
    }

    /// <summary>Writes the findings and fails with exit code 1 where specs have errors; for commands that need sound specs.</summary>
    public static bool WriteErrorsOnly(CliConsole console, LoadedSpecs specs)
    {
        if (!specs.Result.HasErrors)
            return true;
        Text(console, specs, [.. specs.Diagnostics.Where(d => d.Severity == Severity.Error)]);
        return false;
    }

    private static void Text(CliConsole console, LoadedSpecs specs, List<Diagnostic> all)
    {
        var printer = new DiagnosticText(console, specs.Result);
        all.ForEach(printer.Print);
        var (errors, warnings) = (Count(all, Severity.Error), Count(all, Severity.Warning));
        var where = $"{Some(specs.Requested.Count, "file")}, {Some(specs.Variants.Count(), "variant")}";
        if (errors > 0)
            console.Markup($"[red]{Some(errors, "error")}[/]" + (warnings > 0 ? $", [yellow]{Some(warnings, "warning")}[/]" : "") + $" in {where}");
        else
            console.Markup($"[green]no errors[/]" + (warnings > 0 ? $", [yellow]{Some(warnings, "warning")}[/]" : "") + $" in {where}");
    }

    private static void Json(CliConsole console, LoadedSpecs specs, List<Diagnostic> all)
    {
        var sources = specs.Result.Files.ToDictionary(f => f.Source.Path, f => f.Source, StringComparer.Ordinal);
        var report = new
        {
            files = specs.Requested.Count,
            variants = specs.Variants.Count(),
            errors = Count(all, Severity.Error),
            warnings = Count(all, Severity.Warning),
            diagnostics = all.Select(d => new
            {
                code = d.Code,
                severity = d.Severity.ToString().ToLowerInvariant(),
                title = d.Descriptor.Title,
                message = d.Message,
                path = d.Path,
                range = Range(sources.GetValueOrDefault(d.Path), d.Span),
                related = d.Related.Select(r => new { path = r.Path, message = r.Message, range = Range(sources.GetValueOrDefault(r.Path), r.Span) }).ToArray(),
                fix = d.Fix is null ? null : new { title = d.Fix.Title, newText = d.Fix.NewText, range = Range(sources.GetValueOrDefault(d.Path), d.Fix.Span) },
            }).ToArray(),
        };
        console.Output.WriteLine(JsonSerializer.Serialize(report, new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    private static object? Range(SourceText? source, TextSpan span)
    {
        if (source is null)
            return null;
        var place = Places.Of(source, span);
        return new { line = place.Line, column = place.Column, endLine = place.EndLine, endColumn = place.EndColumn };
    }

    private static void Github(CliConsole console, LoadedSpecs specs, List<Diagnostic> all)
    {
        var sources = specs.Result.Files.ToDictionary(f => f.Source.Path, f => f.Source, StringComparer.Ordinal);
        foreach (var d in all)
        {
            var place = Places.Of(sources.GetValueOrDefault(d.Path), d.Span);
            var command = d.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" };
            var message = string.Concat(d.Message, string.Concat(d.Related.Select(r => $"\n{r.Path}{Places.Of(sources.GetValueOrDefault(r.Path), r.Span).Text}: {r.Message}")));
            console.Output.WriteLine(
                $"::{command} file={Property(d.Path)},line={place.Line},endLine={place.EndLine},col={place.Column},endColumn={place.EndColumn},title={d.Code}::{Data(message)}");
        }
    }

    private static string Data(string text) => text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string Property(string text) => Data(text).Replace(":", "%3A").Replace(",", "%2C");

    private static int Count(List<Diagnostic> all, Severity severity) => all.Count(d => d.Severity == severity);

    private static string Some(int count, string thing) => $"{count} {thing}{(count == 1 ? "" : "s")}";
}
