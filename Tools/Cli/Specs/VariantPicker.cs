using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Text;
using ArchGen.Workspace;

namespace ArchGen.Cli.Specs;

/// <summary>Finds a variant by the name that a user gives.</summary>
internal static class VariantPicker
{
    /// <summary>The variant of that name, with or without its namespace, case and <c>_ -</c> aside; a clear error with the nearest name otherwise.</summary>
    public static ElaboratedVariant ByName(IReadOnlyList<ElaboratedVariant> variants, string name)
    {
        if (variants.Count == 0)
            throw new CliException("The specs have no variant that compiles. Add one (`variant Name = Model(…)`), or see `archgen check`.");
        var matches = variants.Where(v => v.Name == name || Full(v) == name).ToList();
        if (matches.Count == 0)
            matches = variants.Where(v => Plain(v.Name) == Plain(name) || Plain(Full(v)) == Plain(name)).ToList();
        if (matches.Count == 1)
            return matches[0];
        if (matches.Count > 1)
            throw new CliException($"Several variants are called '{name}': {string.Join(", ", matches.Select(Full))}. Give the whole name.");
        var nearest = SpellChecker.Nearest(name, variants.Select(v => v.Name));
        throw new CliException($"There is no variant '{name}'." + (nearest is null ? $" There are: {List(variants)}." : $" Did you mean '{nearest}'?"));
    }

    /// <summary>The variant of that name or, without one, the only one that there is.</summary>
    public static ElaboratedVariant OneOf(LoadedSpecs specs, string? name, string orElse = "")
    {
        if (name is not null)
            return ByName(specs.Named, name);
        return specs.Variants.ToArray() switch
        {
            [] => throw new CliException("The specs have no variant. Add one: `variant Name = Model(…)`."),
            [var only] => only,
            var all => throw new CliException($"The specs have {all.Length} variants: {List(all)}. Name one (--variant NAME){orElse}."),
        };
    }

    /// <summary>Namespace and name.</summary>
    public static string Full(ElaboratedVariant variant) => variant.Namespace.Length == 0 ? variant.Name : variant.Namespace + "." + variant.Name;

    /// <summary>A name's letters and digits in lower case.</summary>
    public static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Some names, for messages.</summary>
    public static string List(IEnumerable<ElaboratedVariant> variants, int most = 12)
    {
        var names = variants.Select(v => v.Name).Order(StringComparer.Ordinal).ToArray();
        return string.Join(", ", names.Take(most)) + (names.Length > most ? $" and {names.Length - most} more" : "");
    }
}
