using System;

namespace ArchGen.Runtime;

/// <summary>What a tensor of a file may claim to be.</summary>
internal static class TensorLimits
{
    // Torch's own iterators take no more.
    private const int MostAxes = 64;
    private const long MostElements = 1L << 48;

    /// <summary>A shape's elements. Throws <see cref="FormatException"/> where no tensor could have it; axes of zero don't hide ones that are too long.</summary>
    public static long Elements(string key, ReadOnlySpan<long> shape)
    {
        if (shape.Length > MostAxes)
            throw new FormatException($"'{Shown(key)}' has {shape.Length} axes");
        long elements = 1, bound = 1;
        foreach (var size in shape)
        {
            if (size < 0)
                throw new FormatException($"'{Shown(key)}' has a negative size");
            if (size > MostElements / bound)
                throw new FormatException($"'{Shown(key)}' has the shape {Text(shape)}, which is more than a tensor can have");
            bound *= Math.Max(size, 1);
            elements *= size;
        }

        return elements;
    }

    /// <summary>A shape as messages show it.</summary>
    public static string Text(ReadOnlySpan<long> shape) =>
        shape.Length <= 8 ? $"[{string.Join(", ", shape.ToArray())}]" : $"[{string.Join(", ", shape[..8].ToArray())}, …]";

    /// <summary>A name or text of a file as messages show it: not endless, and without what a terminal obeys.</summary>
    public static string Shown(string text)
    {
        const int Most = 120;
        var shown = text.Length <= Most ? text : string.Concat(text.AsSpan(0, Most), "…");
        return string.Create(shown.Length, shown, (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = char.IsControl(from[i]) ? '?' : from[i];
        });
    }
}
