using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.LanguageServer.Compiling;
using ArchGen.LanguageServer.Documents;
using ArchGen.LanguageServer.Protocol;

namespace ArchGen.LanguageServer.Features;

/// <summary>
/// Tells the client what was found, after each change: first of the file that was changed, then of all others that it reaches. A change while that goes on begins it anew.
/// </summary>
internal sealed class DiagnosticsPublisher(CompileService compiler, Action<PublishDiagnosticsParams> publish, Action<Timings>? told, Action<Exception> faulted)
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, Published> _published = new(StringComparer.Ordinal);
    private CancellationTokenSource _cancel = new();

    /// <summary>Begins anew with a snapshot. <paramref name="changed"/> is the path that it differs in.</summary>
    public void Refresh(Snapshot snapshot, DiagnosticMapping mapping, string? changed, double editMilliseconds = 0)
    {
        _cancel.Cancel();
        _cancel = new CancellationTokenSource();
        var token = _cancel.Token;
        _ = Task.Run(() => RunAsync(snapshot, mapping, changed, editMilliseconds, token), CancellationToken.None);
    }

    private async Task RunAsync(Snapshot snapshot, DiagnosticMapping mapping, string? changed, double editMilliseconds, CancellationToken cancellation)
    {
        try
        {
            await _turn.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                await PublishAllAsync(snapshot, mapping, changed, editMilliseconds, cancellation).ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // A later change says it all.
        }
        catch (Exception e)
        {
            faulted(e);
        }
    }

    private async Task PublishAllAsync(Snapshot snapshot, DiagnosticMapping mapping, string? changed, double editMilliseconds, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var groups = compiler.GroupsOf(snapshot, cancellation);
        var parse = watch.Elapsed.TotalMilliseconds;
        var found = new Dictionary<string, List<Found>>(StringComparer.Ordinal);
        Timings? timings = null;
        foreach (var group in groups.OrderBy(g => changed is not null && g.Contains(changed) ? 0 : 1))
        {
            var compiled = await compiler.CompileAsync(snapshot, group, cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            var clock = Stopwatch.GetTimestamp();
            foreach (var path in group.Concat(compiled.Findings.Select(f => f.Key)).Distinct(StringComparer.Ordinal).OrderBy(p => p == changed ? 0 : 1))
            {
                if (!found.TryGetValue(path, out var all))
                    found[path] = all = [];
                all.Add(new Found(compiled, [.. compiled.Findings[path]]));
                // What another group may still add to is told when it has.
                if (group.Contains(path))
                    Publish(snapshot, mapping, path, all);
            }

            if (changed is not null && group.Contains(changed) && snapshot.Open.TryGetValue(changed, out var document))
                timings = new Timings(document.Uri, document.Version, editMilliseconds, parse, compiled.Milliseconds, Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }

        foreach (var (path, all) in found)
            Publish(snapshot, mapping, path, all);
        foreach (var gone in _published.Keys.Except(found.Keys).ToList())
            Withdraw(gone);
        if (timings is not null)
            told?.Invoke(timings);
    }

    private void Publish(Snapshot snapshot, DiagnosticMapping mapping, string path, List<Found> found)
    {
        var now = new Published(snapshot.UriOf(path), snapshot.Open.TryGetValue(path, out var document) ? document.Version : null, [.. found]);
        var isKnown = _published.TryGetValue(path, out var before);
        if (isKnown && now.SaysTheSameAs(before!) || !isKnown && document is null && found.TrueForAll(f => f.Findings.Length == 0))
            return;
        if (isKnown && before!.Uri != now.Uri)
            Withdraw(path);
        _published[path] = now;
        publish(new PublishDiagnosticsParams(now.Uri, now.Version, mapping.Map(found.SelectMany(f => f.Findings.Select(d => (f.Group, d))), snapshot)));
    }

    private void Withdraw(string path)
    {
        if (_published.Remove(path, out var before))
            publish(new PublishDiagnosticsParams(before.Uri, null, []));
    }

    /// <summary>What one compilation says of a file.</summary>
    private sealed record Found(CompiledGroup Group, Dsl.Diagnostics.Diagnostic[] Findings);

    private sealed record Published(string Uri, int? Version, IReadOnlyList<Found> Found)
    {
        /// <summary>True where the same findings are at the same places, those that they refer to among them, for the same version.</summary>
        public bool SaysTheSameAs(Published other) =>
            Uri == other.Uri && Version == other.Version && Found.Count == other.Found.Count
            && Found.Zip(other.Found).All(pair => pair.First.Findings.SequenceEqual(pair.Second.Findings)
                && pair.First.Findings.SelectMany(d => d.Related.Select(r => r.Path).Append(d.Path)).Distinct(StringComparer.Ordinal)
                    .All(path => ReferenceEquals(pair.First.Group.TextOf(path), pair.Second.Group.TextOf(path))));
    }
}
