using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <content>Which members satisfy an ablation's conditions.</content>
internal sealed partial class Compilation
{
    private static readonly string[] s_costs = ["params", "macs", "activations"];

    /// <summary>The members that satisfy the conditions; <paramref name="shape"/> is the first that these name.</summary>
    private IReadOnlyList<(Candidate Candidate, ElaboratedVariant Variant)> Filter(
        AblationSymbol ablation, IReadOnlyList<(Candidate Candidate, ElaboratedVariant Variant)> members, out IReadOnlyList<long>? shape)
    {
        shape = null;
        var left = members;
        for (var i = 0; i < ablation.Syntax.Where.Count; i++)
        {
            var condition = ablation.Syntax.Where[i];
            if (CostsOf(ablation, condition, members, ref shape) is not { } costs)
                return members;
            var satisfies = members.Select((m, index) => _elaborator.Satisfies(ablation, m.Candidate.Symbol, OptionConditions.Settled(condition.Condition, ablation.Syntax.Axes, m.Candidate.Options), costs[index])).ToArray();
            if (satisfies.Any(s => s is null))
                return members;
            var before = left;
            left = [.. left.Where(m => satisfies[members.ToList().FindIndex(other => other.Candidate == m.Candidate)] == true)];
            if (left.Count > 0 || members.Count == 0)
                continue;
            var conditions = satisfies.Any(s => s == true) ? ablation.Syntax.Where.Take(i + 1) : [condition];
            _diagnostics.Report(
                Catalog.NoMember, ablation.File.Source.Path, condition.Span, members.Count, ablation.Name,
                string.Join(", ", conditions.Select(c => ablation.File.Source.Slice(c.Span))), Ranges(condition, costs));
            return before;
        }
        return left;
    }

    private static string Ranges(CostConditionSyntax condition, IReadOnlyList<Dictionary<string, Dim>> costs)
    {
        var parts = s_costs.Where(c => Elaborator.Mentions(condition.Condition, c)).Select(cost =>
        {
            var values = costs.Select(c => c[cost].Value ?? 0).ToArray();
            return $"{cost} {(values.Min() == values.Max() ? "is" : $"goes from {Number(values.Min())} to")} {Number(values.Max())}";
        }).ToArray();
        return parts.Length == 0 ? "" : ": " + string.Join(", ", parts);
    }

    /// <summary>What a condition may speak of, for each member; null after a report.</summary>
    private IReadOnlyList<Dictionary<string, Dim>>? CostsOf(
        AblationSymbol ablation, CostConditionSyntax condition, IReadOnlyList<(Candidate Candidate, ElaboratedVariant Variant)> members, ref IReadOnlyList<long>? preferred)
    {
        var path = ablation.File.Source.Path;
        var sized = s_costs.Skip(1).FirstOrDefault(c => Elaborator.Mentions(condition.Condition, c));
        if (sized is not null && condition.At is null)
        {
            _diagnostics.Report(Catalog.MissingArgument, path, condition.Condition.Span, $"'{sized}'", ExampleShape);
            return null;
        }
        var costs = members.Select(m => new Dictionary<string, Dim> { ["params"] = m.Variant.Root.Parameters }).ToArray();
        if (condition.At is not { } at)
            return costs;
        if (ShapeOf(VariantOf(ablation, ablation.Name, []), at) is not { } shape)
            return null;
        for (var i = 0; i < members.Count; i++)
        {
            if (SizesAt(members[i].Candidate.Symbol, members[i].Variant, shape) is { } sizes)
            {
                costs[i].Add("macs", sizes.Of(members[i].Variant.Root.Macs));
                costs[i].Add("activations", sizes.Of(members[i].Variant.Root.Activations));
                continue;
            }
            if (At(members[i].Candidate.Symbol, [shape], out var problem) is not { } sizedMember)
            {
                _diagnostics.Report(Catalog.IllegalExpectShape, path, at.Span, members[i].Variant.Name, ablation.File.Source.Slice(at.Span), problem ?? "the spec has errors");
                return null;
            }
            costs[i].Add("macs", sizedMember.Root.Macs);
            costs[i].Add("activations", sizedMember.Root.Activations);
        }
        preferred ??= shape;
        return costs;
    }
}
