using System;
using System.Globalization;

namespace ArchGen.Runtime;

/// <summary>
/// Batches mixed with themselves in reverse order, images and targets alike, in one way for a whole batch (timm's "batch" mode): mixup (arXiv 1710.09412) blends images, CutMix (arXiv 1905.04899) puts a
/// rectangle of one into the other.
/// </summary>
public sealed record Mixing
{
    // Pixels of a side of the first embedding's patches, between which tokens are mixed.
    private const int Patch = 4;

    /// <summary>No mixing.</summary>
    public static Mixing None { get; } = new();

    /// <summary>Mixup's parameter of the beta distribution that shares are drawn from; 0 for no mixup.</summary>
    public double Mixup { get; init; }

    /// <summary>CutMix's; 0 for none.</summary>
    public double CutMix { get; init; }

    /// <summary>The probability that a batch is mixed at all.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>The probability of CutMix rather than mixup, where there are both.</summary>
    public double Switch { get; init; } = 0.5;

    internal bool IsOn => Mixup > 0 || CutMix > 0;

    internal string Text => string.Create(CultureInfo.InvariantCulture, $"mixup {Mixup}, cutmix {CutMix}, probability {Probability}, switch {Switch}");

    internal void Validate()
    {
        OptionCheck.Require(Mixup >= 0, "Mixing.Mixup", Mixup, "at least 0");
        OptionCheck.Require(CutMix >= 0, "Mixing.CutMix", CutMix, "at least 0");
        OptionCheck.Require(Probability is >= 0 and <= 1, "Mixing.Probability", Probability, "in 0 to 1");
        OptionCheck.Require(Switch is >= 0 and <= 1, "Mixing.Switch", Switch, "in 0 to 1");
    }

    /// <summary>Draws how a batch of images of a size is mixed.</summary>
    internal Mix Draw(int height, int width, ref Draws draws)
    {
        if (!IsOn || !draws.Happens(Probability))
            return Mix.None;
        var isCut = CutMix > 0 && (Mixup <= 0 || draws.Happens(Switch));
        var share = draws.Beta(isCut ? CutMix : Mixup);
        return isCut ? Mix.Cut(Box(height, width, share, ref draws), height, width) : new Mix(share, null);
    }

    /// <summary>Draws a rectangle of whole patches, for mixing tokens.</summary>
    internal static Mix DrawTokens(double alpha, int height, int width, ref Draws draws)
    {
        var box = Box(height / Patch, width / Patch, draws.Beta(alpha), ref draws);
        return Mix.Cut(new Rectangle(Patch * box.Top, Patch * box.Left, Patch * box.Height, Patch * box.Width), height, width) with { IsOfTokens = true };
    }

    /// <summary>A rectangle with 1 − <paramref name="share"/> of the area about a place anywhere; what lies outside of the image is cut off.</summary>
    internal static Rectangle Box(int height, int width, double share, ref Draws draws)
    {
        var side = Math.Sqrt(1 - share);
        var (h, w) = ((int)(height * side), (int)(width * side));
        var (y, x) = (draws.Int(0, height - 1), draws.Int(0, width - 1));
        var (top, bottom) = (Math.Clamp(y - h / 2, 0, height), Math.Clamp(y + h / 2, 0, height));
        var (left, right) = (Math.Clamp(x - w / 2, 0, width), Math.Clamp(x + w / 2, 0, width));
        return new Rectangle(top, left, bottom - top, right - left);
    }
}

/// <summary>How one batch is mixed with its reverse.</summary>
/// <param name="Share">An image's own share of its target; the rest is its partner's.</param>
/// <param name="Box">The rectangle that is the partner's; null where all is blended.</param>
internal readonly record struct Mix(double Share, Rectangle? Box)
{
    /// <summary>Whether the rectangle's positions keep the classes of where they came from.</summary>
    public bool IsOfTokens { get; init; }

    /// <summary>No mixing.</summary>
    public static Mix None => new(1, null);

    /// <summary>A rectangle cut out. The share is of what was cut, not of what was drawn.</summary>
    public static Mix Cut(Rectangle box, int height, int width) => new(1 - (double)box.Height * box.Width / ((long)height * width), box);

    /// <summary>Mixes the images of a batch.</summary>
    public void Apply(Span<float> images, int count, int channels, int height, int width)
    {
        if (Share == 1)
            return;
        var size = channels * height * width;
        for (var i = 0; i < count / 2; i++)
        {
            var one = images.Slice(i * size, size);
            var other = images.Slice((count - 1 - i) * size, size);
            if (Box is not { } box)
            {
                Blend(one, other, (float)Share);
                continue;
            }

            for (var channel = 0; channel < channels; channel++)
            {
                for (var row = box.Top; row < box.Top + box.Height; row++)
                {
                    var at = (channel * height + row) * width + box.Left;
                    Exchange(one.Slice(at, box.Width), other.Slice(at, box.Width));
                }
            }
        }
    }

    private static void Blend(Span<float> one, Span<float> other, float share)
    {
        for (var i = 0; i < one.Length; i++)
            (one[i], other[i]) = (one[i] * share + other[i] * (1 - share), other[i] * share + one[i] * (1 - share));
    }

    private static void Exchange(Span<float> one, Span<float> other)
    {
        for (var i = 0; i < one.Length; i++)
            (one[i], other[i]) = (other[i], one[i]);
    }
}
