using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Elaboration;

/// <summary>What a value of a recipe is.</summary>
public enum RecipeKind
{
    /// <summary>An int.</summary>
    Int,

    /// <summary>A float, or an int.</summary>
    Float,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>A string.</summary>
    String,
}

/// <summary>A value that a recipe may set.</summary>
/// <param name="Name">What recipes and settings call it.</param>
/// <param name="Property">The property that it is in C#, of the training's options or (<paramref name="IsData"/>) the data set's.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Least">The least number.</param>
/// <param name="Most">The largest number.</param>
/// <param name="Doc">What it does.</param>
/// <param name="IsData">True for what is said of the data set.</param>
public sealed record RecipeEntry(string Name, string Property, RecipeKind Kind, double Least, double Most, string Doc, bool IsData)
{
    /// <summary>True where neither bound is itself allowed; where one is, it is the least.</summary>
    internal bool IsLeastExcluded { get; init; }

    /// <summary>True where the largest number isn't itself allowed.</summary>
    internal bool IsMostExcluded { get; init; }

    /// <summary>The only values there are; null for all in range.</summary>
    internal IReadOnlyList<long>? Only { get; init; }

    /// <summary>The only strings there are, each a member of <see cref="Enumeration"/>; null for any.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>The enumeration of the runtime that the words are of, whose members they are in small letters.</summary>
    public string? Enumeration { get; init; }

    /// <summary>Values of which one must be there, or this one means nothing.</summary>
    internal IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Values that can't be there with this one.</summary>
    internal IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>The value that this one may not be more than.</summary>
    internal string? AtMost { get; init; }

    /// <summary>What it takes: <c>an int of at least 1</c>.</summary>
    public string Description => Kind switch
    {
        RecipeKind.Bool => "true or false",
        RecipeKind.String when Words is { } words => string.Join(", ", words.Take(words.Count - 1).Select(w => $"\"{w}\"")) + $" or \"{words[words.Count - 1]}\"",
        RecipeKind.String => "a string",
        _ when Only is { } only => "an int, " + string.Join(" or ", only),
        _ => (Kind == RecipeKind.Int ? "an int" : "a number") + RangeText,
    };

    private string RangeText => (IsLeastExcluded, IsMostExcluded) switch
    {
        (true, true) => $" between {Text(Least)} and {Text(Most)}",
        (false, true) => $" from {Text(Least)} to {Text(Most)}, {Text(Most)} excluded",
        (true, false) => $" above {Text(Least)}" + (Most < int.MaxValue ? $" and at most {Text(Most)}" : ""),
        _ when Least == long.MinValue => "",
        _ when Most < int.MaxValue => $" from {Text(Least)} to {Text(Most)}",
        _ => $" of at least {Text(Least)}",
    };

    /// <summary>The value as a <c>long</c>, <c>double</c>, <c>bool</c> or <c>string</c>; null where it isn't of this kind and range.</summary>
    internal object? Read(StaticValue value) => (Kind, value) switch
    {
        (RecipeKind.Int, IntValue { Value.Value: { } number }) when Takes(number) && (number <= int.MaxValue || Most > int.MaxValue) => number,
        (RecipeKind.Float, IntValue { Value.Value: { } number }) when Takes(number) => (double)number,
        (RecipeKind.Float, FloatValue { Value: { } number }) when Takes(number) => number,
        (RecipeKind.Bool, BoolValue { Value: { } truth }) => truth,
        (RecipeKind.String, StringValue { Value: { Length: > 0 } text }) when Words is null || Words.Contains(text) => text,
        _ => null,
    };

    private bool Takes(double number) =>
        (IsLeastExcluded ? number > Least : number >= Least) && (IsMostExcluded ? number < Most : number <= Most) && (Only is null || Only.Contains((long)number));

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
