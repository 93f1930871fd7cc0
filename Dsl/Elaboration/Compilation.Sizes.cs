using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Elaboration;

/// <content>Costs at a size, from the formulas that hold at every size.</content>
internal sealed partial class Compilation
{
    /// <summary>
    /// A variant's formulas at an input's shape; null where the variant doesn't take it, or where an axis is more than a size of its own. A look at the network at that size
    /// (<see cref="At(VariantSymbol, IReadOnlyList{IReadOnlyList{long}}, out string?)"/>) comes to the same, and says why.
    /// </summary>
    private Sizes? SizesAt(VariantSymbol symbol, ElaboratedVariant variant, IReadOnlyList<long> shape)
    {
        if (variant.Inputs is not [{ Shape: { } input }] || input.Rank != shape.Count)
            return null;
        var values = new Dictionary<DimSymbol, Dim>();
        foreach (var (axis, size) in input.Axes.Zip(shape, (a, s) => (a.Size, Dim.Constant(s))))
        {
            if (axis.Equals(size))
                continue;
            if (axis.Symbols.FirstOrDefault() is not { } own || !axis.Equals(Dim.Symbol(own)) || (values.TryGetValue(own, out var other) && !other.Equals(size)))
                return null;
            values[own] = size;
        }
        return new Elaborator(NewBag(), _cancellation, _elaborator).Takes(symbol, [shape]) ? new Sizes(values) : null;
    }

    /// <summary>The sizes that symbols have.</summary>
    private sealed class Sizes(Dictionary<DimSymbol, Dim> values)
    {
        public Dim Of(Dim formula) => formula.Substitute(values);

        public Shape? Of(Shape? shape) => shape is null ? null : new Shape(shape.Axes.Select(a => a with { Size = Of(a.Size) }).ToArray());
    }
}
