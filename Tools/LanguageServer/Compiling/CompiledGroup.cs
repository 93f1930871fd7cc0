using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using ArchGen.Workspace;

namespace ArchGen.LanguageServer.Compiling;

/// <summary>Documents compiled together, with what they import.</summary>
/// <param name="Specs">What the compiler made of them.</param>
/// <param name="Milliseconds">How long that took.</param>
internal sealed record CompiledGroup(LoadedSpecs Specs, double Milliseconds)
{
    private Dictionary<string, SourceText>? _sources;

    public CompilationResult Result => Specs.Result;

    /// <summary>The findings of each file: all of the documents', and the errors of those that they import.</summary>
    public ILookup<string, Diagnostic> Findings => field ??= Specs.Diagnostics.ToLookup(d => d.Path, StringComparer.Ordinal);

    /// <summary>A file's text, of the standard library's too; null where it isn't of this compilation.</summary>
    public SourceText? TextOf(string path) => (_sources ??= Result.Files.Select(f => f.Source).Concat(ArchCompiler.Library)
        .DistinctBy(s => s.Path, StringComparer.Ordinal).ToDictionary(s => s.Path, StringComparer.Ordinal)).GetValueOrDefault(path);
}
