using System;
using System.Linq;
using System.Text;

namespace ArchGen.Dsl.Tests.Robustness;

/// <summary>
/// Texts as files and editors could hand them over: bytes changed and then read as UTF-8, characters that no editor shows, halves of surrogate pairs, lines without end.
/// </summary>
public sealed class ByteSource(Corpus corpus) : IFuzzSource
{
    private static readonly string[] s_odd =
    [
        "\0", "\uFEFF", "\uD800", "\uDC00", "\uD83D\uDE00", "\uFFFF", "\uFFFD", "\u202E", "\u2066", "\u2069", "\u200D", "\u00A0", "\u2028", "\u2029", "\u0085", "\v", "\f", "\r", "\r\n", "\n\r",
        "\t", "\u0301", "ß", "İ", "ı", "K", "ﬁ", "０", "٣", "𝟙", "∞", "→", "×", "−", "“", "”", "‘", "…", "\\", "\"", "'", "`", "\\u0022", "\\\"", "/*", "*/", "//", "///", "/", "#", "#line 1", "$", "@", "~", "^",
        "&", "!", "?", ";", "{|", "|}", "|>", "->", "=>", "..", "...", "**", "==", "{", "}", "(", ")", "[", "]", ":", ",", "=", "<", ">", "{0}", "%s", "1e", "0x", "1_", "_1", "1.5K", "1e999", "99999999999999999999",
    ];

    /// <inheritdoc/>
    public string Name => "bytes";

    /// <inheritdoc/>
    public string Make(Random random) => random.Next(12) switch
    {
        0 => Noise(random),
        1 => Encoding.Unicode.GetString(Encoding.UTF8.GetBytes(corpus.Any(random))),
        2 => Stretched(random),
        _ => Changed(random),
    };

    private static string Noise(Random random)
    {
        var bytes = new byte[random.Next(400)];
        random.NextBytes(bytes);
        return random.Next(3) switch
        {
            0 => Encoding.UTF8.GetString(bytes),
            1 => new string([.. bytes.Chunk(2).Where(c => c.Length == 2).Select(c => (char)(c[0] | (c[1] << 8)))]),
            _ => string.Concat(bytes.Select(b => s_odd[b % s_odd.Length])),
        };
    }

    private string Changed(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(corpus.Any(random)).ToList();
        for (var changes = random.Next(1, 5); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 12), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0: bytes.RemoveRange(at, length); break;
                case 1: bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length)); break;
                case 2: bytes[at] = (byte)random.Next(256); break;
                case 3: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes.Insert(at, (byte)random.Next(128)); break;
            }
        }
        var text = new StringBuilder(Encoding.UTF8.GetString([.. bytes]));
        // Halves of pairs only come to be in texts that are no bytes any more: an editor's.
        for (var odd = random.Next(3); odd > 0; odd--)
            text.Insert(random.Next(text.Length + 1), s_odd[random.Next(s_odd.Length)]);
        return text.ToString();
    }

    // One character, word or line very often.
    private string Stretched(Random random)
    {
        var text = corpus.Any(random);
        var at = random.Next(text.Length);
        var repeated = random.Next(3) == 0 ? s_odd[random.Next(s_odd.Length)] : text.Substring(at, Math.Min(random.Next(1, 9), text.Length - at));
        return text.Insert(at, string.Concat(Enumerable.Repeat(repeated, random.Next(10, 5000) / repeated.Length)));
    }
}
