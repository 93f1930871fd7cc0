using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using Xunit;

namespace ArchGen.Dsl.Tests.Shapes.Operators;

/// <summary>Rules where sizes aren't known.</summary>
public class SymbolicRuleTests
{
    private static readonly Dim N = Input("N"), H = Input("H"), W = Input("W"), C = Parameter("dim"), K = Parameter("kernel"), Heads = Parameter("heads");

    private static readonly Assumptions By32 = Assumptions.None.AssumeDivides(32, H).AssumeDivides(32, W);

    [Fact]
    public void A_stride_divides_a_size_that_it_divides_evenly()
    {
        var call = Call("conv2d", By32).With(N, 3, H, W).With("out_channels", 48).With("kernel_size", 4).With("stride", 4);
        Assert.Equal("[N, 48, H / 4, W / 4]", call.RunText());
        Assert.Empty(call.Demands);
        var result = call.Run()!;
        Assert.Equal(["weight [48, 3, 4, 4]", "bias [48]"], result.Owned.Select(o => $"{o.Name} {o.Shape}"));
        Assert.Equal(Proof.True, By32.Equal(result.Macs, 48 * 3 * N * H * W));
        Assert.Equal([new NamedCode("in_channels", new CodeInt(3))], result.Inferred);
    }

    [Fact]
    public void Padding_by_half_an_odd_kernel_keeps_a_size()
    {
        var known = Assumptions.None.AssumeRemainder(K, 2, 1).AssumeAtLeast(K, 1);
        var call = Call("conv2d", known).With(N, C, H, W).With("out_channels", C).With("groups", C).With("kernel_size", K)
            .With("padding", Dim.FloorDiv(K - 1, 2));
        Assert.Equal("[N, dim, H, W]", call.RunText());
        Assert.Equal("[dim, 1, kernel, kernel]", call.Run()!.Owned[0].Shape.ToString());
    }

    [Fact]
    public void A_downsampling_of_unknown_sizes_rounds_as_the_kernel_does()
    {
        var call = Call("conv2d").With(N, 3, H, W).With("out_channels", 8).With("kernel_size", 3).With("stride", 2).With("padding", 1);
        var output = ((SingleTensor)call.Run()!.Output).Shape!;
        Assert.Equal(Proof.True, Assumptions.None.Equal(output[2].Size, Dim.CeilDiv(H, 2)));
        Assert.Empty(call.Demands);
    }

    [Fact]
    public void An_unpadded_kernel_demands_room()
    {
        var call = Call("max_pool2d").With(N, 8, H, W).With("kernel_size", 3);
        call.Run();
        Assert.Equal(["H - 2 >= 1", "W - 2 >= 1"], call.Demands);
    }

    [Fact]
    public void Same_upper_rounds_up() =>
        Assert.Equal(
            Dim.CeilDiv(H, 2),
            ((SingleTensor)Call("conv2d").With(N, 3, H, W).With("out_channels", 8).With("kernel_size", 3).With("stride", 2)
                .With("padding", new SymbolValue("same_upper")).Run()!.Output).Shape![2].Size);

    [Fact]
    public void A_symbol_broadcasts_against_a_one_only()
    {
        Assert.Equal("[N, dim, H, W]", Call("add").With(N, C, H, W).With(C, 1, 1).RunText());
        Assert.Equal("[N, dim]", Call("add").With(1, C).With(N, 1).RunText());
        Assert.StartsWith("ARCH0320: The inputs of '+' differ at axis 1: dim and heads", Call("add").With(N, C).With(N, Heads).RunText());
        Assert.Equal("[N, dim]", Call("multiply").With(N, C).With(System.Array.Empty<Dim>()).RunText());
    }

    [Fact]
    public void A_matrix_product_counts_its_multiplications()
    {
        var call = Call("matmul").With(N, Heads, H * W, C).With(N, Heads, C, H * W);
        Assert.Equal(Proof.True, Assumptions.None.Equal(call.Run()!.Macs, N * Heads * H * W * H * W * C));
    }

    [Fact]
    public void Heads_split_channels_that_they_divide()
    {
        var known = Assumptions.None.AssumeDivides(Heads, C).AssumeAtLeast(Heads, 1);
        Assert.Equal("[N, H*W, 3, heads, dim / heads]", Unflatten(known).RunText().Replace(" * ", "*"));
        Assert.StartsWith("ARCH0332", Unflatten(Assumptions.None).RunText());

        static FakeCall Unflatten(Assumptions known) =>
            Call("unflatten", known).With(N, H * W, 3 * C).With("dim", 2).With("sizes", List(3, Heads, -1));
    }

    [Fact]
    public void Reshaping_cancels_what_both_sides_have()
    {
        Assert.Equal("[N, dim, H*W]", Call("reshape").With(N, C, H, W).With("sizes", List(N, C, -1)).RunText().Replace(" * ", "*"));
        Assert.Equal("[N*H*W, dim]", Call("reshape").With(N, H, W, C).With("sizes", List(-1, C)).RunText().Replace(" * ", "*"));
    }

    [Fact]
    public void Chunks_of_unknown_number_are_summarised()
    {
        var call = Call("chunk").With(N, C, H, W).With("chunks", Parameter("scales"));
        Assert.EndsWith("sums [scales*N, dim, scales*H, scales*W]", call.RunText().Replace(" * ", "*"));
        Assert.StartsWith("scales of [N, ?, H, W]", call.RunText());
        Assert.NotEmpty(call.Demands);
        var back = Call("concat").With(Call("chunk").With(N, C, H, W).With("chunks", Parameter("scales")).Run()!.Output);
        Assert.Equal("[N, dim, H, W]", back.RunText());
    }

    [Fact]
    public void Chunks_of_known_number_are_listed()
    {
        Assert.Equal("[1, 30, 8] [1, 30, 8] [1, 28, 8]", FakeCall.Of("chunk", "[1,88,8]", "chunks=3").RunText());
        var even = Call("chunk", Assumptions.None.AssumeDivides(3, C)).With(N, C).With("chunks", 3);
        Assert.Equal("[N, dim / 3] [N, dim / 3] [N, dim / 3]", even.RunText());
        Assert.DoesNotContain(even.Demands, d => d.Contains('-'));
    }

    [Fact]
    public void Concatenation_adds_up()
    {
        Assert.Equal("[N, dim + 32, H]", Call("concat").With(N, C, H).With(N, 32, H).RunText());
        Assert.Equal("[2, N, dim]", Call("stack").With(N, C).With(N, C).RunText());
    }

    [Fact]
    public void Padding_to_a_multiple_is_nothing_where_it_divides()
    {
        Assert.Equal("[N, dim, H, W]", Call("pad_to_multiple", By32).With(N, C, H, W).With("multiples", 8).RunText());
        var open = Call("pad_to_multiple").With(N, C, H, W).With("multiples", 7).Run()!;
        Assert.Equal(7 * Dim.CeilDiv(H, 7), ((SingleTensor)open.Output).Shape![2].Size);
    }

    [Fact]
    public void A_slice_of_an_unknown_axis_demands_its_entries()
    {
        var call = Call("slice").With(N, H).With("dim", 1).With("from", 1);
        Assert.Equal("[N, H - 1]", call.RunText());
        Assert.NotEmpty(call.Demands);
    }

    [Fact]
    public void Creation_takes_sizes_of_the_input()
    {
        Assert.Equal("[H]", Call("arange").With("end", H).RunText());
        Assert.Equal("[1, H, W]", Call("zeros").With("sizes", List(1, H, W)).RunText());
    }

    [Fact]
    public void An_unknown_input_is_passed_over_in_silence()
    {
        foreach (var op in OperatorTable.All.Where(o => o.Inputs != OperatorInputs.None))
        {
            var call = new FakeCall(op.Name, Assumptions.None).With(new SingleTensor(null)).With(new SingleTensor(null));
            Assert.Equal("unknown", call.RunText());
        }
    }

    [Fact]
    public void A_dim_that_is_not_known_yet_is_not_complained_of()
    {
        var opaque = Dim.Symbol(new DimSymbol("?", DimKind.Opaque, new CodeInt(0)));
        Assert.Equal("[N, 64]", Call("linear").With(N, opaque).With("out_features", 64).RunText());
        Assert.StartsWith("[N, ", Call("add").With(N, opaque).With(N, C).RunText());
        Assert.Empty(Call("reshape").With(N, opaque).With("sizes", List(N, 4, -1)).RunMessages());
    }

    internal static FakeCall Call(string name, Assumptions? known = null) => new(name, known ?? Assumptions.None);

    internal static Dim Parameter(string name) => Dim.Symbol(new DimSymbol(name, DimKind.Parameter, new CodeName(name, CodeNameKind.Parameter), 1));

    internal static Dim Input(string name) => Dim.Symbol(new DimSymbol(name, DimKind.InputSize, new CodeName(name, CodeNameKind.InputSize), 1));

    internal static IntValue Int(Dim size) => new(size, size.ToCode());

    internal static ListValue List(params Dim[] sizes) => new(
        [.. sizes.Select(s => (StaticValue)new IntValue(s, s.ToCode()))], StaticType.Int, new CodeList([.. sizes.Select(s => s.ToCode())], StaticType.Int));
}
