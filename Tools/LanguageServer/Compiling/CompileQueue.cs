using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;
using ArchGen.LanguageServer.Documents;
using ArchGen.Workspace;

namespace ArchGen.LanguageServer.Compiling;

using Compile = Func<IReadOnlyList<SourceText>, CancellationToken, CompilationResult>;

/// <summary>
/// Compilations in one way, one at a time, each once for the same texts whoever asks. What nobody waits for any more, because the texts have changed, is stopped.
/// </summary>
/// <param name="compilerOf">The way, for a group; the second time where the group is compiled with other files of its namespaces.</param>
internal sealed class CompileQueue(Func<IReadOnlyList<string>, bool, Compile> compilerOf)
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<Run> _runs = [];

    /// <summary>How many results are kept: at least one for each group of open documents, or each keystroke would compile them all.</summary>
    public int Room { get; set; }

    /// <summary>Some files, by their paths, and what they import.</summary>
    public Task<CompiledGroup> CompileAsync(Snapshot snapshot, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var needed = SpecLoader.WithImports(snapshot.Files, paths, cancellation);
        SourceText[] sources = [.. needed.Concat(SpecLoader.Siblings(snapshot.Files, needed, cancellation)).Select(p => snapshot.Files.Read(p, cancellation).Source)];
        Run? run;
        lock (_lock)
        {
            run = _runs.FirstOrDefault(r => r.Requested.SequenceEqual(paths) && r.Sources.SequenceEqual(sources));
            run ??= new Run(paths, sources, new SharedWork<CompiledGroup>(token => CompileInTurnAsync(snapshot, paths, token)));
            // Of the same documents only the newest texts will be asked about again. Whoever waits for another run keeps it himself.
            _runs.RemoveAll(r => r.Requested.SequenceEqual(paths));
            _runs.Insert(0, run);
            if (_runs.Count > Room)
                _runs.RemoveRange(Room, _runs.Count - Room);
        }

        return run.Work.GetAsync(cancellation);
    }

    /// <summary>How many compilations there were, those that were stopped included.</summary>
    public int Count { get; private set; }

    private async Task<CompiledGroup> CompileInTurnAsync(Snapshot snapshot, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            Count++;
            var watch = Stopwatch.StartNew();
            var isWider = false;
            var specs = SpecLoader.Load(snapshot.Files, paths, Compile, cancellation);
            return new CompiledGroup(specs, watch.Elapsed.TotalMilliseconds);

            CompilationResult Compile(IReadOnlyList<SourceText> sources, CancellationToken token)
            {
                var compile = compilerOf(paths, isWider);
                isWider = true;
                return compile(sources, token);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>One compilation: what it was asked for, and all that it may read.</summary>
    private sealed record Run(IReadOnlyList<string> Requested, SourceText[] Sources, SharedWork<CompiledGroup> Work);
}
