using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ArchGen.Dsl;

namespace ArchGen.Generator.Pipeline;

/// <summary>Finds what each file is compiled with.</summary>
internal static class UnitBuilder
{
    /// <summary>A unit for each file, in order of paths, whatever order the build lists them in; a file that is listed twice counts once.</summary>
    public static ImmutableArray<CompileUnit> Build(ImmutableArray<SpecHeader> headers, string projectFolder, CancellationToken cancellation)
    {
        var files = headers.IsDefaultOrEmpty
            ? []
            : headers.GroupBy(h => h.File.Path, StringComparer.Ordinal).Select(g => g.OrderBy(h => h.File.Text, StringComparer.Ordinal).First())
                .OrderBy(h => h.File.Path, StringComparer.Ordinal).ToArray();
        var names = HintNames.For([.. files.Select(f => f.File.Path)], projectFolder);
        var byNamespace = files.ToLookup(f => f.Namespace, StringComparer.Ordinal);
        var units = ImmutableArray.CreateBuilder<CompileUnit>(files.Length);
        for (var i = 0; i < files.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            units.Add(new CompileUnit(files[i].File.Path, names[i], Closure(files[i], byNamespace)));
        }
        return units.MoveToImmutable();
    }

    /// <summary>A file, and all files of its namespace and of those that it or they import, near or far.</summary>
    private static EquatableArray<SpecFile> Closure(SpecHeader file, ILookup<string, SpecHeader> byNamespace)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>();
        open.Push(file.Namespace);
        var members = new SortedDictionary<string, SpecFile>(StringComparer.Ordinal) { [file.File.Path] = file.File };
        foreach (var import in file.Imports)
            open.Push(import);
        while (open.Count > 0)
        {
            var name = open.Pop();
            if (!reached.Add(name))
                continue;
            foreach (var member in byNamespace[name])
            {
                members[member.File.Path] = member.File;
                foreach (var import in member.Imports)
                    open.Push(import);
            }
        }
        return new EquatableArray<SpecFile>(members.Values);
    }
}
