using System;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using Sprache;
using static ArchGen.Dsl.Syntax.Combinators;

namespace ArchGen.Dsl.Syntax;

/// <summary>Expressions, one rule a level of precedence, tightest first.</summary>
internal static class ExpressionGrammar
{
    private static readonly Parser<ExpressionSyntax> AnyUnary = Nested(Lazy(() => Unary!), Bad);
    private static readonly Parser<ExpressionSyntax> AnyNot = Nested(Lazy(() => Not!), Bad);
    private static readonly Parser<ExpressionSyntax> AnyConditional = Nested(Lazy(() => Conditional!), Bad);

    /// <summary><c>linear(dim)</c>, <c>x[0]</c>: a primary with calls and indices after it.</summary>
    public static readonly Parser<ExpressionSyntax> Postfix = LeaningLeft(PrimaryGrammar.Primary, HasPostfix, PostfixOf);

    // Right to left: the operand on the right takes all further powers.
    private static readonly Parser<ExpressionSyntax> Power =
        LeaningLeft(Postfix, at => at.Token.Kind == TokenKind.StarStar, (start, left) => Operation(start, left, AnyUnary));

    private static readonly Parser<ExpressionSyntax> Unary = Choose(at =>
        at.Token.Kind == TokenKind.Minus ? Prefixed(UnaryOperator.Negate, AnyUnary) : Power);

    private static readonly Parser<ExpressionSyntax> Product = Binary(Unary, op =>
        op is BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Remainder or BinaryOperator.MatrixMultiply);

    private static readonly Parser<ExpressionSyntax> Sum = Binary(Product, op => op is BinaryOperator.Add or BinaryOperator.Subtract);

    private static readonly Parser<ExpressionSyntax> RangeEnd =
        Choose(at => StartsRangeEnd(at) ? Sum : Parse.Return<ExpressionSyntax>(null!));

    private static readonly Parser<ExpressionSyntax?> RangeStep = If(IsBy,
        from @by in Next
        from step in Sum
        select step);

    private static readonly Parser<ExpressionSyntax> Range = i =>
    {
        var start = (TokenInput)i;
        var first = start.Token.Kind == TokenKind.DotDot ? null : Sum(start);
        var rest = first?.Remainder ?? start;
        return ((TokenInput)rest).Token.Kind == TokenKind.DotDot || first is null ? RangeFrom(start, first?.Value)(rest) : first;
    };

    private static readonly Parser<ExpressionSyntax> Comparison =
        LeaningLeft(Range, at => IsComparison(SyntaxFacts.BinaryOperatorOf(at.Token)), (start, left) => IsChained(start, left)
            ? from report in ReportChain((BinarySyntax)left)
              from operation in Operation(start, left, Range)
              select new BadExpressionSyntax(operation.Span)
            : Operation(start, left, Range));

    /// <summary><c>not a</c>, or anything tighter.</summary>
    public static readonly Parser<ExpressionSyntax> Not = Choose(at =>
        at.Token.Is("not") ? Prefixed(UnaryOperator.Not, AnyNot) : Comparison);

    private static readonly Parser<ExpressionSyntax> Conjunction = Binary(Not, op => op == BinaryOperator.And);

    private static readonly Parser<ExpressionSyntax> Disjunction = Binary(Conjunction, op => op == BinaryOperator.Or);

    private static readonly Parser<ExpressionSyntax> Branch = Choose(at =>
        at.Token.Kind == TokenKind.OpenBrace ? StatementGrammar.Group : AnyConditional);

    /// <summary><c>if c then a else b</c>, or anything tighter: all but a pipe.</summary>
    public static readonly Parser<ExpressionSyntax> Conditional = Choose(at => !at.Token.Is("if") ? Disjunction : Node(
        from keyword in Next
        from condition in Compared(AnyConditional)
        from then in ExpectWord("then")
        from whenTrue in Branch
        from otherwise in ExpectWord("else")
        from whenFalse in otherwise is null ? Missing : Branch
        select (condition, whenTrue, whenFalse),
        ExpressionSyntax (span, parts) => new ConditionalSyntax(span, parts.condition, parts.whenTrue, parts.whenFalse)));

    /// <summary>What a label can stand before: a group, a conditional, or a layer.</summary>
    public static readonly Parser<ExpressionSyntax> LabelValue = Choose(at =>
        at.Token.Kind == TokenKind.OpenBrace ? StatementGrammar.Group : at.Token.Is("if") ? AnyConditional : Postfix);

    private static readonly Parser<ExpressionSyntax> Labeled =
        from labeled in Node(
            from label in LabelGrammar.Label
            from value in LabelValue
            select (label, value),
            ExpressionSyntax (span, parts) => new LabeledSyntax(span, parts.label, parts.value))
        from only in OneLayer
        select labeled;

    private static readonly Parser<ExpressionSyntax> Operand = Choose(at =>
        LabelGrammar.IsLabel(at.Stream, at.Index) ? Labeled
        : at.Token.Kind == TokenKind.OpenBrace ? StatementGrammar.Group
        : Conditional);

    /// <summary>Any expression.</summary>
    public static readonly Parser<ExpressionSyntax> Expression = Nested(Piped(Conditional), Bad);

    /// <summary>An expression where a label or a group may stand: a step, or the value of a <c>let</c>.</summary>
    public static readonly Parser<ExpressionSyntax> Step = Piped(Operand);

    /// <summary>An expression where <c>=</c> can only have been meant as <c>==</c>.</summary>
    public static readonly Parser<ExpressionSyntax> Condition = Compared(Expression);

    private static Parser<ExpressionSyntax> Missing =>
        Node(Parse.Return(0), ExpressionSyntax (span, _) => new BadExpressionSyntax(span));

    // After `norm: layer_norm()` an operator would leave it open what the label names.
    private static Parser<Skipped?> OneLayer => i =>
    {
        var input = (TokenInput)i;
        if (SyntaxFacts.BinaryOperatorOf(input.Token) is null && input.Token.Kind != TokenKind.DotDot)
            return Result.Success<Skipped?>(null, input);
        var rest = Skip(input.Report(input.Fault(Catalog.LabelNamesOneLayer, input.Token.Span, input.Token.Text)));
        return RecoverTo(token => token.Kind == TokenKind.Pipe)(rest);
    };

    private static ExpressionSyntax Bad(TextSpan span) => new BadExpressionSyntax(span);

    private static Parser<ExpressionSyntax> Piped(Parser<ExpressionSyntax> first) =>
        LeaningLeft(first, at => at.Token.Kind == TokenKind.Pipe, (start, left) =>
            from pipe in Next
            from right in Operand
            from end in Here
            select (ExpressionSyntax)new PipeSyntax(SpanBetween(start, end), left, right));

    private static Parser<ExpressionSyntax> Binary(Parser<ExpressionSyntax> operand, Func<BinaryOperator, bool> isOperator) =>
        LeaningLeft(
            operand,
            at => SyntaxFacts.BinaryOperatorOf(at.Token) is { } found && isOperator(found) && !LabelGrammar.IsLabel(at.Stream, at.Index),
            (start, left) => Operation(start, left, operand));

    private static Parser<ExpressionSyntax> Compared(Parser<ExpressionSyntax> value) =>
        from start in Here
        from left in value
        from comparison in Choose(at => at.Token.Kind == TokenKind.Assign ? ComparedTo(start, left, value) : Parse.Return(left))
        select comparison;

    private static Parser<ExpressionSyntax> ComparedTo(TokenInput start, ExpressionSyntax left, Parser<ExpressionSyntax> value) =>
        from report in ReportAssign
        from sign in Next
        from right in value
        from end in Here
        select (ExpressionSyntax)new BinarySyntax(SpanBetween(start, end), BinaryOperator.Equal, sign.Span, left, right);

    private static Parser<TokenInput> ReportAssign => i =>
    {
        var input = (TokenInput)i;
        var span = input.Token.Span;
        input = input.Report(input.Fault(Catalog.AssignmentInCondition, span) with { Fix = new Fix("write '=='", span, "==") });
        return Result.Success(input, input);
    };

    private static Parser<ExpressionSyntax> Operation(TokenInput start, ExpressionSyntax left, Parser<ExpressionSyntax> operand) =>
        from sign in Next
        from right in operand
        from end in Here
        select (ExpressionSyntax)new BinarySyntax(
            SpanBetween(start, end), SyntaxFacts.BinaryOperatorOf(sign)!.Value, sign.Span, left, right);

    private static Parser<ExpressionSyntax> Prefixed(UnaryOperator @operator, Parser<ExpressionSyntax> operand) => Node(
        from sign in Next
        from value in operand
        select value,
        ExpressionSyntax (span, value) => new UnarySyntax(span, @operator, value));

    private static Parser<ExpressionSyntax> RangeFrom(TokenInput start, ExpressionSyntax? first) =>
        from dots in Next
        from last in RangeEnd
        from step in RangeStep
        from end in Here
        select (ExpressionSyntax)new RangeSyntax(SpanBetween(start, end), first, last, step);

    // A bracket on a line of its own begins a statement, and so does `[j]: …` after a step.
    private static bool HasPostfix(TokenInput at) => !at.AtLineStart && at.Token.Kind switch
    {
        TokenKind.OpenParen => true,
        TokenKind.OpenBracket => at.Token.Leading.Count == 0 || !LabelGrammar.IsLabel(at.Stream, at.Index),
        _ => false,
    };

    private static Parser<ExpressionSyntax> PostfixOf(TokenInput start, ExpressionSyntax target) => Choose(at =>
        at.Token.Kind == TokenKind.OpenParen
            ? from arguments in PrimaryGrammar.Arguments
              from end in Here
              select (ExpressionSyntax)new CallSyntax(SpanBetween(start, end), target, arguments)
            : from indices in PrimaryGrammar.Indices
              from end in Here
              select (ExpressionSyntax)new IndexSyntax(SpanBetween(start, end), target, indices));

    private static bool IsComparison(BinaryOperator? found) => found is >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual;

    // `(a < b) == c` begins before its left operand does.
    private static bool IsChained(TokenInput start, ExpressionSyntax left) =>
        left is BinarySyntax { Operator: var found } && IsComparison(found) && left.Span.Start == start.Token.Span.Start;

    private static Parser<TokenInput> ReportChain(BinarySyntax before) => i =>
    {
        var input = (TokenInput)i;
        var first = input.Stream.Source.Slice(before.OperatorSpan);
        input = input.Report(input.Fault(Catalog.ChainedComparison, input.Token.Span, first, input.Token.Text));
        return Result.Success(input, input);
    };

    private static bool StartsRangeEnd(TokenInput at) =>
        StartsValue(at.Token) && at.Token.Kind != TokenKind.DotDot && !at.Token.Is("not") && !at.Token.Is("if")
        && !(at.Token.Is("by") && at.Stream.At(at.Index + 1).Kind is TokenKind.Integer or TokenKind.Identifier);

    private static bool IsBy(TokenInput at) =>
        at.Token.Is("by") && !at.AtLineStart && StartsValue(at.Stream.At(at.Index + 1));
}
