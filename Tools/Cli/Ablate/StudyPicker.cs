using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ArchGen.Cli.Diagnostics;
using ArchGen.Cli.Specs;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Text;
using ArchGen.Workspace;

namespace ArchGen.Cli.Ablate;

/// <summary>An ablation of some specs, by the name that a user gives.</summary>
/// <param name="Specs">The specs.</param>
/// <param name="Ablation">The ablation.</param>
internal sealed record PickedStudy(LoadedSpecs Specs, ElaboratedAblation Ablation)
{
    /// <summary>Loads specs and finds the ablation; null after errors of the specs were written.</summary>
    public static PickedStudy? Load(CliConsole console, string name, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var specs = SpecLoader.Load(paths, cancellation);
        return DiagnosticReport.WriteErrorsOnly(console, specs) ? new PickedStudy(specs, ByName([.. specs.Ablations], name)) : null;
    }

    /// <summary>The ablation of that name, with or without its namespace, case aside; a clear error with the nearest name otherwise.</summary>
    public static ElaboratedAblation ByName(IReadOnlyList<ElaboratedAblation> all, string name)
    {
        if (all.Count == 0)
            throw new CliException("The specs have no ablation. Add one (`ablation Name of Variant { axis … }`), or name the files that have it.");
        var matches = all.Where(a => a.Name == name || Full(a) == name).ToList();
        if (matches.Count == 0)
            matches = all.Where(a => VariantPicker.Plain(a.Name) == VariantPicker.Plain(name)).ToList();
        if (matches.Count == 1)
            return matches[0];
        if (matches.Count > 1)
            throw new CliException($"Several ablations are called '{name}': {string.Join(", ", matches.Select(Full))}. Give the whole name.");
        var names = all.Select(a => a.Name).Order(System.StringComparer.Ordinal).ToArray();
        throw new CliException($"There is no ablation '{name}'." + (SpellChecker.Nearest(name, names) is { } near ? $" Did you mean '{near}'?" : $" There are: {string.Join(", ", names)}."));
    }

    /// <summary>Namespace and name.</summary>
    public static string Full(ElaboratedAblation ablation) => ablation.Namespace.Length == 0 ? ablation.Name : ablation.Namespace + "." + ablation.Name;
}
