using System;
using System.IO;

namespace ArchGen.LanguageServer.Documents;

/// <summary>Documents' addresses and files' paths.</summary>
internal static class Uris
{
    /// <summary>The full path of a file or folder; null where the address is none of the disk.</summary>
    public static string? FileOf(string? uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.IsFile ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(parsed.LocalPath)) : null;

    /// <summary>A path for a document that is no file (a new one, say): it finds imports from <paramref name="folder"/>, and no file finds it.</summary>
    public static string PathOfUnsaved(string uri, string folder) => Path.Combine(folder, Uri.EscapeDataString(uri) + "#unsaved");

    /// <summary>A file's address, for files that the client hasn't named.</summary>
    public static string OfFile(string path) => new UriBuilder(Uri.UriSchemeFile, "") { Path = path }.Uri.AbsoluteUri;
}
