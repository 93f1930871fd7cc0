using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Incremental;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Semantics;

/// <summary>After an edit, what was taken over from before answers as a compilation of the whole does.</summary>
public class IncrementalTests
{
    private static readonly IncrementalCompiler s_compiler = new();

    public static TheoryData<string> Specs => [.. Editor.Shipped.Select(s => s.Path).Where(p => p.Contains("edgenext", StringComparison.Ordinal) || p.Contains("families/r", StringComparison.Ordinal) || p.Contains("families/s", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Specs))]
    public void Says_the_same(string path)
    {
        var text = Editor.Shipped.Single(s => s.Path == path).Text;
        // Above all definitions, then within one.
        foreach (var edited in new[] { text, "// moved\n" + text, text.Replace("relu\n", "gelu\n", StringComparison.Ordinal) })
        {
            var source = new SourceText(path, edited);
            var warm = SemanticModel.Of(s_compiler.Compile([source]), path)!;
            var whole = SemanticModel.Of(ArchCompiler.CompileForEditor([source]), path)!;
            Assert.Equal(Told(whole), Told(warm));
        }
    }

    private static IEnumerable<string> Told(SemanticModel model)
    {
        var all = new TextSpan(0, model.Source.Text.Length);
        return model.InlayHints(all).Select(h => h.ToString())
            .Concat(model.CodeLenses().Select(l => $"{l.Name} {l.Text}"))
            .Concat(model.CodeActions(all).Select(a => a.Title))
            .Concat(model.SemanticTokens().Select(t => t.ToString()))
            .Concat(Enumerable.Range(0, model.Source.Text.Length / 19).Select(i => $"{19 * i}: {model.Hover(19 * i)?.Markdown} {model.SignatureHelp(19 * i)?.Label}"));
    }
}
