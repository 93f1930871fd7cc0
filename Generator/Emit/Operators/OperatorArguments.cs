using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit.Operators;

/// <summary>An operator's static arguments as its emission reads them.</summary>
internal sealed class OperatorArguments(string name, IReadOnlyList<NamedCode> arguments, StaticPrinter printer, NameScope scope)
{
    /// <summary>The operator's name.</summary>
    public string Name => name;

    /// <summary>The file's names of types.</summary>
    public TypeNames Types => printer.Types;

    /// <summary>An argument's code; null where it has none.</summary>
    public Code? Code(string parameter)
    {
        foreach (var argument in arguments)
        {
            if (argument.Name == parameter)
                return argument.Value;
        }
        return null;
    }

    /// <summary>True when there is such an argument.</summary>
    public bool Has(string parameter) => Code(parameter) is not null;

    /// <summary>An argument's text.</summary>
    public string Text(string parameter) => printer.Argument(Required(parameter), scope);

    /// <summary>An int that is known.</summary>
    public long? Constant(string parameter) => Constant(Code(parameter));

    /// <summary>True for a bool that is known to be <paramref name="value"/>.</summary>
    public bool Is(string parameter, bool value) => Code(parameter) is CodeBool known && known.Value == value;

    /// <summary>A bare word, or null where the argument isn't one.</summary>
    public string? Word(string parameter) => (Code(parameter) as CodeString)?.Value;

    /// <summary>True where the argument is a number's default, so that it needn't be written.</summary>
    public bool IsDefault(string parameter, double value) => Code(parameter) switch
    {
        null => true,
        CodeInt number => number.Value == value,
        CodeFloat number => number.Value == value,
        _ => false,
    };

    /// <summary>The items of a list that is written out; one number counts as a list of one. Null for a list that is computed.</summary>
    public IReadOnlyList<Code>? Items(string parameter) => Code(parameter) switch
    {
        CodeList list => list.Items,
        { } code when printer.TypeOf(code, scope) is ListType => null,
        { } code => [code],
        null => [],
    };

    /// <summary>True where the argument is a list, written or computed.</summary>
    public bool IsList(string parameter) => Code(parameter) is { } code && printer.TypeOf(code, scope) is ListType;

    /// <summary>A list's items as arguments of a <c>params</c> method, or the computed list itself.</summary>
    public string Spread(string parameter) => Items(parameter) is { } items ? Join(items) : Text(parameter);

    /// <summary>A list in brackets.</summary>
    public string Array(string parameter) => Items(parameter) is { } items ? "[" + Join(items) + "]" : Text(parameter);

    /// <summary>A list of <paramref name="count"/> items, one number repeated.</summary>
    public string Array(string parameter, int count) => "[" + string.Join(", ", PerAxis(parameter, count)) + "]";

    /// <summary>An item for each axis.</summary>
    public IReadOnlyList<string> PerAxis(string parameter, int count)
    {
        if (Items(parameter) is not { } items)
        {
            var list = printer.Print(Required(parameter), scope).In(Binds.Primary);
            return [.. Enumerable.Range(0, count).Select(i => $"{list}[{i}]")];
        }
        var texts = items.Select(i => printer.Argument(i, scope)).ToArray();
        return texts.Length == count ? texts : [.. Enumerable.Repeat(texts[0], count)];
    }

    /// <summary>An argument as C# has it by name: <c>, bias: false</c>; nothing for the default.</summary>
    public string Named(string parameter, string csharp, bool value) => !Has(parameter) || Is(parameter, value) ? "" : $", {csharp}: {Text(parameter)}";

    /// <summary>An argument as C# has it by name: <c>, eps: 1e-6</c>; nothing for the default.</summary>
    public string Named(string parameter, string csharp, double value) => IsDefault(parameter, value) ? "" : $", {csharp}: {Text(parameter)}";

    private string Join(IReadOnlyList<Code> items) => string.Join(", ", items.Select(i => printer.Argument(i, scope)));

    private Code Required(string parameter) => Code(parameter) ?? throw new NotSupportedException($"'{name}' comes without its argument '{parameter}'.");

    private static long? Constant(Code? code) => code switch
    {
        CodeInt number => number.Value,
        CodeOperation { Operator: "neg", Operands: [CodeInt number] } => -number.Value,
        _ => null,
    };
}
