using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Spectre.Console;

namespace ArchGen.Cli.Verify;

/// <summary>The table of <c>verify</c>, a row as soon as its fixture is done, what is wrong below it.</summary>
internal sealed class VerifyReport(CliConsole console, IReadOnlyList<string> fixtures, IReadOnlyList<string> variants)
{
    private readonly int _fixtureWidth = Math.Max(7, fixtures.Max(f => f.Length));
    private readonly int _variantWidth = Math.Max(7, variants.DefaultIfEmpty("").Max(v => v.Length));
    private int _passed, _all;

    /// <summary>True when every fixture so far passes.</summary>
    public bool AllPass => _passed == _all;

    /// <summary>Writes the headings.</summary>
    public void Begin() => console.Markup(
        $"[grey]     {"fixture".PadRight(_fixtureWidth)}  {"variant".PadRight(_variantWidth)}  {"keys",8}  {"parameters",12}  {"MACs",15}  {"logits",7}  {"stages",7}  {"inference",9}  {"training",8}  {"time",6}[/]");

    /// <summary>Writes a fixture's row.</summary>
    public void Add(FixtureResult result)
    {
        _all++;
        if (result.Passes)
            _passed++;
        console.Markup(
            (result.Passes ? "[green]PASS[/] " : "[red]FAIL[/] ") + Escape(result.Fixture.PadRight(_fixtureWidth)) + "  " +
            Escape((result.Variant ?? "—").PadRight(_variantWidth)) + $"  {Cell(result.Keys, 8)}  {Cell(result.Parameters, 12)}  {Cell(result.Macs, 15)}  " +
            $"{Cell(result.Logits, 7)}  {Cell(result.Stages, 7)}  {Cell(result.Inference, 9)}  {Cell(result.Training, 8)}  {result.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture),5}s");
        if (result.KeyMap is { } map)
            console.Markup($"       [grey]keys through the map '{Escape(map)}'[/]");
        foreach (var problem in result.Problems)
            console.Markup("       [red]" + Escape(problem) + "[/]");
    }

    /// <summary>Writes the last line.</summary>
    public void End() => console.Markup(
        AllPass ? $"[green]{_passed} of {_all} fixtures pass[/]" : $"[red]{_passed} of {_all} fixtures pass, {_all - _passed} don't[/]");

    private static string Cell(Finding? finding, int width) =>
        finding is null ? "–".PadLeft(width) : finding.IsRight ? Escape(finding.Text.PadLeft(width)) : $"[red]{Escape(finding.Text.PadLeft(width))}[/]";

    private static string Escape(string text) => Markup.Escape(text);
}
