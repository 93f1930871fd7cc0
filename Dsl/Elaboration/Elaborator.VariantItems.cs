using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Single items of lists that a variant changes: <c>mixers[2]: Conv</c>.</summary>
internal sealed partial class Elaborator
{
    /// <summary>Puts the items that a variant gives in the place of those that its lists have from what it is made from, or by default. False after a report.</summary>
    private bool ReplaceItems(Frame frame, BlockSymbol model, IEnumerable<ArgumentSyntax> items, Dictionary<string, Argument> arguments)
    {
        foreach (var item in items)
        {
            var (name, position) = (item.Name!, item.Index!);
            if (model.Syntax.Parameters.FirstOrDefault(p => p.Name.Text == name.Text) is not { } parameter)
            {
                Report(frame, Catalog.UnknownArgument, name.Span, $"'{model.Name}'", name.Text, Suggestion(name.Text, model.Syntax.Parameters.Select(p => p.Name.Text)));
                return false;
            }
            var before = arguments.TryGetValue(name.Text, out var given) ? given.Value : ByDefault(frame, model, parameter, arguments);
            if (before is not ListValue list || parameter.Type is not ListTypeSyntax { Element: var element })
            {
                if (before is not null || parameter.Default is null)
                    Report(frame, Catalog.WrongType, name.Span, $"'{name.Text}'", before is null ? "without a value so far" : Describe(before), "a list to change an item of");
                return false;
            }
            if (EvaluateInt(frame, position, "an index")?.Value.Value is not { } at)
                return false;
            var index = at < 0 ? at + list.Items.Count : at;
            if (index < 0 || index >= list.Items.Count)
            {
                Report(frame, Catalog.IndexOutOfRange, position.Span, at, Plural(list.Items.Count, "item"));
                return false;
            }
            if (ParameterArgument(frame, model, parameter with { Type = element }, item.Value) is not { } value)
                return false;
            var replaced = ListOf(list.Items.Select((other, i) => i == index ? WithPlaces(value, item.Value, frame.File) : other).ToArray()) with { ItemType = list.ItemType };
            arguments[name.Text] = new Argument(replaced, item.Span, frame.File);
        }
        return true;
    }

    private StaticValue? ByDefault(Frame frame, BlockSymbol model, ParameterSyntax parameter, Dictionary<string, Argument> arguments)
    {
        if (parameter.Default is null)
            return null;
        var callee = ContractsOf(frame, model, arguments, parameter.Name.Span);
        return ParameterArgument(callee, model, parameter, parameter.Default);
    }
}
