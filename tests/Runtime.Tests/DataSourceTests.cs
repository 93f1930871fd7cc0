using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Xunit;

namespace ArchGen.Runtime.Tests;

/// <summary>Images from npz and idx files: what is read, how it is divided and made ready, and what is said of files that aren't what they should be.</summary>
public sealed class DataSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archgen-data-").FullName;

    [Theory]
    [InlineData("|u1")]
    [InlineData("<i2")]
    [InlineData("<i4")]
    [InlineData("<i8")]
    [InlineData("<u2")]
    public void Labels_of_any_whole_type_are_read(string type)
    {
        var width = type[2] - '0';
        var labels = new byte[10 * width];
        for (var i = 0; i < 10; i++)
            labels[i * width] = (byte)(i % 3);
        Npz("a.npz", ("images", "|u1", "10, 2, 3", Pixels(60)), ("labels", type, "10", labels));
        var (train, test) = Load("a.npz");
        Assert.Equal((1, 2, 3, 3), (train.Channels, train.Height, train.Width, train.ClassNames.Count));
        Assert.Equal(10, train.Count + test.Count);
        Assert.Equal([0, 1, 2], test.Labels.Distinct().Order()); // a part of every class
        Assert.Equal((test.Mean, test.Deviation), (train.Mean, train.Deviation));
    }

    [Theory]
    [InlineData("2, 2, 2, 3", new byte[] { 0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11 })]
    [InlineData("2, 3, 2, 2", new byte[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 })]
    public void Channels_come_first_wherever_they_were(string shape, byte[] first)
    {
        Npz("a.npz", ("x_train", "|u1", shape, Pixels(24)), ("y_train", "|u1", "2, 1", [0, 1]), ("x_test", "|u1", shape, Pixels(24)), ("y_test", "|u1", "2", [1, 4]));
        var (train, test) = Load("a.npz");
        Assert.Equal(first, train.Pixels[..12]);
        Assert.Equal((3, 2, 2, 5), (train.Channels, train.Height, train.Width, train.ClassNames.Count));
        Assert.Equal([1, 4], test.Labels);
    }

    [Fact]
    public void Division_is_the_same_every_time_and_takes_its_part_of_each_class()
    {
        var labels = Enumerable.Range(0, 100).Select(i => (byte)(i < 80 ? 0 : 1)).ToArray();
        Npz("a.npz", ("images", "|u1", "100, 1, 1", [.. Enumerable.Range(0, 100).Select(i => (byte)i)]), ("labels", "|u1", "100", labels));
        var (train, test) = InMemory(new DataOptions { Name = "a.npz", TestPart = 0.25 });
        Assert.Equal((20, 5), (test.Labels.Count(l => l == 0), test.Labels.Count(l => l == 1)));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (byte)i), train.Pixels.Concat(test.Pixels).Order());
        Assert.Equal(test.Pixels, InMemory(new DataOptions { Name = "a.npz", TestPart = 0.25 }).Test.Pixels);
        Assert.Equal(7, new DataOptions { Name = "a.npz", TrainImages = 7 }.Load(_folder).Train.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Idx_files_are_read_as_a_folder_and_as_a_pair(bool zipped)
    {
        Idx("train-images-idx3-ubyte", [4, 2, 2], Pixels(16), zipped);
        Idx("train-labels-idx1-ubyte", [4], [0, 1, 0, 1], !zipped); // each by its own name
        Idx("t10k-images-idx3-ubyte", [2, 2, 2], Pixels(8), zipped);
        Idx("t10k-labels-idx1-ubyte", [2], [1, 0], zipped);
        var (train, test) = InMemory(new DataOptions { Name = "." });
        Assert.Equal((4, 2, 2), (train.Count, test.Count, train.ClassNames.Count));
        Assert.Equal(Pixels(8), test.Pixels);
        (train, test) = InMemory(new DataOptions { Name = "train-images-idx3-ubyte" + (zipped ? ".gz" : ""), TestPart = 0.5 });
        Assert.Equal((2, 2), (train.Count, test.Count));
    }

    [Fact]
    public void Sizes_and_channels_are_made_what_is_asked_for()
    {
        Npz("a.npz", ("images", "|u1", "2, 2, 2", [0, 100, 100, 200, 10, 10, 10, 10]), ("labels", "|u1", "2", [0, 0]));
        var images = InMemory(new DataOptions { Name = "a.npz", ImageSize = 4, Channels = 3 });
        var all = images.Train.Pixels.Length > 0 && images.Train.Pixels[0] != 10 ? images.Train : images.Test;
        Assert.Equal((3, 4, 4), (all.Channels, all.Height, all.Width));
        // As PIL resizes it, bilinear.
        Assert.Equal([0, 25, 75, 100, 25, 50, 100, 125, 75, 100, 150, 175, 100, 125, 175, 200], all.Pixels[..16].Select(p => (int)p));
        Assert.Equal(all.Pixels[..16], all.Pixels[32..48]);
        var less = new ImageDataset([0, 50, 100, 150, 10, 20, 30, 40, 7, 7, 7, 7], [0], 3, 2, 2, ["a"]).WithChannels(1).Resized(1, 1);
        Assert.Equal((0.25, 0.5), (InMemory(new DataOptions { Name = "a.npz", Mean = 0.25, Deviation = 0.5 }) is var (train, test) ? (train.Mean, test.Deviation) : default));
        Assert.Contains("crop_pct (CropPart) is for folders of images", Assert.Throws<DatasetException>(() => new DataOptions { Name = "a.npz", ImageSize = 4, CropPart = 0.9 }.Load(_folder)).Message);
        Assert.Equal((1, 1, 1, 38), (less.Channels, less.Height, less.Width, less.Pixels[0])); // the mean of the greys 7, 27, 48 and 69
    }

    [Fact]
    public void What_can_t_be_read_is_told_with_file_and_remedy()
    {
        Says("nowhere", "There is no data set 'nowhere'", "Name 'fashion-mnist'");
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        Says("empty", "has neither idx files of images");
        File.WriteAllText(Path.Combine(_folder, "text.npz"), "no zip");
        Says("text.npz", "isn't a sound .npz file");
        Npz("names.npz", ("pictures", "|u1", "1, 2, 2", Pixels(4)));
        Says("names.npz", "has the arrays pictures; it needs 'images' and 'labels'");
        Npz("floats.npz", ("images", "<f4", "1, 2, 2", new byte[16]), ("labels", "|u1", "1", [0]));
        Says("floats.npz", "of the type <f4; they must be bytes");
        Npz("shape.npz", ("images", "|u1", "1, 2, 2, 4", Pixels(16)), ("labels", "|u1", "1", [0]));
        Says("shape.npz", "of the shape [1, 2, 2, 4]");
        Npz("count.npz", ("images", "|u1", "2, 2, 2", Pixels(8)), ("labels", "|u1", "3", [0, 0, 0]));
        Says("count.npz", "of the shape [3] for 2 images; it must be [2]");
        Npz("below.npz", ("images", "|u1", "2, 2, 2", Pixels(8)), ("labels", "|i1", "2", [0, 255]));
        Says("below.npz", "has the label -1");
        Npz("short.npz", ("images", "|u1", "2000000000, 1, 1", Pixels(8)), ("labels", "|u1", "2", [0, 0]));
        Says("short.npz", "an array ends after 8 of 2000000000 bytes");
        Npz("huge.npz", ("images", "|u1", "2000000000, 2000000000, 2000000000", Pixels(8)), ("labels", "|u1", "2", [0, 0]));
        Says("huge.npz", "isn't a sound .npz file");
        Npz("one.npz", ("images", "|u1", "2, 2, 2", Pixels(8)), ("labels", "|u1", "2", [0, 1]));
        Says("one.npz", "one image a class");
        Idx("other.bin", [1], [0], false);
        Says("other.bin", "is no data set: its name");
        Idx("lone-images-idx3-ubyte", [1, 2, 2], Pixels(4), false);
        Says("lone-images-idx3-ubyte", "is missing: the labels of");
        Assert.Contains("TestPart is 1; it must be between 0 and 1", Assert.Throws<ArgumentException>(() => new DataOptions { TestPart = 1 }.Load(_folder)).Message);
    }

    [Fact]
    public void Damaged_arrays_never_end_in_anything_but_a_clear_error()
    {
        Npz("a.npz", ("images", "|u1", "4, 2, 2", Pixels(16)), ("labels", "<i8", "4", new byte[32]));
        var sound = File.ReadAllBytes(Path.Combine(_folder, "a.npz"));
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var damaged = sound.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(Path.Combine(_folder, "b.npz"), random.Next(4) == 0 ? damaged[..random.Next(damaged.Length)] : damaged);
            try
            {
                Load("b.npz");
            }
            catch (DatasetException e)
            {
                Assert.Contains("b.npz", e.Message);
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (ImageDataset Train, ImageDataset Test) Load(string name) => InMemory(new DataOptions { Name = name });

    private (ImageDataset Train, ImageDataset Test) InMemory(DataOptions options) => options.Load(_folder) is (ImageDataset train, ImageDataset test) ? (train, test) : throw new InvalidOperationException("streamed");

    private void Says(string name, params string[] expected)
    {
        var message = Assert.Throws<DatasetException>(() => Load(name)).Message;
        Assert.All(expected, e => Assert.Contains(e, message));
        Assert.Contains(name, message);
    }

    private static byte[] Pixels(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)i)];

    private void Npz(string name, params (string Name, string Type, string Shape, byte[] Elements)[] arrays)
    {
        using var archive = ZipFile.Open(Path.Combine(_folder, name), ZipArchiveMode.Create);
        foreach (var (array, type, shape, elements) in arrays)
        {
            using var stream = archive.CreateEntry(array + ".npy", CompressionLevel.NoCompression).Open();
            var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({shape},), }}".PadRight(117) + "\n";
            stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0]);
            stream.Write(Encoding.ASCII.GetBytes(header));
            stream.Write(elements);
        }
    }

    private void Idx(string name, int[] sizes, byte[] elements, bool zipped)
    {
        using Stream file = File.Create(Path.Combine(_folder, name + (zipped ? ".gz" : "")));
        using var stream = zipped ? new GZipStream(file, CompressionMode.Compress) : file;
        stream.Write([0, 0, 8, (byte)sizes.Length]);
        foreach (var size in sizes)
            stream.Write([0, 0, (byte)(size >> 8), (byte)size]);
        stream.Write(elements);
    }
}
