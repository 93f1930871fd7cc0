using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Labels: keys in <c>state_dict</c> and fields of classes.</summary>
internal sealed partial class Elaborator
{
    /// <summary>The key's segments joined by dots: <c>stages.0</c>; symbolic parts as the spec would write them.</summary>
    private string KeyOf(Frame frame, LabelSyntax label)
    {
        var key = "";
        foreach (var part in label.Parts)
        {
            var text = part.Value is null ? part.Text : LabelNumber(frame, part) switch
            {
                { Value.Value: { } number } => number.ToString(CultureInfo.InvariantCulture),
                { } symbolic => "{" + symbolic.Value + "}",
                _ => "?",
            };
            key += part.Kind == LabelPartKind.Index && key.Length > 0 ? "." + text : text;
        }
        return key;
    }

    private IntValue? LabelNumber(Frame frame, LabelPartSyntax part)
    {
        if (EvaluateInt(frame, part.Value!, "a name") is not { } number)
            return null;
        if (number.Value.Value is not < 0)
            return number;
        Report(frame, Catalog.BadArithmetic, part.Value!.Span, $"a number in a name is 0 or more, but '{Text(frame, part.Value!)}' is {number.Value}");
        return null;
    }

    /// <summary>Marks a label's key as taken; a second layer under one key is refused.</summary>
    private void TakeKey(Frame frame, LabelSyntax label) => TakeKey(frame, KeyOf(frame, label), label.Span, Text(frame, label));

    private void TakeKey(Frame frame, string key, TextSpan span, string written)
    {
        var isConditional = frame.Class is { Conditions: > 0 };
        if (isConditional)
            frame.ConditionalKeys.Add(key);
        if (frame.Keys.TryGetValue(key, out var other))
        {
            if (other == span && written.IndexOfAny(['[', '{']) < 0)
                Report(frame, Catalog.LabelNeedsIndex, span, written, frame.LoopIndex ?? "i");
            else if (!isConditional && !frame.ConditionalKeys.Contains(key))
                Report(frame, Catalog.DuplicateName, span, key, "a layer's name here");
            return;
        }
        frame.Keys.Add(key, span);
    }

    /// <summary>The field, the key and the place in its list of a layer that a class makes.</summary>
    private (LayerField Field, LayerKey Key, IReadOnlyList<Code> Indices) FieldOf(Frame frame, LayerVariable layer, string defaultName)
    {
        var builder = frame.Class!;
        var optional = builder.Conditions > 0;
        var looped = builder.Loops.Count > 0;
        var positions = builder.Loops.Select(l => Position(l.Index, l.From)).ToArray();
        if (layer.Syntax is not { } label)
        {
            var auto = builder.Steps is null ? defaultName : builder.FreshField(FieldName(defaultName));
            var parts = new List<Code> { new CodeString(auto) };
            foreach (var (index, from) in builder.Loops)
                parts.AddRange([new CodeString("_"), from is CodePosition ? from : new CodeName(index, CodeNameKind.Local)]);
            return (new LayerField(auto, builder.Loops.Count, optional), new LayerKey(null, parts), positions);
        }
        var segments = new List<List<LabelPartSyntax>>();
        foreach (var part in label.Parts)
        {
            if (part.Kind == LabelPartKind.Index || segments.Count == 0)
                segments.Add([]);
            segments[segments.Count - 1].Add(part);
        }
        if (segments.Count > 2 || (segments.Count == 2 && segments[0].Any(p => p.Value is not null)))
            Report(frame, Catalog.LabelTooDeep, label.Span, Text(frame, label));
        var varies = label.Parts.Any(p => p.Value is not null);
        if (looped && !varies)
            Report(frame, Catalog.LabelNeedsIndex, label.Span, Text(frame, label), builder.Loops[builder.Loops.Count - 1].Index);
        var name = string.Concat(label.Parts.Where(p => p.Value is null).Select(p => p.Text));
        var numbers = looped ? [] : label.Parts.Where(p => p.Value is not null).Select(p => LabelNumber(frame, p)?.Value.Value).ToArray();
        // A number that is only known when the layer is made is no part of a name.
        if (name.Length == 0)
            name = numbers.Contains(null) ? FieldName(defaultName) : "items";
        if (!numbers.Contains(null))
            name += string.Concat(numbers.Select(n => n!.Value.ToString(CultureInfo.InvariantCulture)));
        var key = segments.Count == 2
            ? new LayerKey(segments[0][0].Text, segments[1].Select(p => PartCode(frame, p)).ToArray())
            : new LayerKey(null, segments[0].Select(p => PartCode(frame, p)).ToArray());
        var field = builder.Steps is null ? name : builder.FreshField(name);
        return (new LayerField(field, looped && varies ? positions.Length : 0, optional), key, varies ? positions : []);
    }

    private Code PartCode(Frame frame, LabelPartSyntax part) =>
        part.Value is null ? new CodeString(part.Text) : LabelNumber(frame, part)?.Code ?? new CodeInt(0);

    private static Code Position(string index, Code from) => from switch
    {
        CodePosition => from,
        CodeInt { Value: 0 } => new CodeName(index, CodeNameKind.Local),
        _ => new CodeOperation("-", [new CodeName(index, CodeNameKind.Local), from], false),
    };

    private static string FieldName(string className) =>
        className.Length > 0 && char.IsUpper(className[0]) ? char.ToLowerInvariant(className[0]) + className.Substring(1) : className;

    private Value? EvaluateLabeled(Frame frame, LabeledSyntax labeled, Flow? fed)
    {
        if (labeled.Value is GroupSyntax or ResidualSyntax or ParallelSyntax)
            return RunNamedGroup(frame, labeled, fed ?? frame.Current);
        if (labeled.Value is not (NameExpressionSyntax or CallSyntax or ConditionalSyntax or IndexSyntax or EditedSyntax) || !CanBeCallableOrUnknown(frame, labeled.Value))
        {
            if (labeled.Value is not BadExpressionSyntax && !Diagnostics.HasErrorNear(frame.Path, labeled.Span))
                Report(frame, Catalog.NothingToName, labeled.Label.Span, Text(frame, labeled.Label), $"'{Text(frame, labeled.Value)}'");
            return null;
        }
        if (CallableOf(frame, labeled.Value, out var inputs) is not { } callable)
            return null;
        var count = frame.Node?.Children.Count;
        var result = Apply(frame, callable, Feed(callable, inputs, fed ?? frame.Current), labeled.Label, labeled.Value.Span);
        if (inputs.Count > 0 && frame.Node is { Children: var children } && children.Count > count)
            children[children.Count - 1].IsGivenInputs = true;
        return result;
    }

    /// <summary>True unless an expression is certainly a value: unknown names are left to be reported as such.</summary>
    private bool CanBeCallableOrUnknown(Frame frame, ExpressionSyntax expression) => expression switch
    {
        NameExpressionSyntax name => CanBeCallable(frame, name) || (frame.Scope.Find(name.Name) is null && name.Name != "it"),
        CallSyntax { Callee: NameExpressionSyntax } => true,
        IndexSyntax or CallSyntax => CanBeCallable(frame, expression),
        EditedSyntax => true,
        ConditionalSyntax conditional => CanBeCallableOrUnknown(frame, conditional.Then),
        _ => false,
    };
}
