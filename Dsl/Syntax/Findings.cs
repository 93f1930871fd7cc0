using System.Globalization;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Syntax;

/// <summary>A list of diagnostics that only grows at its head, so that a discarded parse discards its own.</summary>
internal sealed record Findings(Diagnostic Last, Findings? Before)
{
    /// <summary>How long a name may be, for messages.</summary>
    public static string NameLimit { get; } = string.Format(CultureInfo.InvariantCulture, "{0} characters", Limits.NameLength);

    /// <summary>The finding's subject where a name is longer.</summary>
    public static string TooLongAName(int length) => string.Format(CultureInfo.InvariantCulture, "A name of {0:N0} characters is too long", length);

    /// <summary>A diagnostic with its message formed.</summary>
    public static Diagnostic Make(DiagnosticDescriptor descriptor, string path, TextSpan span, params object[] arguments) =>
        new(descriptor, path, span, Shortened.Format(descriptor.MessageForm, arguments));
}
