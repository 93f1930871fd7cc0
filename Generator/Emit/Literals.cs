using System.Globalization;
using System.Text;

namespace ArchGen.Generator.Emit;

/// <summary>C# literals, the same in every culture.</summary>
internal static class Literals
{
    private const long LargestPlain = 32767;

    /// <summary>An integer. Larger ones are longs, so that products of constants don't overflow an int.</summary>
    public static Printed Int(long value)
    {
        if (value == long.MinValue)
            return Printed.Primary("long.MinValue");
        var text = value.ToString(CultureInfo.InvariantCulture) + (value is > LargestPlain or < -LargestPlain ? "L" : "");
        return new Printed(text, value < 0 ? Binds.Unary : Binds.Primary);
    }

    /// <summary>Digits alone.</summary>
    public static string Plain(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>An integer that stands alone, in groups of three digits.</summary>
    public static string Grouped(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '_');

    /// <summary>A double.</summary>
    public static Printed Float(double value)
    {
        if (double.IsNaN(value))
            return Printed.Primary("double.NaN");
        if (double.IsInfinity(value))
            return Printed.Primary(value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity");
        var text = value.ToString("R", CultureInfo.InvariantCulture).Replace("E-0", "e-").Replace("E+", "e").Replace("E", "e");
        if (text.IndexOfAny(['.', 'e']) < 0)
            text += ".0";
        return new Printed(text, text[0] == '-' ? Binds.Unary : Binds.Primary);
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static string Bool(bool value) => value ? "true" : "false";

    /// <summary>A quoted string.</summary>
    public static string String(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
            AppendEscaped(text, c);
        return text.Append('"').ToString();
    }

    /// <summary>Text inside an interpolated string.</summary>
    public static string Interpolated(string value)
    {
        var text = new StringBuilder();
        foreach (var c in value)
        {
            if (c is '{' or '}')
                text.Append(c);
            AppendEscaped(text, c);
        }
        return text.ToString();
    }

    private static void AppendEscaped(StringBuilder text, char c)
    {
        if (c is '"' or '\\')
            text.Append('\\').Append(c);
        else if (c == '\n')
            text.Append("\\n");
        else if (Characters.IsHidden(c))
            text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        else
            text.Append(c);
    }
}
