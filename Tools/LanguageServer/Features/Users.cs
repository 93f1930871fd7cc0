using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Dsl.Semantics;
using ArchGen.LanguageServer.Documents;
using ArchGen.Workspace;

namespace ArchGen.LanguageServer.Features;

/// <summary>A file compiled with all files of the workspace that could speak of what it, or a name in it, defines: for references and renames.</summary>
internal static class Users
{
    /// <summary>The model of a file, with all that import its namespace.</summary>
    public static async Task<Asked?> OfFileAsync(ServerContext server, Snapshot snapshot, string path, CancellationToken cancellation) =>
        await ModelAsync(server, snapshot, path, [path], cancellation).ConfigureAwait(false);

    /// <summary>The model of a file, with all that could speak of the name at an offset.</summary>
    public static async Task<Asked?> OfNameAsync(ServerContext server, Snapshot snapshot, string path, Func<Asked, int> offset, CancellationToken cancellation)
    {
        if (await ModelAsync(server, snapshot, path, [], cancellation).ConfigureAwait(false) is not { } asked)
            return null;
        var definedIn = asked.Model.Definition(offset(asked)).Select(d => d.Path).Distinct(StringComparer.Ordinal).ToList();
        return await ModelAsync(server, snapshot, path, definedIn, cancellation).ConfigureAwait(false);
    }

    private static async Task<Asked?> ModelAsync(ServerContext server, Snapshot snapshot, string path, IReadOnlyList<string> definedIn, CancellationToken cancellation)
    {
        if (snapshot.Files.TryRead(path, cancellation, out _) is null)
            return null;
        var group = server.Compiler.GroupsOf(snapshot, cancellation).FirstOrDefault(g => g.Contains(path)) ?? [path];
        var users = definedIn.SelectMany(defining => UsersOf(snapshot, defining, cancellation)).Except(group).ToList();
        var all = users.Count == 0 ? group : [.. group.Concat(users).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var compiled = await server.Compiler.CompileAsync(snapshot, all, cancellation).ConfigureAwait(false);
        return SemanticModel.Of(compiled.Result, path) is { } model ? new Asked(snapshot, compiled, model, server, cancellation) : null;
    }

    /// <summary>The workspace's files that see a file's definitions. Of the standard library's these are all that import it.</summary>
    private static IEnumerable<string> UsersOf(Snapshot snapshot, string path, CancellationToken cancellation)
    {
        var isLibrary = LibraryFiles.Find(path) is not null;
        var own = isLibrary ? "std" : snapshot.Files.TryRead(path, cancellation, out _)?.Header.Namespace ?? "";
        if (own.Length == 0)
            return [];
        return snapshot.AllPaths.Where(other =>
        {
            if (snapshot.Files.TryRead(other, cancellation, out _) is not var (_, header))
                return false;
            if (header.Imports.Contains(own))
                return isLibrary || SpecLoader.WithImports(snapshot.Files, [other], cancellation).Contains(path);
            return header.Namespace == own && Path.GetDirectoryName(other) == Path.GetDirectoryName(path);
        });
    }
}
