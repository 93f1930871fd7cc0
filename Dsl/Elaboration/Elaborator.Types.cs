using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Declared types and what fits them.</summary>
internal sealed partial class Elaborator
{
    /// <summary>A value as a declared type takes it (an int where a float is declared); null, reported, where it doesn't fit.</summary>
    private StaticValue? Coerce(Frame frame, StaticValue value, TypeSyntax type, TextSpan span, string subject)
    {
        switch (type)
        {
            case NamedTypeSyntax { Name: "int" } when value is IntValue:
            case NamedTypeSyntax { Name: "float" } when value is FloatValue:
            case NamedTypeSyntax { Name: "bool" } when value is BoolValue:
            case NamedTypeSyntax { Name: "string" } when value is StringValue or SymbolValue:
                return value;
            case NamedTypeSyntax { Name: "float" } when value is IntValue number:
                return FloatValue.Of(number);
            case ListTypeSyntax { Element: var element } list when value is ListValue known:
            {
                if (list.Length is { } written && EvaluateInt(frame, written, "a list's length") is { Value.Value: { } length } && length != known.Items.Count)
                {
                    Report(
                        frame, Catalog.WrongType, span, subject, "a list of " + Plural(known.Items.Count, "item"), "a list of " + Plural((int)length, "item"));
                    return null;
                }
                var items = new List<StaticValue>();
                foreach (var item in known.Items)
                {
                    if (Coerce(frame, item, element, span, $"an item of {subject}") is not { } coerced)
                        return null;
                    items.Add(coerced);
                }
                var itemType = TypeOf(frame, element) ?? known.ItemType;
                return new ListValue(items, itemType, known.Code is CodeList code ? code with { ItemType = itemType } : known.Code);
            }
            case ListTypeSyntax list when value is SymbolicListValue known:
                if (ContractOf(list) is null && !HoldsComponents(known))
                    return value;
                return CoerceItems(frame, known, list.Element, span, subject);
            case ComponentTypeSyntax when value is ComponentValue:
                return value;
            default:
                if (type is NamedTypeSyntax named && !IsType(named.Name))
                    return null;
                Report(frame, Catalog.WrongType, span, subject, Describe(value), TypeText(type));
                return null;
        }
    }

    /// <summary>A list of components of a length that isn't known: any item tells for all.</summary>
    private SymbolicListValue? CoerceItems(Frame frame, SymbolicListValue list, TypeSyntax element, TextSpan span, string subject)
    {
        var any = ItemOf(list, Dim.Symbol(new DimSymbol(FreshName("item"), DimKind.Local, new CodeInt(0), 0)), new CodeInt(0));
        return Coerce(frame, any, element, span, $"an item of {subject}") is null ? null : list with { ItemType = TypeOf(frame, element) ?? list.ItemType };
    }

    private static bool IsType(string name) => name is "int" or "float" or "bool" or "string";

    private static string TypeText(TypeSyntax type) => type switch
    {
        NamedTypeSyntax named => (named.Name == "int" ? "an " : "a ") + named.Name,
        ListTypeSyntax list => "a list, each item " + TypeText(list.Element) + ",",
        _ => "a component",
    };

    private static ComponentType TypeOf(ComponentTypeSyntax component) =>
        new(new EquatableArray<string>(component.Told.Select(t => t.Text)), component.Signature.Inputs.Count, component.Signature.Outputs.Count);

    /// <summary>A declared type; null, reported where it is declared, for one that there isn't.</summary>
    private static StaticType? TypeOf(Frame frame, TypeSyntax type) => type switch
    {
        NamedTypeSyntax { Name: "int" } => StaticType.Int,
        NamedTypeSyntax { Name: "float" } => StaticType.Float,
        NamedTypeSyntax { Name: "bool" } => StaticType.Bool,
        NamedTypeSyntax { Name: "string" } => StaticType.String,
        ListTypeSyntax list => TypeOf(frame, list.Element) is { } element ? new ListType(element) : null,
        ComponentTypeSyntax component => TypeOf(component),
        _ => null,
    };
}
