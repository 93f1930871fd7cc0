using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using ArchGen.Dsl.Tests.Robustness;
using Xunit;
using Xunit.Abstractions;

namespace ArchGen.Cli.Tests;

/// <summary><c>archgen check</c> takes any file, in every format: it ends with 0 or 1, says nothing of itself, and its JSON is JSON.</summary>
public class CheckFuzzTests(ITestOutputHelper output)
{
    private static readonly IFuzzSource[] s_sources = [new ByteSource(Corpus.Repository), new TokenSource(Corpus.Repository), new TreeSource(Corpus.Repository)];

    [Theory]
    [InlineData("bytes")]
    [InlineData("tokens")]
    [InlineData("trees")]
    public void Any_file_is_taken(string source)
    {
        using var folder = new TemporaryFolder();
        var report = FuzzRun.Run(s_sources.Single(s => s.Name == source), new CheckTarget(folder), 40, out var isFine);
        output.WriteLine(report);
        Assert.True(isFine, report);
    }

    /// <summary>Characters that the console library can't measure.</summary>
    [Fact]
    public void What_is_no_character_is_shown()
    {
        using var folder = new TemporaryFolder();
        using var watched = new Watched();
        Assert.Null(watched.Problem(new CheckTarget(folder), "namespace T\nconst A = \uFFFF\uFFFE\n"));
    }

    private sealed class CheckTarget(TemporaryFolder folder) : IFuzzTarget
    {
        private static readonly string[] s_formats = ["text", "json", "sarif", "github"];

        public string Name => "check";

        public void Run(string text)
        {
            var path = Path.Combine(folder.Path, "fuzzed.arch");
            // As a half of a pair can't be written in UTF-8, such a text is written in UTF-16: files may be.
            File.WriteAllText(path, text, text.Any(char.IsSurrogate) ? Encoding.Unicode : new UTF8Encoding(false));
            var format = s_formats[text.Length % s_formats.Length];
            var run = Cli.Run("check", path, "--format", format);
            FuzzFault.Unless(run.Code is 0 or 1, () => $"check --format {format} ends with {run.Code}: {run.Error}");
            FuzzFault.Unless(!run.Output.Contains("ARCH0900", StringComparison.Ordinal) && !run.Output.Contains("   at ", StringComparison.Ordinal), () => run.Output.Length > 500 ? run.Output[..500] : run.Output);
            if (format is "json" or "sarif")
                JsonDocument.Parse(run.Output).Dispose();
            if (format == "github")
                FuzzFault.Unless(run.Output.Split('\n').All(line => line.Length == 0 || line.StartsWith("::", StringComparison.Ordinal) || !line.Contains("::", StringComparison.Ordinal)), () => "a command that isn't the product's");
        }
    }
}
