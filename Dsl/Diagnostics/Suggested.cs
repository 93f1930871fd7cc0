using System.Collections.Generic;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Diagnostics;

/// <summary>A message's last words, that say what may have been meant; where that is one word, or an edit is known, that is the fix.</summary>
internal sealed class Suggested
{
    private readonly string _text;

    private readonly Fix? _fix;

    private Suggested(string text, string written, string? word, Fix? fix = null)
    {
        _text = text;
        _fix = fix;
        Written = written;
        Word = word;
    }

    /// <summary>What stands there.</summary>
    public string Written { get; }

    /// <summary>What may have been meant; null where that isn't one word.</summary>
    public string? Word { get; }

    /// <summary>The nearest of the names that could stand there; where none is near, <paramref name="otherwise"/>.</summary>
    public static Suggested Nearest(string written, IEnumerable<string> candidates, string otherwise = "") =>
        SpellChecker.Nearest(written, candidates) is { } near ? OneWord(written, near) : Words(otherwise);

    /// <summary>One word that may have been meant.</summary>
    public static Suggested OneWord(string written, string word) => new($"; did you mean '{word}'?", written, word);

    /// <summary>The one word that is written here for what is called otherwise elsewhere.</summary>
    public static Suggested Write(string written, string word) => new($"; write '{word}'", written, word);

    /// <summary>Words with an edit at a place of its own.</summary>
    public static Suggested Edit(string text, Fix? fix) => new(text, "", null, fix);

    /// <summary>Words without a fix.</summary>
    public static Suggested Words(string text) => new(text, "", null);

    /// <summary>The edit: its own, or the word in its place.</summary>
    public Fix? FixAt(TextSpan span) => _fix is not null ? _fix : Word is { } word && span.Length == Written.Length ? new Fix($"write '{word}'", span, word) : null;

    public override string ToString() => _text;
}
