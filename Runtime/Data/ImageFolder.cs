using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ArchGen.Runtime;

/// <summary>
/// A folder of PNG and JPEG images, a folder a class, in the order of the folders' names; or one with such folders in <c>train</c> and in <c>test</c> or <c>val</c>. Images are listed in an order
/// that is mixed by a fixed rule, so that the first ones are of all classes; none is decoded.
/// </summary>
internal static class ImageFolder
{
    private static readonly string[] s_endings = [".png", ".jpg", ".jpeg"], s_testNames = ["test", "val"];

    public static bool IsFolder(string folder) => Directory.EnumerateDirectories(folder).Any(f => Files(f).Any() || Directory.EnumerateDirectories(f).Any(c => Files(c).Any()));

    /// <summary>Lists the images; of those whose size isn't given, the first one is decoded for its own.</summary>
    public static (ImageSet Train, ImageSet Test) Read(string folder, DataOptions options)
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

        return (Streamed(all, options.TrainImages, options, isSplit ? train : folder, classes), Streamed(kept, options.TestImages, options, isSplit ? test ?? train : folder, classes));
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Where(f => s_endings.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase));

    private static (string Name, int Label)[] List(string folder, string[] classes)
    {
        var strange = Directory.EnumerateDirectories(folder).Select(f => Path.GetFileName(f)!).FirstOrDefault(c => !classes.Contains(c) && Files(Path.Combine(folder, c)).Any());
        if (strange is not null)
            throw new DatasetException($"'{folder}' has the class '{strange}', which there is none of for training.");
        (string Name, int Label)[] files = [.. classes.SelectMany((name, label) => Directory.Exists(Path.Combine(folder, name)) ? Files(Path.Combine(folder, name)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal).Select(f => (f, label)) : [])];
        new Random(1).Shuffle(files);
        return files;
    }

    private static StreamedImages Streamed((string Name, int Label)[] files, int? most, DataOptions options, string folder, string[] classes)
    {
        var taken = files[..Math.Min(files.Length, most ?? files.Length)];
        if (taken.Length == 0)
            throw new DatasetException($"There are no images for {(most is null ? "one of the parts of the" : "a part of the")} data set '{options.Name}'.");
        string[] folders = [.. classes.Select(c => Path.Combine(folder, c))];
        var (height, width) = options.ImageSize is { } size ? (size, size)
            : StreamedImages.Decode(Path.Combine(folders[taken[0].Label], taken[0].Name), options.Channels ?? 3) is var first ? (first.Height, first.Width) : default;
        return new StreamedImages([.. taken.Select(f => f.Name)], [.. taken.Select(f => f.Label)], folders, classes, options, height, width);
    }
}
