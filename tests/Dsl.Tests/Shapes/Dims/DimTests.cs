using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using Xunit;
using static ArchGen.Dsl.Tests.Shapes.Dims.DimSamples;

namespace ArchGen.Dsl.Tests.Shapes.Dims;

public class DimTests
{
    /// <summary>Half of what was rounded is whole where that is even: nothing follows for what it was rounded from.</summary>
    [Fact]
    public void An_exact_quotient_of_a_rounded_one_is_not_exact_before()
    {
        var rounded = Dim.FloorDiv(Width + 1, 2);
        Assert.NotEqual("dim + 1", (4 * Dim.Quotient(rounded, 2)).ToString());
        Assert.Equal("dim", (4 * Dim.Quotient(Dim.Quotient(Width, 2), 2)).ToString());
    }

    public static TheoryData<string, Dim> Printed => new()
    {
        { "0", Dim.Zero },
        { "-3", Dim.Constant(-3) },
        { "H", H },
        { "-H", -H },
        { "4 * dim", 4 * Width },
        { "1 - dim", 1 - Width },
        { "dim - heads + 1", 1 + Width - Heads },
        { "dim + growth * i", Width + Growth * I },
        { "N * H * W", W * H * N },
        { "4 * dim * H", H * Width * 4 },
        { "dim ** 2", Width * Width },
        { "13 * dim + 12 * dim ** 2", 12 * Width * Width + 13 * Width },
        { "floor_div(H, 4)", Dim.FloorDiv(H, 4) },
        { "ceil_div(H, 2)", Dim.FloorDiv(H - 1, 2) + 1 },
        { "floor_div(kernel - 1, 2)", Dim.FloorDiv(Kernel - 1, 2) },
        { "ceil_div(dim, scales)", Dim.CeilDiv(Width, Scales) },
        { "(scales - 1) * ceil_div(dim, scales)", (Scales - 1) * Dim.CeilDiv(Width, Scales) },
        { "dim - (scales - 1) * ceil_div(dim, scales)", Width - (Scales - 1) * Dim.CeilDiv(Width, Scales) },
        { "floor_div(H, 4 * window)", Dim.FloorDiv(Dim.FloorDiv(H, 4), Window) },
        { "dim % heads", Dim.Mod(Width, Heads) },
        { "dim % 7 + 1", Dim.Mod(Width, 7) + 1 },
        { "dim / heads", Dim.Quotient(Width, Heads) },
        { "3 * dim / heads", Dim.Quotient(3 * Width, Heads) },
        { "min(H, W) + 1", Dim.Min(W + 1, H + 1) },
        { "2 * max(dim, heads)", Dim.Max(2 * Heads, 2 * Width) },
        { "max(free - 1, 1)", Dim.Max(Free - 1, 1) },
        { "if i == 0 then 64 else dim", Dim.Conditional(IsFirst, 64, Width) },
        { "1267650600228229401496703205376", Dim.Power(2, 100) },
    };

    [Theory]
    [MemberData(nameof(Printed))]
    public void Prints_as_an_author_writes(string expected, Dim dim) => Assert.Equal(expected, dim.ToString());

    public static TheoryData<Dim, Dim> Same => new()
    {
        { (H + W) * (H - W), H * H - W * W },
        { Dim.FloorDiv(H + 3 * Heads, Heads), 3 + Dim.FloorDiv(H, Heads) },
        { Dim.FloorDiv(6 * H, 4), H + Dim.FloorDiv(H, 2) },
        { Dim.FloorDiv(4 * Width, 4 * Heads), Dim.FloorDiv(Width, Heads) },
        { Dim.FloorDiv(4 * H + 3, 4 * Heads), Dim.FloorDiv(H, Heads) },
        { Dim.FloorDiv(Dim.FloorDiv(H, 2), 3), Dim.FloorDiv(H, 6) },
        { Conv(Conv(H, 3, 2, 1), 3, 2, 1), Dim.CeilDiv(H, 4) },
        { Dim.FloorDiv(Width * Heads, Heads), Width },
        { Dim.FloorDiv(Width * Width - 1, Width - 1), Width + 1 },
        { Dim.FloorDiv(-H, 4), -Dim.CeilDiv(H, 4) },
        { Dim.FloorDiv(Width - 1, Width), 0 },
        { Dim.FloorDiv(Dim.Mod(H, 4), 4), 0 },
        { Dim.Mod(H + 8, 4), Dim.Mod(H, 4) },
        { Dim.FloorDiv(7, -2), -4 },
        { Dim.Mod(-7, 4), 1 },
        { Dim.Min(H, H + 1), H },
        { Dim.Max(H, 1), H },
        { Dim.Max(Dim.Max(Free, 2), 3), Dim.Max(3, Free) },
        { Dim.Min(Dim.Min(H, W) + 2, L), Dim.Min(H + 2, Dim.Min(W + 2, L)) },
        { Dim.Conditional(IsFirst, Width, Width), Width },
        { Dim.Conditional(IsFirst, 64, Width), Dim.Conditional(new CodeOperation("==", [new CodeName("i", CodeNameKind.Local), new CodeInt(0)], false), 64, Width) },
        { Dim.Conditional(new CodeOperation("<", [new CodeInt(1), new CodeInt(2)], false), 64, Width), 64 },
        { Dim.Power(H + 1, 3), (H + 1) * (H + 1) * (H + 1) },
        { Dim.Power(H, 0), 1 },
    };

    [Theory]
    [MemberData(nameof(Same))]
    public void Has_one_normal_form(Dim left, Dim right) => Assert.Equal(left, right);

    [Fact]
    public void Keeps_symbols()
    {
        var dim = Width * Dim.FloorDiv(H, Heads) + 1;
        Assert.Equal(["H", "dim", "heads"], dim.Symbols.Select(s => s.Name));
        Assert.True(dim.Mentions(dim.Symbols.First()));
        Assert.False((dim - dim).Mentions(dim.Symbols.First()));
        Assert.False(dim.IsConstant);
        Assert.Null(dim.Value);
        Assert.Equal(7, (dim - dim + 7).Value);
    }

    [Fact]
    public void Is_opaque_where_an_unknown_occurs()
    {
        var unknown = Dim.Symbol(new DimSymbol("?", DimKind.Opaque, new CodeInt(0)));
        Assert.True(Dim.FloorDiv(H + unknown, 2).IsOpaque);
        Assert.False(H.IsOpaque);
    }

    [Fact]
    public void Substitutes_all_at_once()
    {
        var (h, w, i) = (H.Symbols.Single(), W.Symbols.Single(), I.Symbols.Single());
        var swapped = (H - 2 * W).Substitute(new Dictionary<DimSymbol, Dim> { [h] = W, [w] = H });
        Assert.Equal(W - 2 * H, swapped);
        Assert.Equal(16, Dim.CeilDiv(H * W, 4).Substitute(new Dictionary<DimSymbol, Dim> { [h] = 9, [w] = 7 }).Value);
        var choice = Dim.Conditional(IsFirst, 64, Width);
        Assert.True(choice.Mentions(i));
        Assert.Equal(64, choice.Substitute(new Dictionary<DimSymbol, Dim> { [i] = 0 }));
        Assert.Equal(Width, choice.Substitute(new Dictionary<DimSymbol, Dim> { [i] = 3 }));
    }

    [Fact]
    public void Makes_code()
    {
        Assert.Equal(new CodeInt(5), Dim.Constant(5).ToCode());
        var exact = Assert.IsType<CodeOperation>(Dim.Quotient(Width, Heads).ToCode());
        Assert.Equal("/", exact.Operator);
        Assert.Equal(new CodeName("dim", CodeNameKind.Parameter), exact.Operands[0]);
        Assert.Equal("floordiv", Assert.IsType<CodeOperation>(Dim.FloorDiv(Width, Heads).ToCode()).Operator);
        Assert.Equal("ceil_div", Assert.IsType<CodeCall>(Dim.CeilDiv(Width, Heads).ToCode()).Function);
        Assert.Equal("max", Assert.IsType<CodeCall>(Dim.Max(Width, Heads).ToCode()).Function);
        Assert.IsType<CodeConditional>(Dim.Conditional(IsFirst, 64, Width).ToCode());
        Assert.Equal(new CodeInt(long.MaxValue), Dim.Power(2, 100).ToCode());
    }

    [Fact]
    public void Never_overflows()
    {
        var large = Dim.Constant(long.MaxValue);
        Assert.Null((large * large).Value);
        Assert.Equal(large, Dim.FloorDiv(large * large, large));
        Assert.Equal(-1, (large - large - 1).Value);
        Assert.Equal(Dim.Power(10, 1_000_000), Dim.Power(10, 1_000_000));
        Assert.False(Dim.Power(10, int.MaxValue).Equals(Dim.Power(10, int.MaxValue - 1)));
        Assert.NotNull(Dim.Power(Dim.Power(H + 1, int.MaxValue), int.MaxValue).ToString());
        Assert.Equal(Dim.One, Dim.FloorDiv(H, 0) - Dim.FloorDiv(H, 0) + 1);
    }

    [Fact]
    public void Does_not_blow_up()
    {
        var sum = Dim.Zero;
        for (int i = 0; i < 2000; i++)
            sum += Parameter("p" + i) * H;
        Assert.True(sum.IsOpaque);
        var nested = H;
        for (int i = 0; i < 60; i++)
            nested = Dim.FloorDiv(nested * nested + 3 * nested, Heads + i) + Dim.Max(nested, W * i);
        Assert.NotNull(nested.ToString());
        var product = Dim.One;
        for (int i = 0; i < 40; i++)
            product *= Parameter("p" + i) + i;
        Assert.NotNull(product.ToString());
    }
}
