using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ArchGen.Dsl.Text;

namespace ArchGen.Workspace;

/// <summary>
/// What was read of the disk, each file and folder once until it is forgotten, in an order that doesn't depend on the file system. Calls may come from several threads.
/// </summary>
/// <param name="shown">How a file's full path is called in findings.</param>
public sealed class SpecDisk(Func<string, string> shown)
{
    private const int MostFiles = 5000;
    private static readonly HashSet<string> s_skipped = new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", "artifacts", "node_modules" };

    private readonly object _lock = new();
    private readonly Dictionary<string, SourceText> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stale = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _listed = new(StringComparer.Ordinal);

    /// <summary>How a file's full path is called in findings.</summary>
    public string Shown(string path) => shown(path);

    /// <summary>A file's text; null where it can't be read, and <paramref name="problem"/> says why.</summary>
    public SourceText? Read(string path, out string problem)
    {
        problem = "";
        lock (_lock)
        {
            var isKnown = _read.TryGetValue(path, out var known);
            if (isKnown && !_stale.Contains(path))
                return known;
            try
            {
                // A file that was only touched is the same text as before, to those who go by it.
                var text = File.ReadAllText(path);
                _stale.Remove(path);
                return isKnown && known!.Text == text ? known : _read[path] = new SourceText(shown(path), text);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _read.Remove(path);
                _stale.Remove(path);
                problem = e.Message;
                return null;
            }
        }
    }

    /// <summary>The spec files in a folder itself, in ordinal order.</summary>
    public IReadOnlyList<string> In(string folder) => Listed(folder, "", () => Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.arch")] : []);

    /// <summary>All spec files below a folder, in ordinal order; folders of builds and hidden folders are passed over.</summary>
    public IReadOnlyList<string> Below(string folder) => Listed(folder, "**", () =>
    {
        var found = new List<string>();
        var waiting = new Stack<string>([folder]);
        while (waiting.TryPop(out var next) && found.Count < MostFiles)
        {
            try
            {
                found.AddRange(Directory.EnumerateFiles(next, "*.arch"));
                foreach (var child in Directory.EnumerateDirectories(next))
                {
                    var name = Path.GetFileName(child);
                    if (!name.StartsWith('.') && !s_skipped.Contains(name) && new DirectoryInfo(child).LinkTarget is null)
                        waiting.Push(child);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // What can't be listed can't be imported from either.
            }
        }

        return found;
    });

    /// <summary>Reads a file, or all below a folder, anew when it is asked for next, and lists every folder anew.</summary>
    public void Forget(string path)
    {
        lock (_lock)
        {
            _stale.UnionWith(_read.Keys.Where(known => known == path || known.StartsWith(path + Path.DirectorySeparatorChar, StringComparison.Ordinal)));
            _listed.Clear();
        }
    }

    /// <summary>Reads everything anew.</summary>
    public void ForgetAll()
    {
        lock (_lock)
        {
            _stale.UnionWith(_read.Keys);
            _listed.Clear();
        }
    }

    private IReadOnlyList<string> Listed(string folder, string depth, Func<List<string>> list)
    {
        lock (_lock)
        {
            var key = folder + "\0" + depth;
            if (!_listed.TryGetValue(key, out var known))
                _listed[key] = known = [.. list().Order(StringComparer.Ordinal)];
            return known;
        }
    }
}
