using System;
using System.IO;
using System.Linq;
using Xunit;

namespace ArchGen.Runtime.Tests;

/// <summary>Folders of PNG and JPEG images. The files of <c>Images</c> were written by PIL, and its numbers are compared with.</summary>
public sealed class ImageFolderTests : IDisposable
{
    private static readonly string s_images = Path.Combine(AppContext.BaseDirectory, "Images");

    private readonly string _folder = Directory.CreateTempSubdirectory("archgen-images-").FullName;

    [Theory]
    [InlineData("colour.png", 50688, new byte[] { 112, 100, 96 })]
    [InlineData("alpha.png", 50688, new byte[] { 112, 100, 96 })]
    [InlineData("grey.png", 69120, new byte[] { 112, 112, 112 })]
    [InlineData("grey.jpg", 69120, new byte[] { 112, 112, 112 })]
    [InlineData("colour.jpg", 64159, new byte[] { 111, 100, 96 })]
    [InlineData("progressive.jpg", 64159, new byte[] { 111, 100, 96 })]
    [InlineData("warned.jpg", 64159, new byte[] { 111, 100, 96 })]
    [InlineData("inks.jpg", 45286, new byte[] { 86, 78, 74 })]
    public void Pixels_are_those_of_other_programs(string name, int sum, byte[] at)
    {
        var image = ImageFiles.Decode(File.ReadAllBytes(Path.Combine(s_images, name)), 3);
        Assert.Equal((3, 12, 16), (image.Channels, image.Height, image.Width));
        Assert.Equal(at, Enumerable.Range(0, 3).Select(c => image.Pixels[c * 192 + 5 * 16 + 7]));
        if (name is not ("colour.png" or "alpha.png"))
            Assert.Equal(sum, image.Pixels.Sum(p => (long)p));
    }

    [Fact]
    public void Inks_become_grey_as_colours_do() =>
        Assert.Equal(14958, ImageFiles.Decode(File.ReadAllBytes(Path.Combine(s_images, "inks.jpg")), 1).Pixels.Sum(p => (long)p));

    [Fact]
    public void A_folder_a_class_is_divided_and_made_ready()
    {
        Class("cats", "colour.png", 10);
        Class("dogs", "grey.jpg", 5);
        var options = new DataOptions { Name = ".", ImageSize = 8 };
        var (train, test) = options.Load(_folder);
        Assert.Equal((12, 3, 3, 8, 8), (train.Count, test.Count, train.Channels, train.Height, train.Width));
        Assert.Equal(["cats", "dogs"], train.ClassNames);
        Assert.Equal((2, 1), (test.Labels.Count(l => l == 0), test.Labels.Count(l => l == 1)));
        Assert.Equal(Pixels(train), Pixels(options.Load(_folder).Train));
        Assert.Equal(2, (options with { TrainImages = 6 }).Load(_folder).Train.Labels.Distinct().Count()); // the first ones are of all classes
        Assert.Equal(1, (options with { Channels = 1 }).Load(_folder).Train.Channels);
    }

    [Fact]
    public void Parts_of_its_own_are_kept()
    {
        Class("train/a", "colour.png", 3);
        Class("train/b", "colour.jpg", 2);
        Class("val/b", "colour.png", 4);
        var (train, test) = new DataOptions { Name = "." }.Load(_folder);
        Assert.Equal((5, 4), (train.Count, test.Count));
        Assert.All(test.Labels, l => Assert.Equal(1, l));
        Class("val/c", "colour.png", 1);
        Says("has the class 'c', which there is none of for training");
    }

    [Fact]
    public void What_can_t_be_read_is_told_with_its_file()
    {
        Class("a", "colour.png", 3);
        var broken = Path.Combine(_folder, "a", "broken.png");
        File.WriteAllBytes(broken, File.ReadAllBytes(Path.Combine(s_images, "palette.png"))[..300]);
        Says($"The image '{broken}' can't be decoded");
        File.WriteAllText(broken, "no image");
        Says("it is neither a PNG nor a JPEG image");
        File.WriteAllBytes(broken, File.ReadAllBytes(Path.Combine(s_images, "colour.jpg"))[..60]);
        Says($"The image '{broken}' can't be decoded");
        File.Delete(broken);
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        Assert.Equal(["a"], new DataOptions { Name = "." }.Load(_folder).Train.ClassNames);
    }

    [Fact]
    public void Images_of_several_sizes_need_one()
    {
        Class("a", "colour.png", 3);
        var grown = ImageFiles.Decode(File.ReadAllBytes(Path.Combine(s_images, "colour.png")), 3).Resized(10, 10);
        File.WriteAllBytes(Path.Combine(_folder, "a", "other.png"), SmallPng.Grey(10, 10, grown.Pixels[..100]));
        Says("set image_size, which makes all of one size");
        Assert.Equal(3 * 400 * 3, Pixels(new DataOptions { Name = ".", ImageSize = 20 }.Load(_folder).Train).Length);
        Assert.Equal(20, new DataOptions { Name = ".", ImageSize = 20 }.Load(_folder).Train.Width);
    }

    [Fact]
    public void Damaged_images_never_end_in_anything_but_a_clear_error()
    {
        var random = new Random(1);
        foreach (var file in Directory.GetFiles(s_images))
        {
            var sound = File.ReadAllBytes(file);
            for (var i = 0; i < 300; i++)
            {
                var damaged = random.Next(3) == 0 ? sound[..random.Next(sound.Length)] : sound.ToArray();
                for (var n = random.Next(1, 5); n > 0 && damaged.Length > 0; n--)
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                try
                {
                    ImageFiles.Decode(damaged, 3);
                }
                catch (FormatException)
                {
                }
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Says(string expected) => Assert.Contains(expected, Assert.Throws<DatasetException>(() =>
    {
        var (train, test) = new DataOptions { Name = "." }.Load(_folder);
        Pixels(train);
        Pixels(test);
    }).Message);

    private static float[] Pixels(ImageSet images) => new ImageBatches(images, images.Count).Prepare(0).Pixels;

    private void Class(string name, string file, int count)
    {
        Directory.CreateDirectory(Path.Combine(_folder, name));
        for (var i = 0; i < count; i++)
            File.Copy(Path.Combine(s_images, file), Path.Combine(_folder, name, i + Path.GetExtension(file)));
    }
}

/// <summary>Writes the simplest PNG there is.</summary>
internal static class SmallPng
{
    public static byte[] Grey(int width, int height, byte[] pixels)
    {
        using var packed = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionMode.Compress))
        {
            for (var row = 0; row < height; row++)
                zlib.Write([0, .. pixels[(row * width)..((row + 1) * width)]]);
        }

        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR"u8, [0, 0, 0, (byte)width, 0, 0, 0, (byte)height, 8, 0, 0, 0, 0]), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> name, byte[] content)
    {
        byte[] body = [.. name, .. content];
        var crc = uint.MaxValue;
        foreach (var b in body)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return [.. Big((uint)content.Length), .. body, .. Big(~crc)];
    }

    private static byte[] Big(uint number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
}
