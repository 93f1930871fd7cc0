using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace ArchGen.Runtime;

/// <summary>
/// What <c>torch.save</c> wrote before it made archives: pickles of a magic number, a protocol, the machine's sizes, what was saved, and the storages' keys; then each
/// storage, its length and its elements, always the lowest byte first.
/// </summary>
internal sealed class TorchLegacyFile : TorchHost, ITorchFile
{
    private const long Protocol = 1001;

    private static readonly BigInteger s_magic = (new BigInteger(0x1950) << 64) + 0xa86a20f9469cfc6c;

    private readonly WeightBytes _file;
    private readonly Dictionary<string, TorchStorage> _roots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _offsets = new(StringComparer.Ordinal);

    public TorchLegacyFile(WeightBytes file, CheckpointOptions options)
        : base(options)
    {
        _file = file;
        var input = new PickleInput(file, 0, file.Length);
        if (Read(input) is not BigInteger magic || magic != s_magic)
            throw new FormatException("it is a pickle, but not one that torch.save wrote. In PyTorch, save a state dict: torch.save(model.state_dict(), path)");
        if (Read(input) is not Protocol)
            throw new FormatException("it is of a PyTorch that isn't known: its protocol isn't 1001");
        if (Read(input) is not PickleDict)
            throw new FormatException("it is damaged: it doesn't say what machine it comes from");
        Root = Read(input);
        var keys = Read(input) is PickleList list ? list.Items.Select(KeyOf).ToArray() : throw new FormatException("it is damaged: the list of its storages is none");
        FindStorages(keys, input.Position);
    }

    public object? Root { get; }

    public TensorPlace Place(TorchTensor tensor) => tensor.Place(_file, _offsets[tensor.Storage.Root], false);

    public override object? Outside(object? id, long at)
    {
        var parts = PartsOf(id);
        if (parts is ["module", var module, _, _])
            return module;
        if (parts is not ["storage", var type, var key, _, var count, .. var more])
            throw new FormatException($"its pickle is damaged at byte {at}: {PickleValues.Describe(id)} stands for a storage");
        var root = Storage(type, key, count, at);
        if (root.Bytes > _file.Length)
            throw new FormatException($"the storage '{TensorLimits.Shown(root.Root)}' claims {root.Bytes} bytes, and the file has {_file.Length}");
        if (!_roots.TryAdd(root.Root, root) && _roots[root.Root] != root)
            throw new FormatException($"the storage '{TensorLimits.Shown(root.Root)}' is described in two ways");
        return more switch
        {
            [] or [null] => root,
            [object?[] and [_, long offset, long length]] when offset >= 0 && length >= 0 && offset <= root.Count - length => root with { Start = offset, Count = length },
            _ => throw new FormatException($"its pickle is damaged at byte {at}: a view reaches beyond the storage '{TensorLimits.Shown(root.Root)}'"),
        };
    }

    private void FindStorages(string?[] keys, long at)
    {
        foreach (var key in keys)
        {
            if (key is null || !_roots.TryGetValue(key, out var storage))
                throw new FormatException($"it is damaged: it has a storage '{TensorLimits.Shown(key ?? "")}' that nothing refers to");
            var head = _file.Read(at, sizeof(long));
            var count = BitConverter.ToInt64(head);
            if (count != storage.Count)
                throw new FormatException($"the storage '{TensorLimits.Shown(key)}' should have {storage.Count} elements, and has {count}");
            at += sizeof(long);
            _file.RequireWithin(at, storage.Bytes, $"the storage '{TensorLimits.Shown(key)}'");
            if (!_offsets.TryAdd(key, at))
                throw new FormatException($"it is damaged: the storage '{TensorLimits.Shown(key)}' is there twice");
            at += storage.Bytes;
        }

        if (_roots.Keys.FirstOrDefault(k => !_offsets.ContainsKey(k)) is { } missing)
            throw new FormatException($"it is cut short or damaged: the storage '{TensorLimits.Shown(missing)}' isn't there");
    }
}
