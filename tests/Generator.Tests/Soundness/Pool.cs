using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Tests.Documentation;

namespace ArchGen.Generator.Tests.Soundness;

/// <summary>Specs that people wrote: the language page's examples and shipped models, each with a small variant and nothing expected of it.</summary>
internal static class Pool
{
    /// <summary>Files that import nothing but the library, with the variant that is cheap to run.</summary>
    public static readonly IReadOnlyList<(string File, string Variant)> Models =
    [
        ("specs/edgenext/edgenext.arch", "EdgeNeXtXXSmall"), ("specs/moganet/moganet.arch", "MogaNetXTiny"), ("specs/families/resnet.arch", "ResNet18"), ("specs/families/pvt_v2.arch", "PvtV2B0"),
        ("specs/families/mobilevit.arch", "MobileVitXxs"), ("specs/families/efficientnet.arch", "EfficientNetB0"), ("samples/FashionMnist/FashionNet.arch", ""), ("specs/families/densenet.arch", "DenseNet121"),
    ];

    private static readonly Lazy<IReadOnlyList<string>> s_examples = new(() =>
    [
        .. Example.Of("language.md", Read("docs/language.md"))
            .Where(e => e.Error is null && e.Text.Contains("variant ", StringComparison.Ordinal) && e.Imports.All(i => i == "std") && !e.Text.Contains("extern ", StringComparison.Ordinal))
            .Select(e => Bare(e.Text, "")),
    ]);

    private static readonly Lazy<IReadOnlyList<string>> s_shipped = new(() => [.. Models.Select(m => Bare(Read(m.File), m.Variant))]);

    public static IReadOnlyList<string> Examples => s_examples.Value;

    public static IReadOnlyList<string> Shipped => s_shipped.Value;

    /// <summary>A spec under another namespace.</summary>
    public static string In(string name, string text) => Regex.Replace(text, @"^namespace [\w.]+", $"namespace {name}", RegexOptions.Multiline);

    public static string Read(string path) => File.ReadAllText(Path.Combine(References.Metadata("Repository"), path)).ReplaceLineEndings("\n");

    /// <summary>Without ablations, maps of keys, expectations and all variants but one and those that it is made of.</summary>
    public static string Bare(string text, string variant)
    {
        var definitions = Judge.Parse(text).Definitions;
        var kept = definitions.OfType<VariantSyntax>().Where(v => variant.Length == 0).Take(2).ToList();
        for (var name = variant; definitions.OfType<VariantSyntax>().FirstOrDefault(v => v.Name.Text == name) is { } found; name = found.Target.Text)
            kept.Add(found);
        foreach (var definition in definitions.Reverse())
        {
            if (definition is AblationSyntax or RecipeSyntax or KeysSyntax || definition is VariantSyntax other && !kept.Contains(other))
                text = text.Remove(definition.Span.Start, definition.Span.Length);
            else if (definition is VariantSyntax { Expects: [var first, ..] } expecting)
                text = text.Remove(text.LastIndexOf("expect", first.Span.Start, StringComparison.Ordinal)..expecting.Span.End);
        }
        return text;
    }

    private static string Remove(this string text, Range range) => text.Remove(range.Start.Value, range.End.Value - range.Start.Value);
}
