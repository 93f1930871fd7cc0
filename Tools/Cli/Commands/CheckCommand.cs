using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Diagnostics;
using ArchGen.Cli.Specs;

namespace ArchGen.Cli.Commands;

/// <summary><c>archgen check</c>: compiles specs and prints what was found.</summary>
internal static class CheckCommand
{
    public static Command Create(CliConsole console)
    {
        var specs = Shared.Specs(ArgumentArity.OneOrMore);
        var format = new Option<string>("--format") { Description = "How findings are written.", DefaultValueFactory = _ => DiagnosticReport.Formats[0] };
        format.AcceptOnlyFromAmong(DiagnosticReport.Formats);
        var command = new Command("check", "Compile specs and print every finding with its source line. Exits with 1 where there are errors.") { specs, format };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(console, parsed.GetRequiredValue(specs), parsed.GetRequiredValue(format), cancellation)));
        return command;
    }

    private static int Run(CliConsole console, string[] paths, string format, CancellationToken cancellation) =>
        DiagnosticReport.Write(console, SpecLoader.Load(paths, cancellation), format) ? ExitCode.Success : ExitCode.Findings;
}
