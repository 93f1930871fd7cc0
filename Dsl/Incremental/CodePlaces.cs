using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Incremental;

/// <summary>
/// What is generated of files in parts, with places as they are in the files. As long as these are the same, so is what is given: it is then the same object as in the compilation
/// before.
/// </summary>
internal sealed class CodePlaces
{
    private Dictionary<object, Placed> _before = new(ByReference.Instance);
    private Dictionary<object, Placed> _now = new(ByReference.Instance);
    private Dictionary<string, Part?> _parts = [];
    private HashSet<string> _met = [];
    private PartMap _map = null!;

    /// <summary>Files' code with places in the files; forgets what isn't part of it.</summary>
    public IReadOnlyList<FileModel> Translate(IReadOnlyList<FileModel> files, PartMap map)
    {
        (_before, _now, _parts, _map) = (_now, new(ByReference.Instance), [], map);
        return [.. files.Select(file => file with
        {
            Classes = [.. file.Classes.Select(c => Same(c, () => Class(c) with { Doc = Doc(c.Definition, c.Doc) }))],
            Variants = [.. file.Variants.Select(v => Same(v, () => v with { Definition = Place(v.Definition), Doc = Doc(v.Definition, v.Doc) }))],
            Ablations = [.. file.Ablations.Select(a => Same(a, () => a with { Definition = Place(a.Definition), Doc = Doc(a.Definition, a.Doc) }))],
        })];
    }

    private T Same<T>(T model, System.Func<T> translate)
        where T : class
    {
        if (_now.TryGetValue(model, out var known) || (_before.TryGetValue(model, out known) && known.Parts.All(p => Equals(PartOf(p.Key), p.Value))))
        {
            _now[model] = known;
            return (T)known.Model;
        }
        _met = [];
        var translated = translate();
        _now[model] = new Placed(translated, _met.ToDictionary(p => p, PartOf));
        return translated;
    }

    private ClassModel Class(ClassModel model) => model with { Body = Steps(model.Body), Nested = [.. model.Nested.Select(Class)], Definition = Place(model.Definition) };

    private IReadOnlyList<Step> Steps(IReadOnlyList<Step> steps) => [.. steps.Select(step => step switch
    {
        LoopStep s => s with { Place = Place(s.Place), Body = Steps(s.Body) },
        ForEachStep s => s with { Place = Place(s.Place), Body = Steps(s.Body) },
        IfStep s => s with { Place = Place(s.Place), Then = Steps(s.Then), Else = Steps(s.Else) },
        _ => step with { Place = Place(step.Place) },
    })];

    /// <summary>A definition's documentation, as the file has it now.</summary>
    private string? Doc(SourcePlace definition, string? known) => definition.Path is not null && PartOf(definition.Path)?.Doc is { } doc ? doc.Text : known;

    private SourcePlace Place(SourcePlace place)
    {
        if (place.Path is null || PartOf(place.Path) is not { } part)
            return place;
        _met.Add(place.Path);
        var ((line, column), (endLine, endColumn)) = (part.InFile(place.Line, place.Column), part.InFile(place.EndLine, place.EndColumn));
        return new SourcePlace(part.Path, line, column, endLine, endColumn);
    }

    private Part? PartOf(string path)
    {
        if (!_parts.TryGetValue(path, out var part))
            _parts[path] = part = _map.Of(path) is var (source, placed) ? new Part(source, placed) : null;
        return part;
    }

    private sealed record Placed(object Model, Dictionary<string, Part?> Parts);

    /// <summary>Where a part is; equal where every place in it is where it was.</summary>
    private sealed class Part(SourceText source, PlacedPart placed) : System.IEquatable<Part>
    {
        private readonly int _column = source.PositionOf(placed.Offset).Column;

        public string Path => source.Path;

        public Documentation? Doc => placed.Shift?.Doc;

        /// <summary>A line and column, from 1.</summary>
        public (int Line, int Column) InFile(int line, int column)
        {
            if (placed.Shift is null)
                return (line + placed.Line, line == 1 ? column + _column : column);
            var at = source.PositionOf(placed.InFile(new TextSpan(placed.Part.Source.LineStart(line - 1) + column - 1, 0)).Start);
            return (at.Line + 1, at.Column + 1);
        }

        public bool Equals(Part? other) =>
            other is not null && other.Path == Path && other.Placed == (placed.Line, _column, placed.Shift);

        public override bool Equals(object? other) => Equals(other as Part);

        public override int GetHashCode() => placed.Line;

        private (int Line, int Column, TokenShift? Shift) Placed => (placed.Line, _column, placed.Shift);
    }

    private sealed class ByReference : IEqualityComparer<object>
    {
        public static ByReference Instance { get; } = new();

        bool IEqualityComparer<object>.Equals(object? x, object? y) => ReferenceEquals(x, y);

        int IEqualityComparer<object>.GetHashCode(object model) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(model);
    }
}
