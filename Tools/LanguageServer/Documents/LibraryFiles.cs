using System;
using System.Collections.Concurrent;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;

namespace ArchGen.LanguageServer.Documents;

/// <summary>The standard library is part of the compiler; to be looked at, its files are written to a folder of the user's, read-only.</summary>
internal static class LibraryFiles
{
    private static readonly ConcurrentDictionary<string, string?> s_written = new(StringComparer.Ordinal);

    /// <summary>The file on the disk that shows one of the library's; null where none can be written.</summary>
    public static string? PathOf(SourceText source) => s_written.GetOrAdd(source.Path, _ => Write(source));

    /// <summary>The library's file of a path; null where it is none of the library's.</summary>
    public static SourceText? Find(string path)
    {
        foreach (var source in ArchCompiler.Library)
        {
            if (source.Path == path)
                return source;
        }

        return null;
    }

    private static string? Write(SourceText source)
    {
        try
        {
            // Another version of the library has another folder; a file that is there is whole.
            var bytes = Encoding.UTF8.GetBytes(source.Text);
            var root = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            var folder = Path.Combine(root.Length == 0 ? Path.GetTempPath() : root, "archgen", "library", Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]);
            var path = Path.Combine(folder, Path.GetFileName(source.Path));
            if (File.Exists(path))
                return path;
            Directory.CreateDirectory(folder);
            var draft = Path.Combine(folder, Path.GetRandomFileName());
            File.WriteAllBytes(draft, bytes);
            File.SetAttributes(draft, FileAttributes.ReadOnly);
            File.Move(draft, path, overwrite: true);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
