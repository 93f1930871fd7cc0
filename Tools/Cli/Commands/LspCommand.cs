using System.CommandLine;
using ArchGen.LanguageServer;

namespace ArchGen.Cli.Commands;

/// <summary><c>archgen lsp</c>: serves an editor over standard input and output.</summary>
internal static class LspCommand
{
    public static Command Create()
    {
        // Clients of some editors add it; there is no other way to speak to the server.
        var stdio = new Option<bool>("--stdio") { Description = "Speak over standard input and output: what it does anyway.", Hidden = true };
        var command = new Command("lsp", "Serve an editor: the language server protocol over standard input and output (docs/editors.md). Exits with 0 after a proper farewell, 1 without.") { stdio };
        command.SetAction((_, _) => Server.RunOnStandardStreamsAsync());
        return command;
    }
}
