using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
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

    /// <summary>What it takes: <c>an int of at least 1</c>.</summary>
    public string Description => Kind switch
    {
        RecipeKind.Bool => "true or false",
        RecipeKind.String => "a string",
        _ when Only is { } only => "an int, " + string.Join(" or ", only),
        _ => (Kind == RecipeKind.Int ? "an int" : "a number") + RangeText,
    };

    private string RangeText => (IsLeastExcluded, IsMostExcluded) switch
    {
        (true, true) => $" between {Text(Least)} and {Text(Most)}",
        (false, true) => $" from {Text(Least)} to {Text(Most)}, {Text(Most)} excluded",
        (true, false) => $" above {Text(Least)}",
        _ when Least == long.MinValue => "",
        _ => $" of at least {Text(Least)}",
    };

    /// <summary>The value as a <c>long</c>, <c>double</c>, <c>bool</c> or <c>string</c>; null where it isn't of this kind and range.</summary>
    internal object? Read(StaticValue value) => (Kind, value) switch
    {
        (RecipeKind.Int, IntValue { Value.Value: { } number }) when Takes(number) && (number <= int.MaxValue || Most > int.MaxValue) => number,
        (RecipeKind.Float, IntValue { Value.Value: { } number }) when Takes(number) => (double)number,
        (RecipeKind.Float, FloatValue { Value: { } number }) when Takes(number) => number,
        (RecipeKind.Bool, BoolValue { Value: { } truth }) => truth,
        (RecipeKind.String, StringValue { Value: { Length: > 0 } text }) => text,
        _ => null,
    };

    private bool Takes(double number) =>
        (IsLeastExcluded ? number > Least : number >= Least) && (IsMostExcluded ? number < Most : number <= Most) && (Only is null || Only.Contains((long)number));

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>Everything that a recipe may set. What isn't set has the value that the runtime's options have by themselves.</summary>
public static class RecipeTable
{
    private const double Any = double.PositiveInfinity;

    /// <summary>All values, in the order in which they are shown.</summary>
    public static IReadOnlyList<RecipeEntry> All { get; } =
    [
        new("data", "Name", RecipeKind.String, 0, 0, "the data set: `fashion-mnist`, or a folder or file beside the spec", true),
        new("image_size", "ImageSize", RecipeKind.Int, 1, int.MaxValue, "rows and columns that images are resized to", true),
        new("channels", "Channels", RecipeKind.Int, 1, 3, "1: images are made grey; 3: grey ones are repeated", true) { Only = [1, 3] },
        new("train_images", "TrainImages", RecipeKind.Int, 1, int.MaxValue, "how many training images are taken, the first ones", true),
        new("test_images", "TestImages", RecipeKind.Int, 1, int.MaxValue, "how many test images are taken, the first ones", true),
        new("test_part", "TestPart", RecipeKind.Float, 0, 1, "the part of all images that is kept for testing, where the data set has no test part of its own", true) { IsLeastExcluded = true, IsMostExcluded = true },
        new("epochs", "Epochs", RecipeKind.Int, 1, int.MaxValue, "passes over the training images", false),
        new("batch_size", "BatchSize", RecipeKind.Int, 1, int.MaxValue, "images a step", false),
        new("learning_rate", "LearningRate", RecipeKind.Float, 0, Any, "the learning rate after the warm-up", false) { IsLeastExcluded = true },
        new("weight_decay", "WeightDecay", RecipeKind.Float, 0, Any, "weight decay of matrices and kernels; norms, biases and scales have none", false),
        new("warm_up", "WarmUp", RecipeKind.Float, 0, 1, "the part of all steps in which the learning rate rises from nothing", false) { IsMostExcluded = true },
        new("label_smoothing", "LabelSmoothing", RecipeKind.Float, 0, 1, "the part of each target that is spread over all classes", false) { IsMostExcluded = true },
        new("flip", "Augmentation.Flip", RecipeKind.Bool, 0, 0, "mirrors every second training image, left to right", false),
        new("shift", "Augmentation.Shift", RecipeKind.Int, 0, int.MaxValue, "moves training images by up to so many pixels each way", false),
        new("seed", "Seed", RecipeKind.Int, long.MinValue, long.MaxValue, "what first weights, the images' order and every random draw follow from", false),
    ];

    /// <summary>An entry by name; null where there is none.</summary>
    public static RecipeEntry? Find(string name) => All.FirstOrDefault(e => e.Name == name);

    /// <summary>What to say of a name that there isn't.</summary>
    internal static Suggested Suggestion(string name) =>
        Suggested.Nearest(name, All.Select(e => e.Name), ": there are " + string.Join(", ", All.Select(e => e.Name)));
}
