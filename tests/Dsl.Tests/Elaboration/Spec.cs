using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Elaboration;

/// <summary>Specs compiled, and what they give as text.</summary>
internal static class Spec
{
    /// <summary>The checkout that the tests were built from.</summary>
    public static string Repository { get; } =
        typeof(Spec).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "Repository").Value!;

    public static string PathOf(params string[] parts) => Path.Combine([Repository, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(PathOf(parts)).ReplaceLineEndings("\n");

    /// <summary>A whole file from definitions alone.</summary>
    public static string WholeFile(string text) => text.StartsWith("namespace", StringComparison.Ordinal) ? text : "namespace T\n" + text;

    public static CompilationResult Compile(params string[] texts) =>
        ArchCompiler.Compile([.. texts.Select((text, i) => new SourceText(texts.Length == 1 ? "spec.arch" : $"{(char)('a' + i)}.arch", WholeFile(text)))]);

    public static IReadOnlyList<Diagnostic> Diagnose(string text) => Compile(text).Files[0].Diagnostics;

    /// <summary>The only variant of a spec without findings.</summary>
    public static ElaboratedVariant Variant(string text)
    {
        var result = Compile(text);
        Assert.Empty(result.Files[0].Diagnostics);
        return Assert.Single(result.Variants);
    }

    /// <summary>Compiles files that have no findings at all.</summary>
    public static CompilationResult Clean(string text)
    {
        var result = Compile(text);
        Assert.True(result.Files[0].Diagnostics.Count == 0, Show(result));
        return result;
    }

    /// <summary>Findings with the places that they speak of, then variants with their keys where these are few.</summary>
    public static string Show(CompilationResult result)
    {
        var text = new StringBuilder();
        var sources = result.Files.Select(f => f.Source).Concat(ArchCompiler.Library).ToDictionary(s => s.Path, s => s);
        foreach (var diagnostic in result.Files.SelectMany(f => f.Diagnostics))
        {
            text.Append($"{(diagnostic.Severity == Severity.Error ? "" : diagnostic.Severity.ToString().ToLowerInvariant() + " ")}{diagnostic.Code}: {diagnostic.Message}\n");
            foreach (var place in diagnostic.Related)
                text.Append($"    {Line(sources[place.Path], place.Span)}: {place.Message}\n");
        }
        foreach (var variant in result.Variants)
        {
            text.Append($"{variant.Name}: {ShapesOf(variant.Inputs)} -> {ShapesOf(variant.Outputs)}");
            text.Append(variant.LegalInput == "any" ? "" : $", legal: {variant.LegalInput}");
            text.Append($"\n    {variant.Root.Parameters} params, {variant.Root.Macs} macs\n");
            var tensors = variant.Root.StateDict().ToArray();
            foreach (var (key, tensor) in tensors.Length <= 16 ? tensors : [])
                text.Append($"    {key} {tensor.Shape}{(tensor.IsBuffer ? " buffer" : "")}\n");
        }
        foreach (var ablation in result.Ablations)
        {
            text.Append($"{ablation.Name} of {ablation.Base}: {ablation.Members.Count} members, {ablation.LeftOut} left out\n");
            foreach (var (variant, choices, facts) in ablation.Members)
            {
                text.Append($"    {variant.Name}: {string.Join(", ", choices.Select(c => $"{c.Axis} {c.Option}"))}; {facts.Parameters} params");
                text.Append(facts.InputShape is { } shape ? $", {facts.Macs} macs at [{string.Join(", ", shape)}]\n" : "\n");
            }
        }
        return text.ToString();
    }

    private static string ShapesOf(IReadOnlyList<(string Name, Shape Shape)> tensors) =>
        string.Join(", ", tensors.Select(t => t.Name.Length > 0 ? $"{t.Name} {t.Shape}" : t.Shape.ToString()));

    private static string Line(SourceText source, TextSpan span) =>
        $"({source.PositionOf(span.Start).Line + 1},{source.PositionOf(span.Start).Column + 1}) {source.Slice(span).ReplaceLineEndings(" ")}";

    /// <summary>A state dict as <c>key [shape] kind</c> lines.</summary>
    public static IEnumerable<string> Keys(ElaboratedVariant variant) =>
        variant.Root.StateDict().Select(entry => $"{entry.Key} {entry.Tensor.Shape} {(entry.Tensor.IsBuffer ? "buffer" : "param")}");
}
