using System.Collections.Generic;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Formatting;

/// <content>Expressions.</content>
internal sealed partial class LayoutWalker
{
    // Conditions are short, and read badly in two lines: all else is broken first.
    private const int LastResort = 1000;

    private void Visit(ExpressionSyntax expression, int rank)
    {
        switch (expression)
        {
            case CallSyntax call:
                Visit(call.Callee, rank + 1);
                Arguments(_stream.PartnerOf(Last(call.Span)), call.Arguments, rank);
                break;
            case IndexSyntax index:
                Gaps[_stream.PartnerOf(Last(index.Span))].IsTight = true;
                Visit(index.Target, rank + 1);
                VisitAll(index.Indices, rank + 1);
                break;
            case RangeSyntax range:
                Visit(range, rank);
                break;
            case UnarySyntax unary:
                if (unary.Operator == UnaryOperator.Negate)
                    Gaps[First(unary.Span) + 1].IsTight = true;
                Visit(unary.Operand, rank + 1);
                break;
            case BinarySyntax binary:
                Visit(binary, rank, new BreakGroup(2 * rank, false));
                break;
            case ListSyntax list:
                Bracket(First(list.Span), rank, isTight: false);
                VisitAll(list.Items, rank + 1);
                break;
            case ComprehensionSyntax comprehension:
                Bracket(First(comprehension.Span), rank, isTight: false);
                MayBreakAlone(First(comprehension.Index.Span) - 1, 2 * rank + 1);
                Visit(comprehension.Item, rank + 1);
                Visit(comprehension.Source, rank + 1);
                break;
            case ConditionalSyntax choice:
                Visit(choice, rank, new BreakGroup(2 * rank, true), isInChain: false);
                break;
            case PipeSyntax pipe:
                Visit(pipe, rank, new BreakGroup(2 * rank, true));
                break;
            case LabeledSyntax labeled:
                Visit(labeled.Label);
                Visit(labeled.Value, rank);
                break;
            case GroupSyntax group:
                Group(group, OwnerOf(First(group.Span)), rank);
                break;
            case ResidualSyntax residual:
                Visit(residual, rank);
                break;
            case ParallelSyntax parallel:
                Arguments(Last(parallel.KeywordSpan) + 1, parallel.Arguments, rank + 1);
                Group(parallel.Body, OwnerOf(First(parallel.Span)), rank);
                break;
            case InlineSyntax inline:
                Visit(inline.Block, rank);
                break;
            case PatternCallSyntax pattern:
                if (pattern.Input is { } input)
                    Visit(input, rank + 1);
                Arguments(Last(pattern.Operator.Span) + 1, pattern.Arguments, rank);
                break;
        }
    }

    private void VisitAll(IReadOnlyList<ExpressionSyntax> expressions, int rank)
    {
        foreach (var expression in expressions)
            Visit(expression, rank);
    }

    private void Arguments(int opener, IReadOnlyList<ArgumentSyntax> arguments, int rank, bool isTight = true)
    {
        Bracket(opener, rank, isTight);
        foreach (var argument in arguments)
        {
            if (argument is { Index: { } index, Name: { } name })
            {
                Gaps[Last(name.Span) + 1].IsTight = true;
                Unbroken(index);
            }
            Visit(argument.Value, rank + 1);
        }
    }

    private void Visit(ResidualSyntax residual, int rank)
    {
        var next = Last(residual.KeywordSpan) + 1;
        if (KindAt(next) == TokenKind.OpenParen)
            Arguments(next, residual.Arguments, rank + 1);
        Group(residual.Body, OwnerOf(First(residual.Span)), rank);
    }

    // A group's lines go in from the line that its statement begins on; inside parentheses, and in a branch, from the one that the group itself is on.
    private int OwnerOf(int token)
    {
        var owner = _owners[token - _first];
        return _layout.BracketOf(token) >= 0 ? token : owner;
    }

    private void Visit(RangeSyntax range, int rank)
    {
        var dots = range.From is { } from ? Behind(from.Span) : First(range.Span);
        if (range.From is not null)
        {
            Gaps[dots].IsTight = true;
            Visit(range.From, rank + 1);
        }
        if (range.To is not null)
        {
            Gaps[dots + 1].IsTight = true;
            Visit(range.To, rank + 1);
        }
        if (range.Step is { } step)
            Visit(step, rank + 1);
    }

    // Operators of one level are one chain, broken before an operator; where the author broke behind one, the break stays there.
    private void Visit(BinarySyntax binary, int rank, BreakGroup group)
    {
        var sign = First(binary.OperatorSpan);
        var isChain = binary.Left is BinarySyntax left && left.Span.Start == binary.Span.Start && LevelOf(left.Operator) == LevelOf(binary.Operator);
        if (isChain)
            Visit((BinarySyntax)binary.Left, rank, group);
        else
            Visit(binary.Left, rank + 1);
        MayBreak(sign, group);
        MayBreak(sign + 1, null);
        Visit(binary.Right, rank + 1);
    }

    private static int LevelOf(BinaryOperator found) => found switch
    {
        BinaryOperator.Or => 0,
        BinaryOperator.And => 1,
        <= BinaryOperator.GreaterOrEqual => 2,
        <= BinaryOperator.Subtract => 3,
        <= BinaryOperator.MatrixMultiply => 4,
        _ => 5,
    };

    // `then` and `else` begin a line each; in a chain of several cases, each `else` does.
    private void Visit(ConditionalSyntax choice, int rank, BreakGroup group, bool isInChain)
    {
        var then = Behind(choice.Condition.Span);
        var otherwise = Behind(choice.Then.Span);
        var isChain = choice.Else is ConditionalSyntax && First(choice.Else.Span) == otherwise + 1;
        MayBreak(then, isChain || isInChain ? null : group);
        MayBreak(otherwise, group);
        Visit(choice.Condition, rank + LastResort);
        Visit(choice.Then, rank + 1);
        if (isChain)
            Visit((ConditionalSyntax)choice.Else, rank, group, isInChain: true);
        else
            Visit(choice.Else, rank + 1);
    }

    private void Visit(PipeSyntax pipe, int rank, BreakGroup group)
    {
        if (pipe.Left is PipeSyntax left && left.Span.Start == pipe.Span.Start)
            Visit(left, rank, group);
        else
            Visit(pipe.Left, rank + 1);
        MayBreak(Behind(pipe.Left.Span), group);
        Visit(pipe.Right, rank + 1);
    }
}
