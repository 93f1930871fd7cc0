using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>The standard library: specs that are part of the compiler, under the namespace <c>std</c>.</summary>
internal static class StandardLibrary
{
    /// <summary>The namespace that is the library's alone, with all below it.</summary>
    public const string Namespace = "std";

    private static readonly Lazy<IReadOnlyList<SourceText>> s_sources = new(Load);
    private static readonly ConcurrentDictionary<string, ParseResult> s_parsed = new(StringComparer.Ordinal);

    /// <summary>Its files.</summary>
    public static IReadOnlyList<SourceText> Files => s_sources.Value;

    /// <summary>A file of it, parsed once for all.</summary>
    public static ParseResult Parsed(SourceText source) => s_parsed.GetOrAdd(source.Path, _ => Parser.Parse(source));

    /// <summary>Its files, where any of the imports asks for them.</summary>
    public static IReadOnlyList<SourceText> For(IEnumerable<string> imports) => imports.Contains(Namespace) ? s_sources.Value : [];

    /// <summary>True for a file of the library itself, wherever it lies.</summary>
    public static bool Contains(SourceText source) => s_sources.Value.Any(s => s.Text == source.Text);

    /// <summary>True for the path of a file of the library that is part of the compiler.</summary>
    public static bool Contains(string path) => s_sources.Value.Any(s => s.Path == path);

    private static IReadOnlyList<SourceText> Load()
    {
        var assembly = typeof(StandardLibrary).GetTypeInfo().Assembly;
        var sources = new List<SourceText>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".arch", StringComparison.Ordinal)).OrderBy(n => n, StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            sources.Add(new SourceText(name, reader.ReadToEnd()));
        }
        return sources;
    }
}
