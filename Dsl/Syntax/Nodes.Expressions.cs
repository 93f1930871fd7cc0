using System.Collections.Generic;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Syntax;

/// <summary>Anything with a value: static (known at build time) or a tensor.</summary>
public abstract record ExpressionSyntax(TextSpan Span) : SyntaxNode(Span);

/// <summary>An integer: <c>64</c>, <c>1_000</c>, <c>5.59M</c>; <paramref name="Step"/> is the place value of its last written digit (5.59M: 10,000).</summary>
public sealed record IntSyntax(TextSpan Span, long Value, long Step) : ExpressionSyntax(Span);

/// <summary>A float: <c>1e-6</c>, <c>0.5</c>.</summary>
public sealed record FloatSyntax(TextSpan Span, double Value) : ExpressionSyntax(Span);

/// <summary>A string, unescaped.</summary>
public sealed record StringSyntax(TextSpan Span, string Value) : ExpressionSyntax(Span);

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record BoolSyntax(TextSpan Span, bool Value) : ExpressionSyntax(Span);

/// <summary>A name's use; <c>it</c> is the current value.</summary>
public sealed record NameExpressionSyntax(TextSpan Span, string Name) : ExpressionSyntax(Span);

/// <summary>An expression that is missing or could not be parsed; its diagnostics are already reported.</summary>
public sealed record BadExpressionSyntax(TextSpan Span) : ExpressionSyntax(Span);

/// <summary><c>callee(args)</c>.</summary>
public sealed record CallSyntax(TextSpan Span, ExpressionSyntax Callee, IReadOnlyList<ArgumentSyntax> Arguments) : ExpressionSyntax(Span);

/// <summary><c>value</c> or <c>name: value</c>.</summary>
public sealed record ArgumentSyntax(TextSpan Span, NameSyntax? Name, ExpressionSyntax Value) : SyntaxNode(Span)
{
    /// <summary>In a variant, which item of the list it gives: <c>name[index]: value</c>.</summary>
    public ExpressionSyntax? Index { get; init; }
}

/// <summary><c>target[i, a..b, ..]</c>.</summary>
public sealed record IndexSyntax(TextSpan Span, ExpressionSyntax Target, IReadOnlyList<ExpressionSyntax> Indices) : ExpressionSyntax(Span);

/// <summary>
/// <c>a..b</c>, with either end absent; <c>a..b by s</c> steps. Bare <c>..</c> is the whole of one axis in an index,
/// and the axes not named in a shape.
/// </summary>
public sealed record RangeSyntax(TextSpan Span, ExpressionSyntax? From, ExpressionSyntax? To, ExpressionSyntax? Step) : ExpressionSyntax(Span);

/// <summary>The operators with one operand.</summary>
public enum UnaryOperator
{
    /// <summary><c>-a</c></summary>
    Negate,

    /// <summary><c>not a</c></summary>
    Not,
}

/// <summary><c>-a</c>, <c>not a</c>.</summary>
public sealed record UnarySyntax(TextSpan Span, UnaryOperator Operator, ExpressionSyntax Operand) : ExpressionSyntax(Span);

/// <summary>The operators with two operands, loosest first.</summary>
public enum BinaryOperator
{
    /// <summary><c>or</c></summary>
    Or,

    /// <summary><c>and</c></summary>
    And,

    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary>&lt;</summary>
    Less,

    /// <summary>&lt;=</summary>
    LessOrEqual,

    /// <summary>&gt;</summary>
    Greater,

    /// <summary>&gt;=</summary>
    GreaterOrEqual,

    /// <summary><c>+</c></summary>
    Add,

    /// <summary><c>-</c></summary>
    Subtract,

    /// <summary><c>*</c></summary>
    Multiply,

    /// <summary><c>/</c>: of integers, exact</summary>
    Divide,

    /// <summary><c>%</c></summary>
    Remainder,

    /// <summary><c>@</c>: matrix product</summary>
    MatrixMultiply,

    /// <summary><c>**</c></summary>
    Power,
}

/// <summary><c>a op b</c>; <paramref name="OperatorSpan"/> is the operator alone.</summary>
public sealed record BinarySyntax(
    TextSpan Span, BinaryOperator Operator, TextSpan OperatorSpan, ExpressionSyntax Left, ExpressionSyntax Right) : ExpressionSyntax(Span);

/// <summary><c>[a, b, c]</c>.</summary>
public sealed record ListSyntax(TextSpan Span, IReadOnlyList<ExpressionSyntax> Items) : ExpressionSyntax(Span);

/// <summary><c>[e for i in source]</c>.</summary>
public sealed record ComprehensionSyntax(TextSpan Span, ExpressionSyntax Item, NameSyntax Index, ExpressionSyntax Source) : ExpressionSyntax(Span);

/// <summary><c>if c then a else b</c>.</summary>
public sealed record ConditionalSyntax(
    TextSpan Span, ExpressionSyntax Condition, ExpressionSyntax Then, ExpressionSyntax Else) : ExpressionSyntax(Span);

/// <summary><c>a |> b</c>: the step b fed with a.</summary>
public sealed record PipeSyntax(TextSpan Span, ExpressionSyntax Left, ExpressionSyntax Right) : ExpressionSyntax(Span);

/// <summary><c>label: e</c>, where e is a layer, a block or a group.</summary>
public sealed record LabeledSyntax(TextSpan Span, LabelSyntax Label, ExpressionSyntax Value) : ExpressionSyntax(Span);

/// <summary><c>{ … }</c>: steps in order; labeled, its steps' keys begin with the label.</summary>
public sealed record GroupSyntax(TextSpan Span, IReadOnlyList<StatementSyntax> Statements) : ExpressionSyntax(Span);

/// <summary><c>residual(drop_path: p) { … }</c>: the current value plus what the group makes of it.</summary>
public sealed record ResidualSyntax(TextSpan Span, TextSpan KeywordSpan, IReadOnlyList<ArgumentSyntax> Arguments, GroupSyntax Body) : ExpressionSyntax(Span);

/// <summary><c>parallel(add) { … }</c>, <c>parallel(concat, dim: 1) { … }</c>: each statement is a branch fed with the current value.</summary>
public sealed record ParallelSyntax(
    TextSpan Span, TextSpan KeywordSpan, NameSyntax Join, IReadOnlyList<ArgumentSyntax> Arguments, GroupSyntax Body) : ExpressionSyntax(Span);

/// <summary><c>inline Block(args)</c>: the block's steps stand here, and its layers are the body's own, under keys without a segment of its own.</summary>
public sealed record InlineSyntax(TextSpan Span, TextSpan KeywordSpan, ExpressionSyntax Block) : ExpressionSyntax(Span);

/// <summary><c>rearrange(n c h w -> n (h w) c)</c>, <c>reduce(…, mean)</c>, <c>repeat(…)</c>, with sizes for new letters by name.</summary>
public sealed record PatternCallSyntax(
    TextSpan Span,
    NameSyntax Operator,
    ExpressionSyntax? Input,
    IReadOnlyList<PatternAxisSyntax> Left,
    IReadOnlyList<PatternAxisSyntax> Right,
    IReadOnlyList<ArgumentSyntax> Arguments) : ExpressionSyntax(Span);

/// <summary>One axis of a pattern: a letter, a number, or several in parentheses (one axis that they make up together).</summary>
public sealed record PatternAxisSyntax(TextSpan Span, IReadOnlyList<NameSyntax> Names, bool IsGroup) : SyntaxNode(Span);
