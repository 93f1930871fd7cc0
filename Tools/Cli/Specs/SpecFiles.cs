using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;

namespace ArchGen.Cli.Specs;

/// <summary>Finds and reads <c>.arch</c> files, each once, in an order that doesn't depend on the file system.</summary>
internal sealed class SpecFiles
{
    private const int MostFiles = 5000, LevelsWithoutRoot = 2;
    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", "artifacts", "node_modules" };
    private static readonly string[] RootMarks = [".git", "*.sln", "*.slnx"];

    private readonly Dictionary<string, (SourceText Source, FileHeader Header)> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _listed = new(StringComparer.Ordinal);

    /// <summary>A file's text and what it declares; <paramref name="path"/> is a full path.</summary>
    public (SourceText Source, FileHeader Header) Read(string path, CancellationToken cancellation)
    {
        if (_read.TryGetValue(path, out var known))
            return known;
        try
        {
            var source = new SourceText(Shown(path), File.ReadAllText(path));
            return _read[path] = (source, ArchCompiler.Header(source, cancellation));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"'{Shown(path)}' can't be read: {e.Message}");
        }
    }

    /// <summary>All spec files below a folder, in ordinal order; folders of builds and hidden folders are passed over.</summary>
    public IReadOnlyList<string> Below(string folder)
    {
        if (_listed.TryGetValue(folder, out var known))
            return known;
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
                    if (!name.StartsWith('.') && !Skipped.Contains(name) && new DirectoryInfo(child).LinkTarget is null)
                        waiting.Push(child);
                }
            }
            catch (UnauthorizedAccessException)
            {
                // What can't be listed can't be imported from either.
            }
        }

        found.Sort(StringComparer.Ordinal);
        return _listed[folder] = found;
    }

    /// <summary>The folders to look for imports in, nearest first: the file's own, then its parents up to the repository's or solution's root.</summary>
    public static IEnumerable<string> Around(string file)
    {
        var own = Path.GetDirectoryName(file)!;
        var chain = new List<string>();
        var rootAt = -1;
        for (var folder = own; folder is not null && Path.GetPathRoot(folder) != folder; folder = Path.GetDirectoryName(folder))
        {
            chain.Add(folder);
            if (IsRoot(folder))
            {
                rootAt = chain.Count - 1;
                break;
            }
        }

        // Without a root, two levels up at most, and never a folder that everyone writes to.
        var last = rootAt >= 0 ? rootAt : Math.Min(LevelsWithoutRoot, chain.Count - 1);
        var temporary = Path.TrimEndingDirectorySeparator(Path.GetTempPath());
        return chain.Take(last + 1).TakeWhile((folder, level) => level == 0 || folder != temporary);
    }

    /// <summary>A path as it is shown: relative where it lies below the working folder.</summary>
    public static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative;
    }

    private static bool IsRoot(string folder) =>
        Directory.Exists(Path.Combine(folder, RootMarks[0])) || File.Exists(Path.Combine(folder, RootMarks[0]))
        || RootMarks.Skip(1).Any(mark => Directory.EnumerateFiles(folder, mark).Any());
}
