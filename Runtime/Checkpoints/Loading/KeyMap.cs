using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>One rule of a <see cref="KeyMap"/>: segments with dots between, <c>*</c> any one segment or a part of one, <c>**</c> any run of them.</summary>
/// <param name="Ours">The form of the model's keys.</param>
/// <param name="Theirs">What a checkpoint calls such a key, with the same wildcards in the same order.</param>
public sealed record KeyRule(string Ours, string Theirs);

/// <summary>
/// What a checkpoint calls a model's tensors. The first rule that fits a key wins; a key that none fits keeps its name. Specs declare maps by <c>keys</c>,
/// and generated code carries them.
/// </summary>
public sealed class KeyMap
{
    // Stands for what follows a module's path in its keys.
    private const string Below = "#";

    private readonly (KeyPattern Ours, KeyPattern Theirs)[] _rules;

    /// <summary>Makes a map. Throws <see cref="ArgumentException"/> with the rule that is none.</summary>
    public KeyMap(string name, IReadOnlyList<KeyRule> rules)
    {
        Name = name;
        Rules = rules;
        _rules = [.. rules.Select(r => (Read(r, r.Ours), Read(r, r.Theirs)))];
        for (var i = 0; i < _rules.Length; i++)
        {
            if (!_rules[i].Ours.Wildcards.SequenceEqual(_rules[i].Theirs.Wildcards))
                throw new ArgumentException($"The rule \"{rules[i].Ours}\" = \"{rules[i].Theirs}\" has other wildcards on its two sides.", nameof(rules));
        }
    }

    /// <summary>The map's name.</summary>
    public string Name { get; }

    /// <summary>Its rules in order.</summary>
    public IReadOnlyList<KeyRule> Rules { get; }

    /// <summary>What the checkpoint calls a key of the model.</summary>
    public string Map(string key)
    {
        foreach (var (ours, theirs) in _rules)
        {
            if (ours.Match(key) is { } wildcards)
                return theirs.Fill(wildcards);
        }

        return key;
    }

    /// <summary>Which key of the model a checkpoint's key is; null where the map calls none so.</summary>
    public string? Unmap(string theirs)
    {
        foreach (var rule in _rules)
        {
            if (rule.Theirs.Match(theirs) is { } wildcards && rule.Ours.Fill(wildcards) is var ours && Map(ours) == theirs)
                return ours;
        }

        return Map(theirs) == theirs ? theirs : null;
    }

    /// <summary>What the checkpoint's model calls a module of this one, judged by the keys below it; a module that no rule speaks of keeps its name.</summary>
    public string MapModule(string path)
    {
        var mapped = Map(path + "." + Below);
        return mapped.EndsWith("." + Below, StringComparison.Ordinal) ? mapped[..^(Below.Length + 1)] : path;
    }

    /// <summary>A model's tensors by what the checkpoint calls them, in order. Throws <see cref="CheckpointException"/> where two would be called the same.</summary>
    public IReadOnlyDictionary<string, Tensor> Apply(nn.Module model)
    {
        var mapped = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (key, tensor) in model.state_dict())
        {
            if (!mapped.TryAdd(Map(key), tensor))
                throw new CheckpointException($"By the key map '{Name}', two tensors of '{model.GetName()}' are called '{Map(key)}'; '{key}' is one of them.");
        }

        return mapped;
    }

    private static KeyPattern Read(KeyRule rule, string side) =>
        KeyPattern.Parse(side, out var problem) ?? throw new ArgumentException($"The rule \"{rule.Ours}\" = \"{rule.Theirs}\" isn't one: in \"{side}\", {problem}.", nameof(rule));
}
