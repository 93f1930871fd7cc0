namespace ArchGen.Dsl.Text;

/// <summary>A run of characters in one source text: a 0-based start offset and a length in UTF-16 units.</summary>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>The offset just after the last character.</summary>
    public int End => Start + Length;

    /// <summary>The span from <paramref name="start"/> up to <paramref name="end"/> (exclusive).</summary>
    public static TextSpan FromBounds(int start, int end) => new(start, end < start ? 0 : end - start);

    /// <summary>The smallest span that covers both.</summary>
    public static TextSpan Cover(TextSpan a, TextSpan b) =>
        FromBounds(a.Start < b.Start ? a.Start : b.Start, a.End > b.End ? a.End : b.End);
}
