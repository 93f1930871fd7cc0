using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Lists of components: what a parameter takes, what an index picks, and the code of the factories.</summary>
internal sealed partial class Elaborator
{
    /// <summary>The contract of a parameter for components, alone or in lists.</summary>
    private static ComponentTypeSyntax? ContractOf(TypeSyntax type) => Innermost(type) as ComponentTypeSyntax;

    private static bool HoldsComponents(StaticValue value) => value switch
    {
        ComponentValue => true,
        ListValue list => HoldsComponents(list.ItemType),
        SymbolicListValue list => HoldsComponents(list.ItemType),
        _ => false,
    };

    private static bool HoldsComponents(StaticType type) => type is ComponentType || (type is ListType list && HoldsComponents(list.Element));

    /// <summary>True for a list whose items generated code has as factories: a parameter, or what is made of one.</summary>
    private bool IsHandedIn(StaticValue list)
    {
        if (PendingComponent.In(list.Code))
            return false;
        ComponentTypeSyntax? contract = null;
        return Leaves(list).All(leaf => HandedIn((leaf as ComponentValue)?.Target) is { } handed && ReferenceEquals(contract ??= handed.Type, handed.Type));
    }

    /// <summary>The parameter whose component it is, under another parameter's contract too (of a block that is inlined).</summary>
    private static ParameterCallable? HandedIn(Callable? target) => target switch
    {
        ParameterCallable parameter => parameter,
        ContractCallable contract => HandedIn(contract.Target),
        _ => null,
    };

    private static Callable WithCode(Callable target, Code code) => target switch
    {
        ParameterCallable parameter => parameter with { Code = code },
        ContractCallable contract => contract with { Target = WithCode(contract.Target, code) },
        _ => target,
    };

    private IEnumerable<StaticValue> Leaves(StaticValue value) => value switch
    {
        ListValue list => list.Items.SelectMany(Leaves),
        SymbolicListValue list => Leaves(ItemOf(list, Dim.Symbol(new DimSymbol(FreshName("item"), DimKind.Local, new CodeInt(0), 0)), new CodeInt(0))),
        _ => [value],
    };

    /// <summary>An argument for a parameter of components: items that are written one by one are looked at one by one.</summary>
    private StaticValue? ComponentArgument(Frame frame, ParameterSyntax parameter, TypeSyntax type, ExpressionSyntax expression, Value? evaluated)
    {
        if (type is not ListTypeSyntax list)
        {
            return evaluated is Known { Static: ComponentValue component } ? component : SingleComponent(frame, parameter, expression);
        }
        StaticValue? value;
        if (evaluated is null && expression is ListSyntax { Items: var written })
        {
            var items = written.Select(item => ComponentArgument(frame, parameter, list.Element, item, null)).ToArray();
            value = items.Any(i => i is null) ? null : ListOf(items!);
        }
        else
        {
            value = StaticOf(frame, evaluated ?? Evaluate(frame, expression), expression, $"'{parameter.Name.Text}'");
        }
        return value is null ? null : Coerce(frame, value, type, expression.Span, $"'{parameter.Name.Text}'");
    }

    private StaticValue? SingleComponent(Frame frame, ParameterSyntax parameter, ExpressionSyntax expression)
    {
        if (CallableOf(frame, expression, out var inputs) is not { } target)
            return null;
        if (inputs.Count == 0)
            return ComponentOf(frame, target).Static;
        Report(frame, Catalog.WrongType, expression.Span, Text(frame, expression), "applied to tensors", $"the component '{parameter.Name.Text}', not yet applied,");
        return null;
    }

    /// <summary>Components under the contract of the parameter that they are given for.</summary>
    private static StaticValue Contracted(StaticValue value, string parameter, ComponentTypeSyntax contract, Frame callee) => value switch
    {
        ComponentValue { Target: not ContractCallable } component =>
            component with { Target = new ContractCallable(component.Target, parameter, contract, callee.Scope, callee.File) },
        ListValue list => list with { Items = list.Items.Select(item => Contracted(item, parameter, contract, callee)).ToArray() },
        SymbolicListValue { Item: { } item } list =>
            list with { Item = (code, index, indexCode) => Contracted(item(code, index, indexCode), parameter, contract, callee) },
        _ => value,
    };

    /// <summary>The code of an argument: for components their factories, each tried under the parameter's contract. Null after a report.</summary>
    private Code? ArgumentCode(Frame frame, StaticValue value, string parameter, TypeSyntax type, Frame callee, TextSpan span)
    {
        if (ContractOf(type) is not { } contract)
            return value.Code;
        if (value is ComponentValue { Target: var target })
            return ComponentCode(frame, target, parameter, contract, callee, span);
        var settler = new PendingComponent.Settler(TypeOf(frame, contract)!, pending =>
        {
            var isHere = pending.File == frame.File && pending.Span.Start >= span.Start && pending.Span.End <= span.End;
            return ComponentCode(frame, pending.Target, parameter, contract, callee, isHere ? pending.Span : span);
        });
        var code = settler.Visit(value.Code);
        return settler.HasFailed ? null : code;
    }

    /// <summary>One of some values of a list, by an index that isn't known.</summary>
    private StaticValue Pick(ListValue list, Dim index, Code indexCode)
    {
        if (IsHandedIn(list))
        {
            var any = list.Items[0];
            var code = new CodeIndex(list.Code, indexCode);
            return any is SymbolicListValue or ListValue && list.Items.Select(LengthOf).Distinct().Count() > 1
                ? new SymbolicListValue(FreshName("row"), LengthByCode(code), ((ListType)list.ItemType).Element, code) { Item = RowItem }
                : WithCode(any, code);
        }
        return Pick(list.Items, index, indexCode);

        StaticValue RowItem(Code row, Dim at, Code atCode) => WithCode(ItemOf(Longest(list.Items), Dim.Symbol(new DimSymbol(FreshName("item"), DimKind.Local, atCode, 0)), atCode), new CodeIndex(row, atCode));
    }

    private static StaticValue Longest(IReadOnlyList<StaticValue> lists) => lists.FirstOrDefault(l => l is not ListValue { Items.Count: 0 }) ?? lists[0];

    private Dim LengthByCode(Code list) =>
        Dim.Symbol(new DimSymbol(FreshName("len"), DimKind.Element, new CodeCall("len", [list], false), 0));

    /// <summary>A choice between values by the index: equal ones that follow one another are one case.</summary>
    private StaticValue Pick(IReadOnlyList<StaticValue> items, Dim index, Code indexCode)
    {
        var picked = items[items.Count - 1];
        for (var i = items.Count - 2; i >= 0; i--)
        {
            if (!AreEqual(items[i], items[i + 1]))
                picked = Choose(IsBelow(index, indexCode, Dim.Constant(i + 1), new CodeInt(i + 1)), items[i], picked);
        }
        return picked;
    }

    private static ComponentValue Choose(BoolValue condition, ComponentValue then, ComponentValue otherwise)
    {
        var choice = new ConditionalCallable(condition.Code, condition.Condition, then.Target, otherwise.Target, then.Target.Span);
        return new ComponentValue(choice, new PendingComponent(choice, (then.Code as PendingComponent)?.File, choice.Span));
    }

    private static BoolValue IsBelow(Dim index, Code indexCode, Dim end, Code endCode) =>
        new(null, new CodeOperation("<", [indexCode, endCode], false)) { Settled = new CodeOperation("<", [index.ToCode(), end.ToCode()], false) };

    private static bool AreEqual(StaticValue a, StaticValue b) =>
        ReferenceEquals(a, b) || (Spell(a) is var spelled && spelled == Spell(b) && !spelled.Contains('?'));

    /// <summary>Two lists joined of which one's length isn't known, or whose items are picked by the index.</summary>
    private StaticValue Join(StaticValue a, StaticValue b)
    {
        var code = new CodeOperation("concat", [a.Code, b.Code], false);
        if (a is ListValue x && b is ListValue y)
            return new ListValue(x.Items.Concat(y.Items).ToArray(), x.Items.Count > 0 ? x.ItemType : y.ItemType, code);
        var type = a is ListValue { Items.Count: 0 } ? ItemTypeOf(b) : ItemTypeOf(a);
        var joined = new SymbolicListValue(FreshName("joined"), LengthOf(a) + LengthOf(b), type, code);
        if (!HoldsComponents(type))
            return joined;
        return joined with
        {
            Item = (_, index, indexCode) =>
            {
                var start = LengthOf(a);
                var startCode = start.ToCode();
                var inSecond = new CodeOperation("-", [indexCode, startCode], false);
                return a is ListValue { Items.Count: 0 } ? ItemOf(b, index, indexCode)
                    : b is ListValue { Items.Count: 0 } ? ItemOf(a, index, indexCode)
                    : index.Value < start.Value ? ItemOf(a, index, indexCode)
                    : index.Value >= start.Value ? ItemOf(b, index - start, inSecond)
                    : Choose(IsBelow(index, indexCode, start, startCode), ItemOf(a, index, indexCode), ItemOf(b, index - start, inSecond));
            },
        };
    }

    private static StaticType ItemTypeOf(StaticValue list) => list is ListValue known ? known.ItemType : ((SymbolicListValue)list).ItemType;

    /// <summary>A part of a list of components: its items are the list's, further on.</summary>
    private SymbolicListValue Part(StaticValue list, Dim start, Dim length, Code startCode, Code code) =>
        new(FreshName("slice"), length, ItemTypeOf(list), code)
        {
            Item = !HoldsComponents(list) ? null : (_, index, indexCode) => ItemOf(
                list, start + index, start.Value == 0 ? indexCode : indexCode is CodeInt at && startCode is CodeInt from ? new CodeInt(at.Value + from.Value)
                    : new CodeOperation("+", [startCode, indexCode], false)),
        };
}
