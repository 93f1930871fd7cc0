using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>
/// Makes a model with some of its steps changed: a copy of each block on the way from the model to them, written anew; all else is shared. Copies that come out alike are one.
/// </summary>
internal sealed class ModelEditor(StepPaths paths, EditedCopies copies, Func<BlockSymbol, BlockSymbol> current)
{
    private readonly List<BlockSymbol> _made = [];

    /// <summary>The first change that can't be made, if any.</summary>
    public EditFault? Fault { get; private set; }

    /// <summary>The copies that the model is made with, itself among them.</summary>
    public IReadOnlyList<BlockSymbol> Made => _made;

    /// <summary>A block's copy, as one instance of it is to be.</summary>
    public BlockSymbol Edit(BlockSymbol block, GraphNode instance, string prefix) => Edit(block, instance, prefix, isInlined: false);

    private BlockSymbol Edit(BlockSymbol block, GraphNode instance, string prefix, bool isInlined)
    {
        var labels = BodyLabels.Of(block.Syntax);
        var sites = new List<Site>();
        var strangers = new List<Stranger>();
        Walk(block, labels, instance, prefix, [], sites, strangers);
        var changes = new Dictionary<TextSpan, IReadOnlyList<StepChange>>();
        var text = new List<string>();
        var parts = new List<BlockSymbol>();
        foreach (var (inline, used) in InlinedBy(block))
        {
            var own = strangers.Where(s => IsOf(used, s.Child, 0)).ToArray();
            if (own.Length == 0)
                continue;
            strangers.RemoveAll(own.Contains);
            var inner = Edit(used, own[0].Parent, own[0].Prefix, isInlined: true);
            changes.Add(inline.Span, [new StepChange(null, old => new CopyUseSyntax(old.Span, old, used, inner))]);
            text.Add($"{inline.Span.Start}:inline:{inner.Name}");
            parts.Add(inner);
        }
        // What isn't an inlined block's own is of the body that it is inlined in.
        if (!isInlined && strangers.Count > 0)
            Refuse(strangers[0].Edit, $"'{strangers[0].Prefix}{strangers[0].Child.Name}' is made by no step of '{block.Name}' that has its name", strangers[0].Child);
        foreach (var step in sites.GroupBy(s => s.Step.Span))
        {
            var all = step.ToArray();
            if (all.All(s => s.Action is null))
                continue;
            var made = new List<StepChange>();
            foreach (var same in all.Where(s => s.Action is not null).GroupBy(s => s.Action!.Key))
            {
                var condition = PlaceCondition.Of(all[0].Values, [.. same.Select(s => s.Numbers)], [.. all.Except(same).Select(s => s.Numbers)]);
                made.Add(new StepChange(condition.Expression, same.First().Action!.With));
                text.Add($"{step.Key.Start}:{condition.Key}:{same.Key}");
            }
            changes.Add(step.Key, made);
        }
        parts.AddRange(sites.Select(s => s.Action?.Copy).OfType<BlockSymbol>().Distinct());
        var copy = copies.Get(block, string.Join(";", text), parts, name => block.Syntax with
        {
            Name = new NameSyntax(block.Syntax.Name.Span, name),
            Body = new BodyEditor(changes).Rewrite(block.Syntax.Body!),
        });
        if (!_made.Contains(copy))
            _made.Add(copy);
        return copy;
    }

    private void Walk(BlockSymbol block, IReadOnlyList<LabelledStep> labels, GraphNode parent, string prefix, IReadOnlyList<(ExpressionSyntax Value, long Number)> around, List<Site> sites, List<Stranger> strangers)
    {
        foreach (var child in parent.Children.Where(c => c.Name.Length > 0))
        {
            var path = prefix + child.Name;
            var edit = paths.Meant.TryGetValue(path, out var meant) ? meant : null;
            var isAbove = edit is null && paths.IsAnyBelow(path);
            var step = child.Path == block.File.Source.Path ? labels.FirstOrDefault(l => (l.IsGroup ? l.Span : l.Value.Span) == child.Place && !l.IsDeclared) : null;
            step ??= labels.FirstOrDefault(l => l.IsDeclared && l.NumbersIn(child.Name) is not null);
            if (step?.NumbersIn(child.Name) is not { } numbers)
            {
                // A layer that is applied again was seen where it is made.
                if ((edit is not null || isAbove) && sites.All(s => s.Path != path))
                    strangers.Add(new Stranger(child, parent, prefix, edit ?? Below(path)));
                continue;
            }
            if (sites.Any(s => s.Path == path))
                continue;
            var site = new Site(step, path, [.. around, .. numbers]);
            sites.Add(site);
            if (edit is not null)
                site.Action = Change(step, edit, path, child);
            else if (isAbove && child.Block is { } used)
                site.Action = Use(block, step, current(used), child, path);
            else if (child.Block is null)
                Walk(block, labels, child, path + ".", site.Around, sites, strangers);
        }
    }

    private IEnumerable<(InlineSyntax Inline, BlockSymbol Block)> InlinedBy(BlockSymbol block)
    {
        foreach (var inline in block.Syntax.Body is null ? [] : SyntaxParts.Below(block.Syntax.Body).OfType<InlineSyntax>())
        {
            var callee = inline.Block is CallSyntax call ? call.Callee : inline.Block;
            if (callee is NameExpressionSyntax name && block.File.Visible.TryGetValue(name.Name, out var definition) && definition is BlockSymbol { Syntax.Body: not null } used)
                yield return (inline, current(used));
        }
    }

    private bool IsOf(BlockSymbol block, GraphNode step, int depth) =>
        (step.Path == block.File.Source.Path && BodyLabels.Of(block.Syntax).Any(l => (l.IsGroup ? l.Span : l.Value.Span) == step.Place || (l.IsDeclared && l.NumbersIn(step.Name) is not null)))
        || (depth < Limits.Depth && InlinedBy(block).Any(i => IsOf(i.Block, step, depth + 1)));

    private StepAction? Change(LabelledStep step, StructureEdit edit, string path, GraphNode at)
    {
        if (edit.Syntax.By is { } by)
            return new StepAction("by " + edit.Syntax.Span.Start.ToString(CultureInfo.InvariantCulture), old => new TransplantSyntax(old.Span, by, edit.File));
        if (!step.IsDeclared)
            return new StepAction("removed", null);
        Refuse(edit, $"'{path}' is declared by 'layer' and applied by its name, so that nothing says what stands for it; 'replace {edit.Syntax.Path.Text} by identity' keeps its calls", at);
        return null;
    }

    private StepAction? Use(BlockSymbol block, LabelledStep step, BlockSymbol used, GraphNode child, string path)
    {
        var callee = step.Value is CallSyntax call ? call.Callee : step.Value is IndexSyntax index ? index.Target : step.Value;
        if (callee is NameExpressionSyntax { Name: var name } && block.Syntax.Parameters.Any(p => p.Name.Text == name))
        {
            Refuse(Below(path), $"'{path}' is the component '{name}' that '{block.Name}' is handed, which others may be handed too; replace '{path}' as a whole, or vary what is handed in", child);
            return null;
        }
        var copy = Edit(used, child, path + ".");
        return new StepAction("with " + copy.Name, old => new CopyUseSyntax(old.Span, old, used, copy)) { Copy = copy };
    }

    private StructureEdit Below(string path) => paths.Meant.First(m => m.Key.StartsWith(path + ".", StringComparison.Ordinal)).Value;

    private void Refuse(StructureEdit edit, string message, GraphNode at) => Fault ??= new EditFault(edit.Syntax, message, at);

    /// <summary>A step that is changed, or in which something is, and that the body at hand doesn't write itself.</summary>
    private sealed record Stranger(GraphNode Child, GraphNode Parent, string Prefix, StructureEdit Edit);

    /// <summary>One place of a labelled step in an instance, and the numbers in the labels from the block's body to it.</summary>
    private sealed record Site(LabelledStep Step, string Path, IReadOnlyList<(ExpressionSyntax Value, long Number)> Around)
    {
        public IReadOnlyList<ExpressionSyntax> Values => [.. Around.Select(a => a.Value)];

        public long[] Numbers => [.. Around.Select(a => a.Number)];

        public StepAction? Action { get; set; }
    }

    /// <summary>What becomes of a step, and a text that tells it from what becomes of others.</summary>
    private sealed record StepAction(string Key, Func<ExpressionSyntax, ExpressionSyntax>? With)
    {
        /// <summary>The copy that is used in the step.</summary>
        public BlockSymbol? Copy { get; init; }
    }
}
