using System.Collections.Generic;
using System.Threading;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl;

/// <summary>What compiling a set of files gives.</summary>
/// <param name="Files">One result a file, in the order given; the standard library's files are not listed.</param>
/// <param name="Variants">Every variant of those files that could be elaborated.</param>
/// <param name="Library">The standard library's classes that the files use, to be emitted with them.</param>
public sealed record CompilationResult(IReadOnlyList<FileResult> Files, IReadOnlyList<ElaboratedVariant> Variants, IReadOnlyList<FileModel> Library)
{
    /// <summary>Every ablation of those files, with the members that its conditions leave.</summary>
    public IReadOnlyList<ElaboratedAblation> Ablations { get; init; } = [];

    /// <summary>Every recipe of those files that is sound.</summary>
    public IReadOnlyList<ElaboratedRecipe> Recipes { get; init; } = [];

    /// <summary>What the findings were made of, in the order in which it was found; for files that are compiled apart (<see cref="Reported.Together"/>).</summary>
    public IReadOnlyList<Reported> Reports { get; init; } = [];

    /// <summary>The run that this is the result of, to ask it for costs at a size.</summary>
    internal Compilation? Compilation { get; init; }

    /// <summary>The place in its file of what a part of a network says that it was made at.</summary>
    public (string Path, TextSpan Span) Locate(string path, TextSpan span) => Compilation?.Locate(path, span) ?? (path, span);

    /// <summary>
    /// Whether these files, which have errors, may lack another file of their namespaces: it declares a name that stands in them and that none of them declares (though the library
    /// may), or variants whose keys a map speaks of. An editor asks at every keystroke in an unfinished word.
    /// </summary>
    public bool MayLack(SourceText other, CancellationToken cancellation = default) => Compilation?.MayLack(other, cancellation) == true;

    /// <summary>True when any file has an error.</summary>
    public bool HasErrors
    {
        get
        {
            foreach (var file in Files)
            {
                foreach (var diagnostic in file.Diagnostics)
                {
                    if (diagnostic.Severity == Severity.Error)
                        return true;
                }
            }
            return false;
        }
    }
}

/// <summary>One file's findings, in order of place, and what it generates (classes with errors are marked broken).</summary>
public sealed record FileResult(SourceText Source, IReadOnlyList<Diagnostic> Diagnostics, FileModel Model);
