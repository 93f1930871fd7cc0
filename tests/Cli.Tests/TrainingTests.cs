using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json.Nodes;
using Xunit;

namespace ArchGen.Cli.Tests;

// The fixtures are by Data/golden.py, in float64, from the official code that each names under `source`.
public sealed class TrainingTests : IDisposable
{
    private static readonly string Specs = Path.Combine(
        typeof(TrainingTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Root").Value!, "specs");

    private static readonly string Golden = Cli.File("nested", "tiny_net_small_32x24.json");
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_papers_models_train_as_the_official_code_does()
    {
        var run = Cli.Run("verify", Specs, Cli.File("training"), "--golden", Cli.File("training"));
        Assert.True(run is { Code: 0, Error: "" }, run.Output + run.Error);
        var rows = run.Output.Split('\n').Where(l => l.StartsWith("PASS", StringComparison.Ordinal)).ToArray();
        Assert.Equal(Directory.GetFiles(Cli.File("training"), "*.json").Length, rows.Length);
        // These few layers round less than whole networks, which verify's own tolerance is for.
        Assert.All(rows, row => Assert.InRange(double.Parse(row.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture), 1e-9, 2e-4));
    }

    [Theory]
    [InlineData("outputs", "[{\"shape\": [1, 5], \"projected\": [0.8537022, 0.2458075]}]", "output.0: the relative error is")]
    [InlineData("outputs", "[{\"shape\": [1, 6], \"projected\": [0.8537022, 0.2438075]}]", "output.0: its shape is [1, 5], not [1, 6]")]
    [InlineData("outputs", "[]", "'training' has no outputs")]
    [InlineData("outputs", "[{\"shape\": [1, 5]}]", "'training.outputs[0]' has no shape, or no field 'projected'")]
    [InlineData("gradients/input", "[0.1636766, -0.08267053]", "gradient of input: the relative error is")]
    [InlineData("gradients/stem.weight", "[0.8321848, 0.5691454]", "gradient of stem.weight: the relative error is")]
    [InlineData("gradients/stem.weight", "[0.8301848]", "'stem.weight' in 'training' isn't [norm, projection]")]
    [InlineData("gradients/head.weight", "[0, 0]", "gradient of head.weight: the relative error is")]
    [InlineData("gradients/other.weight", "[1, 0]", "gradient of other.weight: the model has no such tensor")]
    [InlineData("buffers/norm.running_mean", "[0.08795542, 0.02267537]", "buffer norm.running_mean: the relative error is")]
    [InlineData("buffers/norm.num_batches_tracked", "[2, -0.5887046]", "buffer norm.num_batches_tracked: the relative error is")]
    [InlineData("buffers", "[]", "'training.buffers' isn't an object")]
    public void Names_what_differs(string place, string value, string expected)
    {
        var json = JsonNode.Parse(File.ReadAllText(Golden))!.AsObject();
        var parts = place.Split('/', 2);
        if (parts.Length == 1)
            json["training"]![place] = JsonNode.Parse(value);
        else
            json["training"]![parts[0]]![parts[1]] = JsonNode.Parse(value);
        var run = Cli.Run("verify", Cli.File("nested", "tiny.arch"), "--golden", _folder.Write("changed.json", json.ToJsonString()));
        Assert.Equal(1, run.Code);
        Assert.Contains(expected, run.Output);
        Assert.Single(run.Output.Split('\n'), l => l.StartsWith("       ", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
