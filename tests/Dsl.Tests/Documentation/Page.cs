using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ArchGen.Dsl.Tests.Documentation;

/// <summary>A fenced block of a page: the line that its text begins at, the words behind the three backticks, the text.</summary>
internal sealed record Fence(int Line, string Info, string Text);

/// <summary>A Markdown page's fenced blocks and tables.</summary>
internal static class Page
{
    /// <summary>Every fenced block of a text, in order.</summary>
    public static IReadOnlyList<Fence> Fences(string page) =>
    [
        .. Regex.Matches(page, "^```([^\n]*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(match => new Fence(page[..match.Index].Count(c => c == '\n') + 2, match.Groups[1].Value.Trim(), match.Groups[2].Value)),
    ];

    /// <summary>The only <c>arch</c> block under a heading.</summary>
    public static string Example(string page, string heading) => Fences(Section(page, heading)).Single(f => f.Info == "arch").Text;

    /// <summary>What stands under a heading of the second level, up to the next one.</summary>
    public static string Section(string page, string heading)
    {
        var start = page.IndexOf($"\n## {heading}\n", StringComparison.Ordinal) + 1;
        if (start == 0)
            throw new InvalidOperationException($"The page has no '## {heading}'");
        var end = page.IndexOf("\n## ", start, StringComparison.Ordinal);
        return end < 0 ? page[start..] : page[start..end];
    }

    /// <summary>The rows of a text's tables without their heads, each as its cells.</summary>
    public static IEnumerable<string[]> Rows(string text)
    {
        var isBody = false;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("|--", StringComparison.Ordinal) || line.StartsWith("| --", StringComparison.Ordinal))
                isBody = true;
            else if (!line.StartsWith('|'))
                isBody = false;
            else if (isBody)
                yield return [.. Regex.Split(line.Trim('|'), @"(?<!\\)\|").Select(cell => cell.Trim().Replace("\\|", "|", StringComparison.Ordinal))];
        }
    }

    /// <summary>What stands between backticks.</summary>
    public static IEnumerable<string> Codes(string text) => Regex.Matches(text, "`([^`]+)`").Select(match => match.Groups[1].Value);
}
