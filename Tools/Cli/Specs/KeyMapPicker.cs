using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Runtime;

namespace ArchGen.Cli.Specs;

/// <summary>Finds a key map by the name that a user gives.</summary>
internal static class KeyMapPicker
{
    /// <summary>The map of that name, with or without its model's; a clear error with those that there are otherwise.</summary>
    public static KeyMap ByName(IReadOnlyList<KeyMapModel> maps, string name)
    {
        string Full(KeyMapModel map) => $"{map.Target}.{map.Name}";
        var found = maps.Where(m => m.Name == name || Full(m) == name || $"{m.Holder}.{m.Name}" == name).ToArray();
        // A map for several models has the same rules for each.
        if (found.DistinctBy(m => string.Join('\n', m.Rules)).ToArray() is [var only])
            return new KeyMap(only.Name, [.. only.Rules.Select(r => new KeyRule(r.Ours, r.Theirs))]);
        if (found.Length > 0)
            throw new CliException($"Several key maps are called '{name}': {string.Join(", ", found.Select(Full))}. Give the whole name.");
        var all = maps.Select(Full).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        throw new CliException(all.Length == 0 ? $"The specs declare no key map. Add one: keys {name} of Model {{ \"ours.**\" = \"theirs.**\" }}" : $"There is no key map '{name}'. There are: {string.Join(", ", all)}.");
    }
}
