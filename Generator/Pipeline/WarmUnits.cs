using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ArchGen.Dsl;
using ArchGen.Dsl.Incremental;
using ArchGen.Dsl.Text;

namespace ArchGen.Generator.Pipeline;

/// <summary>
/// Compilers of the units that were compiled of late, which know what they found out; between the runs of a driver, and between those of drivers, as a compiler's server has one for
/// each build. A compiler is handed out to one caller at a time; whoever finds none begins anew, which only costs time. What is found out is known by the texts that it holds for:
/// no order of runs, and no run that Roslyn begins and drops, changes what a run gives.
/// </summary>
internal sealed class WarmUnits(int room, Func<Func<IReadOnlyList<SourceText>, CancellationToken, CompilationResult>> makeCompiler)
{
    /// <summary>The most text, in characters, of the units that are kept.</summary>
    private const long MostText = 4_000_000;

    private readonly object _lock = new();
    private readonly LinkedList<WarmUnit> _free = [];

    /// <summary>For units that are kept by none but the caller; each is compiled by <paramref name="compile"/>.</summary>
    public WarmUnits(Func<IReadOnlyList<SourceText>, CancellationToken, CompilationResult> compile)
        : this(0, () => compile)
    {
    }

    /// <summary>Those of this process.</summary>
    public static WarmUnits Shared { get; } = New();

    /// <summary>Some that know nothing yet.</summary>
    public static WarmUnits New(int room = 256) => new(room, () => new IncrementalCompiler(forCode: true).Compile);

    /// <summary>How many compilers are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _free.Count;
        }
    }

    /// <summary>How many compilers are kept at most.</summary>
    public int Room => room;

    /// <summary>True for a unit that was just compiled.</summary>
    public bool Knows(CompileUnit unit)
    {
        lock (_lock)
            return _free.Any(u => u.Last is { } last && last.Unit.Equals(unit));
    }

    /// <summary>A unit's compiler, or one of a unit that has most of its files; to be disposed, with which others may have it.</summary>
    public WarmUnit Take(CompileUnit unit)
    {
        var paths = new HashSet<string>(unit.Own.Select(f => f.Path), StringComparer.Ordinal);
        lock (_lock)
        {
            // A file that is added or taken away leaves the others as they were.
            var best = _free.OrderByDescending(u => paths.SetEquals(u.Paths)).FirstOrDefault(u => 2 * u.Paths.Count(paths.Contains) >= paths.Count);
            if (best is not null)
                _free.Remove(best);
            var warm = best ?? new WarmUnit(this, makeCompiler());
            (warm.Paths, warm.Size, warm.IsSound) = (paths, unit.Files.Sum(f => (long)f.Text.Length), false);
            return warm;
        }
    }

    /// <summary>Keeps a compiler, and of the others those that were used last.</summary>
    public void GiveBack(WarmUnit unit)
    {
        lock (_lock)
        {
            _free.AddFirst(unit);
            // Two callers at a time leave two.
            for (var same = _free.First!.Next; same is not null; same = same.Next)
            {
                if (!unit.Paths.SetEquals(same.Value.Paths))
                    continue;
                _free.Remove(same);
                break;
            }
            for (var size = _free.Sum(u => u.Size); _free.Count > room || (size > MostText && _free.Count > 1); _free.RemoveLast())
                size -= _free.Last!.Value.Size;
        }
    }
}
