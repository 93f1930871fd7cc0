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
