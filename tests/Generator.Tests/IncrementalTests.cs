using System.Linq;
using ArchGen.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>An edit redoes what it reaches, and nothing else.</summary>
public class IncrementalTests
{
    private const string EncoderPath = "/project/Encoder.arch";
    private const string NetPath = "/project/Net.arch";
    private const string OtherPath = "/project/Other.arch";
    private const string Other = "namespace Demo.Other;\n\nblock Plain(dim: int) : [N, L, dim] -> same {\n    fc: linear(dim)\n}\n";

    private static readonly string[] s_steps =
    [
        StepNames.Files, StepNames.Headers, StepNames.ProjectFolder, StepNames.Units, StepNames.Results, StepNames.Sources, StepNames.Diagnostics,
        StepNames.Reporting, StepNames.Library,
    ];

    private static Harness Three() => new Harness((EncoderPath, Specs.Encoder), (NetPath, Specs.Net), (OtherPath, Other)).Run();

    private static bool IsKept(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    [Fact]
    public void Every_step_is_tracked()
    {
        var harness = Three();
        foreach (var step in s_steps)
            Assert.True(harness.Result.TrackedSteps.ContainsKey(step), step);
    }

    [Fact]
    public void An_edit_of_csharp_leaves_every_step_as_it_was()
    {
        var harness = Three().EditCSharp("namespace User { internal static class Program { public const int X = 1; } }").Run();
        foreach (var step in s_steps)
            Assert.All(harness.Reasons(step), reason => Assert.True(IsKept(reason), $"{step}: {reason}"));
        Assert.All(
            harness.Result.TrackedOutputSteps.SelectMany(o => o.Value).SelectMany(s => s.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Theory]
    [InlineData("\n\n")]
    [InlineData("\n// a comment at the end\n")]
    [InlineData("   ")]
    public void What_moves_no_token_changes_no_output(string added)
    {
        var harness = Three().EditSpec(NetPath, Specs.Net + added).Run();
        Assert.All(harness.Reasons(StepNames.Sources), reason => Assert.True(IsKept(reason), reason.ToString()));
        Assert.All(harness.Reasons(StepNames.Diagnostics), reason => Assert.True(IsKept(reason), reason.ToString()));
    }

    [Fact]
    public void A_comment_within_a_line_end_changes_no_output()
    {
        var harness = Three().EditSpec(NetPath, Specs.Net.Replace("head: linear(classes)", "head: linear(classes)   // the classifier")).Run();
        Assert.All(harness.Reasons(StepNames.Sources), reason => Assert.True(IsKept(reason), reason.ToString()));
    }

    [Fact]
    public void An_edit_recompiles_the_file_alone_where_nothing_imports_it()
    {
        var harness = Three().EditSpec(NetPath, Specs.Net.Replace("classes: int = 10", "classes: int = 12")).Run();
        Assert.Equal([NetPath], harness.Recompiled());
    }

    [Fact]
    public void An_edit_recompiles_what_imports_the_file()
    {
        var harness = Three().EditSpec(EncoderPath, Specs.Encoder.Replace("expand: int = 4", "expand: int = 2")).Run();
        Assert.Equal([EncoderPath, NetPath], harness.Recompiled());
    }

    [Fact]
    public void An_edit_of_an_unrelated_file_leaves_the_others()
    {
        var harness = Three().EditSpec(OtherPath, Other.Replace("fc:", "proj:")).Run();
        Assert.Equal([OtherPath], harness.Recompiled());
        Assert.Contains("proj", harness.Generated["Other.g.cs"]);
    }

    [Fact]
    public void A_warning_that_moves_leaves_the_code()
    {
        // The unknown name stays an error of the same file; the shell's text doesn't depend on where it is.
        var bad = "namespace Demo.Bad;\n\nblock Bad(dim: int) : [N, L, dim] -> same {\n    fc: lineer(dim)\n}\n";
        var harness = new Harness(("/project/Bad.arch", bad), (OtherPath, Other)).Run();
        Assert.NotEmpty(harness.Diagnostics);
        harness.EditSpec("/project/Bad.arch", bad.Replace("    fc:", "        fc:")).Run();
        Assert.All(harness.Reasons(StepNames.Sources), reason => Assert.True(IsKept(reason), reason.ToString()));
        Assert.Contains(harness.Reasons(StepNames.Diagnostics), reason => !IsKept(reason));
    }
}
