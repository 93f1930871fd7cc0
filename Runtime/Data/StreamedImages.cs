using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace ArchGen.Runtime;

/// <summary>
/// Images in files, of which only names and classes are in memory: one is read and decoded each time that it is wanted, by the thread that makes its batch. They are normalised by ImageNet's mean and
/// deviation unless others are given, so that nothing has to see all of them first.
/// </summary>
public sealed record StreamedImages : ImageSet
{
    // Of ImageNet's training images, by channel; of grey ones, the three's mean.
    private static readonly (double Mean, double Deviation)[] s_imageNet = [(0.485, 0.229), (0.456, 0.224), (0.406, 0.225)];
    private static readonly (double Mean, double Deviation) s_grey = (0.449, 0.226);

    private readonly string[] _folders, _names;
    private readonly double? _mean, _deviation;
    private readonly (int Height, int Width)? _scaled;

    /// <summary>Images by their names and classes; a class's are in the folder of its number. A size is theirs already where <see cref="DataOptions.ImageSize"/> is null.</summary>
    internal StreamedImages(string[] names, int[] labels, string[] folders, IReadOnlyList<string> classNames, DataOptions options, int height, int width)
        : base(labels, options.Channels ?? 3, height, width, classNames)
    {
        (_names, _folders, _mean, _deviation) = (names, folders, options.Mean, options.Deviation);
        var part = options.CropPart ?? DataOptions.DefaultCropPart;
        _scaled = options.ImageSize is null ? null : ((int)(height / part), (int)(width / part));
    }

    internal override bool IsFitted => _scaled is null;

    /// <summary>Where an image is.</summary>
    public string PathOf(int index) => Path.Combine(_folders[Labels[index]], _names[index]);

    /// <inheritdoc/>
    public override void AddTo(IncrementalHash hash)
    {
        // Names and lengths: to read all bytes would take longer than some trainings' first epoch.
        for (var i = 0; i < Count; i++)
        {
            var path = PathOf(i);
            hash.AppendData(Encoding.UTF8.GetBytes($"{ClassNames[Labels[i]]}/{_names[i]}\0"));
            hash.AppendData(BitConverter.GetBytes(new FileInfo(path) is { Exists: true } file ? file.Length : throw new DatasetException($"The image '{path}' is gone.")));
        }
    }

    internal override StoredImage Stored(int index)
    {
        var image = Decode(PathOf(index), Channels);
        if (IsFitted && (image.Height, image.Width) != (Height, Width))
            throw new DatasetException($"'{PathOf(index)}' is of {image.Size} and '{PathOf(0)}' of {Size}: set image_size, which makes all of one size.");
        return image.Stored(0);
    }

    /// <summary>The shorter side is made the size over the part that is kept, and the middle is cut out, as timm does.</summary>
    internal override void Fit(StoredImage stored, PixelImage to)
    {
        if (_scaled is not { } least)
        {
            stored.Pixels.CopyTo(to.Pixels);
            return;
        }

        var isTall = stored.Height > stored.Width;
        var (height, width) = isTall ? (Longer(least.Width, stored.Height, stored.Width), least.Width) : (least.Height, Longer(least.Height, stored.Width, stored.Height));
        RandomCrop.Resize(stored, new Rectangle(0, 0, stored.Height, stored.Width), height, width, isCubic: true, (int)Math.Round((height - Height) / 2.0), (int)Math.Round((width - Width) / 2.0), to);
    }

    internal override (double Mean, double Deviation) Statistics(int channel)
    {
        var (mean, deviation) = Channels == 1 ? s_grey : s_imageNet[channel];
        return (_mean ?? mean, _deviation ?? deviation);
    }

    /// <summary>One file's image. Throws <see cref="DatasetException"/>, which names it, where that can't be.</summary>
    internal static ImageDataset Decode(string path, int channels)
    {
        try
        {
            return ImageFiles.Decode(File.ReadAllBytes(path), channels);
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

    private static int Longer(int least, int longer, int shorter) => (int)Math.Min(int.MaxValue, (long)least * longer / shorter);
}
