using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Generator.Tests.Soundness.Reference;

/// <summary>An operator's arguments by name, defaults among them.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    public Arguments(Operator op, IReadOnlyList<ArgumentSyntax> given, Func<ExpressionSyntax, object> evaluate)
    {
        var position = 0;
        foreach (var argument in given)
        {
            var parameter = (argument.Name is { } name ? op.Parameters.FirstOrDefault(p => p.Name == name.Text) : op.Parameters.ElementAtOrDefault(position++))
                ?? throw new Unjudged($"{op.Name} has no such parameter");
            if (parameter.Kind == OperatorParameterKind.Initial)
                continue;
            _values[parameter.Name] = argument.Value is NameExpressionSyntax symbol && parameter.Options?.Contains(symbol.Name) == true ? symbol.Name : evaluate(argument.Value);
        }
        foreach (var parameter in op.Parameters.Where(p => p.Kind != OperatorParameterKind.Initial && !_values.ContainsKey(p.Name)))
        {
            switch (parameter.Default)
            {
                case IntValue { Value.Value: { } value }:
                    _values[parameter.Name] = value;
                    break;
                case FloatValue { Value: { } value }:
                    _values[parameter.Name] = value;
                    break;
                case BoolValue { Value: { } value }:
                    _values[parameter.Name] = value;
                    break;
                case SymbolValue symbol:
                    _values[parameter.Name] = symbol.Name;
                    break;
                case null when parameter.IsOptional:
                    break;
                default:
                    throw new Unjudged($"{parameter.Name} of {op.Name} isn't given");
            }
        }
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public long Int(string name) => Of.Int(_values[name], name);

    public double Float(string name) => Of.Float(_values[name], name);

    public bool Bool(string name) => _values[name] is bool value ? value : throw new Unjudged(name);

    public string? Symbol(string name) => _values.GetValueOrDefault(name) as string;

    public long[] Ints(string name) => _values[name] switch
    {
        long one => [one],
        List<object> list => [.. list.Select(i => Of.Int(i, name))],
        _ => throw new Unjudged(name),
    };

    /// <summary>One number for each of so many axes, none below <paramref name="least"/>.</summary>
    public long[] PerAxis(string name, int axes, long least)
    {
        var given = Ints(name);
        if (given.Length != 1 && given.Length != axes || _values[name] is List<object> && given.Length != axes)
            throw new SpecFails($"{given.Length} numbers for {axes} axes");
        if (given.Any(g => g < least))
            throw new SpecFails($"{name} is below {least}");
        return given.Length == axes ? given : [.. Enumerable.Repeat(given[0], axes)];
    }

    /// <summary>Axes of a tensor of a rank, none twice.</summary>
    public long[] Axes(long rank) => !Has("dims") && !Has("dim") ? [.. Enumerable.Range(0, (int)rank).Select(i => (long)i)] : Ints(Has("dims") ? "dims" : "dim");
}
