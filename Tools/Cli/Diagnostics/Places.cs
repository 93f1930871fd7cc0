using System;
using System.Collections.Generic;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;

namespace ArchGen.Cli.Diagnostics;

/// <summary>1-based lines and columns, columns in UTF-16 units as editors count them; the end lies just after the last character.</summary>
internal readonly record struct Place(int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary><c>(12,5)</c>, empty where the place isn't known.</summary>
    public string Text => Line == 0 ? "" : $"({Line},{Column})";
}

/// <summary>The texts of a compilation, those of the standard library among them.</summary>
internal sealed class Places
{
    private readonly Dictionary<string, SourceText> _sources = new(StringComparer.Ordinal);

    public Places(CompilationResult result)
    {
        foreach (var source in ArchCompiler.Library)
            _sources[source.Path] = source;
        foreach (var file in result.Files)
            _sources[file.Source.Path] = file.Source;
    }

    /// <summary>A file's text; null where it isn't at hand.</summary>
    public SourceText? TextOf(string path) => _sources.GetValueOrDefault(path);

    /// <summary>A span's place; all zero where its text isn't at hand.</summary>
    public Place Of(string path, TextSpan span)
    {
        if (TextOf(path) is not { } source)
            return default;
        var (start, end) = (source.PositionOf(span.Start), source.PositionOf(span.End));
        return new Place(start.Line + 1, start.Column + 1, end.Line + 1, end.Column + 1);
    }
}
