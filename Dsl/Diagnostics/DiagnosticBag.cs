using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Diagnostics;

/// <summary>Collects the findings of one compilation: each code once a place, in the order of places.</summary>
internal sealed class DiagnosticBag
{
    /// <summary>The numbers that make symbols' names distinct, which mean nothing to a reader.</summary>
    private static readonly Regex s_fresh = new("#[0-9]+", RegexOptions.CultureInvariant);

    private readonly Dictionary<string, List<Diagnostic>> _byPath = [];
    private readonly HashSet<(string Path, int Start, string Code)> _seen = [];

    public void Add(Diagnostic diagnostic)
    {
        if (!_seen.Add((diagnostic.Path, diagnostic.Span.Start, diagnostic.Code)))
            return;
        if (!_byPath.TryGetValue(diagnostic.Path, out var list))
            _byPath[diagnostic.Path] = list = [];
        list.Add(diagnostic);
    }

    public void Report(DiagnosticDescriptor descriptor, string path, TextSpan span, params object[] arguments) =>
        Report(descriptor, path, span, [], arguments);

    public void Report(
        DiagnosticDescriptor descriptor, string path, TextSpan span, IEnumerable<RelatedPlace> related, params object[] arguments) =>
        Add(new Diagnostic(
            descriptor, path, span, WithoutNumbers(string.Format(CultureInfo.InvariantCulture, descriptor.MessageForm, arguments)),
            new EquatableArray<RelatedPlace>(related)));

    public static string WithoutNumbers(string text) => s_fresh.Replace(text, "");

    public bool HasErrorsIn(string path) =>
        _byPath.TryGetValue(path, out var list) && list.Any(d => d.Severity == Severity.Error);

    /// <summary>True when an error is reported inside a span or just after it.</summary>
    public bool HasErrorNear(string path, TextSpan span) =>
        _byPath.TryGetValue(path, out var list)
        && list.Any(d => d.Severity == Severity.Error && d.Span.Start >= span.Start && d.Span.Start <= span.End + 2);

    public int ErrorCount => _byPath.Values.Sum(list => list.Count(d => d.Severity == Severity.Error));

    public IReadOnlyList<Diagnostic> In(string path) =>
        _byPath.TryGetValue(path, out var list)
            ? list.OrderBy(d => d.Span.Start).ThenBy(d => d.Code, StringComparer.Ordinal).ToArray()
            : [];
}
