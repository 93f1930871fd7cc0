using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>
/// A file of weights: safetensors, alone or several under an index, or what <c>torch.save</c> wrote, now or before PyTorch 1.6. Opening finds every tensor's
/// key, shape and type, and holds them against the file; elements are read one tensor at a time, from the file right to where they are wanted. Nothing that a
/// pickle asks to run is ever run.
/// </summary>
public sealed class CheckpointFile : IDisposable
{
    // Weights that several keys share are read once for each; without an end, a small file could ask for any memory.
    private const int MostShared = 64;
    private static readonly string[] s_prefixes = ["module.", "_orig_mod."];

    private readonly List<WeightBytes> _files;
    private readonly WeightContent _content;
    private readonly Dictionary<string, TensorPlace> _places = new(StringComparer.Ordinal);

    private CheckpointFile(string path, List<WeightBytes> files, WeightContent content, CheckpointOptions options)
    {
        (Path, _files, _content) = (path, files, content);
        var tensors = options.Under is { Length: > 0 } under && content.Under.Length == 0 ? Under(content.Tensors, under) : content.Tensors;
        for (var again = !options.KeepModulePrefix; again;)
        {
            var prefix = Array.Find(s_prefixes, p => tensors.Count > 0 && tensors.All(t => t.Key.StartsWith(p, StringComparison.Ordinal) && t.Key.Length > p.Length));
            again = prefix is not null;
            if (prefix is not null)
                (tensors, TakenOff) = ([.. tensors.Select(t => KeyValuePair.Create(t.Key[prefix.Length..], t.Value))], TakenOff + prefix);
        }

        var entries = new List<CheckpointEntry>();
        long claimed = 0;
        foreach (var (key, place) in tensors)
        {
            var bytes = TensorLimits.Elements(key, place.Shape) * place.Element.Size;
            claimed += bytes;
            if (claimed / MostShared > files.Sum(f => f.Length))
                throw new FormatException($"its tensors claim more than {MostShared} times the bytes that it has");
            _places.Add(key, place);
            entries.Add(new CheckpointEntry(key, place.Shape, place.Element.Type!.Value, bytes));
        }

        Entries = entries;
        States = entries.ToDictionary(e => e.Key, e => new StateEntry([.. e.Shape], e.Type), StringComparer.Ordinal);
    }

    /// <summary>Its path, as given.</summary>
    public string Path { get; }

    /// <summary>How it is written.</summary>
    public CheckpointFormat Format => _content.Format;

    /// <summary>Its tensors, in the file's order.</summary>
    public IReadOnlyList<CheckpointEntry> Entries { get; }

    /// <summary>Its notes: names and values.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _content.Metadata;

    /// <summary>Where the tensors were found among what was saved, <c>model</c>; empty where they are all of it.</summary>
    public string FoundUnder => _content.Under;

    /// <summary>Where they could have been taken from instead, such as <c>model_ema</c>.</summary>
    public IReadOnlyList<string> AlsoUnder => _content.Others;

    /// <summary>What all keys began with and don't any more, such as <c>module.</c>.</summary>
    public string TakenOff { get; } = "";

    /// <summary>What stands among the tensors and is none, or of a type that no tensor here has.</summary>
    public IReadOnlyList<CheckpointPart> LeftOut => _content.LeftOut;

    /// <summary>What was saved, and where; of an index, its files.</summary>
    public IReadOnlyList<CheckpointPart> Parts => _content.Parts;

    internal IReadOnlyDictionary<string, StateEntry> States { get; }

    /// <summary>Opens a file. Throws <see cref="CheckpointException"/> where it is missing, damaged, asks for more than tensors, or doesn't say which are the weights.</summary>
    public static CheckpointFile Open(string path, CheckpointOptions? options = null)
    {
        options ??= new CheckpointOptions();
        var files = new List<WeightBytes>();
        var format = "a file of weights";
        try
        {
            var file = Map(path);
            var kind = FormatRecognition.Of(file);
            format = NameOf(kind);
            return new CheckpointFile(path, files, Read(kind, file, options, name => Map(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path) ?? "", name))), options);
        }
        catch (Exception e)
        {
            files.ForEach(f => f.Dispose());
            throw e switch
            {
                FileNotFoundException or DirectoryNotFoundException => new CheckpointException($"There is no checkpoint at '{path}'. Train first, or give the path of a file of weights.", e),
                PickleRefusedException => new CheckpointException($"'{path}' {e.Message}", e),
                FormatException => new CheckpointException($"'{path}' can't be read as {format}: {e.Message.TrimEnd('.')}. Nothing was loaded.", e),
                OverflowException => new CheckpointException($"'{path}' can't be read as {format}: it is damaged: a size or place in it is beyond any file. Nothing was loaded.", e),
                IOException or UnauthorizedAccessException => new CheckpointException($"'{path}' can't be read: {e.Message}", e),
                _ => e,
            };
        }

        WeightBytes Map(string at)
        {
            var file = new WeightBytes(at);
            files.Add(file);
            return file;
        }
    }

    /// <summary>A tensor's elements in a new tensor, which the caller disposes.</summary>
    public Tensor Read(string key)
    {
        var place = Place(key);
        var tensor = empty(place.Shape, place.Element.Type!.Value, CPU).DetachFromDisposeScope();
        try
        {
            Copy(place, tensor);
            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Reads a tensor's elements into a tensor of the same shape: right into its memory, where that is on the processor, in order and of the same type; by a copy, which converts, where it isn't.
    /// </summary>
    public void ReadInto(string key, Tensor tensor)
    {
        var place = Place(key);
        if (!tensor.shape.AsSpan().SequenceEqual(place.Shape))
            throw new CheckpointException($"'{key}' is {TensorLimits.Text(place.Shape)} in '{Path}', and was to be read into a tensor {TensorLimits.Text(tensor.shape)}.");
        if (tensor.dtype == place.Element.Type && tensor.device.type == DeviceType.CPU && tensor.is_contiguous())
        {
            Copy(place, tensor);
            return;
        }

        using var noGrad = no_grad();
        using var read = Read(key);
        tensor.copy_(read);
    }

    /// <summary>Holds all bytes against the checksum that the file carries, where it carries one. Throws <see cref="CheckpointException"/>.</summary>
    public void RequireUndamaged()
    {
        var buffer = new byte[1 << 20];
        foreach (var data in _content.Summed)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (var at = data.Start; at < data.File.Length; at += buffer.Length)
            {
                var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, data.File.Length - at));
                Reading(data.File, at, part);
                hash.AppendData(part);
            }

            if (Convert.ToHexStringLower(hash.GetHashAndReset()) != data.Expected)
                throw new CheckpointException($"'{data.File.Path}' is damaged: its checksum is wrong, the tensors' bytes have changed since it was written. Take another copy of it, or write it again.");
        }
    }

    /// <summary>How messages name a format.</summary>
    public static string NameOf(CheckpointFormat format) => format switch
    {
        CheckpointFormat.Safetensors => "a safetensors file",
        CheckpointFormat.ShardedSafetensors => "an index of safetensors files",
        CheckpointFormat.TorchZip => "a PyTorch file",
        _ => "a PyTorch file of before 1.6",
    };

    /// <summary>Lets go of the file.</summary>
    public void Dispose() => _files.ForEach(f => f.Dispose());

    private static void Copy(TensorPlace place, Tensor tensor)
    {
        try
        {
            place.CopyTo(tensor);
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            throw Changed(place.File, e);
        }
    }

    private static void Reading(WeightBytes file, long at, Span<byte> into)
    {
        try
        {
            file.Read(at, into);
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            throw Changed(file, e);
        }
    }

    // All places were held against the file when it was opened.
    private static CheckpointException Changed(WeightBytes file, Exception e) =>
        new($"'{file.Path}' can't be read any more: {e.Message.TrimEnd('.')}. It was whole when it was opened; what was read before stays as it was read.", e);

    private TensorPlace Place(string key) => _places.TryGetValue(key, out var place)
        ? place
        : throw new CheckpointException($"There is no '{key}' in '{Path}'." + (NearestName.Of(key, _places.Keys) is { } near ? $" Did you mean '{near}'?" : ""));

    private static WeightContent Read(CheckpointFormat format, WeightBytes file, CheckpointOptions options, Func<string, WeightBytes> beside)
    {
        switch (format)
        {
            case CheckpointFormat.Safetensors:
                return SafetensorsReader.Read(file);
            case CheckpointFormat.ShardedSafetensors:
                return SafetensorsReader.ReadIndex(file, beside);
        }

        ITorchFile saved = format == CheckpointFormat.TorchZip ? new TorchZipFile(file, options) : new TorchLegacyFile(file, options);
        var choice = StateDictChoice.Of(saved.Root, options.Under);
        return new WeightContent(format, [.. choice.Tensors.Select(t => KeyValuePair.Create(t.Key, saved.Place(t.Value)))])
        {
            LeftOut = choice.LeftOut,
            Parts = PickleOutline.Of(saved.Root),
            Under = choice.Under,
            Others = choice.Others,
        };
    }

    private static KeyValuePair<string, TensorPlace>[] Under(IReadOnlyList<KeyValuePair<string, TensorPlace>> tensors, string under)
    {
        var prefix = under + ".";
        var taken = tensors.Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal) && t.Key.Length > prefix.Length).Select(t => KeyValuePair.Create(t.Key[prefix.Length..], t.Value)).ToArray();
        return taken.Length > 0 ? taken : throw new FormatException($"it has no keys that begin with '{TensorLimits.Shown(prefix)}'");
    }
}
