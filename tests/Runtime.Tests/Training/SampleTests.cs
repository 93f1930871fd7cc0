using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace ArchGen.Runtime.Tests;

/// <summary>samples/Training runs, feature by feature, and says what it should.</summary>
public sealed class SampleTests
{
    private static readonly Lazy<(int Code, string Output, string Error)> s_all = new(() => Run());

    [Theory]
    [InlineData("recipe", @"3 epochs of 32 images a step: \d+%, with averaged weights \d+%")]
    [InlineData("layer-decay", @"the stem learns at 0\.24 of the rate of the head")]
    [InlineData("clip", @"\d+ of 30 steps were clipped")]
    [InlineData("accumulate", @"loss \d\.\d+ of whole batches, \d\.\d+ of batches in four parts")]
    [InlineData("ema", @"\d+%; averaged (\d+%), loaded back \1")]
    [InlineData("mix", @"shares of the first batches: (0\.\d\d|1\.00)(, (0\.\d\d|1\.00)){3}; \d+%")]
    [InlineData("smoothing", @"the target of class 2: 0\.025 0\.025 0\.925 0\.025; \d+%")]
    [InlineData("erase", @"Const \d+%  Rand \d+%  Pixel \d+%")]
    [InlineData("rand-augment", @"loss \d\.\d+ without, \d\.\d+ with it")]
    [InlineData("crop", @"\d+%")]
    [InlineData("repeats", @"classes of a batch: (\d) \1 \1 (\d) \2 \2 (\d) \3 \3 (\d) \4 \4; \d+%")]
    [InlineData("drop-path", @"loss \d\.\d+ without, \d\.\d+ with blocks passed over; tested, no block is: \d+%")]
    [InlineData("tokens", @"\d+% by both heads together")]
    [InlineData("seed", @"losses (\S+) and \1 with one seed")]
    [InlineData("resume", @"stopped after 13 steps; loss (\S+) at the end, \1 uninterrupted")]
    [InlineData("evaluate", @"\d+% before training, \d+% after")]
    [InlineData("loading", @"steps wait for \d+\.\d% of their time without, \d+\.\d% with a thread that loads")]
    [InlineData("logs", @"epochs\.csv \(\d+ bytes\), events\.out\.tfevents\.\S+ \(\d+ bytes\), steps\.csv \(\d+ bytes\)")]
    [InlineData("loop", @"10 steps: \d+%, averaged \d+%")]
    public void A_feature_is_shown(string name, string expected)
    {
        // All of them in one process, which is most of what each takes.
        var (code, output, error) = s_all.Value;
        Assert.True(code == 0 && error.Length == 0, output + error);
        Assert.Matches($"(?m)^{name}: {expected}", output);
    }

    [Fact]
    public void Each_is_a_dozen_lines_in_a_file_of_its_own()
    {
        var features = Regex.Matches(Run("unheard-of").Error, @"[a-z-]+(?=[,.])").Count;
        var shown = Directory.GetFiles(Path.Combine(Root(), "samples", "Training"), "*.cs").Select(File.ReadAllLines).Where(l => l.Any(r => r.Contains("void Show("))).ToArray();
        Assert.True(shown.Length >= 19 && features >= shown.Length, $"{features} features, {shown.Length} files");
        Assert.All(shown, lines => Assert.InRange(lines.SkipWhile(l => !l.Contains("void Show(")).Count(l => l.Trim().Length > 1), 2, 17));
    }

    private static string Root() => typeof(SampleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Root").Value!;

    private static (int Code, string Output, string Error) Run(params string[] features)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Training.dll"), .. features]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
