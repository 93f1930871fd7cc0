namespace ArchGen.Dsl.Syntax;

/// <summary>Signs of other languages and of typeset text, and what they are called here.</summary>
internal static class Confusables
{
    private static readonly (string Written, string Meant)[] Table =
    [
        ("...", ".."), ("&&", "and"), ("||", "or"), ("=>", "->"), ("&", "and"), ("!", "not"), ("|", "|>"), ("#", "//"),
        ("\u2192", "->"), ("\u21D2", "->"), ("\u25B7", "|>"), ("\u00D7", "*"), ("\u00B7", "*"), ("\u22C5", "*"), ("\u2217", "*"), ("\u00F7", "/"),
        ("\u2212", "-"), ("\u2013", "-"), ("\u2014", "-"), ("\u2264", "<="), ("\u2265", ">="), ("\u2260", "!="),
        ("\u2026", ".."), ("\u201C", "\""), ("\u201D", "\""), ("'", "\""), ("^", "**"), ("\u2295", "+"), ("\u2297", "*"),
    ];

    /// <summary>The foreign sign at an offset and its counterpart, or null.</summary>
    public static (string Written, string Meant)? At(string text, int offset)
    {
        foreach (var entry in Table)
        {
            if (string.CompareOrdinal(text, offset, entry.Written, 0, entry.Written.Length) == 0)
                return entry;
        }
        return null;
    }
}
