using System.Collections.Generic;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Syntax;

/// <summary>One line of a body.</summary>
public abstract record StatementSyntax(TextSpan Span) : SyntaxNode(Span);

/// <summary>A pipeline step: an expression fed with the current value, whose result is the next one.</summary>
public sealed record StepSyntax(TextSpan Span, ExpressionSyntax Expression) : StatementSyntax(Span);

/// <summary><c>let a, b = e</c> or, with <paramref name="IsVar"/>, <c>var a = e</c> (may be assigned again).</summary>
public sealed record LetSyntax(TextSpan Span, bool IsVar, IReadOnlyList<NameSyntax> Names, ExpressionSyntax Value) : StatementSyntax(Span);

/// <summary><c>name = e</c>: a new value for a <c>var</c>, or for the current value with <c>it = e</c>.</summary>
public sealed record AssignSyntax(TextSpan Span, NameSyntax Name, ExpressionSyntax Value) : StatementSyntax(Span);

/// <summary><c>param name: [shape] = init</c> (learned), or <c>buffer name: [shape] = init</c>.</summary>
public sealed record TensorDeclarationSyntax(
    TextSpan Span, bool IsBuffer, NameSyntax Name, ListSyntax Shape, ExpressionSyntax? Initial) : StatementSyntax(Span);

/// <summary><c>layer name: linear(dim)</c>: a layer that is declared here and applied by name, once or more.</summary>
public sealed record LayerSyntax(TextSpan Span, LabelSyntax Label, ExpressionSyntax Value) : StatementSyntax(Span);

/// <summary><c>init linear(weight: trunc_normal(std: 0.02), bias: 0)</c>: how all layers of a kind below a block start.</summary>
public sealed record InitSyntax(TextSpan Span, NameSyntax Kind, IReadOnlyList<ArgumentSyntax> Arguments) : StatementSyntax(Span);

/// <summary><c>for i in 0..n { … }</c> or <c>for d in dims { … }</c>.</summary>
public sealed record ForSyntax(TextSpan Span, NameSyntax Index, ExpressionSyntax Source, GroupSyntax Body) : StatementSyntax(Span);

/// <summary><c>if c { … } else { … }</c>; <c>else if</c> is an else group that holds one such statement.</summary>
public sealed record IfSyntax(TextSpan Span, ExpressionSyntax Condition, GroupSyntax Then, GroupSyntax? Else) : StatementSyntax(Span);

/// <summary><c>expose c2, c3 = e</c>: named outputs of a model besides its result.</summary>
public sealed record ExposeSyntax(TextSpan Span, IReadOnlyList<ExposedSyntax> Items) : StatementSyntax(Span);

/// <summary>
/// <c>c2</c>, <c>c{i + 2}</c> or <c>c2 = e</c>: an exposed output's name and what it is: the value of that name or, where there is none, the current one.
/// <paramref name="Number"/> is what the braces hold.
/// </summary>
public sealed record ExposedSyntax(TextSpan Span, NameSyntax Name, ExpressionSyntax? Number, ExpressionSyntax? Value) : SyntaxNode(Span);

/// <summary><c>return a, b</c>: the block's outputs, where there is more than the current value to return.</summary>
public sealed record ReturnSyntax(TextSpan Span, IReadOnlyList<ExpressionSyntax> Values) : StatementSyntax(Span);

/// <summary>A statement that could not be parsed; its diagnostics are already reported.</summary>
public sealed record BadStatementSyntax(TextSpan Span) : StatementSyntax(Span);

/// <summary>
/// The name before a colon, which is the step's key in <c>state_dict</c>: <c>norm</c>, <c>stages[i]</c> (a list's entry),
/// <c>patch_embed{i + 1}</c> (a name with a number in it), <c>0</c> or <c>[j]</c> (a number alone).
/// </summary>
public sealed record LabelSyntax(TextSpan Span, IReadOnlyList<LabelPartSyntax> Parts) : SyntaxNode(Span);

/// <summary>How a part of a label joins the parts before it.</summary>
public enum LabelPartKind
{
    /// <summary>Literal text: <c>norm</c>, <c>0</c>.</summary>
    Text,

    /// <summary><c>{e}</c>: the number's digits, joined to the text before it.</summary>
    Interpolation,

    /// <summary><c>[e]</c>: a list's entry, which begins a new segment of the key.</summary>
    Index,
}

/// <summary>One part of a label; <paramref name="Value"/> is null for text.</summary>
public sealed record LabelPartSyntax(TextSpan Span, LabelPartKind Kind, string Text, ExpressionSyntax? Value) : SyntaxNode(Span);
