using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ArchGen.Dsl.Tests.Elaboration;

namespace ArchGen.Dsl.Tests.Documentation;

/// <summary>A Markdown page's fenced <c>arch</c> blocks.</summary>
internal static class Page
{
    /// <summary>Every block of a text, in order, with the line that it begins at.</summary>
    public static IEnumerable<(int Line, string Text)> Blocks(string page) =>
        Regex.Matches(page, "^```arch\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(match => (page[..match.Index].Count(c => c == '\n') + 2, match.Groups[1].Value));

    /// <summary>The only block under a heading.</summary>
    public static string Example(string page, string heading)
    {
        var start = page.IndexOf($"\n## {heading}\n", StringComparison.Ordinal) + 1;
        if (start == 0)
            throw new InvalidOperationException($"The page has no '## {heading}'");
        var end = page.IndexOf("\n## ", start, StringComparison.Ordinal);
        return Blocks(end < 0 ? page[start..] : page[start..end]).Single().Text;
    }

    public static string Of(string code) => Spec.Read("docs", "diagnostics", code + ".md");
}
