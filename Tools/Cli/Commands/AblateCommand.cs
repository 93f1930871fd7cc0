using System.CommandLine;
using System.Linq;
using System.Threading.Tasks;
using ArchGen.Cli.Ablate;
using ArchGen.Cli.Ablate.Journal;
using ArchGen.Cli.Ablate.Report;

namespace ArchGen.Cli.Commands;

/// <summary><c>archgen ablate</c>: an ablation's members listed, trained, looked after and reported.</summary>
internal static class AblateCommand
{
    public static Command Create(CliConsole console) => new("ablate", "List, train and look after the members of an ablation, and write what they came to.")
    {
        List(console), AblateRunCommand.Create(console), Status(console), ReportCommand.Create(console), WorkCommand.Create(console),
    };

    /// <summary>The ablation's name.</summary>
    public static Argument<string> Study() => new("STUDY") { Description = "An ablation's name." };

    /// <summary>The specs, the current folder's where none are named.</summary>
    public static Argument<string[]> Specs()
    {
        var specs = Shared.Specs(ArgumentArity.ZeroOrMore);
        specs.Description += " The current folder, where none is named.";
        return specs;
    }

    /// <summary>The run's folder.</summary>
    public static Option<string?> Out() => new("--out") { Description = "The run's folder: runs/STUDY unless said otherwise.", HelpName = "DIR" };

    private static Command List(CliConsole console)
    {
        var (study, specs) = (Study(), Specs());
        var command = new Command("list", "Show the members with what they cost, and the recipe that they are trained by.") { study, specs };
        command.SetAction((parsed, cancellation) =>
        {
            if (PickedStudy.Load(console, parsed.GetRequiredValue(study), Paths(parsed.GetValue(specs)), cancellation) is not { } picked)
                return Task.FromResult(ExitCode.Findings);
            AblationTable.Write(console, picked.Specs.Result, picked.Ablation, []);
            var given = picked.Ablation.Recipe?.Values.Select(v => v.Name).ToHashSet() ?? [];
            var values = RecipeOptions.All(picked.Ablation.Recipe?.Values ?? []).Where(v => v.Value is not null).ToLookup(v => given.Contains(v.Key), v => $"{v.Key}: {RecipeOptions.Text(v.Value)}");
            console.Output.WriteLine(picked.Ablation.Recipe is { } recipe ? $"recipe {recipe.Name}: {string.Join(", ", values[true])}" : "no recipe is named");
            console.Output.WriteLine($"without saying: {string.Join(", ", values[false])}");
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static Command Status(CliConsole console)
    {
        var (study, folder) = (Study(), Out());
        var command = new Command("status", "Show how far a run is, from its folder alone.") { study, folder };
        command.SetAction((parsed, cancellation) =>
        {
            var name = parsed.GetRequiredValue(study);
            var at = parsed.GetValue(folder) is { } place ? new StudyFolder(place) : StudyFolder.DefaultOf(name[(name.LastIndexOf('.') + 1)..]);
            var file = at.Read() ?? throw new CliException($"There is no run in '{at.Root}'. `archgen ablate run {name}` begins one; --out DIR says where one is.");
            return Task.FromResult(StatusTable.Write(console, at, file, cancellation));
        });
        return command;
    }

    /// <summary>What specs are meant.</summary>
    public static string[] Paths(string[]? paths) => paths is { Length: > 0 } ? paths : ["."];
}
