namespace ArchGen.Dsl.Diagnostics;

/// <summary>The one table of codes. Each has a page, <c>docs/diagnostics/ARCH####.md</c>.</summary>
public static partial class Catalog
{
    /// <summary>A character that the language doesn't use. {0} the character, {1} what to write instead, or nothing.</summary>
    public static readonly DiagnosticDescriptor UnexpectedCharacter =
        new("ARCH0001", Severity.Error, "Unexpected character", "'{0}' is not part of the language{1}");

    /// <summary>A block comment without its end.</summary>
    public static readonly DiagnosticDescriptor UnclosedComment =
        new("ARCH0002", Severity.Error, "Comment is never closed", "This comment is never closed: expected '*/'");

    /// <summary>A string without its end.</summary>
    public static readonly DiagnosticDescriptor UnclosedString =
        new("ARCH0003", Severity.Error, "String is never closed", "This string is never closed: expected '\"' before the end of the line");

    /// <summary>A backslash before a character that it means nothing to. {0} the two characters.</summary>
    public static readonly DiagnosticDescriptor UnknownEscape =
        new("ARCH0004", Severity.Error, "Unknown escape", "'{0}' means nothing in a string: \\\\, \\\", \\n, \\r and \\t do");

    /// <summary>Digits that make no number. {0} the text, {1} why.</summary>
    public static readonly DiagnosticDescriptor MalformedNumber =
        new("ARCH0005", Severity.Error, "Malformed number", "'{0}' is not a number: {1}");

    /// <summary>A number beyond 64 bits, or beyond a double. {0} the text, {1} the largest.</summary>
    public static readonly DiagnosticDescriptor NumberTooLarge =
        new("ARCH0006", Severity.Error, "Number too large", "'{0}' is too large: the largest is {1}");

    /// <summary>A letter outside ASCII in a name. {0} the name.</summary>
    public static readonly DiagnosticDescriptor NonAsciiName =
        new("ARCH0007", Severity.Error, "Letter outside a to z in a name", "'{0}' can't be a name: names are made of the letters a to z, digits and '_'");

    /// <summary>A token is missing. {0} what was expected, {1} what was found.</summary>
    public static readonly DiagnosticDescriptor ExpectedToken =
        new("ARCH0010", Severity.Error, "Something is missing here", "Expected {0}, found {1}");

    /// <summary>An expression is missing. {0} after what, {1} what was found.</summary>
    public static readonly DiagnosticDescriptor ExpectedValue =
        new("ARCH0011", Severity.Error, "A value is missing", "Expected a value{0}, found {1}");

    /// <summary>A name is missing. {0} whose name, {1} what was found.</summary>
    public static readonly DiagnosticDescriptor ExpectedName =
        new("ARCH0012", Severity.Error, "A name is missing", "Expected {0}, found {1}");

    /// <summary>A bracket without its end. {0} the opener, {1} the closer, {2} before what it was expected.</summary>
    public static readonly DiagnosticDescriptor UnclosedBracket =
        new("ARCH0013", Severity.Error, "Bracket is never closed", "'{0}' is never closed: expected '{1}' before {2}");

    /// <summary>A bracket without its beginning. {0} the closer, {1} the opener.</summary>
    public static readonly DiagnosticDescriptor UnmatchedBracket =
        new("ARCH0014", Severity.Error, "Bracket was never opened", "'{0}' closes nothing: there is no open '{1}' here");

    /// <summary>Two statements run together. {0} what was found.</summary>
    public static readonly DiagnosticDescriptor MissingSeparator =
        new("ARCH0015", Severity.Error, "Statements run together", "Expected a line break or ';' before {0}");

    /// <summary>Something at a file's top level that begins no definition. {0} what was found.</summary>
    public static readonly DiagnosticDescriptor ExpectedDefinition =
        new("ARCH0016", Severity.Error, "Not a definition", "Expected a definition (block, mixer, model, extern, variant, const or fn), found {0}");

    /// <summary>A word that is nearly a keyword, where one belongs. {0} the word, {1} the keyword.</summary>
    public static readonly DiagnosticDescriptor MisspelledKeyword =
        new("ARCH0017", Severity.Error, "Misspelled keyword", "'{0}' is no keyword: did you mean '{1}'?");

    /// <summary>A keyword where something is declared. {0} the keyword.</summary>
    public static readonly DiagnosticDescriptor ReservedName =
        new("ARCH0018", Severity.Error, "Keyword used as a name", "'{0}' is a keyword and can't be declared as a name");

    /// <summary>More nesting than the compiler takes. {0} the limit.</summary>
    public static readonly DiagnosticDescriptor NestedTooDeeply =
        new("ARCH0019", Severity.Error, "Nested too deeply", "This is nested too deeply: the limit is {0} levels; give parts of it names with 'let', or make them blocks");

    /// <summary>A label inside an expression. {0} the label's last word.</summary>
    public static readonly DiagnosticDescriptor MisplacedLabel =
        new("ARCH0020", Severity.Error, "Label inside an expression", "'{0}:' can't name a part of an expression: a label stands at the start of a statement, of a 'let' value, or right of '|>'");

    /// <summary>An operator after a labeled layer. {0} the operator.</summary>
    public static readonly DiagnosticDescriptor LabelNamesOneLayer =
        new("ARCH0021", Severity.Error, "Label before an operator", "A label names one layer, but '{0}' follows it: apply the layer in a statement of its own, or with 'let'");

    /// <summary>An assignment to something that isn't a name.</summary>
    public static readonly DiagnosticDescriptor InvalidAssignment =
        new("ARCH0022", Severity.Error, "Only a name can be assigned to", "Only a name can stand left of '='");

    /// <summary><c>=</c> where <c>==</c> was meant.</summary>
    public static readonly DiagnosticDescriptor AssignmentInCondition =
        new("ARCH0023", Severity.Error, "'=' in a condition", "'=' gives a value to a name: '==' compares");

    /// <summary><c>a &lt; b &lt; c</c>. {0} the first operator, {1} the second.</summary>
    public static readonly DiagnosticDescriptor ChainedComparison =
        new("ARCH0024", Severity.Error, "Comparisons don't chain", "Comparisons don't chain: write 'a {0} b and b {1} c'");

    /// <summary>A loose expression as an operand of a tight one. {0} the keyword, {1} the operator before it.</summary>
    public static readonly DiagnosticDescriptor NeedsParentheses =
        new("ARCH0025", Severity.Error, "Parentheses needed", "'{0}' binds more loosely than '{1}': put it in parentheses");

    /// <summary>A block without steps. {0} its kind, {1} its name, {2} what was found.</summary>
    public static readonly DiagnosticDescriptor MissingBody =
        new("ARCH0026", Severity.Error, "Body is missing", "The {0} '{1}' has no body: expected '{{', found {2}");

    /// <summary>An extern block with steps. {0} its name.</summary>
    public static readonly DiagnosticDescriptor ExternBody =
        new("ARCH0027", Severity.Error, "Extern block with a body", "'{0}' is extern: it is written in C# and has no body here");

    /// <summary>A namespace or import too late in the file. {0} the keyword, {1} what it must precede.</summary>
    public static readonly DiagnosticDescriptor HeaderOrder =
        new("ARCH0028", Severity.Error, "Namespace or import too late", "'{0}' must come before {1}");

    /// <summary>A second namespace.</summary>
    public static readonly DiagnosticDescriptor SecondNamespace =
        new("ARCH0029", Severity.Error, "Second namespace", "A file has one namespace, and it is '{0}'");

    /// <summary>Parentheses inside a pattern's parentheses.</summary>
    public static readonly DiagnosticDescriptor NestedPatternGroup =
        new("ARCH0030", Severity.Error, "Group inside a group", "A pattern's group holds names and numbers, not another group");
}
