using System;
using System.IO;
using System.Linq;
using ArchGen.Dsl.Formatting;
using ArchGen.Dsl.Tests.Documentation;
using ArchGen.Dsl.Tests.Elaboration;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Formatting;

/// <summary>All that is shipped is in the one style. <c>ARCHGEN_UPDATE_BASELINES=1</c> formats the pages' examples; <c>archgen fmt specs samples</c> the specs.</summary>
public class RepositoryTests
{
    public static TheoryData<string> Specs => [.. Formatted.Specs];

    public static TheoryData<string> Pages => [.. Formatted.Pages];

    [Fact]
    public void There_are_specs_and_pages() => Assert.True(Formatted.Specs.Count > 20 && Formatted.Pages.Count > 100);

    [Theory]
    [MemberData(nameof(Specs))]
    public void Specs_are_formatted(string path) => Assert.Equal(Spec.Read(path), Formatted.Check(Spec.Read(path)));

    [Theory]
    [MemberData(nameof(Specs))]
    public void Lines_fit(string path) =>
        Assert.All(Spec.Read(path).Split('\n').Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal)), l => Assert.True(l.Length <= Formatter.Width, l));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Examples_are_formatted(string path)
    {
        var page = Spec.Read(path);
        var formatted = page;
        foreach (var fence in Page.Fences(page).Where(Formatted.IsSpec))
            formatted = formatted.Replace($"```{fence.Info}\n{fence.Text}```", $"```{fence.Info}\n{Formatted.Check(fence.Text)}```", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("ARCHGEN_UPDATE_BASELINES") == "1" && formatted != page)
            File.WriteAllText(Spec.PathOf(path), formatted);
        else
            Assert.Equal(formatted, page);
    }
}
