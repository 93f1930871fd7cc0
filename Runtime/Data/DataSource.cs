using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ArchGen.Runtime;

/// <summary>
/// Where images come from, by what is at a path. An <c>.npz</c> file has arrays of images and labels; a folder has idx files as MNIST has them, or a folder of images for each class. What has a test
/// part keeps it; else <see cref="DataOptions.TestPart"/> of each class's images are kept for testing, the same ones every time.
/// </summary>
internal static class DataSource
{
    private const string Remedy = "Name 'fashion-mnist', an .npz file with images and labels, a folder of idx files, or one of a folder of images for each class.";

    public static (ImageSet Train, ImageSet Test) Read(DataOptions options, string? folder)
    {
        if (options.Name == DataOptions.FashionMnistName)
            return FashionMnist.Load();
        var path = Path.GetFullPath(options.Name, Path.GetFullPath(folder ?? "."));
        if (File.Exists(path) && path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            return Divided(NpzImages.Read(path), options);
        if (File.Exists(path))
            return Divided(IdxImages.ReadPair(path), options);
        if (!Directory.Exists(path))
            throw new DatasetException($"There is no data set '{options.Name}': neither one of that name nor a file or folder '{path}'. {Remedy}");
        return IdxImages.IsFolder(path) ? Divided(IdxImages.ReadFolder(path), options)
            : ImageFolder.IsFolder(path) ? ImageFolder.Read(path, options)
            : throw new DatasetException($"The folder '{path}' has neither idx files of images (…-images-idx3-ubyte, or .gz) nor folders with PNG or JPEG images, a folder a class. {Remedy}");
    }

    private static (ImageSet Train, ImageSet Test) Divided((ImageDataset Train, ImageDataset? Test) read, DataOptions options)
    {
        if (read.Test is { } test)
            return (read.Train, test);
        var (train, kept) = Divide(read.Train.Labels, options, options.Name);
        return (read.Train.At(train), read.Train.At(kept));
    }

    /// <summary>The places of the images for training and of those that are kept for testing, by the images' classes.</summary>
    public static (IReadOnlyList<int> Train, IReadOnlyList<int> Test) Divide(int[] labels, DataOptions options, string name)
    {
        var (train, kept) = (new List<int>(), new List<int>());
        foreach (var of in Enumerable.Range(0, labels.Length).GroupBy(i => labels[i]).OrderBy(g => g.Key))
        {
            var all = of.ToArray();
            // Each class by a shuffle of its own: more images of one class change nothing for the others.
            new Random(unchecked((int)(of.Key * 2654435761u) & int.MaxValue)).Shuffle(all);
            var count = Math.Clamp((int)Math.Round(all.Length * options.TestPart), all.Length > 1 ? 1 : 0, Math.Max(0, all.Length - 1));
            kept.AddRange(all[..count]);
            train.AddRange(all[count..]);
        }

        if (kept.Count == 0)
            throw new DatasetException($"'{name}' has one image a class, so that none can be kept for testing.");
        train.Sort();
        kept.Sort();
        return (train, kept);
    }
}
