using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests;

/// <summary>Folders of images, which are decoded when they are wanted.</summary>
public sealed class StreamingTests : IDisposable
{
    private static readonly string s_images = Path.Combine(AppContext.BaseDirectory, "Images");
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Nothing_is_decoded_before_it_is_wanted_and_a_broken_file_is_told_where_it_is_met()
    {
        Class("train/a", "colour.png", 20);
        Class("val/a", "colour.png", 1);
        var broken = _folder.File("train/a/7.png");
        File.WriteAllBytes(broken, File.ReadAllBytes(Path.Combine(s_images, "palette.png"))[..300]);
        var (train, test) = new DataOptions { Name = _folder.Path, ImageSize = 8, Channels = 1 }.Load();
        Assert.Equal((20, 1), (train.Count, test.Count));
        using var model = new SmallNet();
        foreach (var loaders in new[] { 0, 2 })
        {
            var error = Assert.Throws<DatasetException>(() => new Trainer(model, new TrainingOptions { Epochs = 1, BatchSize = 4, Loaders = loaders }).Fit(train, test));
            Assert.StartsWith($"The image '{broken}' can't be decoded: ", error.Message);
            Assert.Contains(((FormatException)error.InnerException!).Message, error.Message);
        }

        File.Delete(broken);
        Assert.Contains($"The image '{broken}' can't be read: ", Assert.Throws<DatasetException>(() => new ImageBatches(train, 20).Prepare(0)).Message);
        Assert.Contains("is gone", Assert.Throws<DatasetException>(() => Hash(train)).Message);
    }

    [Fact]
    public void A_crop_is_of_what_is_stored_and_a_test_image_is_the_middle()
    {
        Class("train/a", "colour.jpg", 3);
        Class("val/a", "colour.jpg", 1);
        var (train, test) = new DataOptions { Name = _folder.Path, ImageSize = 6, CropPart = 0.6, Mean = 0, Deviation = 1 / 255.0 }.Load();
        var stored = ImageFiles.Decode(File.ReadAllBytes(Path.Combine(s_images, "colour.jpg")), 3);
        var made = new ImageBatches(train, 3, true, 4, new BatchOptions { Augmentation = new Augmentation { Crop = 0.2 } }).Prepare(2).Pixels;
        var image = new PixelImage(3, 6, 6);
        for (var place = 0; place < 3; place++)
        {
            var draws = Draws.For(4, DrawPurpose.Image, 2, place);
            RandomCrop.Resize(stored.Stored(0), RandomCrop.Draw(12, 16, 0.2, ref draws), isCubic: true, image);
            Assert.Equal(image.Pixels.ToArray().Select(b => (float)b), made[(place * 108)..(place * 108 + 108)].Select(f => MathF.Round(f, 3)));
        }

        // 12×16 becomes 10×13, of which rows 2 to 7 and columns 4 to 9 are kept (3.5 is rounded to the even one).
        var whole = new PixelImage(3, 10, 13);
        RandomCrop.Resize(stored.Stored(0), new Rectangle(0, 0, 12, 16), isCubic: true, whole);
        var kept = Enumerable.Range(0, 108).Select(i => (float)whole.Plane(i / 36)[(2 + i / 6 % 6) * 13 + 4 + i % 6]);
        Assert.Equal(kept, new ImageBatches(test, 1).Prepare(0).Pixels.Select(f => MathF.Round(f, 3)));
        // So is a training image that nothing random is done to.
        Assert.Equal(kept, new ImageBatches(train, 1).Prepare(0).Pixels.Select(f => MathF.Round(f, 3)));
    }

    [Fact]
    public void Normalised_by_ImageNets_numbers_or_those_given()
    {
        Class("a", "colour.png", 4);
        var bytes = Values(new DataOptions { Mean = 0, Deviation = 1 });
        var plain = Values(new DataOptions());
        foreach (var (channel, mean, deviation) in new[] { (0, 0.485, 0.229), (1, 0.456, 0.224), (2, 0.406, 0.225) })
            Assert.Equal((bytes[channel] - mean) / deviation, plain[channel], 1e-5);
        Assert.Equal((Values(new DataOptions { Channels = 1, Mean = 0, Deviation = 1 })[0] - 0.449) / 0.226, Values(new DataOptions { Channels = 1 })[0], 1e-5);
        Assert.Equal((bytes[1] - 0.5) / 0.224, Values(new DataOptions { Mean = 0.5 })[1], 1e-5);

        float[] Values(DataOptions options)
        {
            var (train, _) = (options with { Name = _folder.Path }).Load();
            return [.. new ImageBatches(train, 1).Prepare(0).Pixels.Chunk(192).Select(p => p[5 * 16 + 7])];
        }
    }

    [Fact]
    public void Threads_and_where_one_begins_change_nothing()
    {
        Class("a", "colour.jpg", 20);
        Class("b", "grey.png", 20);
        var (train, _) = new DataOptions { Name = _folder.Path, ImageSize = 8 }.Load();
        var options = new BatchOptions { Augmentation = new Augmentation(true) { Crop = 0.08, RandAugment = 9, Interpolation = Interpolation.Random }, Mixing = new Mixing { Mixup = 0.8, CutMix = 1 } };
        var batches = new ImageBatches(train, 8, true, 9, options);
        var expected = Enumerable.Range(0, 12).Select(i => batches.Prepare(i)).ToArray();
        using var queue = new BatchQueue<PreparedBatch>(new ImageBatches(train, 8, true, 9, options).Prepare, 3, 12, 3, 5);
        for (var i = 3; i < 12; i++)
        {
            var batch = queue.Take(out _);
            Assert.Equal(expected[i].Pixels, batch.Pixels);
            Assert.Equal(expected[i].Labels, batch.Labels);
        }
    }

    /// <summary>1,500 images of 250×250, 281 MB decoded, 74 MB as a model is given them, are never more in memory than the batches that are made ahead.</summary>
    [Fact]
    public void No_more_is_held_than_the_batches_made_ahead()
    {
        const int Count = 1500, Size = 64, Batch = 10, Threads = 2;
        Directory.CreateDirectory(_folder.File("a"));
        var file = SmallPng.Grey(250, 250, [.. Enumerable.Range(0, 62500).Select(i => (byte)(i * 7 % 251))]);
        for (var i = 0; i < Count; i++)
            File.WriteAllBytes(_folder.File($"a/{i}.png"), file);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (train, _) = new DataOptions { Name = _folder.Path, ImageSize = Size, TestPart = 1.0 / Count }.Load();
        var batches = new ImageBatches(train, Batch, true, 1, new BatchOptions { Augmentation = new Augmentation { Crop = 0.5 } });
        using var loader = new BatchLoader(batches, 0, batches.Count, Threads);
        long most = 0;
        for (var i = 0; i < batches.Count; i++)
        {
            loader.Take().Dispose();
            if (i % 10 == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        // Each thread has one image, as pixels and as planes, and its file; four batches may be ahead and one at hand; the names and the taps of crops beside them.
        var bound = (Threads + 3) * Batch * train.ImageSize * sizeof(float) + Threads * (2 * 250 * 250 * 3 + file.Length) + Count * 200 + (10 << 20);
        Assert.InRange(most, 1, bound);
        Assert.True(bound < (long)Count * train.ImageSize * sizeof(float) / 5);
    }

    [Fact]
    public void What_crops_are_made_by_is_kept_within_bounds()
    {
        for (var width = 1; width < 3000; width++)
            Taps.For(width, 224, isCubic: true);
        Assert.InRange(Taps.Kept, 1, 1 << 22);
    }

    [Fact]
    public void A_strange_shape_is_no_burden()
    {
        Directory.CreateDirectory(_folder.File("a"));
        foreach (var i in new[] { 0, 1 })
            File.WriteAllBytes(_folder.File($"a/{i}.png"), SmallPng.Grey(1, 255, new byte[255]));
        var (train, _) = new DataOptions { Name = _folder.Path, ImageSize = 16 }.Load();
        Assert.Equal(768, new ImageBatches(train, 1).Prepare(0).Pixels.Length);
    }

    [Fact]
    public void Names_and_lengths_tell_folders_apart()
    {
        Class("a", "colour.png", 4);
        var first = Hash(new DataOptions { Name = _folder.Path }.Load().Train);
        Assert.Equal(first, Hash(new DataOptions { Name = _folder.Path }.Load().Train));
        foreach (var file in Directory.GetFiles(_folder.File("a")))
            File.Copy(Path.Combine(s_images, "alpha.png"), file, overwrite: true);
        Assert.NotEqual(first, Hash(new DataOptions { Name = _folder.Path }.Load().Train));
    }

    public void Dispose() => _folder.Dispose();

    private static string Hash(ImageSet images)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        images.AddTo(hash);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private void Class(string name, string file, int count)
    {
        Directory.CreateDirectory(_folder.File(name));
        for (var i = 0; i < count; i++)
            File.Copy(Path.Combine(s_images, file), Path.Combine(_folder.File(name), i + Path.GetExtension(file)));
    }
}
