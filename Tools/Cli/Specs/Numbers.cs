using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Text;

namespace ArchGen.Cli.Specs;

/// <summary>Numbers, sizes and input shapes as text.</summary>
internal static class Numbers
{
    /// <summary>A number where the dim is one, else its formula.</summary>
    public static string Of(Dim dim) => dim.Value is { } value ? NumberText.Short(value) : dim.ToString();

    /// <summary>Reads <c>1x3x256x256</c>; also with commas or the true multiplication sign.</summary>
    public static long[] ParseShape(string text) => Parse(text, "an input shape. Write the sizes with x between them, batch first: 1x3x256x256.");

    /// <summary>Reads <c>224x224</c>, as <see cref="ParseShape"/>.</summary>
    public static long[] ParseSize(string text) => Parse(text, "a size. Write one for each axis from 2 on, with x between them: 224x224.");

    /// <summary>Reads <c>256</c>, a square, or <c>256x320</c>, as <see cref="ParseShape"/>.</summary>
    public static long[] ParseSquareOrSize(string text) => Parse(text, "a size. Write one number for a square (224), or one for each axis with x between them (256x320).");

    private static long[] Parse(string text, string what)
    {
        var parts = text.Trim().Trim('[', ']').Split('x', 'X', '×', ',');
        var sizes = new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!long.TryParse(parts[i].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out sizes[i]) || sizes[i] < 1)
                throw new CliException($"'{text}' isn't {what}");
        }

        return sizes;
    }
}
