using System;
using System.IO;
using System.Linq;
using Xunit;

namespace ArchGen.Cli.Tests;

public sealed class EmitAndSummaryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Emit_writes_the_spec_that_was_asked_for()
    {
        var run = Cli.Run("emit", Cli.File("nested", "tiny.arch"), "-o", Path.Combine(_folder.Path, "out"));
        Assert.Equal((0, ""), (run.Code, run.Error));
        var file = Assert.Single(Directory.EnumerateFiles(Path.Combine(_folder.Path, "out")));
        Assert.Equal("tiny.g.cs", Path.GetFileName(file));
        Assert.Contains("class TinyNet", File.ReadAllText(file));
        Assert.Equal(File.ReadAllText(file), Cli.Run("emit", Cli.File("nested", "tiny.arch")).Output);
    }

    [Fact]
    public void Emit_writes_nothing_where_there_are_errors()
    {
        var run = Cli.Run("emit", Cli.File("broken.arch"), "-o", Path.Combine(_folder.Path, "out"));
        Assert.Equal(1, run.Code);
        Assert.Contains("error ARCH", run.Output);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "out")));
    }

    [Fact]
    public void Summary_tells_a_program_exact_numbers()
    {
        var run = Cli.Run("summary", Cli.File("nested"), "--input", "1x3x32x24", "--tsv");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split('\t')).ToArray();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.True(line.Length == 6 && long.TryParse(line[3], out _), string.Join('|', line)));
        Assert.Contains(lines, line => line[1] == "TinyNetSmall" && long.TryParse(line[4], out _) && line[5] == "1×3×32×24");
    }

    [Fact]
    public void Emit_says_where_it_cannot_write()
    {
        var inTheWay = _folder.Write("file", "");
        var run = Cli.Run("emit", Cli.File("nested", "tiny.arch"), "-o", inTheWay);
        Assert.Equal(2, run.Code);
        Assert.Contains("can't be written", run.Error);
    }

    [Fact]
    public void Summary_lists_the_variants()
    {
        var run = Cli.Run("summary", Cli.File("nested"), "--input", "1x3x32x24");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var row = run.Output.Split('\n').Single(l => l.Contains("TinyNetSmall "));
        Assert.Contains("305", row);
        Assert.Contains("12.31K", row);
        Assert.Contains("1×3×32×24", row);
    }

    [Fact]
    public void Summary_of_a_variant_shows_its_parts()
    {
        var run = Cli.Run("summary", Cli.File("nested", "tiny.arch"), "--variant", "tiny_net_small", "--input", "1x3x32x24");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.All(new[] { "stem", "stages.0", "up", "Bottleneck", "[1, 4, 8, 6]", "305", "12,308" }, text => Assert.Contains(text, run.Output));
        Assert.DoesNotContain(" up ", Cli.Run("summary", Cli.File("nested", "tiny.arch"), "--variant", "TinyNetSmall", "--depth", "1").Output);
    }

    [Theory]
    [InlineData("TinyNetSmal", "1x3x32x32", "Did you mean 'TinyNetSmall'?")]
    [InlineData("Completely", "1x3x32x32", "There are: TinyNetSmall, TinyNetSmallWide")]
    [InlineData("TinyNetSmall", "1x3x30x32", "can't take that input")]
    [InlineData("TinyNetSmall", "1x3x32", "can't take that input")]
    [InlineData("TinyNetSmall", "big", "isn't an input shape")]
    public void Wrong_names_and_sizes_are_told(string variant, string input, string expected)
    {
        var run = Cli.Run("summary", Cli.File("nested"), "--variant", variant, "--input", input);
        Assert.Equal(2, run.Code);
        Assert.Contains(expected, run.Error);
    }

    public void Dispose() => _folder.Dispose();
}
