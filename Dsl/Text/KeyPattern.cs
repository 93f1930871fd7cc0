using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Text;

/// <summary>
/// One side of a key map's rule: segments joined by dots, where <c>*</c> is any one segment and <c>**</c> (at most once) any run of at least one. The runtime is built
/// from this file too, so that the map that the compiler checks is the map that runs.
/// </summary>
internal sealed class KeyPattern
{
    private readonly string[] _segments;
    private readonly int _rest;

    private KeyPattern(string[] segments)
    {
        _segments = segments;
        _rest = Array.IndexOf(segments, "**");
    }

    /// <summary>The wildcards in order.</summary>
    public IEnumerable<string> Wildcards => _segments.Where(IsWildcard);

    /// <summary>The segments in order.</summary>
    public IReadOnlyList<string> Segments => _segments;

    /// <summary>Reads a pattern; null with the reason where it is none.</summary>
    public static KeyPattern? Parse(string text, out string? problem)
    {
        var segments = text.Split('.');
        problem = text.Length == 0 ? "it is empty"
            : segments.Any(s => s.Length == 0) ? "it has an empty segment"
            : text.Any(char.IsWhiteSpace) ? "it has a blank in it"
            : segments.FirstOrDefault(s => !IsWildcard(s) && s.IndexOf('*') >= 0) is { } mixed ? $"in '{mixed}', '*' stands beside other characters: it is a segment by itself"
            : segments.Count(s => s == "**") > 1 ? "it has '**' more than once"
            : null;
        return problem is null ? new KeyPattern(segments) : null;
    }

    /// <summary>What the wildcards stand for in a key, in order; null where the key isn't of this form.</summary>
    public IReadOnlyList<string>? Match(string key)
    {
        var parts = key.Split('.');
        var run = parts.Length - _segments.Length + 1;
        if (_rest < 0 ? run != 1 : run < 1)
            return null;
        var found = new List<string>();
        for (int i = 0, at = 0; i < _segments.Length; i++)
        {
            if (i == _rest)
            {
                found.Add(string.Join(".", parts, at, run));
                at += run;
                continue;
            }
            if (_segments[i] == "*")
                found.Add(parts[at]);
            else if (_segments[i] != parts[at])
                return null;
            at++;
        }
        return found;
    }

    /// <summary>The key with the wildcards replaced, in order.</summary>
    public string Fill(IReadOnlyList<string> wildcards)
    {
        var next = 0;
        return string.Join(".", _segments.Select(s => IsWildcard(s) ? wildcards[next++] : s));
    }

    private static bool IsWildcard(string segment) => segment is "*" or "**";
}
