using System;
using System.IO;
using System.Linq;

namespace ArchGen.Runtime;

/// <summary>Images in pairs of idx files, as MNIST and its kin have them: <c>train-images-idx3-ubyte</c> with <c>train-labels-idx1-ubyte</c>, gzipped or not.</summary>
internal static class IdxImages
{
    private const string Images = "images-idx3-ubyte", Labels = "labels-idx1-ubyte";
    private static readonly string[] TestNames = ["t10k", "test"];

    public static bool IsFolder(string folder) => Directory.EnumerateFiles(folder, $"*{Images}*").Any();

    /// <summary>The pair whose images are in a file.</summary>
    public static (ImageDataset Train, ImageDataset? Test) ReadPair(string images)
    {
        var name = Path.GetFileName(images);
        if (!name.Contains(Images, StringComparison.Ordinal))
            throw new DatasetException($"'{images}' is no data set: its name ends neither with .npz nor with '{Images}' (or that and .gz).");
        return (Read(images), null);
    }

    /// <summary>A folder's pairs: the one called train or, of one, that; for testing, the one called t10k or test.</summary>
    public static (ImageDataset Train, ImageDataset? Test) ReadFolder(string folder)
    {
        var files = Directory.EnumerateFiles(folder, $"*{Images}*").Order(StringComparer.Ordinal).ToArray();
        string? Of(Func<string, bool> takes) => files.FirstOrDefault(f => takes(Path.GetFileName(f)));
        var test = Of(f => TestNames.Any(t => f.StartsWith(t, StringComparison.Ordinal)));
        var train = Of(f => f.StartsWith("train", StringComparison.Ordinal)) ?? (files.Where(f => f != test).ToArray() is [var only] ? only : null);
        if (train is null)
            throw new DatasetException($"The folder '{folder}' has {string.Join(", ", files.Select(Path.GetFileName))}, none of which is called 'train-{Images}': which are for training isn't clear.");
        return (Read(train), test is null ? null : Read(test));
    }

    private static ImageDataset Read(string imagesPath)
    {
        var folder = Path.GetDirectoryName(imagesPath)!;
        var name = Path.GetFileName(imagesPath).Replace(Images, Labels, StringComparison.Ordinal);
        var labelsPath = Path.Combine(folder, name);
        var other = Path.Combine(folder, name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name + ".gz");
        if (!File.Exists(labelsPath))
            labelsPath = File.Exists(other) ? other : throw new DatasetException($"The file '{labelsPath}' is missing: the labels of '{imagesPath}' are in a file beside it.");
        var (images, labels) = (Idx(imagesPath, 3), Idx(labelsPath, 1));
        if (images.Sizes[0] != labels.Sizes[0])
            throw new DatasetException($"'{labelsPath}' has {labels.Sizes[0]} labels for the {images.Sizes[0]} images of '{imagesPath}'.");
        return new ImageDataset(images.Elements, [.. labels.Elements.Select(l => (int)l)], 1, images.Sizes[1], images.Sizes[2], ImageDataset.Numbered(labels.Elements.Max() + 1));
    }

    private static IdxFile Idx(string path, int axes)
    {
        try
        {
            return IdxFile.Read(path, axes);
        }
        catch (FormatException e)
        {
            throw new DatasetException($"The file '{path}' is damaged: {e.Message}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The file '{path}' can't be read: {e.Message}", e);
        }
    }
}
