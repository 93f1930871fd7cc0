using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Cli.Specs;
using ArchGen.Dsl;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Text;

namespace ArchGen.Cli.Export;

/// <summary>The sizes of a variant's inputs: which are asked for, which stay open, and whether the signature takes them.</summary>
internal static class InputSizes
{
    private static readonly long[] s_tried = [32, 64, 56, 112, 128, 96, 160, 192, 224, 256, 320, 384, 448, 512];

    /// <summary>The sizes that are settled, by their names: batches (axis 0) and positions (axes from 2 on, in order). Throws where the signature refuses them.</summary>
    public static Dictionary<string, long> Settle(CompilationResult specs, ElaboratedVariant variant, long? batch, long[]? size, bool isStatic)
    {
        var settled = new Dictionary<string, long>(StringComparer.Ordinal);
        var customary = isStatic ? ArchCompiler.Facts(specs, variant)?.InputShape : null;
        foreach (var (_, shape) in variant.Inputs)
        {
            var open = Enumerable.Range(0, shape.Rank).Where(i => shape[i].Size.Value is null).ToArray();
            var positions = Enumerable.Range(2, Math.Max(0, shape.Rank - 2)).ToArray();
            for (var axis = 0; axis < shape.Rank; axis++)
            {
                var given = axis == 0 ? batch ?? (isStatic ? 1 : null)
                    : Array.IndexOf(positions, axis) is var i and >= 0 && size is not null ? (i < size.Length ? size[i] : null)
                    : customary is not null && axis < customary.Count ? customary[axis] : null;
                if (given is not { } number)
                    continue;
                if (shape[axis].Size.Symbols.ToArray() is [var symbol] && shape[axis].Size.Equals(Dim.Symbol(symbol)))
                    settled.TryAdd(symbol.Name, number);
                else if (shape[axis].Size.Value is { } fixedSize && fixedSize != number)
                    throw new CliException($"'{variant.Name}' takes {shape} only: its axis {axis} is {fixedSize}, not {number}.");
            }
            if (size is not null && size.Length != positions.Length)
                throw new CliException($"'{variant.Name}' takes {shape}: --size wants {positions.Length} {(positions.Length == 1 ? "size" : "sizes")}, for the axes from 2 on, and {size.Length} {(size.Length == 1 ? "is" : "are")} given.");
        }
        if (isStatic && variant.Inputs.SelectMany(i => i.Shape.Axes).SelectMany(a => a.Size.Symbols).FirstOrDefault(s => !settled.ContainsKey(s.Name)) is { } left)
            throw new CliException($"'{variant.Name}' names no size to be settled at for {left.Name}: give --size.");
        if (settled.Count > 0)
            Require(specs, variant, settled);
        return settled;
    }

    /// <summary>The inputs' shapes where all is settled; null where something is open.</summary>
    public static long[][]? Shapes(ElaboratedVariant variant, IReadOnlyDictionary<string, long> settled)
    {
        var at = Map(variant, settled);
        var shapes = variant.Inputs.Select(i => i.Shape.Axes.Select(a => a.Size.Substitute(at).Value).ToArray()).ToArray();
        return shapes.All(s => s.All(size => size is not null)) ? [.. shapes.Select(s => s.Select(size => size!.Value).ToArray())] : null;
    }

    /// <summary>The sizes that shapes give the inputs' names.</summary>
    public static Dictionary<string, long> Named(ElaboratedVariant variant, long[][] shapes)
    {
        var named = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (axis, size) in variant.Inputs.Zip(shapes).SelectMany(p => p.First.Shape.Axes.Zip(p.Second)))
        {
            if (axis.Size.Symbols.ToArray() is [var symbol] && axis.Size.Equals(Dim.Symbol(symbol)))
                named.TryAdd(symbol.Name, size);
        }
        return named;
    }

    /// <summary>Up to so many different legal sets of shapes with what is settled kept, small ones first; the second has another batch, and its positions are of different sizes where that may be.</summary>
    public static IReadOnlyList<long[][]> Legal(CompilationResult specs, ElaboratedVariant variant, IReadOnlyDictionary<string, long> settled, int most)
    {
        var open = variant.Inputs.SelectMany(i => i.Shape.Axes.Select((a, axis) => (a.Size, axis))).SelectMany(a => a.Size.Symbols.Select(s => (s.Name, a.axis)))
            .DistinctBy(s => s.Name).Where(s => !settled.ContainsKey(s.Name)).ToArray();
        var found = new List<long[][]>();
        for (var set = 0; set < most; set++)
        {
            foreach (var sizes in Tried(open.Count(o => o.axis > 0), set))
            {
                var at = new Dictionary<string, long>(settled, StringComparer.Ordinal);
                var next = 0;
                foreach (var (name, axis) in open)
                    at[name] = axis == 0 ? set + 1 : sizes[next++];
                if (Shapes(variant, at) is not { } shapes || found.Any(f => f.Zip(shapes).All(p => p.First.SequenceEqual(p.Second))) || ArchCompiler.At(specs, variant, shapes, out _) is null)
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

    private static Dictionary<DimSymbol, Dim> Map(ElaboratedVariant variant, IReadOnlyDictionary<string, long> settled) => variant.Inputs.SelectMany(i => i.Shape.Axes).SelectMany(a => a.Size.Symbols)
        .DistinctBy(s => s.Name, StringComparer.Ordinal).Where(s => settled.ContainsKey(s.Name)).ToDictionary(s => s, s => Dim.Constant(settled[s.Name]));

    private static void Require(CompilationResult specs, ElaboratedVariant variant, Dictionary<string, long> settled)
    {
        if (Shapes(variant, settled) is not { } shapes)
        {
            if (Legal(specs, variant, settled, 1).Count > 0)
                return;
            // Whatever stands for the rest, one of those settled is at fault: said with the compiler's words.
            var at = new Dictionary<string, long>(settled, StringComparer.Ordinal);
            foreach (var symbol in variant.Inputs.SelectMany(i => i.Shape.Axes).SelectMany(a => a.Size.Symbols))
                at.TryAdd(symbol.Name, 1);
            shapes = Shapes(variant, at)!;
        }
        if (ArchCompiler.At(specs, variant, shapes, out var problem) is null)
            throw new CliException($"'{variant.Name}' doesn't take {string.Join(", ", shapes.Select(s => NumberText.Sizes(s)))}: {problem} (legal: {variant.LegalInput})", ExitCode.Findings);
    }
}
