using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <content><c>expect tensors</c>: that a checkpoint's list of keys and shapes is the variant's.</content>
internal sealed partial class Compilation
{
    // A list of another network differs everywhere; what comes first tells as much.
    private const int MostSteps = 8, ShownMissing = 3;

    private void CompareTensors(VariantSymbol symbol, ElaboratedVariant variant, ExpectSyntax expect)
    {
        var path = symbol.File.Source.Path;
        if (expect.At is { } at)
        {
            _diagnostics.Report(Catalog.NoTensorList, path, at.Span, "are the same at every input: leave out 'at'");
            return;
        }
        if (TensorsOf(symbol, expect.Value) is not { } expected || RulesOf(symbol, expect.Through) is not { } rules)
            return;
        var name = symbol.File.Source.Slice(expect.Value.Span);
        if (name.Length > 40)
            name = "the list";
        RelatedPlace[] related = [new RelatedPlace(path, expect.Value.Span, $"what {symbol.Name} is expected to have")];
        var (found, steps) = (new HashSet<string>(StringComparer.Ordinal), new List<(string Path, TextSpan Place, string What, int Count)>());
        foreach (var (key, tensor, step) in Tensors(variant.Root, "", variant.Root))
        {
            _cancellation.ThrowIfCancellationRequested();
            var theirs = Mapped(rules, key);
            found.Add(theirs);
            var called = theirs == key ? "" : $" ('{theirs}')";
            var what = !expected.TryGetValue(theirs, out var shape) ? $"'{key}'{called} {tensor.Shape} isn't in it"
                : shape is not null && shape != tensor.Shape.ToString() ? $"'{key}'{called} is {tensor.Shape} here and {shape} there"
                : null;
            if (what is null)
                continue;
            var same = steps.FindIndex(s => s.Path == step.Path && s.Place == step.Place);
            if (same < 0)
                steps.Add((step.Path, step.Place, what, 0));
            else
                steps[same] = steps[same] with { Count = steps[same].Count + 1 };
        }
        foreach (var step in steps.Take(MostSteps))
            _diagnostics.Report(Catalog.TensorsDiffer, step.Path, step.Place, related, symbol.Name, name, step.What + More(step.Count, "of this step"));
        var missing = expected.Keys.Where(k => !found.Contains(k)).ToArray();
        if (missing.Length > 0)
        {
            var list = string.Join(", ", missing.Take(ShownMissing).Select(k => $"'{k}' {expected[k]}".TrimEnd()));
            _diagnostics.Report(Catalog.TensorsDiffer, path, expect.Value.Span, symbol.Name, name, $"it has no {list}{More(missing.Length - ShownMissing, "of the list")}");
        }
    }

    private static string More(int count, string what) => count <= 0 ? "" : $", and {count.ToString(CultureInfo.InvariantCulture)} more {what}";

    // Each tensor with the innermost step outside the standard library that makes it.
    private static IEnumerable<(string Key, OwnedTensor Tensor, GraphNode Step)> Tensors(GraphNode node, string prefix, GraphNode step)
    {
        var here = node.Name.Length == 0 ? prefix : prefix + node.Name + ".";
        step = StandardLibrary.Contains(node.Path) ? step : node;
        foreach (var tensor in node.Owned)
            yield return (here + tensor.Name, tensor, step);
        foreach (var entry in node.Children.SelectMany(child => Tensors(child, here, step)))
            yield return entry;
    }

    /// <summary>Keys and shapes, null for any, of a list such as <c>["head.weight [10, 64]", "head.bias [10]"]</c>; null after a report.</summary>
    private Dictionary<string, string?>? TensorsOf(VariantSymbol symbol, ExpressionSyntax value)
    {
        if (_elaborator.ExpectedTexts(symbol, value) is not { } texts)
            return null;
        var tensors = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var bracket = text.IndexOf('[');
            var key = (bracket < 0 ? text : text.Substring(0, bracket)).Trim();
            var shape = bracket < 0 ? null : ShapeText(text.Substring(bracket).Trim());
            var problem = key.Length == 0 || key.Any(char.IsWhiteSpace) || (bracket >= 0 && shape is null) ? $"are written as a key and a shape, \"head.weight [10, 64]\", not \"{text}\""
                : tensors.ContainsKey(key) ? $"have '{key}' twice"
                : null;
            if (problem is not null)
            {
                _diagnostics.Report(Catalog.NoTensorList, symbol.File.Source.Path, value.Span, problem);
                return null;
            }
            tensors.Add(key, shape);
        }
        return tensors;
    }

    private static string? ShapeText(string text)
    {
        if (text[text.Length - 1] != ']')
            return null;
        var inner = text.Substring(1, text.Length - 2).Trim();
        var sizes = inner.Length == 0 ? [] : inner.Split(',').Select(s => s.Trim()).ToArray();
        return sizes.All(s => long.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out _)) ? $"[{string.Join(", ", sizes)}]" : null;
    }

    /// <summary>The rules of the map that keys go through; none where there is no map; null after a report. What is unsound in them is told at the map.</summary>
    private IReadOnlyList<(KeyPattern Ours, KeyPattern Theirs)>? RulesOf(VariantSymbol symbol, NameSyntax? through)
    {
        if (through is null)
            return [];
        if (through.IsMissing)
            return null;
        var maps = MapsOf(symbol);
        if (maps.FirstOrDefault(m => m.Name == through.Text) is { } keys)
        {
            return [.. keys.Syntax.Rules.Select(r => (Ours: KeyPattern.Parse(r.Ours.Value, out _), Theirs: KeyPattern.Parse(r.Theirs.Value, out _)))
                .Where(r => r.Ours is not null && r.Theirs is not null && r.Ours.Wildcards.SequenceEqual(r.Theirs.Wildcards)).Select(r => (r.Ours!, r.Theirs!))];
        }
        var names = maps.Select(m => m.Name).ToArray();
        _diagnostics.Report(
            Catalog.NoTensorList, symbol.File.Source.Path, through.Span,
            $"go through a key map, and {symbol.Name} has none called '{through.Text}'{Suggested.Nearest(through.Text, names, names.Length == 0 ? "" : $": it has {string.Join(", ", names)}")}");
        return null;
    }

    // Those of the variant itself come before those of its model.
    private IReadOnlyList<KeysSymbol> MapsOf(VariantSymbol symbol)
    {
        var model = _elaborator.ModelSymbolOf(symbol);
        bool IsOf(KeysSymbol keys, DefinitionSymbol? target) =>
            target is not null && keys.Syntax.Targets.Any(t => keys.File.Visible.TryGetValue(t.Text, out var found) && found == target);
        var all = _binder.Files.SelectMany(f => f.Definitions).OfType<KeysSymbol>().OrderBy(k => k.File.Namespace == symbol.File.Namespace ? 0 : 1).ToArray();
        return [.. all.Where(k => IsOf(k, symbol)), .. all.Where(k => !IsOf(k, symbol) && IsOf(k, model))];
    }

    /// <summary>What findings about a variant's expectations depend on beside what it names: the key maps, which no name in sight leads to.</summary>
    private string MapsText(VariantSymbol symbol) => _keys is null || symbol.Syntax.Expects.All(e => e.Through is null)
        ? ""
        : " through " + string.Join(" ", MapsOf(symbol).Select(m => _keys.Alone(m).ToString(CultureInfo.InvariantCulture)));

    private static string Mapped(IReadOnlyList<(KeyPattern Ours, KeyPattern Theirs)> rules, string key)
    {
        foreach (var (ours, theirs) in rules)
        {
            if (ours.Match(key) is { } wildcards)
                return theirs.Fill(wildcards);
        }
        return key;
    }
}
