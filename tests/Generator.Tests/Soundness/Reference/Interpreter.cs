using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Syntax;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests.Soundness.Reference;

/// <summary>
/// Runs a spec as it is read, step by step on real tensors, with nothing checked beforehand and nothing of the compiler's but its syntax tree: what the language page says,
/// and torch. What fails here is what the compiler has to refuse.
/// </summary>
internal sealed partial class Interpreter(IEnumerable<FileSyntax> files)
{
    private const int DeepestCalls = 40;
    private readonly Dictionary<string, DefinitionSyntax> _definitions = files.SelectMany(f => f.Definitions).GroupBy(d => d.Name.Text).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
    private readonly SortedDictionary<string, long[]> _state = new(StringComparer.Ordinal);
    private int _depth;

    /// <summary>The shapes of a variant's inputs, an open size being the name of its dim.</summary>
    public IReadOnlyList<IReadOnlyList<object>> Inputs(string variant) => Guarded<IReadOnlyList<IReadOnlyList<object>>>(() =>
    {
        var (model, names) = Settled(variant);
        return [.. model.Signature.Inputs.Select(input => (IReadOnlyList<object>)[.. input.Dims!.Select(d => d is NameExpressionSyntax name && names.Find(name.Name) is null && Constant(name.Name) is null ? (object)name.Name : d)])];
    });

    /// <summary>Whether a variant's signature allows inputs of these shapes.</summary>
    public bool Allows(string variant, IReadOnlyList<long[]> shapes) => Guarded(() =>
    {
        var (model, names) = Settled(variant);
        try
        {
            Bind(model.Signature, shapes, names);
            Where(model, names);
            return true;
        }
        catch (IllegalInput)
        {
            return false;
        }
    });

    /// <summary>A variant at inputs of these shapes.</summary>
    public ReferenceRun Run(string variant, IReadOnlyList<long[]> shapes) => Guarded(() =>
    {
        var (model, names) = Settled(variant);
        _state.Clear();
        _depth = 0;
        using var scope = NewDisposeScope();
        var outputs = RunBlock(model, names, [.. shapes.Select(s => rand(s))], "");
        return new ReferenceRun([.. outputs.Select(o => Of.Tensor(o, "an output").shape)], new(_state, StringComparer.Ordinal));
    });

    /// <summary>A slip may leave text that no run can make sense of (a list without an item, a call without an argument): the compiler's to say.</summary>
    private static T Guarded<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (Exception e) when (e is ArgumentException or InvalidCastException or InvalidOperationException or KeyNotFoundException or NullReferenceException)
        {
            throw new Unjudged($"{e.GetType().Name}: {e.Message}");
        }
    }

    private (BlockSyntax Model, Names Names) Settled(string name)
    {
        var chain = new List<VariantSyntax>();
        while (_definitions.GetValueOrDefault(name) is VariantSyntax variant && chain.Count < 20)
        {
            chain.Add(variant);
            name = variant.Target.Text;
        }
        if (_definitions.GetValueOrDefault(name) is not BlockSyntax model)
            throw new Unjudged($"no model {name}");
        var given = new List<(string, ArgumentSyntax)>();
        var names = new Names();
        foreach (var variant in Enumerable.Reverse(chain))
        {
            foreach (var (argument, i) in variant.Arguments.Select((a, i) => (a, i)))
            {
                var parameter = Parameter(model, argument, i);
                if (argument.Index is { } index)
                {
                    var list = new List<object>((List<object>)(names.Find(parameter.Name.Text) ?? Settle(parameter.Default!, parameter.Type, names)));
                    var item = parameter.Type is ListTypeSyntax { Element: var element } ? Settle(argument.Value, element, new Names(), names) : throw new Unjudged("an item");
                    list[(int)Of.Int(Static(index, names), "an index")] = item;
                    names.Set(parameter.Name.Text, list);
                    continue;
                }
                names.Set(parameter.Name.Text, Settle(argument.Value, parameter.Type, new Names(), names));
            }
        }
        Defaults(model.Parameters, names);
        return (model, names);
    }

    private static ParameterSyntax Parameter(BlockSyntax block, ArgumentSyntax argument, int position) =>
        (argument.Name is { } name ? block.Parameters.FirstOrDefault(p => p.Name.Text == name.Text) : block.Parameters.ElementAtOrDefault(position))
        ?? throw new Unjudged($"{block.Name.Text} has no such parameter");

    private void Defaults(IReadOnlyList<ParameterSyntax> parameters, Names names)
    {
        foreach (var parameter in parameters)
        {
            if (names.Find(parameter.Name.Text) is null)
                names.Set(parameter.Name.Text, Settle(parameter.Default ?? throw new Unjudged($"{parameter.Name.Text} isn't given"), parameter.Type, names));
            if (parameter.Type is ListTypeSyntax { Length: { } length } && names.Find(parameter.Name.Text) is List<object> list && list.Count != Of.Int(Static(length, names), "a length"))
                throw new Unjudged("a list of another length");
        }
    }

    /// <summary>A value for a parameter of a type: components keep their contract.</summary>
    private object Settle(ExpressionSyntax value, TypeSyntax type, Names names, Names? declaring = null)
    {
        object Typed(object settled, TypeSyntax of) => (settled, of) switch
        {
            (Callable callable, ComponentTypeSyntax component) => new ContractCall(callable, component, (declaring ?? names).Copy()),
            (List<object> list, ListTypeSyntax { Element: var element }) => list.ConvertAll(item => Typed(item, element)),
            (long number, NamedTypeSyntax { Name: "float" }) => (double)number,
            (long, NamedTypeSyntax { Name: "int" }) or (double, NamedTypeSyntax { Name: "float" }) or (bool, NamedTypeSyntax { Name: "bool" }) or (string, NamedTypeSyntax { Name: "string" }) => settled,
            _ => throw new Unjudged($"{settled} for {of}"),
        };
        return Typed(Static(value, names), type);
    }

    private object? Constant(string name)
    {
        return name == "pi" ? Math.PI : _definitions.GetValueOrDefault(name) is ConstSyntax constant ? Static(constant.Value, new Names()) : null;
    }

    private void Bind(SignatureSyntax signature, IReadOnlyList<long[]> shapes, Names names)
    {
        if (shapes.Count != signature.Inputs.Count)
            throw new Unjudged("another number of inputs");
        foreach (var (input, shape) in signature.Inputs.Zip(shapes))
        {
            foreach (var (dim, size) in Aligned(input.Dims!, shape))
            {
                if (dim is NameExpressionSyntax name && names.Find(name.Name) is null && Constant(name.Name) is null)
                    names.Set(name.Name, size);
                else if (Of.Int(Inexact(dim, names), "a size") != size)
                    throw new IllegalInput($"{size} isn't what the signature says");
            }
        }
    }

    /// <summary>A size of a signature: where it doesn't come out even, no input fits.</summary>
    private object Inexact(ExpressionSyntax dim, Names names)
    {
        try
        {
            return Static(dim, names);
        }
        catch (SpecFails failure)
        {
            throw new IllegalInput(failure.Message);
        }
    }

    private static IEnumerable<(ExpressionSyntax Dim, long Size)> Aligned(IReadOnlyList<ExpressionSyntax> dims, long[] shape)
    {
        var gap = dims.ToList().FindIndex(d => d is RangeSyntax);
        if (gap < 0 ? dims.Count != shape.Length : dims.Count - 1 > shape.Length)
            throw new IllegalInput("another number of axes");
        return gap < 0
            ? dims.Zip(shape)
            : dims.Take(gap).Zip(shape).Concat(dims.Skip(gap + 1).Zip(shape.Skip(shape.Length - (dims.Count - 1 - gap))));
    }

    private void Where(BlockSyntax block, Names names)
    {
        foreach (var condition in block.Where)
        {
            if (Inexact(condition, names) is not true)
                throw new IllegalInput($"'{block.Name.Text}' has a where that doesn't hold");
        }
    }
}
