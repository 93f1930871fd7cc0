using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ArchGen.Bench.Keystroke;

/// <summary>One keystroke: from the message that tells of it to the findings of that version.</summary>
internal sealed record Stroke(string Kind, int Line, double Milliseconds, double Edit, double Parse, double Compile, double Publish, int Findings);

/// <summary>An author at work in one document. After each visit the text is as it was.</summary>
internal sealed class Typing
{
    private static readonly Regex s_number = new(@"(?<![\w.])\d+(?![\w.])");

    private readonly Client _client;
    private readonly string _uri;
    private readonly string[] _lines;
    private int _version = 1;

    public Typing(Client client, string path)
    {
        _client = client;
        _uri = new Uri(path).AbsoluteUri;
        var text = System.IO.File.ReadAllText(path);
        _lines = text.Split('\n');
        var start = _client.Notify("textDocument/didOpen", new { textDocument = new { uri = _uri, languageId = "archgen", version = _version, text } });
        var (at, found) = _client.WaitFor("textDocument/publishDiagnostics", _uri, _version);
        Opened = Stopwatch.GetElapsedTime(start, at).TotalMilliseconds;
        if (found.GetProperty("diagnostics").GetArrayLength() > 0)
            throw new InvalidOperationException($"{path} has findings to begin with: {found.GetProperty("diagnostics")[0].GetProperty("message")}");
        _client.WaitFor("archgen/timings", _uri, _version);
    }

    /// <summary>From opening the document to its findings.</summary>
    public double Opened { get; }

    /// <summary>Visits places all over the document, at each of which something is typed a character at a time.</summary>
    public IEnumerable<Stroke> Visit(int places)
    {
        var inside = Enumerable.Range(0, _lines.Length).Where(i => Regex.IsMatch(_lines[i], @"^    +\w") && !_lines[i].TrimStart().StartsWith("where", StringComparison.Ordinal)).ToList();
        for (var n = 0; n < places; n++)
        {
            var line = inside[(int)((long)n * inside.Count / places)];
            var strokes = (n % 3) switch
            {
                0 => Step(line),
                1 => Number(line),
                _ => Comment(line),
            };
            foreach (var stroke in strokes)
                yield return stroke;
        }
    }

    /// <summary>Another step on a line of its own: unfinished names on the way.</summary>
    private IEnumerable<Stroke> Step(int line)
    {
        var indent = _lines[line][..(_lines[line].Length - _lines[line].TrimStart().Length)];
        yield return Type("a step", line, 0, 0, indent + "\n");
        var column = indent.Length;
        foreach (var c in "relu")
            yield return Type("a step", line, column, column++, c.ToString());
        yield return TypeAcross("a step", line, 0, line + 1, 0, "");
    }

    /// <summary>A number gets another digit, and loses it.</summary>
    private IEnumerable<Stroke> Number(int line)
    {
        for (; line < _lines.Length - 1 && !s_number.IsMatch(_lines[line]); line++)
        {
        }

        if (s_number.Match(_lines[line]) is not { Success: true } match)
            yield break;
        var end = match.Index + match.Length;
        yield return Type("a number", line, end, end, "0");
        yield return Type("a number", line, end, end + 1, "");
    }

    private IEnumerable<Stroke> Comment(int line)
    {
        var end = _lines[line].Length;
        yield return Type("a comment", line, end, end, " ");
        var column = end + 1;
        foreach (var c in "// why")
            yield return Type("a comment", line, column, column++, c.ToString());
        yield return Type("a comment", line, end, column, "");
    }

    private Stroke Type(string kind, int line, int from, int to, string text) => TypeAcross(kind, line, from, line, to, text);

    private Stroke TypeAcross(string kind, int line, int from, int toLine, int to, string text)
    {
        var version = ++_version;
        var range = new { start = new { line, character = from }, end = new { line = toLine, character = to } };
        var start = _client.Notify("textDocument/didChange", new { textDocument = new { uri = _uri, version }, contentChanges = new[] { new { range, text } } });
        var (at, found) = _client.WaitFor("textDocument/publishDiagnostics", _uri, version);
        var (_, told) = _client.WaitFor("archgen/timings", _uri, version);
        double Told(string of) => told.GetProperty(of).GetDouble();
        return new Stroke(
            kind, line, Stopwatch.GetElapsedTime(start, at).TotalMilliseconds, Told("edit"), Told("parse"), Told("compile"), Told("publish"), found.GetProperty("diagnostics").GetArrayLength());
    }
}
