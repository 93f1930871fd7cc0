using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Workspace;

namespace ArchGen.Cli.Diagnostics;

/// <summary>Writes what was found, in one of the forms of <c>--format</c>.</summary>
internal static class DiagnosticReport
{
    /// <summary>The forms.</summary>
    public static readonly string[] Formats = ["text", "json", "sarif", "github"];

    /// <summary>Writes all findings; true when there is no error.</summary>
    public static bool Write(CliConsole console, LoadedSpecs specs, string format)
    {
        var all = specs.Diagnostics.ToList();
        var places = new Places(specs.Result);
        switch (format)
        {
            case "json":
                console.Output.WriteLine(JsonReport.Of(specs, all, places));
                break;
            case "sarif":
                console.Output.WriteLine(SarifReport.Of(all, places));
                break;
            case "github":
                all.ForEach(d => console.Output.WriteLine(GithubReport.Of(d, places)));
                break;
            default:
                Text(console, specs, all, places);
                break;
        }

        return all.TrueForAll(d => d.Severity != Severity.Error);
    }

    /// <summary>Writes the findings and fails with exit code 1 where specs have errors; for commands that need sound specs.</summary>
    public static bool WriteErrorsOnly(CliConsole console, LoadedSpecs specs)
    {
        if (!specs.Result.HasErrors)
            return true;
        Text(console, specs, [.. specs.Diagnostics.Where(d => d.Severity == Severity.Error)], new Places(specs.Result));
        return false;
    }

    private static void Text(CliConsole console, LoadedSpecs specs, List<Diagnostic> all, Places places)
    {
        var printer = new DiagnosticText(console, places);
        all.ForEach(printer.Print);
        var (errors, warnings) = (Count(all, Severity.Error), Count(all, Severity.Warning));
        var where = $"{Some(specs.Requested.Count, "file")}, {Some(specs.Variants.Count(), "variant")}";
        if (errors > 0)
            console.Markup($"[red]{Some(errors, "error")}[/]" + (warnings > 0 ? $", [yellow]{Some(warnings, "warning")}[/]" : "") + $" in {where}");
        else
            console.Markup($"[green]no errors[/]" + (warnings > 0 ? $", [yellow]{Some(warnings, "warning")}[/]" : "") + $" in {where}");
        if (all.Count > 0)
            console.Markup($"[grey]A page for each code: {DiagnosticDescriptor.Pages}[/]");
    }

    private static int Count(List<Diagnostic> all, Severity severity) => all.Count(d => d.Severity == severity);

    private static string Some(int count, string thing) => $"{count} {thing}{(count == 1 ? "" : "s")}";
}
