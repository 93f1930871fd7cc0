using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Cli.Draw;

/// <summary>How an item is drawn.</summary>
internal enum FigureKind
{
    /// <summary>A box with a title.</summary>
    Box,

    /// <summary>A sign in a circle: a sum, a product.</summary>
    Sign,

    /// <summary>A titled frame around other items.</summary>
    Group,
}

/// <summary>A part of a figure: an operator, a block that a panel shows, or a group with what is in it. Places are relative to what it is in.</summary>
internal sealed class FigureItem(FigureKind kind, string title)
{
    public FigureKind Kind { get; } = kind;

    /// <summary>What it is: a block's name, an operator with its sizes, a sign.</summary>
    public string Title { get; set; } = title;

    /// <summary>Its key, or a pattern; empty where there is nothing to say.</summary>
    public string Detail { get; set; } = "";

    /// <summary>All that is known of it, for who points at it.</summary>
    public string Tip { get; set; } = "";

    public long Parameters { get; set; }

    public long Macs { get; set; }

    /// <summary>Its part of the whole network's cost, from 0 to 1.</summary>
    public double Share { get; set; }

    /// <summary>How many of it follow one another.</summary>
    public int Times { get; set; } = 1;

    /// <summary>The letter of the panel that shows its inside; empty without one.</summary>
    public string Tag { get; set; } = "";

    /// <summary>What goes on from it; empty where that is as what comes to it.</summary>
    public string Shape { get; set; } = "";

    /// <summary>What is in it, in order of computation.</summary>
    public List<FigureItem> Items { get; } = [];

    /// <summary>What flows among these.</summary>
    public List<FigureEdge> Edges { get; } = [];

    /// <summary>The shapes that come in and go out, at a panel's ends.</summary>
    public string InShape { get; set; } = "";

    public double X { get; set; }

    public double Y { get; set; }

    public double Width { get; set; }

    public double Height { get; set; }

    /// <summary>The lines that are drawn in it, once it is laid out.</summary>
    public List<FigureLine> Lines { get; } = [];

    /// <summary>The texts beside lines, once it is laid out.</summary>
    public List<FigureLabel> Labels { get; } = [];

    /// <summary>All items below, with their places in the figure.</summary>
    public IEnumerable<(FigureItem Item, double X, double Y)> All(double x = 0, double y = 0)
    {
        yield return (this, x + X, y + Y);
        foreach (var below in Items.SelectMany(i => i.All(x + X, y + Y)))
            yield return below;
    }
}

/// <summary>A tensor that flows: between items by their numbers, from <see cref="In"/> or to <see cref="Out"/>.</summary>
internal readonly record struct FigureEdge(int From, int To)
{
    /// <summary>Where what comes from outside begins.</summary>
    public const int In = -1;

    /// <summary>Where what goes outside ends.</summary>
    public const int Out = int.MaxValue;
}

/// <summary>A line with right angles, through these points.</summary>
internal sealed record FigureLine(IReadOnlyList<(double X, double Y)> Points, bool HasArrow);

/// <summary>A shape beside a line.</summary>
internal sealed record FigureLabel(string Text, double X, double Y);

/// <summary>A whole figure: the network at the left, and the insides of its blocks beside it.</summary>
internal sealed record Figure(string Title, string Subtitle, IReadOnlyList<FigureItem> Panels, double Width, double Height);
