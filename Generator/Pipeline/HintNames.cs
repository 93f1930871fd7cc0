using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ArchGen.Generator.Pipeline;

/// <summary>
/// Names of generated files. Roslyn drops everything that a generator made when one name is bad or there twice, in whatever case; so names are of plain
/// characters, and files that would share one get a mark of their folder.
/// </summary>
internal static class HintNames
{
    private const string Extension = ".arch";
    private const int Longest = 80;

    /// <summary>A name for each path. It depends on the set of paths alone, not on their order.</summary>
    public static IReadOnlyList<string> For(IReadOnlyList<string> paths, string projectFolder)
    {
        var stems = paths.Select(Stem).ToArray();
        var isShared = stems.GroupBy(s => s, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)
            .SelectMany(g => g).ToSet();
        var names = new string[paths.Count];
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var i in Enumerable.Range(0, paths.Count).OrderBy(i => paths[i], StringComparer.Ordinal))
        {
            var stem = isShared.Contains(stems[i]) ? $"{stems[i]}-{Mark(Relative(paths[i], projectFolder))}" : stems[i];
            var name = stem;
            for (var n = 2; !taken.Add(name); n++)
                name = stem + "-" + n.ToString(CultureInfo.InvariantCulture);
            names[i] = name + ".g.cs";
        }
        return names;
    }

    /// <summary>The name of the code of one of the standard library's files. The plus keeps it apart from all others.</summary>
    public static string OfLibrary(string path) => "ArchGen+" + Stem(path) + ".g.cs";

    private static string Stem(string path)
    {
        var name = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        if (name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
            name = name.Substring(0, name.Length - Extension.Length);
        var text = new StringBuilder();
        foreach (var c in name)
            text.Append(c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or '.' or '-' ? c : '_');
        var stem = text.ToString().Trim('.');
        if (stem.Length > Longest)
            stem = stem.Substring(0, Longest);
        return stem.Length == 0 ? "_" : stem;
    }

    private static string Relative(string path, string folder)
    {
        var plain = path.Replace('\\', '/');
        var root = folder.Replace('\\', '/').TrimEnd('/') + "/";
        return root.Length > 1 && plain.StartsWith(root, StringComparison.OrdinalIgnoreCase) ? plain.Substring(root.Length) : plain;
    }

    /// <summary>Eight digits of FNV-1a: the same in every run, on every system.</summary>
    private static string Mark(string text)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes(text))
            hash = unchecked((hash ^ b) * 16777619u);
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }

    private static HashSet<string> ToSet(this IEnumerable<string> names) => new(names, StringComparer.Ordinal);
}
