using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Xunit;

namespace ArchGen.Runtime.Tests;

/// <summary>Every operation on pixels against what Pillow, which timm's recipes are of, makes of the same image (pillow.py wrote the numbers).</summary>
public sealed class PillowTests
{
    private const int Height = 16, Width = 19;

    private static readonly byte[] s_fill = [77, 77, 77];

    private static readonly string[] s_lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Augmentations", "pillow.txt"));

    public static TheoryData<string> Cases => [.. s_lines.Select(l => string.Join('|', l.Split('|')[..2]))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_operation_gives_the_bytes_that_Pillow_gives(string name)
    {
        var parts = s_lines.Single(l => l.StartsWith(name + "|", StringComparison.Ordinal)).Split('|');
        var made = Made(int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1].Split(' '));
        Assert.Equal(parts[2], string.Join(',', made.Where((_, i) => i % 37 == 0).Take(24)));
        Assert.Equal(parts[3], made.Sum(b => (long)b).ToString(CultureInfo.InvariantCulture));
        Assert.Equal(parts[4], made.Select((b, i) => (long)b * (i % 251 + 1)).Sum().ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Every_operation_of_RandAugment_is_held_to_Pillow()
    {
        // SolarizeAdd is timm's own, and Color is called Colour here.
        var named = s_lines.Select(l => l.Split('|')[1].Split(' ')[0]).ToHashSet(StringComparer.Ordinal);
        Assert.All(RandAugmenter.Operations.Except(["SolarizeAdd", "Color"]), o => Assert.Contains(o, named));
    }

    private static byte[] Made(int channels, string[] words)
    {
        var image = new PixelImage(channels, Height, Width);
        Pixels(channels).CopyTo(image.Pixels);
        double Number(int at) => double.Parse(words[at], CultureInfo.InvariantCulture);
        var isCubic = words.Contains("bicubic");
        switch (words[0])
        {
            case "AutoContrast": ColourOps.AutoContrast(image); break;
            case "Equalize": ColourOps.Equalize(image); break;
            case "Invert": ColourOps.Invert(image); break;
            case "Solarize": ColourOps.Solarize(image, (int)Number(1)); break;
            case "Posterize": ColourOps.Posterize(image, (int)Number(1)); break;
            case "Brightness": ColourOps.Brightness(image, Number(1)); break;
            case "Contrast": ColourOps.Contrast(image, Number(1)); break;
            case "Colour": ColourOps.Colour(image, Number(1)); break;
            case "Sharpness": ColourOps.Sharpness(image, Number(1)); break;
            case "Rotate": AffineOps.Rotate(image, Number(1), isCubic, s_fill); break;
            case "ShearX": AffineOps.ShearX(image, Number(1), isCubic, s_fill); break;
            case "ShearY": AffineOps.ShearY(image, Number(1), isCubic, s_fill); break;
            case "TranslateX": AffineOps.Translate(image, Number(1), 0, isCubic, s_fill); break;
            case "TranslateY": AffineOps.Translate(image, 0, Number(1), isCubic, s_fill); break;
            case "Crop":
                var to = words.Length > 6 ? new PixelImage(channels, (int)Number(6), (int)Number(7)) : new PixelImage(channels, Height, Width);
                RandomCrop.Resize(new StoredImage(Pixels(channels), Height, Width), new Rectangle((int)Number(1), (int)Number(2), (int)Number(3), (int)Number(4)), isCubic, to);
                return to.Pixels.ToArray();
            case "Middle":
                var (size, part) = ((int)Number(1), Number(2));
                var middle = new PixelImage(channels, size, size);
                var stored = new PixelImage(channels, Height, words.Contains("tall") ? 8 : Width);
                if (words.Contains("tall"))
                    RandomCrop.Resize(new StoredImage(Pixels(channels), Height, Width), new Rectangle(0, 4, Height, 8), isCubic: true, stored);
                else
                    Pixels(channels).CopyTo(stored.Pixels);
                new StreamedImages(["a.png"], [0], ["a"], ["a"], new DataOptions { ImageSize = size, CropPart = part, Channels = channels }, size, size).Fit(new StoredImage(stored.Pixels, Height, stored.Width), middle);
                return middle.Pixels.ToArray();
            default: throw new ArgumentException(words[0]);
        }

        return image.Pixels.ToArray();
    }

    private static byte[] Pixels(int channels)
    {
        var pixels = new byte[channels * Height * Width];
        var state = 12345;
        for (var i = 0; i < pixels.Length; i++)
        {
            state = unchecked(state * 1103515245 + 12345) & int.MaxValue;
            pixels[i] = (byte)Math.Min(255, 40 + (state >> 16) % 120 + 3 * (i / Width % Height) + 2 * (i % Width));
        }

        return pixels;
    }
}
