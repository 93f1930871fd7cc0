using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ArchGen.Dsl;

namespace ArchGen.Generator.Pipeline;

/// <summary>Finds which files are compiled together.</summary>
internal static class UnitBuilder
{
    /// <summary>A unit for each namespace, in order of paths, whatever order the build lists them in; a file that is listed twice counts once.</summary>
    public static ImmutableArray<CompileUnit> Build(ImmutableArray<SpecHeader> headers, string projectFolder, CancellationToken cancellation)
    {
        var files = headers.IsDefaultOrEmpty
            ? []
            : headers.GroupBy(h => h.File.Path, StringComparer.Ordinal).Select(g => g.OrderBy(h => h.File.Text, StringComparer.Ordinal).First())
                .OrderBy(h => h.File.Path, StringComparer.Ordinal).ToArray();
        var names = HintNames.For([.. files.Select(f => f.File.Path)], projectFolder);
        var byNamespace = files.ToLookup(f => f.Namespace, StringComparer.Ordinal);
        var units = ImmutableArray.CreateBuilder<CompileUnit>();
        foreach (var own in files.Zip(names, (file, name) => (file, name)).GroupBy(f => f.file.Namespace, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            units.Add(new CompileUnit(new EquatableArray<UnitFile>(own.Select(f => new UnitFile(f.file.File.Path, f.name))), Closure(own.Key, byNamespace)));
        }
        return units.ToImmutable();
    }

    /// <summary>All files of a namespace and of those that they import, near or far.</summary>
    private static EquatableArray<SpecFile> Closure(string own, ILookup<string, SpecHeader> byNamespace)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>();
        open.Push(own);
        var members = new SortedDictionary<string, SpecFile>(StringComparer.Ordinal);
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
