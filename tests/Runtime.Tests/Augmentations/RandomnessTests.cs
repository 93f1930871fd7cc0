using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace ArchGen.Runtime.Tests;

/// <summary>What is drawn, against the figures of 20,000 draws by timm's own code (6,000 of RandAugment); the seeds are fixed, the bounds five standard errors or more.</summary>
public sealed class RandomnessTests
{
    private const int Draws20K = 20_000;

    [Fact]
    public void Mixing_is_distributed_as_timms()
    {
        var mixing = new Mixing { Mixup = 0.8, CutMix = 1, Probability = 0.9 };
        var mixes = Enumerable.Range(0, Draws20K).Select(i =>
        {
            var draws = Draws.For(1, DrawPurpose.Mix, 0, i);
            return mixing.Draw(32, 24, ref draws);
        }).ToArray();
        Assert.Equal(0.1, mixes.Count(m => m == Mix.None) / (double)Draws20K, 0.011);
        var (cut, blended) = (mixes.Where(m => m.Box is not null).Select(m => m.Share).Order().ToArray(), mixes.Where(m => m.Box is null && m.Share < 1).Select(m => m.Share).Order().ToArray());
        Assert.Equal(0.45, cut.Length / (double)Draws20K, 0.018);
        Assert.Equal(0.706, cut.Average(), 0.012);
        Assert.Equal(0.178, Deviation(cut), 0.008);
        Assert.Equal(0.461, cut[cut.Length / 10], 0.02);
        Assert.Equal(0.5, blended.Average(), 0.017);
        Assert.Equal(0.310, Deviation(blended), 0.008);
        Assert.Equal(0.065, blended[blended.Length / 10], 0.012);
        Assert.Equal(0.928, blended[blended.Length * 9 / 10], 0.012);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(4)]
    public void Beta_has_its_variance(double alpha)
    {
        var draws = Draws.For(3, DrawPurpose.Mix, 0, 0);
        var all = Enumerable.Range(0, 40_000).Select(_ => draws.Beta(alpha)).ToArray();
        Assert.Equal(0.5, all.Average(), 0.012);
        Assert.Equal(1 / (4 * (2 * alpha + 1)), Math.Pow(Deviation(all), 2), 0.006);
        Assert.All(all, b => Assert.InRange(b, 0, 1));
    }

    [Fact]
    public void Numbers_are_even_and_normal()
    {
        var draws = Draws.For(4, DrawPurpose.Image, 1, 2);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
            counts[draws.Int(-3, 3) + 3]++;
        Assert.All(counts, c => Assert.InRange(c, 9_500, 10_500));
        var normal = Enumerable.Range(0, 40_000).Select(_ => draws.Gauss(2, 3)).ToArray();
        Assert.Equal(2, normal.Average(), 0.08);
        Assert.Equal(3, Deviation(normal), 0.06);
        Assert.Equal(0.6827, normal.Count(x => Math.Abs(x - 2) < 3) / 40_000.0, 0.012);
    }

    [Fact]
    public void Erasing_is_distributed_as_timms()
    {
        var options = new Augmentation { Erase = 0.25, EraseCount = 2 };
        var areas = new List<double>();
        var image = new float[32 * 24];
        for (var i = 0; i < Draws20K; i++)
        {
            Array.Fill(image, 1);
            RandomErasing.Apply(image, 1, 32, 24, options, ref At(i));
            areas.Add(image.Count(p => p == 0) / (double)image.Length);
        }

        var erased = areas.Where(a => a > 0).ToArray();
        Assert.Equal(0.25, erased.Length / (double)Draws20K, 0.016);
        Assert.Equal(0.170, erased.Average(), 0.009);
        Assert.Equal(0.076, Deviation(erased), 0.005);
    }

    [Theory]
    [InlineData(EraseMode.Const, 0, 0)]
    [InlineData(EraseMode.Rand, 1, 3)]
    [InlineData(EraseMode.Pixel, 1, 1000)]
    public void Erased_parts_are_filled_as_said(EraseMode mode, double deviation, int values)
    {
        var erased = new List<float>();
        var most = 0;
        for (var i = 0; i < 300; i++)
        {
            var image = new float[3 * 32 * 24];
            Array.Fill(image, 9);
            RandomErasing.Apply(image, 3, 32, 24, new Augmentation { Erase = 1, EraseMode = mode }, ref At(i));
            var part = image.Where(p => p != 9).ToArray();
            most = Math.Max(most, part.Distinct().Count());
            erased.AddRange(part);
        }

        Assert.Equal(deviation, Deviation([.. erased.Select(e => (double)e)]), 0.12);
        Assert.True(mode == EraseMode.Const ? most == 1 : mode == EraseMode.Rand ? most == values : most > 100, $"{most} values");
    }

    [Fact]
    public void RandAugment_changes_as_much_as_timms()
    {
        // timm: 26.4% unchanged, the mean change 46.2, its deviation 39.8, of this image, 32×24, at 9 with noise 0.5, increasing.
        var pixels = new byte[3 * 32 * 24];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i % 3 * 768 + i / 3] = (byte)(i * 37 % 251);
        var augmenter = new RandAugmenter(new Augmentation { RandAugment = 9, Interpolation = Interpolation.Random }, [115, 115, 115]);
        var changes = Enumerable.Range(0, 6000).Select(i =>
        {
            var image = new PixelImage(3, 32, 24);
            pixels.CopyTo(image.Pixels);
            var draws = Draws.For(7, DrawPurpose.Image, 0, i);
            augmenter.Apply(image, ref draws);
            return pixels.Zip(image.Pixels.ToArray(), (a, b) => Math.Abs(a - b)).Average();
        }).ToArray();
        Assert.Equal(0.264, changes.Count(c => c == 0) / 6000.0, 0.04);
        Assert.Equal(46.2, changes.Average(), 3.6);
        Assert.Equal(39.8, Deviation(changes), 3.0);
    }

    [Fact]
    public void Crops_have_areas_and_aspects_in_range_and_lie_inside()
    {
        var areas = new List<double>();
        for (var i = 0; i < 5000; i++)
        {
            var draws = Draws.For(5, DrawPurpose.Image, 0, i);
            var part = RandomCrop.Draw(224, 224, 0.08, ref draws);
            Assert.True(part.Top >= 0 && part.Left >= 0 && part.Top + part.Height <= 224 && part.Left + part.Width <= 224);
            Assert.InRange((double)part.Width / part.Height, 0.73, 1.37);
            areas.Add(part.Height * part.Width / (224.0 * 224));
        }

        Assert.InRange(areas.Min(), 0.075, 0.09);
        Assert.Equal(0.4805, areas.Average(), 0.018);
        var narrow = Draws.For(5, DrawPurpose.Image, 0, 0);
        Assert.Equal(new Rectangle(43, 0, 13, 10), RandomCrop.Draw(100, 10, 1, ref narrow));
    }

    // A struct that is drawn from is handed on by reference.
    private static ref Draws At(int i)
    {
        t_draws = Draws.For(2, DrawPurpose.Image, 0, i);
        return ref t_draws;
    }

    [ThreadStatic]
    private static Draws t_draws;

    private static double Deviation(double[] all)
    {
        var mean = all.Average();
        return Math.Sqrt(all.Average(a => (a - mean) * (a - mean)));
    }
}
