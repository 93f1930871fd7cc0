using System;
using System.IO;
using System.Linq;
using ArchGen.Dsl.Tests.Elaboration;
using Xunit;

namespace ArchGen.Dsl.Tests.Documentation;

/// <summary>What the documentation shows compiles.</summary>
public class LanguagePageTests
{
    /// <summary>Every whole file among the examples of the pages (the pages of the diagnostics have tests of their own).</summary>
    public static TheoryData<string, int> Files
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var path in Directory.GetFiles(Spec.PathOf("docs"), "*.md").Order(StringComparer.Ordinal))
            {
                var name = Path.GetFileName(path);
                foreach (var (line, _) in Page.Blocks(Spec.Read("docs", name)).Where(block => block.Text.StartsWith("namespace", StringComparison.Ordinal)))
                    data.Add(name, line);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_whole_file_compiles(string page, int line)
    {
        var (_, text) = Page.Blocks(Spec.Read("docs", page)).Single(block => block.Line == line);
        Assert.Empty(Spec.Diagnose(text).Select(d => $"{d.Code}: {d.Message}"));
    }

    [Fact]
    public void The_language_s_page_shows_a_whole_file() => Assert.Contains(Files, row => (string)row[0] == "language.md");
}
