using System.Globalization;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Syntax;

/// <summary>A list of diagnostics that only grows at its head, so that a discarded parse discards its own.</summary>
internal sealed record Findings(Diagnostic Last, Findings? Before)
{
    /// <summary>A diagnostic with its message formed.</summary>
    public static Diagnostic Make(DiagnosticDescriptor descriptor, string path, TextSpan span, params string[] arguments) =>
        new(descriptor, path, span, string.Format(CultureInfo.InvariantCulture, descriptor.MessageForm, arguments));
}
