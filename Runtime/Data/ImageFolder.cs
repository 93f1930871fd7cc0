using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace ArchGen.Runtime;

/// <summary>
/// A folder of PNG and JPEG images, a folder a class, in the order of the folders' names; or one with such folders in <c>train</c> and in <c>test</c> or <c>val</c>. Images are read in an order that
/// is mixed by a fixed rule, so that the first ones are of all classes.
/// </summary>
internal static class ImageFolder
{
    private static readonly string[] s_endings = [".png", ".jpg", ".jpeg"], s_testNames = ["test", "val"];

    public static bool IsFolder(string folder) => Directory.EnumerateDirectories(folder).Any(f => Files(f).Any() || Directory.EnumerateDirectories(f).Any(c => Files(c).Any()));

    /// <summary>Reads no more images than are asked for, each made the size that is.</summary>
    public static (ImageDataset Train, ImageDataset Test) Read(string folder, DataOptions options)
    {
        var (train, test) = (Path.Combine(folder, "train"), s_testNames.Select(n => Path.Combine(folder, n)).FirstOrDefault(Directory.Exists));
        var isSplit = Directory.Exists(train) && !Files(train).Any();
        var classes = Directory.EnumerateDirectories(isSplit ? train : folder).Where(f => Files(f).Any()).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal).ToArray();
        if (classes.Length == 0)
            throw new DatasetException($"'{folder}' has no folders with PNG or JPEG images, a folder a class.");
        var all = List(isSplit ? train : folder, classes);
        var kept = isSplit && test is not null ? List(test, classes) : null;
        if (kept is null)
        {
            var (first, second) = DataSource.Divide([.. all.Select(f => f.Label)], options, folder);
            (all, kept) = ([.. first.Select(i => all[i])], [.. second.Select(i => all[i])]);
        }

        return (Read(all, options.TrainImages, options, classes), Read(kept, options.TestImages, options, classes));
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Where(f => s_endings.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase));

    private static (string Path, int Label)[] List(string folder, string[] classes)
    {
        var strange = Directory.EnumerateDirectories(folder).Select(f => Path.GetFileName(f)!).FirstOrDefault(c => !classes.Contains(c) && Files(Path.Combine(folder, c)).Any());
        if (strange is not null)
            throw new DatasetException($"'{folder}' has the class '{strange}', which there is none of for training.");
        (string Path, int Label)[] files = [.. classes.SelectMany((name, label) => Directory.Exists(Path.Combine(folder, name)) ? Files(Path.Combine(folder, name)).Order(StringComparer.Ordinal).Select(f => (f, label)) : [])];
        new Random(1).Shuffle(files);
        return files;
    }

    private static ImageDataset Read((string Path, int Label)[] files, int? most, DataOptions options, string[] classes)
    {
        var taken = files[..Math.Min(files.Length, most ?? files.Length)];
        if (taken.Length == 0)
            throw new DatasetException($"There are no images for {(most is null ? "one of the parts of the" : "a part of the")} data set '{options.Name}'.");
        var channels = options.Channels ?? 3;
        var first = Decode(taken[0].Path, channels, options.ImageSize);
        if ((long)taken.Length * first.ImageSize > Array.MaxLength)
            throw new DatasetException($"{taken.Length} images of {first.Size} are more than fits in memory at once: take fewer (train_images, test_images) or a smaller image_size.");
        var pixels = new byte[taken.Length * first.ImageSize];
        try
        {
            Parallel.For(0, taken.Length, i =>
            {
                var image = i == 0 ? first : Decode(taken[i].Path, channels, options.ImageSize);
                if (image.ImageSize != first.ImageSize || image.Height != first.Height)
                    throw new DatasetException($"'{taken[i].Path}' is of {image.Size} and '{taken[0].Path}' of {first.Size}: set image_size, which makes all of one size.");
                image.Pixels.CopyTo(pixels, i * first.ImageSize);
            });
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<DatasetException>().MinBy(i => i.Message, StringComparer.Ordinal) is { } cause)
        {
            throw cause;
        }

        return new ImageDataset(pixels, [.. taken.Select(f => f.Label)], channels, first.Height, first.Width, classes);
    }

    private static ImageDataset Decode(string path, int channels, int? size)
    {
        try
        {
            var image = ImageFiles.Decode(File.ReadAllBytes(path), channels);
            return size is { } side ? image.Resized(side, side) : image;
        }
        catch (FormatException e)
        {
            throw new DatasetException($"The image '{path}' can't be decoded: {e.Message}. Mend or remove it.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The image '{path}' can't be read: {e.Message}", e);
        }
    }
}
