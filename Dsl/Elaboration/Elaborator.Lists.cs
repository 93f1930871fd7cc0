using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Lists of static values: written out, by comprehension, and what an item of one is.</summary>
internal sealed partial class Elaborator
{
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
            items = items.Select(i => i is IntValue number ? FloatValue.Of(number) : i).ToArray();
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
        ComponentValue { Target: var target } when HandedIn(target) is { } parameter => TypeOf(parameter.Type),
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
            if (n > Limits.ListItems)
                return Beyond(frame, comprehension, $"A list of {Number(n)} items is too long", $"{Number(Limits.ListItems)} items");
            if (!Spend(frame, n, comprehension.Span))
                return null;
            var items = new List<StaticValue>();
            for (long i = 0; i < n; i++)
            {
                frame.Scope = new Scope(outer);
                var index = list is null ? new IntValue(from.Value + i, (from.Value + i).ToCode()) : ItemOf(list, Dim.Constant(i), new CodeInt(i));
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
