using System;
using System.Linq;
using System.Threading;
using ArchGen.Dsl;
using ArchGen.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>A fault in one file leaves the others.</summary>
public class FaultTests
{
    [Fact]
    public void A_syntax_error_leaves_the_other_files()
    {
        var harness = new Harness(("/project/Bad.arch", Specs.Broken), ("/project/Encoder.arch", Specs.Encoder)).Run();
        Assert.Contains(harness.Diagnostics, d => d.Location.GetLineSpan().Path == "/project/Bad.arch" && d.Severity == DiagnosticSeverity.Error);
        Assert.DoesNotContain(harness.Diagnostics, d => d.Location.GetLineSpan().Path != "/project/Bad.arch");
        Assert.Contains("class Encoder", harness.Generated["Encoder.g.cs"]);
    }

    [Fact]
    public void A_block_with_errors_keeps_its_shell()
    {
        var spec = "namespace Demo.Bad;\n\nblock Bad(dim: int, rate: float = 0.1) : x [N, L, dim], y [N, L, dim] -> same {\n    fc: lineer(dim)\n}\n";
        var harness = new Harness(("/project/Bad.arch", spec))
            .AddCSharp("internal static class Use { public static TorchSharp.torch.Tensor Run(TorchSharp.torch.Tensor x) => new Demo.Bad.Bad(3, rate: 0.5).call(x, x); }")
            .Run();
        Assert.Equal("ARCH", Assert.Single(harness.Diagnostics).Id[..4]);
        harness.MustCompile();
        Assert.Contains("InvalidOperationException", harness.Generated["Bad.g.cs"]);
    }

    [Fact]
    public void A_crash_is_one_finding_of_its_file()
    {
        var generator = new ArchGenerator(new WarmUnits((sources, cancellation) =>
            sources.Any(s => s.Text.Contains("crash") && !s.IsContext) ? throw new InvalidCastException("it broke\nhere") : ArchCompiler.Compile(sources, cancellation)));
        var harness = new Harness(generator, ("/project/Crash.arch", "namespace Demo.Crash; const crash = 1"), ("/project/Encoder.arch", Specs.Encoder), ("/project/Other.arch", "namespace Demo.Crash; const other = 1")).Run();
        Assert.Null(harness.Result.Exception);
        var found = Assert.Single(harness.Diagnostics);
        Assert.Equal("ARCH0900", found.Id);
        Assert.Equal("/project/Crash.arch", found.Location.GetLineSpan().Path);
        Assert.Contains("InvalidCastException: it broke here", found.GetMessage());
        Assert.Equal(["Encoder.g.cs", "Other.g.cs"], harness.Generated.Keys.Order());
    }

    [Fact]
    public void Cancellation_escapes()
    {
        using var cancel = new CancellationTokenSource();
        var unit = new CompileUnit(new EquatableArray<UnitFile>([new UnitFile("/a.arch", "a.g.cs")]), new EquatableArray<SpecFile>([new SpecFile("/a.arch", Specs.Encoder)]));
        var compiler = new UnitCompiler(new WarmUnits((_, cancellation) =>
        {
            cancel.Cancel();
            cancellation.ThrowIfCancellationRequested();
            throw new InvalidOperationException();
        }));
        Assert.ThrowsAny<OperationCanceledException>(() => compiler.Compile(unit, cancel.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\uD800 {{{{ namespace")]
    [InlineData("namespace A.B")]
    [InlineData("model")]
    public void Any_text_is_taken(string text)
    {
        var harness = new Harness(("/project/Odd.arch", text), ("/project/Encoder.arch", Specs.Encoder)).Run();
        Assert.Null(harness.Result.Exception);
        Assert.Contains("Encoder.g.cs", harness.Generated.Keys);
        Assert.DoesNotContain(harness.Diagnostics, d => d.Id == "ARCH0900");
    }

    [Fact]
    public void Files_of_other_kinds_are_left_alone()
    {
        var harness = new Harness(("/project/readme.md", "namespace"), ("/project/Encoder.ARCH", Specs.Encoder)).Run();
        Assert.Equal(["Encoder.g.cs"], harness.Generated.Keys);
    }
}
