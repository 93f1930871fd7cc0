using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using System.Linq;
using System.Reflection;
using ArchGen.Cli.Commands;
using ArchGen.Dsl.Text;
using ArchGen.Runtime;
using ArchGen.Workspace;

namespace ArchGen.Cli;

/// <summary>The command line: parses it, runs a command, turns whatever goes wrong into one line and an exit code.</summary>
public static class CliApp
{
    // The System backend's own exception; the name alone is known where the other backend is built.
    internal const string LibtorchUnavailable = "LibtorchUnavailableException";
    // Workers save what they have before they end; who doesn't want to wait presses Ctrl-C again.
    private static readonly TimeSpan s_toStop = TimeSpan.FromMinutes(1);
    private const string VerboseOption = "--verbose";

    /// <summary>Runs one command line. <paramref name="colour"/> null: where the output is a terminal; <paramref name="input"/> null: the process's own.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter error, bool? colour = null, Stream? input = null)
    {
        var verbose = false;
        var console = new CliConsole(output, error, colour) { OpenInput = () => input ?? Console.OpenStandardInput() };
        try
        {
            var root = Root(console, out var verboseOption);
            var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
            verbose = parsed.GetValue(verboseOption);
            if (parsed.Errors.Count > 0)
            {
                var unknown = parsed.CommandResult.Command is RootCommand ? parsed.UnmatchedTokens.FirstOrDefault() : null;
                if (unknown is not null)
                    console.Error($"There is no command '{unknown}'." + (SpellChecker.Nearest(unknown, root.Subcommands.Select(c => c.Name)) is { } near ? $" Did you mean '{near}'?" : ""));
                else
                    parsed.Errors.Select(e => e.Message).Distinct().ToList().ForEach(console.Error);
                error.WriteLine($"Run `archgen{Sub(parsed)} --help` for what it takes.");
                return ExitCode.Usage;
            }

            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = s_toStop });
        }
        catch (Exception e) when (CodeOf(Innermost(e)) is { } code)
        {
            if (code != ExitCode.Cancelled)
                console.Error(Innermost(e).Message);
            return code;
        }
        catch (Exception e)
        {
            var cause = Innermost(e);
            console.Error($"{cause.GetType().Name}: {cause.Message}" + (verbose ? "" : " (run again with --verbose for where it happened)"));
            if (verbose)
                error.WriteLine(e);
            return ExitCode.Fault;
        }
    }

    private static RootCommand Root(CliConsole console, out Option<bool> verbose)
    {
        verbose = new Option<bool>(VerboseOption) { Description = "Show where in ArchGen an unexpected fault happened.", Recursive = true };
        var root = new RootCommand(
            "ArchGen: vision backbones as .arch specs, compiled to TorchSharp modules with every tensor shape checked.\n\n" +
            "Exit codes: 0 fine; 1 errors in specs, a fixture that doesn't match or a file to be formatted; 2 wrong use; 3 a fault; 130 stopped.");
        root.Add(verbose);
        root.Add(BenchCommand.Create(console));
        root.Add(CheckCommand.Create(console));
        root.Add(ConvertCommand.Create(console));
        root.Add(EmitCommand.Create(console));
        root.Add(ExportCommand.Create(console));
        root.Add(FormatCommand.Create(console));
        root.Add(GraphCommand.Create(console));
        root.Add(InspectCommand.Create(console));
        root.Add(LspCommand.Create());
        root.Add(SummaryCommand.Create(console));
        root.Add(DiffCommand.Create(console));
        root.Add(AblateCommand.Create(console));
        root.Add(VerifyCommand.Create(console));
        return root;
    }

    private static string Sub(ParseResult parsed)
    {
        var names = "";
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand } command; at = at.Parent)
            names = " " + command.Command.Name + names;
        return names;
    }

    // Exceptions whose messages were written for the user.
    private static int? CodeOf(Exception e) => e switch
    {
        CliException known => known.Code,
        GoldenFixtureException or CheckpointException or DatasetException or SpecException => ExitCode.Usage,
        OperationCanceledException => ExitCode.Cancelled,
        _ when e.GetType().Name == LibtorchUnavailable => ExitCode.Fault,
        _ => null,
    };

    private static Exception Innermost(Exception e)
    {
        while (e is TargetInvocationException or TypeInitializationException or AggregateException { InnerExceptions.Count: 1 } && e.InnerException is { } inner)
            e = inner;
        return e;
    }
}
