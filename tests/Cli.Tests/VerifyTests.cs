using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Xunit;

namespace ArchGen.Cli.Tests;

// The fixture is by Data/make-fixture.py: PyTorch, and the fill rule written down a second time.
public sealed class VerifyTests : IDisposable
{
    private static readonly string Golden = Cli.File("nested", "tiny_net_small_32x24.json");
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Passes_where_everything_agrees()
    {
        var run = Cli.Run("verify", Cli.File("nested", "tiny.arch"), "--golden", Golden);
        Assert.Equal(("", 0), (run.Error, run.Code));
        var row = run.Output.Split('\n').Single(l => l.StartsWith("PASS", StringComparison.Ordinal));
        Assert.All(new[] { "tiny_net_small_32x24", "TinyNetSmall", "13", "305", "12,308" }, text => Assert.Contains(text, row));
        Assert.Contains("1 of 1 fixtures pass", run.Output);
    }

    // PyTorch's numbers of published backbones (their torchvision, timm or, for U-Net and WaveNet, plainly written modules).
    [Fact]
    public void Families_are_what_others_make_of_them()
    {
        var run = Cli.Run("verify", Path.Combine(Cli.Root, "specs", "families"), "--golden", Cli.File("families"));
        Assert.Equal(("", 0), (run.Error, run.Code));
        Assert.Contains("8 of 8 fixtures pass", run.Output);
    }

    // By Data/make-loops.py.
    [Fact]
    public void What_loops_and_groups_change_is_changed_in_generated_code()
    {
        var run = Cli.Run("verify", Cli.File("loops"), "--golden", Cli.File("loops"));
        Assert.Equal(("", 0), (run.Error, run.Code));
        Assert.Contains("1 of 1 fixtures pass", run.Output);
    }

    [Fact]
    public void Takes_folders_on_both_sides_in_any_order()
    {
        Assert.Equal(0, Cli.Run("verify", Cli.File("nested"), "--golden", Cli.File("nested")).Code);
        Assert.Equal(0, Cli.Run("verify", "--golden", Golden, Cli.File("nested", "tiny.arch")).Code);
        Assert.Equal(0, Cli.Run("verify", "--golden", Golden, "--variant", "TinyNetSmall", Cli.File("nested", "tiny.arch")).Code);
    }

    [Theory]
    [InlineData("num_params", "306", "parameters are 305, not 306 (−1)")]
    [InlineData("macs", "12309", "MACs are 12308, not 12,309 (−1)")]
    [InlineData("logits", "[1, 2, 3, 4, 5]", "logits: the relative error")]
    [InlineData("output_shape", "[1, 6]", "logits: its shape is [1, 5], not [1, 6]")]
    [InlineData("input_shape", "[1, 3, 30, 24]", "isn't legal")]
    [InlineData("state_dict", "[[\"stem.weight\", [4, 3, 4, 4], \"param\"], [\"heads.bias\", [5], \"param\"]]", "'heads.bias'")]
    [InlineData("state_dict", "[[\"stem.weight\", [4, 3, 3, 3], \"param\"]]", "'stem.weight' is [4, 3, 3, 3] in the fixture, [4, 3, 4, 4] in the model")]
    [InlineData("stages", "[{\"hook\": \"stages.7\", \"mode\": \"output\", \"shape\": [1, 9, 8, 6]}]", "no module 'stages.7'")]
    [InlineData("outputs", "[{\"shape\": [1, 9, 8, 6]}]", "output 0: its shape is [1, 5]")]
    public void Names_what_differs(string field, string value, string expected)
    {
        var run = Verify(json => json[field] = JsonNode.Parse(value));
        Assert.Equal(1, run.Code);
        Assert.Contains("FAIL tiny_net_small", run.Output);
        Assert.Contains(expected, run.Output);
    }

    [Fact]
    public void A_field_that_is_missing_is_not_checked()
    {
        var run = Verify(json => { json.Remove("macs"); json.Remove("stages"); json["num_params"] = null; json.Remove("state_dict"); });
        Assert.Equal(0, run.Code);
        Assert.Equal(1, Verify(json => { foreach (var name in json.Select(p => p.Key).Where(k => k is not ("name" or "input_shape")).ToList()) json.Remove(name); }).Code);
    }

    [Fact]
    public void A_fixture_that_fails_does_not_stop_the_others()
    {
        _folder.Write("a_bad.json", "{}");
        _folder.Write("b/other_model_64.json", "{\"input_shape\": [1, 3, 32, 32]}");
        File.Copy(Golden, Path.Combine(_folder.Path, "c_good.json"));
        var run = Cli.Run("verify", Cli.File("nested"), "--golden", _folder.Path);
        Assert.Equal(1, run.Code);
        Assert.Contains("FAIL a_bad", run.Output);
        Assert.Contains("no variant is called as 'other_model_64'", run.Output);
        Assert.Contains("PASS tiny_net_small_32x24", run.Output);
        Assert.Contains("1 of 3 fixtures pass, 2 don't", run.Output);
    }

    [Fact]
    public void Specs_with_errors_fail_before_anything_runs()
    {
        var run = Cli.Run("verify", Cli.File("broken.arch"), "--golden", Golden);
        Assert.Equal(1, run.Code);
        Assert.Contains("error ARCH", run.Output);
    }

    [Theory]
    [InlineData("nope.json", "There is no fixture or folder")]
    [InlineData("", "There is no fixture (.json)")]
    public void Missing_fixtures_are_told(string name, string expected)
    {
        var run = Cli.Run("verify", Cli.File("nested"), "--golden", Path.Combine(_folder.Path, name));
        Assert.Equal(2, run.Code);
        Assert.Contains(expected, run.Error);
    }

    [Fact]
    public void Unknown_variant_is_told_once_with_the_nearest()
    {
        var run = Cli.Run("verify", Cli.File("nested"), "--golden", Golden, "--variant", "TinyNetSmol");
        Assert.Equal(2, run.Code);
        Assert.Contains("Did you mean 'TinyNetSmall'?", run.Error);
    }

    [Fact]
    public void Missing_native_library_gives_one_line_with_the_remedy()
    {
        var built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))));
        if (!File.Exists(Path.Combine(built, "libarchgen_torch.so")))
            return; // the TorchSharp packages bring their own
        foreach (var file in Directory.EnumerateFiles(built).Where(f => !f.EndsWith(".so", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(_folder.Path, Path.GetFileName(file)));
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(_folder.Path, "archgen.dll"), "verify", Cli.File("nested", "tiny.arch"), "--golden", Golden })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd().TrimEnd();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(3, process.ExitCode);
        Assert.DoesNotContain('\n', error);
        Assert.Contains("libarchgen_torch.so", error);
        Assert.Contains("TorchBackend=TorchSharp", error);
        Assert.DoesNotContain("PASS", output);
    }

    public void Dispose() => _folder.Dispose();

    private Cli Verify(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(Golden))!.AsObject();
        change(json);
        return Cli.Run("verify", Cli.File("nested", "tiny.arch"), "--golden", _folder.Write("changed.json", json.ToJsonString()));
    }
}
