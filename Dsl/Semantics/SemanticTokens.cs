using System;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>What a token means, in the words of the language server protocol.</summary>
public enum SemanticTokenKind
{
    /// <summary>A keyword where it acts as one.</summary>
    Keyword,

    /// <summary>A namespace.</summary>
    Namespace,

    /// <summary>A block, mixer, model or variant.</summary>
    Class,

    /// <summary>A type of parameters.</summary>
    Type,

    /// <summary>A parameter, or an argument's name.</summary>
    Parameter,

    /// <summary>A label: a segment of a key.</summary>
    Property,

    /// <summary>An operator that is called, or a function.</summary>
    Function,

    /// <summary>A local, an input, a dim or a constant.</summary>
    Variable,

    /// <summary>A dim of a signature, or a letter of a pattern.</summary>
    TypeParameter,

    /// <summary>An option of an operator.</summary>
    EnumMember,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A string.</summary>
    String,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>A sign.</summary>
    Operator,
}

/// <summary>What else is to be said of a token.</summary>
[Flags]
public enum SemanticTokenModifiers
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It declares the name.</summary>
    Declaration = 1,

    /// <summary>Its value can't change.</summary>
    Readonly = 2,

    /// <summary>It is built in, or of the standard library.</summary>
    DefaultLibrary = 4,

    /// <summary>It documents.</summary>
    Documentation = 8,
}

/// <summary>A token of one line (comments and strings over several lines are cut at their ends).</summary>
public sealed record SemanticToken(TextSpan Span, SemanticTokenKind Kind, SemanticTokenModifiers Modifiers);
