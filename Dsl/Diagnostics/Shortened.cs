using System.Globalization;
using System.Linq;

namespace ArchGen.Dsl.Diagnostics;

/// <summary>Texts of a spec in messages: whatever somebody writes there, a message can be read.</summary>
internal static class Shortened
{
    private const int MostOfAnArgument = 900;

    /// <summary>A text's beginning and end where it is longer than that.</summary>
    public static string Of(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var (head, tail) = (2 * most / 3, text.Length - most / 4);
        // Not through the middle of a pair.
        head -= char.IsHighSurrogate(text[head - 1]) ? 1 : 0;
        tail += char.IsLowSurrogate(text[tail]) ? 1 : 0;
        return text.Substring(0, head) + "…" + text.Substring(tail);
    }

    /// <summary>A message of its form and what belongs into it.</summary>
    public static string Format(string form, object[] arguments) =>
        string.Format(CultureInfo.InvariantCulture, form, arguments.Select(a => (object)Of(string.Format(CultureInfo.InvariantCulture, "{0}", a), MostOfAnArgument)).ToArray());
}
