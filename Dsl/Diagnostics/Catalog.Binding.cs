namespace ArchGen.Dsl.Diagnostics;

/// <summary>Codes ARCH0100–ARCH0199: names, types and definitions.</summary>
public static partial class Catalog
{
    /// <summary>A name that nothing in scope has.</summary>
    public static readonly DiagnosticDescriptor UnknownName = new(
        "ARCH0100", Severity.Error, "Unknown name", "There is no '{0}' here{1}");

    /// <summary>Two definitions, or two names in one body, are called the same.</summary>
    public static readonly DiagnosticDescriptor DuplicateName = new(
        "ARCH0101", Severity.Error, "Name used twice", "'{0}' is already {1}; choose another name");

    /// <summary>An import that no file declares.</summary>
    public static readonly DiagnosticDescriptor UnknownNamespace = new(
        "ARCH0102", Severity.Error, "Unknown namespace", "No file declares the namespace '{0}'{1}");

    /// <summary>A file without a namespace.</summary>
    public static readonly DiagnosticDescriptor MissingNamespace = new(
        "ARCH0103", Severity.Error, "Missing namespace", "The file has no namespace: begin it with 'namespace Your.Name;'");

    /// <summary>A value of one type where another is expected.</summary>
    public static readonly DiagnosticDescriptor WrongType = new(
        "ARCH0104", Severity.Error, "Wrong type", "{0} is {1}, but {2} is expected");

    /// <summary>An argument that no parameter is called.</summary>
    public static readonly DiagnosticDescriptor UnknownArgument = new(
        "ARCH0105", Severity.Error, "Unknown argument", "{0} has no parameter '{1}'{2}");

    /// <summary>More positional arguments than parameters.</summary>
    public static readonly DiagnosticDescriptor TooManyArguments = new(
        "ARCH0106", Severity.Error, "Too many arguments", "{0} takes {1}, but {2} given");

    /// <summary>A parameter without a default that no argument is given for.</summary>
    public static readonly DiagnosticDescriptor MissingArgument = new(
        "ARCH0107", Severity.Error, "Missing argument", "{0} needs a value for '{1}'");

    /// <summary>One parameter given twice.</summary>
    public static readonly DiagnosticDescriptor ArgumentTwice = new(
        "ARCH0108", Severity.Error, "Argument given twice", "'{0}' is given twice");

    /// <summary>Something that can't be called or applied.</summary>
    public static readonly DiagnosticDescriptor NotCallable = new(
        "ARCH0109", Severity.Error, "Not callable", "{0} can't be applied: {1}");

    /// <summary>A layer with learned tensors and no name.</summary>
    public static readonly DiagnosticDescriptor UnnamedLayer = new(
        "ARCH0110", Severity.Error, "Layer without a name", "{0} has learned tensors, so it needs a name, which is its key in state_dict: 'name: {0}(…)'");

    /// <summary>A tensor where a value known at build time is needed.</summary>
    public static readonly DiagnosticDescriptor NotStatic = new(
        "ARCH0111", Severity.Error, "Not known at build time", "{0} isn't known at build time, but {1} needs it");

    /// <summary>A wrong number of tensors.</summary>
    public static readonly DiagnosticDescriptor WrongInputCount = new(
        "ARCH0112", Severity.Error, "Wrong number of tensors", "{0} takes {1}, but {2}");

    /// <summary>A parameter that the body never uses.</summary>
    public static readonly DiagnosticDescriptor UnusedParameter = new(
        "ARCH0113", Severity.Warning, "Unused parameter", "'{0}' is never used") { IsUnneeded = true };

    /// <summary>A let, var or layer that nothing uses.</summary>
    public static readonly DiagnosticDescriptor UnusedValue = new(
        "ARCH0114", Severity.Warning, "Unused value", "'{0}' is never used") { IsUnneeded = true };

    /// <summary>An assignment to something that isn't a var.</summary>
    public static readonly DiagnosticDescriptor NotAssignable = new(
        "ARCH0115", Severity.Error, "Not assignable", "'{0}' can't be assigned: {1}");

    /// <summary>A list's index outside it.</summary>
    public static readonly DiagnosticDescriptor IndexOutOfRange = new(
        "ARCH0116", Severity.Error, "Index out of range", "Index {0} is outside a list of {1}");

    /// <summary>An unknown type name.</summary>
    public static readonly DiagnosticDescriptor UnknownType = new(
        "ARCH0117", Severity.Error, "Unknown type", "There is no type '{0}': int, float, bool, string, lists of them, or block(…) [shape] -> [shape]");

    /// <summary>Definitions that need each other without end.</summary>
    public static readonly DiagnosticDescriptor Cycle = new(
        "ARCH0118", Severity.Error, "Definition in terms of itself", "'{0}' is defined in terms of itself: {1}");

    /// <summary>A label in a loop that doesn't change with the loop.</summary>
    public static readonly DiagnosticDescriptor LabelNeedsIndex = new(
        "ARCH0119", Severity.Error, "Same name in every iteration", "'{0}' would be made once an iteration under one name: write '{0}[{1}]'");

    /// <summary>Something that a label can't name.</summary>
    public static readonly DiagnosticDescriptor NothingToName = new(
        "ARCH0120", Severity.Error, "Nothing to name", "'{0}' names a layer, a block or a group, and {1} is neither; use 'let {0} = …' to name a value");

    /// <summary>An arithmetic error in a static expression.</summary>
    public static readonly DiagnosticDescriptor BadArithmetic = new(
        "ARCH0121", Severity.Error, "Arithmetic error", "{0}");

    /// <summary>Recursion or repetition without a bound in reach.</summary>
    public static readonly DiagnosticDescriptor TooDeep = new(
        "ARCH0122", Severity.Error, "Too deep", "{0}");

    /// <summary>A label with more than one list in it.</summary>
    public static readonly DiagnosticDescriptor LabelTooDeep = new(
        "ARCH0123", Severity.Error, "Label too deep", "'{0}' names a list in a list: write groups in one another, 'stages[i]: {{ [j]: … }}'");

    /// <summary>A name of a branch, used where its condition isn't known to hold.</summary>
    public static readonly DiagnosticDescriptor ConditionalName = new(
        "ARCH0124", Severity.Error, "Name of another branch", "'{0}' exists only where {1} (line {2}): use it in an if by that condition");

    /// <summary>A value or text larger than the compiler takes. {0} what, {1} the limit.</summary>
    public static readonly DiagnosticDescriptor BeyondLimit = new(
        "ARCH0126", Severity.Error, "Beyond a limit", "{0}: the limit is {1}");

    /// <summary>A definition called as a member of its own class. {0} the name, {1} what it is.</summary>
    public static readonly DiagnosticDescriptor NameOfMember = new(
        "ARCH0127", Severity.Error, "Name of a member", "'{0}' can't be the name of {1}: in C#, its class has a member of that name; choose another");

    /// <summary>A file in the standard library's namespace.</summary>
    public static readonly DiagnosticDescriptor ReservedNamespace = new(
        "ARCH0125", Severity.Error, "Reserved namespace", "The namespace '{0}' is the standard library's: name yours otherwise, 'namespace Your.Name;'");
}
