using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using ArchGen.Dsl;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;

namespace ArchGen.Workspace;

/// <summary>Specs compiled together.</summary>
/// <param name="Result">What the compiler made of them.</param>
/// <param name="Requested">The paths, as shown, of the files that were asked for; others were read because they are imported.</param>
public sealed record LoadedSpecs(CompilationResult Result, IReadOnlySet<string> Requested)
{
    /// <summary>Variants of the files that were asked for.</summary>
    public IEnumerable<Dsl.Elaboration.ElaboratedVariant> Variants => Result.Variants.Where(v => Requested.Contains(v.Path));

    /// <summary>Ablations of the files that were asked for.</summary>
    public IEnumerable<Dsl.Elaboration.ElaboratedAblation> Ablations => Result.Ablations.Where(a => Requested.Contains(a.Path));

    /// <summary>All that a name may mean: variants, and members of ablations.</summary>
    public IReadOnlyList<Dsl.Elaboration.ElaboratedVariant> Named => [.. Variants, .. Ablations.SelectMany(a => a.Members).Select(m => m.Variant)];

    /// <summary>All findings of the files asked for, and the errors of those that they import.</summary>
    public IEnumerable<Diagnostic> Diagnostics => Result.Files.SelectMany(f =>
        f.Diagnostics.Where(d => d.Severity == Severity.Error || Requested.Contains(f.Source.Path)));
}

/// <summary>
/// Reads and compiles what a command line names: files, and all <c>.arch</c> files of folders. Files that declare an imported namespace are looked for beside
/// the file that imports it, then in each folder above it with all below, up to the repository's root; the nearest folder that has the namespace gives
/// all its files of it. Files of the same namespace and folder are read too where a file doesn't compile without them. <c>std</c> is built in.
/// </summary>
public static class SpecLoader
{
    /// <summary>Files and folders of the disk, as a command line names them.</summary>
    public static LoadedSpecs Load(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var files = new SpecFiles();
        return Load(files, Requested(files, paths), ArchCompiler.Compile, cancellation);
    }

    /// <summary>Files by their full paths, with what they need, compiled in a way of the caller's.</summary>
    public static LoadedSpecs Load(
        SpecFiles files, IReadOnlyList<string> requested, Func<IReadOnlyList<SourceText>, CancellationToken, CompilationResult> compile, CancellationToken cancellation)
    {
        var chosen = WithImports(files, requested, cancellation);
        var shown = requested.Select(files.NameOf).ToHashSet(StringComparer.Ordinal);
        var loaded = Compile(chosen);
        if (!loaded.Result.HasErrors)
            return loaded;

        var siblings = Siblings(files, chosen, cancellation);
        if (!siblings.Any(s => loaded.Result.MayLack(files.Read(s, cancellation).Source, cancellation)))
            return loaded;
        var wider = Compile(WithImports(files, [.. chosen, .. siblings], cancellation));
        return Errors(wider) < Errors(loaded) ? wider : loaded;

        LoadedSpecs Compile(IReadOnlyList<string> paths) => new(compile([.. paths.Select(p => files.Read(p, cancellation).Source)], cancellation), shown);
    }

    private static int Errors(LoadedSpecs loaded) => loaded.Diagnostics.Count(d => d.Severity == Severity.Error);

    /// <summary>The full paths of the files that a command line names, each once: files, and all below folders.</summary>
    public static IReadOnlyList<string> Requested(SpecFiles files, IReadOnlyList<string> paths)
    {
        var found = new List<string>();
        foreach (var path in paths)
        {
            var full = Path.GetFullPath(path);
            if (File.Exists(full))
            {
                found.Add(full);
            }
            else if (Directory.Exists(full))
            {
                var below = files.Below(Path.TrimEndingDirectorySeparator(full));
                if (below.Count == 0)
                    throw new SpecException($"There is no .arch file in '{path}' or below it.");
                found.AddRange(below);
            }
            else
            {
                var nearest = SpellChecker.Nearest(Path.GetFileName(path), Neighbours(full));
                throw new SpecException($"There is no file or folder '{path}'." + (nearest is null ? "" : $" Did you mean '{Path.Combine(Path.GetDirectoryName(path) ?? "", nearest)}'?"));
            }
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Neighbours(string path)
    {
        var folder = Path.GetDirectoryName(path);
        return Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Select(e => Path.GetFileName(e)!) : [];
    }

    /// <summary>The files, and those that declare what they import, and so on; full paths.</summary>
    public static IReadOnlyList<string> WithImports(SpecFiles files, IReadOnlyList<string> requested, CancellationToken cancellation)
    {
        var chosen = requested.Distinct(StringComparer.Ordinal).ToList();
        var declared = chosen.Select(p => files.Read(p, cancellation).Header.Namespace).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < chosen.Count; i++)
        {
            foreach (var import in files.Read(chosen[i], cancellation).Header.Imports)
            {
                if (import.Length == 0 || IsBuiltIn(import) || !declared.Add(import))
                    continue;
                chosen.AddRange(FilesOf(files, chosen[i], import, cancellation).Except(chosen).ToList());
            }
        }

        return chosen;
    }

    private static IReadOnlyList<string> FilesOf(SpecFiles files, string importer, string import, CancellationToken cancellation)
    {
        var nearby = files.In(FolderOf(importer)).Where(Declares).ToArray();
        if (nearby.Length > 0)
            return nearby;
        foreach (var folder in SpecFiles.Around(importer))
        {
            var there = files.Below(folder).Where(Declares).ToArray();
            if (there.Length > 0)
                return there;
        }

        return []; // the compiler says that the namespace isn't known, at the import

        bool Declares(string path) => files.TryRead(path, cancellation, out _)?.Header.Namespace == import;
    }

    /// <summary>Other files in the folders of some that declare the same namespaces.</summary>
    public static IReadOnlyList<string> Siblings(SpecFiles files, IReadOnlyList<string> chosen, CancellationToken cancellation) =>
    [
        .. chosen.SelectMany(path =>
        {
            var own = files.Read(path, cancellation).Header.Namespace;
            return own.Length == 0 ? [] : files.In(FolderOf(path)).Where(other => files.TryRead(other, cancellation, out _)?.Header.Namespace == own);
        }).Except(chosen).Distinct(StringComparer.Ordinal),
    ];

    private static string FolderOf(string path) => Path.GetDirectoryName(path) ?? "";

    private static bool IsBuiltIn(string import) => import == "std" || import.StartsWith("std.", StringComparison.Ordinal);
}
