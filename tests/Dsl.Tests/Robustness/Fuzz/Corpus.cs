using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using ArchGen.Dsl.Tests.Documentation;

namespace ArchGen.Dsl.Tests.Robustness;

/// <summary>Every text of the language that the repository has: shipped specs, samples, families, cases, the pages' examples and what went wrong once.</summary>
public sealed class Corpus
{
    /// <summary>Reads a checkout.</summary>
    public Corpus(string repository)
    {
        string PathOf(params string[] parts) => Path.Combine([repository, .. parts]);
        IEnumerable<string> Files(string pattern, params string[] folder) => Directory.GetFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Where(path => !Regex.IsMatch(path, "/(obj|bin|artifacts)/")).Order(StringComparer.Ordinal).Select(path => File.ReadAllText(path).ReplaceLineEndings("\n"));
        Texts =
        [
            .. Files("*.arch", "specs"), .. Files("*.arch", "samples"), .. Files("*.arch", "tests"),
            .. Files("*.cases", "tests").SelectMany(Cases),
            .. Files("*.md", "docs").SelectMany(text => Page.Fences(text)).Where(f => f.Info.StartsWith("arch", StringComparison.Ordinal)).Select(f => Whole(f.Text)),
        ];
        // Most mistakes can be made in a few lines, and many short texts are looked at while one long one is.
        Small = [.. Texts.Where(t => t.Length < 1500)];
    }

    /// <summary>The checkout that the tests were built from.</summary>
    public static Corpus Repository { get; } = new(typeof(Corpus).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "Repository").Value!);

    /// <summary>All of them.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>Those of a few lines.</summary>
    public IReadOnlyList<string> Small { get; }

    /// <summary>One of them, mostly a short one.</summary>
    public string Any(Random random) => random.Next(20) == 0 ? Texts[random.Next(Texts.Count)] : Small[random.Next(Small.Count)];

    private static string Whole(string text) => text.StartsWith("namespace", StringComparison.Ordinal) ? text : "namespace T\n" + text;

    // A title, a source with its marks, and below the line what it gives.
    private static IEnumerable<string> Cases(string text) => ("\n" + text).Split("\n=== ").Skip(1).Select(one =>
        Whole(Regex.Replace(one.Split("\n---")[0][(one.IndexOf('\n') + 1)..], @"\{\|ARCH\d+:|\|\}", "")));
}
