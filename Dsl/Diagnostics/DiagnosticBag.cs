using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Diagnostics;

/// <summary>
/// Collects the findings of one compilation: each code once a place, in the order of places. Where several variants lead to one finding, it says so: the other variants
/// may have another reason.
/// </summary>
internal sealed class DiagnosticBag
{
    /// <summary>The numbers that make symbols' names distinct, which mean nothing to a reader.</summary>
    private static readonly Regex s_fresh = new("#[0-9]+", RegexOptions.CultureInvariant);

    private readonly Dictionary<string, List<Diagnostic>> _byPath = [];
    private readonly Dictionary<(string Path, int Start, string Code), Finding> _seen = [];
    private readonly HashSet<string> _filesWithErrors = [];
    private readonly Dictionary<string, SortedSet<int>> _errors = [];
    private readonly List<Reported> _reported = [];
    private List<Reported>? _recording;

    /// <summary>Where in its file a part begins, for the order of findings.</summary>
    public Func<string, int> StartOfPart { get; init; } = _ => 0;

    /// <summary>All that was added, in order: what the findings were made of.</summary>
    public IReadOnlyList<Reported> All => _reported;

    /// <summary>Adds a finding; <paramref name="root"/> is what led to it from outside, a variant's place.</summary>
    public void Add(Diagnostic diagnostic, RelatedPlace? root = null)
    {
        var report = new Reported(diagnostic, root);
        _reported.Add(report);
        _recording?.Add(report);
        var file = PartPath.FileOf(diagnostic.Path);
        if (diagnostic.Severity == Severity.Error)
        {
            ErrorCount++;
            _filesWithErrors.Add(file);
            // What a whole file lacks is no mistake of the definition that happens to begin it.
            if (diagnostic.Code != Catalog.MissingNamespace.Code)
            {
                if (!_errors.TryGetValue(diagnostic.Path, out var starts))
                    _errors[diagnostic.Path] = starts = [];
                starts.Add(diagnostic.Span.Start);
            }
        }
        if (!_byPath.TryGetValue(file, out var list))
            _byPath[file] = list = [];
        var key = (diagnostic.Path, diagnostic.Span.Start, diagnostic.Code);
        if (!_seen.TryGetValue(key, out var known))
        {
            _seen.Add(key, new Finding(diagnostic, list.Count, root));
            list.Add(diagnostic);
        }
        else if (root is not null && known.Adopt(diagnostic, root))
        {
            list[known.Index] = known.Told;
        }
    }

    public void Report(DiagnosticDescriptor descriptor, string path, TextSpan span, params object[] arguments) =>
        Report(descriptor, path, span, [], arguments);

    public void Report(
        DiagnosticDescriptor descriptor, string path, TextSpan span, IEnumerable<RelatedPlace> related, params object[] arguments) =>
        Report(descriptor, path, span, related, null, arguments);

    public void Report(
        DiagnosticDescriptor descriptor, string path, TextSpan span, IEnumerable<RelatedPlace> related, RelatedPlace? root, object[] arguments) =>
        Add(
            new Diagnostic(
                descriptor, path, span, WithoutNumbers(Shortened.Format(descriptor.MessageForm, arguments)),
                new EquatableArray<RelatedPlace>(related),
                arguments.OfType<Suggested>().FirstOrDefault()?.FixAt(span)),
            root);

    public static string WithoutNumbers(string text) => s_fresh.Replace(text, "");

    /// <summary>True when an error is reported anywhere in a file, by its path or that of a part of it.</summary>
    public bool HasErrorsIn(string path)
    {
        FileQuestions++;
        return _filesWithErrors.Contains(PartPath.FileOf(path));
    }

    /// <summary>How often it was asked whether a whole file has errors: what depends on that depends on more than its own text.</summary>
    public int FileQuestions { get; private set; }

    /// <summary>True when an error is reported inside a span or just after it.</summary>
    public bool HasErrorNear(string path, TextSpan span) => HasErrorBetween(path, span.Start, span.End + 2);

    /// <summary>True when an error begins at one of these places, both included.</summary>
    public bool HasErrorBetween(string path, int first, int last) =>
        _errors.TryGetValue(path, out var starts) && first <= last && starts.GetViewBetween(first, last).Count > 0;

    /// <summary>How many findings were reported, those at the place of another included.</summary>
    public int AddCount => _reported.Count;

    /// <summary>How many errors were reported, those at the place of another included.</summary>
    public int ErrorCount { get; private set; }

    public IReadOnlyList<Diagnostic> In(string path) =>
        _byPath.TryGetValue(path, out var list)
            ? list.OrderBy(d => StartOfPart(d.Path) + d.Span.Start).ThenBy(d => d.Code, StringComparer.Ordinal).ToArray()
            : [];

    /// <summary>Runs something, and tells what was reported meanwhile, but not in what is itself run so.</summary>
    public T Recorded<T>(Func<T> action, out IReadOnlyList<Reported> findings)
    {
        var (outer, recording) = (_recording, new List<Reported>());
        _recording = recording;
        try
        {
            return action();
        }
        finally
        {
            _recording = outer;
            findings = recording;
        }
    }

    /// <summary>One finding at a place, and who else leads to it.</summary>
    private sealed class Finding(Diagnostic first, int index, RelatedPlace? root)
    {
        private const int MostNamed = 3;

        private readonly List<RelatedPlace> _others = [];
        private readonly List<string> _names = [];
        private readonly HashSet<RelatedPlace?> _roots = [root];

        public int Index => index;

        /// <summary>The first finding with the others' places, and their messages where they differ.</summary>
        public Diagnostic Told
        {
            get
            {
                var more = _roots.Count - 1 - _names.Count;
                var others = string.Join(", ", _names) + (more > 0 ? string.Format(CultureInfo.InvariantCulture, " and {0} more", more) : "");
                return first with { Message = $"{first.Message} (also for {others})", Related = new EquatableArray<RelatedPlace>(first.Related.Concat(_others)) };
            }
        }

        /// <summary>Takes in another finding of the same code and place; false where it tells nothing new.</summary>
        public bool Adopt(Diagnostic other, RelatedPlace way)
        {
            if (!_roots.Add(way))
                return false;
            if (_others.Count == MostNamed)
                return true;
            // The place is a variant's: "Net as NetA".
            _names.Add(way.Message.Substring(way.Message.LastIndexOf(' ') + 1));
            _others.Add(other.Message == first.Message ? way : way with { Message = $"{way.Message}: {other.Message}" });
            return true;
        }
    }
}
