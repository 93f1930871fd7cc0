using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text;
using ArchGen.Cli.Ablate.Journal;
using ArchGen.Cli.Ablate.Report.Model;
using ArchGen.Runtime;
using Spectre.Console;

namespace ArchGen.Cli.Ablate.Report;

/// <summary><c>archgen ablate report</c>: what a study came to, as far as it is run.</summary>
internal static class ReportCommand
{
    private const string ToOutput = "-";

    private static readonly (string Name, string Extension, Func<StudyReport, string> Write)[] s_formats =
    [
        ("html", ".html", HtmlReport.Of), ("csv", ".csv", CsvReport.Of), ("markdown", ".md", MarkdownReport.Of),
    ];

    public static Command Create(CliConsole console)
    {
        var study = new Argument<string>("STUDY") { Description = "The study's name, where it is run in runs/NAME, or its folder." };
        var output = new Option<string?>("--out", "-o") { Description = "The file to write, or - for the output. Default: report.html, report.csv and report.md in the study's folder.", HelpName = "FILE" };
        var format = new Option<string?>("--format") { Description = "What is written: html, csv, markdown or all. Default: what --out ends with, else all.", HelpName = "html|csv|markdown|all" };
        format.AcceptOnlyFromAmong([.. s_formats.Select(f => f.Name), "all"]);
        var command = new Command("report", "Write what a study came to as far as it is run: a page to look at, and tables for a paper.") { study, output, format };
        command.SetAction(parsed => Run(console, parsed.GetRequiredValue(study), parsed.GetValue(output), parsed.GetValue(format)));
        return command;
    }

    private static int Run(CliConsole console, string name, string? output, string? format)
    {
        var formats = s_formats.Where(f => format is null or "all" || f.Name == format).ToArray();
        if (format is null && output is not null and not ToOutput)
            formats = s_formats.Where(f => f.Extension == Path.GetExtension(output).ToLowerInvariant()).ToArray() is { Length: > 0 } known ? known : formats;
        if (output == ToOutput && formats.Length > 1)
            throw new CliException("Only one format can go to the output. Name it: --format html, csv or markdown.");
        var (folder, study) = Find(name);
        var report = ReportBuilder.Of(study, m => folder.Member(m).Journal);
        if (output == ToOutput)
        {
            console.Output.Write(formats[0].Write(report));
            return ExitCode.Success;
        }

        foreach (var (_, extension, write) in formats)
        {
            var path = output is null ? Path.Combine(folder.Root, "report" + extension) : formats.Length > 1 ? Path.ChangeExtension(output, extension) : output;
            Write(path, write(report));
            console.Markup($"wrote {Markup.Escape(path)}");
        }

        if (Left(report) is { Length: > 0 } left)
            console.Markup(Markup.Escape(left));
        return ExitCode.Success;
    }

    private static (StudyFolder Folder, StudyFile Study) Find(string name)
    {
        foreach (var folder in new[] { new StudyFolder(name), StudyFolder.DefaultOf(name) })
        {
            if (folder.Read() is { } study)
                return (folder, study);
        }

        throw new CliException(
            $"There is no study '{name}': neither '{new StudyFolder(name).StudyPath}' nor '{StudyFolder.DefaultOf(name).StudyPath}' is there. "
            + $"Run it first (`archgen ablate run {name} SPECS`), or name the folder that it was run in.");
    }

    private static void Write(string path, string text)
    {
        try
        {
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"'{path}' can't be written: {e.Message}");
        }
    }

    private static string Left(StudyReport report)
    {
        var parts = new List<string>();
        foreach (var (state, text) in new[] { ("failed", "failed"), ("unfinished", "are begun and not finished"), ("waiting", "aren't begun") })
        {
            if (report.Members[state] > 0)
                parts.Add($"{report.Members[state]} {text}");
        }

        return parts.Count == 0 ? "" : $"{report.Members["finished"]} of {report.Members["all"]} members are finished, {string.Join(", ", parts)}: the report is of what there is.";
    }
}
