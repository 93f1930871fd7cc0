using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using ArchGen.Cli.Bench;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Cli.Tests;

/// <summary><c>archgen bench</c>: what it measures adds up, and what can't be measured is told.</summary>
public sealed class BenchTests : IDisposable
{
    private const string Small = "TinyNetSmall";
    private static readonly string Tiny = Cli.File("nested", "tiny.arch");
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Parts_and_operators_each_add_up_to_the_pass()
    {
        var json = Json(Tiny, "-V", Small, "--size", "32x24", "--batch", "3", "--depth", "2");
        Assert.Equal(("Test.Tiny.TinyNetSmall", "[[3,3,32,24]]", 3 * 12308L), ((string)json["variant"]!, json["inputs"]!.ToJsonString(), (long)json["macs"]!));
        var stages = json["stages"]!.AsArray();
        Assert.Equal(["0 stem", "0 norm", "0 stages.0", "1 up", "1 down", "0 head", "0 ·"], stages.Select(s => $"{s!["level"]} {s["name"]}"));
        var all = (double)json["watched"]!;
        Assert.InRange(stages.Where(s => (int)s!["level"]! == 0).Sum(s => (double?)s!["milliseconds"] ?? 0), 0.999 * all, 1.001 * all);
        Assert.All(stages, s => Assert.True((double)s!["milliseconds"]! > 0, $"{s["name"]} takes time"));
        var operators = json["operators"]!.AsArray();
        Assert.InRange(operators.Sum(s => (double)s!["milliseconds"]!), 0.999 * all, 1.001 * all);
        Assert.Equal(
            ["BatchNorm2d", "Conv2d 1×1", "Conv2d 4×4", "Linear", "in Bottleneck", "in the model"],
            operators.Select(o => (string)o!["name"]!).Where(n => n != "in StagesGroup" && n != "GELU").Order(StringComparer.Ordinal));
        Assert.Equal((long)json["macs"]!, operators.Sum(o => (long)o!["macs"]!));
        Assert.Equal(2, (int)operators.Single(o => (string)o!["name"]! == "Conv2d 1×1")!["calls"]!);
        var (median, p95, fastest) = ((double)json["latency"]!["median"]!, (double)json["latency"]!["p95"]!, (double)json["latency"]!["fastest"]!);
        Assert.True(fastest <= median && median <= p95 && fastest > 0);
        Assert.Equal(3000 / median, (double)json["throughput"]!, 6);
        Assert.Equal(2 * 3 * 12308 / median / 1e6, (double)json["rate"]!, 9);
        Assert.Equal(4 * 305 + 8 + 2 * 4 * 4, (long)json["memory"]!["weights"]!);
    }

    [Fact]
    public void Text_says_the_settings_and_every_part()
    {
        var run = Cli.Run("bench", Tiny, "-V", Small, "--size", "32x24", "--seconds", "0", "--threads", get_num_threads().ToString());
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith("Test.Tiny.TinyNetSmall = TinyNet, input 1×3×32×24\nsettings: ", run.Output);
        foreach (var text in new[] { "(--threads)", "latency, median", "of 5 passes", "inputs/s, batch 1", "peak memory", "GFLOP/s, for 12.31K MACs", "this machine's peak", "stages.0", "steps between the parts", "Conv2d 4×4" })
            Assert.Contains(text, run.Output);
    }

    [Fact]
    public void The_form_for_inference_tells_of_its_own_operations()
    {
        var json = Json(Tiny, "-V", Small, "--size", "32", "--inference");
        Assert.True((bool)json["inference"]!);
        Assert.Empty(json["stages"]!.AsArray());
        Assert.NotEmpty(json["operators"]!.AsArray());
        Assert.True((double)json["latency"]!["median"]! > 0);
    }

    [Fact]
    public void Models_of_several_inputs_and_of_words()
    {
        var spec = _folder.Write("two.arch", """
            namespace Two;

            model Joined(dim: int) : fine [N, dim, H, W], coarse [N, dim, H, W] -> [N, 2 * dim, H, W]
            {
                concat(fine, coarse, dim: 1)
                mix: conv2d(2 * dim, 1)
            }

            model Words(dim: int) : tokens [N, L] -> [N, L, dim]
            {
                words: embedding(100, dim)
            }

            variant JoinedSmall = Joined(dim: 4)
            variant WordsSmall = Words(dim: 4)
            """);
        Assert.Equal("[[2,4,8,8],[2,4,8,8]]", Json(spec, "-V", "JoinedSmall", "--size", "8", "--batch", "2")["inputs"]!.ToJsonString());
        Assert.Contains("archgen: JoinedSmall's input 'fine' is [N, 4, H, W], and its spec expects no size. Give one: --size 224.\n", Cli.Run("bench", spec, "-V", "JoinedSmall").Error);
        Assert.Equal("[[1,7]]", Json(spec, "-V", "WordsSmall", "--size", "7")["inputs"]!.ToJsonString());
    }

    [Theory]
    [InlineData("-V TinyNetSmal", "There is no variant 'TinyNetSmal'. Did you mean 'TinyNetSmall'?")]
    [InlineData("", "The specs have 2 variants. Say which: --variant NAME. There are: TinyNetSmall, TinyNetSmallWide.")]
    [InlineData("-V TinyNetSmall --size 30", "TinyNetSmall can't take 1×3×30×30: 'TinyNetSmall' requires H % 4 == 0, but H = 30. Legal are: H and W multiples of 4.")]
    [InlineData("-V TinyNetSmall --size 32x32x32", "TinyNetSmall's input 'image' is [N, 3, H, W], which leaves 2 sizes open, and --size gives 3.")]
    [InlineData("-V TinyNetSmall --size big", "'big' isn't a size. Write one number for a square (224), or one for each axis with x between them (256x320).")]
    [InlineData("-V TinyNetSmall --batch 0", "'0' isn't a number above 0, which --batch takes.")]
    [InlineData("-V TinyNetSmall --threads many", "'many' isn't a number above 0, which --threads takes.")]
    [InlineData("-V TinyNetSmall --seconds -1", "'-1' isn't a time to measure: --seconds takes 0 to 3600.")]
    public void What_cannot_be_measured_is_told(string options, string message)
    {
        var run = Cli.Run(["bench", Tiny, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal((ExitCode.Usage, ""), (run.Code, run.Output));
        Assert.Contains("archgen: " + message + "\n", run.Error);
    }

    [Fact]
    public void Errors_in_specs_are_told_as_elsewhere() => Assert.Equal(ExitCode.Findings, Cli.Run("bench", Cli.File("broken.arch")).Code);

    [Fact]
    public void No_matrix_product_is_faster_than_sums_in_registers()
    {
        var peak = MachinePeak.Measure(Environment.ProcessorCount);
        Assert.True(peak.MatrixProduct > 0.1 && peak.Fma > peak.MatrixProduct, $"{peak}");
    }

    [Fact]
    public void Memory_is_counted_from_where_it_begins()
    {
        var memory = new ProcessMemory();
        if (!memory.IsMeasured)
            return;
        const int size = 64 << 20;
        using (var held = zeros(size / 4, ScalarType.Float32))
            held.fill_(1);
        Assert.InRange(memory.Above()!.Value, size / 2, 4L * size);
    }

    public void Dispose() => _folder.Dispose();

    private static JsonNode Json(params string[] arguments)
    {
        var run = Cli.Run(["bench", .. arguments, "--seconds", "0", "--format", "json"]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return JsonNode.Parse(run.Output)!;
    }
}
