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

    [Theory]
    [MemberData(nameof(Specs))]
    public void Renamed_specs_are_the_same_networks(string path)
    {
        var sources = Editor.Shipped.Where(s => Reached(path).Contains(s.Path)).ToArray();
        var result = ArchCompiler.CompileForEditor(sources);
        var model = SemanticModel.Of(result, path)!;
        var symbols = model.Names.All.Where(o => o.Role == NameRole.Declaration && !o.Symbol.IsBuiltIn).Select(o => o.Symbol).Distinct().ToArray();
        var renamed = 0;
        foreach (var symbol in symbols)
        {
            var fresh = "fresh_" + symbol.Name.Replace('.', '_');
            var rename = model.Rename(symbol.Place.Start, fresh);
            if (rename.Refusal is not null)
            {
                Assert.True(rename.Refusal.Contains("key map", StringComparison.Ordinal) || rename.Refusal.Contains("computed", StringComparison.Ordinal), rename.Refusal);
                continue;
            }
            renamed++;
            var after = ArchCompiler.Compile(Editor.Apply(sources, rename.Edits));
            Assert.Equal(Told(result, symbol, fresh), Told(after, symbol, fresh));
        }
        Assert.True(renamed > symbols.Length / 2, $"{renamed} of {symbols.Length}");
    }

    /// <summary>Findings, and each variant's costs; names that were changed are told alike.</summary>
    private static string Told(CompilationResult result, NameSymbol symbol, string fresh)
    {
        var findings = result.Files.SelectMany(f => f.Diagnostics).Select(d => d.Code);
        var variants = result.Variants.OrderBy(v => v.Path).ThenBy(v => v.Place.Start).Select(v => $"{(v.Name == fresh ? symbol.Name : v.Name)} {v.Root.Parameters} {v.Root.Macs.ToString().Replace(fresh, symbol.Name, StringComparison.Ordinal)}");
        return string.Join("\n", findings.Concat(variants));
    }

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
