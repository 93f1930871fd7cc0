using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Elaboration;
using static TorchSharp.torch;

namespace ArchGen.Cli.Bench;

/// <summary>Lays times of modules out by the network's parts, and by kinds of operators.</summary>
internal sealed class BenchRows
{
    private readonly Dictionary<string, nn.Module> _modules;
    private readonly Dictionary<string, ModuleTime> _times;
    private readonly Dictionary<string, long> _macs = new(StringComparer.Ordinal);
    private readonly GraphNode _root;

    /// <summary>Rows of what modules took in some passes: the mean of the faster half of them, so that parts add up to the whole.</summary>
    public BenchRows(nn.Module model, GraphNode root, IReadOnlyList<IReadOnlyDictionary<string, ModuleTime>> passes)
    {
        _root = root;
        _modules = model.named_modules().GroupBy(m => m.name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().module, StringComparer.Ordinal);
        var fast = passes.OrderBy(p => p[""].Whole).Take((passes.Count + 1) / 2).ToArray();
        _times = fast[0].Keys.ToDictionary(
            key => key, key => new ModuleTime(fast[0][key].Calls, fast.Average(p => p[key].Whole), fast.Average(p => p[key].Own)), StringComparer.Ordinal);
        Count(root, "");
    }

    /// <summary>Milliseconds of the whole.</summary>
    public double All => _times[""].Whole;

    /// <summary>The network's parts down to a depth.</summary>
    public IReadOnlyList<BenchRow> Stages(int depth)
    {
        var rows = new List<BenchRow>();
        Below(_root, "", 0, depth, rows);
        rows.Add(new BenchRow(0, "·", "steps between the parts", 0, All - rows.Where(r => r.Level == 0).Sum(r => r.Milliseconds ?? 0), 0));
        return rows;
    }

    /// <summary>Kinds of layers, the longest first; and for each block what it does between the layers that it calls.</summary>
    public IReadOnlyList<BenchRow> Operators()
    {
        // Only what calls no other module is an operator; the rest of a block's time is its own steps.
        var callers = _times.Keys.Where(path => _times.Keys.Any(other => other.Length > path.Length && other.StartsWith(path.Length == 0 ? "" : path + ".", StringComparison.Ordinal))).ToHashSet(StringComparer.Ordinal);
        return [.. _times
            .GroupBy(t => Kind(t.Key, callers.Contains(t.Key)))
            .Select(g => new BenchRow(0, g.Key.Name, g.Key.What, g.Sum(t => t.Value.Calls), g.Sum(t => t.Value.Own), g.Sum(t => callers.Contains(t.Key) ? 0 : _macs.GetValueOrDefault(t.Key))))
            .OrderByDescending(r => r.Milliseconds)];
    }

    private (string Name, string What) Kind(string path, bool isCaller)
    {
        var type = path.Length == 0 ? "the model" : _modules[path].GetType().Name;
        if (isCaller)
            return ("in " + type, "steps between the layers it calls");
        var weight = _modules[path].named_parameters(false).FirstOrDefault(p => p.name == "weight").parameter;
        if (weight is null || weight.dim() < 3)
            return (type, "");
        var kernel = string.Join('×', weight.shape.Skip(2));
        return ($"{type} {kernel}", weight.size(1) == 1 && weight.size(0) > 1 ? "depthwise" : "");
    }

    private void Count(GraphNode node, string path)
    {
        if (node.Name.Length > 0 && node.Macs.Value is { } macs)
            _macs[path] = _macs.GetValueOrDefault(path) + macs;
        foreach (var child in node.Children)
            Count(child, Join(path, child.Name));
    }

    private void Below(GraphNode node, string path, int level, int depth, List<BenchRow> rows)
    {
        if (level == depth)
            return;
        foreach (var child in node.Children)
        {
            var here = Join(path, child.Name);
            if (child.Name.Length == 0)
            {
                // A group without a name gives its place to its parts; a step is no module.
                Below(child, path, level, depth, rows);
                continue;
            }

            var called = TimeOf(here);
            rows.Add(new BenchRow(level, child.Name, child.Kind, called?.Calls ?? 0, called?.Whole, child.Macs.Value ?? 0));
            Below(child, here, level + 1, depth, rows);
        }
    }

    // A part that is only a list of modules takes what these take.
    private ModuleTime? TimeOf(string path)
    {
        if (_times.TryGetValue(path, out var time))
            return time;
        var inner = _times.Keys.Where(k => k.StartsWith(path + ".", StringComparison.Ordinal)).ToList();
        var outer = inner.Where(k => !inner.Any(o => o.Length < k.Length && k.StartsWith(o + ".", StringComparison.Ordinal))).Select(k => _times[k]).ToList();
        return outer.Count == 0 ? null : new ModuleTime(1, outer.Sum(t => t.Whole), 0);
    }

    private static string Join(string path, string name) => name.Length == 0 ? path : path.Length == 0 ? name : $"{path}.{name}";
}
