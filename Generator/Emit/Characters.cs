using System.Globalization;
using System.Text;

namespace ArchGen.Generator.Emit;

/// <summary>Characters of a spec's text that would mean something in C# or XML, or show something else than there is.</summary>
internal static class Characters
{
    private const char Replacement = '\uFFFD';

    /// <summary>True for what C# takes for the end of a line.</summary>
    public static bool EndsLine(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    /// <summary>True for what nobody sees, or what turns the direction of the text around it: it is written by its number, or not at all.</summary>
    public static bool IsHidden(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned;

    /// <summary>A text for a comment of one line: ends of lines are blanks, and what is hidden is a mark.</summary>
    public static string OneLine(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                plain.Append(text[i]).Append(text[++i]);
            else
                plain.Append(EndsLine(text[i]) || text[i] == '\t' ? ' ' : IsHidden(text[i]) ? Replacement : text[i]);
        }
        return plain.ToString();
    }
}
