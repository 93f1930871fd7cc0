using System;
using System.CommandLine;
using System.IO;
using System.Threading.Tasks;
using ArchGen.LanguageServer;

namespace ArchGen.Cli.Commands;

/// <summary><c>archgen lsp</c>: serves an editor over standard input and output.</summary>
internal static class LspCommand
{
    public static Command Create(CliConsole console)
    {
        // Clients of some editors add it; there is no other way to speak to the server.
        var stdio = new Option<bool>("--stdio") { Description = "Speak over standard input and output: what it does anyway.", Hidden = true };
        var command = new Command("lsp", "Serve an editor: the language server protocol over standard input and output (docs/editors.md). Exits with 0 after a proper farewell, 1 without.") { stdio };
        command.SetAction(async (_, _) =>
        {
            // Messages alone go to the output; whatever else would be written there goes to the error stream.
            using var output = Console.OpenStandardOutput();
            Console.SetOut(Console.Error);
            using var input = console.OpenInput();
            return await Server.RunAsync(input, new BufferedStream(output)).ConfigureAwait(false) == 0 ? ExitCode.Success : ExitCode.Findings;
        });
        return command;
    }
}
