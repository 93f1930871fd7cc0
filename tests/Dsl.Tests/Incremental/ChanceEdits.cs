using System;
using System.Globalization;

namespace ArchGen.Dsl.Tests.Incremental;

/// <summary>Edits by chance, as somebody makes them who types: most break a spec, some change what it says, and some nothing that counts.</summary>
internal static class ChanceEdits
{
    private static readonly string[] s_words =
    [
        "block", "}", "{", "(", ")", "H", "dim", "relu", "linear(C)", "residual {", "x", "\n", "\n\n", "// ", "/// doc\n", "/*", "/* */", "\"", ":", "=", "|>", "where H % 2 == 0", "import std;",
        "const NEW = 3\n", "variant V = W\n", "namespace B\n",
    ];

    /// <summary>How many edits <c>ARCHGEN_EDITS</c> asks for.</summary>
    public static int Count(int otherwise) => Setting("ARCHGEN_EDITS", otherwise);

    /// <summary>Where they begin: <c>ARCHGEN_EDITS_SEED</c>.</summary>
    public static int Seed => Setting("ARCHGEN_EDITS_SEED", 1);

    /// <summary>The text after one edit.</summary>
    public static string Edited(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var end = text.IndexOf('\n', at);
        // A third leaves what the spec says as it is: what is broken hides what comes after it.
        switch (random.Next(18))
        {
            case < 2 when at < text.Length:
                return text.Remove(at, 1);
            case < 4:
                return text.Insert(at, ((char)('a' + random.Next(26))).ToString());
            case < 7:
                return text.Insert(at, s_words[random.Next(s_words.Length)]);
            case < 9 when text.AsSpan(at).IndexOfAnyInRange('1', '9') is >= 0 and var digit:
                return text.Remove(at + digit, 1).Insert(at + digit, random.Next(10).ToString(CultureInfo.InvariantCulture));
            case < 10 when end >= 0 && text.IndexOf('\n', end + 1) is > 0 and var next:
                return text.Remove(end, next - end);
            case < 12:
                return text.Insert(at, "\n");
            case < 15 when end >= 0:
                return text.Insert(end, " // why");
            default:
                return text.Insert(end >= 0 ? end : text.Length, "\n");
        }
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
