using System.Globalization;
using System.Linq;

namespace ArchGen.Dsl.Syntax;

/// <summary>The value of a number as written: <c>64</c>, <c>31_000</c>, <c>5.59M</c>, <c>1e-6</c>.</summary>
internal readonly record struct Number(bool IsInteger, long Value, long Step, double Real, NumberFault Fault);

/// <summary>What can be wrong with a number.</summary>
internal enum NumberFault
{
    None,
    Malformed,
    NotWhole,
    TooLarge,
}

internal static class Numbers
{
    private const string Suffixes = "KMGT";

    /// <summary>Reads a number's text; a faulty one has the value 0.</summary>
    public static Number Read(string text)
    {
        var digits = text.Replace("_", "");
        var suffix = Suffixes.IndexOf(digits[digits.Length - 1]);
        var isReal = digits.Any(c => c is '.' or 'e' or 'E');
        if (suffix >= 0)
            return ReadScaled(digits.Substring(0, digits.Length - 1), 3 * (suffix + 1));
        if (!isReal)
            return digits.All(SyntaxFacts.IsDigit) ? ReadScaled(digits, 0) : Faulty(NumberFault.Malformed, true);
        if (!IsReal(digits))
            return Faulty(NumberFault.Malformed, false);
        var parsed = double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var real);
        return parsed && !double.IsInfinity(real) ? new(false, 0, 0, real, NumberFault.None) : Faulty(NumberFault.TooLarge, false);
    }

    // `5.59` with 6 zeros to come: 5,590,000, whose last written digit counts 10,000.
    private static Number ReadScaled(string digits, int zeros)
    {
        var point = digits.IndexOf('.');
        var fraction = point < 0 ? "" : digits.Substring(point + 1);
        var whole = point < 0 ? digits : digits.Substring(0, point);
        if (whole.Length == 0 || (point >= 0 && fraction.Length == 0) || !(whole + fraction).All(SyntaxFacts.IsDigit))
            return Faulty(NumberFault.Malformed, true);
        if (fraction.Length > zeros && fraction.Substring(zeros).Any(c => c != '0'))
            return Faulty(NumberFault.NotWhole, true);
        fraction = fraction.Length > zeros ? fraction.Substring(0, zeros) : fraction;
        var step = 1L;
        for (var i = fraction.Length; i < zeros; i++)
            step *= 10;
        var written = (whole + fraction).TrimStart('0');
        if (written.Length == 0)
            return new(true, 0, step, 0, NumberFault.None);
        if (!long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > long.MaxValue / step)
            return Faulty(NumberFault.TooLarge, true);
        return new(true, value * step, step, value * step, NumberFault.None);
    }

    // digits [. digits] [e [sign] digits]
    private static bool IsReal(string text)
    {
        var i = 0;
        if (!Digits(text, ref i))
            return false;
        if (i < text.Length && text[i] == '.')
        {
            i++;
            if (!Digits(text, ref i))
                return false;
        }
        if (i < text.Length && text[i] is 'e' or 'E')
        {
            i++;
            if (i < text.Length && text[i] is '+' or '-')
                i++;
            if (!Digits(text, ref i))
                return false;
        }
        return i == text.Length;
    }

    private static bool Digits(string text, ref int i)
    {
        var start = i;
        while (i < text.Length && SyntaxFacts.IsDigit(text[i]))
            i++;
        return i > start;
    }

    private static Number Faulty(NumberFault fault, bool isInteger) => new(isInteger, 0, 1, 0, fault);
}
