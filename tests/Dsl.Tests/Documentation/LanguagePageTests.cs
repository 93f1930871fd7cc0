using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ArchGen.Dsl.Tests.Elaboration;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Documentation;

/// <summary>What the documentation shows compiles, or gives the finding that it says.</summary>
public class LanguagePageTests
{
    private static readonly IReadOnlyList<Example> s_examples =
    [
        .. Example.Of("README.md", Spec.Read("README.md")),
        .. Directory.GetFiles(Spec.PathOf("docs"), "*.md").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)
            .SelectMany(name => Example.Of(name, Spec.Read("docs", name))),
    ];

    public static TheoryData<string, int> Examples
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var example in s_examples)
                data.Add(example.Page, example.Line);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_gives_what_it_says(string page, int line)
    {
        var example = s_examples.Single(e => e.Page == page && e.Line == line);
        var files = ArchCompiler.Compile([.. example.WithImports(s_examples).Select((e, i) => new SourceText($"{i}.arch", e.Text))]).Files;
        var findings = files[^1].Diagnostics;
        var text = string.Join("\n", findings.Select(d => $"{d.Code}: {d.Message}"));
        if (example.Error is null)
            Assert.Equal("", text);
        else
            Assert.True(findings.Count > 0 && findings.All(d => d.Code == example.Error), $"Not {example.Error}, but: {text}");
        if (example.Message is not null)
            Assert.Equal(example.Message, text);
    }

    [Fact]
    public void The_README_s_error_is_what_its_first_example_gives_without_padding()
    {
        var page = Spec.Read("README.md");
        var wrong = s_examples.First(e => e.Page == "README.md").Text.Replace(", padding: 1)", ")", StringComparison.Ordinal);
        var source = new SourceText("net.arch", wrong);
        var finding = Assert.Single(ArchCompiler.Compile([source]).Files[0].Diagnostics);
        var place = source.PositionOf(finding.Span.Start);
        Assert.Contains($"net.arch({place.Line + 1},{place.Column + 1}): error {finding.Code}: {finding.Message}\n", page);
        Assert.All(finding.Related, r => Assert.Contains($"note: net.arch({source.PositionOf(r.Span.Start).Line + 1},{source.PositionOf(r.Span.Start).Column + 1}): {r.Message}\n", page));
    }

    [Theory]
    [InlineData("README.md", 2)]
    [InlineData("language.md", 20)]
    public void A_page_has_examples(string page, int least) => Assert.True(s_examples.Count(e => e.Page == page) >= least);

    [Fact]
    public void Namespaces_of_examples_are_their_own()
    {
        var names = s_examples.GroupBy(e => e.Namespace).Where(g => g.Select(e => e.Page).Distinct().Count() > 1).Select(g => g.Key);
        Assert.Empty(names);
    }
}
