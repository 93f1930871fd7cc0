using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using ArchGen.LanguageServer.Documents;
using ArchGen.Workspace;

namespace ArchGen.LanguageServer.Compiling;

/// <summary>
/// Which open documents are compiled together: those that need a file in common, and those of one namespace in one folder. So an edit of a file is an edit in one
/// compilation, whoever imports it, and copies of a spec in two folders don't meet.
/// </summary>
internal static class Groups
{
    /// <summary>The groups, each in order of paths.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(Snapshot snapshot, CancellationToken cancellation)
    {
        var members = new List<List<string>>();
        var needs = new List<HashSet<string>>();
        foreach (var path in snapshot.Open.Keys.Order(StringComparer.Ordinal))
        {
            var own = NeedsOf(snapshot.Files, path, cancellation);
            var mine = new List<string> { path };
            for (var i = members.Count - 1; i >= 0; i--)
            {
                if (!needs[i].Overlaps(own))
                    continue;
                own.UnionWith(needs[i]);
                mine.AddRange(members[i]);
                members.RemoveAt(i);
                needs.RemoveAt(i);
            }

            members.Add(mine);
            needs.Add(own);
        }

        return [.. members.Select(m => (IReadOnlyList<string>)[.. m.Order(StringComparer.Ordinal)])];
    }

    /// <summary>The files that a document is compiled with, and a mark of its place in the world of names.</summary>
    private static HashSet<string> NeedsOf(SpecFiles files, string path, CancellationToken cancellation)
    {
        var needs = SpecLoader.WithImports(files, [path], cancellation).ToHashSet(StringComparer.Ordinal);
        if (files.Read(path, cancellation).Header.Namespace is { Length: > 0 } own)
            needs.Add($"{Path.GetDirectoryName(path)}\0{own}");
        return needs;
    }
}
