using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace ArchGen.LanguageServer.Tests;

/// <summary>The repository that the tests are of.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Root").Value!;

    public static string[] Specs => [.. Directory.EnumerateFiles(Path.Combine(Root, "specs"), "*.arch", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}

/// <summary>A folder that is gone after the test, a root by itself.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(System.IO.Path.Combine(Path, ".git"));

    public string Path { get; } = Directory.CreateTempSubdirectory("archgen-lsp-").FullName;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
