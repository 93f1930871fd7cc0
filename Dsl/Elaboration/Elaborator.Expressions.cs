using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Operators;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Expressions: static values and tensors.</summary>
internal sealed partial class Elaborator
{
    /// <summary>
    /// An expression's value; null after an error. <paramref name="fed"/> is the tensor that a step is fed with (null in an expression).
    /// </summary>
    private Value? Evaluate(Frame frame, ExpressionSyntax expression, Flow? fed = null) => Within(frame, expression, EvaluateAny(frame, expression, fed));

    private Value? EvaluateAny(Frame frame, ExpressionSyntax expression, Flow? fed)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!SpendParts(frame, 1, expression.Span))
            return null;
        switch (expression)
        {
            case IntSyntax number:
                return new Known(IntValue.Of(number.Value));
            case FloatSyntax number:
                return new Known(FloatValue.Of(number.Value));
            case StringSyntax text:
                return new Known(new StringValue(text.Value, new CodeString(text.Value)));
            case BoolSyntax truth:
                return new Known(BoolValue.Of(truth.Value));
            case NameExpressionSyntax name:
                return EvaluateName(frame, name, fed);
            case CallSyntax call:
                return EvaluateCall(frame, call, fed);
            case BinarySyntax binary:
                return EvaluateBinary(frame, binary);
            case UnarySyntax unary:
                return EvaluateUnary(frame, unary);
            case IndexSyntax index:
                return fed is not null && PicksComponent(frame, index) ? ApplyAsStep(frame, index, fed) : EvaluateIndex(frame, index);
            case ListSyntax list:
                return EvaluateList(frame, list);
            case ComprehensionSyntax comprehension:
                return EvaluateComprehension(frame, comprehension);
            case ConditionalSyntax conditional:
                return EvaluateConditional(frame, conditional, fed);
            case PipeSyntax pipe:
                return EvaluatePipe(frame, pipe, fed);
            case LabeledSyntax labeled:
                return EvaluateLabeled(frame, labeled, fed);
            case GroupSyntax group:
                return EvaluateInline(frame, fed ?? frame.Current, group, RunGroup);
            case ResidualSyntax residual:
                return EvaluateInline(frame, fed ?? frame.Current, residual, RunResidual);
            case ParallelSyntax parallel:
                return EvaluateInline(frame, fed ?? frame.Current, parallel, RunParallel);
            case InlineSyntax inline:
                return EvaluateInlined(frame, inline, fed ?? frame.Current);
            case PatternCallSyntax pattern:
                return EvaluatePattern(frame, pattern, fed);
            case RangeSyntax range:
                Report(frame, Catalog.WrongType, range.Span, "a range", "only for loops and indexing", "a value");
                return null;
            default:
                return null;
        }
    }

    /// <summary>A static value, or null after an error; <paramref name="need"/> says who needs it.</summary>
    private StaticValue? EvaluateStatic(Frame frame, ExpressionSyntax expression, string need) =>
        StaticOf(frame, Evaluate(frame, expression), expression, need);

    private StaticValue? StaticOf(Frame frame, Value? value, ExpressionSyntax expression, string need)
    {
        switch (value)
        {
            case Known known:
                return known.Static;
            case Flow flow:
                if (flow.Shape is not null || flow.Tensor is not SingleTensor)
                    Report(frame, Catalog.NotStatic, expression.Span, Describe(flow), need);
                return null;
            default:
                return null;
        }
    }

    private IntValue? EvaluateInt(Frame frame, ExpressionSyntax expression, string need)
    {
        switch (EvaluateStatic(frame, expression, need))
        {
            case IntValue value:
                return value;
            case { } other:
                Report(frame, Catalog.WrongType, expression.Span, Text(frame, expression), Describe(other), "an int");
                return null;
            default:
                return null;
        }
    }

    private BoolValue? EvaluateBool(Frame frame, ExpressionSyntax expression, string need)
    {
        switch (EvaluateStatic(frame, expression, need))
        {
            case BoolValue value:
                return Settle(frame, expression, value);
            case { } other:
                Report(frame, Catalog.WrongType, expression.Span, Text(frame, expression), Describe(other), "a bool");
                return null;
            default:
                return null;
        }
    }

    private Value? EvaluatePipe(Frame frame, PipeSyntax pipe, Flow? fed)
    {
        var left = Evaluate(frame, pipe.Left, fed);
        if (left is Known known)
        {
            Report(frame, Catalog.NotCallable, pipe.Left.Span, "'|>'", $"its left side is {Describe(known.Static)}, not a tensor");
            return null;
        }
        if (left is not Flow flow)
            return null;
        var outer = frame.Current;
        if (MentionsIt(pipe.Right))
        {
            frame.Current = flow;
            flow = Hold(frame, "piped", pipe.Left.Span);
            frame.Current = flow;
        }
        var result = Evaluate(frame, pipe.Right, flow);
        frame.Recording?.Result(pipe.Left.Span, left, frame.Assumptions);
        frame.Recording?.Result(pipe.Right.Span, result, frame.Assumptions);
        frame.Current = outer;
        return result;
    }

    /// <summary>True where an expression speaks of the current value by name.</summary>
    private static bool MentionsIt(ExpressionSyntax? expression) => expression switch
    {
        NameExpressionSyntax name => name.Name == "it",
        CallSyntax call => call.Arguments.Any(a => MentionsIt(a.Value)),
        BinarySyntax binary => MentionsIt(binary.Left) || MentionsIt(binary.Right),
        UnarySyntax unary => MentionsIt(unary.Operand),
        IndexSyntax index => MentionsIt(index.Target) || index.Indices.Any(MentionsIt),
        RangeSyntax range => MentionsIt(range.From) || MentionsIt(range.To),
        ListSyntax list => list.Items.Any(MentionsIt),
        LabeledSyntax labeled => MentionsIt(labeled.Value),
        PipeSyntax pipe => MentionsIt(pipe.Left),
        ConditionalSyntax choice => MentionsIt(choice.Then) || MentionsIt(choice.Else),
        PatternCallSyntax pattern => MentionsIt(pattern.Input),
        _ => false,
    };

    private Value? EvaluateUnary(Frame frame, UnarySyntax unary)
    {
        var operand = Evaluate(frame, unary.Operand);
        switch (operand)
        {
            case Known { Static: BoolValue truth } when unary.Operator == UnaryOperator.Not:
                return new Known(new BoolValue(!truth.Value, new CodeOperation("not", [truth.Code], false))
                {
                    Settled = new CodeOperation("not", [truth.Condition], false),
                });
            case Known { Static: IntValue number } when unary.Operator == UnaryOperator.Negate:
                return new Known(new IntValue(-number.Value, new CodeOperation("neg", [number.Code], false), number.Origin));
            case Known { Static: FloatValue number } when unary.Operator == UnaryOperator.Negate:
                return new Known(new FloatValue(-number.Value, new CodeOperation("neg", [number.Code], true)) { Settled = number.Value is null ? new CodeOperation("neg", [FloatValue.SettledOf(number)], true) : null });
            case Flow flow when unary.Operator == UnaryOperator.Negate:
                return ApplyNamed(frame, "neg", [flow], [], unary.Span);
            case null:
                return null;
            default:
                Report(
                    frame, Catalog.WrongType, unary.Operand.Span, Text(frame, unary.Operand), Describe(operand),
                    unary.Operator == UnaryOperator.Not ? "a bool" : "a number or a tensor");
                return null;
        }
    }

    private Value? EvaluateBinary(Frame frame, BinarySyntax binary)
    {
        var left = Evaluate(frame, binary.Left);
        // What the left side settles, the right side need not make sense for: `every > 0 and i % every == 0`.
        if (left is Known { Static: BoolValue { Value: { } settled } } && binary.Operator is (BinaryOperator.And or BinaryOperator.Or)
            && settled == (binary.Operator == BinaryOperator.Or))
            return left;
        var right = Evaluate(frame, binary.Right);
        if (left is null || right is null)
            return null;
        if (left is Known a && right is Known b)
            return StaticBinary(frame, binary, a.Static, b.Static);
        if (binary.Operator == BinaryOperator.Add && (IsList(left) || IsList(right)))
            return JoinLists(frame, binary, left, right);
        if (TensorOperator(binary.Operator) is not { } name)
        {
            Report(frame, Catalog.NotStatic, binary.OperatorSpan, "a tensor", $"'{Operators.Text(binary.Operator)}'");
            return null;
        }
        if (Operand(frame, left, binary.Left) is not { } x || Operand(frame, right, binary.Right) is not { } y)
            return null;
        return ApplyNamed(frame, name, [x, y], [], binary.OperatorSpan);
    }

    private static bool IsList(Value value) => value is Flow { Tensor: not SingleTensor } or Known { Static: ListValue { Items.Count: 0 } };

    private static string? TensorOperator(BinaryOperator binary) => binary switch
    {
        BinaryOperator.Add => "add",
        BinaryOperator.Subtract => "subtract",
        BinaryOperator.Multiply => "multiply",
        BinaryOperator.Divide => "divide",
        BinaryOperator.Power => "power",
        BinaryOperator.MatrixMultiply => "matmul",
        _ => null,
    };

    /// <summary>A tensor, or a static number as one.</summary>
    private Flow? Operand(Frame frame, Value value, ExpressionSyntax syntax)
    {
        switch (value)
        {
            case Flow { Tensor: SingleTensor } flow:
                return flow;
            case Known { Static: IntValue or FloatValue } number:
                    return NumberOperand(number.Static);
            default:
                Report(frame, Catalog.WrongType, syntax.Span, Text(frame, syntax), Describe(value), "a tensor or a number");
                return null;
        }
    }

    private Flow NumberOperand(StaticValue number)
    {
        var tensor = ElementRules.Number(number);
        return new Flow(Tracer?.Number(tensor, number) ?? tensor, new ScalarOperand(number.Code));
    }

    private Value? EvaluateConditional(Frame frame, ConditionalSyntax conditional, Flow? fed)
    {
        var condition = EvaluateBool(frame, conditional.Condition, "a condition");
        if (condition is null)
            return null;
        if (condition.Value is { } known)
            return WithConditionalNames(frame, () => Evaluate(frame, known ? conditional.Then : conditional.Else, fed));
        if (fed is not null || CanBeCallable(frame, conditional.Then))
        {
            if (CallableOf(frame, conditional, out var inputs) is not { } callable)
                return null;
            return fed is not null || inputs.Count > 0
                ? Apply(frame, callable, Feed(callable, inputs, fed), null, conditional.Span)
                : ComponentOf(frame, callable);
        }
        var before = frame.Assumptions;
        frame.Assumptions = Assume(frame, conditional.Condition, true);
        var then = WithConditionalNames(frame, () => Evaluate(frame, conditional.Then));
        frame.Assumptions = Assume(frame, conditional.Condition, false, before);
        var otherwise = WithConditionalNames(frame, () => Evaluate(frame, conditional.Else));
        frame.Assumptions = before;
        if (then is not Known a || otherwise is not Known b)
        {
            if (then is Flow || otherwise is Flow)
                Report(frame, Catalog.NotCallable, conditional.Span, "'if … then … else'", "it chooses between static values or layers; choose between tensors by an if statement that assigns a var");
            return null;
        }
        return new Known(Choose(condition, a.Static, b.Static));
    }

    private StaticValue Choose(BoolValue condition, StaticValue then, StaticValue otherwise)
    {
        var code = new CodeConditional(condition.Code, then.Code, otherwise.Code);
        return (then, otherwise) switch
        {
            (IntValue a, IntValue b) => new IntValue(Dim.Conditional(condition.Condition, a.Value, b.Value), code),
            (BoolValue a, BoolValue b) => new BoolValue(a.Value == b.Value ? a.Value : null, code),
            (StringValue a, StringValue b) => new StringValue(a.Value == b.Value ? a.Value : null, code),
            (ListValue a, ListValue b) when a.Items.Count == b.Items.Count =>
                new ListValue(a.Items.Zip(b.Items, (x, y) => Choose(condition, x, y)).ToArray(), a.ItemType, code),
            (ComponentValue a, ComponentValue b) => Choose(condition, a, b),
            (ListValue or SymbolicListValue, ListValue or SymbolicListValue) when HoldsComponents(then) && HoldsComponents(otherwise) =>
                new SymbolicListValue(FreshName("list"), Dim.Conditional(condition.Condition, LengthOf(then), LengthOf(otherwise)), ItemTypeOf(then), code)
                {
                    Item = (_, index, indexCode) => Choose(condition, ItemOf(then, index, indexCode), ItemOf(otherwise, index, indexCode)),
                },
            _ => new FloatValue(null, code),
        };
    }
}
