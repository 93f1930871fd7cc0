using System.Globalization;
using System.Text;

namespace ArchGen.Cli.Diagnostics;

/// <summary>A line of source as a terminal shows it: where each of its UTF-16 units begins, in cells.</summary>
internal sealed class Cells
{
    private const int TabStop = 4;

    // The blocks that Unicode's East Asian Width calls wide, and the pictures that terminals show as wide.
    private static readonly (int First, int Last)[] s_wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x23E9, 0x23EC), (0x2614, 0x2615), (0x2648, 0x2653), (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x2705, 0x2705), (0x274C, 0x274E),
        (0x2753, 0x2757), (0x2795, 0x2797), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3),
        (0xF900, 0xFAFF), (0xFE10, 0xFE19), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x18CFF), (0x1B000, 0x1B2FF), (0x1F004, 0x1F004),
        (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F19A), (0x1F200, 0x1F320), (0x1F32D, 0x1F64F), (0x1F680, 0x1F6FC), (0x1F7E0, 0x1F7EB), (0x1F90C, 0x1F9FF), (0x1FA70, 0x1FAFF),
        (0x20000, 0x3FFFD),
    ];

    private readonly int[] _starts;

    public Cells(string line)
    {
        _starts = new int[line.Length + 1];
        var shown = new StringBuilder(line.Length);
        var at = 0;
        for (var i = 0; i < line.Length;)
        {
            var isRune = Rune.TryGetRuneAt(line, i, out var rune);
            var units = isRune ? rune.Utf16SequenceLength : 1;
            for (var u = 0; u < units; u++)
                _starts[i + u] = at;
            if (line[i] == '\t')
            {
                var blanks = TabStop - at % TabStop;
                shown.Append(' ', blanks);
                at += blanks;
            }
            else
            {
                shown.Append(isRune && !IsHidden(rune) ? rune.ToString() : "\uFFFD");
                at += isRune ? WidthOf(rune) : 1;
            }
            i += units;
        }
        _starts[line.Length] = at;
        Shown = shown.ToString();
    }

    /// <summary>The line with tabs as blanks, and what a terminal would obey rather than show as U+FFFD.</summary>
    public string Shown { get; }

    /// <summary>The whole line's width.</summary>
    public int Width => _starts[^1];

    /// <summary>Where a UTF-16 unit begins; past the end, where the line ends.</summary>
    public int At(int column) => _starts[column < 0 ? 0 : column < _starts.Length ? column : _starts.Length - 1];

    /// <summary>Text of one line for a terminal: nothing in it is obeyed.</summary>
    public static string Plain(string text) => new Cells(text.ReplaceLineEndings(" ")).Shown;

    /// <summary>The part of the line between two cells.</summary>
    public string Cut(int from, int to)
    {
        var part = new StringBuilder();
        var at = 0;
        foreach (var rune in Shown.EnumerateRunes())
        {
            var width = WidthOf(rune);
            if (at >= from && at + width <= to)
                part.Append(rune.ToString());
            at += width;
        }
        return part.ToString();
    }

    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned
        || (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format && rune.Value is not (0x200D or 0xFEFF));

    private static int WidthOf(Rune rune)
    {
        if (rune.Value < 0x300)
            return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark || rune.Value is 0x200D or 0xFEFF)
            return 0;
        foreach (var (first, last) in s_wide)
        {
            if (rune.Value >= first && rune.Value <= last)
                return 2;
        }
        return 1;
    }
}
