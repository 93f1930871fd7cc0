using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;
using ArchGen.LanguageServer.Documents;

namespace ArchGen.LanguageServer.Compiling;

/// <summary>Compiles groups of documents, with what the last compilation of the group found out.</summary>
internal sealed class CompileService
{
    /// <summary>Room for what is asked about files besides the groups: renames and uses reach further.</summary>
    private const int Spare = 8;

    private readonly Lock _lock = new();
    private readonly CompileQueue _queue;
    private readonly WarmCompilers _warm = new();
    private (Snapshot Snapshot, IReadOnlyList<IReadOnlyList<string>> Groups)? _grouped;

    public CompileService() => _queue = new CompileQueue(_warm.For) { Room = Spare };

    /// <summary>How many compilations there were.</summary>
    public int Count => _queue.Count;

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
        {
            _grouped = (snapshot, groups);
            // A group has two compilers where it may need other files of its namespace.
            (_queue.Room, _warm.Room) = (groups.Count + Spare, 2 * groups.Count + Spare);
        }

        return groups;
    }

    /// <summary>The group that a document is in, compiled; null where there is no such document.</summary>
    public async Task<CompiledGroup?> CompileAsync(Snapshot snapshot, string path, CancellationToken cancellation)
    {
        if (snapshot.Files.TryRead(path, cancellation, out _) is null)
            return null;
        var group = GroupsOf(snapshot, cancellation).FirstOrDefault(g => g.Contains(path)) ?? [path];
        return await CompileAsync(snapshot, group, cancellation).ConfigureAwait(false);
    }

    /// <summary>Some files, by their paths, and what they import, compiled.</summary>
    public Task<CompiledGroup> CompileAsync(Snapshot snapshot, IReadOnlyList<string> paths, CancellationToken cancellation) => _queue.CompileAsync(snapshot, paths, cancellation);
}
