using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Diagnostics;
using ArchGen.Workspace;

namespace ArchGen.Cli.Commands;

/// <summary><c>archgen check</c>: compiles specs and prints what was found.</summary>
internal static class CheckCommand
{
    public static Command Create(CliConsole console)
    {
        var specs = Shared.Specs(ArgumentArity.OneOrMore);
        var format = new Option<string>("--format")
        {
            Description = "text: for people; json: one object (docs/check.md); sarif: SARIF 2.1.0, for code scanning; github: workflow commands, shown at their lines.",
            DefaultValueFactory = _ => DiagnosticReport.Formats[0],
        };
        format.AcceptOnlyFromAmong(DiagnosticReport.Formats);
        var command = new Command("check", "Compile specs and print every finding with its source line. Exits with 0 where there is no error, 1 where there is one, 2 where SPECS can't be read.") { specs, format };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(console, parsed.GetRequiredValue(specs), parsed.GetRequiredValue(format), cancellation)));
        return command;
    }

    private static int Run(CliConsole console, string[] paths, string format, CancellationToken cancellation) =>
        DiagnosticReport.Write(console, SpecLoader.Load(paths, cancellation), format) ? ExitCode.Success : ExitCode.Findings;
}
