using System;
using System.Collections.Generic;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests.Soundness.Reference;

/// <summary>Names and what they mean: longs, doubles, bools, strings, tensors, lists of these, things to apply.</summary>
internal sealed class Names(Names? copied = null)
{
    private readonly Dictionary<string, object> _values = copied is null ? new(StringComparer.Ordinal) : new(copied._values, StringComparer.Ordinal);

    public object? Find(string name) => _values.GetValueOrDefault(name);

    public void Set(string name, object value) => _values[name] = value;

    public Names Copy() => new(this);

    /// <summary>The other names too, in place of those here.</summary>
    public void Add(Names others)
    {
        foreach (var (name, value) in others._values)
            _values[name] = value;
    }
}

/// <summary>Something to apply: a block or an operator, its arguments still to be settled where it stands.</summary>
internal abstract record Callable;

internal sealed record OperatorCall(Operator Operator, IReadOnlyList<ArgumentSyntax> Arguments, Names Names) : Callable;

internal sealed record BlockCall(BlockSyntax Block, IReadOnlyList<ArgumentSyntax> Arguments, Names Names) : Callable;

/// <summary>A component under its contract, which says what it is told.</summary>
internal sealed record ContractCall(Callable Target, ComponentTypeSyntax Type, Names Names) : Callable;

/// <summary>A layer with a place for its weights: applied twice, it has them once.</summary>
internal sealed record LayerCall(Callable Target, string Key) : Callable;

/// <summary>A step's surroundings: the names, the beginning of its keys, the current value, where a return goes.</summary>
internal sealed class Body(Names names, string key)
{
    public Names Names { get; } = names;

    public string Key { get; init; } = key;

    public object? It { get; set; }

    public IReadOnlyList<object>? Returned { get; set; }

    public Body At(string key, object? it) => new(Names, key) { It = it };
}

/// <summary>What a run gave: the outputs' shapes, and each tensor's by its key.</summary>
internal sealed record ReferenceRun(IReadOnlyList<long[]> Outputs, SortedDictionary<string, long[]> State);

internal static class Of
{
    public static long Int(object? value, string what) => value switch
    {
        long number => number,
        _ => throw new Unjudged($"{what} is no int but {value ?? "nothing"}"),
    };

    public static double Float(object? value, string what) => value switch
    {
        long number => number,
        double number => number,
        _ => throw new Unjudged($"{what} is no number but {value ?? "nothing"}"),
    };

    public static Tensor Tensor(object? value, string what) => value as Tensor ?? throw new Unjudged($"{what} is no tensor but {value ?? "nothing"}");
}
