using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Cli.Specs;
using ArchGen.Dsl.Text;
using ArchGen.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Cli.Verify;

/// <summary>Compares a model's keys, shapes and kinds with a fixture's, as they are or through one of the spec's key maps.</summary>
internal sealed class KeyComparison
{
    private const int Shown = 5;

    private readonly Dictionary<string, StateEntry> _ours;
    private readonly Dictionary<string, StateEntry> _theirs;
    private readonly StateDictComparison _difference;
    private readonly List<string> _otherKind;

    private KeyComparison(GoldenFixture fixture, nn.Module model, KeyMap? map)
    {
        Map = map;
        _ours = (map?.Apply(model) ?? model.state_dict()).ToDictionary(p => p.Key, p => new StateEntry(p.Value.shape), StringComparer.Ordinal);
        _theirs = fixture.StateDict.GroupBy(e => e.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new StateEntry(g.Last().Shape), StringComparer.Ordinal);
        // A tensor of several names may go by one of them alone.
        foreach (var name in fixture.AliasedKeys.Where(g => g.Any(_ours.ContainsKey)).SelectMany(g => g).Where(name => !_ours.ContainsKey(name)))
            _theirs.Remove(name);
        _difference = StateDictComparison.Of(_ours, _theirs);
        var parameters = model.named_parameters().Select(p => map?.Map(p.name) ?? p.name).ToHashSet(StringComparer.Ordinal);
        _otherKind = fixture.StateDict.Where(e => _ours.ContainsKey(e.Key) && parameters.Contains(e.Key) == e.IsBuffer).Select(e => e.Key).ToList();
    }

    private KeyMap? Map { get; }

    private int Wrong => _difference.Missing.Count + _difference.Unexpected.Count + _difference.Mismatched.Count + _otherKind.Count;

    /// <summary>
    /// Compares, and says in the result what is wrong. Where the keys as they are differ, the map that leaves the fewest differences is taken, if it leaves fewer than there
    /// are without one. Gives that map.
    /// </summary>
    public static KeyMap? Run(FixtureResult result, GoldenFixture fixture, nn.Module model, IReadOnlyList<KeyMap> maps)
    {
        if (fixture.StateDict.Count == 0)
            return null;
        var best = new KeyComparison(fixture, model, null);
        foreach (var map in maps)
        {
            if (best.Wrong == 0)
                break;
            var mapped = new KeyComparison(fixture, model, map);
            if (mapped.Wrong < best.Wrong)
                best = mapped;
        }

        best.Tell(result);
        return best.Map;
    }

    private void Tell(FixtureResult result)
    {
        result.KeyMap = Map?.Name;
        var through = Map is null ? "" : $" through the map '{Map.Name}'";
        if (!_difference.IsEqual)
            result.Problems.Add($"the keys{through} differ:\n" + _difference.Describe(_ours, _theirs, "the fixture", "    "));
        if (_otherKind.Count > 0)
            result.Problems.Add($"{_otherKind.Count} keys are parameters where the fixture has buffers, or the other way: {string.Join(", ", _otherKind.Take(Shown))}");
        result.Keys = new Finding(Wrong == 0 ? NumberText.Whole(_theirs.Count) : $"{Wrong} wrong", Wrong == 0);
    }
}
