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

/// <summary>
/// Compiles groups of documents, one at a time, each once for the same texts whoever asks. What nobody waits for any more, because the texts have changed, is stopped.
/// </summary>
internal sealed class CompileService
{
    private const int KeptForLater = 8;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<Run> _runs = [];
    private (Snapshot Snapshot, IReadOnlyList<IReadOnlyList<string>> Groups)? _grouped;

    /// <summary>The groups of a snapshot's open documents.</summary>
    public IReadOnlyList<IReadOnlyList<string>> GroupsOf(Snapshot snapshot, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_grouped is { } known && ReferenceEquals(known.Snapshot, snapshot))
                return known.Groups;
        }

        var groups = Groups.Of(snapshot, cancellation);
        lock (_lock)
            _grouped = (snapshot, groups);
        return groups;
    }

    /// <summary>The compilation that a document is in; null where it isn't open.</summary>
    public async Task<CompiledGroup?> CompileAsync(Snapshot snapshot, string path, CancellationToken cancellation) =>
        GroupsOf(snapshot, cancellation).FirstOrDefault(g => g.Contains(path)) is { } group ? await CompileAsync(snapshot, group, cancellation).ConfigureAwait(false) : null;

    /// <summary>Some files, by their paths, and what they import.</summary>
    public Task<CompiledGroup> CompileAsync(Snapshot snapshot, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var needed = SpecLoader.WithImports(snapshot.Files, paths, cancellation);
        SourceText[] sources = [.. needed.Concat(SpecLoader.Siblings(snapshot.Files, needed, cancellation)).Select(p => snapshot.Files.Read(p, cancellation).Source)];
        SharedWork<CompiledGroup> work;
        lock (_lock)
        {
            var run = _runs.FirstOrDefault(r => r.Requested.SequenceEqual(paths) && r.Sources.SequenceEqual(sources));
            run ??= new Run(paths, sources, new SharedWork<CompiledGroup>(token => CompileInTurnAsync(snapshot, paths, token)));
            // Of the same documents only the newest texts will be asked about again. Whoever waits for another run keeps it himself.
            _runs.RemoveAll(r => r.Requested.SequenceEqual(paths));
            _runs.Insert(0, run);
            if (_runs.Count > KeptForLater)
                _runs.RemoveAt(KeptForLater);
            work = run.Work;
        }

        return work.GetAsync(cancellation);
    }

    private async Task<CompiledGroup> CompileInTurnAsync(Snapshot snapshot, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var watch = Stopwatch.StartNew();
            var specs = SpecLoader.Load(snapshot.Files, paths, ArchCompiler.CompileForEditor, cancellation);
            return new CompiledGroup(specs, watch.Elapsed.TotalMilliseconds);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>One compilation: what it was asked for, and all that it may read.</summary>
    private sealed record Run(IReadOnlyList<string> Requested, SourceText[] Sources, SharedWork<CompiledGroup> Work);
}
