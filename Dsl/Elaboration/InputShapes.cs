using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Elaboration;

/// <summary>The shapes of a variant's inputs: what they are with sizes settled by their names, and which of them are legal.</summary>
public static class InputShapes
{
    private static readonly long[] s_tried = [32, 64, 56, 112, 128, 96, 160, 192, 224, 256, 320, 384, 448, 512];

    /// <summary>The inputs' shapes with sizes settled by their names; null where something is open.</summary>
    public static long[][]? At(ElaboratedVariant variant, IReadOnlyDictionary<string, long> settled)
    {
        var at = Symbols(variant).Where(s => settled.ContainsKey(s.Name)).ToDictionary(s => s, s => Dim.Constant(settled[s.Name]));
        var shapes = variant.Inputs.Select(i => i.Shape.Axes.Select(a => a.Size.Substitute(at).Value).ToArray()).ToArray();
        return shapes.All(s => s.All(size => size is not null)) ? [.. shapes.Select(s => s.Select(size => size!.Value).ToArray())] : null;
    }

    /// <summary>The name that an axis's size is, and no more than that; null where it is a number or a formula.</summary>
    public static string? NameOf(Dim size) => size.Symbols.ToArray() is [var symbol] && size.Equals(Dim.Symbol(symbol)) ? symbol.Name : null;

    internal static IReadOnlyList<long[][]> Legal(CompilationResult result, ElaboratedVariant variant, IReadOnlyDictionary<string, long> settled, int most)
    {
        var open = variant.Inputs.SelectMany(i => i.Shape.Axes.SelectMany((a, axis) => a.Size.Symbols.Select(s => (s.Name, IsBatch: axis == 0))))
            .GroupBy(s => s.Name, (_, all) => all.First()).Where(s => !settled.ContainsKey(s.Name)).ToArray();
        var found = new List<long[][]>();
        for (var set = 0; set < most; set++)
        {
            foreach (var sizes in Tried(open.Count(o => !o.IsBatch), set))
            {
                var at = settled.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
                var next = 0;
                foreach (var (name, isBatch) in open)
                    at[name] = isBatch ? set + 1 : sizes[next++];
                if (At(variant, at) is not { } shapes || found.Any(f => f.Zip(shapes, (a, b) => a.SequenceEqual(b)).All(same => same)) || Compilation.At(result, variant, shapes, out _) is null)
                    continue;
                found.Add(shapes);
                break;
            }
        }
        return found;
    }

    // First all alike; then one axis after the other larger, the last most of all; then all alike again.
    private static IEnumerable<long[]> Tried(int count, int set)
    {
        long[][] alike = [.. s_tried.Select(size => Enumerable.Repeat(size, count).ToArray())];
        if (set == 0 || count == 0)
            return alike;
        var apart = s_tried.SelectMany((size, i) => s_tried.Skip(i + 1).Where(larger => larger <= 2 * size || size <= 64).Select(larger => Enumerable.Range(0, count).Select(axis => axis == count - 1 ? larger : size).ToArray()));
        return apart.Concat(alike.Skip(1));
    }

    private static IEnumerable<DimSymbol> Symbols(ElaboratedVariant variant) =>
        variant.Inputs.SelectMany(i => i.Shape.Axes).SelectMany(a => a.Size.Symbols).GroupBy(s => s.Name, (_, alike) => alike.First());
}
