using System.IO;
using System.Linq;
using Xunit;

namespace ArchGen.Runtime.Tests;

public class GoldenComparisonTests
{
    [Fact]
    public void Error_is_the_largest_difference_over_the_largest_golden_value()
    {
        Assert.Equal(0.05, GoldenComparison.RelativeError([1, -2.1, 0], [1, -2, 0]), 1e-12);
        Assert.Equal(double.PositiveInfinity, GoldenComparison.RelativeError([double.NaN], [1]));
        Assert.Equal(double.PositiveInfinity, GoldenComparison.RelativeError([1], [1, 2]));
    }

    [Fact]
    public void Tokens_are_turned_into_maps_and_back()
    {
        var tokens = new TensorSnapshot([1, 4, 3], [.. Enumerable.Range(0, 12).Select(i => (float)i)]);
        var map = tokens.LaidOutAs([1, 3, 2, 2]);
        Assert.Equal([0f, 3f, 6f, 9f, 1f, 4f, 7f, 10f, 2f, 5f, 8f, 11f], map!.Values);
        Assert.Equal(tokens.Values, map.LaidOutAs([1, 4, 3])!.Values);
        Assert.Equal(map.Values, new TensorSnapshot([1, 2, 2, 3], tokens.Values).LaidOutAs([1, 3, 2, 2])!.Values);
        Assert.Null(tokens.LaidOutAs([1, 5, 2, 2]));
        Assert.Null(new TensorSnapshot([1, 2, 6, 3], new float[36]).LaidOutAs([1, 3, 3, 4]));
    }

    [Fact]
    public void Stage_is_compared_by_samples_and_moments()
    {
        var values = Enumerable.Range(0, 64).Select(i => (float)(i % 7)).ToArray();
        var actual = new TensorSnapshot([1, 4, 4, 4], values);
        var mean = values.Average(v => (double)v);
        var golden = new GoldenTensor("stage1", "stages.0", false, [1, 4, 4, 4], mean, null, [0, 1, 2, 3, 4, 5, 6, 0], []);
        Assert.Equal(0, GoldenComparison.Tensor(actual, golden).Error, 1e-9);
        Assert.Equal(0.5 / 6, GoldenComparison.Tensor(actual, golden with { First = [0, 1, 2, 3, 4, 5.5, 6, 0] }).Error, 1e-9);
        Assert.Contains("[1, 4, 4, 4]", GoldenComparison.Tensor(actual, golden with { Shape = [1, 4, 8, 2] }).Problem);
    }

    [Fact]
    public void Golden_zeros_are_compared_by_the_difference_itself()
    {
        var zeros = new GoldenTensor("stage1", "stages.0", false, [1, 2], 0, 0, [0, 0], []);
        Assert.Equal(1e-3, GoldenComparison.Tensor(new TensorSnapshot([1, 2], [1e-3f, 0]), zeros).Error, 1e-9);
        Assert.Equal(0, GoldenComparison.Tensor(new TensorSnapshot([1, 2], [0, 0]), zeros).Error);
        Assert.Equal(2, GoldenComparison.RelativeError([0, 2], [0, 0]));
        var mean = zeros with { Mean = 4, Deviation = null, First = [] };
        Assert.Equal(0.25, GoldenComparison.Tensor(new TensorSnapshot([1, 2], [6, 4]), mean).Error, 1e-9);
    }

    [Fact]
    public void Spread_samples_lie_where_numpy_puts_them()
    {
        // numpy.linspace(0, n - 1, 64).astype(int)
        Assert.Equal([0, 650, 1300, 1950], new[] { 0, 1, 2, 3 }.Select(i => GoldenComparison.SpreadIndex(i, 64, 40960 + 1 + 4)));
        Assert.Equal((31, 62, 63), (GoldenComparison.SpreadIndex(31, 64, 64), GoldenComparison.SpreadIndex(62, 64, 64), GoldenComparison.SpreadIndex(63, 64, 64)));
        var golden = new GoldenTensor("output 0", null, false, [1, 100], null, null, [], [.. Enumerable.Range(0, 64).Select(i => (double)GoldenComparison.SpreadIndex(i, 64, 100))]);
        var actual = new TensorSnapshot([1, 100], [.. Enumerable.Range(0, 100).Select(i => (float)i)]);
        Assert.Equal(0, GoldenComparison.Tensor(actual, golden).Error);
        Assert.Equal(1 / 99.0, GoldenComparison.Tensor(actual with { Values = [.. actual.Values[..99], 98f] }, golden).Error, 1e-9);
    }

    [Theory]
    [InlineData("[1]", "isn't an object")]
    [InlineData("{}", "input_shape")]
    [InlineData("{\"input_shape\": [1, \"x\"]}", "input_shape")]
    [InlineData("{\"input_shape\": [1], \"state_dict\": [[\"a\"]]}", "state_dict")]
    [InlineData("{\"input_shape\": [1], \"macs\": 1.5}", "macs")]
    [InlineData("not json", "isn't JSON")]
    public void Bad_fixtures_are_told_apart(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("f.json"), text);
        Assert.Contains(expected, Assert.Throws<GoldenFixtureException>(() => GoldenFixture.Read(folder.File("f.json"))).Message);
    }

    [Fact]
    public void Missing_fields_are_absent()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("tiny_32.json"), "{\"input_shape\": [1, 3, 32, 32], \"notes\": [1], \"macs\": null}");
        var fixture = GoldenFixture.Read(folder.File("tiny_32.json"));
        Assert.Equal("tiny_32", fixture.Name);
        Assert.Null(fixture.Parameters);
        Assert.Null(fixture.Macs);
        Assert.Empty(fixture.Logits);
    }

    [Fact]
    public void Projection_sees_what_the_norm_does_not()
    {
        using var direction = GoldenFill.Input([3], "direction.w");
        var d = direction.data<float>().ToArray();
        var golden = new GoldenProjection("w", 3, 2.0 * d[0] + 2 * d[1] + d[2], [3]);
        Assert.Equal(0, GoldenComparison.Projection(new TensorSnapshot([3], [2, 2, 1]), golden, 10).Error, 1e-12);
        Assert.Equal(
            System.Math.Sqrt(3) * System.Math.Abs(d[1] - d[2]) / 3, GoldenComparison.Projection(new TensorSnapshot([3], [2, 1, 2]), golden, 10).Error, 1e-6);
        Assert.Equal(double.PositiveInfinity, GoldenComparison.Projection(new TensorSnapshot([3], [2, float.NaN, 1]), golden, 10).Error);
        Assert.Contains("[3, 1]", GoldenComparison.Projection(new TensorSnapshot([3, 1], [2, 2, 1]), golden, 10).Problem);
        // Zero up to rounding: held against the largest of its kind.
        Assert.InRange(GoldenComparison.Projection(new TensorSnapshot([3], [3e-5f, 0, 0]), golden with { Norm = 0, Along = 0 }, 10).Error, 2.9e-6, 6e-6);
    }
}
