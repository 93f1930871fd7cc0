using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Everything that a recipe may set. What isn't set has the value that the runtime's options have by themselves.</summary>
public static class RecipeTable
{
    private const double Any = double.PositiveInfinity;

    /// <summary>All values, in the order in which they are shown.</summary>
    public static IReadOnlyList<RecipeEntry> All { get; } =
    [
        new("data", "Name", RecipeKind.String, 0, 0, "the data set: `fashion-mnist`, or a folder or file beside the spec", true),
        new("image_size", "ImageSize", RecipeKind.Int, 1, int.MaxValue, "rows and columns that images are resized to", true),
        new("crop_pct", "CropPart", RecipeKind.Float, 0, 1, "how much of their sides is kept of a folder's test images, whose middle is cut out", true) { IsLeastExcluded = true, Needs = ["image_size"] },
        new("channels", "Channels", RecipeKind.Int, 1, 3, "1: images are made grey; 3: grey ones are repeated", true) { Only = [1, 3] },
        new("mean", "Mean", RecipeKind.Float, 0, 1, "what is subtracted from all channels of images, which count from 0 to 1", true),
        new("deviation", "Deviation", RecipeKind.Float, 0, Any, "what they are divided by then", true) { IsLeastExcluded = true },
        new("train_images", "TrainImages", RecipeKind.Int, 1, int.MaxValue, "how many training images are taken, the first ones", true),
        new("test_images", "TestImages", RecipeKind.Int, 1, int.MaxValue, "how many test images are taken, the first ones", true),
        new("test_part", "TestPart", RecipeKind.Float, 0, 1, "the part of all images that is kept for testing, where the data set has no test part of its own", true) { IsLeastExcluded = true, IsMostExcluded = true },
        new("epochs", "Epochs", RecipeKind.Int, 1, int.MaxValue, "passes over the training images", false),
        new("batch_size", "BatchSize", RecipeKind.Int, 1, int.MaxValue, "images a step", false),
        new("learning_rate", "LearningRate", RecipeKind.Float, 0, Any, "the learning rate after the warm-up", false) { IsLeastExcluded = true },
        new("weight_decay", "WeightDecay", RecipeKind.Float, 0, Any, "weight decay of matrices and kernels; norms, biases and scales have none", false),
        new("warm_up", "WarmUp", RecipeKind.Float, 0, 1, "the part of all steps in which the learning rate rises", false) { IsMostExcluded = true },
        new("warm_up_from", "WarmUpFrom", RecipeKind.Float, 0, Any, "what the learning rate rises from", false) { AtMost = "learning_rate" },
        new("least_learning_rate", "LeastLearningRate", RecipeKind.Float, 0, Any, "what the learning rate falls to", false) { AtMost = "learning_rate" },
        new("layer_decay", "LayerDecay", RecipeKind.Float, 0, 1, "what the learning rate is multiplied by for each block, from the head down to the stem", false) { IsLeastExcluded = true },
        new("clip_norm", "ClipNorm", RecipeKind.Float, 0, Any, "the most that the norm of all gradients may be, which are scaled down to it", false) { IsLeastExcluded = true },
        new("accumulate", "Accumulate", RecipeKind.Int, 1, int.MaxValue, "into how many parts a batch is cut, whose gradients are added up for its step", false) { AtMost = "batch_size" },
        new("ema_decay", "EmaDecay", RecipeKind.Float, 0, 1, "the decay of the weights' moving average, which is tested and saved too", false) { IsMostExcluded = true },
        new("ema_warm_up", "EmaWarmUp", RecipeKind.Bool, 0, 0, "the average follows faster at first", false) { Needs = ["ema_decay"] },
        new("label_smoothing", "LabelSmoothing", RecipeKind.Float, 0, 1, "the part of each target that is spread over all classes", false) { IsMostExcluded = true },
        new("flip", "Augmentation.Flip", RecipeKind.Bool, 0, 0, "mirrors every second training image, left to right", false),
        new("shift", "Augmentation.Shift", RecipeKind.Int, 0, int.MaxValue, "moves training images by up to so many pixels each way", false),
        new("crop", "Augmentation.Crop", RecipeKind.Float, 0, 1, "cuts a part of random place, area and aspect out of each training image; the part's least share of the area", false) { IsLeastExcluded = true },
        new("interpolation", "Augmentation.Interpolation", RecipeKind.String, 0, 0, "how pixels are made up where training images are cut, turned or moved", false)
        {
            Words = ["bicubic", "bilinear", "random"], Enumeration = "Interpolation", Needs = ["crop", "rand_augment"],
        },
        new("rand_augment", "Augmentation.RandAugment", RecipeKind.Float, 0, 10, "RandAugment, at this magnitude", false),
        new("rand_augment_noise", "Augmentation.RandAugmentNoise", RecipeKind.Float, 0, Any, "the standard deviation of RandAugment's magnitude", false) { Needs = ["rand_augment"] },
        new("rand_augment_operations", "Augmentation.RandAugmentOperations", RecipeKind.Int, 1, 64, "how many operations RandAugment draws for an image", false) { Needs = ["rand_augment"] },
        new("rand_augment_probability", "Augmentation.RandAugmentProbability", RecipeKind.Float, 0, 1, "the probability that one of them is done", false) { Needs = ["rand_augment"] },
        new("rand_augment_increasing", "Augmentation.RandAugmentIncreasing", RecipeKind.Bool, 0, 0, "a larger magnitude changes more in every operation", false) { Needs = ["rand_augment"] },
        new("erase", "Augmentation.Erase", RecipeKind.Float, 0, 1, "the probability that rectangles of a training image are erased", false),
        new("erase_mode", "Augmentation.EraseMode", RecipeKind.String, 0, 0, "what they are filled with: the mean, a random colour, random pixels", false)
        {
            Words = ["const", "rand", "pixel"], Enumeration = "EraseMode", Needs = ["erase"],
        },
        new("erase_count", "Augmentation.EraseCount", RecipeKind.Int, 1, int.MaxValue, "the largest number of them", false) { Needs = ["erase"] },
        new("repeats", "Repeats", RecipeKind.Int, 1, int.MaxValue, "how many times in a row an image comes, each time changed anew", false),
        new("mixup", "Mixing.Mixup", RecipeKind.Float, 0, Any, "blends each batch with itself in reverse: the parameter of the shares' beta distribution", false),
        new("cutmix", "Mixing.CutMix", RecipeKind.Float, 0, Any, "exchanges a rectangle instead: the parameter of its share's beta distribution", false),
        new("mix_probability", "Mixing.Probability", RecipeKind.Float, 0, 1, "the probability that a batch is mixed", false) { Needs = ["mixup", "cutmix"] },
        new("switch_probability", "Mixing.Switch", RecipeKind.Float, 0, 1, "the probability of `cutmix` rather than `mixup`, where there are both", false) { Needs = ["mixup", "cutmix"] },
        new("token_weight", "Tokens.Weight", RecipeKind.Float, 0, Any, "the weight of the positions' loss, of a model that exposes `class_logits` and `token_logits`", false),
        new("class_weight", "Tokens.ClassWeight", RecipeKind.Float, 0, Any, "the weight of the class's loss beside it", false) { Needs = ["token_weight"] },
        new("token_mix", "Tokens.Mix", RecipeKind.Float, 0, Any, "exchanges a rectangle of whole patches, which keep their own class: the parameter of its share's beta distribution", false)
        {
            Needs = ["token_weight"], Excludes = ["mixup", "cutmix"],
        },
        new("seed", "Seed", RecipeKind.Int, long.MinValue, long.MaxValue, "what first weights, the images' order and every random draw follow from", false),
    ];

    /// <summary>An entry by name; null where there is none.</summary>
    public static RecipeEntry? Find(string name) => All.FirstOrDefault(e => e.Name == name);

    /// <summary>Why a value can't be among others, itself included; null where it can.</summary>
    internal static string? WhyNot(RecipeEntry entry, IReadOnlyList<RecipeValue> values)
    {
        object? Of(string name) => values.FirstOrDefault(v => v.Name == name)?.Value;
        static double? Number(object? value) => value switch
        {
            long number => number,
            double number => number,
            _ => null,
        };
        var own = Number(Of(entry.Name));
        if (entry.Needs.Count > 0 && !entry.Needs.Any(n => Of(n) is not null && Number(Of(n)) != 0))
            return $"changes nothing without {string.Join(" or ", entry.Needs.Select(n => $"'{n}'"))}: set it too, or leave this out";
        if (entry.AtMost is { } most && Number(Of(most)) is { } bound && own > bound)
            return string.Format(CultureInfo.InvariantCulture, "is {0}, more than '{1}', which is {2}", own, most, bound);
        if (own != 0 && entry.Excludes.FirstOrDefault(n => Of(n) is not null && Number(Of(n)) != 0) is { } other)
            return $"can't be with '{other}': leave one of the two out";
        return null;
    }

    /// <summary>What to say of a name that there isn't.</summary>
    internal static Suggested Suggestion(string name) =>
        Suggested.Nearest(name, All.Select(e => e.Name), ": there are " + string.Join(", ", All.Select(e => e.Name)));
}
