using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Format;
using ArchGen.Workspace;

namespace ArchGen.Cli.Commands;

/// <summary><c>archgen fmt</c>: puts specs into the one style.</summary>
internal static class FormatCommand
{
    public static Command Create(CliConsole console)
    {
        var paths = Shared.Paths("PATHS", "Files, or folders whose .arch files are taken with all below. Without any, the working folder.", ArgumentArity.ZeroOrMore);
        var check = new Option<bool>("--check") { Description = "Write nothing; show what would change, and exit with 1 if anything would." };
        var piped = new Option<bool>("--stdin") { Description = "Format what is piped in, and write it to the output." };
        var command = new Command(
            "fmt", "Put specs into the one style: indentation, blanks, lines of at most 140 columns. Only what stands between tokens changes; a definition with a mistake in its syntax stays as it is.")
        {
            paths, check, piped,
        };
        command.Aliases.Add("format");
        command.Validators.Add(result =>
        {
            if (result.GetValue(piped) && result.GetValue(paths) is { Length: > 0 })
                result.AddError("--stdin formats what is piped in: it takes no paths.");
        });
        command.SetAction((parsed, cancellation) =>
        {
            var isCheck = parsed.GetValue(check);
            return Task.FromResult(parsed.GetValue(piped) ? RunPiped(console, isCheck, cancellation) : Run(console, parsed.GetValue(paths) ?? [], isCheck, cancellation));
        });
        return command;
    }

    private static int Run(CliConsole console, string[] paths, bool isCheck, CancellationToken cancellation)
    {
        var files = SpecLoader.Requested(new SpecFiles(), paths.Length == 0 ? ["."] : paths);
        // All are read before any is written: a file that can't be read leaves everything as it was.
        var formatted = files.Select(f => FormattedFile.Read(f, cancellation)).ToList();
        var changed = formatted.Where(f => f.IsChanged).ToList();
        foreach (var file in changed)
        {
            cancellation.ThrowIfCancellationRequested();
            if (isCheck)
            {
                Show(console, file);
            }
            else
            {
                file.Write();
                console.Output.WriteLine(file.Path);
            }
        }

        Note(console, formatted);
        var count = formatted.Count == 1 ? "1 file" : FormattableString.Invariant($"{formatted.Count} files");
        console.Note(isCheck ? FormattableString.Invariant($"{changed.Count} of {count} would change") : FormattableString.Invariant($"{changed.Count} of {count} changed"));
        return isCheck && changed.Count > 0 ? ExitCode.Findings : ExitCode.Success;
    }

    private static int RunPiped(CliConsole console, bool isCheck, CancellationToken cancellation)
    {
        using var input = console.OpenInput();
        var file = FormattedFile.Read("<stdin>", input, cancellation);
        Note(console, [file]);
        if (!isCheck)
        {
            console.Output.Write(file.Text);
            return ExitCode.Success;
        }

        if (file.IsChanged)
            Show(console, file);
        return file.IsChanged ? ExitCode.Findings : ExitCode.Success;
    }

    private static void Show(CliConsole console, FormattedFile file)
    {
        console.Output.Write($"--- {file.Path}\n+++ {file.Path}\n");
        console.Output.Write(LineDiff.Between(file.Written, file.Text));
    }

    private static void Note(CliConsole console, IReadOnlyList<FormattedFile> files)
    {
        foreach (var file in files.Where(f => f.UntouchedLines.Count > 0))
        {
            var more = file.UntouchedLines.Count - 1;
            console.Note(FormattableString.Invariant($"{file.Path}({file.UntouchedLines[0]}): left as it is, because of a mistake in its syntax (see `archgen check`)")
                + (more > 0 ? FormattableString.Invariant($"; and {more} more in this file") : ""));
        }
    }
}
