using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace ArchGen.Runtime;

/// <summary>
/// Images in an <c>.npz</c> file: arrays <c>images</c> and <c>labels</c>, or those of a training and a test part (<c>x_train</c>, <c>y_train</c>, <c>x_test</c>, <c>y_test</c>; <c>train_images</c>,
/// <c>train_labels</c>, <c>test_images</c>, <c>test_labels</c>). Images are bytes, [N, H, W], [N, H, W, C] or [N, C, H, W]; labels whole numbers, [N] or [N, 1].
/// </summary>
internal static class NpzImages
{
    private static readonly (string Images, string Labels)[] TrainNames = [("images", "labels"), ("x_train", "y_train"), ("train_images", "train_labels"), ("x", "y")];
    private static readonly (string Images, string Labels)[] TestNames = [("x_test", "y_test"), ("test_images", "test_labels")];

    public static (ImageDataset Train, ImageDataset? Test) Read(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var entries = archive.Entries.Where(e => e.FullName.EndsWith(".npy", StringComparison.Ordinal)).GroupBy(e => e.FullName[..^4], StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
            var names = string.Join(", ", entries.Keys.Order(StringComparer.Ordinal));
            var train = TrainNames.FirstOrDefault(n => entries.ContainsKey(n.Images) && entries.ContainsKey(n.Labels));
            if (train.Images is null)
                throw new DatasetException($"'{path}' has {(names.Length == 0 ? "no arrays" : $"the arrays {names}")}; it needs {string.Join(", or ", TrainNames.Select(n => $"'{n.Images}' and '{n.Labels}'"))}.");
            var test = TestNames.FirstOrDefault(n => entries.ContainsKey(n.Images) && entries.ContainsKey(n.Labels));
            var images = Pair(path, entries, train.Images, train.Labels);
            var kept = test.Images is null ? null : Pair(path, entries, test.Images, test.Labels);
            if (kept is null)
                return (images, null);
            if ((kept.Channels, kept.Height, kept.Width) != (images.Channels, images.Height, images.Width))
                throw new DatasetException($"'{path}' has test images of {kept.Size} and training images of {images.Size}; they must be of one size.");
            var classes = kept.ClassNames.Count > images.ClassNames.Count ? kept.ClassNames : images.ClassNames;
            return (images with { ClassNames = classes }, kept with { ClassNames = classes });
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or OverflowException or EndOfStreamException)
        {
            throw new DatasetException($"'{path}' isn't a sound .npz file: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"'{path}' can't be read: {e.Message}", e);
        }
    }

    private static ImageDataset Pair(string path, Dictionary<string, ZipArchiveEntry> entries, string imagesName, string labelsName)
    {
        var (images, labels) = (NpyArray.Read(entries[imagesName].Open), NpyArray.Read(entries[labelsName].Open));
        DatasetException Wrong(string what) => new($"'{path}' {what}");
        if (images.Type != "|u1")
            throw Wrong($"has images ('{imagesName}') of the type {images.Type}; they must be bytes, 0 to 255 (numpy's uint8).");
        var (n, channels, height, width, isLast) = images.Sizes switch
        {
            [var a, var h, var w] => (a, 1, h, w, false),
            [var a, var h, var w, var c and (1 or 3)] => (a, c, h, w, true),
            [var a, var c and (1 or 3), var h, var w] => (a, c, h, w, false),
            _ => throw Wrong($"has images ('{imagesName}') of the shape [{string.Join(", ", images.Sizes)}]; it must be [N, H, W], [N, H, W, C] or [N, C, H, W], with 1 or 3 channels."),
        };
        if (n == 0 || height == 0 || width == 0)
            throw Wrong($"has no images in '{imagesName}': its shape is [{string.Join(", ", images.Sizes)}].");
        if (!(labels.Sizes is [var count] || labels.Sizes is [var rows, 1] && (count = rows) >= 0) || count != n)
            throw Wrong($"has labels ('{labelsName}') of the shape [{string.Join(", ", labels.Sizes)}] for {n} images; it must be [{n}].");
        var classes = labels.Integers() ?? throw Wrong($"has labels ('{labelsName}') of the type {labels.Type}; they must be whole numbers.");
        if (classes.FirstOrDefault(c => c is < 0 or >= ImageDataset.MostClasses, -1) is var odd && Array.Exists(classes, c => c is < 0 or >= ImageDataset.MostClasses))
            throw Wrong($"has the label {odd} in '{labelsName}'; labels count from 0 and are below {ImageDataset.MostClasses}.");
        var pixels = isLast && channels > 1 ? ChannelsFirst(images.Bytes, n, height * width, channels) : images.Bytes;
        return new ImageDataset(pixels, [.. classes.Select(c => (int)c)], channels, height, width, ImageDataset.Numbered((int)classes.Max() + 1));
    }

    internal static byte[] ChannelsFirst(byte[] from, int images, int pixels, int channels)
    {
        var to = new byte[from.Length];
        for (var image = 0; image < images; image++)
        {
            var start = image * pixels * channels;
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                for (var channel = 0; channel < channels; channel++)
                    to[start + channel * pixels + pixel] = from[start + pixel * channels + channel];
            }
        }

        return to;
    }
}
