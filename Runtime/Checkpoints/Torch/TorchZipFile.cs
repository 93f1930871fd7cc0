using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ArchGen.Runtime;

/// <summary>What <c>torch.save</c> writes: an archive with a pickle, <c>data.pkl</c>, and a record for each storage, <c>data/0</c> and so on.</summary>
internal sealed class TorchZipFile : TorchHost, ITorchFile
{
    private const string Pickle = "/data.pkl";

    private readonly WeightBytes _file;
    private readonly IReadOnlyDictionary<string, ZipRecord> _records;
    private readonly string _folder;
    private readonly bool _isSwapped;

    public TorchZipFile(WeightBytes file, CheckpointOptions options)
        : base(options)
    {
        _file = file;
        _records = ZipRecords.Read(file);
        if (_records.Keys.Where(k => k.EndsWith(Pickle, StringComparison.Ordinal)).ToArray() is not [var pickle])
            throw new FormatException("it is an archive, but not one of PyTorch: those have one data.pkl");
        _folder = pickle[..^Pickle.Length];
        if (_records.ContainsKey(_folder + "/constants.pkl"))
            throw new FormatException("it is a TorchScript program, not weights. In PyTorch, load it and save its state dict: torch.save(torch.jit.load(path).state_dict(), other)");
        _isSwapped = IsBigEndian();
        var record = _records[pickle].Plain();
        Root = Read(new PickleInput(file, record.Offset, record.Offset + record.Length));
    }

    public object? Root { get; }

    public TensorPlace Place(TorchTensor tensor) => tensor.Place(_file, _records[Record(tensor.Storage.Root)].Offset, _isSwapped);

    public override object? Outside(object? id, long at)
    {
        if (PartsOf(id) is not ["storage", var type, var key, _, var count])
            throw new FormatException($"its pickle is damaged at byte {at}: {PickleValues.Describe(id)} stands for a storage");
        var storage = Storage(type, key, count, at);
        if (!_records.TryGetValue(Record(storage.Root), out var record))
            throw new FormatException($"its pickle refers at byte {at} to the record '{TensorLimits.Shown(Record(storage.Root))}', which isn't there");
        if (storage.Bytes > record.Plain().Length)
            throw new FormatException($"the storage '{TensorLimits.Shown(storage.Root)}' claims {storage.Bytes} bytes, and its record has {record.Length}");
        return storage;
    }

    private string Record(string key) => $"{_folder}/data/{key}";

    private bool IsBigEndian()
    {
        if (!_records.TryGetValue(_folder + "/byteorder", out var record))
            return false;
        var text = Encoding.Latin1.GetString(_file.Read(record.Plain().Offset, Math.Min(record.Length, 16)));
        return text switch
        {
            "little" => false,
            "big" => true,
            _ => throw new FormatException($"its byte order is '{TensorLimits.Shown(text)}', which is neither little nor big"),
        };
    }
}
