using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>
/// What a variant gives its model. Blocks were proved on their own, so that a constraint which fails with a variant's values is the variant's affair: the finding is at
/// the number that it gives, however deep the block is that can't take it.
/// </summary>
internal sealed partial class Elaborator
{
    /// <summary>The arguments of the variant at hand, those of variants that it is made from among them.</summary>
    private IReadOnlyList<(string Path, TextSpan Span)> _given = [];

    private static IEnumerable<(string Path, TextSpan Span)> GivenBy(VariantSymbol variant)
    {
        var seen = new HashSet<VariantSymbol>();
        for (var next = variant; next is not null && seen.Add(next); next = next.File.Visible.TryGetValue(next.Syntax.Target.Text, out var target) ? target as VariantSymbol : null)
        {
            foreach (var argument in next.Syntax.Arguments)
                yield return (next.File.Source.Path, argument.Span);
        }
    }

    /// <summary>True for a number that stands in an argument of the variant at hand.</summary>
    private bool IsGiven(DimOrigin origin) => _given.Any(g => g.Path == origin.Path && origin.Span.Start >= g.Span.Start && origin.Span.End <= g.Span.End);

    /// <summary>The same value, each number of a list coming from where it stands in it.</summary>
    private static StaticValue WithPlaces(StaticValue value, ExpressionSyntax written, FileSymbol file) => (value, written) switch
    {
        (ListValue list, ListSyntax items) when list.Items.Count == items.Items.Count =>
            list with { Items = list.Items.Zip(items.Items, (item, syntax) => WithPlaces(item, syntax, file)).ToArray() },
        (IntValue { Origin: null } number, _) => number with { Origin = OriginAt(file, file.Source.Slice(written.Span), written.Span) },
        _ => value,
    };

    /// <summary>Where a name's number comes from, or the numbers of its list that the variant gives.</summary>
    private DimOrigin? PlaceOf(Frame callee, string name)
    {
        if ((callee.Scope.Find(name)?.Value as Known)?.Static is not ListValue list)
            return ((callee.Scope.Find(name)?.Value as Known)?.Static as IntValue)?.Origin;
        var given = list.Items.Select(i => (i as IntValue)?.Origin).OfType<DimOrigin>().Where(IsGiven).ToArray();
        return given.Length > 0 ? given[0] with { Span = TextSpan.Cover(given[0].Span, given[given.Length - 1].Span) } : null;
    }

    /// <summary>Reports a constraint that fails at the last of its numbers that the variant gives, with where it is required; false where the variant gives none.</summary>
    private bool ReportAtArgument(Caller caller, Frame callee, ExpressionSyntax condition, IReadOnlyList<DimOrigin?> origins, object[] texts)
    {
        if (!caller.Frame.Concrete || caller.Frame.Quiet > 0 || _given.Count == 0)
            return false;
        // Of what the model itself says, all variants are told at once.
        var all = NamesIn(condition).Distinct().Select(name => PlaceOf(callee, name)).OfType<DimOrigin>().ToArray();
        var given = all.LastOrDefault() is { } last && IsGiven(last) ? last
            : PartPath.FileOf(_given[0].Path) != PartPath.FileOf(caller.Frame.Path) ? all.LastOrDefault(IsGiven) : null;
        if (given is null)
            return false;
        var chain = caller.Frame.Chain;
        var places = origins.Where(o => o is not null && o.Span != given.Span).Select(o => new RelatedPlace(o!.Path, o.Span, o.Text))
            .Append(new RelatedPlace(callee.Path, condition.Span, $"'{callee.Subject}' requires it here"));
        if (chain.Count > 0)
            places = places.Append(new RelatedPlace(caller.Frame.Path, caller.Span, $"{callee.Subject} in {caller.Frame.Subject}")).Concat(Abridged(chain).Reverse());
        Diagnostics.Report(Catalog.WhereFails, given.Path, given.Span, places.Distinct(), chain.Count > 0 ? chain[0] : null, texts);
        return true;
    }
}
