using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Semantics.Names;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Semantics;

/// <summary>Every name of every shipped spec, renamed: the specs compile to what they did.</summary>
public class RenameAllTests
{
    public static TheoryData<string> Specs => [.. Editor.Shipped.Select(s => s.Path)];

    // All at once, each by a name of its own: one compilation tells.
    [Theory]
    [MemberData(nameof(Specs))]
    public void Renamed_specs_are_the_same_networks(string path)
    {
        var sources = Editor.Shipped.Where(s => Reached(path).Contains(s.Path)).ToArray();
        var result = ArchCompiler.CompileForEditor(sources);
        var model = SemanticModel.Of(result, path)!;
        var edits = new List<FileEdit>();
        foreach (var (symbol, i) in Symbols(model).Select((s, i) => (s, i)))
        {
            if (model.PrepareRename(symbol.Place.Start) is not { Refusal: null })
                continue;
            edits.AddRange(Renaming.EditsOf(model, symbol, $"fresh_{i}"));
        }
        // Files of recipes have little more than their names.
        var hasModels = result.Files.Single(f => f.Model.Path == path).Model.Classes.Count > 0;
        Assert.True(edits.Count > (hasModels ? 10 : 0));
        Assert.Equal(Told(result), Told(ArchCompiler.Compile(Editor.Apply(sources, edits))));
    }

    // One after another, as an editor asks, with all that is checked then.
    [Theory]
    [InlineData("specs/families/unet.arch")]
    [InlineData("specs/families/wavenet.arch")]
    [InlineData("specs/families/vit.arch")]
    public void Each_name_can_be_renamed(string path)
    {
        var sources = Editor.Shipped.Where(s => Reached(path).Contains(s.Path)).ToArray();
        var result = ArchCompiler.CompileForEditor(sources);
        var model = SemanticModel.Of(result, path)!;
        foreach (var symbol in Symbols(model))
        {
            var rename = model.Rename(symbol.Place.Start, "fresh_" + symbol.Name.Replace('.', '_'));
            Assert.True(rename.Refusal is null, rename.Refusal);
            Assert.Equal(Told(result), Told(ArchCompiler.Compile(Editor.Apply(sources, rename.Edits))));
        }
    }

    /// <summary>What is declared in a file; a name that is an output and a value has two meanings at one place, of which the value is asked about.</summary>
    private static IEnumerable<NameSymbol> Symbols(SemanticModel model) => model.Names.All
        .Where(o => o.Role == NameRole.Declaration && !o.Symbol.IsBuiltIn && model.Names.At(o.Symbol.Place) == o.Symbol).Select(o => o.Symbol).Distinct();

    /// <summary>Findings, each variant's costs at a size, and the shapes of its tensors.</summary>
    private static string Told(CompilationResult result) => string.Join("\n",
        result.Files.SelectMany(f => f.Diagnostics).Select(d => d.Code)
            .Concat(result.Files.SelectMany(f => f.Model.Variants).Select(v => $"{v.Facts?.Parameters} {v.Facts?.Macs} at {string.Join(", ", v.Facts?.InputShape ?? [])}").OrderBy(t => t, StringComparer.Ordinal))
            .Concat(result.Variants.Select(v => string.Concat(v.Root.StateDict().Select(e => e.Tensor.Shape.ToString()))).OrderBy(t => t, StringComparer.Ordinal)));

    /// <summary>A file, and those that it imports from or that import from it.</summary>
    private static HashSet<string> Reached(string path)
    {
        var headers = Editor.Shipped.ToDictionary(s => s.Path, s => ArchCompiler.Header(s));
        var reached = new HashSet<string> { path };
        for (var before = 0; before < reached.Count;)
        {
            before = reached.Count;
            foreach (var (other, header) in headers)
            {
                if (reached.Any(r => headers[r].Namespace == header.Namespace || headers[r].Imports.Contains(header.Namespace)))
                    reached.Add(other);
            }
        }
        return reached;
    }
}
