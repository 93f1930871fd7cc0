using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Tests.Elaboration;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Semantics;

/// <summary>What an editor asks, of specs with a cursor <c>$$</c> and spans <c>[|…|]</c> in them.</summary>
internal static class Editor
{
    /// <summary>The shipped specs, one compilation, as they are in the repository.</summary>
    public static IReadOnlyList<SourceText> Shipped { get; } =
        [.. Directory.EnumerateFiles(Spec.PathOf("specs"), "*.arch", SearchOption.AllDirectories)
            .Select(p => Path.GetRelativePath(Spec.Repository, p).Replace('\\', '/')).Where(p => !p.StartsWith("specs/std/", StringComparison.Ordinal))
            .OrderBy(p => p, StringComparer.Ordinal).Select(p => new SourceText(p, Spec.Read(p)))];

    private static readonly Lazy<CompilationResult> s_compiled = new(() => ArchCompiler.CompileForEditor(Shipped));

    public static CompilationResult Compiled => s_compiled.Value;

    /// <summary>A file with a cursor in it, and others.</summary>
    public static (SemanticModel Model, int Cursor, IReadOnlyList<TextSpan> Spans) Open(string marked, params string[] others)
    {
        var cursor = marked.IndexOf("$$", StringComparison.Ordinal);
        Assert.True(cursor >= 0, "there is no $$");
        var before = Markup.Parse(Spec.WholeFile(marked).Replace("$$", "", StringComparison.Ordinal));
        var at = Markup.Parse(Spec.WholeFile(marked)).Text.IndexOf("$$", StringComparison.Ordinal);
        return (ModelOf(before.Text, others), at, [.. before.Expected.Select(e => e.Span)]);
    }

    public static SemanticModel ModelOf(string text, params string[] others)
    {
        var sources = others.Select((other, i) => new SourceText($"other{i}.arch", Spec.WholeFile(other))).Prepend(new SourceText("spec.arch", Spec.WholeFile(text))).ToArray();
        return SemanticModel.Of(ArchCompiler.CompileForEditor(sources), "spec.arch")!;
    }

    /// <summary>The text with marks around spans in it, as a test would write them.</summary>
    public static string Show(string text, IEnumerable<TextSpan> spans) => Markup.Write(text, spans.Select(s => new Expected(null, s)));

    /// <summary>Texts with edits made to them.</summary>
    public static IReadOnlyList<SourceText> Apply(IReadOnlyList<SourceText> sources, IReadOnlyList<FileEdit> edits) => [.. sources.Select(source =>
    {
        var text = source.Text;
        foreach (var edit in edits.Where(e => e.Path == source.Path).OrderByDescending(e => e.Span.Start))
            text = text.Remove(edit.Span.Start, edit.Span.Length).Insert(edit.Span.Start, edit.NewText);
        return new SourceText(source.Path, text);
    })];
}
