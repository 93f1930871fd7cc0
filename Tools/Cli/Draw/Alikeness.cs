using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Graphs;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Draw;

/// <summary>Which parts of a network are the same but for their weights, and which look the same but for their sizes.</summary>
internal sealed class Alikeness(Func<OperatorNode, string> written)
{
    // What doesn't show: how tensors start, what acts in training only.
    private static readonly HashSet<string> s_unseen = ["p", "weight_init", "bias_init", "init", "momentum"];

    private readonly Dictionary<string, string> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<(FigureScope, bool), string> _known = [];

    /// <summary>Equal for entries that differ in their weights alone.</summary>
    public string Same(FigureScope.Entry entry) => Of(entry, isExact: true);

    /// <summary>Equal for scopes that one drawing shows.</summary>
    public string Look(FigureScope scope) => Of(scope, isExact: false);

    private string Of(FigureScope scope, bool isExact)
    {
        if (_known.TryGetValue((scope, isExact), out var known))
            return known;
        // How many of a kind follow one another is said where they are drawn.
        if (!isExact && scope.IsRun(this))
            return _known[(scope, isExact)] = Short($"{scope.Scope.Kind}{{{Of(scope.Entries[0], isExact)}*}}");
        var flows = scope.Flows(new HashSet<OperatorValue>()).Select(f => $"{f.Edge.From}>{f.Edge.To}");
        return _known[(scope, isExact)] = Short($"{scope.Scope.Kind}{{{string.Join(";", scope.Entries.Select(e => Of(e, isExact)))}|{string.Join(",", flows)}}}");
    }

    private string Of(FigureScope.Entry entry, bool isExact) => entry.Inner is { } inner ? Of(inner, isExact) : string.Join("&", entry.Nodes.Select(n => Of(n, isExact)));

    private string Of(OperatorNode node, bool isExact)
    {
        if (!isExact)
            return FigureText.Sign(node) ?? (FigureText.Pattern(written(node)) is { Length: > 0 } pattern ? pattern : FigureText.Title([node], written).Split(' ')[0]) + (node.IsNamed ? "" : " ");
        var arguments = node.Arguments.Where(a => !s_unseen.Contains(a.Key)).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={Of(a.Value)}");
        return $"{node.Operator}({string.Join(",", arguments)}){string.Join("", node.Inputs.Concat(node.Outputs).Select(v => v.Shape))}";
    }

    private static string Of(StaticValue value) => value switch
    {
        IntValue number => number.Value.ToString(),
        FloatValue { Value: { } number } => number.ToString("R", CultureInfo.InvariantCulture),
        BoolValue truth => truth.Value.ToString() ?? "",
        SymbolValue word => word.Name,
        ListValue list => string.Join(" ", list.Items.Select(Of)),
        _ => "?",
    };

    // Long texts by a number each.
    private string Short(string text) => _numbers.TryGetValue(text, out var number) ? number : _numbers[text] = "#" + _numbers.Count.ToString(CultureInfo.InvariantCulture);
}
