using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Elaboration;

namespace ArchGen.Dsl.Incremental;

/// <summary>What was found out in compilations before, with its findings, by numbers that are the same as long as it holds.</summary>
internal sealed class AnalysisCache(bool forCode)
{
    /// <summary>
    /// How many compilations something is kept for without being asked for: long enough for a mistake to be typed and mended, in an editor. A generator has many of these, and is asked
    /// less often than at every keystroke.
    /// </summary>
    private readonly int _patience = forCode ? 4 : 64;

    private readonly Dictionary<(string Kind, int Key), Entry> _entries = [];
    private readonly object _turn = new();
    private int _compilation;

    /// <summary>What is generated, at its places in files; null where nothing is.</summary>
    public CodePlaces? Code { get; } = forCode ? new CodePlaces() : null;

    public Interner Interner { get; private set; } = new();

    public InstanceStore Instances { get; private set; } = new(forCode ? 4 : 16);

    /// <summary>Names that are made up go on being new ones.</summary>
    public Counter Fresh { get; } = new();

    /// <summary>How many results were taken over, and how many made, in the compilation at hand.</summary>
    public (int Kept, int Made) Work { get; private set; }

    /// <summary>Keeps everybody else away until it is disposed: results are asked for more while the next compilation runs.</summary>
    public IDisposable Alone()
    {
        Monitor.Enter(_turn);
        return new Turn(_turn);
    }

    public void Begin()
    {
        _compilation++;
        Work = default;
    }

    /// <summary>Forgets what nobody has asked for in a while.</summary>
    public void End()
    {
        foreach (var old in _entries.Where(e => e.Value.Used + _patience < _compilation).Select(e => e.Key).ToArray())
            _entries.Remove(old);
        Instances.Trim();
        // Numbers are never given twice, so that starting over only costs time.
        if (Interner.Count < (forCode ? 50_000 : 500_000))
            return;
        (Interner, Instances) = (new Interner(), new InstanceStore(forCode ? 4 : 16));
        _entries.Clear();
    }

    /// <summary>
    /// Something found out before, whose findings are reported again; else it is found out now. Findings depend on <paramref name="sight"/> too: they
    /// suggest names, and speak of places; it is asked for only where there are any. Nothing is kept where <paramref name="isAlone"/> then says that it wasn't found out by itself.
    /// </summary>
    public T Get<T>(string kind, int key, Func<int> sight, DiagnosticBag diagnostics, Func<T> make, Func<bool>? isAlone = null)
    {
        if (_entries.TryGetValue((kind, key), out var known) && (known.Findings.Count == 0 || known.Sight == sight()))
        {
            known.Used = _compilation;
            Work = (Work.Kept + 1, Work.Made);
            foreach (var (diagnostic, root) in known.Findings)
                diagnostics.Add(diagnostic, root);
            return (T)known.Value!;
        }
        Work = (Work.Kept, Work.Made + 1);
        var questions = diagnostics.FileQuestions;
        var value = diagnostics.Recorded(make, out var findings);
        // What was found by looking at findings elsewhere holds for these alone.
        if (diagnostics.FileQuestions == questions && isAlone?.Invoke() != false)
            _entries[(kind, key)] = new Entry(value, findings, findings.Count == 0 ? 0 : sight()) { Used = _compilation };
        else
            _entries.Remove((kind, key));
        return value;
    }

    private sealed class Turn(object turn) : IDisposable
    {
        public void Dispose() => Monitor.Exit(turn);
    }

    private sealed class Entry(object? value, IReadOnlyList<Reported> findings, int sight)
    {
        public object? Value { get; } = value;

        public IReadOnlyList<Reported> Findings { get; } = findings;

        public int Sight { get; } = sight;

        public int Used { get; set; }
    }
}

/// <summary>Counts up.</summary>
internal sealed class Counter
{
    private int _last;

    public int Next() => ++_last;
}
