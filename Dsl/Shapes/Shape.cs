using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Shapes;

/// <summary>
/// Where a dim came from, for messages: <paramref name="Text"/> is such as <c>dims[2]</c> or <c>the result of conv2d</c>, on <paramref name="Line"/> (from 1; 0
/// where it isn't told).
/// </summary>
public sealed record DimOrigin(string Text, string Path, TextSpan Span, int Line = 0)
{
    /// <summary>The origin of a dim of that size in words, the text left out where it only repeats the size: <c>dims[2], line 12</c>, <c>line 4</c>, or nothing.</summary>
    public string Of(string size)
    {
        var line = Line > 0 ? "line " + PartPath.Line(Path, Line) : "";
        return Text == size ? line : line.Length == 0 ? Text : Text + ", " + line;
    }
}

/// <summary>One axis of a tensor.</summary>
public sealed record Axis(Dim Size, DimOrigin? Origin = null)
{
    /// <inheritdoc/>
    public override string ToString() => Size.ToString();
}

/// <summary>A tensor's shape.</summary>
public sealed class Shape(IReadOnlyList<Axis> axes)
{
    /// <summary>The axes, outermost first.</summary>
    public IReadOnlyList<Axis> Axes { get; } = axes;

    /// <summary>The number of axes.</summary>
    public int Rank => Axes.Count;

    /// <summary>The axis at an index.</summary>
    public Axis this[int axis] => Axes[axis];

    /// <summary>A shape of sizes without origins.</summary>
    public static Shape Of(params Dim[] sizes) => new(sizes.Select(s => new Axis(s)).ToArray());

    /// <summary>The product of all sizes.</summary>
    public Dim Count => Axes.Aggregate(Dim.One, (product, axis) => product * axis.Size);

    /// <summary>This shape with one axis changed.</summary>
    public Shape With(int axis, Axis changed)
    {
        var copy = Axes.ToArray();
        copy[axis] = changed;
        return new Shape(copy);
    }

    /// <summary><c>[N, 64, H/4, W/4]</c>.</summary>
    public override string ToString() => "[" + string.Join(", ", Axes.Select(a => a.Size.ToString())) + "]";
}
