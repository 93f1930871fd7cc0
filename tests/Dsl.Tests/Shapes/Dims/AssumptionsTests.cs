using System.Diagnostics;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using Xunit;
using static ArchGen.Dsl.Tests.Shapes.Dims.DimSamples;

namespace ArchGen.Dsl.Tests.Shapes.Dims;

public class AssumptionsTests
{
    private static readonly Assumptions Known = Assumptions.None
        .AssumeDivides(32, H).AssumeDivides(32, W).AssumeDivides(Heads, Width).AssumeRemainder(Kernel, 2, 1);

    public static TheoryData<string, Dim> Described => new()
    {
        { "H", H },
        { "H / 2", Conv(H, 3, 2, 1) },
        { "H / 4", Conv(Conv(H, 3, 2, 1), 3, 2, 1) },
        { "H / 4", Conv(H, 4, 4, 0) },
        { "H / 32", Conv(Conv(Conv(Conv(H, 4, 4, 0), 2, 2, 0), 2, 2, 0), 2, 2, 0) },
        { "H", Conv(H, Kernel, 1, Dim.FloorDiv(Kernel - 1, 2)) },
        { "H * W / 16", Dim.FloorDiv(H, 4) * Dim.FloorDiv(W, 4) },
        { "N * H * W / 64", N * Dim.FloorDiv(H, 8) * Dim.FloorDiv(W, 8) },
        { "H / 32 - 1", Dim.FloorDiv(H, 32) - 1 },
        { "floor_div(H, 64)", Dim.FloorDiv(H, 64) },
        { "ceil_div(H, 64)", Dim.CeilDiv(H, 64) },
        { "H % 64", Dim.Mod(H, 64) },
        { "dim", Heads * Dim.FloorDiv(Width, Heads) },
        { "dim / heads", Dim.FloorDiv(Width, Heads) },
        { "3 * dim / heads", Dim.FloorDiv(3 * Width, Heads) },
        { "(kernel - 1) / 2", Dim.FloorDiv(Kernel, 2) },
        { "kernel", 2 * Dim.FloorDiv(Kernel, 2) + 1 },
        { "min(H, W)", Dim.Min(H, W) },
        { "min(H / 4, W / 4)", Dim.Min(Dim.FloorDiv(H, 4), Dim.FloorDiv(W, 4)) },
        { "0", Dim.Mod(Width, Heads) },
        { "dim % 7", Dim.Mod(Width, 7) },
        { "floor_div(H / 32, window)", Dim.FloorDiv(Dim.FloorDiv(H, 32), Window) },
    };

    [Theory]
    [MemberData(nameof(Described))]
    public void Simplifies(string expected, Dim dim)
    {
        Assert.Equal(expected, Known.Describe(dim));
        Assert.Equal(Known.Simplify(dim), Known.Simplify(Known.Simplify(dim)));
    }

    [Fact]
    public void Merges_facts_about_one_symbol()
    {
        var known = Assumptions.None.AssumeDivides(32, H).AssumeDivides(20, H);
        Assert.Equal("H / 160", known.Describe(Dim.FloorDiv(H, 160)));
        Assert.Equal(Proof.True, known.Divides(160, H));
        Assert.Equal(Proof.Unknown, known.Divides(320, H));
        Assert.Equal(160, known.Bounds(H).Min);
        Assert.True(known.AssumeRemainder(H, 8, 4).IsContradictory);
        Assert.False(Assumptions.None.AssumeRemainder(H, 4, 3).AssumeRemainder(H, 6, 5).IsContradictory);
        Assert.Equal(Proof.True, Assumptions.None.AssumeRemainder(H, 4, 3).AssumeRemainder(H, 6, 5).Divides(12, H + 1));
    }

    [Fact]
    public void Chains_divisions()
    {
        var known = Known.AssumeDivides(2, Heads).AssumeDivides(Window, Dim.FloorDiv(H, 4));
        Assert.Equal("dim / 2", known.Describe(Dim.FloorDiv(Heads, 2) * Dim.FloorDiv(Width, Heads)));
        Assert.Equal("dim / 2", known.Describe(Dim.FloorDiv(Width, 2)));
        Assert.Equal("H / (4 * window)", known.Describe(Dim.FloorDiv(Dim.FloorDiv(H, 4), Window)));
        Assert.Equal(Proof.True, known.Equal(Window * Dim.FloorDiv(Dim.FloorDiv(H, 4), Window), Dim.FloorDiv(H, 4)));
        Assert.Equal(Proof.True, known.Divides(Window, Dim.FloorDiv(H, 2)));
        Assert.Equal(Proof.Unknown, known.Divides(Window, Dim.FloorDiv(H, 8)));
    }

    [Fact]
    public void Keeps_divisions_of_products()
    {
        var known = Assumptions.None.AssumeDivides(Heads, 3 * Width);
        Assert.Equal(Proof.True, known.Divides(Heads, 6 * Width * H));
        Assert.Equal(Proof.Unknown, known.Divides(Heads, Width));
        Assert.Equal(Proof.True, known.Equal(Heads * Dim.FloorDiv(3 * Width, Heads), 3 * Width));
    }

    [Fact]
    public void Solves_equalities()
    {
        var known = Assumptions.None.AssumeEqual(C, Width).AssumeEqual(2 * Hidden, 3 * Width);
        Assert.Equal("dim", known.Describe(C));
        Assert.Equal(Proof.True, known.Divides(2, C));
        Assert.Equal(Proof.True, known.Divides(3, Hidden));
        Assert.Equal(Proof.True, known.Equal(4 * Hidden, 6 * C));
        Assert.Equal(Proof.False, known.Equal(Hidden, 4));
        Assert.True(known.AssumeEqual(C, Width + 1).IsContradictory);
        Assert.True(Assumptions.None.AssumeDivides(32, H).AssumeEqual(H, 48).IsContradictory);
        Assert.Equal(2, Assumptions.None.AssumeDivides(32, H).AssumeEqual(H, 64).Simplify(Dim.FloorDiv(H, 32)).Value);
        Assert.Equal(Proof.True, Assumptions.None.AssumeEqual(H * W, L).Equal(N * H * W, N * L));
    }

    [Fact]
    public void Proves_the_split_of_res2net()
    {
        var part = Dim.CeilDiv(Width, Scales);
        Assert.Equal(Width, (Scales - 1) * part + (Width - (Scales - 1) * part));
        Assert.Equal(Proof.True, Assumptions.None.AtLeast(Scales * part, Width));
    }

    [Fact]
    public void Decides_by_residues()
    {
        Assert.Equal(Proof.True, Assumptions.None.Equal(Dim.CeilDiv(C, 2) + Dim.FloorDiv(C, 2), C));
        Assert.Equal(Proof.False, Assumptions.None.Equal(Dim.CeilDiv(C, 2), Dim.FloorDiv(C, 2) + 2));
        Assert.Equal(Proof.Unknown, Assumptions.None.Equal(Dim.CeilDiv(C, 2), Dim.FloorDiv(C, 2)));
    }

    public static TheoryData<Proof, string, Dim, Dim> Compared => new()
    {
        { Proof.False, "==", H, H + 1 },
        { Proof.Unknown, "==", H, W },
        { Proof.False, "==", H, 0 },
        { Proof.False, "==", H, 48 },
        { Proof.Unknown, "==", H, 64 },
        { Proof.True, "!=", H, 33 },
        { Proof.False, "==", Kernel, 2 * Free },
        { Proof.True, ">=", H, 32 },
        { Proof.Unknown, ">=", H, 33 },
        { Proof.False, "<", H, 32 },
        { Proof.True, ">=", H * W, H },
        { Proof.True, ">=", Width, Heads },
        { Proof.True, ">=", Width * H * W, Heads * W },
        { Proof.True, "<", Dim.Mod(Width, 7), 7 },
        { Proof.True, "<", Dim.Mod(Free, Scales), Scales },
        { Proof.True, ">=", Dim.Mod(Free, Scales), 0 },
        { Proof.True, "<=", Dim.Min(H, L), L },
        { Proof.True, ">=", Dim.Max(H, L) + Dim.Min(H, L), L + 1 },
        { Proof.True, "<=", Dim.Conditional(IsFirst, Width, Heads), Width },
        { Proof.Unknown, ">", Free, 0 },
    };

    [Theory]
    [MemberData(nameof(Compared))]
    public void Compares(Proof expected, string comparison, Dim left, Dim right) => Assert.Equal(expected, Known.Compare(comparison, left, right));

    [Fact]
    public void Uses_inequalities()
    {
        var known = Assumptions.None.AssumeAtLeast(Free, 3).AssumeAtLeast(10, Free).AssumeAtLeast(Width, 4 * Heads + Free).AssumeNotEqual(Heads, Scales);
        Assert.Equal((3L, 10L), known.Bounds(Free));
        Assert.Equal((0L, 2L), known.Bounds(Dim.FloorDiv(Free, 4)));
        Assert.Equal(Proof.True, known.AtLeast(Width, 4 * Heads));
        Assert.Equal(Proof.True, known.AtLeast(2 * Width, 8 * Heads + 2));
        Assert.Equal(Proof.False, known.Equal(Heads, Scales));
        Assert.True(known.AssumeAtLeast(2, Free).IsContradictory);
        Assert.True(known.AssumeAtLeast(Heads, Width).IsContradictory);
        Assert.True(known.AssumeEqual(Scales, Heads).IsContradictory);
        Assert.Equal(3, known.AssumeAtLeast(3, Free).Simplify(Free).Value);
    }

    [Fact]
    public void Bounds_what_facts_brought_in()
    {
        Assert.Equal(1, Known.Bounds(Dim.FloorDiv(Width, Heads)).Min);
        Assert.Equal(0, Known.Bounds(Dim.FloorDiv(Kernel, 2)).Min);
        Assert.Equal((0L, 6L), Assumptions.None.Bounds(Dim.Mod(Free, 7)));
    }

    [Fact]
    public void Makes_exact_code()
    {
        var code = Assert.IsType<CodeOperation>(Known.Simplify(Dim.FloorDiv(H, 4)).ToCode());
        Assert.Equal("/", code.Operator);
        Assert.Equal(new CodeName("H", CodeNameKind.InputSize), code.Operands[0]);
        Assert.Equal(new CodeInt(4), code.Operands[1]);
    }

    [Fact]
    public void Substitutes_what_facts_brought_in()
    {
        var simplified = Known.Simplify(Dim.FloorDiv(H, 8) + Dim.FloorDiv(Kernel, 2));
        Assert.Equal(["H", "kernel"], simplified.Symbols.Select(s => s.Name));
        var values = simplified.Symbols.ToDictionary(s => s, s => s.Name == "H" ? Dim.Constant(64) : Dim.Constant(7));
        Assert.Equal(11, simplified.Substitute(values).Value);
    }

    [Fact]
    public void Is_fast()
    {
        var watch = Stopwatch.StartNew();
        for (int block = 0; block < 300; block++)
        {
            var known = Assumptions.None.AssumeDivides(32, H).AssumeDivides(32, W).AssumeDivides(Heads, Width).AssumeRemainder(Kernel, 2, 1);
            var (height, width, macs) = (Conv(H, 4, 4, 0), Conv(W, 4, 4, 0), Dim.Zero);
            for (int layer = 0; layer < 12; layer++)
            {
                (height, width) = (known.Simplify(Conv(height, Kernel, 1, Dim.FloorDiv(Kernel - 1, 2))), known.Simplify(Conv(width, Kernel, 1, Dim.FloorDiv(Kernel - 1, 2))));
                macs += height * width * Width * Width * Kernel * Kernel;
                Assert.Equal(Proof.True, known.Equal(height * 4, H));
                Assert.Equal(Proof.True, known.Divides(Heads, 3 * Width));
                Assert.Equal(Proof.True, known.AtLeast(height + Kernel, Kernel));
            }
        }
        Assert.True(watch.ElapsedMilliseconds < 3000, $"{watch.ElapsedMilliseconds} ms");
    }
}
