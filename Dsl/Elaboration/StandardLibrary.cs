using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>The standard library: specs that are part of the compiler, under the namespace <c>std</c>.</summary>
internal static class StandardLibrary
{
    private static readonly Lazy<IReadOnlyList<SourceText>> s_sources = new(Load);

    /// <summary>Its files, where any of the imports asks for them.</summary>
    public static IReadOnlyList<SourceText> For(IEnumerable<string> imports) => imports.Contains("std") ? s_sources.Value : [];

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
