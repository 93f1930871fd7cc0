using System;
using System.IO;
using System.Linq;
using ArchGen.Dsl.Tests.Robustness;
using Microsoft.CodeAnalysis;
using Xunit;
using Xunit.Abstractions;

namespace ArchGen.Generator.Tests.Robustness;

/// <summary>Nothing that anyone writes breaks the generator: it gives findings or C# that compiles, and leaves the other files alone.</summary>
public class GeneratorFuzzTests(ITestOutputHelper output)
{
    private static readonly IFuzzSource[] s_sources = [new ByteSource(Corpus.Repository), new TokenSource(Corpus.Repository), new TreeSource(Corpus.Repository)];

    [Theory]
    [InlineData("bytes", 30)]
    [InlineData("tokens", 30)]
    [InlineData("trees", 60)]
    public void Any_text_is_taken(string source, int count)
    {
        var report = FuzzRun.Run(s_sources.Single(s => s.Name == source), new GeneratorTarget(), count, out var isFine);
        output.WriteLine(report);
        Assert.True(isFine, report);
    }

    public static TheoryData<string> Regressions =>
        [.. new[] { "Generator.Tests", "Dsl.Tests" }.SelectMany(project => Directory.GetFiles(Path.Combine(References.Metadata("Repository"), "tests", project, "Robustness", "Regressions"), "*.arch")).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Regressions))]
    public void What_went_wrong_once_is_taken(string path)
    {
        using var watched = new Watched();
        Assert.Null(watched.Problem(new GeneratorTarget(), File.ReadAllText(path)));
    }

    /// <summary>The driver runs on it beside another file; what it emits has no syntax errors, and compiles where the spec has no errors.</summary>
    private sealed class GeneratorTarget : IFuzzTarget
    {
        public string Name => "generator";

        public void Run(string text)
        {
            var harness = new Harness(("/project/Fuzzed.arch", text), ("/project/Encoder.arch", Specs.Encoder)).Run();
            FuzzFault.Unless(harness.Result.Exception is null, () => "the generator throws: " + harness.Result.Exception);
            foreach (var found in harness.Diagnostics)
            {
                FuzzFault.Unless(found.Id != "ARCH0900" && found.Id.StartsWith("ARCH", StringComparison.Ordinal), () => found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
                FuzzFault.Unless(found.Location.SourceSpan.End <= text.Length || found.Location.GetLineSpan().Path != "/project/Fuzzed.arch", () => found.Id + " is at a place outside its file");
            }
            FuzzFault.Unless(harness.Generated.ContainsKey("Encoder.g.cs"), () => "the other file's code is gone");
            foreach (var tree in harness.Result.GeneratedSources.Select(s => s.SyntaxTree))
                FuzzFault.Unless(!tree.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error), () => "no C#: " + tree.GetDiagnostics().First(d => d.Severity == DiagnosticSeverity.Error));
            // What is extern is the user's to write.
            if (harness.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error) || text.Contains("extern", StringComparison.Ordinal))
                return;
            var finding = harness.CompilerFindings().FirstOrDefault();
            FuzzFault.Unless(finding is null, () => $"C# that doesn't compile: {finding!.Id} {finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture)} in\n{Line(finding)}");
        }

        private static string Line(Diagnostic found) =>
            found.Location.SourceTree?.GetText().Lines[found.Location.SourceTree.GetLineSpan(found.Location.SourceSpan).StartLinePosition.Line].ToString().Trim() ?? "";
    }
}
