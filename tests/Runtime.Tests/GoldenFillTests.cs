using System;
using System.IO;
using System.Linq;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests;

public class GoldenFillTests
{
    // The numbers come from a few lines of Python that follow the rule's text.
    [Theory]
    [InlineData("stem.weight", new long[] { 8, 3, 4, 4 }, new[] { 0, 1, 383 }, new[] { 0.17780260741710663f, 0.21399571001529694f, 0.04267050325870514f })]
    [InlineData("norm.weight", new long[] { 8 }, new[] { 0, 1, 7 }, new[] { 0.9525895118713379f, 0.9053829312324524f, 0.9977467656135559f })]
    [InlineData("norm.bias", new long[] { 8 }, new[] { 0, 1, 7 }, new[] { 0.06941907107830048f, 0.0328679084777832f, -0.050137560814619064f })]
    [InlineData("bn.running_mean", new long[] { 8 }, new[] { 0, 1, 7 }, new[] { 0.08470924198627472f, 0.030236421152949333f, 0.025319904088974f })]
    [InlineData("bn.running_var", new long[] { 8 }, new[] { 0, 1, 7 }, new[] { 1.361659049987793f, 0.8640015125274658f, 0.7995365262031555f })]
    [InlineData("attn.temperature", new long[] { 4, 1, 1 }, new[] { 0, 1, 3 }, new[] { 0.9023856520652771f, 1.0498675107955933f, 0.9795488119125366f })]
    [InlineData("gamma", new long[] { 8 }, new[] { 0, 1, 7 }, new[] { -0.44820111989974976f, 0.24898411333560944f, -0.1774456948041916f })]
    [InlineData("größe.weight", new long[] { 2, 2 }, new[] { 0, 1, 3 }, new[] { -1.0323076248168945f, -0.853335976600647f, 0.38749992847442627f })]
    public void Values_follow_the_rule(string key, long[] shape, int[] places, float[] expected) =>
        Assert.Equal(expected, places.Select(i => GoldenFill.Values(key, shape)![i]));

    [Fact]
    public void Input_follows_the_rule_across_the_pieces_it_is_filled_in()
    {
        using var input = GoldenFill.Input([1, 3, 400, 400]);
        var values = input.data<float>().ToArray();
        Assert.Equal([-0.8043633103370667f, 0.30472084879875183f, 0.8122913837432861f], new[] { values[0], values[1], values[300_000] });
    }

    [Fact]
    public void Counters_are_zero_and_derived_buffers_stay() => Assert.Multiple(
        () => Assert.Null(GoldenFill.Values("relative_position_index", [49, 49], isBuffer: true)),
        () => Assert.Equal([0f], GoldenFill.Values("bn.num_batches_tracked", [], isBuffer: true)!));

    [Fact]
    public void Model_is_filled_with_scales_and_integer_buffers()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("f.json"), """
            {"name": "small", "input_shape": [1, 1, 8, 8], "rule_scale": [["head.weight", 0.25]],
             "state_dict": [["conv.weight", [8, 1, 3, 3], "param"], ["head.weight", [4, 8], "param"], ["norm.running_var", [8], "buffer"]]}
            """);
        using var model = new SmallNet();
        GoldenFill.Model(model, GoldenFixture.Read(folder.File("f.json")));
        var state = model.state_dict();
        Assert.Equal(GoldenFill.Values("conv.weight", [8, 1, 3, 3])!, state["conv.weight"].data<float>().ToArray());
        Assert.Equal(GoldenFill.Values("norm.running_var", [8])!, state["norm.running_var"].data<float>().ToArray());
        Assert.Equal(0, state["norm.num_batches_tracked"].item<long>());
        var plain = GoldenFill.Values("head.weight", [4, 8])!;
        Assert.All(state["head.weight"].data<float>().ToArray().Zip(plain), p => Assert.Equal(0.25 * p.Second, p.First, 1e-7));
    }

    [Fact]
    public void Filling_is_quick()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var big = GoldenFill.Input([20_000_000]);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(3), $"20M values took {clock.Elapsed}");
    }
}
