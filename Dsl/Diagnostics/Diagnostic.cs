using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Diagnostics;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Compiles, but probably isn't what was meant.</summary>
    Warning,

    /// <summary>Does not compile.</summary>
    Error,
}

/// <summary>One entry of the catalog: a stable code, a severity and the form of its message.</summary>
public sealed record DiagnosticDescriptor(string Code, Severity Severity, string Title, string MessageForm)
{
    /// <summary>Where the codes' pages are.</summary>
    public const string Pages = "https://github.com/archgen/archgen/blob/main/docs/diagnostics/";

    /// <summary>True for findings of something that could just as well not be there.</summary>
    public bool IsUnneeded { get; init; }

    /// <summary>Its page, with a bad and a good example.</summary>
    public string Page => Pages + Code + ".md";
}

/// <summary>One edit that would mend a finding: replace <paramref name="Span"/> by <paramref name="NewText"/>.</summary>
public sealed record Fix(string Title, TextSpan Span, string NewText);

/// <summary>A place that a message speaks of besides its own: where a dim came from, who instantiated a block.</summary>
public sealed record RelatedPlace(string Path, TextSpan Span, string Message);

/// <summary>A finding at a place in a file. A plain value: equal findings are equal.</summary>
public sealed record Diagnostic(
    DiagnosticDescriptor Descriptor,
    string Path,
    TextSpan Span,
    string Message,
    EquatableArray<RelatedPlace> Related = default,
    Fix? Fix = null)
{
    /// <summary>The code, <c>ARCH####</c>.</summary>
    public string Code => Descriptor.Code;

    /// <summary>How bad it is.</summary>
    public Severity Severity => Descriptor.Severity;
}
