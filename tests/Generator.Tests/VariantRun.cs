using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using ArchGen.Dsl;
using ArchGen.Dsl.Elaboration;
using ArchGen.Runtime.Generated;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests;

/// <summary>Holds a variant's generated module against what the compiler says of it.</summary>
internal static class VariantRun
{
    /// <summary>Its tensors are those of the graph, and at the two smallest legal sizes and where costs are counted its outputs have the graph's shapes.</summary>
    public static void Check(CompilationResult result, Execution execution, ElaboratedVariant variant)
    {
        var described = VariantDescriptor.In(execution.Assembly)
            .Single(d => d.GetType().FullName!.StartsWith($"{variant.Namespace}.{variant.Name}+", StringComparison.Ordinal));
        using var model = described.Create();
        var keys = variant.Root.StateDict().Select(entry => $"{entry.Key} {entry.Tensor.Shape}").Order(StringComparer.Ordinal);
        Assert.Equal(keys, model.state_dict().Select(entry => $"{entry.Key} {Text(entry.Value.shape)}").Order(StringComparer.Ordinal));
        Assert.Equal(described.Parameters, model.parameters().Sum(p => p.numel()));
        var sizes = Enumerable.Range(1, 64).Select(size => ShapesAt(variant, size)).Where(shapes => At(shapes) is not null).Take(2).ToList();
        Assert.NotEmpty(sizes);
        if (described.InputShape is { } counted)
        {
            sizes.Add([counted]);
            Assert.Equal(described.Macs, At([counted])!.Root.Macs.Value);
        }
        foreach (var shapes in sizes)
        {
            using var scope = NewDisposeScope();
            Assert.Equal(At(shapes)!.Outputs.Select(o => o.Shape.ToString()), Run(model, shapes).Select(t => Text(t.shape)));
        }

        ElaboratedVariant? At(IReadOnlyList<IReadOnlyList<long>> shapes) => ArchCompiler.At(result, variant, shapes, out _);
    }

    /// <summary>Every open size the same, but for a batch of 2.</summary>
    private static IReadOnlyList<IReadOnlyList<long>> ShapesAt(ElaboratedVariant variant, long size) =>
        [.. variant.Inputs.Select(input => (IReadOnlyList<long>)[.. input.Shape.Axes.Select((axis, i) => axis.Size.Value ?? (i == 0 ? 2 : size))])];

    private static IEnumerable<Tensor> Run(nn.Module model, IReadOnlyList<IReadOnlyList<long>> shapes)
    {
        var inputs = shapes.Select(shape => rand([.. shape])).ToArray();
        object result = inputs.Length == 1 ? ((dynamic)model).call(inputs[0]) : ((dynamic)model).call(inputs[0], inputs[1]);
        return result is ITuple several ? Enumerable.Range(0, several.Length).Select(i => (Tensor)several[i]!) : [(Tensor)result];
    }

    private static string Text(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}
