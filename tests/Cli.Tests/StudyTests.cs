using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Xunit;

namespace ArchGen.Cli.Tests;

/// <summary>Ablations and key maps on the command line.</summary>
public sealed class StudyTests : IDisposable
{
    private static readonly string Golden = Cli.File("nested", "tiny_net_small_32x24.json");

    private readonly TemporaryFolder _folder = new();

    private readonly string _spec;

    public StudyTests()
    {
        _folder.Write("shared.arch", File.ReadAllText(Cli.File("shared.arch")));
        _spec = Spec("""
            ablation Study of TinyNetSmallWide {
                axis dim: d4 = 4, d8 = 8, d64 = 64
                axis classes: c5 = 5, c7 = 7
                where params < 1000
            }
            """);
    }

    private const string Changed = """
        namespace Changed
        block Thin() : [N, C, H, W] -> same { thin: conv2d(C, 1) }
        model Net(dim: int = 4) : [N, 3, H, W] -> [N, 5] {
            stem: conv2d(dim, 1)
            a: residual { norm: batch_norm; mlp: { fc1: conv2d(8, 1); relu; fc2: conv2d(dim, 1) } }
            mean(dims: [2, 3])
            head: linear(5)
        }
        variant V = Net()
        ablation A of V { axis s: wide = (dim: 6), plain = remove a.mlp, other = replace a.mlp by Thin }
        """;

    [Theory]
    [InlineData("V", "A.Plain", "removed a.mlp group 76 - 256", 9, 0, 4)]
    [InlineData("A.Plain", "V", "added a.mlp group - 76 256", 9, 4, 0)]
    [InlineData("V", "V", "", 13, 0, 0)]
    [InlineData("V", "A.Other", "changed a.mlp Thin 76 20 256; removed a.mlp.fc1 conv2d 40 - 128; removed a.mlp.fc2 conv2d 36 - 128; added a.mlp.thin conv2d - 20 64", 9, 2, 4)]
    public void Diff_says_what_is_added_removed_and_changed(string from, string to, string parts, int carried, int made, int dropped)
    {
        var path = _folder.Write("changed.arch", Changed);
        var run = Cli.Run("diff", from, to, path, "--input", "1x3x2x2", "--format", "json");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var json = JsonNode.Parse(run.Output)!;
        string Of(JsonNode part, string side, string what) => part[side]?[what]?.ToString() ?? "-";
        Assert.Equal(parts, string.Join("; ", json["parts"]!.AsArray().Select(p =>
            $"{p!["change"]} {p["path"]} {(p["to"] ?? p["from"])!["kind"]} {Of(p, "from", "parameters")} {Of(p, "to", "parameters")} {(p["from"] ?? p["to"])!["macs"]}")));
        var tensors = json["tensors"]!.AsArray();
        Assert.Equal((carried, made, dropped), (tensors.Count(t => (string)t!["fate"]! == "carried"), tensors.Count(t => (string)t!["fate"]! == "new"), json["dropped"]!.AsArray().Count));
    }

    [Fact]
    public void Diff_tells_shapes_that_changed()
    {
        var run = Cli.Run("diff", "V", "A.Wide", _folder.Write("changed.arch", Changed), "--input", "1x3x2x2");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("changed: stem.weight [6, 3, 1, 1], which was [4, 3, 1, 1]", run.Output);
        Assert.Matches(@"~ +stem +conv2d +\[1, 4, 2, 2\] → \[1, 6, 2, 2\] +16 → 24 ", run.Output);
        Assert.Equal(2, Cli.Run("diff", "V", "A.Plain", "--input", "1x3x2x2").Code);
    }

    [Fact]
    public void Summary_has_a_table_of_each_ablation()
    {
        var run = Cli.Run("summary", _spec, "--input", "1x3x32x24");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("Study of TinyNetSmallWide: 4 members, 2 left out by its conditions; MACs at 1×3×32×24", run.Output);
        var row = run.Output.Split('\n').Single(l => l.Contains("D4C5", StringComparison.Ordinal));
        Assert.Matches(@"D4C5 +d4 +c5 +305 +−\d+ +12\.31K +−", row);
        Assert.Matches(@"D8C5 +d8 +c5 +\d+ += +\S+ += ", run.Output);
        Assert.DoesNotContain("D64", run.Output);
    }

    [Theory]
    [InlineData("Study.D4C5")]
    [InlineData("Test.Tiny.Study.D4C5")]
    [InlineData("study_d4_c5")]
    public void Summary_takes_a_member_s_name(string name)
    {
        var run = Cli.Run("summary", _spec, "--variant", name, "--input", "1x3x32x24");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.All(new[] { "Study.D4C5", "stages.0", "305", "12,308" }, text => Assert.Contains(text, run.Output));
    }

    [Fact]
    public void A_member_that_is_misspelled_or_left_out_is_told()
    {
        var run = Cli.Run("summary", _spec, "--variant", "Study.D4C55");
        Assert.Equal(2, run.Code);
        Assert.Contains("Did you mean 'Study.D4C5'?", run.Error);
        Assert.Equal(2, Cli.Run("summary", _spec, "--variant", "Study.D64C5").Code);
    }

    [Fact]
    public void Verify_holds_a_member_against_a_fixture()
    {
        var run = Cli.Run("verify", _spec, "--golden", Golden, "--variant", "Study.D4C5");
        Assert.Equal(("", 0), (run.Error, run.Code));
        Assert.Contains("PASS tiny_net_small_32x24  Study.D4C5", run.Output);
        Assert.Equal(1, Cli.Run("verify", _spec, "--golden", Golden, "--variant", "Study.D4C7").Code);
    }

    [Fact]
    public void Verify_goes_through_the_map_that_fits()
    {
        // The same network under other names: only through the map are keys, weights and stages the fixture's.
        var spec = Spec("""
            keys Wrong of TinyNet { "body.**" = "trunk.**" }
            keys Official of TinyNet {
                "patches.**" = "stem.**"
                "body.*.**" = "stages.*.**"
            }
            """, text => text.Replace("stem:", "patches:", StringComparison.Ordinal).Replace("stages[0]:", "body[0]:", StringComparison.Ordinal));
        var run = Cli.Run("verify", spec, "--golden", Golden);
        Assert.Equal(("", 0), (run.Error, run.Code));
        Assert.Contains("PASS tiny_net_small_32x24", run.Output);
        Assert.Contains("keys through the map 'Official'", run.Output);
    }

    [Fact]
    public void Verify_needs_no_map_where_the_keys_agree()
    {
        var run = Cli.Run("verify", Spec("keys Odd of TinyNet { \"stem.**\" = \"other.**\" }"), "--golden", Golden);
        Assert.Equal(("", 0), (run.Error, run.Code));
        Assert.DoesNotContain("through", run.Output);
    }

    [Fact]
    public void Verify_says_what_differs_through_a_map()
    {
        var json = JsonNode.Parse(File.ReadAllText(Golden))!.AsObject();
        json["state_dict"]!.AsArray().RemoveAt(0);
        var spec = Spec("keys Official of TinyNet { \"patches.**\" = \"stem.**\" }", text => text.Replace("stem:", "patches:", StringComparison.Ordinal));
        var run = Cli.Run("verify", spec, "--golden", _folder.Write("less.json", json.ToJsonString()), "--variant", "TinyNetSmall");
        Assert.Equal(1, run.Code);
        Assert.Contains("the keys through the map 'Official' differ", run.Output);
        Assert.Contains("'stem.weight'", run.Output);
    }

    public void Dispose() => _folder.Dispose();

    private string Spec(string more, Func<string, string>? change = null)
    {
        var text = File.ReadAllText(Cli.File("nested", "tiny.arch"));
        return _folder.Write("nested/tiny.arch", (change?.Invoke(text) ?? text) + "\n" + more + "\n");
    }
}
