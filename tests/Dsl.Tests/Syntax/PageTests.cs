using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using ArchGen.Dsl.Diagnostics;
using Xunit;

namespace ArchGen.Dsl.Tests.Syntax;

/// <summary>The pages of the syntax codes: what they call bad gives that code and no other, what they call good gives none.</summary>
public class PageTests
{
    public static TheoryData<string> Codes => [.. Descriptors.Select(descriptor => descriptor.Code)];

    private static IEnumerable<DiagnosticDescriptor> Descriptors => typeof(Catalog).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(entry => entry.FieldType == typeof(DiagnosticDescriptor))
        .Select(entry => (DiagnosticDescriptor)entry.GetValue(null)!)
        .Where(descriptor => string.CompareOrdinal(descriptor.Code, "ARCH0100") < 0);

    [Theory]
    [MemberData(nameof(Codes))]
    public void Show_what_they_say(string code)
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "diagnostics", code + ".md")).ReplaceLineEndings("\n");
        var title = Descriptors.Single(descriptor => descriptor.Code == code).Title;
        Assert.StartsWith($"# {code}: {title}\n", page);
        var bad = Assert.Single(Source.Parse(Example(page, "Bad")).Diagnostics);
        Assert.Equal(code, bad.Code);
        Source.File(Example(page, "Good"));
    }

    private static string Example(string page, string heading)
    {
        const string fence = "```arch\n";
        var start = page.IndexOf(fence, page.IndexOf($"\n## {heading}\n", StringComparison.Ordinal), StringComparison.Ordinal) + fence.Length;
        return page[start..page.IndexOf("\n```", start, StringComparison.Ordinal)];
    }
}
