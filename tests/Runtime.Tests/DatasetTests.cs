using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using TorchSharp;
using Xunit;

namespace ArchGen.Runtime.Tests;

public sealed class DatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DatasetTests()
    {
        foreach (var (part, count) in new[] { ("train", 6), ("t10k", 3) })
        {
            Write($"{part}-images-idx3-ubyte.gz", [0, 0, 8, 3, 0, 0, 0, (byte)count, 0, 0, 0, 2, 0, 0, 0, 2, .. Enumerable.Range(0, count * 4).Select(i => (byte)(i * 10))]);
            Write($"{part}-labels-idx1-ubyte.gz", [0, 0, 8, 1, 0, 0, 0, (byte)count, .. Enumerable.Range(0, count).Select(i => (byte)i)]);
        }
    }

    [Fact]
    public void Reads_both_parts_and_normalises_the_test_as_the_training_images()
    {
        var (train, test) = FashionMnist.Load(_folder.Path);
        Assert.Equal((6, 3, 2, 2), (train.Count, test.Count, test.Height, test.Width));
        Assert.Equal(Enumerable.Range(0, 24).Average(i => i * 10 / 255.0), train.Mean, 1e-9);
        Assert.Equal((train.Mean, train.Deviation), (test.Mean, test.Deviation));
    }

    [Theory]
    [InlineData("missing", "is missing")]
    [InlineData("cut", "cut short")]
    [InlineData("magic", "magic number")]
    [InlineData("axes", "has 1 axes, not 3")]
    [InlineData("plain", "sound gzip")]
    [InlineData("longer", "follow its last element")]
    [InlineData("sizes", "sizes aren't sensible")]
    [InlineData("folder", "There is no folder")]
    public void Unreadable_files_give_one_message_with_the_remedy(string fault, string expected)
    {
        const string name = "train-images-idx3-ubyte.gz";
        var path = _folder.File(name);
        byte[] head = [0, 0, 8, 3, 0, 0, 0, 6, 0, 0, 0, 2, 0, 0, 0, 2];
        switch (fault)
        {
            case "missing": File.Delete(path); break;
            case "cut": Write(name, [.. head, 1, 2]); break;
            case "magic": Write(name, [1, 2, 3, 4, 5, 6, 7, 8]); break;
            case "axes": File.Copy(_folder.File("train-labels-idx1-ubyte.gz"), path, true); break;
            case "plain": File.WriteAllText(path, "no gzip"); break;
            case "longer": Write(name, [.. head, .. new byte[25]]); break;
            case "sizes": Write(name, [0, 0, 8, 3, 0xFF, 0, 0, 6, 0, 0, 0, 2, 0, 0, 0, 2]); break;
        }

        var folder = fault == "folder" ? _folder.File("none") : _folder.Path;
        var message = Assert.Throws<DatasetException>(() => FashionMnist.Load(folder)).Message;
        Assert.Contains(expected, message);
        Assert.Contains("apt-get install dataset-fashion-mnist", message);
        Assert.Contains("--data DIR", message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Batches_cover_every_image_once_in_an_order_given_by_the_seed()
    {
        var data = TestData.Corners(50, 1);
        Assert.Equal(Labels(data, 7, 0), Labels(data, 7, 0));
        Assert.NotEqual(Labels(data, 7, 0), Labels(data, 7, 1));
        Assert.NotEqual(Labels(data, 7, 0), Labels(data, 8, 0));
        Assert.Equal(data.Labels.Order().Select(l => (long)l), Labels(data, 7, 0).Order());
        var last = new ImageBatches(data, 32).Epoch(0).Last();
        Assert.Equal([18L, 1, 8, 8], last.Images.shape);
        last.Dispose();
    }

    [Fact]
    public void Pixels_are_normalised_and_moved_within_bounds()
    {
        var data = new ImageDataset([.. Enumerable.Range(0, 9).Select(i => (byte)(i * 20))], [0], 1, 3, 3, ["x"]) { Mean = 0, Deviation = 1 };
        using var plain = new ImageBatches(data, 1).Epoch(0).Single();
        Assert.Equal(80 / 255f, plain.Images.data<float>()[0, 0, 1, 1], 1e-6f);
        for (var epoch = 0; epoch < 20; epoch++)
        {
            using var moved = new ImageBatches(data, 1, seed: 3, augmentation: new Augmentation(Flip: true, Shift: 1)).Epoch(epoch).Single();
            Assert.All(moved.Images.data<float>().ToArray(), v => Assert.Contains(Math.Round(v * 255), Enumerable.Range(0, 9).Select(i => i * 20.0)));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static List<long> Labels(ImageDataset data, long seed, int epoch)
    {
        var labels = new List<long>();
        foreach (var batch in new ImageBatches(data, 10, shuffle: true, seed).Epoch(epoch))
        {
            using var owned = batch;
            labels.AddRange(batch.Labels.data<long>().ToArray());
        }

        return labels;
    }

    private void Write(string name, byte[] bytes)
    {
        using var file = File.Create(_folder.File(name));
        using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        gzip.Write(bytes);
    }
}
