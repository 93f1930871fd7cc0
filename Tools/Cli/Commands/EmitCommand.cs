using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Diagnostics;
using ArchGen.Cli.Specs;
using ArchGen.Runtime;
using ArchGen.Workspace;

namespace ArchGen.Cli.Commands;

/// <summary><c>archgen emit</c>: writes the generated C#.</summary>
internal static class EmitCommand
{
    public static Command Create(CliConsole console)
    {
        var file = Shared.File();
        var folder = new Option<string?>("--output", "-o") { Description = "The folder to write to; it is made. Without it, the C# goes to the output.", HelpName = "DIR" };
        var command = new Command("emit", "Write the C# that a spec generates. Writes nothing where the spec has errors.") { file, folder };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(console, parsed.GetRequiredValue(file), parsed.GetValue(folder), cancellation)));
        return command;
    }

    private static int Run(CliConsole console, string path, string? folder, CancellationToken cancellation)
    {
        var specs = SpecLoader.Load([path], cancellation);
        if (!DiagnosticReport.WriteErrorsOnly(console, specs))
            return ExitCode.Findings;
        var files = SpecEmitter.Emit(specs.Result, cancellation).Where(f => f.IsLibrary || specs.Requested.Contains(f.SpecPath)).ToList();
        if (folder is null)
        {
            foreach (var file in files)
                console.Output.Write(file.Text);
            return ExitCode.Success;
        }

        try
        {
            foreach (var file in files)
            {
                var target = Path.Combine(folder, file.Name);
                AtomicFile.Write(target, stream => stream.Write(new UTF8Encoding(false).GetBytes(file.Text)));
                console.Output.WriteLine(target);
            }
        }
        catch (IOException e)
        {
            throw new CliException($"The C# can't be written to '{folder}': {e.Message}");
        }

        return ExitCode.Success;
    }
}
