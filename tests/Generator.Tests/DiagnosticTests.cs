using System.Linq;
using ArchGen.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>Findings arrive at the right place, with the right weight.</summary>
public class DiagnosticTests
{
    private const string WrongChannels = """
        namespace Demo.Wrong;

        block Wrong(dim: int) : [N, dim, H, W] -> same
        {
            wide: conv2d(2 * dim, 1)
        }
        """;

    [Fact]
    public void A_finding_is_at_its_line_and_column()
    {
        var found = Assert.Single(new Harness(("/project/Wrong.arch", WrongChannels)).Run().Diagnostics);
        var span = found.Location.GetLineSpan();
        Assert.Equal("/project/Wrong.arch", span.Path);
        Assert.Equal((4, 4), (span.StartLinePosition.Line, span.StartLinePosition.Character));
        Assert.Equal(4, span.EndLinePosition.Line);
        Assert.Equal("wide: conv2d(2 * dim, 1)", WrongChannels[found.Location.SourceSpan.Start..found.Location.SourceSpan.End]);
        Assert.Equal(DiagnosticSeverity.Error, found.Severity);
    }

    [Fact]
    public void It_has_a_page_of_its_own()
    {
        var found = Assert.Single(new Harness(("/project/Wrong.arch", WrongChannels)).Run().Diagnostics);
        Assert.Equal(ArchGen.Dsl.Diagnostics.DiagnosticDescriptor.Pages + found.Id + ".md", found.Descriptor.HelpLinkUri);
        Assert.NotEmpty(found.Descriptor.Title.ToString());
    }

    [Fact]
    public void Places_that_it_speaks_of_come_along()
    {
        var found = Assert.Single(new Harness(("/project/Wrong.arch", WrongChannels)).Run().Diagnostics);
        Assert.NotEmpty(found.AdditionalLocations);
        Assert.All(found.AdditionalLocations, l => Assert.Equal("/project/Wrong.arch", l.GetLineSpan().Path));
    }

    [Fact]
    public void A_finding_of_an_imported_file_is_reported_once()
    {
        var encoder = Specs.Encoder.Replace("pwconv2: linear(dim)", "pwconv2: linear(dim + 1)");
        var harness = new Harness(("/project/Encoder.arch", encoder), ("/project/Net.arch", Specs.Net)).Run();
        Assert.Single(harness.Diagnostics, d => d.Location.GetLineSpan().Path == "/project/Encoder.arch");
    }

    [Theory]
    [InlineData(Dsl.Diagnostics.Severity.Error, DiagnosticSeverity.Error)]
    [InlineData(Dsl.Diagnostics.Severity.Warning, DiagnosticSeverity.Warning)]
    [InlineData(Dsl.Diagnostics.Severity.Info, DiagnosticSeverity.Info)]
    public void Severities_keep_their_meaning(Dsl.Diagnostics.Severity severity, DiagnosticSeverity expected)
    {
        var place = new SpecPlace("a.arch", 3, 4, 1, 2, 1, 6);
        var found = DiagnosticMapping.ToRoslyn(new SpecDiagnostic("ARCH0001", "Title", severity, "{0} is said as it is", place, default));
        Assert.Equal(expected, found.Severity);
        Assert.Equal("{0} is said as it is", found.GetMessage());
        Assert.Equal((3, 4), (found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
    }

    [Fact]
    public void Csharp_errors_in_a_forward_pass_point_into_the_spec()
    {
        var harness = new Harness(("/project/Encoder.arch", Specs.Encoder)).Run();
        var tree = harness.Output.SyntaxTrees.Single(t => t.FilePath.EndsWith("Encoder.g.cs"));
        var at = tree.ToString().IndexOf("pwconv1.call", System.StringComparison.Ordinal);
        var mapped = tree.GetMappedLineSpan(new Microsoft.CodeAnalysis.Text.TextSpan(at, 4));
        Assert.Equal("/project/Encoder.arch", mapped.Path);
        var line = Specs.Encoder.Replace("\r\n", "\n").Split('\n')[mapped.StartLinePosition.Line];
        Assert.Contains("pwconv1:", line);
    }
}
