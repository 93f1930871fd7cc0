namespace ArchGen.Dsl.Diagnostics;

/// <summary>Codes ARCH0200–ARCH0299: blocks, wiring and variants.</summary>
public static partial class Catalog
{
    /// <summary>A constraint that doesn't hold.</summary>
    public static readonly DiagnosticDescriptor WhereFails = new(
        "ARCH0200", Severity.Error, "Constraint violated", "{0} requires {1}{2}");

    /// <summary>A constraint that no values satisfy.</summary>
    public static readonly DiagnosticDescriptor WhereImpossible = new(
        "ARCH0201", Severity.Error, "Constraint that can't hold", "No values satisfy {0}");

    /// <summary>An input that doesn't fit a block's signature.</summary>
    public static readonly DiagnosticDescriptor InputMismatch = new(
        "ARCH0202", Severity.Error, "Input doesn't fit", "{0} takes {1}, but gets {2}: axis {3} is {4} where {5} is expected{6}");

    /// <summary>An input of another rank than a block's signature.</summary>
    public static readonly DiagnosticDescriptor InputRank = new(
        "ARCH0203", Severity.Error, "Input of another rank", "{0} takes {1} ({2} axes), but gets {3} ({4} axes){5}");

    /// <summary>A body whose result isn't what the signature says.</summary>
    public static readonly DiagnosticDescriptor OutputMismatch = new(
        "ARCH0204", Severity.Error, "Result doesn't fit the signature", "{0} is declared to give {1}, but gives {2}{3}");

    /// <summary>A residual whose body changes the shape.</summary>
    public static readonly DiagnosticDescriptor ResidualMismatch = new(
        "ARCH0205", Severity.Error, "Residual changes the shape", "The residual adds its input {0} to its body's result {1}{2}");

    /// <summary>Parallel branches that don't join.</summary>
    public static readonly DiagnosticDescriptor ParallelMismatch = new(
        "ARCH0206", Severity.Error, "Branches don't join", "parallel({0}) joins {1} and {2}{3}");

    /// <summary>A component that doesn't fit its parameter's contract.</summary>
    public static readonly DiagnosticDescriptor ComponentMismatch = new(
        "ARCH0207", Severity.Error, "Component doesn't fit", "{0} doesn't fit '{1}', which takes {2}: {3}");

    /// <summary>A dim that is needed to build layers and is only known when the network runs.</summary>
    public static readonly DiagnosticDescriptor DimNotKnown = new(
        "ARCH0208", Severity.Error, "Size not known when built", "{0} is built for the size {1}{2}, which is only known when the model runs: {3}fix the size in the signature, by a number or a parameter");

    /// <summary>An input size that the signature allows and the body doesn't.</summary>
    public static readonly DiagnosticDescriptor InputTooSmall = new(
        "ARCH0209", Severity.Error, "Input size not ruled out", "{0} needs {1} to be at least {2}, which the signature of {3} does not ensure: add 'where {4}'");

    /// <summary>An expectation that doesn't hold.</summary>
    public static readonly DiagnosticDescriptor ExpectFails = new(
        "ARCH0210", Severity.Error, "Expectation not met", "{0} is expected to have {1} {2}, but has {3}{4}");

    /// <summary>An expectation of something unknown.</summary>
    public static readonly DiagnosticDescriptor UnknownQuantity = new(
        "ARCH0211", Severity.Error, "Unknown quantity", "'{0}' can't be expected: params, macs or activations (with 'at [1, 3, 256, 256]'), receptive_field, tensors, or input");

    /// <summary>A variant of something that isn't a model or variant.</summary>
    public static readonly DiagnosticDescriptor NotAModel = new(
        "ARCH0212", Severity.Error, "Not a model", "'{0}' is {1}, not a model or a variant");

    /// <summary>Two variants that are the same.</summary>
    public static readonly DiagnosticDescriptor SameVariant = new(
        "ARCH0213", Severity.Warning, "Variant equal to another", "'{0}' is the same network as '{1}'");

    /// <summary>A condition or count that depends on an input's size.</summary>
    public static readonly DiagnosticDescriptor DynamicStructure = new(
        "ARCH0214", Severity.Error, "Structure depends on the input", "{0} decides which layers exist, so it must be known at build time, but it depends on {1}");

    /// <summary>A body without a result, or an empty one where a change is declared.</summary>
    public static readonly DiagnosticDescriptor MissingReturn = new(
        "ARCH0215", Severity.Error, "Missing return", "{0} is declared to give {1}, but gives {2}: end it with 'return' and as many values");

    /// <summary>Steps after a return.</summary>
    public static readonly DiagnosticDescriptor Unreachable = new(
        "ARCH0216", Severity.Error, "Steps after return", "This comes after 'return', so it would never run: move it before, or remove it") { IsUnneeded = true };

    /// <summary>An expectation at an input shape that the model doesn't take.</summary>
    public static readonly DiagnosticDescriptor IllegalExpectShape = new(
        "ARCH0217", Severity.Error, "Expectation at an illegal input", "{0} can't be evaluated at {1}: {2}");

    /// <summary>What needs a shape that isn't given. Arguments: what does, why it isn't known.</summary>
    public static readonly DiagnosticDescriptor OpenShape = new(
        "ARCH0218", Severity.Error, "Open shape", "{0} needs its input's whole shape, which isn't known here: {1}");

    /// <summary>A layer built with a size that a component gives in each iteration of a loop.</summary>
    public static readonly DiagnosticDescriptor DimNotKnownInLoop = new(
        "ARCH0219", Severity.Error, "Component's size in a loop", "'{0}' is applied in a loop, and a layer is built with {1}, which it may give anew in each iteration: write that size in the component's contract, as a parameter or in terms of what it is told");

    /// <summary>A loop whose iterations are each right, and have no common form. {0} the block, {1} what is wrong for any iteration.</summary>
    public static readonly DiagnosticDescriptor NoGeneralForm = new(
        "ARCH0220", Severity.Error, "Loop without a common form", "Each iteration by itself is right, but the code of '{0}' has one loop for all of them: {1}");

    /// <summary>The compiler's own fault, reported instead of a crash.</summary>
    public static readonly DiagnosticDescriptor InternalError = new(
        "ARCH0900", Severity.Error, "Internal error", "The compiler failed on this file ({0}): please report it with the file");
}
