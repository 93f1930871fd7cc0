using System;
using System.IO;
using System.Linq;

namespace ArchGen.Runtime;

/// <summary>Fashion-MNIST (or MNIST, which has the same files): 60,000 training and 10,000 test images of 28×28 grey pixels in ten classes.</summary>
public static class FashionMnist
{
    /// <summary>Where Debian's package <c>dataset-fashion-mnist</c> puts the files.</summary>
    public const string DefaultFolder = "/usr/share/datasets/fashion-mnist";

    private static readonly string[] Classes =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>
    /// Reads the four files of a folder, <see cref="DefaultFolder"/> unless another is given. The test images are normalised as the training images
    /// are. Throws <see cref="DatasetException"/> with the remedy.
    /// </summary>
    public static (ImageDataset Train, ImageDataset Test) Load(string? folder = null)
    {
        var place = folder ?? DefaultFolder;
        if (!Directory.Exists(place))
            throw new DatasetException($"There is no folder '{place}' with the Fashion-MNIST data set. {Remedy}");
        var train = Read(place, "train").Measured();
        return (train, Read(place, "t10k").NormalisedAs(train));
    }

    private const string Remedy = "Install it with `apt-get install dataset-fashion-mnist`, or name the folder of its four .gz files with `--data DIR`.";

    private static ImageDataset Read(string folder, string part)
    {
        var images = Read(folder, $"{part}-images-idx3-ubyte.gz", 3);
        var labels = Read(folder, $"{part}-labels-idx1-ubyte.gz", 1);
        var path = Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz");
        if (images.Sizes[0] != labels.Sizes[0])
            throw new DatasetException($"'{path}' has {labels.Sizes[0]} labels for {images.Sizes[0]} images. {Remedy}");
        if (labels.Elements.Any(label => label >= Classes.Length))
            throw new DatasetException($"'{path}' has a class above {Classes.Length - 1}. {Remedy}");
        return new ImageDataset(images.Elements, [.. labels.Elements.Select(l => (int)l)], 1, images.Sizes[1], images.Sizes[2], Classes);
    }

    private static IdxFile Read(string folder, string name, int axes)
    {
        var path = Path.Combine(folder, name);
        try
        {
            return IdxFile.Read(path, axes);
        }
        catch (FileNotFoundException e)
        {
            throw new DatasetException($"The data set's file '{path}' is missing. {Remedy}", e);
        }
        catch (FormatException e)
        {
            throw new DatasetException($"The data set's file '{path}' is damaged: {e.Message}. {Remedy}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The data set's file '{path}' can't be read: {e.Message} {Remedy}", e);
        }
    }
}
