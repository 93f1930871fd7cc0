using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;

namespace ArchGen.Workspace;

/// <summary>The files as someone sees them at one moment: the disk's, and over them the texts that an editor has open and may not have saved.</summary>
/// <param name="disk">The disk.</param>
/// <param name="open">Open texts by full path.</param>
public sealed class SpecFiles(SpecDisk disk, ImmutableDictionary<string, SourceText> open)
{
    private const int LevelsWithoutRoot = 2;
    private static readonly string[] s_rootMarks = [".git", "*.sln", "*.slnx"];

    // An unchanged text is the same object from one moment to the next.
    private static readonly ConditionalWeakTable<SourceText, FileHeader> s_headers = [];

    /// <summary>The files of the disk, called as they are in messages of a command line.</summary>
    public SpecFiles()
        : this(new SpecDisk(Shown), ImmutableDictionary<string, SourceText>.Empty)
    {
    }

    /// <summary>A file's text and what it declares; <paramref name="path"/> is a full path.</summary>
    public (SourceText Source, FileHeader Header) Read(string path, CancellationToken cancellation) =>
        TryRead(path, cancellation, out var problem) ?? throw new SpecException($"'{disk.Shown(path)}' can't be read: {problem}");

    /// <summary>The same; null where the file can't be read.</summary>
    public (SourceText Source, FileHeader Header)? TryRead(string path, CancellationToken cancellation, out string problem)
    {
        problem = "";
        var source = open.TryGetValue(path, out var text) ? text : disk.Read(path, out problem);
        return source is null ? null : (source, HeaderOf(source, cancellation));
    }

    /// <summary>How a file is called in findings.</summary>
    public string NameOf(string path) => disk.Shown(path);

    /// <summary>The spec files in a folder itself, in ordinal order.</summary>
    public IReadOnlyList<string> In(string folder) => WithOpen(disk.In(folder), path => Path.GetDirectoryName(path) == folder);

    /// <summary>All spec files below a folder, in ordinal order; folders of builds and hidden folders are passed over.</summary>
    public IReadOnlyList<string> Below(string folder) =>
        WithOpen(disk.Below(folder), path => path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    /// <summary>The folders to look for imports in, nearest first: the file's own, then its parents up to the repository's or solution's root.</summary>
    public static IEnumerable<string> Around(string file)
    {
        var own = Path.GetDirectoryName(file);
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

    /// <summary>A path as a command line shows it: relative where it lies below the working folder.</summary>
    public static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative;
    }

    private static FileHeader HeaderOf(SourceText source, CancellationToken cancellation)
    {
        if (!s_headers.TryGetValue(source, out var header))
            s_headers.AddOrUpdate(source, header = ArchCompiler.Header(source, cancellation));
        return header;
    }

    private IReadOnlyList<string> WithOpen(IReadOnlyList<string> listed, Func<string, bool> isThere)
    {
        var unsaved = open.Keys.Where(path => isThere(path) && !listed.Contains(path)).ToList();
        return unsaved.Count == 0 ? listed : [.. listed.Concat(unsaved).Order(StringComparer.Ordinal)];
    }

    private static bool IsRoot(string folder)
    {
        try
        {
            return Directory.Exists(Path.Combine(folder, s_rootMarks[0])) || File.Exists(Path.Combine(folder, s_rootMarks[0]))
                || s_rootMarks.Skip(1).Any(mark => Directory.EnumerateFiles(folder, mark).Any());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
