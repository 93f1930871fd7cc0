using System.Collections.Generic;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>Costs as an editor shows them.</summary>
internal static class CostText
{
    /// <summary>A count as <c>archgen summary</c> writes it, or its formula.</summary>
    public static string Of(Dim count) => count.Value is { } number ? NumberText.Short(number) : DiagnosticBag.WithoutNumbers(count.ToString());

    /// <summary>What a step costs, as Markdown; empty for nothing.</summary>
    public static string Of(BodyRecords.Cost? cost)
    {
        var lines = new List<string>();
        if (cost is null)
            return "";
        if (cost.Parameters != Dim.Zero)
            lines.Add($"Learned parameters: {Of(cost.Parameters)}");
        if (cost.Macs != Dim.Zero)
            lines.Add($"Multiply-accumulates: {Of(cost.Macs)}");
        if (lines.Count > 0 && cost.Varies)
            lines.Add("That is the first iteration's.");
        if (cost.HasComponents)
            lines.Add("The component's costs come on top.");
        if (cost.IsOpen)
            lines.Add("Only a variant tells what parts of it cost.");
        return string.Join("  \n", lines);
    }
}
