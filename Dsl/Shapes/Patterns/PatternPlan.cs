using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Dsl.Shapes.Patterns;

/// <summary>What <c>reduce</c> makes of the axes that go.</summary>
public enum PatternReduction
{
    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>The least.</summary>
    Min,
}

/// <summary>
/// What a pattern does, as steps in this order, each null where it isn't needed. All sizes refer to the pattern's input, not to what the step before
/// made of it.
/// </summary>
/// <param name="Output">The result's shape.</param>
/// <param name="Split">1. Reshape to these sizes: an axis for each letter.</param>
/// <param name="Reduced">2. Reduce these axes (of what step 1 gives), by <paramref name="Reduction"/>; they go.</param>
/// <param name="Reduction">How.</param>
/// <param name="Permutation">3. Permute: the axis at each place.</param>
/// <param name="Added">4. Insert axes of size 1 at these places (of step 4's result, ascending).</param>
/// <param name="Expanded">5. Expand to these sizes; null leaves an axis as it is.</param>
/// <param name="Merge">6. Reshape to these sizes: an axis for each of the result's.</param>
public sealed record PatternPlan(
    Shape Output,
    IReadOnlyList<PatternSize>? Split,
    IReadOnlyList<int>? Reduced,
    PatternReduction Reduction,
    IReadOnlyList<int>? Permutation,
    IReadOnlyList<int>? Added,
    IReadOnlyList<PatternSize?>? Expanded,
    IReadOnlyList<PatternSize>? Merge)
{
    /// <summary>The letters that the steps come from.</summary>
    internal PatternLayout? Layout { get; init; }
}

/// <summary>The letters of each axis of the input and of the result, axes of 1 left out on the left side; one letter is the same object on both sides.</summary>
internal sealed record PatternLayout(IReadOnlyList<IReadOnlyList<PatternLetter>> Left, IReadOnlyList<IReadOnlyList<PatternLetter>> Right);

/// <summary>
/// A size as the forward pass computes it: the sizes of the input's axes <paramref name="InputAxes"/>, multiplied with each other and with
/// <paramref name="Factor"/>, over <paramref name="Divisor"/>, which divides that.
/// </summary>
public sealed record PatternSize(EquatableArray<int> InputAxes, Dim Factor, Dim Divisor)
{
    /// <summary>-1: what the other sizes leave. There is at most one in a reshape.</summary>
    public static PatternSize Open { get; } = new(default, Dim.Constant(-1), Dim.One);

    /// <summary>True for <see cref="Open"/>.</summary>
    public bool IsOpen => ReferenceEquals(this, Open);

    /// <summary>True for a size that is known when a module is built, and for one that is an axis's own.</summary>
    public bool IsSimple => InputAxes.Count == 0 || (InputAxes.Count == 1 && Factor.Equals(Dim.One) && Divisor.Equals(Dim.One));

    /// <summary>A size known when a module is built.</summary>
    public static PatternSize Of(Dim size) => new(default, size, Dim.One);

    /// <summary>An axis's size.</summary>
    public static PatternSize OfAxis(int axis) => new(new EquatableArray<int>([axis]), Dim.One, Dim.One);

    /// <summary>This over a size known when a module is built.</summary>
    public PatternSize Over(Dim divisor) => this with { Divisor = Divisor * divisor };

    /// <summary>The product.</summary>
    public static PatternSize operator *(PatternSize left, PatternSize right) =>
        new(new EquatableArray<int>(left.InputAxes.Concat(right.InputAxes)), left.Factor * right.Factor, left.Divisor * right.Divisor);

    /// <summary>The code that computes it from the pattern's input.</summary>
    public Code ToCode(TensorCode input)
    {
        Code? product = InputAxes.Count == 0 || !Factor.Equals(Dim.One) ? Factor.ToCode() : null;
        foreach (var axis in InputAxes)
        {
            var size = new CodeSize(input, axis);
            product = product is null ? size : new CodeOperation("*", [product, size], false);
        }
        return Divisor.Equals(Dim.One) ? product! : new CodeOperation("/", [product!, Divisor.ToCode()], false);
    }
}
