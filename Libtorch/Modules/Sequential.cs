using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;

namespace TorchSharp.Modules;

/// <summary>Modules run one after another, registered as "0", "1", … or by given names. It owns them, and doesn't look into their fields.</summary>
public class Sequential : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private readonly List<(string Name, torch.nn.Module<torch.Tensor, torch.Tensor> Module)> _steps = [];

    protected Sequential(params (string name, torch.nn.Module<torch.Tensor, torch.Tensor> submodule)[] modules) : base(nameof(Sequential))
    {
        foreach (var (key, module) in modules) Put(key, module);
    }

    protected Sequential(params torch.nn.Module<torch.Tensor, torch.Tensor>[] modules) : base(nameof(Sequential))
    {
        foreach (var module in modules) Put(NextKey, module);
    }

    public int Count => _steps.Count;

    [IndexerName("SequentialItems")]
    public torch.nn.IModule<torch.Tensor, torch.Tensor> this[int index] => _steps[index].Module;

    /// <summary>A sequence of some of these modules, shared with this one.</summary>
    [IndexerName("SequentialItems")]
    public Sequential this[(int? start, int? end) index] => Part(index.start ?? 0, index.end ?? Count);

    /// <summary>A sequence of some of these modules, shared with this one.</summary>
    [IndexerName("SequentialItems")]
    public Sequential this[Range index] => Part(index.Start.GetOffset(Count), index.End.GetOffset(Count));

    public Sequential append(string name, torch.nn.IModule<torch.Tensor, torch.Tensor> module)
    {
        Put(name, (torch.nn.Module<torch.Tensor, torch.Tensor>)module);
        return this;
    }

    public Sequential append(torch.nn.IModule<torch.Tensor, torch.Tensor> module) => append(NextKey, module);

    public override torch.Tensor forward(torch.Tensor tensor)
    {
        if (_steps.Count == 0) return tensor.alias();
        var result = _steps[0].Module.call(tensor);
        for (var i = 1; i < _steps.Count; i++)
        {
            var next = _steps[i].Module.call(result);
            if (!ReferenceEquals(next, result) && !ReferenceEquals(result, tensor)) result.Dispose();
            result = next;
        }

        return result;
    }

    private protected override bool LooksIntoFields => false;

    internal static Sequential Of(params (string, torch.nn.Module<torch.Tensor, torch.Tensor>)[] modules) => new(modules);

    internal static Sequential Of(params torch.nn.Module<torch.Tensor, torch.Tensor>[] modules) => new(modules);

    private string NextKey => _steps.Count.ToString(CultureInfo.InvariantCulture);

    private Sequential Part(int start, int end) => new(_steps.Skip(start).Take(end - start).ToArray());

    private void Put(string key, torch.nn.Module<torch.Tensor, torch.Tensor> module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (string.IsNullOrEmpty(key) || key.Contains('.', StringComparison.Ordinal))
            throw new ArgumentException($"A module's name can't be empty or have a dot: '{key}'.", nameof(key));
        _internal_submodules.Add(key, module);
        _steps.Add((key, module));
    }
}
