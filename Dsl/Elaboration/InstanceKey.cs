using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>All that decides what a block with values becomes: the block, its arguments, its inputs' shapes, what is known of symbols. Equal keys give equal parts of a network.</summary>
internal sealed class InstanceKey : IEquatable<InstanceKey>
{
    private readonly object[] _parts;
    private readonly int _hash;

    private InstanceKey(List<object> parts, List<DimOrigin?> origins)
    {
        // Which of them are the same tells which of them a result has from where.
        parts.AddRange(origins.Select(o => (object)origins.IndexOf(o)));
        (_parts, Origins) = ([.. parts], origins);
        foreach (var part in _parts)
            _hash = unchecked(_hash * 31 + part.GetHashCode());
    }

    /// <summary>Where the numbers among the arguments and the inputs' sizes come from: of no account for equality, but that they are as many.</summary>
    public IList<DimOrigin?> Origins { get; }

    /// <summary>The symbols that the arguments and inputs speak of.</summary>
    public IEnumerable<DimSymbol> Symbols => _parts.OfType<Dim>().SelectMany(d => d.Symbols);

    /// <summary>The key of a use of a block; null where something about it has an identity of its own, as a layer that is shared.</summary>
    public static InstanceKey? Of(BlockCallable callable, IReadOnlyList<Flow> inputs, object known, string? model, Func<DefinitionSymbol, object> identity)
    {
        var parts = new List<object> { known, model ?? "" };
        var origins = new List<DimOrigin?>();
        if (!new Writer(parts, origins, identity).Add(callable))
            return null;
        foreach (var input in inputs)
        {
            if (input.Tensor is not SingleTensor { Shape: { } shape, Open: null, Field: null } tensor)
                return null;
            parts.Add(shape.Rank);
            parts.Add((object?)tensor.Elements?.Kind ?? "");
            parts.AddRange(shape.Axes.Select(a => a.Size));
            origins.AddRange(shape.Axes.Select(a => a.Origin));
        }
        return new InstanceKey(parts, origins);
    }

    /// <summary>The key of a component handed in under a contract, and of its code; null as for <see cref="Of"/>.</summary>
    public static InstanceKey? OfComponent(StaticValue value, ComponentTypeSyntax contract, Frame callee, Func<DefinitionSymbol, object> identity)
    {
        var parts = new List<object> { contract };
        var writer = new Writer(parts, [], identity, isForCode: true);
        return writer.AddContract(contract, callee.Scope, callee.File) && writer.Add(value) ? new InstanceKey(parts, []) : null;
    }

    public bool Equals(InstanceKey? other)
    {
        if (other is null || _hash != other._hash || _parts.Length != other._parts.Length)
            return false;
        for (var i = 0; i < _parts.Length; i++)
        {
            if (!_parts[i].Equals(other._parts[i]))
                return false;
        }
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as InstanceKey);

    public override int GetHashCode() => _hash;

    /// <summary>Takes a use apart; false where something about it has an identity of its own.</summary>
    private sealed class Writer(List<object> parts, List<DimOrigin?> origins, Func<DefinitionSymbol, object> identity, bool isForCode = false)
    {
        public bool Add(Callable callable)
        {
            switch (callable)
            {
                case OperatorCallable op:
                    parts.Add(op.Name);
                    return Add(op.Arguments);
                case BlockCallable block:
                    parts.Add(identity(block.Block));
                    return Add(block.Arguments, DropRates.Of(block.Block.Syntax));
                case ContractCallable contract:
                    parts.Add(contract.Type);
                    return AddContract(contract.Type, contract.Scope, contract.File) && Add(contract.Target);
                default:
                    return false;
            }
        }

        private bool Add(IReadOnlyDictionary<string, Argument> arguments, IReadOnlyCollection<string>? rates = null)
        {
            parts.Add(arguments.Count);
            foreach (var argument in arguments.OrderBy(a => a.Key, StringComparer.Ordinal))
            {
                parts.Add(argument.Key);
                if (argument.Value.Value is FloatValue { Value: > 0 and < 1 } && rates?.Contains(argument.Key) == true)
                {
                    parts.Add("any rate");
                    continue;
                }
                if (argument.Value.Value is IntValue { Origin: null })
                    origins.Add(Elaborator.OriginOf(argument.Value));
                if (!Add(argument.Value.Value))
                    return false;
            }
            return true;
        }

        /// <summary>The sizes that a contract speaks of, where it is declared.</summary>
        public bool AddContract(ComponentTypeSyntax type, Scope scope, FileSymbol file)
        {
            foreach (var name in SyntaxNames.Of(type).Referred.OrderBy(n => n, StringComparer.Ordinal))
            {
                parts.Add(name);
                if (scope.Find(name)?.Value is not Known { Static: IntValue or FloatValue or BoolValue or StringValue or SymbolValue or ListValue } known)
                {
                    if (file.Visible.TryGetValue(name, out var definition))
                        parts.Add(identity(definition));
                    continue;
                }
                if (!Add(known.Static))
                    return false;
            }
            return true;
        }

        public bool Add(StaticValue value)
        {
            // Of what is equal, each is written as its author did.
            if (isForCode && value is not (ComponentValue or ListValue))
                parts.Add(CodeText.Of(value.Code));
            switch (value)
            {
                case IntValue number:
                    parts.Add(number.Value);
                    origins.Add(number.Origin);
                    return true;
                case FloatValue { Value: { } number }:
                    parts.Add(number);
                    return true;
                case BoolValue { Value: { } truth }:
                    parts.Add(truth);
                    return true;
                case StringValue { Value: { } text }:
                    parts.Add("'" + text);
                    return true;
                case SymbolValue word:
                    parts.Add(word.Name);
                    return true;
                case InitialValue:
                    // How a tensor starts changes no shape.
                    return true;
                case ComponentValue component:
                    return Add(component.Target);
                case ListValue list:
                    parts.Add(list.Items.Count);
                    return list.Items.All(item => Add(item));
                default:
                    return false;
            }
        }
    }
}
