using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Shapes.Fields;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <content><c>expect receptive_field</c>.</content>
internal sealed partial class Compilation
{
    private readonly Dictionary<VariantSymbol, ElaboratedVariant?> _followed = [];

    public static ElaboratedVariant? WithFields(CompilationResult result, ElaboratedVariant variant) =>
        result.Compilation is { } compilation && compilation._symbols.TryGetValue(variant, out var symbol) ? compilation.FollowedAlone(symbol) : null;

    private ElaboratedVariant? FollowedAlone(VariantSymbol symbol)
    {
        using (Alone())
            return Followed(symbol);
    }

    /// <summary>A variant with its receptive fields, settled once more for them.</summary>
    private ElaboratedVariant? Followed(VariantSymbol symbol)
    {
        if (!_followed.TryGetValue(symbol, out var followed))
            _followed[symbol] = followed = new Elaborator(NewBag(), _cancellation, _elaborator) { FollowsFields = true }.Elaborate(symbol, null);
        return followed;
    }

    private void CompareField(VariantSymbol symbol, ExpectSyntax expect)
    {
        var path = symbol.File.Source.Path;
        void Refuse(TextSpan span, string why) => _diagnostics.Report(Catalog.NoSuchField, path, span, why);
        if (expect.At is { } at)
        {
            Refuse(at.Span, "is the same at every size: leave out 'at'");
            return;
        }
        if (Followed(symbol) is not { } variant)
            return;
        if (variant.ReceptiveFields.Count == 0)
        {
            Refuse(expect.Quantity.Span, $"is counted in positions of the first input, its axes from 2 on, and {variant.Inputs.FirstOrDefault().Shape} has none");
            return;
        }
        var (name, field) = variant.ReceptiveFields[0];
        if (expect.Output is { IsMissing: false } output)
        {
            var names = variant.ReceptiveFields.Select(f => f.Name).Where(n => n.Length > 0).ToArray();
            if (!names.Contains(output.Text))
            {
                var hint = Suggested.Nearest(output.Text, names, names.Length == 0 ? "" : $": it has {string.Join(", ", names)}");
                Refuse(output.Span, $"is that of an output, and {symbol.Name} has no output '{output.Text}'{hint}");
                return;
            }
            (name, field) = variant.ReceptiveFields.First(f => f.Name == output.Text);
        }
        if (Expected(symbol, expect.Value, field.Axes.Count) is not { } expected)
            return;
        var axes = Enumerable.Range(0, field.Axes.Count).Where(k => field.Axes[k].IsGlobal != (expected[k] is null) || field.Axes[k].Size != expected[k]).ToArray();
        if (axes.Length == 0)
            return;
        var subject = expect.Output is null ? symbol.Name : $"{name} of {symbol.Name}";
        if (field.Axes.FirstOrDefault(a => a is { Size: null, IsGlobal: false }) is { Cause: { } hidden })
        {
            _diagnostics.Report(
                Catalog.FieldUnknown, path, expect.Value.Span, [new RelatedPlace(hidden.Path, hidden.Span, $"the step that {hidden.Why}")], subject, hidden.Name, hidden.Why);
            return;
        }
        var cause = axes.Select(k => field.Axes[k].Cause).FirstOrDefault(c => c is not null);
        RelatedPlace[] related = cause is null ? [] : [new RelatedPlace(cause.Path, cause.Span, $"{cause.Name} {cause.Why}")];
        _diagnostics.Report(
            Catalog.ExpectFails, path, expect.Value.Span, related, subject, ExpectSyntax.ReceptiveField, symbol.File.Source.Slice(expect.Value.Span), field.ToString(),
            cause is null ? Growth(variant.Root, axes[0], field.Axes[axes[0]].Size ?? 0) : $" ({cause.Name} {cause.Why})");
    }

    /// <summary>What is expected for each axis, null meaning global; null after a report.</summary>
    private long?[]? Expected(VariantSymbol symbol, ExpressionSyntax value, int axes)
    {
        if (value is ListSyntax list && list.Items.Count != axes)
        {
            _diagnostics.Report(
                Catalog.NoSuchField, symbol.File.Source.Path, value.Span,
                $"is a number for all axes of positions or one for each of the input's {axes.ToString(CultureInfo.InvariantCulture)}, or 'global', not {list.Items.Count.ToString(CultureInfo.InvariantCulture)}");
            return null;
        }
        var items = value is ListSyntax { Items: var several } ? several : [.. Enumerable.Repeat(value, axes)];
        var expected = new long?[axes];
        for (var k = 0; k < axes; k++)
        {
            if (items[k] is NameExpressionSyntax { Name: "global" })
                continue;
            if (_elaborator.ExpectedNumber(symbol, items[k]) is not { } number)
                return null;
            expected[k] = number;
        }
        return expected;
    }

    /// <summary>What each part adds, and the step that adds most at once. Parts that see more than the whole come after it.</summary>
    private static string Growth(GraphNode root, int axis, long whole)
    {
        long Added(GraphNode node) =>
            node.FieldAfter?.Axes[axis].Size is { } after && node.FieldBefore?.Axes[axis].Size is { } before && after <= whole ? after - before : 0;
        IEnumerable<(string Path, GraphNode Node)> Leaves(GraphNode node, string path)
        {
            foreach (var child in node.Children)
            {
                var name = child.Name.Length == 0 ? path : path.Length == 0 ? child.Name : path + "." + child.Name;
                if (child.Children.Count == 0)
                    yield return (name.Length == 0 ? child.Kind : name, child);
                foreach (var leaf in Leaves(child, name))
                    yield return leaf;
            }
        }
        var parts = root.Children.Where(c => Added(c) > 0).Select(c => $"{(c.Name.Length > 0 ? c.Name : c.Kind)} +{Number(Added(c))}").ToArray();
        if (parts.Length == 0)
            return "";
        var most = Leaves(root, "").OrderByDescending(l => Added(l.Node)).First();
        return $" (1, {string.Join(", ", parts)}; most at once by {most.Path}, +{Number(Added(most.Node))})";
    }
}
