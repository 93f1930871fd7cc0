using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Arithmetic, comparison and lists of static values.</summary>
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
        var result = IntArithmetic(frame, binary, a, b);
        if (result is Known { Static: IntValue { Value: { IsConstant: true, Value: null } } })
        {
            Report(frame, Catalog.BadArithmetic, binary.Span, $"'{Text(frame, binary)}' is too large: an int has 64 bits");
            return null;
        }
        return result;
    }

    private Value? IntArithmetic(Frame frame, BinarySyntax binary, IntValue a, IntValue b)
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
        return null;
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
        }, code));
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

    private Value? EvaluateList(Frame frame, ListSyntax list)
    {
        var values = list.Items.Select(item => Evaluate(frame, item)).ToArray();
        if (values.Any(v => v is null))
            return null;
        if (values.Length > 0 && values.All(v => v is Flow { Tensor: SingleTensor }))
        {
            return new Flow(
                new KnownTensors(values.Select(v => (SingleTensor)((Flow)v!).Tensor).ToArray()),
                new TensorListCode(null, values.Select(v => ((Flow)v!).Code).ToArray()));
        }
        var items = new List<StaticValue>();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not Known known)
            {
                Report(frame, Catalog.WrongType, list.Items[i].Span, Text(frame, list.Items[i]), Describe(values[i]), "a value like the list's others");
                return null;
            }
            if (items.Count > 0 && !AreAlike(items[0], known.Static))
            {
                Report(frame, Catalog.WrongType, list.Items[i].Span, Text(frame, list.Items[i]), Describe(known.Static), $"a value like the list's first, {Describe(items[0])},");
                return null;
            }
            items.Add(known.Static);
        }
        return new Known(ListOf(items));
    }

    private static bool AreAlike(StaticValue a, StaticValue b) =>
        (a is IntValue or FloatValue && b is IntValue or FloatValue)
        || (a is ListValue or SymbolicListValue && b is ListValue or SymbolicListValue)
        || (a is BoolValue && b is BoolValue) || (a is StringValue && b is StringValue) || (a is ComponentValue && b is ComponentValue);

    private static ListValue ListOf(IReadOnlyList<StaticValue> items)
    {
        if (items.Any(i => i is FloatValue) && items.All(i => i is FloatValue or IntValue))
            items = items.Select(i => i is IntValue number ? new FloatValue(number.Value.Value, number.Code) : i).ToArray();
        var type = items.Count > 0 ? TypeOf(items[0]) : StaticType.Int;
        return new ListValue(items, type, new CodeList(items.Select(i => i.Code).ToArray(), type));
    }

    private static StaticType TypeOf(StaticValue value) => value switch
    {
        IntValue => StaticType.Int,
        FloatValue => StaticType.Float,
        BoolValue => StaticType.Bool,
        ListValue list => new ListType(list.ItemType),
        SymbolicListValue list => new ListType(list.ItemType),
        ComponentValue { Target: ParameterCallable parameter } => TypeOf(parameter.Type),
        ComponentValue => new ComponentType(default, 1),
        _ => StaticType.String,
    };

    private Value? EvaluateComprehension(Frame frame, ComprehensionSyntax comprehension)
    {
        var outer = frame.Scope;
        try
        {
            if (RangeOf(frame, comprehension.Source) is not { } range)
                return null;
            var (from, to, list) = range;
            var type = StaticType.Int;
            Code ItemCode()
            {
                frame.Scope = new Scope(outer);
                var symbolic = SymbolicItem(frame, comprehension.Index.Text, from, to, list);
                Declare(frame, comprehension.Index, "the loop's index", new Known(symbolic));
                frame.Quiet++;
                var item = EvaluateStatic(frame, comprehension.Item, "a list's item");
                frame.Quiet--;
                type = item is null ? StaticType.Int : TypeOf(item);
                return item?.Code ?? new CodeInt(0);
            }

            var count = list is null ? frame.Assumptions.Simplify(to.Value - from.Value) : LengthOf(list);
            var isHeld = list is null || !HoldsComponents(list) || IsHandedIn(list);
            var code = frame.Concrete ? null : ItemCode();
            if (code is not null)
                code = new CodeComprehension(code, comprehension.Index.Text, isHeld ? list?.Code ?? from.Code : new CodeInt(0), list is null ? to.Code : isHeld ? null : count.ToCode(), type);
            if (count.Value is not { } n)
                return SymbolicComprehension(frame, comprehension, new SymbolicListValue(FreshName("list"), count, type, code ?? new CodeInt(0)), from, list);
            if (!Spend(frame, n, comprehension.Span))
                return null;
            var items = new List<StaticValue>();
            for (long i = 0; i < n; i++)
            {
                frame.Scope = new Scope(outer);
                var index = list is null ? new IntValue(from.Value + i, new CodeInt(i)) : ItemOf(list, Dim.Constant(i), new CodeInt(i));
                Declare(frame, comprehension.Index, "the loop's index", new Known(index));
                if (EvaluateStatic(frame, comprehension.Item, "a list's item") is not { } item)
                    return null;
                items.Add(item);
            }
            var known = ListOf(items);
            // Components are told apart better one by one, and a variant's values are known.
            return new Known(code is null || (HoldsComponents(known) && from.Value.IsConstant && list is null or ListValue { Code: CodeList }) ? known : known with { Code = code });
        }
        finally
        {
            frame.Scope = outer;
        }
    }

    /// <summary>A comprehension of which only an instantiation knows how many items it has. Null, reported, where no item can be made.</summary>
    private Value? SymbolicComprehension(Frame frame, ComprehensionSyntax comprehension, SymbolicListValue made, IntValue from, StaticValue? list)
    {
        var scope = frame.Scope;
        StaticValue? At(Dim index, Code indexCode)
        {
            var outer = frame.Scope;
            frame.Scope = new Scope(scope);
            StaticValue item = list is null
                ? new IntValue(from.Value + index, from.Value.Value == 0 ? indexCode : new CodeOperation("+", [from.Code, indexCode], false))
                : ItemOf(list, index, indexCode);
            Declare(frame, comprehension.Index, "the loop's index", new Known(item));
            var value = EvaluateStatic(frame, comprehension.Item, "a list's item");
            frame.Scope = outer;
            return value;
        }

        frame.Deferring++;
        var any = At(Dim.Symbol(new DimSymbol(FreshName("item"), DimKind.Local, new CodeName(comprehension.Index.Text, CodeNameKind.Local), 0)), new CodeName(comprehension.Index.Text, CodeNameKind.Local));
        frame.Deferring--;
        if (any is null || !HoldsComponents(any))
            return any is null ? null : new Known(made);
        return new Known(made with
        {
            Item = (_, index, indexCode) =>
            {
                frame.Quiet++;
                var item = At(index, indexCode) ?? any;
                frame.Quiet--;
                return item;
            },
        });
    }

    private static Dim LengthOf(StaticValue list) => list is ListValue known ? Dim.Constant(known.Items.Count) : ((SymbolicListValue)list).Length;

    /// <summary>An item of a list: its own value where list and index are known, else a symbol that stands for it.</summary>
    private StaticValue ItemOf(StaticValue list, Dim index, Code indexCode)
    {
        if (list is ListValue known && index.Value is { } i && i >= 0 && i < known.Items.Count)
            return known.Items[(int)i];
        if (list is SymbolicListValue { Item: { } item })
            return item(list.Code, index, indexCode);
        if (list is ListValue { Items.Count: > 0 } components && HoldsComponents(list))
            return Pick(components, index, indexCode);
        var type = ItemTypeOf(list);
        var code = new CodeIndex(list.Code, indexCode);
        if (list is ListValue { Items: { Count: > 0 } items } && items.All(i => i is IntValue) && items.Select(i => ((IntValue)i).Value).Distinct().Count() == 1)
            return items[0] with { Code = code };
        return SymbolOf(type, list is SymbolicListValue { Name: var name } ? $"{name}[{index}]" : $"{CodeText.Of(list.Code)}[{index}]", DimKind.Element, code);
    }

    /// <summary>A value of a type that isn't known.</summary>
    private StaticValue SymbolOf(StaticType type, string name, DimKind kind, Code code, long? minimum = null)
    {
        if (type == StaticType.Int)
            return new IntValue(Dim.Symbol(new DimSymbol(name, kind, code, minimum)), code);
        if (type == StaticType.Float)
            return new FloatValue(null, code);
        if (type == StaticType.Bool)
            return new BoolValue(null, code);
        if (type is ListType { Element: var element })
            return new SymbolicListValue(name, Dim.Symbol(new DimSymbol($"len({name})", kind, new CodeCall("len", [code], false), 0)), element, code);
        return new StringValue(null, code);
    }

    private StaticValue SymbolicItem(Frame frame, string index, IntValue from, IntValue to, StaticValue? list)
    {
        var code = new CodeName(index, CodeNameKind.Local);
        if (list is not null)
        {
            var item = ItemOf(list, Dim.Symbol(new DimSymbol(FreshName("item"), DimKind.Local, code, 0)), code);
            return HoldsComponents(list) && !IsHandedIn(list) ? item : WithCode(item, code);
        }
        return new IntValue(Dim.Symbol(new DimSymbol(index, DimKind.Local, code, frame.Assumptions.Bounds(from.Value).Min)), code);
    }
}
