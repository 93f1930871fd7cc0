using System;
using System.Collections.Immutable;
using System.Linq;
using ArchGen.Dsl.Text;
using ArchGen.LanguageServer.Protocol;
using ArchGen.Workspace;

namespace ArchGen.LanguageServer.Documents;

/// <summary>Keeps documents as the client tells of them. Used on the thread that reads messages alone; others hold a <see cref="Snapshot"/>.</summary>
internal sealed class DocumentStore
{
    private readonly SpecDisk _disk = new(path => path);

    public DocumentStore() => Current = new Snapshot(ImmutableDictionary<string, Document>.Empty.WithComparers(StringComparer.Ordinal), [], _disk);

    public Snapshot Current { get; private set; }

    /// <summary>What positions of the client's mean.</summary>
    public PositionEncoding Encoding { get; set; } = PositionEncoding.Agree(null);

    /// <summary>True where the client tells of changes on the disk; else they are looked for when a document is opened or saved.</summary>
    public bool IsDiskWatched { get; set; }

    public void SetFolders(ImmutableArray<string> folders) => Current = Current.In(folders);

    public void Open(TextDocumentItem item)
    {
        LookAtDisk();
        Current = Current.With(new Document(item.Uri, item.Version, new SourceText(Current.PathOf(item.Uri), item.Text)));
    }

    /// <summary>Applies changes in their order. False where the document isn't open: the client and the server don't agree.</summary>
    public bool Change(DidChangeParams change)
    {
        if (Current.DocumentAt(change.TextDocument.Uri) is not { } document)
            return false;
        var source = document.Source;
        foreach (var part in change.ContentChanges)
        {
            if (part.Range is not { } range)
            {
                source = new SourceText(source.Path, part.Text);
                continue;
            }

            var span = Encoding.SpanOf(source, range);
            source = new SourceText(source.Path, string.Concat(source.Text.AsSpan(0, span.Start), part.Text, source.Text.AsSpan(span.End)));
        }

        Current = Current.With(document with { Version = change.TextDocument.Version, Source = source });
        return true;
    }

    public void Close(string uri)
    {
        var path = Current.PathOf(uri);
        _disk.Forget(path);
        Current = Current.Without(path).AfterDiskChange();
    }

    public void Save(string uri)
    {
        _disk.Forget(Current.PathOf(uri));
        LookAtDisk();
        Current = Current.AfterDiskChange();
    }

    /// <summary>Files were made, changed or deleted.</summary>
    public void DiskChanged(FileEvent[] changes)
    {
        foreach (var path in changes.Select(c => Uris.FileOf(c.Uri)).OfType<string>())
            _disk.Forget(path);
        Current = Current.AfterDiskChange();
    }

    private void LookAtDisk()
    {
        if (IsDiskWatched)
            return;
        _disk.ForgetAll();
        Current = Current.AfterDiskChange();
    }
}
