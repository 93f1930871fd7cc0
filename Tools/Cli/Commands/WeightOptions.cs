using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using ArchGen.Runtime;

namespace ArchGen.Cli.Commands;

/// <summary>What commands that read weights take.</summary>
internal static class WeightOptions
{
    public static Option<string?> Under() => new("--under")
    {
        Description = "Where the tensors are: names with dots between (model_ema, state_dict.backbone), of dictionaries and then of what keys begin with. Without it: found, and told.",
        HelpName = "KEY",
    };

    public static Option<string[]> Ignore() => new("--ignore")
    {
        Description = "A name that a PyTorch file asks for and that isn't needed, to be left out: argparse.Namespace, or numpy.* for all of a module. It isn't run in any case.",
        HelpName = "NAME",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = false,
    };

    public static CheckpointOptions Of(string? under, string[]? ignore) => new() { Under = under, Ignore = ignore ?? [] };

    /// <summary>What was made of a file, a line each.</summary>
    public static IEnumerable<string> Choices(CheckpointFile file)
    {
        if (file.FoundUnder.Length > 0)
            yield return $"taken from '{file.FoundUnder}'" + (file.AlsoUnder.Count > 0 ? $"; there is also {string.Join(", ", file.AlsoUnder.Select(a => $"'{a}'"))} (--under)" : "");
        if (file.TakenOff.Length > 0)
            yield return $"'{file.TakenOff}' is taken off every key";
    }
}
