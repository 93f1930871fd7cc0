using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ArchGen.Dsl.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>What becomes of a model's tensor when it begins with another network's weights.</summary>
public enum TensorFate
{
    /// <summary>It takes the other's values.</summary>
    Carried,

    /// <summary>The other has nothing by its key; it stays as it is.</summary>
    New,

    /// <summary>The other's has another shape or element type; it stays as it is.</summary>
    Changed,

    /// <summary>It takes the other's values, put into its shape or type in a known way.</summary>
    Adapted,
}

/// <summary>One tensor of the model that weights are carried to.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Fate">What becomes of it.</param>
/// <param name="From">What the other network calls it.</param>
/// <param name="Entry">Its shape and type.</param>
/// <param name="Was">The other's; null where it has none.</param>
public sealed record TensorTransfer(string Key, TensorFate Fate, string From, StateEntry Entry, StateEntry? Was)
{
    /// <summary>How it is adapted; null where it isn't.</summary>
    public ShapeAdaptation? Adaptation { get; init; }
}

/// <summary>
/// Which of a model's tensors begin with another network's values: those whose key, through a map where one is given, whose shape and whose element type are the other's.
/// <see cref="Apply(nn.Module, string, KeyMap?, IReadOnlyList{string}?)"/> carries them over, all or none.
/// </summary>
/// <param name="Tensors">Every tensor of the model, in its order.</param>
/// <param name="Dropped">The other's keys that nothing takes, in its order.</param>
public sealed record WeightTransfer(IReadOnlyList<TensorTransfer> Tensors, IReadOnlyList<string> Dropped)
{
    private const int Shown = 5;

    /// <summary>The tensors of a fate.</summary>
    public IEnumerable<TensorTransfer> Of(TensorFate fate) => Tensors.Where(t => t.Fate == fate);

    /// <summary>Plans without loading anything.</summary>
    /// <param name="model">The model that would take weights.</param>
    /// <param name="path">A checkpoint.</param>
    /// <param name="keys">What the checkpoint calls the model's tensors, where it isn't what the model calls them.</param>
    /// <param name="adapt">Whether shapes that changed in a known way would be adapted.</param>
    public static WeightTransfer Plan(nn.Module model, string path, KeyMap? keys = null, bool adapt = false)
    {
        using var file = CheckpointFile.Open(path);
        return Plan(model, WeightSource.Of(file), keys, adapt, Inflation.Mean);
    }

    /// <summary>Plans without loading anything.</summary>
    /// <param name="model">The model that would take weights.</param>
    /// <param name="source">The model that has them.</param>
    /// <param name="keys">What <paramref name="source"/> calls the model's tensors, where it isn't what the model calls them.</param>
    /// <param name="adapt">Whether shapes that changed in a known way would be adapted.</param>
    public static WeightTransfer Plan(nn.Module model, nn.Module source, KeyMap? keys = null, bool adapt = false) =>
        Plan(model, WeightSource.Of($"the model '{source.GetName()}'", source.state_dict()), keys, adapt, Inflation.Mean);

    /// <summary>Carries a checkpoint's weights over and says what became of each tensor. Throws <see cref="CheckpointException"/>, the model unchanged, where nothing would be carried or something is new that mustn't be.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The checkpoint.</param>
    /// <param name="keys">What the checkpoint calls the model's tensors, where it isn't what the model calls them.</param>
    /// <param name="fresh">Which of the model's keys may be new or changed, <c>stages.*.mixer.**</c>; null for any.</param>
    public static WeightTransfer Apply(nn.Module model, string path, KeyMap? keys = null, IReadOnlyList<string>? fresh = null)
    {
        using var file = CheckpointFile.Open(path);
        return Apply(model, file, keys, fresh);
    }

    /// <summary>Carries an open file's weights over and says what became of each tensor. Throws <see cref="CheckpointException"/>, the model unchanged, where nothing would be carried or something is new that mustn't be.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">The file.</param>
    /// <param name="keys">What the file calls the model's tensors, where it isn't what the model calls them.</param>
    /// <param name="fresh">Which of the model's keys may be new or changed, <c>stages.*.mixer.**</c>; null for any.</param>
    /// <param name="adapt">Whether shapes that changed in a known way are adapted.</param>
    /// <param name="inflation">How kernels over images become ones over videos.</param>
    public static WeightTransfer Apply(nn.Module model, CheckpointFile file, KeyMap? keys = null, IReadOnlyList<string>? fresh = null, bool adapt = false, Inflation inflation = Inflation.Mean) =>
        Apply(model, WeightSource.Of(file), keys, fresh, adapt, inflation);

    /// <summary>Carries a model's weights over and says what became of each tensor. Throws <see cref="CheckpointException"/>, the model unchanged, where nothing would be carried or something is new that mustn't be.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">The model that has the weights, which are copied.</param>
    /// <param name="keys">What <paramref name="source"/> calls the model's tensors, where it isn't what the model calls them.</param>
    /// <param name="fresh">Which of the model's keys may be new or changed, <c>stages.*.mixer.**</c>; null for any.</param>
    /// <param name="adapt">Whether shapes that changed in a known way are adapted.</param>
    /// <param name="inflation">How kernels over images become ones over videos.</param>
    public static WeightTransfer Apply(nn.Module model, nn.Module source, KeyMap? keys = null, IReadOnlyList<string>? fresh = null, bool adapt = false, Inflation inflation = Inflation.Mean) =>
        Apply(model, WeightSource.Of($"the model '{source.GetName()}'", source.state_dict()), keys, fresh, adapt, inflation);

    /// <summary>What it comes to, a line for each kind.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        text.Append(Of(TensorFate.Carried).Count()).Append(" of ").Append(Tensors.Count).Append(" tensors carried over");
        Line("adapted", [.. Of(TensorFate.Adapted).Select(t => $"'{t.Key}' is {t.Entry}, was {t.Was}: {t.Adaptation!.How}")]);
        Line("new", [.. Of(TensorFate.New).Select(t => $"'{t.Key}' {t.Entry}")]);
        Line("changed", [.. Of(TensorFate.Changed).Select(t => $"'{t.Key}' is {t.Entry}, was {t.Was}")]);
        Line("dropped", [.. Dropped.Select(k => $"'{k}'")]);
        return text.ToString();

        void Line(string what, IReadOnlyList<string> items)
        {
            if (items.Count == 0)
                return;
            text.Append("\n  ").Append(items.Count).Append(' ').Append(what).Append(": ").AppendJoin("; ", items.Take(Shown));
            if (items.Count > Shown)
                text.Append("; and ").Append(items.Count - Shown).Append(" more");
        }
    }

    private static WeightTransfer Plan(nn.Module model, WeightSource source, KeyMap? keys, bool adapt, Inflation inflation)
    {
        var theirs = source.Entries;
        var tensors = new List<TensorTransfer>();
        foreach (var (key, entry) in StateDictComparison.EntriesOf(model.state_dict()))
        {
            var from = keys?.Map(key) ?? key;
            var was = theirs.GetValueOrDefault(from);
            var isSame = was is not null && was.Type == entry.Type && was.Shape.AsSpan().SequenceEqual(entry.Shape);
            var adaptation = adapt && !isSame && was is not null ? ShapeAdaptation.Of(key, was, entry, inflation) : null;
            var fate = was is null ? TensorFate.New : isSame ? TensorFate.Carried : adaptation is not null ? TensorFate.Adapted : TensorFate.Changed;
            tensors.Add(new TensorTransfer(key, fate, from, entry, was) { Adaptation = adaptation });
        }
        if (tensors.GroupBy(t => t.From).FirstOrDefault(t => t.Count() > 1 && t.First().Was is not null) is { } twice)
            throw new CheckpointException($"By the key map '{keys?.Name}', {string.Join(" and ", twice.Select(t => $"'{t.Key}'"))} of '{model.GetName()}' would all be '{twice.Key}'.");
        var taken = tensors.Select(t => t.From).ToHashSet(StringComparer.Ordinal);
        return new WeightTransfer(tensors, [.. theirs.Keys.Where(k => !taken.Contains(k))]);
    }

    private static WeightTransfer Apply(nn.Module model, WeightSource source, KeyMap? keys, IReadOnlyList<string>? fresh, bool adapt, Inflation inflation)
    {
        var plan = Plan(model, source, keys, adapt, inflation);
        var allowed = fresh?.Select(f => KeyPattern.Parse(f, out var problem) ?? throw new ArgumentException($"\"{f}\" isn't a form of keys: {problem}.", nameof(fresh))).ToArray();
        var through = keys is null ? "" : $" through the key map '{keys.Name}'";
        var taken = plan.Tensors.Where(t => t.Fate is TensorFate.Carried or TensorFate.Adapted).ToArray();
        if (taken.Length == 0)
            throw new CheckpointException($"Nothing of {source.Name} carries over to '{model.GetName()}'{through}.\n{plan.Describe()}\nNothing was loaded.");
        if (allowed is not null && plan.Tensors.Except(taken).Where(t => allowed.All(a => a.Match(t.Key) is null)).ToArray() is [_, ..] others)
        {
            throw new CheckpointException(
                $"Not all that should carries over from {source.Name} to '{model.GetName()}'{through}: {string.Join("; ", others.Take(Shown).Select(t => $"'{t.Key}' {t.Entry} is {t.Fate.ToString().ToLowerInvariant()}{(t.Was is null ? "" : $", was {t.Was}")}"))}" +
                $"{(others.Length > Shown ? $"; and {others.Length - Shown} more" : "")}.\nNothing was loaded.");
        }

        // All that could fail does before the first tensor is written.
        source.RequireUndamaged();
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var own = model.state_dict();
        var adapted = taken.Where(t => t.Adaptation is not null).Select(t => (To: own[t.Key], Value: Adapted(source.Read(t.From), t, own[t.Key]))).ToArray();
        foreach (var tensor in taken.Where(t => t.Adaptation is null))
            source.CopyInto(tensor.From, own[tensor.Key]);
        foreach (var (to, value) in adapted)
            to.copy_(value);
        return plan;
    }

    // Half precision is too coarse to interpolate in, and not all of torch's functions take it.
    private static Tensor Adapted(Tensor from, TensorTransfer transfer, Tensor to)
    {
        using var scope = NewDisposeScope();
        var real = from.dtype == ScalarType.Float64 ? from : from.to(ScalarType.Float32);
        return transfer.Adaptation!.Apply(real).to(to.dtype).to(to.device).MoveToOuterDisposeScope();
    }
}
