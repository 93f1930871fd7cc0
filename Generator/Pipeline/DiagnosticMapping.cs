using System.Linq;
using ArchGen.Dsl.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ArchGen.Generator.Pipeline;

/// <summary>Turns findings into Roslyn's diagnostics at the last moment.</summary>
internal static class DiagnosticMapping
{
    private const string Category = "ArchGen";

    /// <summary>A finding as Roslyn shows it.</summary>
    public static Microsoft.CodeAnalysis.Diagnostic ToRoslyn(SpecDiagnostic found)
    {
        var severity = found.Severity switch
        {
            Severity.Error => DiagnosticSeverity.Error,
            Severity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Info,
        };
        var descriptor = new Microsoft.CodeAnalysis.DiagnosticDescriptor(
            found.Code, found.Title, "{0}", Category, severity, isEnabledByDefault: true, helpLinkUri: Dsl.Diagnostics.DiagnosticDescriptor.Pages + found.Code + ".md");
        return Microsoft.CodeAnalysis.Diagnostic.Create(descriptor, At(found.Place), found.Related.Select(At), found.Message);
    }

    private static Location At(SpecPlace place) => Location.Create(
        place.Path,
        new TextSpan(place.Start, place.Length),
        new LinePositionSpan(
            new Microsoft.CodeAnalysis.Text.LinePosition(place.Line, place.Column), new Microsoft.CodeAnalysis.Text.LinePosition(place.EndLine, place.EndColumn)));
}
