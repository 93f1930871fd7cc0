using System.Collections.Generic;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Syntax;

/// <summary>A piece of a parsed file; <paramref name="Span"/> runs from its first token to its last, without trivia.</summary>
public abstract record SyntaxNode(TextSpan Span);

/// <summary>A name as written, or an inserted empty one where a name is missing.</summary>
public sealed record NameSyntax(TextSpan Span, string Text) : SyntaxNode(Span)
{
    /// <summary>True where the parser inserted it.</summary>
    public bool IsMissing => Text.Length == 0;
}

/// <summary>A whole file.</summary>
public sealed record FileSyntax(
    TextSpan Span,
    NameSyntax? Namespace,
    IReadOnlyList<NameSyntax> Imports,
    IReadOnlyList<DefinitionSyntax> Definitions) : SyntaxNode(Span);

/// <summary>A named definition at a file's top level; <paramref name="Doc"/> is its <c>///</c> text.</summary>
public abstract record DefinitionSyntax(TextSpan Span, NameSyntax Name, string? Doc) : SyntaxNode(Span);

/// <summary>Which of the three kinds of module a definition is.</summary>
public enum BlockKind
{
    /// <summary>Any module.</summary>
    Block,

    /// <summary>A block whose output has its input's shape.</summary>
    Mixer,

    /// <summary>A whole network: the thing that variants are made of.</summary>
    Model,
}

/// <summary><c>block</c>, <c>mixer</c> or <c>model</c>; <paramref name="Body"/> is null for <c>extern</c>.</summary>
public sealed record BlockSyntax(
    TextSpan Span,
    NameSyntax Name,
    string? Doc,
    BlockKind Kind,
    bool IsExtern,
    IReadOnlyList<ParameterSyntax> Parameters,
    SignatureSyntax Signature,
    IReadOnlyList<ExpressionSyntax> Where,
    GroupSyntax? Body) : DefinitionSyntax(Span, Name, Doc);

/// <summary><c>const NAME = value</c>.</summary>
public sealed record ConstSyntax(TextSpan Span, NameSyntax Name, string? Doc, ExpressionSyntax Value)
    : DefinitionSyntax(Span, Name, Doc);

/// <summary><c>fn name(a: int, b: float = 1) = value</c>: a pure function over static values.</summary>
public sealed record FunctionSyntax(
    TextSpan Span,
    NameSyntax Name,
    string? Doc,
    IReadOnlyList<ParameterSyntax> Parameters,
    ExpressionSyntax Value) : DefinitionSyntax(Span, Name, Doc);

/// <summary><c>variant Name = Model(args) expect …</c>; the target may be another variant.</summary>
public sealed record VariantSyntax(
    TextSpan Span,
    NameSyntax Name,
    string? Doc,
    NameSyntax Target,
    IReadOnlyList<ArgumentSyntax> Arguments,
    IReadOnlyList<ExpectSyntax> Expects) : DefinitionSyntax(Span, Name, Doc);

/// <summary>One expectation: <c>params 5.59M</c>, <c>macs 1.26G at [1, 3, 256, 256]</c>, ….</summary>
public sealed record ExpectSyntax(TextSpan Span, NameSyntax Quantity, ExpressionSyntax Value, ListSyntax? At) : SyntaxNode(Span)
{
    /// <summary>The one quantity that is that of an output.</summary>
    public const string ReceptiveField = "receptive_field";

    /// <summary>The one that is a list.</summary>
    public const string Tensors = "tensors";

    /// <summary><c>through Official</c>, where it is there: the key map that says what a checkpoint calls the tensors.</summary>
    public NameSyntax? Through { get; init; }

    /// <summary><c>of c4</c>, where it is there: the output that is spoken of.</summary>
    public NameSyntax? Output { get; init; }
}

/// <summary>One declared parameter; <paramref name="Default"/> is null where a value must be given.</summary>
public sealed record ParameterSyntax(TextSpan Span, NameSyntax Name, TypeSyntax Type, ExpressionSyntax? Default) : SyntaxNode(Span);

/// <summary>The type of a static value.</summary>
public abstract record TypeSyntax(TextSpan Span) : SyntaxNode(Span);

/// <summary><c>int</c>, <c>float</c>, <c>bool</c> or <c>string</c>; anything else is refused by the binder.</summary>
public sealed record NamedTypeSyntax(TextSpan Span, string Name) : TypeSyntax(Span);

/// <summary><c>int[]</c>, <c>int[4]</c>, <c>int[][]</c>.</summary>
public sealed record ListTypeSyntax(TextSpan Span, TypeSyntax Element, ExpressionSyntax? Length) : TypeSyntax(Span);

/// <summary><c>block(C) [N, C, H, W] -> same</c>: a module handed in; <paramref name="Told"/> are the dims that it is built with.</summary>
public sealed record ComponentTypeSyntax(TextSpan Span, IReadOnlyList<NameSyntax> Told, SignatureSyntax Signature) : TypeSyntax(Span);

/// <summary><c>inputs -> outputs</c>.</summary>
public sealed record SignatureSyntax(TextSpan Span, IReadOnlyList<TensorSyntax> Inputs, IReadOnlyList<TensorSyntax> Outputs) : SyntaxNode(Span);

/// <summary><c>image [N, 3, H, W]</c>, <c>[N, L, dim]</c>, or <c>same</c> (outputs only: <paramref name="Dims"/> is null).</summary>
public sealed record TensorSyntax(TextSpan Span, NameSyntax? Name, IReadOnlyList<ExpressionSyntax>? Dims) : SyntaxNode(Span)
{
    /// <summary>True for <c>same</c>.</summary>
    public bool IsSame => Dims is null;
}
