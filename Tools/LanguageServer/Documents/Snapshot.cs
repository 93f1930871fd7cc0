using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ArchGen.Dsl.Text;
using ArchGen.Workspace;

namespace ArchGen.LanguageServer.Documents;

/// <summary>All that is known of documents and files at one moment. Never changes; a change makes another.</summary>
/// <param name="open">Open documents by path.</param>
/// <param name="folders">The workspace's folders.</param>
/// <param name="disk">What the disk has.</param>
internal sealed class Snapshot(ImmutableDictionary<string, Document> open, ImmutableArray<string> folders, SpecDisk disk)
{
    public ImmutableDictionary<string, Document> Open => open;

    public ImmutableArray<string> Folders => folders;

    /// <summary>The disk's files with the open documents over them.</summary>
    public SpecFiles Files { get; } = new(disk, open.ToImmutableDictionary(d => d.Key, d => d.Value.Source));

    /// <summary>The path of a document. One that is no file keeps the path that it was opened under.</summary>
    public string PathOf(string uri) =>
        Uris.FileOf(uri) ?? Open.Values.FirstOrDefault(d => d.Uri == uri)?.Source.Path ?? Uris.PathOfUnsaved(uri, Folders.IsDefaultOrEmpty ? "" : Folders[0]);

    /// <summary>The document at an address; null where it isn't open.</summary>
    public Document? DocumentAt(string uri) => Open.GetValueOrDefault(PathOf(uri));

    /// <summary>The address of a file, as the client writes it where it has it open.</summary>
    public string UriOf(string path) => Open.TryGetValue(path, out var document) ? document.Uri : Uris.OfFile(path);

    /// <summary>Every spec of the workspace's folders, and the open ones.</summary>
    public IEnumerable<string> AllPaths => Folders.SelectMany(Files.Below).Concat(Open.Keys).Distinct(StringComparer.Ordinal);

    public Snapshot With(Document document) => new(Open.SetItem(document.Source.Path, document), Folders, disk);

    public Snapshot Without(string path) => new(Open.Remove(path), Folders, disk);

    public Snapshot AfterDiskChange() => new(Open, Folders, disk);

    public Snapshot In(ImmutableArray<string> others) => new(Open, others, disk);
}
