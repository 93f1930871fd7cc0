using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Text;

/// <summary>
/// One side of a key map's rule: segments joined by dots, where <c>*</c> is any one segment, or a part of one (<c>stage*</c>: at least one character), and <c>**</c> (at
/// most once) any run of at least one segment. The runtime is built from this file too, so that the map that the compiler checks is the map that runs.
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
    public IEnumerable<string> Wildcards => _segments.Where(s => s.IndexOf('*') >= 0).Select(s => s == "**" ? s : "*");

    /// <summary>The segments in order.</summary>
    public IReadOnlyList<string> Segments => _segments;

    /// <summary>Reads a pattern; null with the reason where it is none.</summary>
    public static KeyPattern? Parse(string text, out string? problem)
    {
        var segments = text.Split('.');
        problem = text.Length == 0 ? "it is empty"
            : segments.Any(s => s.Length == 0) ? "it has an empty segment"
            : text.Any(char.IsWhiteSpace) ? "it has a blank in it"
            : segments.FirstOrDefault(s => s != "**" && s.Count(c => c == '*') > 1) is { } mixed ? $"'{mixed}' has '*' more than once; '**' is a segment by itself"
            : segments.Count(s => s == "**") > 1 ? "it has '**' more than once"
            : null;
        return problem is null ? new KeyPattern(segments) : null;
    }

    /// <summary>What the wildcards stand for in a key, in order; null where the key isn't of this form.</summary>
    public IReadOnlyList<string>? Match(string key) => Match(key.Split('.'));

    /// <summary>The same for a key's segments, which are many rules'.</summary>
    public IReadOnlyList<string>? Match(string[] parts)
    {
        var run = parts.Length - _segments.Length + 1;
        if (_rest < 0 ? run != 1 : run < 1)
            return null;
        List<string>? found = null;
        for (int i = 0, at = 0; i < _segments.Length; i++)
        {
            if (i == _rest)
            {
                (found ??= []).Add(string.Join(".", parts, at, run));
                at += run;
                continue;
            }
            var star = _segments[i].IndexOf('*');
            if (star < 0 ? _segments[i] != parts[at] : !Fits(_segments[i], parts[at]))
                return null;
            if (star >= 0)
                (found ??= []).Add(parts[at].Substring(star, parts[at].Length - _segments[i].Length + 1));
            at++;
        }
        return found ?? [];
    }

    /// <summary>The key with the wildcards replaced, in order.</summary>
    public string Fill(IReadOnlyList<string> wildcards)
    {
        var next = 0;
        return string.Join(".", _segments.Select(s => s == "**" ? wildcards[next++] : s.IndexOf('*') >= 0 ? s.Replace("*", wildcards[next++]) : s));
    }

    /// <summary>True for a segment of a key that a pattern's segment with one <c>*</c> is the form of.</summary>
    public static bool Fits(string form, string segment) =>
        form.IndexOf('*') is >= 0 and var star
            ? segment.Length >= form.Length && segment.StartsWith(form.Substring(0, star), StringComparison.Ordinal)
                && segment.EndsWith(form.Substring(star + 1), StringComparison.Ordinal)
            : form == segment;
}
