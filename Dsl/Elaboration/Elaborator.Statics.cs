using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Arithmetic and comparison of static values.</summary>
internal sealed partial class Elaborator
{
    private Value? StaticBinary(Frame frame, BinarySyntax binary, StaticValue left, StaticValue right)
    {
        switch (left, right)
        {
            case (IntValue a, IntValue b):
                return IntBinary(frame, binary, a, b);
            case (IntValue or FloatValue, IntValue or FloatValue):
                return FloatBinary(frame, binary, left, right);
            case (BoolValue a, BoolValue b) when binary.Operator is BinaryOperator.And or BinaryOperator.Or:
            {
                var isAnd = binary.Operator == BinaryOperator.And;
                bool? value = a.Value is { } x && b.Value is { } y ? (isAnd ? x && y : x || y)
                    : (a.Value ?? b.Value) is { } known && known != isAnd ? known : null;
                return new Known(new BoolValue(value, new CodeOperation(isAnd ? "and" : "or", [a.Code, b.Code], false))
                {
                    Settled = new CodeOperation(isAnd ? "and" : "or", [a.Condition, b.Condition], false),
                });
            }
            case (BoolValue a, BoolValue b) when binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual:
                return Equality(binary, a.Value is null || b.Value is null ? null : a.Value == b.Value, left, right);
            case (StringValue a, StringValue b) when binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual:
                return Equality(binary, a.Value is null || b.Value is null ? null : a.Value == b.Value, left, right);
            case (ListValue or SymbolicListValue, ListValue or SymbolicListValue) when binary.Operator == BinaryOperator.Add:
                return new Known(Join(left, right));
            default:
                Report(
                    frame, Catalog.WrongType, binary.OperatorSpan, $"'{Operators.Text(binary.Operator)}' of {Describe(left)} and {Describe(right)}",
                    "not defined", "two numbers, two bools or two lists");
                return null;
        }
    }

    private static Value Equality(BinarySyntax binary, bool? equal, StaticValue left, StaticValue right) =>
        new Known(new BoolValue(
            binary.Operator == BinaryOperator.Equal ? equal : !equal,
            new CodeOperation(Operators.Text(binary.Operator), [left.Code, right.Code], false)));

    private Value? IntBinary(Frame frame, BinarySyntax binary, IntValue a, IntValue b)
    {
        var code = new CodeOperation(Operators.Text(binary.Operator), [a.Code, b.Code], false);
        var x = a.Value;
        var y = b.Value;
        switch (binary.Operator)
        {
            case BinaryOperator.Add:
                return new Known(new IntValue(x + y, code));
            case BinaryOperator.Subtract:
                return new Known(new IntValue(x - y, code));
            case BinaryOperator.Multiply:
                return new Known(new IntValue(x * y, code));
            case BinaryOperator.Divide:
                return Quotient(frame, binary, a, b, code);
            case BinaryOperator.Remainder:
                if (IsZero(frame, binary, y))
                    return null;
                return new Known(new IntValue(frame.Assumptions.Simplify(Dim.Mod(x, y)), code));
            case BinaryOperator.Power:
                if (y.Value is >= 0 and <= 62)
                    return new Known(new IntValue(Dim.Power(x, (int)y.Value.Value), code));
                if (y.Value is not null)
                {
                    Report(frame, Catalog.BadArithmetic, binary.Right.Span, $"the exponent {y} isn't between 0 and 62");
                    return null;
                }
                return new Known(new IntValue(Dim.Symbol(new DimSymbol($"{x} ** {y}", DimKind.Opaque, new CodeOperation("**", [x.ToCode(), y.ToCode()], false))), code));
            case BinaryOperator.Equal:
            case BinaryOperator.NotEqual:
            case BinaryOperator.Less:
            case BinaryOperator.LessOrEqual:
            case BinaryOperator.Greater:
            case BinaryOperator.GreaterOrEqual:
                return new Known(new BoolValue(Compare(frame.Assumptions, binary.Operator, x, y), code)
                {
                    Settled = new CodeOperation(Operators.Text(binary.Operator), [x.ToCode(), y.ToCode()], false),
                });
            default:
                Report(
                    frame, Catalog.WrongType, binary.OperatorSpan, $"'{Operators.Text(binary.Operator)}' of two ints", "not defined",
                    binary.Operator == BinaryOperator.MatrixMultiply ? "two tensors" : "two bools");
                return null;
        }
    }

    private static bool? Compare(Assumptions known, BinaryOperator comparison, Dim x, Dim y)
    {
        static bool? Truth(Proof proof) => proof switch { Proof.True => true, Proof.False => false, _ => null };
        return comparison switch
        {
            BinaryOperator.Equal => Truth(known.Equal(x, y)),
            BinaryOperator.NotEqual => !Truth(known.Equal(x, y)),
            BinaryOperator.GreaterOrEqual => Truth(known.AtLeast(x, y)),
            BinaryOperator.Greater => Truth(known.AtLeast(x, y + 1)),
            BinaryOperator.LessOrEqual => Truth(known.AtLeast(y, x)),
            _ => Truth(known.AtLeast(y, x + 1)),
        };
    }

    /// <summary>An int that only an instantiation can tell; <paramref name="code"/> computes it.</summary>
    private Dim OpaqueDim(string stem, Code code) => Dim.Symbol(new DimSymbol(FreshName(stem), DimKind.Opaque, code));

    private bool IsZero(Frame frame, BinarySyntax binary, Dim divisor)
    {
        if (divisor.Value != 0)
            return false;
        Report(frame, Catalog.BadArithmetic, binary.Right.Span, $"'{Text(frame, binary)}' divides by zero");
        return true;
    }

    private Value? Quotient(Frame frame, BinarySyntax binary, IntValue a, IntValue b, Code code)
    {
        if (IsZero(frame, binary, b.Value))
            return null;
        var proof = frame.Assumptions.Divides(b.Value, a.Value);
        if (proof == Proof.True || frame.Grants(proof) || a.Value.IsOpaque || b.Value.IsOpaque)
            return new Known(new IntValue(frame.Assumptions.Simplify(Dim.FloorDiv(a.Value, b.Value)), code));
        var dividend = Text(frame, binary.Left);
        var divisor = Text(frame, binary.Right);
        var isLocal = NamesIn(binary).Any(n => frame.Scope.Find(n) is { Article: not "a parameter" and not "a dim of an input" });
        Report(
            frame, Catalog.BadArithmetic, binary.Span, [a.Origin, b.Origin],
            isLocal && !(a.Value.IsConstant && b.Value.IsConstant)
                ? $"'/' of ints is exact, and nothing ensures that {divisor} divides {dividend}: use floor_div or ceil_div"
                : a.Value.IsConstant && b.Value.IsConstant
                ? $"'/' of ints is exact, and {b.Value} doesn't divide {a.Value}: use floor_div or ceil_div, or change one of them"
                : $"'/' of ints is exact, and nothing ensures that {divisor} divides {dividend}: add 'where {Parenthesized(binary.Left, dividend)} % {Parenthesized(binary.Right, divisor)} == 0', or use floor_div or ceil_div");
        RelyOnDivides(frame, b.Value, a.Value);
        return null;
    }

    /// <summary>What a block's <c>where</c> lacks is said once: after that it is taken to hold. False, as what was asked for.</summary>
    private static bool RelyOnDivides(Frame frame, Dim divisor, Dim dividend)
    {
        if (frame.Quiet == 0 && !frame.Concrete && frame.Assumptions.Divides(divisor, dividend) == Proof.Unknown)
            frame.Assumptions = frame.Assumptions.AssumeDivides(divisor, dividend);
        return false;
    }

    private static string Parenthesized(ExpressionSyntax syntax, string text) => syntax is BinarySyntax ? $"({text})" : text;

    private Value? FloatBinary(Frame frame, BinarySyntax binary, StaticValue left, StaticValue right)
    {
        var code = new CodeOperation(Operators.Text(binary.Operator), [left.Code, right.Code], true);
        var x = Number(left);
        var y = Number(right);
        if (binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual or BinaryOperator.Less or BinaryOperator.LessOrEqual
            or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual)
        {
            return new Known(new BoolValue(x is null || y is null ? null : FloatCompare(binary.Operator, x.Value, y.Value), code));
        }
        if (binary.Operator is BinaryOperator.And or BinaryOperator.Or or BinaryOperator.MatrixMultiply)
        {
            Report(frame, Catalog.WrongType, binary.OperatorSpan, $"'{Operators.Text(binary.Operator)}' of two numbers", "not defined", "two bools or two tensors");
            return null;
        }
        if (binary.Operator is BinaryOperator.Divide or BinaryOperator.Remainder && y == 0)
        {
            Report(frame, Catalog.BadArithmetic, binary.Right.Span, $"'{Text(frame, binary)}' divides by zero");
            return null;
        }
        return new Known(new FloatValue(binary.Operator switch
        {
            BinaryOperator.Add => x + y,
            BinaryOperator.Subtract => x - y,
            BinaryOperator.Multiply => x * y,
            BinaryOperator.Divide => x / y,
            BinaryOperator.Remainder => x - y * (x / y is { } ratio ? Math.Floor(ratio) : null),
            _ => x is { } b && y is { } e ? Math.Pow(b, e) : null,
        }, code)
        {
            Settled = frame.Concrete && (x is null || y is null) ? new CodeOperation(code.Operator, [FloatValue.SettledOf(left), FloatValue.SettledOf(right)], true) : null,
        });
    }

    private static bool FloatCompare(BinaryOperator comparison, double x, double y) => comparison switch
    {
        BinaryOperator.Equal => x == y,
        BinaryOperator.NotEqual => x != y,
        BinaryOperator.Less => x < y,
        BinaryOperator.LessOrEqual => x <= y,
        BinaryOperator.Greater => x > y,
        _ => x >= y,
    };

    private static double? Number(StaticValue value) => value switch
    {
        IntValue number => number.Value.Value,
        FloatValue number => number.Value,
        _ => null,
    };
}
