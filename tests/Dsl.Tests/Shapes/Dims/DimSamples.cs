using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Tests.Shapes.Dims;

/// <summary>Symbols that the tests share.</summary>
internal static class DimSamples
{
    public static readonly Dim N = InputSize("N"), C = InputSize("C"), H = InputSize("H"), W = InputSize("W"), L = InputSize("L");

    public static readonly Dim Width = Parameter("dim"), Heads = Parameter("heads"), Scales = Parameter("scales"), Window = Parameter("window"), Kernel = Parameter("kernel"),
        Growth = Parameter("growth"), Hidden = Parameter("hidden");

    public static readonly Dim Free = Dim.Symbol(new DimSymbol("free", DimKind.Parameter, new CodeName("free", CodeNameKind.Parameter)));

    public static readonly Dim I = Dim.Symbol(new DimSymbol("i", DimKind.Local, new CodeName("i", CodeNameKind.Local), 0));

    public static readonly Code IsFirst = new CodeOperation("==", [new CodeName("i", CodeNameKind.Local), new CodeInt(0)], false);

    public static Dim InputSize(string name) => Dim.Symbol(new DimSymbol(name, DimKind.InputSize, new CodeName(name, CodeNameKind.InputSize), 1));

    public static Dim Parameter(string name, long minimum = 1) => Dim.Symbol(new DimSymbol(name, DimKind.Parameter, new CodeName(name, CodeNameKind.Parameter), minimum));

    /// <summary>The size that a convolution leaves.</summary>
    public static Dim Conv(Dim size, Dim kernel, Dim stride, Dim padding) => Dim.FloorDiv(size + 2 * padding - kernel, stride) + 1;
}
