using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Runtime;

/// <summary>A pickle asks for what isn't made of it; the message goes on from the file's name.</summary>
internal sealed class PickleRefusedException(string message) : Exception(message);

/// <summary>
/// What a pickle of <c>torch.save</c> may ask for: the rebuilding of tensors from storages, and nothing else. Everything else that it names is noted, refused
/// at the end with all the others, and never made: there is nothing here that could run it.
/// </summary>
/// <param name="options">What may be left out.</param>
internal abstract partial class TorchHost(CheckpointOptions options) : IPickleHost
{
    private const int MostRefused = 1000, Shown = 10;

    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor_v3",
        "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state", "torch._tensor._rebuild_from_type_v2",
        "torch.Tensor", "torch.nn.parameter.Parameter", "torch.nn.parameter.Buffer",
        "torch.Size", "torch.device", "collections.OrderedDict",
    };

    private readonly Dictionary<string, long> _refused = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ignored = new(StringComparer.Ordinal);

    /// <summary>Names that were left out because the options say so.</summary>
    public IReadOnlyCollection<string> Ignored => _ignored;

    public PickleName Name(string name, long at)
    {
        var isKnown = s_known.Contains(name) || StorageElement(name) is not null || DtypeOf(name) is not null;
        if (!isKnown && options.Ignores(name))
            _ignored.Add(name);
        else if (!isKnown && _refused.Count < MostRefused)
            _refused.TryAdd(name, at);
        return new PickleName(name, isKnown);
    }

    public abstract object? Outside(object? id, long at);

    /// <summary>Reads a pickle. What it asks for beyond tensors is refused, all of it together.</summary>
    public object? Read(PickleInput input)
    {
        object? value;
        try
        {
            value = new PickleReader(input, this).Read();
        }
        catch (Exception e) when (e is FormatException or OverflowException && _refused.Count > 0)
        {
            // What it wanted to run is what matters of a file that is also damaged.
            throw Refusal();
        }

        return _refused.Count > 0 ? throw Refusal() : value;
    }

    private PickleRefusedException Refusal()
    {
        var names = _refused.OrderBy(r => r.Value).ToArray();
        var list = string.Join("; ", names.Take(Shown).Select(r => $"'{TensorLimits.Shown(r.Key)}' at byte {r.Value}")) + (names.Length > Shown ? $"; and {names.Length - Shown} more" : "");
        var advice = names.Any(r => r.Key.StartsWith("torch.nn.modules.", StringComparison.Ordinal))
            ? "It holds a whole module, whose code it would run. In PyTorch, save the state dict alone: torch.save(model.state_dict(), path)."
            : names.Length == 1
                ? $"Nothing of it was run. If it isn't one of the weights, as settings or arguments aren't, leave it out: Ignore, --ignore {TensorLimits.Shown(names[0].Key)}."
                : "Nothing of them was run. Those that aren't weights, as settings or arguments aren't, can be left out by name: Ignore, --ignore NAME.";
        return new PickleRefusedException($"asks for more than tensors: {list}. {advice}");
    }

    /// <summary>The element type of a storage's class: <c>torch.FloatStorage</c>, <c>torch.cuda.HalfStorage</c>, <c>torch.storage.UntypedStorage</c>.</summary>
    protected static ElementType? StorageElement(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && name[..dot] is "torch" or "torch.cuda" or "torch.storage" ? ElementTypes.ByStorage(name[(dot + 1)..]) : null;
    }

    private static ElementType? DtypeOf(string name) => name.StartsWith("torch.", StringComparison.Ordinal) ? ElementTypes.ByTorchName(name["torch.".Length..]) : null;
}
