namespace ArchGen.Dsl.Diagnostics;

/// <summary>Codes ARCH0130–ARCH0139: how learned tensors start.</summary>
public static partial class Catalog
{
    /// <summary>Something that is no initialiser where one stands.</summary>
    public static readonly DiagnosticDescriptor UnknownInitial = new(
        "ARCH0130", Severity.Error, "Unknown initialiser", "{0} says nothing about how a tensor starts{1}: write a number, or one of {2}");

    /// <summary>An initialiser for a tensor that it can't fill.</summary>
    public static readonly DiagnosticDescriptor InitialAxes = new(
        "ARCH0131", Severity.Error, "Initialiser for another tensor", "'{0}' fills a tensor of {1}, and {2} has {3}: write a number, normal, trunc_normal or uniform");

    /// <summary>An initialiser for a tensor that the layer doesn't have.</summary>
    public static readonly DiagnosticDescriptor InitialOfNothing = new(
        "ARCH0132", Severity.Error, "Initialiser without a tensor", "This '{0}' has no {1} that could start with anything, because '{2}' is false");

    /// <summary>An <c>init</c> for something that is no kind of layer.</summary>
    public static readonly DiagnosticDescriptor UnknownInitKind = new(
        "ARCH0133", Severity.Error, "Unknown kind of layer", "'init' takes a kind of layer, and '{0}' {1}{2}: write one of {3}");

    /// <summary>An <c>init</c> where it can't stand, or that says nothing.</summary>
    public static readonly DiagnosticDescriptor MisplacedInit = new(
        "ARCH0134", Severity.Error, "Init used wrongly", "'init' can't be used so: {0}");

    /// <summary>An <c>init</c> for a kind of which there is no layer.</summary>
    public static readonly DiagnosticDescriptor InitWithoutLayer = new(
        "ARCH0135", Severity.Warning, "Init reaches no layer", "There is no '{0}' in '{1}' or below it, so this init does nothing: {2}");
}
