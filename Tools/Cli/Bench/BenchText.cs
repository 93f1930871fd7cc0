using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Text;
using Spectre.Console;

namespace ArchGen.Cli.Bench;

/// <summary>What was measured, for a reader.</summary>
internal static class BenchText
{
    public static void Write(CliConsole console, BenchResult result)
    {
        var form = result.Options.Inference ? ", made ready for inference" : "";
        console.Markup($"[bold]{Escape(result.Variant)}[/] = {Escape(result.Model)}, input {string.Join(", ", result.Inputs.Select(NumberText.Sizes))}{form}");
        console.Markup(Escape($"settings: {result.Settings.Replace("\n", "; ")}{(result.Options.Threads is { } threads ? $"; threads: {threads} (--threads)" : "")}"));
        var table = NewTable("", "");
        table.HideHeaders();
        Line("latency, median", $"{Time(result.Median)} ms", "95 of 100 passes", $"{Time(result.NinetyFifth)} ms", $"of {result.Passes.Count} passes");
        Line("throughput", $"{Number(result.Throughput)} inputs/s", "batch", result.Inputs[0][0].ToString(CultureInfo.InvariantCulture));
        Line("peak memory", result.PeakBytes is { } peak ? $"{Mebibytes(peak)} MiB" : "not told by this system", "beside weights of", $"{Mebibytes(result.WeightBytes)} MiB");
        Line("achieved", $"{Number(result.Rate)} GFLOP/s", $"for {NumberText.Short(result.Macs)} MACs");
        Line("this machine's peak", $"{Number(result.Peak.Fma)} GFLOP/s in registers", $"{100 * result.Rate / result.Peak.Fma:0} % reached");
        Line("", $"{Number(result.Peak.MatrixProduct)} GFLOP/s in a matrix product", $"{100 * result.Rate / result.Peak.MatrixProduct:0} % reached");
        console.Write(table);
        if (result.Stages.Count > 0)
            Rows(console, "part", result.Stages, result.Watched);
        Rows(console, "operator", result.Operators, result.Watched);
        console.Markup(Escape(result.Options.Inference
            ? $"The operations are those that the network was rewritten to, measured one by one: {Time(result.Watched)} ms together."
            : $"Parts and operators were timed in passes of their own, whose faster half took {Time(result.Watched)} ms each. A part without a time is a step, which isn't called as a module; its time is in the block around it."));

        void Line(string name, params string[] values) => table.AddRow(new Markup($"[grey]{Escape(name)}[/]"), new Markup(Escape(string.Join(", ", Pairs(values)))));
    }

    // A value, then words with their values.
    private static IEnumerable<string> Pairs(string[] values)
    {
        yield return values[0];
        for (var i = 1; i < values.Length; i += 2)
            yield return i + 1 < values.Length ? $"{values[i]} {values[i + 1]}" : values[i];
    }

    private static void Rows(CliConsole console, string first, IReadOnlyList<BenchRow> rows, double all)
    {
        var table = NewTable(first, "what", ">calls", ">ms", ">share", ">MACs", ">GFLOP/s");
        foreach (var row in rows)
        {
            var name = Escape(row.Name);
            table.AddRow(
                new Markup(new string(' ', 2 * row.Level) + (row.Level == 0 ? $"[bold]{name}[/]" : name)), new Markup($"[grey]{Escape(row.What)}[/]"),
                new Markup(row.Calls == 0 ? "" : row.Calls.ToString(CultureInfo.InvariantCulture)),
                new Markup(row.Milliseconds is { } time ? Time(time) : ""), new Markup(row.Milliseconds is { } part ? $"{100 * part / all:0.0} %" : ""),
                new Markup(row.Macs == 0 ? "" : NumberText.Short(row.Macs)), new Markup(row.Rate is { } rate ? Number(rate) : ""));
        }

        console.Write(table);
    }

    private static Table NewTable(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            var header = new TableColumn($"[grey]{column.TrimStart('>')}[/]") { NoWrap = true };
            table.AddColumn(column.StartsWith('>') ? header.RightAligned() : header);
        }

        return table;
    }

    private static string Time(double milliseconds) => milliseconds.ToString(milliseconds < 10 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string Mebibytes(long bytes) => (bytes / (double)(1 << 20)).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Escape(string text) => Markup.Escape(text);
}
