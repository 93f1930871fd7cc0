using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Incremental;

/// <summary>
/// Compiles files again and again while they are edited, and each time looks only at what an edit touches: the definition it is in, those that see the difference, and the
/// variants that these are part of. Findings and costs are those of <see cref="ArchCompiler.Compile"/>. For one caller at a time.
/// </summary>
/// <param name="forCode">True for one whose results have what is generated, where an editor's have what each step of a body gives.</param>
public sealed class IncrementalCompiler(bool forCode = false)
{
    private readonly PartedFiles _files = new(forCode);
    private readonly AnalysisCache _cache = new(forCode);

    /// <summary>How many results of the last compilation were taken over from before, and how many were made in it.</summary>
    public (int Kept, int Made) Work => _cache.Work;

    /// <summary>Compiles files together. Never throws on any text; cancellation escapes, and what was done by then is kept.</summary>
    public CompilationResult Compile(IReadOnlyList<SourceText> sources, CancellationToken cancellation = default)
    {
        using var alone = _cache.Alone();
        _cache.Begin();
        _files.KeepOnly(sources.Select(s => s.Path));
        try
        {
            var result = Compile();
            // Findings quote a text and speak of its lines: a part of which they speak is to be the text's own.
            return result.Compilation!.SpeaksOfShifted ? Compile() : result;
        }
        finally
        {
            _cache.End();
        }

        CompilationResult Compile()
        {
            var parted = sources.Select(s => _files.Split(s, cancellation)).ToArray();
            var result = Compilation.Run(parted, _cache, cancellation);
            var spoken = result.Compilation!.SpokenOf;
            foreach (var part in parted.SelectMany(f => f.Parts))
                part.IsUnspoken = !spoken.Contains(part.Number);
            return result;
        }
    }
}
