using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using Xunit;

namespace ArchGen.Dsl.Tests.Shapes.Operators;

/// <summary>One refusal of each kind, with what it says and where it points.</summary>
public class RefusalTests
{
    public static TheoryData<string, string, string, string, string> Refusals => new()
    {
        { "conv2d", "[1,3,8]", "out_channels=8;kernel_size=3", "0", "ARCH0301: 'conv2d' takes a tensor with 4 axes, but its input has 3: [1, 3, 8]" },
        { "mean", "[1,3,8]", "dims=[1,3]", "dims", "ARCH0302: There is no axis 3 in [1, 3, 8]: 'dims' can be -3 to 2" },
        { "unsqueeze", "[1,3,8]", "dim=4", "dim", "ARCH0302: There is no axis 4 in a tensor with 4 axes: 'dim' can be -4 to 3" },
        { "mean", "[1,3,8]", "dims=[1,-2]", "dims", "ARCH0303: 'dims' names axis -2 twice" },
        { "conv2d", "[1,3,8,8]", "out_channels=8;kernel_size=[3,3,3]", "kernel_size", "ARCH0305: 'kernel_size' of 'conv2d' takes one number, or 2: one for each axis, but 3 are given" },
        { "conv2d", "[1,3,8,8]", "out_channels=8;kernel_size=0", "kernel_size", "ARCH0306: 'kernel_size' of 'conv2d' must be at least 1, but it is 0" },
        { "dropout2d", "[1,3]", "p=0.1", "0", "ARCH0301: 'dropout2d' takes a tensor with 4 axes, but its input has 2: [1, 3]" },
        { "dropout", "[1,3]", "p=1.5", "p", "ARCH0307: 'p' of 'dropout' must be from 0 to 1, but it is 1.5" },
        { "mean", "[1,3]", "dim=0;dims=[1]", "dim", "ARCH0308: 'mean' takes 'dim' or 'dims', not both" },
        { "interpolate", "[1,3,8,8]", "", "", "ARCH0308: 'interpolate' takes 'scale_factor' or 'size'" },
        { "conv2d", "[1,320,8,8]", "out_channels=320;kernel_size=3;groups=3", "groups", "ARCH0310: 'groups': 320 input channels are not divisible by 3; 2, 4, 5, 8 or 10 divide it" },
        { "group_norm", "[1,7,8]", "num_groups=2", "num_groups", "ARCH0310: 'num_groups': 7 input channels are not divisible by 2; only 7 divides it" },
        { "conv2d", "[1,6,8,8]", "out_channels=8;kernel_size=3;groups=3", "out_channels", "ARCH0311: 'out_channels': 8 is not divisible by 3 groups; 2, 4 or 8 divide it" },
        { "conv2d", "[1,3,8,5]", "out_channels=8;kernel_size=7;padding=0", "", "ARCH0312: 'conv2d' leaves nothing of axis 3: its size is 5, and 7 is the least that a kernel of 7 can take" },
        { "conv2d", "[1,3,8,8]", "out_channels=8;kernel_size=3;stride=2;padding=same", "padding", "ARCH0313: 'padding: same' of 'conv2d' keeps sizes, so it takes stride 1, but the stride is 2; 'same_upper' gives the size divided by the stride, rounded up" },
        { "max_pool2d", "[1,3,8,8]", "kernel_size=3;padding=2", "padding", "ARCH0314: 'padding' of 'max_pool2d' can be at most half of the kernel, but it is 2 for a kernel of 3" },
        { "conv_transpose2d", "[1,3,8,8]", "out_channels=8;kernel_size=2;stride=2;output_padding=2", "output_padding", "ARCH0315: 'output_padding' of 'conv_transpose2d' must be smaller than the stride or the dilation, but it is 2 for stride 2 and dilation 1" },
        { "prelu", "[1,3,8]", "num_parameters=4", "num_parameters", "ARCH0316: 'num_parameters' of 'prelu' must be 1 or the number of channels, 3, but it is 4" },
        { "add", "[2,96,8]|[2,64,8]", "", "", "ARCH0320: The inputs of '+' differ at axis 1: 96 and 64" },
        { "add", "[2,96,8]|[64,8]", "", "", "ARCH0320: The inputs of '+' differ at axis -2: 96 and 64" },
        { "matmul", "[2,4,8]|[2,4,8]", "", "", "ARCH0321: '@' multiplies the last axis of its left input by the last but one of its right: these are 8 and 4, in [2, 4, 8] and [2, 4, 8]" },
        { "concat", "[2,4,8]|[2,4,7]", "", "", "ARCH0322: The inputs of 'concat' differ at axis 2: 8 and, in input 2, 7" },
        { "concat", "[2,4,8]|[2,4]", "", "", "ARCH0323: The inputs of 'concat' have different numbers of axes: [2, 4, 8] and, in input 2, [2, 4]" },
        { "concat", "", "", "", "ARCH0324: 'concat' has no tensor to join" },
        { "reshape", "[2,7,7]", "sizes=[2,50]", "sizes", "ARCH0330: 'reshape' can't make [2, 50] of [2, 7, 7]: 100 elements are not 98" },
        { "reshape", "[2,7,7]", "sizes=[-1,-1]", "sizes", "ARCH0331: 'sizes' of 'reshape' leaves more than one size open (-1)" },
        { "unflatten", "[2,64]", "dim=1;sizes=[3,-1]", "sizes", "ARCH0332: 'unflatten' can't make [3, -1] of [64]: 64 is not divisible by 3" },
        { "split", "[2,64]", "sizes=[8,24,24]", "sizes", "ARCH0333: The sizes of 'split' sum up to 56, but axis 1 has 64" },
        { "chunk", "[2,5]", "chunks=4", "chunks", "ARCH0334: 'chunk' can't make 4 pieces of axis 1, which has 5: pieces of 2 leave nothing for the last; only 5 divides it" },
        { "select", "[2,5]", "dim=1;index=5", "index", "ARCH0336: Axis 1 has 5, so 'index' can't be 5" },
        { "permute", "[2,5,6]", "dims=[0,2]", "dims", "ARCH0337: 'dims' of 'permute' must name each of the 3 axes of [2, 5, 6] once, but is [0, 2]" },
        { "pad", "[2,4,4]", "sizes=[1,4];mode=reflect", "sizes", "ARCH0338: 'pad' with mode reflect can add at most 3 to axis 2, whose size is 4, but 4 is asked for" },
        { "squeeze", "[1,2]", "dim=1", "dim", "ARCH0339: 'squeeze' drops an axis of size 1, but axis 1 has 2" },
        { "expand", "[1,2]", "sizes=[4,4]", "sizes", "ARCH0340: 'expand' repeats axes of size 1, but axis 1 has 2, not 4" },
        { "pixel_unshuffle", "[1,2,8,9]", "factor=2", "factor", "ARCH0341: 'pixel_unshuffle' needs axis 3 to be a multiple of 2, but its size is 9" },
        { "interpolate", "[1,2,8]", "scale_factor=2;mode=bilinear", "mode", "ARCH0342: Mode bilinear of 'interpolate' takes a tensor with 4 axes, but its input has 3: [1, 2, 8]; linear fits" },
        { "arange", "", "end=0", "", "ARCH0343: 'arange' makes no entries: it goes from 0 to 0 by 1" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Says_what_was_found_and_what_was_expected(string name, string inputs, string arguments, string place, string message)
    {
        var call = FakeCall.Of(name, inputs, arguments);
        Assert.Equal(message, call.RunText());
        Assert.Equal(place, Assert.Single(call.Places));
    }

    [Fact]
    public void A_list_is_not_a_tensor()
    {
        var list = FakeCall.Of("chunk", "[2,6]", "chunks=3").Run()!.Output;
        Assert.Equal(
            "ARCH0300: 'softmax' takes one tensor here, but this is a list of 3 tensors",
            new FakeCall("softmax", Assumptions.None).With(list).With("dim", 1).RunText());
    }

    [Fact]
    public void What_decides_a_rank_must_be_known()
    {
        var axis = SymbolicRuleTests.Parameter("axis");
        Assert.Equal(
            "ARCH0304: 'dim' of 'softmax' decides the result's form, so it must be a known number here; it is axis",
            SymbolicRuleTests.Call("softmax").With(2, 3).With("dim", axis).RunText());
        Assert.Equal(
            "ARCH0335: 'unstack' makes one tensor of each entry of axis 1, so its size must be a known number; it is axis",
            SymbolicRuleTests.Call("unstack").With(2, axis).With("dim", 1).RunText());
    }

    [Fact]
    public void An_origin_is_named()
    {
        var origin = new DimOrigin("dims[1]", "x.arch", default);
        var left = new SingleTensor(new Shape([new Axis(2), new Axis(96, origin)]));
        var call = new FakeCall("add", Assumptions.None).With(left).With(2, 64);
        Assert.Equal("ARCH0320: The inputs of '+' differ at axis 1: 96 (from dims[1]) and 64", call.RunText());
        var given = FakeCall.Of("linear", "[1,3]").With("out_features", new IntValue(96, new CodeInt(96), origin));
        Assert.Equal(origin, ((SingleTensor)given.Run()!.Output).Shape![1].Origin);
    }

    [Fact]
    public void Codes_are_unique_and_forms_take_their_arguments()
    {
        var shapes = typeof(Catalog).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>()
            .Where(d => d.Code.StartsWith("ARCH03", System.StringComparison.Ordinal)).ToArray();
        Assert.Equal(shapes.Length, shapes.Select(d => d.Code).Distinct().Count());
        Assert.All(shapes, d => Assert.Equal(Severity.Error, d.Severity));
    }

    [Fact]
    public void Table_is_complete_and_documented()
    {
        Assert.Null(OperatorTable.Find("conv4d"));
        Assert.All(OperatorTable.All, o =>
        {
            Assert.Same(o, OperatorTable.Find(o.Name));
            Assert.NotEmpty(o.Doc);
            Assert.All(o.Parameters, p => Assert.NotEmpty(p.Doc));
            Assert.Equal(o.Parameters.Count, o.Parameters.Select(p => p.Name).Distinct().Count());
        });
    }
}
