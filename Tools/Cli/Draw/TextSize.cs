using System.Linq;

namespace ArchGen.Cli.Draw;

/// <summary>How wide texts get in the sans-serif faces that browsers have, a little more rather than less: whoever draws them has another one.</summary>
internal static class TextSize
{
    public const double Title = 12.5;
    public const double Small = 10.5;
    public const double Heading = 14;

    /// <summary>A text's width.</summary>
    public static double Width(string text, double size) => text.Sum(Of) * size * 1.05;

    /// <summary>A text that is no wider; its end may be left out.</summary>
    public static string Within(string text, double width, double size)
    {
        if (Width(text, size) <= width)
            return text;
        var length = text.Length;
        while (length > 1 && Width(text[..length] + "…", size) > width)
            length--;
        return text[..length].TrimEnd() + "…";
    }

    private static double Of(char letter) => letter switch
    {
        'i' or 'j' or 'l' or '.' or ',' or ':' or ';' or '|' or '!' or '\'' or ' ' or '·' => 0.33,
        'f' or 'r' or 't' or '(' or ')' or '[' or ']' or '/' or '-' => 0.42,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.95,
        >= 'A' and <= 'Z' => 0.70,
        '→' or '…' => 1.0,
        '×' or '+' or '=' => 0.75,
        _ => 0.61,
    };
}
