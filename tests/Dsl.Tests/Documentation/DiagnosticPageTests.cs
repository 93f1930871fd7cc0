using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Tests.Elaboration;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Documentation;

/// <summary>Every diagnostic is one entry of the catalog and has one page, whose bad example gives it and no other and whose good one gives none.</summary>
public class DiagnosticPageTests
{
    private static readonly DiagnosticDescriptor[] s_catalog =
    [
        .. typeof(Catalog).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.FieldType == typeof(DiagnosticDescriptor))
            .Select(f => (DiagnosticDescriptor)f.GetValue(null)!),
    ];

    public static TheoryData<string> Codes => [.. s_catalog.Select(d => d.Code)];

    /// <summary>The internal error has no examples: a text that gives it is a bug of the compiler, to be mended and not to be kept.</summary>
    public static TheoryData<string> Exemplified => [.. s_catalog.Where(d => d != Catalog.InternalError).Select(d => d.Code)];

    [Fact]
    public void The_catalog_has_entries() => Assert.True(s_catalog.Length > 100);

    [Fact]
    public void Codes_are_unique_and_well_formed()
    {
        Assert.Equal(s_catalog.Length, s_catalog.Select(d => d.Code).Distinct().Count());
        Assert.All(s_catalog, d => Assert.Matches("^ARCH[0-9]{4}$", d.Code));
        Assert.Equal(s_catalog.Length, s_catalog.Select(d => d.Title).Distinct().Count());
    }

    [Fact]
    public void Every_code_has_a_page_and_every_page_a_code()
    {
        var pages = Directory.GetFiles(Spec.PathOf("docs", "diagnostics"), "ARCH*.md").Select(p => Path.GetFileNameWithoutExtension(p)!);
        Assert.Equal(s_catalog.Select(d => d.Code).Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
    }

    /// <summary><c>ARCHGEN_UPDATE_BASELINES=1</c> writes the index anew.</summary>
    [Fact]
    public void The_index_lists_every_code_with_its_title()
    {
        const string heading = "| code | severity | title |\n|---|---|---|\n";
        var index = Spec.Read("docs", "diagnostics", "README.md");
        var rows = s_catalog.OrderBy(d => d.Code, StringComparer.Ordinal)
            .Select(d => $"| [{d.Code}]({d.Code}.md) | {d.Severity.ToString().ToLowerInvariant()} | {d.Title} |\n");
        var expected = index[..(index.IndexOf(heading, StringComparison.Ordinal) + heading.Length)] + string.Concat(rows);
        if (Environment.GetEnvironmentVariable("ARCHGEN_UPDATE_BASELINES") == "1")
            File.WriteAllText(Spec.PathOf("docs", "diagnostics", "README.md"), expected);
        else
            Assert.Equal(expected, index);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Its_message_can_be_formed(string code)
    {
        var form = s_catalog.Single(d => d.Code == code).MessageForm;
        var arguments = Enumerable.Range(0, 10).Select(i => (object)$"<{i}>").ToArray();
        var message = string.Format(CultureInfo.InvariantCulture, form, arguments);
        Assert.DoesNotContain("{{", message);
        Assert.False(message.EndsWith('.'), message);
        var used = arguments.TakeWhile(a => message.Contains((string)a, StringComparison.Ordinal)).Count();
        Assert.DoesNotContain(arguments.Skip(used), a => message.Contains((string)a, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Its_page_begins_with_code_and_title(string code)
    {
        var descriptor = s_catalog.Single(d => d.Code == code);
        Assert.StartsWith($"# {code}: {descriptor.Title}\n\n", PageOf(code));
        Assert.EndsWith("\n", PageOf(code));
        Assert.All(PageOf(code).Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }

    [Theory]
    [MemberData(nameof(Exemplified))]
    public void Its_bad_example_gives_it_and_no_other(string code)
    {
        var diagnostics = Compile(Page.Example(PageOf(code), "Bad"));
        Assert.True(diagnostics.Count > 0, "There are no findings");
        Assert.All(diagnostics, d => Assert.True(d.Code == code, $"{d.Code}: {d.Message}"));
        Assert.True(diagnostics.Count <= 2, $"It is found {diagnostics.Count} times");
    }

    [Theory]
    [MemberData(nameof(Exemplified))]
    public void Its_good_example_gives_none(string code) =>
        Assert.Empty(Compile(Page.Example(PageOf(code), "Good")).Select(d => $"{d.Code}: {d.Message}"));

    private static string PageOf(string code) => Spec.Read("docs", "diagnostics", code + ".md");

    private static IReadOnlyList<Diagnostic> Compile(string text) => ArchCompiler.Compile([new SourceText("example.arch", text)]).Files[0].Diagnostics;
}
