using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <content>What variants are expected to be.</content>
internal sealed partial class Compilation
{
    private const string ExampleShape = "at [1, 3, 256, 256]";

    private void CheckExpectations(VariantSymbol symbol, ElaboratedVariant variant)
    {
        foreach (var expect in symbol.Syntax.Expects)
        {
            switch (expect.Quantity.Text)
            {
                case "":
                case "input":
                    break;
                case "params":
                    Compare(symbol, expect, variant.Root, node => node.Parameters);
                    break;
                case "macs":
                    CompareAt(symbol, variant, expect, node => node.Macs);
                    break;
                case "activations":
                    CompareAt(symbol, variant, expect, node => node.Activations);
                    break;
                case ExpectSyntax.ReceptiveField:
                    CompareField(symbol, expect);
                    break;
                case ExpectSyntax.Tensors:
                    CompareTensors(symbol, variant, expect);
                    break;
                default:
                    _diagnostics.Report(Catalog.UnknownQuantity, symbol.File.Source.Path, expect.Quantity.Span, expect.Quantity.Text);
                    break;
            }
        }
        _elaborator.CheckExpectedInput(symbol, [.. symbol.Syntax.Expects.Where(e => e.Quantity.Text == "input")]);
    }

    private void CompareAt(VariantSymbol symbol, ElaboratedVariant variant, ExpectSyntax expect, Func<GraphNode, Dim> quantity)
    {
        var path = symbol.File.Source.Path;
        if (expect.At is null)
            _diagnostics.Report(Catalog.MissingArgument, path, expect.Quantity.Span, $"'expect {expect.Quantity.Text}'", ExampleShape);
        else if (ShapeOf(symbol, expect.At) is not { } shape)
            return;
        else if (SizesAt(symbol, variant, shape) is { } sizes)
            Compare(symbol, expect, variant.Root, node => sizes.Of(quantity(node)));
        else if (At(symbol, [shape], out var problem)?.Root is { } root)
            Compare(symbol, expect, root, quantity);
        else
            _diagnostics.Report(Catalog.IllegalExpectShape, path, expect.At.Span, symbol.Name, symbol.File.Source.Slice(expect.At.Span), problem ?? "the spec has errors");
    }

    private void Compare(VariantSymbol symbol, ExpectSyntax expect, GraphNode root, Func<GraphNode, Dim> quantity)
    {
        if (_elaborator.ExpectedNumber(symbol, expect.Value) is not { } expected)
            return;
        var actual = quantity(root).Value;
        // A number that is written rounded is expected to the last digit that is written.
        var step = expect.Value is IntSyntax { Step: var written } ? written : 1;
        if (actual is not null && Math.Abs(actual.Value - expected) * 2 <= (step > 1 ? step : 0))
            return;
        _diagnostics.Report(
            Catalog.ExpectFails, symbol.File.Source.Path, expect.Value.Span, symbol.Name, expect.Quantity.Text, symbol.File.Source.Slice(expect.Value.Span),
            actual is { } count ? Number(count) : "an unknown number", Breakdown(root, quantity));
    }

    private static string Breakdown(GraphNode root, Func<GraphNode, Dim> quantity)
    {
        var parts = root.Children
            .Select(c => (Name: c.Name.Length > 0 ? c.Name : c.Kind, Count: quantity(c).Value ?? 0))
            .Where(c => c.Count > 0).Select(c => $"{c.Name} {Number(c.Count)}").ToArray();
        return parts.Length == 0 ? "" : " (" + string.Join(", ", parts) + ")";
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private IReadOnlyList<long>? ExpectedShape(VariantSymbol symbol) =>
        symbol.Syntax.Expects.Select(e => e.At is null ? null : ShapeOf(symbol, e.At, isOnlyAsked: true)).FirstOrDefault(s => s is not null);

    private IReadOnlyList<long>? ShapeOf(VariantSymbol symbol, ListSyntax at, bool isOnlyAsked = false)
    {
        var sizes = at.Items.Select(i => _elaborator.ExpectedNumber(symbol, i, isOnlyAsked)).ToArray();
        return sizes.Any(s => s is null) ? null : sizes.Select(s => s!.Value).ToArray();
    }
}
