using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace ArchGen.Dsl.Text;

/// <summary>
/// How a part of a file is named while the file is compiled part by part: places in it count from its own beginning, so that what is found out about it holds wherever the part
/// moves to. No path or message with such names leaves the compiler.
/// </summary>
internal static class PartPath
{
    private const char Mark = '\u0001';
    private const char LineStart = '\u0002';
    private const char LineEnd = '\u0003';

    private static readonly Regex s_line = new($"{LineStart}([0-9]+):([0-9]+){LineEnd}", RegexOptions.CultureInvariant);

    /// <summary>The name of a part.</summary>
    public static string Of(string file, int part) => file + Mark + part.ToString(CultureInfo.InvariantCulture);

    /// <summary>The file that a part is of; any other path as it is.</summary>
    public static string FileOf(string path) => path.IndexOf(Mark) is >= 0 and var at ? path.Substring(0, at) : path;

    /// <summary>A part's number; null for a path that isn't a part's.</summary>
    public static int? NumberOf(string path) =>
        path.IndexOf(Mark) is >= 0 and var at ? int.Parse(path.Substring(at + 1), CultureInfo.InvariantCulture) : null;

    /// <summary>A line's number (from 1) for a message; for a line of a part, what <see cref="Translate"/> puts it for.</summary>
    public static string Line(string path, int line)
    {
        var number = line.ToString(CultureInfo.InvariantCulture);
        return NumberOf(path) is { } part ? $"{LineStart}{part.ToString(CultureInfo.InvariantCulture)}:{number}{LineEnd}" : number;
    }

    /// <summary>The parts whose lines a message speaks of.</summary>
    public static IEnumerable<int> PartsIn(string message) =>
        message.IndexOf(LineStart) < 0 ? [] : s_line.Matches(message).Cast<Match>().Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));

    /// <summary>A message with the lines of parts replaced by those of their files; <paramref name="firstLine"/> says on which line (from 0) a part begins.</summary>
    public static string Translate(string message, Func<int, int> firstLine) => message.IndexOf(LineStart) < 0 ? message : s_line.Replace(message, match =>
        (firstLine(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) + int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture));
}
