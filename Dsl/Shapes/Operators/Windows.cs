namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>The arithmetic of a kernel that slides over an axis, shared by convolutions, pooling and unfold.</summary>
internal static class Windows
{
    /// <summary>How many positions a kernel has over an axis, none beyond its padded end.</summary>
    public static Dim Positions(Dim size, Dim kernel, Dim stride, Dim padding, Dim dilation) =>
        Dim.FloorDiv(Slack(size, kernel, padding, dilation) - 1, stride) + 1;

    /// <summary>
    /// How many positions with <c>ceil_mode</c>: the last may reach beyond the padded end, but must begin before it: as libtorch, a position
    /// that begins in the right padding is dropped.
    /// </summary>
    public static Dim PositionsRoundedUp(Dim size, Dim kernel, Dim stride, Dim padding, Dim dilation)
    {
        var positions = Dim.CeilDiv(Slack(size, kernel, padding, dilation) - 1, stride) + 1;
        var reach = dilation * (kernel - 1) + 1 - padding - stride;
        return reach.Value >= 0 ? positions : Dim.Min(positions, Dim.CeilDiv(size + padding, stride));
    }

    /// <summary>How much larger the padded axis is than the largest that a kernel doesn't fit in.</summary>
    public static Dim Slack(Dim size, Dim kernel, Dim padding, Dim dilation) => size + 2 * padding - dilation * (kernel - 1);

    /// <summary><c>a kernel of 7 with dilation 3</c>.</summary>
    public static Later Describe(Axis kernel, Axis padding, Axis dilation) => new(() =>
    {
        var text = $"a kernel of {kernel}";
        if (dilation.Size.Value != 1)
            text += $" with dilation {dilation}";
        return padding.Size.Value == 0 ? text : $"{text} and padding {padding}";
    });
}
